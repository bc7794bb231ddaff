"""The workstation: any phrase that singles out the computer or the position (point 1.3, rule 3).

A labelled line is believed first. Otherwise the strongest phrase of the text wins: a device with a
name, a number, a place or an owner (``devices``); a computer's name on its own ("na KSIEGOWOSC-2");
a room ("na recepcji", "w pokoju 12").
"""

import re
from collections.abc import Iterator

from worker.domain.details.computer.devices import device_phrases
from worker.domain.details.computer.hosts import hosts
from worker.domain.details.computer.names import HYPHENATED
from worker.domain.details.computer.places import MINE, NAME, NUMBER, PLACE, USE, Device, Phrase, owner, place
from worker.domain.details.computer.rooms import rooms, tells_of_work
from worker.domain.details.people.named import people
from worker.domain.details.people.signer import signatures
from worker.domain.details.problem.evidence import weigh
from worker.domain.details.problem.symptoms import symptoms
from worker.domain.details.text.card import is_on_card
from worker.domain.details.text.labels import labelled
from worker.domain.details.text.phrases import is_program, pattern
from worker.domain.details.text.sentences import Sentence, sentence_at, sentences
from worker.domain.details.text.source import Passage, Passages
from worker.domain.details.text.works import it_works, works_at
from worker.domain.found import Found, Place
from worker.domain.polish import CAPITALS

_AT = re.compile(r"(?<!\w)u[ ]+(?=\w)")
_NAMED_ASIDE = re.compile(rf"[ ]\({HYPHENATED}\)")  # "u p. Doroty (KADRY-2)"
_JOINT = re.compile(r",?[ ]{1,2}(?:\(|(?:na|w|przy)[ ])?")  # "w pokoju 203, biurko …", "w sali 21 na stanowiskach …"
_LONGEST_QUOTE, _MARKS, _OPENING = 120, '„”“"', ("„", "“", '"')
_QUOTE_LOSS = 5  # a computer named inside a quoted message is somebody else's
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
    r"|lini[aięe]|prasa|prasie|piec|piecu|boks|boksie) nr\.? ?\d{1,3}(?![\w.:/-]*\d)"
)
_ROOM_LINE = re.compile(  # "Sala 27, komputer podłączony do tablicy": the head of a line
    r"^[ \t>*•–-]{0,4}(?:\d[.)]\s)?"
    r"(?P<room>(?:sala|pokoj|pok\.|gabinet|hala|boks)\s(?:nr\s)?\d{1,4}[a-z]?)(?![\w.:]*\d|\w)",
    re.MULTILINE,
)
_COMPUTER_NAME = re.compile(
    rf"[{CAPITALS}]{{2}}[{CAPITALS}0-9]{{0,20}}[-_ ]?\d{{1,3}}(?![\w/.])|[{CAPITALS}]{{2,20}}-[{CAPITALS}]{{2}}"
)
_ONLY_COMPUTER = re.compile(  # "w kwiaciarni przy dworcu (jest tam tylko jeden komputer)"
    r"(?<!\w)(?:we?|na|przy|u)\s(?:\w{2,20}\s){1,4}?\(?(?:jest|mamy|mam|stoi)\s(?:\w{2,10}\s){0,2}?"
    r"(?:tylko\sjeden|jeden\sjedyny|jedyny)\s(?:komputer|laptop)(?!\w)"
)
_LISTED = re.compile(rf"\({HYPHENATED}(?:(?:,[ ]|[ ]i[ ]|[ ]oraz[ ]){HYPHENATED}){{1,6}}\)")  # "(REJ-1, REJ-2 i REJ-3)"
_CONTRAST = re.compile(  # "działa, ale nie drukuje", "działa wolno", "znów to samo"
    r"(?<!\w)(?:nie|ale|lecz|tylko|jednak|oprocz|poza|dopiero|dopoki|bardzo|za|zbyt|wolno|powoli|zle|dziwnie|gorzej"
    r"|(?:to|tak)\ssamo|identycznie)(?!\w)"
)
_PLACE_LABEL = re.compile(r"(?:lokalizacj|pokoj|miejsc|oddzial)")
_MAIL_SERVER = re.compile(r"(?:smtp|imap|pop3?|mail|poczta|ftp|www)\d?\.")  # "Serwer: smtp.firma.pl, port 587"
_ON_SCREEN = re.compile(r"(?:(?:w|we)\s)?(?:program\w*|aplikacj\w+|system\w*|modul\w*)(?!\w)|wszedzie")
_NOTHING = re.compile(r"(?:nie dotyczy|komputer\w*|laptop\w*|stanowisko|pc|windows.*|firmowy|sluzbowy|stacjonarny)")


def read_workstation(texts: Passages, *, named: bool = False) -> Found | None:
    """The phrase that singles out the computer, or None. ``named``: only by a name or a number of its own."""
    told = None
    for passage in texts.written:
        for item in labelled(passage):
            if item.key == "workstation" and _is_workstation(item.folded) and not is_program(item.folded, 0):
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
            if worth <= PLACE and _only_works(passage, phrase.end):
                continue
            rank = (not it_works(passage.folded, phrase.end), not phrase.machine and worth >= USE, worth)
            if worth >= (USE if named else 1) and rank > best:
                start = _joined(passage, phrases, phrase)
                best, found = rank, passage.found(start, phrase.end, "prose")
    return found


def _only_works(passage: Passage, start: int) -> bool:
    """Whether it works there and the sentence tells no trouble: ``w domu laptop działa normalnie``."""
    told, works = sentence_at(passage, start), works_at(passage.folded, start)
    if told is None or works is None or _CONTRAST.search(passage.folded, start, told.end):
        return False
    return not symptoms(Sentence(passage, works.end(), told.end))


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
    if _NOTHING.fullmatch(value) or _MAIL_SERVER.match(value) or _ON_SCREEN.match(value):
        return False
    return not _tells_trouble(value)


def _tells_trouble(value: str) -> bool:
    """``Komputer: zawiesza się przy starcie``: the label is the subject of a sentence."""
    passage = Passage(value, Place.BODY)
    told = any(weigh(one).symptom or pattern("symptoms", "vague").search(one.folded) for one in sentences(passage))
    return told and not any(_phrases(passage))


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
    yield from hosts(passage)
    yield from rooms(passage)
    yield from _at_somebody(passage)
    yield from _numbered_machine(passage)
    yield from _made_by(passage)
    yield from _room_lines(passage)
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
    return is_on_card(passage, start) or any(one.person.start < start for one in signatures(passage))


def _made_by(passage: Passage) -> Iterator[Phrase]:
    """``na starym Lenovo w miodosytni``: the make stands for the computer."""
    for match in _MAKE.finditer(passage.folded):
        if step := place(passage, match.end(), device=Device.COMPUTER):
            yield Phrase(PLACE, match.start("make"), step.end)


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


def _is_quoted(text: str, start: int) -> bool:
    """Whether an offset stands inside quotation marks, „Polish”, „German“ or "straight"; 24" is a size."""
    begin = max(text.rfind("\n\n", 0, start), start - _LONGEST_QUOTE, 0)
    opened = ""
    for at in range(begin, start):
        char = text[at]
        if char == "\n" and opened == '"':
            opened = ""
        if char not in _MARKS or (char == '"' and not opened and text[at - 1 : at].isdigit()):
            continue
        opened = "" if opened else char
    return opened in _OPENING


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
