"""The workstation: any phrase that singles out the computer or the position (point 1.3, rule 3).

    phrase    = [owner | kind] device modifier*        "moim laptopie", "serwerze terminalowym TS01"
    modifier  = kind | number | name | place | owner | "(" … ")"
    place     = preposition … noun of a place          "w gabinecie nr 2", "przy kasie"
    room      = preposition room [number]              "na recepcji", "w pokoju 12"
    name      = a computer's name on its own           "na KSIEGOWOSC-2", "BIURO-03"

An indefinite word before the device ("jeden z komputerów", "na innym komputerze") makes it worthless.
The strongest phrase wins: name, number, place or owner, use, "mój".
"""

import itertools
import re
from collections.abc import Iterator
from functools import cache

from worker.domain.details.labels import labelled
from worker.domain.details.people import people
from worker.domain.details.phrases import pattern
from worker.domain.details.source import Passage, Passages
from worker.domain.found import Found
from worker.domain.polish import readings
from worker.terms.words import alternation, words

_NAME, _NUMBER, _PLACE, _USE, _MINE, _ROOM = 6, 5, 4, 3, 2, 1
_CAPITALS = "A-ZĄĆĘŁŃÓŚŹŻ"
_CODE = re.compile(rf"[{_CAPITALS}][{_CAPITALS}0-9_-]+(?![\w@])")
_LOWER_CODE = re.compile(r"[a-z]{2,}[a-z0-9]*[-_][a-z0-9][a-z0-9_-]*(?![\w@.])|[a-z]{2,8}\d{1,3}(?![\w@.])")
_PROPER = re.compile(rf"[{_CAPITALS}][a-ząćęłńóśźż]+(?:[-_][\w]+)?(?:[ \t]+(?:nr[ .]*)?\d{{1,3}}\b)?(?![\w@])")
_QUOTED = re.compile(r"[„\"'‚][^„”\"'\n]{1,40}[”\"']")
_LISTED = re.compile(rf"(?:[ \t]*(?:,|i|oraz)[ \t]+[{_CAPITALS}][{_CAPITALS}0-9_-]*\d[{_CAPITALS}0-9_-]*)+")
_ORDINAL = re.compile(
    r"(?:nr\.?|numer|no\.?|#)[ \t]*\d{1,4}[a-z]?(?!\w)|\d{1,3}[a-z]?(?![\w:.,]*\d|\w|[ \t]*(?:razy|min|godz|dni|tyg|x|gb|cal|h|lat|%|zl|sekund|szt|komput|stan))"
)
_PARENTHESIS = re.compile(r"\([^()\n]{2,70}\)")
_HOST = re.compile(
    rf"(?<![\w@./\\-])[{_CAPITALS}]{{2,15}}\d{{0,4}}(?:[-_][{_CAPITALS}0-9]{{1,15}}){{1,3}}(?![\w@-])|(?<![\w@./-])[{_CAPITALS}]{{2,12}}\d{{1,3}}(?![\w@-])|(?<![\w@./-])[{_CAPITALS}]{{3,12}}[ ]\d{{1,2}}(?![\w@-])"
)
_BEFORE_HOST = re.compile(
    r"(?:^|\W)(?:na|z|ze|do|u|pod|komputer\w*|laptop\w*|stanowisk\w*|stacj\w*|serwer\w*)[ \t]+[„\"]?$"
)
_CODE_WORDS = re.compile(r"(?:kod|blad|bledu|error|nr|faktur\w*|dokument\w*|wersj\w*|model\w*|sn)[ \t:]*$")
_SPACE = re.compile(r"[ \t\n]*,?[ \t\n]*")
_PURPOSE = re.compile(
    r"do\s+\w+(?:nia|cia)(?:\s+(?:faktur|paragonow|etykiet|paczek|dokumentow|przesylek|zamowien|towaru|kasy))?(?!\w)"
)
_MOST_MODIFIERS = 6
_QUOTE_LOSS = 5


