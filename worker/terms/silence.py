"""Typed access to silence.toml: the words by which machines are known."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


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
    machine_senders: tuple[str, ...]
    machine_accounts: frozenset[str]
    machine_names: frozenset[str]
    device_accounts: frozenset[str]
    press_accounts: frozenset[str]
    mail_programs: tuple[str, ...]
    sending_tools: tuple[str, ...]


@cache
def silence() -> Silence:
    """The words, read once."""
    data = tomllib.loads(resources.files("worker.terms").joinpath("silence.toml").read_text("utf-8"))
    return Silence(
        autoreply_subjects=tuple(data["autoreply_subjects"]),
        autoreply_tags=frozenset(data["autoreply_tags"]),
        absence_endings=tuple(data["absence_endings"]),
        autoreply_phrases=tuple(data["autoreply_phrases"]),
        absence_phrases=tuple(data["absence_phrases"]),
        absence_clauses=tuple(data["absence_clauses"]),
        automatic_phrases=tuple(data["automatic_phrases"]),
        unsubscribe_phrases=tuple(data["unsubscribe_phrases"]),
        program_subjects=tuple(data["program_subjects"]),
        server_subjects=frozenset(data["server_subjects"]),
        invitation_answers=frozenset(data["invitation_answers"]),
        invitation_phrases=tuple(data["invitation_phrases"]),
        receipt_subjects=tuple(data["receipt_subjects"]),
        receipt_phrases=tuple(data["receipt_phrases"]),
        autoreply_headers=frozenset(data["autoreply_headers"]),
        machine_senders=tuple(data["machine_senders"]),
        machine_accounts=frozenset(data["machine_accounts"]),
        machine_names=frozenset(data["machine_names"]),
        device_accounts=frozenset(data["device_accounts"]),
        press_accounts=frozenset(data["press_accounts"]),
        mail_programs=tuple(data["mail_programs"]),
        sending_tools=tuple(data["sending_tools"]),
    )
