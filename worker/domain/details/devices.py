"""Phrases around a device word that single it out, with their worth.

    phrase    = [owner | kind | side] device modifier*   "moim laptopie", "serwerze terminalowym TS01"
    modifier  = kind | number | name | place | owner | purpose | "(" … ")"
    place     = preposition … noun of a place            "w gabinecie nr 2", "przy kasie"

An indefinite word before the device ("jeden z komputerów", "na innym komputerze") makes it worthless.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from worker.domain.details.people import people
from worker.domain.details.phrases import pattern
from worker.domain.details.source import Passage
from worker.domain.polish import readings
from worker.terms.words import alternation, words

NAME, NUMBER, PLACE, USE, MINE = 6, 5, 4, 3, 2
_CAPITALS = "A-ZĄĆĘŁŃÓŚŹŻ"
_CODE = re.compile(rf"[{_CAPITALS}][{_CAPITALS}0-9_-]+(?![\w@])")
_SERIAL = re.compile(rf"[{_CAPITALS}]{{2,}}-?\d{{1,2}}(?![\w@-])")  # SCO-2, not the model MC3300
_LOWER_CODE = re.compile(r"[a-z]{2,}[a-z0-9]*[-_][a-z0-9][a-z0-9_-]*(?![\w@.])|[a-z]{2,8}\d{1,3}(?![\w@.])")
_PROPER = re.compile(rf"[{_CAPITALS}][a-ząćęłńóśźż]+(?:[-_][\w]+)?(?:[ \t]+(?:nr[ .]*)?\d{{1,3}}\b)?(?![\w@])")
_QUOTED = re.compile(r"[„\"'‚][^„”\"'\n]{1,40}[”\"']")
_LISTED = re.compile(rf"(?:[ \t]*(?:,|i|oraz)[ \t]+[{_CAPITALS}][{_CAPITALS}0-9_-]*\d[{_CAPITALS}0-9_-]*)+")
_NUMBERED = r"(?:nr\.?|numer|no\.?|#)[ \t]*\d{1,4}[a-z]?(?:[ ]?(?:,|i|oraz|-)[ ]?\d{1,3})*(?!\w)"
_COUNTED = r"(?:razy|min|godz|dni|tyg|x|gb|cal|h|lat|%|zl|sekund|szt|komput|stan|osob|marca|maja)"
_ORDINAL = re.compile(
    rf"{_NUMBERED}|(?:0\d{{3}}|\d{{1,3}}[a-z]?)(?:[ ](?:i|oraz)[ ]\d{{1,3}})*(?![\w:.,]*\d|\w|[ \t]*{_COUNTED})"
)
_PARENTHESIS = re.compile(r"\([^()\n]{2,70}\)")
_SPACE = re.compile(r"[ \t\n]*(?:[,:]|[-–](?=\s))?[ \t\n]*")
_POINTED = re.compile(r"(?:ten |ta |to )?(?:ktor\w+ stoi|stojac\w+|ten|tym|po lewej|po prawej|pod oknem|przy oknie)\b")
_PURPOSE = re.compile(
    r"do\s+\w+(?:nia|cia)(?:\s+(?:faktur|paragonow|etykiet|paczek|dokumentow|przesylek|zamowien|towaru|kasy))?(?!\w)"
)
_TITLE = re.compile(r"(?:pani|pana|p\.|panu|panstwa|doktor|dr\.?|kolegi|kolezanki|szefa|szefowej)[ ]+")
_AT_SOMEBODY = re.compile(r"(?<!\w)u\s+((?:\w+\.?\s){1,3})na\s$")
_BESIDE = frozenset({"przy", "obok", "kolo", "pod", "nad"})
_SIDE_WORDS = 3
_NO_LINK = frozenset({"nie", "się", "sie"})
_MOST_MODIFIERS = 6
_VERBS = frozenset({"fin", "praet", "inf", "imps", "pred", "impt"})


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


def device_phrases(passage: Passage) -> Iterator[Phrase]:
    """Every device that something singles out."""
    for match in _device().finditer(passage.folded):
        before = _before(passage, match.start())
        if before is None:
            continue
        worth, end = before.worth, match.end()
        for _ in range(_MOST_MODIFIERS):
            step = _modifier(passage, end, device=Device(match.lastgroup or ""))
            if step is None:
                break
            worth, end = max(worth, step.worth), step.end
        if worth:
            yield Phrase(worth, before.start, end)


def skip_space(text: str, start: int) -> int:
    """The offset after white space and one comma, colon or dash."""
    match = _SPACE.match(text, start)
    return match.end() if match else start


def number_at(folded: str, start: int) -> re.Match[str] | None:
    """``nr 2``, ``numer 5``, ``3`` at an offset, but not ``3 razy``."""
    return _ORDINAL.match(folded, start)


def is_program(folded: str, start: int) -> bool:
    """Whether the name of a program stands at an offset."""
    return pattern("programs", "accounting", "general", "common").match(folded, start) is not None


@cache
def not_names() -> frozenset[str]:
    """Code-like words that are no computers' names: JPK, PIT, HP."""
    return frozenset((*words("devices")["not_names"], *words("devices")["brands"]))


