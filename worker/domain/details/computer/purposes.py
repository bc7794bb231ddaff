"""What a device is for: "komputer do fakturowania", "laptopie od muzyki", "tablet do inwentury"."""

import re

from worker.domain.details.computer.places import is_nowhere
from worker.domain.details.computer.singling import AROUND
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import fold, readings

_PURPOSE = re.compile(rf"do\s+\w+(?:nia|cia|[czs]ji)(?:\s+{AROUND['goods']})?(?!\w)")
_DEED = re.compile(r"do\s+(\w+)")
_FROM = re.compile(r"od[ ](?!razu|pani)([a-ząćęłńóśźż]{4,16})(?![\w-])")
_FOR = re.compile(r"do[ ]([a-ząćęłńóśźż]{4,16})(?![\w-])")


def deed_for(passage: Passage, begin: int) -> re.Match[str] | None:
    """``komputer do fakturowania``; never what is still to be done with it: ``do naprawienia``, ``do dyspozycji``."""
    match = _PURPOSE.match(passage.folded, begin)
    if match is None:
        return None
    word = _DEED.match(passage.plain, begin)
    kinds = readings(word.group(1).lower()) if word else ()
    return None if any("perf" in one.tags or one.lemma == "dyspozycja" for one in kinds) else match


def thing_for(passage: Passage, begin: int) -> re.Match[str] | None:
    """``laptopie od muzyki``; never since when: ``od burzy``, ``od soboty``, ``od ósmej``."""
    match = _FROM.match(passage.plain, begin)
    if match is None or pattern("orders", "dates").search(passage.folded, begin, match.end()):
        return None
    if pattern("symptoms", "events", "moments").search(passage.folded, begin, match.end() + 1):
        return None
    said = fold(match.group(1))
    if is_nowhere(said) or any(
        lists.fullmatch(said) for lists in (pattern("devices", "on_screen", "nobodys"), pattern("writing", "hours"))
    ):
        return None
    return match if any("gen" in one.tags and one.part == "subst" for one in readings(match.group(1))) else None


def any_use(passage: Passage, begin: int) -> re.Match[str] | None:
    """``tablet do inwentury``, ``komputer do obróbki``: by itself it singles out nothing."""
    match = _FOR.match(passage.plain, begin)
    return match if match and any("gen" in reading.tags for reading in readings(match.group(1))) else None
