"""Whether somebody speaks of a matter of his own: a trouble, a thing it is about, a deed he asks for, a question.

"Jestem na urlopie od jutra" stands in people's mail as well as in what answers for them, and a customer cites what his
own programs write ("wiadomość wygenerowana automatycznie"). A program that answers for somebody says when he is back
and whom to ask; it knows nothing of a printer. The words are data (``worker/terms/matter.toml``).
"""

import re
from functools import cache
from typing import Final

from worker.domain.polish import CAPITALS, fold, is_first_name
from worker.terms.words import alternation, words

ALL: Final = ("trouble", "things", "talk", "answers")
_READ = 4_000
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_COMPUTER = re.compile(rf"\b(?!COVID)[{CAPITALS}]{{3,12}}[- ]\d{{1,2}}(?![\w.:,-]*\d)")  # KADRY-2, KASA 1
_TERMS = words("matter")
_ANSWERS = re.compile(
    rf"\W*(?:{alternation(_TERMS['greetings'])}\W+)?{alternation(_TERMS['yes_or_no'])}"
    r"(?:[,.!]|\s*$|\s+(?:dziekuj|dzieki))"
)
_CITED = re.compile(r"(?<!\w)[„\"“”'«‚][^„\"“”'«»\n]{3,200}[\"”“'»’](?!\w)")
_URGENT = re.compile(
    r"\b(?:w|na) (?:\w+ )?(?:piln|nagl)\w+ (?:spraw|przypadk|wypadk)|\bpilne sprawy|\burgent (?:matters|issues|cases)"
)
_POLISH_LETTER = re.compile(r"[ąćęłńśźż]", re.IGNORECASE)
_SALUTATION = re.compile(
    rf"\W*(?P<greeting>{alternation(_TERMS['greetings'])}[\s,]{{1,4}})?"
    r"(?:(?P<title>panie|pani)\s)?(?P<name>[a-z]\w{2,20})\s?[,!–\n-]"
)
_LEAST_ASKED = 3  # words of a question; "Pilne?" and "Masz pytania?" head a telephone number


def speaks_of_a_matter(text: str, *, by: tuple[str, ...] = ALL) -> bool:
    """Whether a sentence says what only a person says. Sentences about every trouble there may be do not count.

    ``by``: the lists of ``matter.toml`` that count, and ``answers`` for a yes, a no or a question. Mail servers tell of
    errors, signatures of computers, and both ask ("Czy musisz to drukować?").
    """
    if "things" in by and _COMPUTER.search(text[:_READ]):
        return True
    for sentence in _SENTENCE.split(fold(text[:_READ]).replace("’", "'")):
        said = sentence.strip(" \t-–—*>„\"'")
        if not said or _offices().match(said) or _URGENT.search(said):
            continue
        if "answers" in by and (_ANSWERS.match(said) or (said.endswith("?") and len(said.split()) > _LEAST_ASKED)):
            return True
        goods = _listed("goods").search(said) and _listed("of_trade").search(said)
        counted = tuple(one for one in by if one != "things") if goods else by
        if counted and _listed(*counted).search(_listed("access").sub(" ", said)):
            return True
    return False


def speaks_polish(text: str) -> bool:
    """Whether a word or a letter is Polish, as nearly every customer's mail has one."""
    return bool(_POLISH_LETTER.search(text) or _listed("polish").search(fold(text)))


def speaks_to_somebody(text: str) -> bool:
    """ "Hej Marek," and "Dzień dobry Panie Marku,": programs greet everybody alike ("Szanowni Państwo")."""
    found = _SALUTATION.match(fold(text[:_READ]))
    name = text[slice(*found.span("name"))] if found else ""
    if found is None or not name[0].isupper():
        return False
    return bool(found["title"]) or (bool(found["greeting"]) and is_first_name(name))


def uncited(text: str) -> str:
    """The text without what it cites in quotation marks."""
    return _CITED.sub(" ", text)


@cache
def _listed(*names: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(one for name in names for one in _TERMS.get(name, ()))}(?!\w)")


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(rf"{alternation(_TERMS['of_offices'])}(?!\w)")
