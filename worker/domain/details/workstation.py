"""The workstation: any phrase that singles out the computer or the position (point 1.3, rule 3).

A labelled line is believed first. Otherwise the strongest phrase of the text wins: a device with a
name, a number, a place or an owner (``devices``); a computer's name on its own ("na KSIEGOWOSC-2");
a room ("na recepcji", "w pokoju 12").
"""

import re
from collections.abc import Iterator
from functools import cache

from worker.domain.details.computer_names import HYPHENATED, is_no_name, names_computer
from worker.domain.details.devices import device_phrases
from worker.domain.details.labels import labelled
from worker.domain.details.people import people
from worker.domain.details.phrases import it_works, pattern, sentences
from worker.domain.details.places import (
    MINE,
    NAME,
    NUMBER,
    PLACE,
    USE,
    Device,
    Phrase,
    is_program,
    number_at,
    owner,
    place,
    skip_space,
    with_dependents,
)
from worker.domain.details.source import Passage, Passages
from worker.domain.found import Found, Place
from worker.domain.polish import CAPITALS
from worker.terms.words import alternation, words

_AT = re.compile(r"(?<!\w)u[ ]+(?=\w)")
_NAMED_ASIDE = re.compile(rf"[ ]\({HYPHENATED}\)")  # "u p. Doroty (KADRY-2)"
_JOINT = re.compile(r",?[ ]{1,2}(?:\(|(?:na|w|przy)[ ])?")  # "w pokoju 203, biurko …", "w sali 21 na stanowiskach …"
_QUOTE_LOSS = 5  # a computer named inside a quoted message is somebody else's
_HOST = re.compile(
    rf"(?<![\w@./\\-])(?:[{CAPITALS}]{{2,15}}\d{{0,4}}(?:[-_][{CAPITALS}0-9]{{1,15}}){{1,3}}"
    rf"|[{CAPITALS}]{{2,12}}\d{{1,3}}|[{CAPITALS}]{{3,12}}[ ]\d{{1,2}})(?![\w@-])"
)
_BEFORE_HOST = re.compile(
    r"(?:^|\W)(?:na|z|ze|do|u|pod|(?:komputer|laptop|stanowisk|stacj|serwer|naklejk|nalepk)\w*)[ \t]+[„\"]?$"
)
_ON_HOST = re.compile(
    r"(?:^|\W)(?:na|u|komputer\w*|laptop\w*|stanowisk\w*|stacj\w*|serwer\w*|naklejk\w*|nalepk\w*)[ \t]+[„\"]?$"
)
_LOWER_HOST = re.compile(r"(?<![\w@./\\-])[a-z]{2,12}[-_](?=[a-z]*\d)[a-z0-9]{1,12}(?![\w@-]|\.\w)")  # "na pc-ksieg02"
_LEADS_LINE = re.compile(r"(?:^|\n)[ \t>*•·-]{0,6}(?:\d{1,2}[.)][ \t]{0,3})?$")
_TOLD_OF = re.compile(r"[ ]?(?:\(|:[ ])")  # "1. PRAC-04 (Ola Kmieć): VPN …"
_HOST_END = re.compile(r"[-_](?:pc|lap|laptop|nb|ntb|komp|komputer|ws|desktop|pok\w*)?\d*$")
_MAKE = re.compile(
    r"(?<!\w)na\s(?:\w+(?:ym|ej)\s)?(?P<make>lenovo|dellu|della|dell|asusie|acerze|toshibie|hp|macbooku|imacu|thinkpadzie)\s"
)
_ANY_OF_THEM = re.compile(  # "siadam do tego, który akurat wolny", "zależy, na którą danego dnia trafi"
    r"(?<!\w)(?:ktor\w{1,3}\s(?:(?:jest\s)?akurat|popadnie|danego dnia|pierwszy woln\w{1,2})"
    r"|na\sktor\w{1,3}\s(?:\w+\s){0,2}?trafi|raz na (?:ty|te|jedny|jedne)[mj]"
    r"|(?:sa|mamy|stoja)\s(?:dwa|trzy|cztery|piec|kilka|pare|\d)\s(?:komputer|laptop|stanowisk)\w*(?!.{0,80}(?:oba|obu|wszystkie|kazdym))"
    r")(?!\w)"
)
_NUMBERED = re.compile(
    r"(?<!\w)([a-z]{3,16}(?:nik|niku|nika|arka|arce|arki|arke|erka|erce|erki|erke|ator|atora|atorze|omat|omatu|omacie|tor|torze|tora)"
    r"|lini[aięe]|prasa|prasie|piec|piecu|boks|boksie|stolik|stoliku) nr\.? ?\d{1,3}(?![\w.:/-]*\d)"
)
_ROOM_LINE = re.compile(  # "Sala 27, komputer podłączony do tablicy": the head of a line
    r"^[ \t>*•–-]{0,4}(?:\d[.)]\s)?"
    r"(?P<room>(?:sala|pokoj|pok\.|gabinet|hala|boks)\s(?:nr\s)?\d{1,4}[a-z]?)(?![\w.:]*\d|\w)",
    re.MULTILINE,
)
_COMES_FROM = re.compile(rf"(?:[{CAPITALS}]\w+|kole[gż]\w+|pani?|osob\w|ludzie|kto[śs]|dziewczyn\w+|panowie)[ ]$")
_CODE_WORDS = re.compile(r"(?:magazyn\w*|kod|blad|bledu|error|nr|faktur\w*|dokument\w*|wersj\w*|model\w*|sn)[ \t:]*$")
_COMPUTER_NAME = re.compile(
    rf"[{CAPITALS}]{{2}}[{CAPITALS}0-9]{{0,20}}[-_ ]?\d{{1,3}}(?![\w/.])|[{CAPITALS}]{{2,20}}-[{CAPITALS}]{{2}}"
)
_ONLY_COMPUTER = re.compile(  # "w kwiaciarni przy dworcu (jest tam tylko jeden komputer)"
    r"(?<!\w)(?:we?|na|przy|u)\s(?:\w{2,20}\s){1,4}\(?(?:\w{2,10}\s){0,3}?(?:tylko\sjeden|jeden\sjedyny|jedyny)\s(?:komputer|laptop)(?!\w)"
)
_LISTED = re.compile(rf"\({HYPHENATED}(?:(?:,[ ]|[ ]i[ ]|[ ]oraz[ ]){HYPHENATED}){{1,6}}\)")  # "(REJ-1, REJ-2 i REJ-3)"
_ACRONYM = re.compile(rf"[ ][{CAPITALS}]{{2,5}}(?![\w-])")
_PLACE_LABEL = re.compile(r"(?:lokalizacj|pokoj|miejsc|oddzial)")
_NOTHING = re.compile(r"(?:nie dotyczy|komputer\w*|laptop\w*|stanowisko|pc|windows.*|firmowy|sluzbowy|stacjonarny)")