def _before(passage: Passage, start: int) -> Phrase | None:
    """The words right before a device: where the phrase begins and its worth; None when it is indefinite."""
    folded = passage.folded
    base = max(0, start - 34)
    window = folded[base:start]
    near = list(re.finditer(r"[\w-]+", window))[-2:]
    if not near or window[near[-1].end() :].strip(' \n„"') or (base and near[0].start() == 0):
        return Phrase(0, start, start)
    pair, one = window[near[0].start() :], window[near[-1].start() :]
    if pattern("devices", "indefinite").search(pair):
        return None
    if pattern("devices", "only").search(pair):
        return Phrase(MINE, base + near[0].start(), start)
    if owner := _owner_before(passage, start):
        return owner
    worth = 0
    if pattern("devices", "kinds").match(one):
        worth = USE
    elif pattern("devices", "mine", "sides").match(one) or (
        one.startswith("nasz") and folded.startswith("serwer", start)
    ):
        worth = MINE
    return Phrase(worth, base + near[-1].start() if worth else start, start)


def _owner_before(passage: Passage, start: int) -> Phrase | None:
    """``u szefa na komputerze``, ``u pani Basi na laptopie``."""
    match = _AT_SOMEBODY.search(passage.folded, max(0, start - 40), start)
    if match is None:
        return None
    owner = _owner(passage, match.start(1))
    return Phrase(PLACE, match.start(), start) if owner and owner.end <= match.end(1) else None


def _modifier(passage: Passage, device_end: int, *, device: Device) -> Phrase | None:
    """The worth and the end of one modifier after an offset."""
    text, folded = passage.text, passage.folded
    begin = skip_space(folded, device_end)
    apart = "," in folded[device_end:begin]
    if match := _PARENTHESIS.match(text, begin):
        return Phrase(_worth_of_aside(passage, match), begin, match.end())
    if (match := number_at(folded, begin)) and not apart:
        return Phrase(NUMBER, begin, match.end())
    if (step := _place(passage, begin, device=device)) or apart:
        return step
    return _plain(passage, begin, device=device)


def _plain(passage: Passage, begin: int, *, device: Device) -> Phrase | None:
    folded = passage.folded
    if match := _POINTED.match(folded, begin):
        return Phrase(USE, begin, match.end())
    if match := pattern("devices", "glue").match(folded, begin) or _model().match(folded, begin):
        return Phrase(0, begin, match.end())
    shapes = {Device.COMPUTER: (_CODE, _LOWER_CODE), Device.POSITION: (_SERIAL,)}.get(device, ())
    if step := _given_name(passage, begin, *shapes):
        return step
    if match := pattern("devices", "kinds").match(folded, begin) or _PURPOSE.match(folded, begin):
        return Phrase(USE, begin, match.end())
    if match := _adjective(passage, begin):
        return Phrase(0, begin, match.end())
    return (
        _owner(passage, begin)
        or (_given_name(passage, begin, _QUOTED, _PROPER) if device is Device.COMPUTER else None)
        or _place_of(folded, begin)
        or _farther(passage, begin, device=device)
    )


def _given_name(passage: Passage, begin: int, *shapes: re.Pattern[str]) -> Phrase | None:
    for expression in shapes:
        match = expression.match(passage.text, begin)
        if match is None:
            continue
        stem = re.split(r"[-_\s\d]", passage.folded[begin : match.end()].strip("„”\"'‚"), maxsplit=1)[0]
        if expression is not _QUOTED and (stem in not_names() or is_program(passage.folded, begin)):
            return None
        end = match.end()
        if expression is _CODE and (number := re.compile(r"[ ]\d{1,3}(?![\w.:,-]*\d|\w)").match(passage.text, end)):
            end = number.end()
        if listed := _LISTED.match(passage.text, end):
            end = listed.end()
        return Phrase(NAME, begin, end)
    return None


def _place(passage: Passage, begin: int, *, device: Device) -> Phrase | None:
    """``w gabinecie nr 2``, ``u pani Zosi``, ``przy kasie``, ``w Łomży``."""
    folded = passage.folded
    match = _preposition().match(folded, begin)
    if match is None:
        return None
    preposition = match.group().strip()
    if preposition == "u":
        return _owner(passage, match.end())
    words_after = list(re.compile(r"[\w-]+").finditer(folded, match.end(), match.end() + 60))[:_SIDE_WORDS]
    for count, word in enumerate(words_after):
        if re.search(r"[.,;:()]", folded[match.end() : word.start()]):
            return None
        number = number_at(folded, skip_space(folded, word.end()))
        counted = number is not None and number.group().startswith(("n", "#"))
        inside = preposition in ("na", "w", "we") and (
            device is Device.POSITION or passage.text[word.start()].isupper()
        )
        loose = preposition in _BESIDE or inside
        if _is_place(word.group()) or counted or (count == 0 and loose and _is_thing(passage, word)):
            if number is not None:
                return Phrase(NUMBER, begin, number.end())
            return Phrase(PLACE, begin, _with_genitives(passage, word.end()))
    return None


