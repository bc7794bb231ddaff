"""Phrases around a device word that single it out, with their worth.

    phrase    = [owner | kind | side] device modifier*   "moim laptopie", "serwerze terminalowym TS01"
    modifier  = kind | number | name | place | owner | purpose | "(" … ")"
    place     = preposition … noun of a place            "w gabinecie nr 2", "przy kasie"

An indefinite word before the device ("jeden z komputerów", "na innym komputerze") makes it worthless.
"""

import itertools
import re
from collections.abc import Iterator
from functools import cache

from worker.domain.details.computer.asides import PARENTHESIS, is_of_somebody, worth_of_aside
from worker.domain.details.computer.leads import SIDE, words_before
from worker.domain.details.computer.names import CODE, LOWER_CODE, PROPER, QUOTED, SERIAL, given_name
from worker.domain.details.computer.no_devices import is_adjective, is_no_device
from worker.domain.details.computer.places import (
    ENDS_PHRASE,
    NAME,
    NUMBER,
    PLACE,
    TOLD,
    USE,
    Device,
    Phrase,
    is_nowhere,
    number_at,
    owner,
    place,
    place_of,
    skip_space,
)
from worker.domain.details.computer.telling import telling
from worker.domain.details.people.named import people
from worker.domain.details.text.phrases import is_program, pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import CAPITALS, fold, readings
from worker.terms.words import alternation, words

_POST_CODE = re.compile(
    rf"[{CAPITALS}]{{2,4}}-\d{{1,2}}|[{CAPITALS}]\d{{1,2}}(?![\w-])"
)  # "stanowisko przyjęć PZ-1": no receipt
_MINE_BEHIND = re.compile(r"moj(?:\s(?:firmow|sluzbow|prywatn|domow)\w+)?(?!\w)")  # "komputer mój firmowy"
_POINTED = re.compile(r"(?:ten |ta |to )?(?:ktor\w+ stoi|stojac\w+|po lewej|po prawej|pod oknem|przy oknie)\b")
_THAT_ONE = re.compile(  # "…, to ten pierwszy od drzwi"
    r"(?:to\s)?(?:ten|ta|tym|tej)\s(?:pierwsz|drug|trzec|ostatn|srodkow|skrajn)\w{1,3}\s(?:od|przy|z|pod)\s\w+"
)
_PURPOSE = re.compile(
    r"do\s+\w+(?:nia|cia|[czs]ji)(?:\s+(?:faktur|paragonow|etykiet|paczek|dokumentow|przesylek|zamowien|towaru|kasy))?(?!\w)"
)
_SERIES = re.compile(rf"(?:[ ][{CAPITALS}][a-z]+){{1,2}}[ ][{CAPITALS}]{{0,2}}\d{{1,4}}[a-z]?(?![\w-])")  # "Memor 10"
_UNLISTED_MODEL = re.compile(rf"[{CAPITALS}][\w-]+(?:[ ][{CAPITALS}\d][\w-]*){{0,3}}(?![ ]?\d)")
_STANDS = re.compile(  # "…, ten pod oknem", "…, tym stacjonarnym, co stoi na zapleczu", "co jest na produkcji"
    r"(?:(?:ten|ta|to|tym|tej)\s(?:[a-z]{4,16},?\s)?)?(?:co|ktor\w+)\s(?:stoi|jest|mamy|znajduje\ssie)\s"
    r"|(?:(?:ten|ta|to|tym|tej)\s)?(?:stoi|stojac\w+|znajduje\ssie|ustawion\w+)\s|(?:ten|ta|to|tym|tej)\s"
)
_IP = re.compile(r"\(?(?:(?:o\s)?(?:adresie\s)?ip:?\s)?\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)")
_ROOM = re.compile(r"(?:pok\.?|pokoj|sala|gabinet|hala|biuro|stanowisko)[ ](?:nr[ .]*)?\d{1,4}[a-z]?(?![\w.:]*\d)")
_STICKER = re.compile(  # "…, ma naklejkę KN-01", "z naklejką 0117", "oznaczony jest naklejką NOT-04"
    r"(?:(?:i|co|ktor\w+)\s)?(?:(?:ma|z|nosi)\s(?:na\s\w+\s)?|(?:jest\s)?(?:oznacz|opis|podpis|opatrz)\w+\s(?:jest\s)?)(?:naklejk|nalepk|etykiet|kartk|napis|numer|nazw|oznaczeni)\w*\s(?:nr\s)?"
    r"[„\"']?(?=[\w-]*[\d-])[\w-]{2,16}"
)
_MARKED = re.compile(  # "laptopie z naklejką pszczoły", "z czerwoną klapką"
    r"z\s(?:\w+a\s)?(?:naklejk|nalepk|tasm|karteczk|klapk|pokrywk|pokrow|obudow)\w{1,3}(?:\s(?!na\b|w\b|jak\b|i\b)[a-z]{4,16})?(?!\w)"
)
_FROM = re.compile(
    r"od[ ](?!rana|dawna|roku|razu|nowa|czasu|tygodnia|miesi[aą]ca|dnia|teraz|kiedy|pani|pana|was)"
    r"([a-ząćęłńóśźż]{4,16})(?![\w-])"
)
_REACHED = re.compile(  # a server that a message says to be out of reach
    r"(?:polacz|laczy|lacznos|komunikacj|kontakt)\w*\s(?:\w+\s){0,2}?(?:z|ze|do)\s$"
)
_BETWEEN = re.compile(r"miedzy\s(?!jedn)[a-z]+\s(?:a|i)\s[a-z]+")
_POST = re.compile(r"stanowisk\w{1,4}\s*$")
_SIDE_WORDS = 3
_FOR = re.compile(r"do[ ]([a-ząćęłńóśźż]{4,16})(?![\w-])")
_NO_LINK = frozenset({"nie", "się", "sie", "po", "tylko"})  # "od komputerów jest tylko na papierze"
_MOST_MODIFIERS = 6