def read_workstation(texts: Passages, *, named: bool = False) -> Found | None:
    """The phrase that singles out the computer, or None. ``named``: only by a name or a number of its own."""
    told = None
    for passage in texts.written:
        for item in labelled(passage):
            if item.key == "workstation" and _is_workstation(item.folded):
                told = told or item
                if _is_place(passage, item.start):
                    continue  # "Lokalizacja: pokój 12", and the next line may name the computer
                return item.found()
            if item.key == "device" and _is_computer(item.value):
                return item.found()
    if told is not None:
        return told.found()
    best, found = (False, False, 0), None
    for passage in texts.written:
        phrases = tuple(_phrases(passage))
        for phrase in phrases:
            worth = phrase.worth - (_QUOTE_LOSS if _is_quoted(passage.text, phrase.start) else 0)
            # "waga 1 przyjmuje normalnie" only compares; "z komputera MAG-1 na drukarce nr 2": the computer is meant
            rank = (not it_works(passage.folded, phrase.end), not phrase.machine and worth >= USE, worth)
            if worth >= (USE if named else 1) and rank > best:
                start = _joined(passage, phrases, phrase)
                best, found = rank, passage.found(start, phrase.end, "prose")
    return found


def _is_place(passage: Passage, start: int) -> bool:
    line = passage.folded[passage.folded.rfind("\n", 0, start) + 1 : start]
    return _PLACE_LABEL.match(line.lstrip(" \t>*|")) is not None