def _with_genitives(passage: Passage, end: int) -> int:
    """``przy pile formatowej``, ``w gabinecie dyrektora``: up to two words that depend on a place."""
    for word in itertools.islice(re.compile(r"[ ]([a-ząćęłńóśźż]{4,18})(?![\w-])").finditer(passage.text, end), 2):
        kinds = readings(word.group(1))
        depends = any(reading.part in ("subst", "adj", "ger") and "gen" in reading.tags for reading in kinds)
        if word.start() != end or not depends or any(reading.part in _VERBS for reading in kinds):
            break
        end = word.end()
    return end


def _place_of(folded: str, begin: int) -> Phrase | None:
    """``stanowisku recepcji``, ``komputer sekretariatu``: the place in the genitive."""
    word = re.compile(r"[a-z]{4,}").match(folded, begin)
    return Phrase(PLACE, begin, word.end()) if word and _is_place(word.group()) else None


def _farther(passage: Passage, begin: int, *, device: Device) -> Phrase | None:
    """What singles out after one to three words that are no verb: ``komputer z lewej strony w biurze``."""
    end = begin
    for word in itertools.islice(re.compile(r"[^\W\d_]+").finditer(passage.text, begin, begin + 60), _SIDE_WORDS):
        apart = passage.text[end : word.start()].strip(" \n")
        if apart or word.group() in _NO_LINK or any(reading.part in _VERBS for reading in readings(word.group())):
            return None
        end = word.end()
        if found := _linked(passage, begin, skip_space(passage.folded, end), device=device):
            return found
    return None


def _linked(passage: Passage, begin: int, following: int, *, device: Device) -> Phrase | None:
    aside = _PARENTHESIS.match(passage.text, following)
    if aside and _worth_of_aside(passage, aside) == NAME:
        return Phrase(NAME, begin, aside.end())
    number = number_at(passage.folded, following)
    if number and number.group().startswith(("n", "#")):
        return Phrase(NUMBER, begin, number.end())
    if step := _place(passage, following, device=device):
        return Phrase(USE, begin, step.end)
    step = _given_name(passage, following, _CODE) if device is Device.COMPUTER else None
    return Phrase(NUMBER, begin, step.end) if step else None


def _is_place(word: str) -> bool:
    """A listed place, or a noun built like one: kwiaciarni, pasmanterii, palarni."""
    return bool(pattern("devices", "places").fullmatch(word) or re.search(r"(?:rni|lni|wni|terii)$", word))


def _is_thing(passage: Passage, word: re.Match[str]) -> bool:
    """A noun that is no deed and no program: ``przy pile``, ``na serach``; never ``przy zapisie``."""
    if pattern("symptoms", "deeds").fullmatch(word.group()) or is_program(passage.folded, word.start()):
        return False
    kinds = readings(passage.text[word.start() : word.end()])
    return (
        not kinds
        or (any(reading.part == "subst" for reading in kinds)
        and not any(reading.part == "ger" for reading in kinds))
    )


def _owner(passage: Passage, begin: int) -> Phrase | None:
    """``pani Zosi``, ``Jana Kowalskiego``, ``księgowej``."""
    role = pattern("devices", "owners").match(passage.folded, begin)
    title = _TITLE.match(passage.folded, begin)
    start = title.end() if title else (role.end() + 1 if role else begin)
    for person in itertools.islice(people(passage, start, start + 40), 1):
        if person.start == start and not person.addressed:
            return Phrase(PLACE, begin, person.end)
    return Phrase(PLACE, begin, role.end()) if role else None


def _worth_of_aside(passage: Passage, match: re.Match[str]) -> int:
    start = match.start() + 1
    inner = passage.folded[start : match.end() - 1]
    if _CODE.search(match.group()) and not pattern("devices", "brands").search(inner) and not is_program(inner, 0):
        return NAME
    if re.search(r"nr|\d", inner) and not re.search(r"windows|win\s?\d|wersj", inner):
        return NUMBER
    return PLACE if pattern("devices", "places").search(inner) or inner.startswith(("ten ", "to ten")) else 0


def _adjective(passage: Passage, begin: int) -> re.Match[str] | None:
    match = re.compile(r"[a-ząćęłńóśźż]{5,18}(?![\w-])").match(passage.text, begin)
    if match is None:
        return None
    kinds = readings(match.group())
    return match if kinds and all(reading.part in ("adj", "ppas", "pact") for reading in kinds) else None


@cache
def _device() -> re.Pattern[str]:
    lists = words("devices")
    kinds = "|".join(f"(?P<{device.value}>{alternation(lists[f'{device.value}s'])})" for device in Device)
    return re.compile(rf"(?<![\w-])(?:{kinds})(?![\w-])")


@cache
def _preposition() -> re.Pattern[str]:
    return re.compile(rf"{alternation(words('devices')['prepositions'])}[ \n]+")


@cache
def _model() -> re.Pattern[str]:
    return re.compile(rf"{alternation(words('devices')['brands'])}(?!\w)(?:[ ]+[a-z]*\d[\w-]*)?")
