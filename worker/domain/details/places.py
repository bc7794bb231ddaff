"""Places, owners and numbers after a device word: "w gabinecie nr 2", "u pani Zosi", "przy pile formatowej".

place = preposition … noun of a place [number]     also a room in the genitive: "stanowisku recepcji"
owner = title | role | first name and surname      "pani Zosi", "księgowej", "Jana Kowalskiego"
"""

import itertools
import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from worker.domain.details.people import Person, people
from worker.domain.details.phrases import pattern
from worker.domain.details.source import Passage
from worker.domain.polish import is_person, readings
from worker.terms.words import alternation, words

NAME, NUMBER, PLACE, USE, MINE, TOLD = 6, 5, 4, 3, 2, 1
_SPELLED = r"(?:jeden|dwa|trzy|cztery|piec|szesc|siedem|osiem|dziewiec|dziesiec)"
_NUMBERED = (
    rf"(?:nr\.?|numer)[ \t]+{_SPELLED}(?!\w)|"
    r"(?:nr\.?|numer|no\.?|#)[ \t]*\d{1,4}[a-z]?(?:[ ]?(?:,|i|oraz|-)[ ]?\d{1,3})*(?!\w)"
)
_NUMBERED += r"|(?:[oz][ ])?(?:nr\.?|numer\w{0,2})[ ](?:inw|ewid|ser|fabr)\w*\.?[ ]?:?[ ]?[\w/-]{0,8}\d[\w/-]{0,8}"
_COUNTED = r"(?:razy|min|godz|dni|tyg|x|gb|cal|h|lat|%|zl|sekund|szt|komput|stan|osob|marca|maja)"
_ORDINAL = re.compile(
    rf"{_NUMBERED}|(?:0\d{{3}}|\d{{1,3}}[a-z]?)(?:[ ](?:i|oraz)[ ]\d{{1,3}})*(?![\w:.,]*\d|\w|[ ]\d|[ \t]*{_COUNTED})"
)
_ORDINAL_WORD = re.compile(
    r"(?:pierwsz|drugi|trzeci|czwart|piat|szost|siodm|osm|dziewiat|dziesiat|ostatni|gorn|doln|lew|praw|tyln|glown)(?:ym|im|ej|a|y|i|iej)?"
)
_SPACE = re.compile(r"[ \t]*(?::|[-–](?=[ ]))[ \t]*|[ \t\n]*,?[ \t\n]*")
_STREET = re.compile(r"(?:ul|al|os|pl)\.[ ]?\w+(?:[ ]\d{1,3}[a-z]?(?!\w))?")
_LETTER = re.compile(r"[ ][A-HJ-Z]\d{0,2}(?![\w.])")  # "garderobie B"
_TITLE = re.compile(r"(?:pani|pana|p\.|panu|panstwa|doktor|dr\.?|kolegi|kolezanki|szefa|szefowej)[ ]+")
_STOCKED = re.compile(r"[ ](?P<joint>z|od|do|dla)[ ](?P<goods>[a-ząćęłńóśźż]{4,18})(?![\w-])")  # "stoisku z wędlinami"
_PATRON = re.compile(r"[ ](?:św|bł|im)\.[ ]?[^\W\d_]{3,20}")
_MINE = re.compile(r"mnie(?!\w)")  # "komputer u mnie"
_BESIDE = frozenset({"przy", "obok", "kolo", "pod", "nad"})
VERBS = frozenset({"fin", "praet", "inf", "imps", "pred", "impt"})
_DEEDS = VERBS - {"impt"}  # hardly anybody commands in a report, and "farb" reads as a command
_NOUNS = frozenset({"subst", "ger"})
_SIDE_WORDS = 3


class Device(Enum):
    """What a device word can be singled out by; the values are the lists of terms/devices.toml."""

    COMPUTER = "computer"  # also by a name of its own
    MACHINE = "machine"  # by a place or a number: the code after it is its model
    POSITION = "position"  # like a machine, and by any place: "waga na serach"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of a passage with its worth; 0 singles out nothing."""

    worth: int
    start: int
    end: int
    machine: bool = False  # a printer, a monitor: the computer is meant where the text names one too


def skip_space(text: str, start: int) -> int:
    """The offset after white space and one comma, colon or dash."""
    match = _SPACE.match(text, start)
    return match.end() if match else start


def number_at(folded: str, start: int) -> re.Match[str] | None:
    """``nr 2``, ``numer 5``, ``3`` at an offset, but not ``3 razy``, nor the number of the next line of a list."""
    match = _ORDINAL.match(folded, start)
    if match and "\n" in folded[max(0, start - 3) : start] and folded[match.end() : match.end() + 1] in (".", ")"):
        return None
    return match


def is_program(folded: str, start: int) -> bool:
    """Whether the name of a program stands at an offset."""
    return (
        pattern("programs", "accounting", "general", "shops", "common", "browsers", "platnik").match(folded, start)
        is not None
    )


