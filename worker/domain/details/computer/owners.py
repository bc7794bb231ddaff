"""Whose a device is: "pani Zosi", "księgowej", "Jana Kowalskiego", "u mnie".

owner = "mnie" | [title | role] person | role
"""

import itertools
import re

from worker.domain.details.computer.singling import AROUND, MINE, PLACE, Phrase
from worker.domain.details.people.named import Person, past_degrees, people
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import is_person, readings

_TITLE = re.compile(rf"{AROUND['before_owners']}[ ]+")  # before degrees
_JOB = re.compile(r"[^\W\d_]{4,20}(?![\w-])")
_FIRST_WORD = re.compile(r"\w+")
_DEGREES_REACH = 40
_MINE = re.compile(r"mnie(?!\w)")  # "komputer u mnie"


def owner(passage: Passage, begin: int) -> Phrase | None:
    """``pani Zosi``, ``Jana Kowalskiego``, ``księgowej``."""
    if mine := _MINE.match(passage.folded, begin):
        return Phrase(MINE, begin, mine.end())
    title = _TITLE.match(passage.folded, begin)
    of = title.end() if title else begin  # "pana wójta"
    role = next((found for at in (of, begin) if (found := _role(passage, at))), None)
    start = title.end() if title else (role.end() + 1 if role else begin)
    start = past_degrees(passage, start, start + _DEGREES_REACH)  # "mec. Doroty Wronowskiej"
    for person in itertools.islice(people(passage, start, start + 40), 1):
        if person.start == start and not person.addressed and (start > begin or _owns(passage, person)):
            return Phrase(PLACE, begin, person.end)
    return Phrase(PLACE, begin, role.end()) if role else None


def _role(passage: Passage, begin: int) -> re.Match[str] | None:
    return pattern("devices", "owners").match(passage.folded, begin) or somebody(passage, begin, "gen")


def somebody(passage: Passage, begin: int, case: str) -> re.Match[str] | None:
    """A person by his or her job, in that case; never one of many ("klienta", "pracownika")."""
    word = _JOB.match(passage.plain, begin)
    if word is None or pattern("devices", "nobodys").fullmatch(passage.folded, begin, word.end()):
        return None
    return word if is_person(word.group(), case) else None


def _owns(passage: Passage, person: Person) -> bool:
    """``komputer Adriana Lwa``; in "pracuje na kasie Adrian Lew" the name is the subject, and no owner."""
    first = _FIRST_WORD.match(passage.text, person.start)
    kinds = [reading for reading in readings(first.group().capitalize()) if "imię" in reading.names] if first else []
    return not person.full or not kinds or any("nom" not in reading.tags for reading in kinds)