def read_workstation(texts: Passages) -> Found | None:
    """The phrase that singles out the computer, or None."""
    for passage in texts.written:
        for item in labelled(passage):
            if item.key == "workstation" and _is_workstation(item.folded):
                return item.found()
    best: tuple[int, Found] | None = None
    for passage in texts.written:
        for score, start, end in _phrases(passage):
            if score > 0 and (best is None or score > best[0]):
                best = (score, passage.found(start, end, "prose"))
    return best[1] if best else None


def _is_workstation(value: str) -> bool:
    if pattern("people", "jobs").match(value) or pattern("devices", "indefinite").match(value):
        return False
    return not re.fullmatch(
        r"(?:nie dotyczy|komputer\w*|laptop\w*|stanowisko|pc|windows.*|firmowy|sluzbowy|stacjonarny)", value
    )


def _phrases(passage: Passage) -> Iterator[tuple[int, int, int]]:
    yield from _devices(passage)
    yield from _hosts(passage)
    yield from _rooms(passage)


def _devices(passage: Passage) -> Iterator[tuple[int, int, int]]:
    folded = passage.folded
    for match in _device().finditer(folded):
        start, definite, score = _before(folded, match.start())
        if not definite:
            continue
        computer = match["computer"] is not None
        end = match.end()
        for _ in range(_MOST_MODIFIERS):
            begin = _SPACE.match(folded, end).end()  # type: ignore[union-attr]  # matches the empty string
            step = _modifier(passage, begin, end, computer=computer)
            if step is None:
                break
            worth, end = step
            score = max(score, worth)
        if score:
            yield (score - _QUOTE_LOSS if _is_quoted(passage.text, start) else score), start, end


def _is_quoted(text: str, start: int) -> bool:
    """Whether an offset stands inside a quoted message: its computer is somebody else's."""
    line = text[max(0, start - 120) : start]
    opened = max(line.rfind("„"), line.rfind("“"))
    return opened > max(line.rfind("”"), line.rfind('"', opened + 1), line.rfind("\n\n"))


def _before(folded: str, start: int) -> tuple[int, bool, int]:
    """Look at the two words before a device: where the phrase begins, whether it is definite, its worth."""
    window = folded[max(0, start - 34) : start]
    words_before = list(re.finditer(r"[\w-]+", window))[-3:]
    if not words_before or window[words_before[-1].end() :].strip(' \n„"'):
        return start, True, 0
    near = window[words_before[max(0, len(words_before) - 2)].start() :]
    base = start - len(window)
    if pattern("devices", "indefinite").search(near):
        return start, False, 0
    one = window[words_before[-1].start() :]
    if pattern("devices", "only").search(near):
        return base + words_before[max(0, len(words_before) - 2)].start(), True, _MINE
    if folded.startswith("serwer", start) and re.search(r"nasz\w*\s*$", window):
        return base + words_before[-1].start(), True, _MINE
    if pattern("devices", "mine").search(near):
        return base + words_before[-1].start(), True, _MINE
    if pattern("devices", "kinds").match(one):
        return base + words_before[-1].start(), True, _USE
    return start, True, 0


def _modifier(passage: Passage, begin: int, device_end: int, *, computer: bool) -> tuple[int, int] | None:
    """The worth and the end of one modifier at an offset."""
    text, folded = passage.text, passage.folded
    apart = "," in folded[device_end:begin]
    if match := _PARENTHESIS.match(text, begin):
        return _worth_of_aside(passage, match), match.end()
    if match := _ORDINAL.match(folded, begin):
        return (0, begin) if apart else (_NUMBER, match.end())
    if (step := _place(passage, begin)) is not None:
        return step
    if apart:
        return None
    if match := re.compile(
        r"(?:ten |ta |to )?(?:ktor\w+ stoi|stojac\w+|ten|tym|po lewej|po prawej|pod oknem|przy oknie)\b"
    ).match(folded, begin):
        return _USE, match.end()
    if (match := pattern("devices", "glue").match(folded, begin)) or (match := _model(folded, begin)):
        return 0, match.end()
    if computer and (step := _given_name(passage, begin, _CODE, _LOWER_CODE)) is not None:
        return step
    if match := pattern("devices", "kinds").match(folded, begin):
        return _USE, match.end()
    if match := _PURPOSE.match(folded, begin):
        return _USE, match.end()
    if match := _adjective(passage, begin):
        return 0, match.end()
    if (step := _owner(passage, begin)) is not None:
        return step
    named = _given_name(passage, begin, _QUOTED, _PROPER) if computer else None
    return named or _farther_place(passage, begin)


