"""The computer of a labelled line: "Stanowisko: KASA 1", "Lokalizacja: pokój 12", "Sprzęt: DYSP-03".

A label is believed before any phrase of the text, unless its value is a job, a program, a mail server or a complaint.
"""

import re

from worker.domain.details.computer.candidates import singling_phrases
from worker.domain.details.computer.singling import AROUND
from worker.domain.details.problem.evidence import weigh
from worker.domain.details.text.labels import labelled
from worker.domain.details.text.phrases import is_program, pattern
from worker.domain.details.text.sentences import sentences
from worker.domain.details.text.source import Passage, Passages
from worker.domain.found import Found, Place
from worker.domain.polish import CAPITALS
from worker.terms.words import alternation, words

_COMPUTER_NAME = re.compile(
    rf"[{CAPITALS}]{{2}}[{CAPITALS}0-9]{{0,20}}[-_ ]?\d{{1,3}}(?![\w/.])|[{CAPITALS}]{{2,20}}-[{CAPITALS}]{{2}}"
)
_PLACE_LABEL = re.compile(AROUND["place_labels"])
_MAIL_SERVER = re.compile(rf"{AROUND['net_servers']}\d?\.")  # "Serwer: smtp.firma.pl, port 587"
_ON_SCREEN = re.compile(r"(?:(?:w|we)\s)?(?:program\w*|aplikacj\w+|system\w*|modul\w*)(?!\w)|wszedzie")
_NOTHING = re.compile(rf"(?:{alternation(words('answers')['generic'])}|windows.*)")


def labelled_computer(texts: Passages) -> Found | None:
    """The value of the first label that names the computer; of labels that name a place the first, if no other does."""
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
    return told.found() if told is not None else None


def left_open(passage: Passage) -> tuple[tuple[int, int], ...]:
    """The lines whose label leaves it open: ``Stanowisko: jeden z komputerów w naszym dziale``."""
    vague = pattern("devices", "any_of", "indefinite")
    told = (item for item in labelled(passage) if item.key == "workstation" and vague.match(item.folded))
    return tuple((passage.folded.rfind("\n", 0, item.start) + 1, item.end) for item in told)


def _is_place(passage: Passage, start: int) -> bool:
    line = passage.folded[passage.folded.rfind("\n", 0, start) + 1 : start]
    return _PLACE_LABEL.match(line.lstrip(" \t>*|")) is not None


def _is_workstation(value: str) -> bool:
    if pattern("people", "jobs").match(value) or pattern("devices", "any_of", "indefinite").match(value):
        return False
    if _NOTHING.fullmatch(value) or _MAIL_SERVER.match(value) or _ON_SCREEN.match(value):
        return False
    if pattern("writing", "not_known").match(value):  # "nie wiem, ten przy oknie" tells it all the same
        return any(singling_phrases(Passage(value, Place.BODY)))
    return not _tells_trouble(value)


def _tells_trouble(value: str) -> bool:
    """``Komputer: zawiesza się przy starcie``: the label is the subject of a sentence."""
    passage = Passage(value, Place.BODY)
    told = any(weigh(one).symptom or pattern("symptoms", "vague").search(one.folded) for one in sentences(passage))
    return told and not any(singling_phrases(passage))


def _is_computer(value: str) -> bool:
    """``Sprzęt: DYSP-03``, not ``Sprzęt: drukarka HP M404``."""
    passage = Passage(value, Place.BODY)
    if pattern("devices", "machines", "brands").match(passage.folded) or is_program(passage.folded, 0):
        return False
    post = pattern("devices", "positions").match(passage.folded)
    if post and re.match(r" [a-ząćęłńóśźż]{4,}", value[post.end() :]):
        return True  # "Urządzenie: kasa wyjazdowa B"
    return _COMPUTER_NAME.match(value) is not None or any(singling_phrases(passage))