def place(passage: Passage, begin: int, *, device: Device) -> Phrase | None:
    """``w gabinecie nr 2``, ``u pani Zosi``, ``przy kasie``, ``w Łomży``."""
    folded = passage.folded
    match = _preposition().match(folded, begin)
    if match is None:
        return None
    preposition = match.group().strip()
    street = _STREET.match(folded, match.end())
    if preposition == "u" or street:
        return Phrase(PLACE, begin, street.end()) if street else owner(passage, match.end())
    words_after = list(re.compile(r"[\w-]+").finditer(folded, match.end(), match.end() + 60))[:_SIDE_WORDS]
    leading = 0  # adjectives: "na pierwszym piętrze", "przy pierwszym okienku"
    for count, word in enumerate(words_after):
        make = pattern("devices", "brands").fullmatch(word.group())  # "drukarka domyślna stoi na Dymo"
        if make or re.search(r"[.,;:()]", folded[match.end() : word.start()]):
            return None
        number = number_at(folded, skip_space(folded, word.end()))
        counted = number is not None and number.group().startswith(("n", "#"))
        inside = preposition in ("na", "w", "we") and (
            device is Device.POSITION or passage.text[word.start()].isupper() or _is_where(passage, word)
        )
        loose = preposition in _BESIDE or inside
        if count == leading and count + 1 < len(words_after) and _leads_to_noun(passage, word, words_after[count + 1]):
            leading += 1
            continue
        if _is_place(word.group()) or counted or (count == leading and loose and _is_thing(passage, word)):
            if number is not None:
                return Phrase(NUMBER, begin, number.end())
            return Phrase(PLACE, begin, with_dependents(passage, word.end()))
    return None


def _leads_to_noun(passage: Passage, word: re.Match[str], following: re.Match[str]) -> bool:
    """An ordinal right before the noun it counts: ``pierwszym piętrze``."""
    if passage.folded[word.end() : following.start()] != " " or not _ORDINAL_WORD.fullmatch(word.group()):
        return False
    return any(reading.part in _NOUNS for reading in readings(passage.text[following.start() : following.end()]))


def with_dependents(passage: Passage, end: int) -> int:
    """``przy pile formatowej``, ``w gabinecie dyrektora``: up to two words that depend on a place."""
    if passage.plain is passage.text and (letter := _LETTER.match(passage.text, end)):
        return letter.end()
    for word in itertools.islice(re.compile(r"[ ]([a-ząćęłńóśźż]{4,18})(?![\w-])").finditer(passage.plain, end), 2):
        kinds = readings(word.group(1))
        depends = any(reading.part == "adj" or (reading.part in _NOUNS and "gen" in reading.tags) for reading in kinds)
        if word.start() != end or not depends or any(reading.part in _DEEDS for reading in kinds):
            break
        end = word.end()
        if is_person(word.group(1), "gen"):
            break  # "w gabinecie dyrektora formuły nie liczą się"
    if patron := _PATRON.match(passage.text, end):
        return patron.end()  # "pod obrazem św. Józefa"
    stocked = _STOCKED.match(passage.plain, end)
    if stocked and pattern("symptoms", "moments").match(passage.folded, stocked.start() + 1) is None:
        wanted = "inst" if stocked["joint"] == "z" else "gen"
        if any(wanted in reading.tags and reading.part == "subst" for reading in readings(stocked["goods"])):
            return stocked.end()
    return end


def place_of(folded: str, begin: int) -> Phrase | None:
    """``stanowisku recepcji``, ``komputer sekretariatu``: the place in the genitive."""
    word = re.compile(r"[a-z]{4,}").match(folded, begin)
    return Phrase(PLACE, begin, word.end()) if word and _is_place(word.group()) else None


def _is_place(word: str) -> bool:
    """A listed place, or a noun built like one: kwiaciarni, pasmanterii, palarni."""
    return bool(pattern("devices", "places").fullmatch(word) or re.search(r"(?:rni|lni|wni|terii)$", word))


def _is_thing(passage: Passage, word: re.Match[str]) -> bool:
    """A noun that is no deed and no program: ``przy pile``, ``na serach``; never ``przy zapisie``."""
    if pattern("symptoms", "deeds").fullmatch(word.group()) or is_program(passage.folded, word.start()):
        return False
    kinds = readings(passage.plain[word.start() : word.end()])
    return not kinds or (
        any(reading.part == "subst" for reading in kinds) and not any(reading.part == "ger" for reading in kinds)
    )


def _is_where(passage: Passage, word: re.Match[str]) -> bool:
    """A noun in the locative that is nothing on a screen: ``w zakrystii``, ``na strychu``."""
    if pattern("devices", "on_screen").fullmatch(word.group()):
        return False
    kinds = readings(passage.plain[word.start() : word.end()])
    return any(reading.part == "subst" and "loc" in reading.tags for reading in kinds)


def owner(passage: Passage, begin: int) -> Phrase | None:
    """``pani Zosi``, ``Jana Kowalskiego``, ``księgowej``."""
    if mine := _MINE.match(passage.folded, begin):
        return Phrase(MINE, begin, mine.end())
    role = pattern("devices", "owners").match(passage.folded, begin) or somebody(passage, begin, "gen")
    title = _TITLE.match(passage.folded, begin)
    start = title.end() if title else (role.end() + 1 if role else begin)
    for person in itertools.islice(people(passage, start, start + 40), 1):
        if person.start == start and not person.addressed and (start > begin or _owns(passage, person)):
            return Phrase(PLACE, begin, person.end)
    return Phrase(PLACE, begin, role.end()) if role else None


def somebody(passage: Passage, begin: int, case: str) -> re.Match[str] | None:
    """A person by his or her job, in that case; never one of many ("klienta", "pracownika")."""
    word = re.compile(r"[^\W\d_]{4,20}(?![\w-])").match(passage.plain, begin)
    if word is None or pattern("devices", "nobodys").fullmatch(passage.folded, begin, word.end()):
        return None
    return word if is_person(word.group(), case) else None


def _owns(passage: Passage, person: Person) -> bool:
    """``komputer Adriana Lwa``; in "pracuje na kasie Adrian Lew" the name is the subject, and no owner."""
    first = re.compile(r"\w+").match(passage.text, person.start)
    kinds = [reading for reading in readings(first.group().capitalize()) if "imię" in reading.names] if first else []
    return not person.full or not kinds or any("nom" not in reading.tags for reading in kinds)


@cache
def _preposition() -> re.Pattern[str]:
    return re.compile(rf"{alternation(words('devices')['prepositions'])}[ \n]+")
