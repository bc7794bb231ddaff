"""Typed access to lures.toml: by what advertisements and frauds are known that no filter marked."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, kw_only=True, slots=True)
class Lures:
    """Lower-case wordings; see the comments in the data file. One tuple of ``groups`` for each purpose."""

    groups: tuple[tuple[str, ...], ...]
    asks_about_it: tuple[str, ...]


@cache
def lures() -> Lures:
    """The words, read once."""
    data = tomllib.loads(resources.files("worker.terms").joinpath("lures.toml").read_text("utf-8"))
    asks = tuple(data.pop("asks_about_it"))
    return Lures(groups=tuple(tuple(words) for words in data.values()), asks_about_it=asks)
