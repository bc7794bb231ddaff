"""Whether a customer's answer says nothing but that the help article helped: ``POMOGŁO``."""

import re
from functools import cache

from worker.domain.polish import CAPITALS, fold
from worker.terms.words import alternation, words

_MOST_WORDS = 15
_LONGEST = 2_000  # characters
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(rf"(?:[{CAPITALS}][\w.-]{{0,30}}[ ]?){{0,4}}")
_CLOSING = re.compile(rf"^\s*(?:--|{alternation(words('symptoms')['formulas'])}(?!\w))", re.MULTILINE)


def says_helped(text: str) -> bool:
    """``text`` is the mail's own words (quotes and signature off). In doubt no: then a person reads it.

    Tolerated: any case, no diacritics, thanks and greetings around it, a name below. Not: a question, or any word that
    could deny, restrict or ask something besides ("koleżance pomogło").
    """
    listed = _words()
    if len(text) > _LONGEST:
        return False
    end = found.start() if (found := _CLOSING.search(fold(text))) else len(text)
    lines = text[:end].strip().split("\n")
    while len(lines) > 1 and _NAME.fullmatch(lines[-1].strip()):
        lines.pop()
    folded = fold("\n".join(lines))
    said = _WORD.findall(folded)
    return (
        0 < len(said) <= _MOST_WORDS
        and "?" not in folded
        and any(word in listed["helped"] for word in said)
        and all(word in listed["helped"] or word in listed["beside"] for word in said)
    )


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(rows) for name, rows in words("helped").items()}
