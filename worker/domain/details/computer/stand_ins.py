"""What stands for the computer where no device is named: its user, its make, a machine, a room at the head of a line.

stand-in = "u" owner ["(" code ")"]       "u kolegi Marka Wójcika nie otwiera się Excel"
         | machine "nr" number            "sortownik nr 3": by what machines are called
         | make place                     "na starym Lenovo w miodosytni"
         | room number                    "Sala 27, komputer podłączony …": the head of a line
         | place "," device               "Recepcja, komputer z czytnikiem kart": the same, of a post
         | "(" code {"," code} ")"        "(REJ-1, REJ-2 i REJ-3)"
         | place "jedyny komputer"        "w kwiaciarni (jest tam tylko jeden komputer)"
"""

import re
from collections.abc import Iterator
from functools import cache

from worker.domain.details.computer.names import HYPHENATED
from worker.domain.details.computer.owners import owner
from worker.domain.details.computer.places import place
from worker.domain.details.computer.rooms import tells_of_work
from worker.domain.details.computer.singling import AROUND, MINE, NAME, NUMBER, PLACE, TOLD, Device, Phrase
from worker.domain.details.people.named import people
from worker.domain.details.people.signer import is_under_signature
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import sentence_at
from worker.domain.details.text.source import Passage
from worker.terms.words import alternation, words

_AT = re.compile(r"(?<!\w)u[ ]+(?=\w)")
_NAMED_ASIDE = re.compile(rf"[ ]\({HYPHENATED}\)")  # "u p. Doroty (KADRY-2)"
_NUMBERED = re.compile(
    rf"(?<!\w)([a-z]{{3,16}}{AROUND['machine_endings']}"
    rf"|{AROUND['numbered_posts']}) nr\.? ?\d{{1,3}}(?![\w.:/-]*\d)"
)
_ROOM_LINE = re.compile(  # "Sala 27, komputer podłączony do tablicy": the head of a line
    r"^[ \t>*•–-]{0,4}(?:\d[.)]\s)?"
    rf"(?P<room>{AROUND['numbered']}\.?\s(?:nr\s)?\d{{1,4}}[a-z]?)(?![\w.:]*\d|\w)",
    re.MULTILINE,
)
_PLACE_LINE = re.compile(  # "Recepcja, komputer z czytnikiem kart"
    rf"^[ \t>*•–-]{{0,4}}(?P<place>{alternation(words('devices')['places'])})(?:,|:|[ ][-–])[ ]"
    rf"(?:ten[ ]|to[ ])?{alternation((*words('devices')['computers'], *words('devices')['positions']))}(?!\w)",
    re.MULTILINE,
)
_ONLY_COMPUTER = re.compile(  # "w kwiaciarni przy dworcu (jest tam tylko jeden komputer)"
    r"(?<!\w)(?:we?|na|przy|u)\s(?:\w{2,20}\s){1,4}?\(?(?:jest|mamy|mam|stoi)\s(?:\w{2,10}\s){0,2}?"
    rf"(?:tylko\sjeden|jeden\sjedyny|jedyny)\s{alternation(words('devices')['computers'])}(?!\w)"
)
_LISTED = re.compile(rf"\({HYPHENATED}(?:(?:,[ ]|[ ]i[ ]|[ ]oraz[ ]){HYPHENATED}){{1,6}}\)")  # "(REJ-1, REJ-2 i REJ-3)"


def stand_ins(passage: Passage) -> Iterator[Phrase]:
    """Every phrase that stands for a computer."""
    yield from _at_somebody(passage)
    yield from _numbered_machine(passage)
    yield from _made_by(passage)
    yield from _room_lines(passage)
    for match in _PLACE_LINE.finditer(passage.folded):
        yield Phrase(TOLD, match.start("place"), match.end())
    for match in _LISTED.finditer(passage.text):
        yield Phrase(NAME, match.start() + 1, match.end() - 1)
    for match in _ONLY_COMPUTER.finditer(passage.folded):
        yield Phrase(MINE, *match.span())


def _room_lines(passage: Passage) -> Iterator[Phrase]:
    """``Sala 27, komputer podłączony do tablicy``; not where the writer's office is, nor a room that is only free."""
    for match in _ROOM_LINE.finditer(passage.folded):
        start = match.start("room")
        if tells_of_work(passage, start) and not _is_office_of_writer(passage, start):
            yield Phrase(NUMBER, start, match.end("room"))


def _is_office_of_writer(passage: Passage, start: int) -> bool:
    """A line under a name or a closing formula that speaks of no device: ``Anna Lis / pok. 12 / tel. …``."""
    told = sentence_at(passage, start)
    if told and pattern("devices", "computers", "machines", "positions").search(told.folded):
        return False
    return is_under_signature(passage, start)


def _made_by(passage: Passage) -> Iterator[Phrase]:
    """``na starym Lenovo w miodosytni``: the make stands for the computer."""
    for match in _make().finditer(passage.folded):
        if step := place(passage, match.end(), device=Device.COMPUTER):
            yield Phrase(PLACE, match.start("make"), step.end)


@cache
def _make() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)na\s(?:\w+(?:ym|ej)\s)?(?P<make>{alternation(words('devices')['makes'])})\s")


def _numbered_machine(passage: Passage) -> Iterator[Phrase]:
    """``sortownik nr 3``: a machine that no list knows, by what machines are called."""
    for match in _NUMBERED.finditer(passage.folded):
        word = passage.text[match.start(1) : match.end(1)]
        if not (word.islower() or _begins_sentence(passage, match.start())) or pattern(
            "devices", "not_machines"
        ).fullmatch(match.group(1)):
            continue
        if tells_of_work(passage, match.start()):
            yield Phrase(1, match.start(), match.end(), machine=True)


def _begins_sentence(passage: Passage, start: int) -> bool:
    told = sentence_at(passage, start)
    return told is not None and passage.text[start + 1].islower() and not passage.text[told.start : start].strip()


def _at_somebody(passage: Passage) -> Iterator[Phrase]:
    """``u kolegi Marka Wójcika nie otwiera się Excel``: the owner stands for the computer."""
    for match in _AT.finditer(passage.folded):
        at = owner(passage, match.end())
        if at is None:
            continue
        if aside := _NAMED_ASIDE.match(passage.text, at.end):
            yield Phrase(NAME, match.start(), aside.end())
        elif tells_of_work(passage, match.start()) and any(
            person.full for person in people(passage, match.end(), at.end)
        ):
            yield Phrase(1, match.start(), at.end)
