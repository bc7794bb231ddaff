"""Where sentences, abbreviations and brackets end."""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from worker.domain.details.text.source import Passage
from worker.terms.words import words

_BREAK = re.compile(r"[.!?…]+[)\"”]?(?=\s)|\n[ \t]*(?=\n)|\n(?=[ \t]*[-*•>\d]{1,3}[.)]?\s)|\n")
_SHORT_LINE = 48  # a line broken by the mail program is longer than this


@dataclass(frozen=True)
class Sentence:
    """A run of one passage between two stops."""

    passage: Passage
    start: int
    end: int

    @cached_property
    def text(self) -> str:
        """As written."""
        return self.passage.text[self.start : self.end]

    @cached_property
    def folded(self) -> str:
        """As compared."""
        return self.passage.folded[self.start : self.end]


@lru_cache(maxsize=32)  # every detail asks it of the same few passages
def sentences(passage: Passage) -> tuple[Sentence, ...]:
    """Cut at stops that are not abbreviations, blank lines, and short lines; hard-wrapped lines stay whole."""
    return tuple(_sentences(passage))


def sentence_at(passage: Passage, offset: int) -> Sentence | None:
    """The sentence in which an offset stands; None between sentences."""
    told = sentences(passage)
    at = bisect.bisect_right(told, offset, key=lambda one: one.start) - 1
    return told[at] if at >= 0 and offset < told[at].end else None


def _sentences(passage: Passage) -> Iterator[Sentence]:
    text, folded, start = passage.text, passage.folded, 0
    for match in _BREAK.finditer(text):
        if match.start() < start:
            continue
        if match.group()[0] == "\n":
            if _is_wrap(text, match.start()):
                continue
        elif match.group()[0] == "." and ends_abbreviation(folded, match.start()):
            continue
        if text[start : match.end()].strip():
            yield Sentence(passage, start, match.end())
        start = match.end()
    if text[start:].strip():
        yield Sentence(passage, start, len(text))


def ends_abbreviation(folded: str, dot: int) -> bool:
    """Whether the stop at an offset belongs to an abbreviation ("ok.", "p.", "nr.")."""
    begin = dot
    while begin > 0 and dot - begin < 8 and folded[begin - 1].isalpha():
        begin -= 1
    return folded[begin:dot] in words("writing")["abbreviations"]


def _is_wrap(text: str, newline: int) -> bool:
    before = text.rfind("\n", 0, newline)
    following = text[newline + 1 : newline + 2]
    if not following.strip() or newline - before < _SHORT_LINE:
        return False
    tail = text[max(before + 1, newline - 2) : newline].rstrip()
    return bool(tail) and tail[-1] not in ".!?:" and following not in "-*•>"


_BRACKETS = re.compile(r"[()]")


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
