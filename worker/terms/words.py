"""Keyword lists of the mail reader: ``<list>.toml`` beside this file, loaded once and typed.

A row is a phrase in lower case without Polish diacritics (texts are folded the same way before they
are compared); letters of other languages keep their marks. ``*`` at the end of a word stands for any ending, a space
for any white space. What is printed (``calendar``), shown (``columns``) or asked of the dictionary (base forms) is
written as there.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


class WordListError(ValueError):
    """A word list is not a table of lists of strings; the message names the file and the key."""


@cache
def words(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of ``name``.toml by their keys. Raises WordListError when the file is malformed."""
    table = tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))
    lists: dict[str, tuple[str, ...]] = {}
    for key, rows in table.items():
        if not isinstance(rows, list) or not all(isinstance(row, str) and row for row in rows):
            raise WordListError(f"{name}.toml: {key} must be a list of non-empty strings")
        lists[key] = tuple(rows)
    return MappingProxyType(lists)


def whole(name: str, *keys: str) -> str:
    """A regular expression that matches any phrase of some lists as whole words, for a part of a longer one."""
    return rf"(?<!\w){alternation(phrase for key in keys for phrase in words(name)[key])}(?!\w)"


def alternation(phrases: Iterable[str]) -> str:
    r"""A regular expression (a non-capturing group) that matches any phrase; longest first.

    ``pracowni*`` becomes ``pracowni\w*`` and a space becomes ``\s+``. No anchors are added.
    """
    rows = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(_expression(row) for row in rows) + ")"


def _expression(phrase: str) -> str:
    parts = (re.escape(part).replace(r"\*", r"\w*") for part in phrase.split(" "))
    return r"\s+".join(parts)
