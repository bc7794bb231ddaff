"""Typed access to silence.toml: the words by which machines are known."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, get_origin, get_type_hints


@dataclass(frozen=True, kw_only=True, slots=True)
class Silence:
    """Lower-case words and header names; see the comments in the data file."""

    autoreply_subjects: tuple[str, ...]
    autoreply_tags: frozenset[str]
    absence_endings: tuple[str, ...]
    autoreply_phrases: tuple[str, ...]
    absence_phrases: tuple[str, ...]
    absence_clauses: tuple[str, ...]
    automatic_phrases: tuple[str, ...]
    unsubscribe_phrases: tuple[str, ...]
    program_subjects: tuple[str, ...]
    server_subjects: frozenset[str]
    invitation_answers: frozenset[str]
    invitation_phrases: tuple[str, ...]
    receipt_subjects: tuple[str, ...]
    receipt_phrases: tuple[str, ...]
    autoreply_headers: frozenset[str]
    bulk_precedence: frozenset[str]
    machine_senders: tuple[str, ...]
    machine_accounts: frozenset[str]
    machine_names: frozenset[str]
    device_accounts: frozenset[str]
    press_accounts: frozenset[str]
    mail_programs: tuple[str, ...]
    sending_tools: tuple[str, ...]


@cache
def silence() -> Silence:
    """The words, read once. Raises KeyError for a list that has no field, TypeError for one that is missing."""
    data = tomllib.loads(resources.files("worker.terms").joinpath("silence.toml").read_text("utf-8"))
    kinds = get_type_hints(Silence)
    lists: dict[str, Any] = {name: (get_origin(kinds[name]) or tuple)(rows) for name, rows in data.items()}
    return Silence(**lists)
