"""A line taken apart: keyword, the sign behind it, value, whatever dressed the line up.

    line = [ "- " | "1. " | "#" | "/" ] keyword [ ":" | "=" | ";" | "-" | "->" ] value

A colon says that a command is meant; the other signs say so only together with a value of the right shape. Keywords of
more than one word, and other words for the same, stand in ``worker/terms/staff.toml``.
"""

import re
from dataclasses import dataclass

from worker.domain.polish import fold
from worker.terms.staff import staff_words

_QUOTES = '\u201e\u201d\u201c"`'  # copied with the quotation marks of our question
_DRESS = re.compile(r"\s*(?:(?:[-\u2013\u2014\u2022\u00b7*]|\d{1,2}[.)])\s+|[#/!])?")
_SHAPE = re.compile(
    r"[\s*_]*(?P<word>[^\W\d_]{3,14})[*_]*[ \t]*(?P<sign>:|=|;|->|\u2192|[-\u2013\u2014](?=\s))?"
    r"[*_]*[ \t]*(?P<value>.*)",
    re.DOTALL,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """``word`` is folded and the keyword's own; "" when the line has another shape. ``said`` is the word as folded."""

    word: str = ""
    said: str = ""
    sign: str = ""
    value: str = ""

    @property
    def colon(self) -> bool:
        """Whether the sign alone makes it a command."""
        return self.sign == ":"


def take_apart(line: str) -> Parts:
    """The parts of one line."""
    clean = line.replace("\u00a0", " ").replace("\uff1a", ":")
    clean = clean[_DRESS.match(clean).end() :].strip().strip("*_").strip(_QUOTES)  # type: ignore[union-attr]  # matches nothing too
    folded, words = fold(clean), staff_words()
    for phrase, keyword in words.phrases.items():
        if folded.startswith(phrase) and not folded[len(phrase) : len(phrase) + 1].isalnum():
            clean = keyword + clean[len(phrase) :]
            break
    match = _SHAPE.fullmatch(clean)
    if match is None:
        return Parts()
    said = fold(match["word"])
    if said in words.colon_only and match["sign"] != ":":
        return Parts()
    value = match["value"].strip().strip("*_").strip()
    return Parts(word=words.aliases.get(said, said), said=said, sign=match["sign"] or "", value=value)