def _joined(passage: Passage, phrases: tuple[Phrase, ...], phrase: Phrase) -> int:
    """Where a phrase begins together with the one right before it: ``na recepcji (jedyny komputer …)``."""
    for other in phrases:
        overlaps = other.start < phrase.start < other.end
        if overlaps or _JOINT.fullmatch(passage.folded, other.end, max(other.end, phrase.start)):
            return other.start
    return phrase.start


def _is_workstation(value: str) -> bool:
    if pattern("people", "jobs").match(value) or pattern("devices", "indefinite").match(value):
        return False
    return not _NOTHING.fullmatch(value)


def _is_computer(value: str) -> bool:
    """``Sprzęt: DYSP-03``, not ``Sprzęt: drukarka HP M404``."""
    passage = Passage(value, Place.BODY)
    if pattern("devices", "machines", "brands").match(passage.folded) or is_program(passage.folded, 0):
        return False
    return _COMPUTER_NAME.match(value) is not None or any(_phrases(passage))


def _phrases(passage: Passage) -> Iterator[Phrase]:
    """The phrases that single out; none of a sentence that says it may be any computer."""
    vague = [(one.start, one.end) for one in sentences(passage) if _ANY_OF_THEM.search(one.folded)]
    for phrase in _every_phrase(passage):
        if not any(start <= phrase.start < end for start, end in vague):
            yield phrase


def _every_phrase(passage: Passage) -> Iterator[Phrase]:
    yield from device_phrases(passage)
    yield from _hosts(passage)
    yield from _rooms(passage)
    yield from _my_room(passage)
    yield from _at_somebody(passage)
    yield from _numbered_machine(passage)
    yield from _made_by(passage)
    for match in _ROOM_LINE.finditer(passage.folded):
        yield Phrase(NUMBER, *match.span("room"))
    for match in _LISTED.finditer(passage.text):
        yield Phrase(NAME, match.start() + 1, match.end() - 1)
    for match in _ONLY_COMPUTER.finditer(passage.folded):
        yield Phrase(MINE, *match.span())


def _made_by(passage: Passage) -> Iterator[Phrase]:
    """``na starym Lenovo w miodosytni``: the make stands for the computer."""
    for match in _MAKE.finditer(passage.folded):
        if step := place(passage, match.end(), device=Device.COMPUTER):
            yield Phrase(PLACE, match.start("make"), step.end)


def _numbered_machine(passage: Passage) -> Iterator[Phrase]:
    """``sortownik nr 3``: a machine that no list knows, by what machines are called."""
    for match in _NUMBERED.finditer(passage.folded):
        word = passage.text[match.start(1) : match.end(1)]
        if word.islower() and not pattern("devices", "not_machines").fullmatch(match.group(1)):
            yield Phrase(1, match.start(), match.end(), machine=True)


def _is_quoted(text: str, start: int) -> bool:
    line = text[max(0, start - 120) : start]
    if text.count('"', text.rfind("\n", 0, start) + 1, start) % 2:
        return True
    opened = max(line.rfind("„"), line.rfind("“"))
    return opened > max(line.rfind("”"), line.rfind('"', opened + 1), line.rfind("\n\n"))


