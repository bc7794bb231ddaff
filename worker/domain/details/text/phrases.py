"""Finding the phrases of the word lists (worker/terms) in folded text."""

import re
from functools import cache

from worker.terms.words import alternation, words

# lists of terms/programs.toml: names of programs, whatever they do
PROGRAMS = ("accounting", "general", "shops", "common", "browsers")


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """A compiled pattern for the phrases of some lists, each as whole words."""
    phrases = [phrase for key in keys for phrase in words(name)[key]]
    return re.compile(rf"(?<!\w){alternation(phrases)}(?!\w)")


def last(expression: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The last match between two offsets."""
    found = None
    for match in expression.finditer(text, start, end):
        found = match
    return found


def is_program(folded: str, start: int) -> bool:
    """Whether the name of a program stands at an offset."""
    return pattern("programs", *PROGRAMS, "platnik").match(folded, start) is not None


def names_program(folded: str, start: int) -> bool:
    """Whether a program is spoken of from an offset on: ``Rewizor GT``, ``program Grundfos GO``."""
    return is_program(folded, start) or pattern("programs", "cues").match(folded, start) is not None
