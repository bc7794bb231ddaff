"""Words of devices that mean none: "problem komputerowy", "stacja paliw", "Terminal Łódź", "mamy pięć komputerów"."""

import re

from worker.domain.details.text.card import is_on_card
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import ADJECTIVES, CAPITALS, is_person, readings
from worker.terms.words import alternation, words

_COUNT = alternation((*words("writing")["counts"], *words("writing")["several"]))
_ALIKE = alternation(words("singling")["alike"])
_SO_MANY = re.compile(  # "mamy pięć jednakowych laptopów"
    rf"(?<!\w)(?:mamy|mam|jest|sa|bylo|dzialaja)\s(?:\w+\s)?(?:\d{{1,3}}|{_COUNT})\s(?:{_ALIKE}\s)?$"
)
_NEXT = re.compile(r"[ ]([^\W\d_]{4,20})(?!\w)")
_NEXT_CAPITALISED = re.compile(rf"[ ][{CAPITALS}][a-ząćęłńóśźż]")
_COUNT_REACH = 42


def is_no_device(passage: Passage, device: re.Match[str]) -> bool:
    """Whether the word that looks like a device is an adjective, a firm's name, a count or another thing."""
    folded, start = passage.folded, device.start()
    if _is_of_company(passage, device) or is_adjective(passage.text[start : device.end()].lower()):
        return True
    if _SO_MANY.search(folded, max(0, start - _COUNT_REACH), start):
        return True
    if device.group() == "stanowisko" and folded.endswith(" na ", 0, start):
        job = _NEXT.match(passage.text, device.end())
        return job is not None and is_person(job.group(1), "gen")  # "nową osobę na stanowisko kelnera"
    if device.group() == "wadze" and folded.endswith(" o ", 0, start):
        return True  # "paczki o wadze do 5 kg"
    return pattern("devices", "other_things").match(folded, start) is not None


def is_adjective(word: str) -> bool:
    """Whether the dictionary knows the word as an adjective only."""
    kinds = readings(word)
    return bool(kinds) and all(reading.part in ADJECTIVES for reading in kinds)


def _is_of_company(passage: Passage, device: re.Match[str]) -> bool:
    """``Stacja Paliw Orzeł``, ``Terminal Łódź`` on a business card: what the company is called."""
    named = _NEXT_CAPITALISED.match(passage.text, device.end())
    if named is None or not passage.text[device.start()].isupper():
        return False
    return is_on_card(passage, device.start())
