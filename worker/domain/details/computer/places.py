"""Places after a device word: "w gabinecie nr 2", "przy pile formatowej", "stanowisku recepcji".

place = preposition [ordinal] noun [dependents] [number] | "u" owner | street     also a room in the genitive
"""

import itertools
import re
from functools import cache

from worker.domain.details.computer.owners import owner
from worker.domain.details.computer.singling import ENDS_PHRASE, NUMBER, PLACE, Device, Phrase, number_at, skip_space
from worker.domain.details.text.phrases import is_program, pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import CAPITALS, NOUNS, Reading, is_person, readings
from worker.terms.words import alternation, words

_SIDE, _COUNT = (
    alternation(row.removesuffix("*") for row in rows)
    for rows in (words("devices")["sides"], (*words("writing")["ordinals"], "glown*"))
)
# with the endings of an adjective: "piątek" is no fifth one, "prawdopodobnie" and "prawie" are on no right side
_NO_SIDE = r"(?!prawie(?!\w))"
ORDINAL_WORD = rf"{_NO_SIDE}(?:{_SIDE}|{_COUNT})(?:ym|im|ej|iej|a|ia|e|ie|y|i)"
SIDE_WORD = re.compile(rf"{_NO_SIDE}{_SIDE}(?:i?(?:ego|emu|ej|e|a)|y|i|[yi](?:m|mi|ch))(?!\w)")
_ORDINAL = re.compile(ORDINAL_WORD)
_WORD = re.compile(r"[\w-]+")
_DEPENDENT = re.compile(r"[ ]([a-ząćęłńóśźż]{4,18})(?![\w-])")
_FOLDED_WORD = re.compile(r"[a-z]{4,}")
_NEXT = re.compile(r" ([^\W\d_]+)")
_STREET = re.compile(r"(?:ul|al|os|pl)\.[ ]?\w+(?:[ ]\d{1,3}[a-z]?(?!\w))?")
_LETTER = re.compile(r"[ ][A-HJ-Z]\d{0,2}(?![\w.])")  # "garderobie B"
_STOCKED = re.compile(r"[ ](?P<joint>z|od|do|dla)[ ](?P<goods>[a-ząćęłńóśźż]{4,18})(?![\w-])")  # "stoisku z wędlinami"
_OWN_NAME = re.compile(
    rf"[ ]([{CAPITALS}](?:[a-ząćęłńóśźż]{{3,18}}|[{CAPITALS}]{{3,18}}))(?![\w-]|[ ][{CAPITALS}][a-ząćęłńóśźż])"
)
_PATRON = re.compile(r"[ ](?:św|bł|im)\.[ ]?[^\W\d_]{3,20}")
_BESIDE = frozenset({"przy", "obok", "kolo", "pod", "nad"})
_DEEDS = ENDS_PHRASE - {"impt"}  # hardly anybody commands in a report, and "farb" reads as a command
_SIDE_WORDS = 3
CASES_OF_PLACES = {
    "przy": "loc",
    "na": "loc",
    "w": "loc",
    "we": "loc",
    "obok": "gen",
    "kolo": "gen",
    "pod": "inst",
    "nad": "inst",
}
_ABSTRACT = re.compile(r"(?:ość|[ae]nie|encja|(?<!st)(?<!restaur)(?<!plant)acja|zja)$")
_BUILT = re.compile(r"(?:rni|lni|wni|mni|terii)$")
_FRACTION = re.compile(r"\d{1,4},\d")  # "zmieniłem grubość na 18,6"
_NAMES_OF_PLACES = NOUNS | {"adj", "depr"}


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
    words_after = list(_WORD.finditer(folded, match.end(), match.end() + 60))[:_SIDE_WORDS]
    leading = 0  # adjectives: "na pierwszym piętrze", "przy pierwszym okienku"
    for count, word in enumerate(words_after):
        make = pattern("devices", "brands").fullmatch(word.group())  # "drukarka domyślna stoi na Dymo"
        nowhere = make or pattern("devices", "no_places").match(folded, word.start())
        if (
            nowhere
            or re.search(r"[.,;:()]", folded[match.end() : word.start()])
            or _FRACTION.match(folded, word.start())
        ):
            return None
        number = number_at(folded, skip_space(folded, word.end()))
        counted = number is not None and number.group().startswith(("n", "#"))
        loose = _is_loose(passage, word, preposition, device)
        if count == leading and count + 1 < len(words_after) and _leads_to_noun(passage, word, words_after[count + 1]):
            leading += 1
            continue
        if _is_place(passage, word) or counted or (count == leading and loose):
            if number is not None:
                return Phrase(NUMBER, begin, number.end())
            return Phrase(PLACE, begin, with_dependents(passage, word.end()))
    return None


def _is_loose(passage: Passage, word: re.Match[str], preposition: str, device: Device) -> bool:
    """Any noun in the case its preposition asks for may be a place: ``przy pile``, ``w zakrystii``."""
    if preposition == "na" and device is Device.POSITION and _is_deed(passage, word):
        return True
    if not _is_thing(passage, word, CASES_OF_PLACES.get(preposition, "")):
        return False
    if preposition in _BESIDE or passage.text[word.start()].isupper():
        return True
    return device is Device.POSITION or pattern("devices", "on_screen").fullmatch(word.group()) is None


