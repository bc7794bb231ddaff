"""Whether a report is about somebody without a name: "kasjerka nie może zapisać paragonu" (rule 4)."""

import re
from functools import cache

from worker.domain.details.phrases import Sentence, it_works, pattern, sentences
from worker.domain.details.source import Passage, Passages
from worker.domain.found import Place
from worker.domain.polish import base_forms, readings
from worker.terms.words import alternation, words

_NEW = re.compile(r"(?<!\w)now(?:a|ej|y|ego|emu|ym)\s+(?:\w+\s+)?$")  # "mamy nową dziewczynę, siedzi …"
_SIGNING_LINES, _SHORT = 6, 60
_WHO = frozenset({"nom", "dat"})  # "kasjerka nie może", "kasjerce nie otwiera się"
_ONE_OF = re.compile(r"(?<!\w)(?:jed[en]\w+|kto[sr]\w*|kilk\w|par[aue]|kilkor\w+|czesc)\s+(?:z\s+)?(?:\w+\s+)?$")


def is_about_unnamed(texts: Passages) -> bool:
    """Whether somebody without a name has the trouble, and the writer does not sit at that computer."""
    if any(_sits_there(passage) for passage in texts.written):
        return False
    return any(
        _speaks_of_somebody(sentence, match) and not _signs(texts, sentence, match)
        for passage in texts.written
        if passage.place is not Place.SIGNATURE
        for sentence in sentences(passage)
        for match in _unnamed_sufferer().finditer(sentence.folded)
    )


def _sits_there(passage: Passage) -> bool:
    """The writer is at the computer in trouble; "u mnie działa" only compares."""
    return any(not it_works(passage.folded, own.end()) for own in pattern("people", "own").finditer(passage.folded))


def _speaks_of_somebody(sentence: Sentence, match: re.Match[str]) -> bool:
    """The role itself does or suffers it; never a room's owner ("w gabinecie dyrektora formuły …") or an outsider."""
    if match.group().startswith("u ") and it_works(sentence.folded, match.end()):
        return False  # "u koleżanki działa"
    group = "actor" if match["actor"] else "late"
    role = match[group]
    if not role:
        kinds = readings(match["owner"] or "")
        return not kinds or any(reading.part != "adj" for reading in kinds)  # "terminal kasjerski" is nobody's
    start = match.start(group)
    before = re.compile(r"(\w+)\W+$").search(sentence.folded, max(0, start - 40), start)
    if before and pattern("devices", "places", "rooms").fullmatch(before.group(1)):
        return False
    if pattern("people", "outsiders").search(sentence.folded, max(0, start - 12), match.end() + 12):
        return False
    before_role = (sentence.folded, max(0, start - 30), start)
    if _ONE_OF.search(*before_role) or _NEW.search(*before_role):
        return True
    kinds = readings(sentence.text[start : start + len(role)]) if role.isalpha() else ()
    return not kinds or any(not _WHO.isdisjoint(reading.tags) for reading in kinds)


def _signs(texts: Passages, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether somebody of that job signs: ``stanowiska głównej księgowej`` over ``Główna księgowa Halina Pyrka``."""
    role = re.findall(r"\w+", match["actor"] or match["late"] or match["owner"] or "")
    below = sentence.passage.text[sentence.end :].split("\n")[-_SIGNING_LINES:]
    lines = [line for line in (*below, *texts.signature.text.split("\n")) if len(line) < _SHORT]
    signed = frozenset().union(*(base_forms(word) for line in lines for word in re.findall(r"[^\W\d_]{4,}", line)))
    return bool(role) and not signed.isdisjoint(base_forms(role[-1]))


@cache
def _unnamed_sufferer() -> re.Pattern[str]:
    """``kasjerka … nie może``, ``pracuje na nim kasjerka``, ``u kasjerki``, ``komputer kasjerki``."""
    lists = words("people")
    role, act = alternation(lists["unnamed"]), alternation(lists["suffers"])
    some = r"(?:\W+\w+){0,6}?\W+"
    device = alternation(words("devices")["computers"])
    return re.compile(
        rf"(?<![\w@])(?:(?P<actor>{role}){some}{act}|{act}(?:\W+\w+){{0,4}}?\W+(?P<late>{role})(?![.@]\w)"
        rf"|u\s+(?:\w+\s+)?{role}|{device}\s+(?:\w+\s+)?(?P<owner>{role}))(?!\w)"
    )
