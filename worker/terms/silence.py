"""Typed access to silence.toml: the words by which machines are known."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, kw_only=True, slots=True)
class Silence:
    """Lower-case words and header names; see the comments in the data file."""

    autoreply_subjects: tuple[str, ...]
    autoreply_phrases: tuple[str, ...]
    absence_phrases: tuple[str, ...]
    autoreply_headers: frozenset[str]
    machine_senders: tuple[str, ...]
    mail_programs: tuple[str, ...]


@cache
def silence() -> Silence:
    """The words, read once."""
    data = tomllib.loads(resources.files("worker.terms").joinpath("silence.toml").read_text("utf-8"))
    return Silence(
        autoreply_subjects=tuple(data["autoreply_subjects"]),
        autoreply_phrases=tuple(data["autoreply_phrases"]),
        absence_phrases=tuple(data["absence_phrases"]),
        autoreply_headers=frozenset(data["autoreply_headers"]),
        machine_senders=tuple(data["machine_senders"]),
        mail_programs=tuple(data["mail_programs"]),
    )
