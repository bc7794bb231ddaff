"""Typed access to staff.toml: the words of technicians' and managers' mail, folded (``worker.domain.polish.fold``)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffWords:
    """See the comments in the data file; mappings lead from a word to its meaning. A ``*`` stands for any ending."""

    phrases: Mapping[str, str]
    aliases: Mapping[str, str]
    colon_only: frozenset[str]
    polite: frozenset[str]
    innocent: frozenset[str]
    to_whom: frozenset[str]
    days_begin: frozenset[str]
    topics: Mapping[str, str]
    remote: frozenset[str]
    onsite: frozenset[str]
    confirmed: frozenset[str]
    arranged: frozenset[str]
    filler: frozenset[str]
    both_ways: frozenset[str]
    beside_distance: frozenset[str]
    months: tuple[tuple[str, ...], ...]  # from January on
    weekdays: tuple[tuple[str, ...], ...]  # from Monday on
    days: Mapping[str, int]
    durations: Mapping[str, int]
    states: Mapping[str, str]
    decisions: Mapping[str, str]
    note_beginnings: tuple[str, ...]
    attachment_promises: tuple[str, ...]
    attachment_elsewhere: tuple[str, ...]
    our_marks: tuple[str, ...]
    closing: frozenset[str]


@cache
def staff_words() -> StaffWords:
    """The words, read once."""
    data = tomllib.loads(resources.files("worker.terms").joinpath("staff.toml").read_text("utf-8"))
    sets = {name: frozenset(words) for part in ("lines", "work", "travel") for name, words in data[part].items()}
    return StaffWords(
        phrases=data["phrases"],
        aliases=data["aliases"],
        topics={word: topic for topic, words in data["topics"].items() for word in words},
        months=tuple(map(tuple, data["months"].values())),
        weekdays=tuple(map(tuple, data["weekdays"].values())),
        days=data["days"],
        durations=data["durations"],
        states={word: state for state, words in data["states"].items() for word in words},
        decisions={word: found for found, words in data["decisions"].items() for word in words},
        note_beginnings=tuple(data["notes"]["beginnings"]),
        attachment_promises=tuple(data["promises"]["attachment"]),
        attachment_elsewhere=tuple(data["promises"]["elsewhere"]),
        our_marks=tuple(data["ours"]["marks"]),
        closing=frozenset(data["signature"]["closing"]),
        **sets,
    )
