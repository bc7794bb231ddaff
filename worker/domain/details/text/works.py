"""Whether what follows says that it works: "u mnie działa", "na drugim komputerze otwiera się normalnie".

Such words compare: the computer and the person before them have no trouble (rules 3, 4).
"""

import re

from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import Sentence
from worker.domain.polish import readings
from worker.terms.words import alternation, words

_COMPARED, _BETWEEN = 40, 3  # characters and words behind "u mnie" in which "działa" still belongs to it
_DOES = re.compile(  # nothing follows that it does wrong
    rf"(?<!\w){alternation(words('people')['does'])}"
    r"(?=\s*(?:$|[.,;!)]|\s(?:i|a|ale)\s))"
)
_NOT = re.compile(r"(?<!\w)(?:nie|przesta\w+|ledw\w+)(?!\w)|[.!?]\s")  # "przestała działać klawiatura"
_THANKS = re.compile(r"(?<!\w)(?:dziek\w+|podziekowani\w*|dzieki)\s(?:\w+\s){0,3}?za\s(?!szybk\w+ reakcj|z gory)")
_NEW_CLAUSE = re.compile(r"[;:]\s|,\s(?:na|w|u|przy|teraz|dzis|dzisiaj|od)\s|\s[-–]\s|\sa\s")
_BUT = re.compile(  # it is not mended; "proszę jeszcze o …" goes on to another matter
    rf"(?<!\w)(?:ale|niestety|jednak|tylko ze|(?!jeszcze){alternation(words('writing')['still'])})(?!\w)"
)


def works_at(folded: str, start: int) -> re.Match[str] | None:
    """The words behind an offset that say that there it works: at most three words on, and no "nie" before."""
    end = start + _COMPARED
    found = pattern("people", "works").search(folded, start, end) or _DOES.search(folded, start, end)
    between = folded[start : found.start()] if found else ""
    if len(between.split()) > _BETWEEN or _NOT.search(between) or _names_another(between):
        return None
    return found


def _names_another(between: str) -> bool:
    """``…, tablica uczniowska (jest w porządku)``: another thing behind a comma."""
    _, comma, behind = between.rpartition(", ")
    first = behind.split(" ", maxsplit=1)[0]
    return bool(comma) and any(one.part == "subst" and "nom" in one.tags for one in readings(first))


def it_works(folded: str, start: int) -> bool:
    """Whether what follows says that there it works."""
    return works_at(folded, start) is not None


def is_thanked_for(told: Sentence, offset: int) -> bool:
    """Whether what stands at an offset of the passage was mended before: ``dziękuję za wymianę dysku w …``.

    Not past the clause of the thanks: ``dziękuję za ustawienie poczty, na KSIEG-1 Outlook pyta teraz o hasło``.
    """
    folded = told.passage.folded
    thanks = _THANKS.search(folded, told.start, offset)
    if thanks is None or _BUT.search(folded, thanks.end(), told.end):
        return False
    return _NEW_CLAUSE.search(folded, thanks.end(), offset + 1) is None
