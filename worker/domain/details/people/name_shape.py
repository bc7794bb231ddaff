"""How many of some words are a name: first name and surname, a surname first, an initial.

``morfeusz2`` says what can be a first name or a surname in any case ending; a surname it does not know
(a foreign or rare one) is taken when it follows a first name with a capital letter.
"""

import re
from functools import cache

from worker.domain.details.text.phrases import PROGRAMS, pattern
from worker.domain.polish import CASES, fold, is_first_name, is_person, is_surname, names_of, readings
from worker.domain.polish.names import polish_spelling
from worker.terms.words import words

_SHORTEST_INFLECTED = 4
_DIMINUTIVE = re.compile(r"(?<=[^\W\d_]{3})(?:e[nń])?k(?:a|i|ę|e|ą)$")
_ENDING = re.compile(r"(?:ow|ie?)?(?:a|e|i|o|u|y|em)$")


def name_length(names: list[str], *, titled: bool, any_case: bool) -> tuple[int, bool, bool]:
    """How many of the words are a name, and whether it has a first name and a surname."""
    if _is_first(names[0]):
        follow = 1
        if len(names) > 2 and _is_first(names[1]) and _looks_surname(names[2], any_case):
            follow = 2
        if len(names) > follow and (_looks_surname(names[follow], any_case) or _is_in_case_of(names[0], names[follow])):
            return follow + 1, True, True
        return 1, True, False
    return _surname_first(names, titled=titled, any_case=any_case)


def _surname_first(names: list[str], *, titled: bool, any_case: bool) -> tuple[int, bool, bool]:
    if len(names) > 1 and len(names[0]) == 1 and names[0].isupper() and names[1][0].isupper() and is_surname(names[1]):
        return 2, False, True  # "L. Żak"
    if fold(names[0]) in _titles():
        return 0, False, False
    if (
        len(names) > 1
        and is_surname(names[0])
        and _is_first(names[1])
        and names[1][0].isupper()
        and (any_case or not _is_common(names[0]) or _are_filled_in(names))
    ):
        return 2, True, True  # "Kowalski Jan"
    if (titled or any_case) and names[0][0].isupper() and is_surname(names[0]) and len(names[0]) > 2:
        return 1, False, True  # "pan Kowalski"
    return 0, False, False


def _are_filled_in(names: list[str]) -> bool:
    """``Personel: KOWALCZYK ANNA``: in capitals a surname that is a trade too stands first."""
    return (names[0] + names[1]).isupper() and is_person(names[0], "nom")


def _is_first(word: str) -> bool:
    if fold(word) in _titles() or word == "SAM":  # "komputer SAM się wyłącza"
        return False
    return (len(word) > 2 or word in ("Al", "Jo")) and (is_first_name(word) or _is_foreign(word))


def _is_foreign(word: str) -> bool:
    """A listed name in any case ending, where the dictionary knows no other word: ``do Wioli``, ``Denysa``.

    And one in an English or a familiar spelling: ``Yuliya``, ``Ewelinki``.
    """
    if fold(word) in _foreign():
        return True
    if not readings(word) and (is_first_name(polish_spelling(word)) or is_first_name(_DIMINUTIVE.sub("a", word))):
        return True
    if len(word) < _SHORTEST_INFLECTED or _ENDING.sub("", fold(word)) not in _foreign_stems():
        return False
    return all(word[0].isupper() and fold(one.lemma) in _foreign() for one in readings(word))


def _looks_surname(word: str, any_case: bool) -> bool:
    if not (word[0].isupper() or any_case) or len(word) < 2 or is_company_word(word):
        return False
    if is_surname(word):
        return True
    if not word[0].isupper():
        return False
    kinds = readings(word)
    if not kinds:
        return not pattern("programs", *PROGRAMS).match(fold(word))
    if all(reading.names for reading in kinds):
        return True  # "Genowefa Sikorzyna": the genitive of a town, which no other word is
    return any(reading.part == "adj" or {"sg", "nom"} <= reading.tags for reading in kinds)


def _is_in_case_of(first: str, surname: str) -> bool:
    """``Lucyną Zarębianką``: a capitalised noun in the case of the first name before it."""
    if not surname[0].isupper() or is_company_word(surname):
        return False
    cases = {case for one in readings(first) if "imię" in one.names and "sg" in one.tags for case in one.tags & CASES}
    return any(one.part == "subst" and "sg" in one.tags and one.tags & cases for one in readings(surname))


def is_company_word(word: str) -> bool:
    """Whether the word names a company or an office: ``Biuro``, ``Serwis``."""
    return fold(word) in _company()


def _is_common(word: str) -> bool:
    return "nazwisko" in names_of(word) and any(reading.lemma[:1].islower() for reading in readings(word))


@cache
def _foreign_stems() -> frozenset[str]:
    return frozenset(stem for stem in (_ENDING.sub("", name) for name in _foreign()) if len(stem) > 2)


@cache
def _foreign() -> frozenset[str]:
    return frozenset(words("people")["foreign_first"])


@cache
def _titles() -> frozenset[str]:
    return frozenset(words("people")["titles"])


@cache
def _company() -> frozenset[str]:
    return frozenset(words("people")["company"])
