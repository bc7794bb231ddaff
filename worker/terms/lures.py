"""Typed access to lures.toml: by what advertisements and frauds are known that no filter marked."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources


@dataclass(frozen=True, kw_only=True, slots=True)
class Lures:
    """Lower-case wordings; see the comments in the data file. One tuple of ``groups`` for each purpose."""

    groups: tuple[tuple[str, ...], ...]
    asks_about_it: tuple[str, ...]
    own_things: tuple[str, ...]
    deeds_of_things: tuple[str, ...]
    own_trouble: tuple[str, ...]
    free_mailboxes: tuple[str, ...]


@cache
def lures() -> Lures:
    """The words, read once. Raises KeyError for a list that is missing."""
    data = tomllib.loads(resources.files("worker.terms").joinpath("lures.toml").read_text("utf-8"))
    others = {field.name: tuple(data.pop(field.name)) for field in fields(Lures) if field.name != "groups"}
    return Lures(groups=tuple(tuple(words) for words in data.values()), **others)