def device_phrases(passage: Passage) -> Iterator[Phrase]:
    """Every device that something singles out."""
    for match in _device().finditer(passage.folded):
        if is_no_device(passage, match):
            continue
        before = words_before(passage, match)
        if before is None:
            continue
        side = SIDE.match(passage.folded, match.end())
        worth, end = before.worth, side.end() if side else match.end()
        at = end
        for _ in range(_MOST_MODIFIERS):
            step = _modifier(passage, at, device=Device(match.lastgroup or ""), known=worth >= NUMBER)
            if step is None or step.worth == 0:
                step = telling(passage, at, match) or step
            if step is None:
                break
            worth, at = max(worth, step.worth), step.end
            if step.worth or pattern("devices", "glue").fullmatch(passage.folded, step.start, step.end) is None:
                end = at  # "w budce jest": the last word is of the sentence, and no part of the phrase
        if worth and _REACHED.search(passage.folded, max(0, match.start() - 40), match.start()):
            worth = TOLD  # "nie można nawiązać połączenia z serwerem 192.168.1.20"
        if worth:
            yield Phrase(worth, before.start, end, match.lastgroup == Device.MACHINE.value)


def _modifier(passage: Passage, device_end: int, *, device: Device, known: bool) -> Phrase | None:
    """The worth and the end of one modifier after an offset; ``known``: a number or a name was told already."""
    text, folded = passage.text, passage.folded
    begin = skip_space(folded, device_end)
    if _names_program(passage, begin) and not _model().match(folded, begin):
        return None
    apart = "," in folded[device_end:begin]
    if match := PARENTHESIS.match(text, begin):
        return None if is_of_somebody(folded, match) else Phrase(worth_of_aside(passage, match), begin, match.end())
    number = None if apart else _IP.match(folded, begin) or number_at(folded, begin)
    if match := number or _ROOM.match(folded, begin) or _STICKER.match(folded, begin):
        return Phrase(NUMBER, begin, match.end())
    that_one = _THAT_ONE.match(folded, begin) if apart else None
    if match := _BETWEEN.match(folded, begin) or _MARKED.match(folded, begin) or that_one:
        return Phrase(PLACE, begin, match.end())
    stands = _STANDS.match(folded, begin)
    step = place(passage, stands.end() if stands else begin, device=device)
    if step or apart:
        shape = CODE if stands else SERIAL  # "Laptop mój, ten UP-MOB-11"
        at = stands.end() if stands else begin
        return step or (given_name(passage, at, shape) if device is Device.COMPUTER else None)
    return _plain(passage, begin, device=device, known=known)


def _names_program(passage: Passage, start: int) -> bool:
    """Whether a program is spoken of from here on: ``Rewizor GT``, ``program Grundfos GO``."""
    return is_program(passage.folded, start) or pattern("programs", "cues").match(passage.folded, start) is not None


def _plain(passage: Passage, begin: int, *, device: Device, known: bool) -> Phrase | None:
    folded = passage.folded
    if match := _POINTED.match(folded, begin) or _MINE_BEHIND.match(folded, begin):
        return Phrase(USE, begin, match.end())
    if match := pattern("devices", "glue").match(folded, begin) or _model().match(folded, begin):
        series = _SERIES.match(passage.plain, match.end())
        return Phrase(0, begin, series.end() if series else match.end())
    shapes = {Device.COMPUTER: (CODE, LOWER_CODE), Device.POSITION: (SERIAL,)}.get(device, ())
    if step := given_name(passage, begin, *shapes):
        return step
    if (
        match := pattern("devices", "kinds").match(folded, begin)
        or _purpose(passage, begin)
        or _for_what(passage, begin)
    ):
        return Phrase(USE, begin, match.end())
    if match := _adjective(passage, begin) or _use(passage, begin):
        return Phrase(0, begin, match.end())
    return (
        owner(passage, begin)
        or (given_name(passage, begin, QUOTED, PROPER) if device is Device.COMPUTER else None)
        or place_of(passage, begin)
        or (None if known else _beyond(passage, begin, device=device))
    )


def _beyond(passage: Passage, begin: int, *, device: Device) -> Phrase | None:
    """What stands behind a model or behind other words; once the device is known it belongs to something else."""
    model = _unlisted_model(passage, begin) if device is not Device.COMPUTER else None
    return model or _farther(passage, begin, device=device)