def _farther_place(passage: Passage, begin: int) -> tuple[int, int] | None:
    """A place, or a number, after one to three words that are no verb: ``komputer z lewej strony w biurze``."""
    end = begin
    for word in itertools.islice(re.compile(r"[^\W\d_]+").finditer(passage.text, begin, begin + 60), 3):
        if passage.text[end : word.start()].strip(" \n") or word.group() in ("nie", "się", "sie"):
            return None
        if any(reading.part in ("fin", "praet", "inf", "imps", "pred", "impt") for reading in readings(word.group())):
            return None
        end = word.end()
        following = _SPACE.match(passage.folded, end).end()  # type: ignore[union-attr]  # as above
        if (number := _ORDINAL.match(passage.folded, following)) and number.group().startswith(("n", "#")):
            return _NUMBER, number.end()
        if (step := _place(passage, following)) is not None:
            return _USE, step[1]
    return None


def _given_name(passage: Passage, begin: int, *shapes: re.Pattern[str]) -> tuple[int, int] | None:
    for expression in shapes:
        match = expression.match(passage.text, begin)
        if match is None:
            continue
        word = re.split(r"[-_\s\d]", passage.folded[match.start() : match.end()].strip("„”\"'‚"), maxsplit=1)[0]
        if expression is not _QUOTED and (word in _not_names() or _is_program(passage.folded, begin)):
            return None
        end = match.end()
        if expression is _CODE and (number := re.compile(r"[ ]\d{1,3}(?![\w.:,-]*\d|\w)").match(passage.text, end)):
            end = number.end()
        if listed := _LISTED.match(passage.text, end):
            end = listed.end()
        return _NAME, end
    return None


def _place(passage: Passage, begin: int) -> tuple[int, int] | None:
    """``w gabinecie nr 2``, ``u pani Zosi``, ``przy kasie``."""
    folded = passage.folded
    preposition = re.compile(rf"{alternation(words('devices')['prepositions'])}[ \n]+").match(folded, begin)
    if preposition is None:
        return None
    if preposition.group().strip() == "u":
        return _owner(passage, preposition.end())
    words_after = list(re.compile(r"[\w-]+").finditer(folded, preposition.end(), preposition.end() + 60))[:3]
    for word in words_after:
        if folded[preposition.end() : word.start()].strip(" \n") and re.search(
            r"[.,;:()]", folded[preposition.end() : word.start()]
        ):
            return None
        numbered = _ORDINAL.match(folded, _SPACE.match(folded, word.end()).end())  # type: ignore[union-attr]  # as above
        if _is_place(word.group()) or (numbered and numbered.group().startswith(("n", "#"))):
            number = _ORDINAL.match(folded, _SPACE.match(folded, word.end()).end())  # type: ignore[union-attr]  # as above
            return (_NUMBER if number else _PLACE), (number.end() if number else word.end())
    return None


def _is_place(word: str) -> bool:
    """A listed place, or a noun built like one: kwiaciarni, pasmanterii, palarni."""
    return (
        pattern("devices", "places").fullmatch(word) is not None
        or re.search(r"(?:arni|erni|alni|terii)$", word) is not None
    )


def _owner(passage: Passage, begin: int) -> tuple[int, int] | None:
    role = pattern("devices", "owners").match(passage.folded, begin)
    title = re.compile(r"(?:pani|pana|p\.|panu|panstwa|doktor|dr\.?|kolegi|kolezanki)[ ]+").match(passage.folded, begin)
    start = title.end() if title else (role.end() + 1 if role else begin)
    for person in people(passage, start, start + 40):
        if person.start == start and not person.addressed:
            return _PLACE, person.end
        break
    if role or title:
        return (_PLACE, role.end()) if role else None
    return None


