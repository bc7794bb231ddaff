"""What is wrong with the settings, in words: the key, the reason, the nearest right one. Values stay unsaid."""

import difflib
import json
import os
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError


def variables(model: type[BaseModel], prefix: str) -> dict[str, Any]:
    """Every variable that sets something in the model, with the type of what it sets."""
    found: dict[str, Any] = {}
    for key, field in model.model_fields.items():
        name = f"{prefix}{key.upper()}"
        found[name] = field.annotation
        inner = _model_of(field.annotation)
        if inner is not None and get_origin(field.annotation) is not list:
            found |= variables(inner, f"{name}__")
    return found


def unreadable_variables(settings: type[BaseModel]) -> str:
    """Which variables hold no JSON where a list or a whole section is wanted; never their values."""
    wrong = []
    for name, kind in variables(settings, "POMOC_").items():
        value = next((value for key, value in os.environ.items() if key.upper() == name), None)
        if value is None or not (get_origin(kind) is list or _model_of(kind)):
            continue
        try:
            json.loads(value)
        except ValueError:
            wrong.append(name)
    example = '["a@firma.pl", "b@firma.pl"]'
    return f"the environment variable {', '.join(wrong)} must be written as JSON, for example {example}"


def explain(error: ValidationError, path: Path, settings: type[BaseModel]) -> str:
    """One sentence for all that is wrong in the file: which key, why, and what would be right."""
    lines = []
    for one in error.errors():
        where = ".".join(str(part) for part in one["loc"])
        if one["type"] == "extra_forbidden":
            lines.append(_unknown_key([str(part) for part in one["loc"]], settings))
        elif one["type"] == "missing":
            lines.append(f"{where} is missing")
        else:
            lines.append(f"{where}: {one['msg'].removeprefix('Value error, ')}")
    return f"{path}: " + "; ".join(lines)


def _unknown_key(location: list[str], settings: type[BaseModel]) -> str:
    model: type[BaseModel] = settings
    for part in location[:-1]:
        if part in model.model_fields:
            model = _model_of(model.model_fields[part].annotation) or model
    near = difflib.get_close_matches(location[-1], model.model_fields, n=1, cutoff=0.5)
    right = f"did you mean {near[0]}?" if near else f"known keys: {', '.join(sorted(model.model_fields))}"
    return f"unknown key {'.'.join(location)}; {right}"


def _model_of(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_of(part))), None)
