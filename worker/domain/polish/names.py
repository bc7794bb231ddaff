"""A person's name as a letter prints it behind a label: "Annie Nowak" of the mail is "Anna Nowak" there.

Only where the dictionary leaves one answer: first name and surname must agree in gender and case, and nothing may read
as a nominative already ("Adriana Lis" is a woman, or a man in the genitive). Otherwise the words of the mail stay.
"""

import re
from functools import lru_cache

from worker.domain.polish import CASES, CONSONANTS, Reading, base_forms, fold, readings
from worker.terms.words import words

_CUT_SHORT = re.compile(r"(?<![szcśi])ek$|ka$")  # what is before it stands in the name: Darek in Dariusz, not in Daniel
_FAMILIAR = re.compile(r"(?:[^aeiouy]ka|[cnsz]ia|ek|[uaos]ś|[cs]io|niu)$")
_SPELLINGS = {  # in this order
    "iya$": "ia", "iia$": "ia", "iy$": "ij", "ii$": "ij", "(?<=[bcdfghklmnprstvz])y(?=[aeou])": "i",
    "y(?=[aeou])": "j", "shch": "szcz", "kh": "h", "ch": "cz", "sh": "sz", "zh": "ż", "ts": "c", "v": "w", "x": "ks",
}  # fmt: skip
_CASES = CASES | {"voc"}


@lru_cache(maxsize=1000)
def nominative(name: str) -> str:
    """The name in the nominative, or as it is."""
    words = name.split()
    if not 1 <= len(words) <= 2 or not all(word.isalpha() and word[0].isupper() for word in words):
        return name
    if len(words) == 2 and _is_surname_first(*words):
        words.reverse()
        name = " ".join(words)
    first = _polish(_named(words[0], "imię"))
    if len(words) == 1:
        found = {reading.lemma for reading in first}
        return name if len(found) != 1 or any("nom" in reading.tags for reading in first) else _like(name, *found)
    pairs = _agreeing(first, _surname(words[1], first) or _feminine(words[1]))
    found = {f"{left.lemma} {right.lemma}" for left, right in pairs}
    if len(found) != 1 or any("nom" in left.tags and "nom" in right.tags for left, right in pairs):
        return name
    return _like(name, *found)


def polish_spelling(name: str) -> str:
    """A name from Cyrillic as English spells it, as Polish does: ``Yuliya`` is Julia, ``Savchuk`` is Sawczuk."""
    spelled = name.lower()
    for english, polish in _SPELLINGS.items():
        spelled = re.sub(english, polish, spelled)
    return spelled.capitalize()


def is_short_for(part: str, full: str) -> bool:
    """Whether a first name or a surname, in any case, may name the person named in full: Lidka is Lidia Frątczak."""
    if " " in part or " " not in full:
        return False
    first, *rest = full.split()
    return not base_forms(part).isdisjoint(base_forms(rest[-1])) or _is_same_first_name(part, first)


def _is_same_first_name(called: str, first: str) -> bool:
    """The same name, or what its owner is called: it begins alike (Lidka, Lidia), or is listed (Ola, Aleksandra)."""
    if not base_forms(called).isdisjoint(base_forms(first)):
        return True
    return any(
        _gender(short) == _gender(long)
        and (
            _is_cut_from(short.lemma, long.lemma) or fold(f"{short.lemma} {long.lemma}") in words("people")["familiar"]
        )
        for short in _named(called, "imię")
        for long in _named(first, "imię")
    )


def _is_cut_from(short: str, long: str) -> bool:
    """``Lidka`` of Lidia, ``Zosia`` of Zofia; a name of its own is short for none: Marek is no Marcin."""
    if not _FAMILIAR.search(short) or fold(short) in words("people")["not_familiar"]:
        return False
    begins = min(len(_CUT_SHORT.sub("", short)), 3) if _CUT_SHORT.search(short) else 2
    return fold(short)[:begins] == fold(long)[:begins]


def _is_surname_first(first: str, second: str) -> bool:
    """Only where the first word is no first name at all and the second one nothing else, in the nominative."""
    if _named(first, "imię") or _named(second, "nazwisko"):
        return False
    return any("nom" in one.tags for one in _named(second, "imię"))


def _named(word: str, kind: str) -> list[Reading]:
    """Readings as one person's name. Of a surname that women do not inflect the dictionary gives one for all cases."""
    capital = word[:1].upper() + word[1:].lower()
    return [reading for reading in readings(capital) if kind in reading.names and "sg" in reading.tags]


def _polish(first: list[Reading]) -> list[Reading]:
    """Of men's names that share a form the one with the Polish fleeting e: "Jacka" is Jacek, and hardly ever Jack."""
    native = {reading.lemma for reading in first if reading.lemma.endswith("ek")}
    return [reading for reading in first if not native or _gender(reading) == "f" or reading.lemma in native]


def _surname(word: str, first: list[Reading]) -> list[Reading]:
    known = _named(word, "nazwisko")
    if known or readings(word) or word[-1].lower() not in CONSONANTS:
        return known
    # a foreign surname of a woman is not inflected: "Annie Schmidt"
    every = frozenset({"f", "sg"}) | _CASES
    return [Reading(word, "subst", every, frozenset({"nazwisko"}))] if all("f" in one.tags for one in first) else []


def _feminine(word: str) -> list[Reading]:
    """A woman's surname that the dictionary holds as no name, in the one case that cannot be mistaken: "Zarębianką"."""
    if not word.endswith("ą"):
        return []
    return [Reading(word[:-1] + "a", "subst", frozenset({"f", "sg", "inst"}), frozenset({"nazwisko"}))]


def _agreeing(first: list[Reading], second: list[Reading]) -> list[tuple[Reading, Reading]]:
    return [
        (left, right)
        for left in first
        for right in second
        if _gender(left) == _gender(right) and not _CASES.isdisjoint(left.tags & right.tags)
    ]


def _gender(reading: Reading) -> str:
    return "f" if "f" in reading.tags else "m"


def _like(name: str, found: str) -> str:
    return found.upper() if name.isupper() else found