def _worth_of_aside(passage: Passage, match: re.Match[str]) -> int:
    inner = passage.folded[match.start() + 1 : match.end() - 1]
    if (
        _CODE.search(match.group())
        and not pattern("devices", "brands").search(inner)
        and not _is_program(passage.folded, match.start() + 1)
    ):
        return _NAME
    if re.search(r"nr|\d", inner) and not re.search(r"windows|win\s?\d|wersj", inner):
        return _NUMBER
    return _PLACE if pattern("devices", "places").search(inner) or inner.startswith(("ten ", "to ten")) else 0


def _hosts(passage: Passage) -> Iterator[tuple[int, int, int]]:
    for match in _HOST.finditer(passage.text):
        folded = passage.folded[match.start() : match.end()]
        stem = re.split(r"[-_\s\d]", folded, maxsplit=1)[0]
        before = passage.folded[max(0, match.start() - 24) : match.start()]
        if stem in _not_names() or _CODE_WORDS.search(before) or _is_program(passage.folded, match.start()):
            continue
        named = pattern("devices", "hosts").match(stem) is not None
        if pattern("devices", "indefinite").search(before[-12:]):
            continue
        if named or ("-" in folded and _BEFORE_HOST.search(before)):
            yield (
                (_NUMBER if _BEFORE_HOST.search(before) else _USE)
                - (_QUOTE_LOSS if _is_quoted(passage.text, match.start()) else 0),
                match.start(),
                match.end(),
            )


def _rooms(passage: Passage) -> Iterator[tuple[int, int, int]]:
    for match in _room().finditer(passage.folded):
        number = _ORDINAL.match(passage.folded, _SPACE.match(passage.folded, match.end()).end())  # type: ignore[union-attr]  # as above
        end = number.end() if number else match.end()
        if match["room"] in words("devices")["rooms_numbered"] and not number:
            continue
        if _indefinite_device().search(passage.folded, max(0, match.start() - 40), match.start()):
            continue
        yield (_PLACE if number else _ROOM), match.start("room"), end


def _adjective(passage: Passage, begin: int) -> re.Match[str] | None:
    match = re.compile(r"[a-ząćęłńóśźż]{5,18}(?![\w-])").match(passage.text, begin)
    if match is None:
        return None
    kinds = readings(match.group())
    adjective = bool(kinds) and all(reading.part in ("adj", "ppas", "pact") for reading in kinds)
    return match if adjective else None


def _model(folded: str, begin: int) -> re.Match[str] | None:
    return re.compile(rf"{alternation(words('devices')['brands'])}(?!\w)(?:[ ]+[a-z]*\d[\w-]*)?").match(folded, begin)


@cache
def _device() -> re.Pattern[str]:
    lists = words("devices")
    return re.compile(
        rf"(?<![\w-])(?:(?P<computer>{alternation(lists['computers'])})|{alternation(lists['positions'])})(?![\w-])"
    )


@cache
def _indefinite_device() -> re.Pattern[str]:
    """``jeden z komputerów`` right before a room: the room does not single it out."""
    vague, device = alternation(words("devices")["indefinite"]), alternation(words("devices")["computers"])
    return re.compile(rf"(?<!\w){vague}\s+(?:\w+\s+){{0,2}}?{device}\s*$")


@cache
def _room() -> re.Pattern[str]:
    rooms = alternation(words("devices")["rooms"])
    return re.compile(rf"(?<!\w)(?:na|w|we|przy|z)\s+(?P<room>{rooms})(?!\w)")


@cache
def _not_names() -> frozenset[str]:
    return frozenset((*words("devices")["not_names"], *words("devices")["brands"]))


def _is_program(folded: str, begin: int) -> bool:
    return pattern("programs", "accounting", "general", "common").match(folded, begin) is not None
