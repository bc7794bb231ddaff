"""Typed access to help_words.toml: words of one meaning, words that say nothing, ordinary reports."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpWords:
    """See the comments in the data file. ``concepts`` leads from a lemma to the name of its meaning.

    ``beginnings`` does the same for words that the dictionary lacks, by how they begin; longest first.
    """

    concepts: Mapping[str, str]
    beginnings: tuple[tuple[str, str], ...]
    idle: frozenset[str]
    ordinary: tuple[str, ...]


@cache
def help_words() -> HelpWords:
    """The words, read once."""
    data = tomllib.loads((files("worker.terms") / "help_words.toml").read_text("utf-8"))
    pairs = [(word, name) for name, *words in data["concepts"] for word in words]
    beginnings = [(word.removesuffix("*"), name) for word, name in pairs if word.endswith("*")]
    return HelpWords(
        concepts={word: name for word, name in pairs if not word.endswith("*")},
        beginnings=tuple(sorted(beginnings, key=lambda pair: -len(pair[0]))),
        idle=frozenset(data["idle"]),
        ordinary=tuple(data["ordinary"]),
    )
