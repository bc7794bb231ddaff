"""The workstation: the phrase that singles out the computer or the position (point 1.3, rule 3).

A labelled line is believed first (``labelled_computer``). Otherwise the strongest phrase of the text wins
(``candidates``); of equals the first, and one that only says where it works is none.
"""

import re
from collections.abc import Iterator

from worker.domain.details.computer.candidates import singling_phrases
from worker.domain.details.computer.comparison import is_any_of_them, is_beside_the_point
from worker.domain.details.computer.labelled_computer import labelled_computer, left_open
from worker.domain.details.computer.loosely import read_loosely
from worker.domain.details.computer.singling import PLACE, USE, Phrase
from worker.domain.details.text.source import Passage, Passages
from worker.domain.details.text.works import it_works
from worker.domain.found import Found
from worker.terms.words import alternation, words

_POST = re.compile(rf"(?<!\w){alternation(words('devices')['positions'])} $")
_LONGEST_POST = 16
_JOINT = re.compile(r",?[ ]{1,2}(?:\(|(?:na|w|przy)[ ])?")  # "w pokoju 203, biurko …", "w sali 21 na stanowiskach …"
_LONGEST_QUOTE, _MARKS, _OPENING = 120, '„”“"', ("„", "“", '"')
_QUOTE_LOSS = 5  # a computer named inside a quoted message is somebody else's


def read_workstation(texts: Passages, *, named: bool = False) -> Found | None:
    """The phrase that singles out the computer, or None. ``named``: only by a name or a number of its own."""
    if told := labelled_computer(texts):
        return told
    open_lines = [left_open(passage) for passage in texts.written]
    named = named or any(open_lines)
    best, found = (False, False, 0), None
    for passage, lines in zip(texts.written, open_lines, strict=True):
        phrases = _outside(lines, singling_phrases(passage))
        for phrase in phrases:
            worth = phrase.worth - (_QUOTE_LOSS if _is_quoted(passage.text, phrase.start) else 0)
            # "waga 1 przyjmuje normalnie" only compares; "z komputera MAG-1 na drukarce nr 2": the computer is meant
            if is_beside_the_point(passage, phrase.start, phrase.end, strong=worth > PLACE):
                continue
            if phrase.machine and it_works(passage.folded, phrase.end):
                continue  # "drukarka w pracowni jest sprawna"
            rank = (not it_works(passage.folded, phrase.end), not phrase.machine and worth >= USE, worth)
            if worth >= (USE if named else 1) and rank > best:
                start = _joined(passage, phrases, phrase)
                best, found = rank, passage.found(start, phrase.end, "prose")
    if found is not None and best[2] <= PLACE and is_any_of_them(texts.written, found):
        return None
    return found if found is not None or named else read_loosely(texts)


def _outside(lines: tuple[tuple[int, int], ...], phrases: Iterator[Phrase]) -> tuple[Phrase, ...]:
    return tuple(one for one in phrases if not any(start <= one.start < end for start, end in lines))


def _joined(passage: Passage, phrases: tuple[Phrase, ...], phrase: Phrase) -> int:
    """Where a phrase begins together with the one right before it: ``na recepcji (jedyny komputer …)``."""
    for other in phrases:
        overlaps = other.start < phrase.start < other.end
        if overlaps or _JOINT.fullmatch(passage.folded, other.end, max(other.end, phrase.start)):
            return _with_post(passage, other.start)
    return _with_post(passage, phrase.start)


def _with_post(passage: Passage, start: int) -> int:
    """``kasa dolnej stacji``: with the position right before the place."""
    post = _POST.search(passage.folded, max(0, start - _LONGEST_POST), start)
    return post.start() if post else start


def _is_quoted(text: str, start: int) -> bool:
    """Whether an offset stands inside quotation marks, „Polish”, „German“ or "straight"; 24" is a size."""
    begin = max(text.rfind("\n\n", 0, start), start - _LONGEST_QUOTE, 0)
    opened = ""
    for at in range(begin, start):
        char = text[at]
        if char == "\n" and opened == '"':
            opened = ""
        if char not in _MARKS or (char == '"' and not opened and text[at - 1 : at].isdigit()):
            continue
        opened = "" if opened else char
    return opened in _OPENING