def _is_deed(passage: Passage, word: re.Match[str]) -> bool:
    """``kolektor na przyjęciu towaru``, ``waga na pakowaniu``: what is done at a post names it."""
    kinds = readings(passage.plain[word.start() : word.end()])
    return any(reading.part == "ger" and "loc" in reading.tags for reading in kinds)


def _leads_to_noun(passage: Passage, word: re.Match[str], following: re.Match[str]) -> bool:
    """An ordinal right before the noun it counts: ``pierwszym piętrze``."""
    if passage.folded[word.end() : following.start()] != " " or not _ORDINAL.fullmatch(word.group()):
        return False
    return any(reading.part in NOUNS for reading in readings(passage.text[following.start() : following.end()]))


def with_dependents(passage: Passage, end: int) -> int:
    """``przy pile formatowej``, ``w gabinecie dyrektora``: up to two words that depend on a place."""
    if passage.plain is passage.text and (letter := _LETTER.match(passage.text, end)):
        return letter.end()
    if (name := _OWN_NAME.match(passage.plain, end)) and _is_name_of_place(passage, name):
        return name.end()
    for word in itertools.islice(_DEPENDENT.finditer(passage.plain, end), 2):
        kinds = readings(word.group(1))
        depends = any(reading.part == "adj" or (reading.part in NOUNS and "gen" in reading.tags) for reading in kinds)
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


def _is_name_of_place(passage: Passage, name: re.Match[str]) -> bool:
    """``w sali Biedronek``, ``na RECEPCJI Górnej``: a noun in the genitive or an adjective, no program and no day."""
    if is_program(passage.folded, name.start(1)) or is_nowhere(passage.folded[name.start(1) : name.end(1)]):
        return False
    kinds = readings(name.group(1).title()) or readings(name.group(1).lower())
    return any(
        ("gen" in one.tags and one.part == "subst") or ("loc" in one.tags and one.part == "adj") for one in kinds
    )


def place_of(passage: Passage, begin: int) -> Phrase | None:
    """``stanowisku recepcji``, ``komputer sekretariatu``: the place in the genitive."""
    word = _FOLDED_WORD.match(passage.folded, begin)
    return Phrase(PLACE, begin, word.end()) if word and _is_place(passage, word) else None


def _is_place(passage: Passage, word: re.Match[str]) -> bool:
    """A listed place, or a noun built like one (kwiaciarni, pasmanterii); "hałasuje" is no "hala"."""
    built = _BUILT.search(word.group()) and not is_nowhere(word.group())  # "na baterii"
    if not (built or pattern("devices", "places").fullmatch(word.group())):
        return False
    kinds = readings(passage.plain[word.start() : word.end()])
    return not kinds or any(one.part in _NAMES_OF_PLACES for one in kinds)


def _is_thing(passage: Passage, word: re.Match[str], case: str) -> bool:
    """A noun in that case that is no deed, no program, no time and no state: ``przy pile``; never ``przy zapisie``."""
    if pattern("symptoms", "deeds").fullmatch(word.group()) or is_program(passage.folded, word.start()):
        return False
    if is_nowhere(word.group()) or not case:
        return False
    kinds = readings(passage.plain[word.start() : word.end()])
    if any(one.part == "ger" for one in kinds) or _qualifies(passage, word.end(), kinds, case):
        return False
    nouns = [one for one in kinds if one.part == "subst" and case in one.tags]
    return all(one.part == "depr" for one in kinds) or (
        bool(nouns) and not all(_ABSTRACT.search(one.lemma) for one in nouns)
    )


def _qualifies(passage: Passage, end: int, kinds: tuple[Reading, ...], case: str) -> bool:
    """An adjective before its noun: ``w dobrym stanie``."""
    if not any(one.part == "adj" and case in one.tags for one in kinds):
        return False
    following = _NEXT.match(passage.plain, end)
    return following is not None and any(one.part == "subst" for one in readings(following.group(1)))


def is_nowhere(folded: str) -> bool:
    """A time, the weather, a state of a thing: ``koło południa``, ``na gwarancji``, ``w leasingu``."""
    return pattern("devices", "nowhere").fullmatch(folded) is not None


@cache
def _preposition() -> re.Pattern[str]:
    return re.compile(rf"{alternation(words('devices')['prepositions'])}[ \n]+")


STANDS = re.compile(  # "…, ten pod oknem", "…, tym stacjonarnym, co stoi na zapleczu", "co jest na produkcji"
    r"(?:(?:ten|ta|to|tym|tej)\s(?:[a-z]{4,16},?\s)?)?(?:co|ktor\w+)\s(?:stoi|jest|mamy|znajduje\ssie)\s"
    r"|(?:(?:ten|ta|to|tym|tej)\s)?(?:stoi|stojac\w+|znajduje\ssie|ustawion\w+)\s|(?:ten|ta|to|tym|tej)\s"
)
