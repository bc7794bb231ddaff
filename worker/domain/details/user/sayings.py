"""Sayings that name who uses a computer: "obsługuje go Jan Lis", "Bosmanem jest teraz Kacper Lenz" (rule 4)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from worker.domain.details.people.named import Person, past_degrees, person_at
from worker.domain.details.people.outsiders import NO_USERS, STRANGERS, is_somebody_else
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passage
from worker.domain.details.user.doers import doers
from worker.domain.polish import base_forms, fold, is_person, readings
from worker.terms.words import alternation, words

_USE_VERB, _BETWEEN, _NOW_HERE, _SHIFT = (
    alternation(words("users")[key]) for key in ("uses", "before_name", "now_here", "shifts")
)
_USES = re.compile(
    rf"(?<!\w)(?:{_USE_VERB}|uzytkownik\w*|nazywa sie|sie nazywa|nazywam sie)(?:,?\s+{_BETWEEN}){{0,3}}\s+"
)
_ROLE_TO = re.compile(r"(?<!\w)(\w{4,20})\sto\s(?=\w)")  # "Dyspozytor to Sebastian Pyka"
_I_AM = re.compile(r"(?<!\w)(?:to\sja|z\stej\sstrony|nazywam\ssie|tu\smowi)[ ,-]{1,3}")
_THAT_IS = re.compile(r"(?<!\w)(?:znaczy|czyli|tzn\.?)\s(?:to\s|sie\s|pan\w?\s)?")
_WHO_USES = re.compile(rf"(?<!\w)(\w{{3,16}}),?\s\(?(?:on|ona|ktory|ktora|co)\s(?:\w+\s){{0,4}}?{_USE_VERB}(?!\w)")
_IS_WHO = re.compile(rf"(?<!\w)(\w{{4,20}})\sjest\s(?:(?:{_NOW_HERE}|nasz\w?)\s){{0,2}}(?=\w)")
_POST = rf"(?:{_SHIFT}|{alternation(words('devices')['rooms'])})"
_ON_DUTY = re.compile(rf"(?<!\w)(?:na|przy)\s{_POST}\s(?:jest|siedzi|stoi|dzis)\s(?=\w)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\W+$")
_INSTEAD = re.compile(r",?\s(?:zamiast|a\snie)\s")  # "czyli Jan Kowalski zamiast Anna Lis": what a paper says
_REACH, _WORD_REACH = 45, 24


@dataclass(frozen=True, kw_only=True, slots=True)
class _Saying:
    """Words right before a name; how strongly they point to a full name, and to a first name alone (0: never)."""

    cue: re.Pattern[str]
    full: int
    first: int = 0
    any_case: bool = False  # "robi na nim ewa lis"
    small: bool = False  # a first name alone too: "to ja zbyszek z tartaku"
    ours: bool = False  # whoever it may also be said of: "nasz klient, czyli Jan Kowalski"
    job: str = ""  # the case in which the cue's first group must be somebody's job


_SAYINGS = (
    _Saying(cue=_USES, full=4, first=2, any_case=True),
    _Saying(cue=_I_AM, full=4, first=3, any_case=True, small=True),
    _Saying(cue=_ROLE_TO, full=4, first=3, ours=True, job="nom"),
    _Saying(cue=_THAT_IS, full=4, ours=True),
    _Saying(cue=_ON_DUTY, full=4),
    _Saying(cue=_IS_WHO, full=4, first=3, ours=True, job="inst"),
)


def sayings(passage: Passage) -> Iterator[tuple[Person, int]]:
    """The people whom a saying names, each with its score beside those of ``told``."""
    for one in _SAYINGS:
        for cue in one.cue.finditer(passage.folded):
            if one.job and not _is_job(passage.text[cue.start(1) : cue.end(1)], one.job):
                continue
            if _names_record(passage, cue):
                continue
            yield from _behind(passage, cue.end(), one)
    for person, there in doers(passage):
        yield person, 6 if person.full else 4 if there else 1
    for cue in _WHO_USES.finditer(passage.folded):  # "krzysiek (on tam siedzi)"
        found = person_at(passage, cue.start(1), cue.end(1), any_case=True)
        if found and found.first and all(one.names for one in readings(passage.text[found.start : found.end])):
            yield found, 3


def _is_job(word: str, case: str) -> bool:
    """``Dyspozytor to …``, ``Bosmanem jest …``; never ``Nabywcą jest …``, ``Prezes to …``."""
    if not is_person(word, case):
        return False
    return not any(pattern("people", *NO_USERS).fullmatch(one) for one in (fold(word), *map(fold, base_forms(word))))


def _names_record(passage: Passage, cue: re.Match[str]) -> bool:
    """``kontrahent nazywa się …``, ``plik nazywa się …``: records and files have names too."""
    before = _WORD_BEFORE.search(passage.text, max(0, cue.start() - _WORD_REACH), cue.start())
    if before is None or not cue.group().startswith("nazywa sie"):
        return False
    if pattern("people", *STRANGERS).fullmatch(fold(before.group(1))):
        return True
    return any(one.part == "subst" for one in readings(before.group(1))) and not is_person(before.group(1))


def _behind(passage: Passage, begin: int, saying: _Saying) -> Iterator[tuple[Person, int]]:
    start = past_degrees(passage, begin, begin + _REACH)
    found = person_at(passage, start, start + _REACH, any_case=saying.any_case)
    if found is None or (saying.ours and is_somebody_else(passage, found, max(0, begin - _REACH))):
        return
    if saying.ours and _INSTEAD.match(passage.folded, found.end):
        return
    if found.full:
        yield found, saying.full
    elif found.first and saying.first and (saying.small or passage.text[found.start].isupper()):
        yield found, saying.first
