"""Finding the phrases of the word lists in folded text, and cutting text into sentences."""

import re
from functools import cache

from worker.terms.words import alternation, words

_BRACKETS = re.compile(r"[()]")


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


def bracket_end(text: str, begin: int, inner: int, stop: int) -> int:
    """Where the bracket closes in which ``inner`` stands; -1 outside brackets. Looks no farther than begin:stop."""
    depth = 0
    for match in _BRACKETS.finditer(text, begin, inner):
        depth = depth + 1 if match.group() == "(" else max(0, depth - 1)  # "1) …" closes nothing
    if not depth:
        return -1
    depth = 0
    for match in _BRACKETS.finditer(text, inner, stop):
        depth += 1 if match.group() == "(" else -1
        if depth < 0:
            return match.start()
    return -1


def is_program(folded: str, start: int) -> bool:
    """Whether the name of a program stands at an offset."""
    return (
        pattern("programs", "accounting", "general", "shops", "common", "browsers", "platnik").match(folded, start)
        is not None
    )