def _hosts(passage: Passage) -> Iterator[Phrase]:
    for match in _HOST.finditer(passage.text):
        folded = passage.folded[match.start() : match.end()]
        stem = re.split(r"[-_\s\d]", folded, maxsplit=1)[0]
        before = passage.folded[max(0, match.start() - 24) : match.start()]
        if is_no_name(stem, match.group()) or _CODE_WORDS.search(before) or is_program(passage.folded, match.start()):
            continue
        if pattern("devices", "indefinite").search(before[-12:]):
            continue
        pointed = _BEFORE_HOST.search(before) is not None
        named = "-" in folded and (_ON_HOST.search(before) or (pointed and _HOST_END.search(folded)))
        leads = _LEADS_LINE.search(passage.text, max(0, match.start() - 12), match.start()) and _TOLD_OF.match(
            passage.text, match.end()
        )
        if pattern("devices", "hosts").match(stem) or named or leads or names_computer(match.group()):
            yield Phrase(NUMBER if pointed else USE, match.start(), match.end())
    for match in _LOWER_HOST.finditer(passage.text):
        stem = re.split(r"[-_\d]", match.group(), maxsplit=1)[0]
        before = passage.folded[max(0, match.start() - 24) : match.start()]
        if _ON_HOST.search(before) and (pattern("devices", "hosts").match(stem) or names_computer(match.group())):
            yield Phrase(NUMBER, match.start(), match.end())


def _rooms(passage: Passage) -> Iterator[Phrase]:
    for match in _room().finditer(passage.folded):
        number = number_at(passage.folded, skip_space(passage.folded, match.end()))
        end = number.end() if number else with_dependents(passage, match.end())
        if acronym := _ACRONYM.match(passage.plain, match.end()):
            yield Phrase(PLACE, match.start(), acronym.end())  # "w gabinecie USG"
            continue
        told_apart = number or (end > match.end() and not pattern("devices", "rooms_whole").fullmatch(match["room"]))
        if match["room"] in words("devices")["rooms_numbered"] and not told_apart:
            continue
        if _indefinite_device().search(passage.folded, max(0, match.start() - 40), match.start()):
            continue
        if match.group().startswith("z ") and _COMES_FROM.search(
            passage.text, max(0, match.start() - 24), match.start()
        ):
            continue  # "pan Olek z pracowni fotograficznej"
        if step := place(passage, skip_space(passage.folded, end), device=Device.COMPUTER):
            end = step.end  # "w wypożyczalni dla dorosłych, przy filarze"
        yield Phrase(PLACE if number else MINE - 1, match.start(), end)


def _my_room(passage: Passage) -> Iterator[Phrase]:
    """``W moim biurze komputer gubi sieć``."""
    for match in _mine().finditer(passage.folded):
        yield Phrase(MINE, match.start(), match.end())


def _at_somebody(passage: Passage) -> Iterator[Phrase]:
    """``u kolegi Marka Wójcika nie otwiera się Excel``: the owner stands for the computer."""
    for match in _AT.finditer(passage.folded):
        at = owner(passage, match.end())
        if at is None:
            continue
        if aside := _NAMED_ASIDE.match(passage.text, at.end):
            yield Phrase(NAME, match.start(), aside.end())
        elif any(person.full for person in people(passage, match.end(), at.end)):
            yield Phrase(1, match.start(), at.end)


@cache
def _indefinite_device() -> re.Pattern[str]:
    """``jeden z komputerów`` right before a room: the room does not single it out."""
    lists = words("devices")
    vague, device = alternation(lists["indefinite"]), alternation((*lists["computers"], *lists["positions"]))
    return re.compile(rf"(?<!\w){vague}\s+(?:\w+\s+){{0,2}}?{device}\s*$")


@cache
def _mine() -> re.Pattern[str]:
    places = alternation((*words("devices")["rooms"], *words("devices")["places"]))
    return re.compile(rf"(?<!\w)(?:w|na|przy)\s+(?:moim|mojej|swoim|swojej)\s+{places}(?!\w)")


@cache
def _room() -> re.Pattern[str]:
    rooms = alternation(words("devices")["rooms"])
    return re.compile(rf"(?<!\w)(?:na|w|we|przy|z)\s+(?P<room>{rooms})(?!\w)")
