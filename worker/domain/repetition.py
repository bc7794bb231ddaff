"""Whether a correspondent repeats himself: how a loop with a machine looks from our side (RFC 3834 section 2).

A machine that answers every letter writes the same words each time, around another number, date or quoted ID; a person
who writes three reports a day writes three different ones, and a person who completes a report changes what is missing.
"""

import re

_TOKEN = re.compile(r"\S+")
_EDGES = re.compile(r"^\W+|\W+$")
_COMPARED = 60  # words; behind them a machine quotes our own letter, which differs
_ALIKE = 0.9  # of the words; a form filled in twice shares its labels only


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same but for numbers, IDs and addresses. Two empty texts do."""
    left, right = _words(one), _words(other)
    if not left or not right:
        return left == right
    return len(left & right) >= _ALIKE * max(len(left), len(right))


def _words(text: str) -> frozenset[str]:
    """The first plain words; a token with a digit, an @ or a slash in it names something and says nothing."""
    found: list[str] = []
    for match in _TOKEN.finditer(text.casefold()):
        word = _EDGES.sub("", match.group()[:100])
        if word.isalpha():
            found.append(word)
            if len(found) == _COMPARED:
                break
    return frozenset(found)
