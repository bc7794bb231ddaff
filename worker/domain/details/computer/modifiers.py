"""One modifier behind a device word, with its worth.

modifier = kind | number | name | place | owner | purpose | "(" … ")"
"""

import re
from functools import cache

from worker.domain.details.computer.asides import PARENTHESIS, is_of_somebody, worth_of_aside
from worker.domain.details.computer.beyond import beyond
from worker.domain.details.computer.names import CODE, LOWER_CODE, PROPER, QUOTED, SERIAL, given_name
from worker.domain.details.computer.no_devices import is_adjective
from worker.domain.details.computer.owners import owner
from worker.domain.details.computer.places import ORDINAL_WORD, STANDS, place, place_of
from worker.domain.details.computer.purposes import any_use, deed_for, thing_for
from worker.domain.details.computer.singling import AROUND, NUMBER, PLACE, USE, Device, Phrase, number_at, skip_space
from worker.domain.details.text.phrases import names_program, pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import CAPITALS
from worker.terms.words import alternation, words

_MINE_BEHIND = re.compile(rf"moj(?:\s{alternation(words('devices')['kinds'])})?(?!\w)")  # "komputer mój firmowy"
_POINTED = re.compile(rf"(?:ten |ta |to )?{AROUND['pointed']}\b")
_THAT_ONE = re.compile(  # "…, to ten pierwszy od drzwi"
    rf"(?:to\s)?(?:ten|ta|tym|tej)\s{ORDINAL_WORD}\s(?:od|przy|z|pod)\s\w+"
)
_SERIES = re.compile(rf"(?:[ ][{CAPITALS}][a-z]+){{1,2}}[ ][{CAPITALS}]{{0,2}}\d{{1,4}}[a-z]?(?![\w-])")  # "Memor 10"
_IP = re.compile(r"\(?(?:(?:o\s)?(?:adresie\s)?ip:?\s)?\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)")
_ROOM = re.compile(rf"{AROUND['numbered']}\.?[ ](?:nr[ .]*)?\d{{1,4}}[a-z]?(?![\w.:]*\d)")
_STICKER = re.compile(  # "…, ma naklejkę KN-01", "z naklejką 0117", "oznaczony jest naklejką NOT-04"
    rf"(?:(?:i|co|ktor\w+)\s)?(?:(?:ma|z|nosi)\s(?:na\s\w+\s)?|(?:jest\s)?{AROUND['marked']}\s(?:jest\s)?)"
    rf"(?:{AROUND['stickers']}|{AROUND['marks']})\s(?:nr\s)?[„\"']?(?=[\w-]*[\d-])[\w-]{{2,16}}"
)
_MARKED = re.compile(  # "laptopie z naklejką pszczoły", "z czerwoną klapką"
    rf"z\s(?:\w+a\s)?(?:{AROUND['stickers']}|{AROUND['covers']})(?:\s(?!na\b|w\b|jak\b|i\b)[a-z]{{4,16}})?(?!\w)"
)
_LOWER_WORD = re.compile(r"[a-ząćęłńóśźż]{5,18}(?![\w-])")
_BETWEEN = re.compile(r"miedzy\s(?!jedn)[a-z]+\s(?:a|i)\s[a-z]+")


def modifier_at(passage: Passage, device_end: int, *, device: Device, known: bool) -> Phrase | None:
    """The worth and the end of one modifier after an offset; ``known``: a number or a name was told already."""
    text, folded = passage.text, passage.folded
    begin = skip_space(folded, device_end)
    if names_program(folded, begin) and not _model().match(folded, begin):
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
    stands = STANDS.match(folded, begin)
    step = place(passage, stands.end() if stands else begin, device=device)
    if step or apart:
        shape = CODE if stands else SERIAL  # "Laptop mój, ten UP-MOB-11"
        at = stands.end() if stands else begin
        return step or (given_name(passage, at, shape) if device is Device.COMPUTER else None)
    return _plain(passage, begin, device=device, known=known)


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
        or deed_for(passage, begin)
        or thing_for(passage, begin)
    ):
        return Phrase(USE, begin, match.end())
    if match := _adjective(passage, begin) or any_use(passage, begin):
        return Phrase(0, begin, match.end())
    return (
        owner(passage, begin)
        or (given_name(passage, begin, QUOTED, PROPER) if device is Device.COMPUTER else None)
        or place_of(passage, begin)
        or (None if known else beyond(passage, begin, device=device))
    )


def _adjective(passage: Passage, begin: int) -> re.Match[str] | None:
    match = _LOWER_WORD.match(passage.plain, begin)
    if match is None or passage.folded.endswith((" jest ", " sa "), 0, begin):
        return None  # "drukarka w pracowni jest sprawna" tells how it is
    return match if is_adjective(match.group()) else None


@cache
def _model() -> re.Pattern[str]:
    return re.compile(rf"{alternation(words('devices')['brands'])}(?!\w)(?:[ ]+[a-z]*\d[\w-]*)?")
