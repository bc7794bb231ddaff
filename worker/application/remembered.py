"""Details as plain JSON and back, for the rows that remember them."""

from dataclasses import asdict
from typing import Any

from worker.domain.found import SINGLE, Details, Found, Place, Service


def to_json(details: Details) -> dict[str, Any]:
    """Only what was found; see ``from_json``."""
    found: dict[str, Any] = {name: asdict(value) for name, value in details.by_name().items()}
    if details.other_contacts:
        found["other_contacts"] = [asdict(value) for value in details.other_contacts]
    if details.service is not None:
        found["service"] = details.service.value
    return found


def from_json(data: dict[str, Any]) -> Details:
    """The inverse of ``to_json``; unknown keys of a later release are left alone."""
    values: dict[str, Any] = {name: _found(data[name]) for name in SINGLE if name in data}
    values["other_contacts"] = tuple(_found(value) for value in data.get("other_contacts", ()))
    values["service"] = Service(data["service"]) if "service" in data else None
    return Details(**values)


def _found(data: dict[str, Any]) -> Found:
    return Found(**{**data, "place": Place(data["place"])})