def _unlisted_model(passage: Passage, begin: int) -> Phrase | None:
    """The maker and the model of a machine, which single out nothing: ``kolektor Chainway C72``."""
    match = _UNLISTED_MODEL.match(passage.plain, begin)
    if match is None or is_adjective(re.split(r"[ -]", match.group(), maxsplit=1)[0].lower()):
        return None  # "KASA DOLNA 2"
    if any(person.start == begin for person in people(passage, begin, match.end())):
        return None
    return Phrase(0, begin, match.end())


def _farther(passage: Passage, begin: int, *, device: Device) -> Phrase | None:
    """What singles out after one to three words that are no verb: ``komputer z lewej strony w biurze``."""
    end = begin
    for word in itertools.islice(
        re.compile(r"(?<!\w)[^\W\d_]+(?!\w)").finditer(passage.plain, begin, begin + 60), _SIDE_WORDS
    ):
        if _names_program(passage, word.start()):
            return None  # "na komputerze w biurze Rewizor GT"
        apart = passage.text[end : word.start()].strip(" \n")
        if apart or word.group() in _NO_LINK or any(reading.part in ENDS_PHRASE for reading in readings(word.group())):
            return None
        kinds = readings(word.group().lower())
        leads = any(one.part == "prep" for one in kinds)  # "przy tej wadze od 6 do 14"
        numbered = end == begin and not leads and any(one.part == "adj" or "gen" in one.tags for one in kinds)
        end = word.end()
        if found := _linked(passage, begin, skip_space(passage.folded, end), device=device, numbered=numbered):
            return found
    return None


def _linked(passage: Passage, begin: int, following: int, *, device: Device, numbered: bool) -> Phrase | None:
    aside = PARENTHESIS.match(passage.text, following)
    if aside and worth_of_aside(passage, aside) == NAME:
        return Phrase(NAME, begin, aside.end())
    number = number_at(passage.folded, following)
    if number and (numbered or number.group().startswith(("n", "#"))):
        return Phrase(NUMBER, begin, number.end())  # "stanowisko sprzedaży 2"
    stands = _STANDS.match(passage.folded, following)
    if step := place(passage, stands.end() if stands else following, device=device):
        return Phrase(USE, begin, step.end)
    if device is not Device.COMPUTER:
        return None
    step = given_name(passage, following, CODE)
    if step is None and _POST.search(passage.folded, max(0, begin - 14), begin):
        post = _POST_CODE.match(passage.text, following)
        step = Phrase(NAME, following, post.end()) if post else None
    return Phrase(NUMBER, begin, step.end) if step else None


def _adjective(passage: Passage, begin: int) -> re.Match[str] | None:
    match = re.compile(r"[a-ząćęłńóśźż]{5,18}(?![\w-])").match(passage.plain, begin)
    if match is None:
        return None
    return match if is_adjective(match.group()) else None


def _purpose(passage: Passage, begin: int) -> re.Match[str] | None:
    """``komputer do fakturowania``; never what is still to be done with it: ``do naprawienia``, ``do dyspozycji``."""
    match = _PURPOSE.match(passage.folded, begin)
    if match is None:
        return None
    word = re.compile(r"do\s+(\w+)").match(passage.plain, begin)
    kinds = readings(word.group(1).lower()) if word else ()
    return None if any("perf" in one.tags or one.lemma == "dyspozycja" for one in kinds) else match


def _for_what(passage: Passage, begin: int) -> re.Match[str] | None:
    """``laptopie od muzyki``; never since when: ``od burzy``, ``od soboty``."""
    match = _FROM.match(passage.plain, begin)
    if match is None or pattern("orders", "dates").search(passage.folded, begin, match.end()):
        return None
    if pattern("symptoms", "events", "moments").search(passage.folded, begin, match.end() + 1):
        return None
    said = fold(match.group(1))
    if is_nowhere(said) or pattern("devices", "on_screen", "nobodys").fullmatch(said):
        return None
    return match if any("gen" in one.tags and one.part == "subst" for one in readings(match.group(1))) else None


def _use(passage: Passage, begin: int) -> re.Match[str] | None:
    """``tablet do inwentury``, ``komputer do obróbki``: by itself it singles out nothing."""
    match = _FOR.match(passage.plain, begin)
    return match if match and any("gen" in reading.tags for reading in readings(match.group(1))) else None


@cache
def _device() -> re.Pattern[str]:
    lists = words("devices")
    order = (Device.MACHINE, Device.POSITION, Device.COMPUTER)  # "terminal płatniczy" before "terminal"
    kinds = "|".join(f"(?P<{device.value}>{alternation(lists[f'{device.value}s'])})" for device in order)
    return re.compile(rf"(?<![\w-])(?:{kinds})(?![\w-])")


@cache
def _model() -> re.Pattern[str]:
    return re.compile(rf"{alternation(words('devices')['brands'])}(?!\w)(?:[ ]+[a-z]*\d[\w-]*)?")
