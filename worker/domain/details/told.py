"""The person whom a text tells to use the computer: by words of use, by a role, by owning the device (rule 4)."""

import itertools
import re
from collections.abc import Iterator
from functools import cache

from worker.domain.details.computer_names import HYPHENATED
from worker.domain.details.people import Person, past_degrees, people, person_at
from worker.domain.details.phrases import last, pattern, sentences
from worker.domain.details.signer import signatures
from worker.domain.details.source import Passage, Passages
from worker.domain.found import Found
from worker.domain.polish import base_forms, is_person, readings
from worker.terms.words import alternation, words

_USES = re.compile(
    r"(?<!\w)(?:uzywa|korzysta|pracuje|obsluguje|siedzi|uzytkownik\w*|uzytkuje|loguje sie|nazywa sie"
    r"|sie nazywa|nazywam sie|robi|wpisuje)"
    r"(?:\s+(?:go|ja|je|na\s+ni[mej]+|z\s+nie[jg]o?|tam|tu|nim|jest|to|pan|pani|kolega|kolezanka)){0,3}\s+"
)
_ROLE = re.compile(
    r"(?:(?<=\n)|^|(?<=[.;,(]\s)|(?<=\())[ \t]{0,6}(?P<role>[a-z]{3,16})(?:[ ][a-z]{4,16})?(?::|[ ][-–])[ ]{1,4}"
)
_I_AM = re.compile(r"(?<!\w)(?:to\sja|z\stej\sstrony|nazywam\ssie|tu\smowi)[ ,-]{1,3}")
_THAT_IS = re.compile(r"(?<!\w)(?:znaczy|czyli|tzn\.?)\s(?:to\s|sie\s|pan\w?\s)?")
_WHO_USES = re.compile(
    r"(?<!\w)(\w{3,16}),?\s\(?(?:on|ona|ktory|ktora|co)\s(?:\w+\s){0,4}?(?:siedzi|pracuje|korzysta|uzywa|obsluguje|robi)(?!\w)"
)
_IS_WHO = re.compile(r"(?<!\w)(\w{4,20})\sjest\s(?:(?:teraz|obecnie|u nas|tam|tutaj|tu|nasz\w?)\s){0,2}(?=\w)")
_ON_DUTY = re.compile(
    r"(?<!\w)(?:na|przy)\s(?:nocce|nocnej|zmianie|dyzurze|kasie|recepcji|ladzie|hali)\s(?:jest|siedzi|stoi|dzis)\s(?=\w)"
)
_BESIDE_NAME = re.compile(rf"{HYPHENATED} ?[(–-] ?$")  # "PRAC-04 (Ola Kmieć)"
_PREDECESSOR = re.compile(r"(?<!\w)po $")  # "siedzi przy biurku po Marku"
_STREET = re.compile(r"(?<!\w)(?:przy|na|z|do|od)\s$")
_HOUSE = re.compile(r"[ ]\d{1,3}[a-zA-Z]?(?![\w]|[ ./-]?\d)")  # "w sklepie przy Jana Kochanowskiego 5"
_REACH, _TOLD_REACH = 45, 60
_TOLD_HIM = re.compile(  # "zgłaszałam telefonicznie przed chwilą panu Borkowi"
    r"(?<!\w)(?:zglasza|zglosi|mowi|przekaza|poda|opisa|opowiada)l\w{1,3}\s(?:[\w,]+\s){0,5}panu\s$"
)
_AS_ASKED = re.compile(r"(?<!\w)jak\s(?:pan[ia]?\s)?$"), re.compile(r"\s(?:mnie\s)?(?:prosi|kaza|radzi|ustali)l\w*")


def told_user(texts: Passages) -> Found | None:
    """The person whom the words of use point to most strongly; the first of equals."""
    best: tuple[int, Found] | None = None
    for passage in texts.written:
        signed = {signature.person.start for signature in signatures(passage)}
        for person, score in (*_by_role(passage, signed), *_told(passage, signed), *_by_verb(passage)):
            if best is None or score > best[0]:
                named = person if person.full else _in_full(passage, person, signed)
                best = (score, passage.found(named.start, named.end, "prose"))
    return best[1] if best else None


def _in_full(passage: Passage, person: Person, signed: set[int]) -> Person:
    """The same person with the surname, where the text gives it: ``Robi na nim Seweryn, znaczy Seweryn Łopuch``."""
    first = passage.folded[person.start : person.end]
    for other in people(passage):
        if other.full and other.start not in signed and passage.folded.startswith(first, other.start):
            return other
    return person


def _by_role(passage: Passage, signed: set[int]) -> Iterator[tuple[Person, int]]:
    """A role as a label: ``Projektant: Natalia Cieśla``, ``Kasjerka - Ewa Lis``."""
    for match in _ROLE.finditer(passage.folded):
        role = passage.text[match.start("role") : match.end("role")]
        if pattern("people", "not_roles").fullmatch(match["role"]) or not _is_role(role):
            continue
        for person in itertools.islice(people(passage, match.end(), match.end() + 60), 1):
            if person.full and person.start == match.end() and person.start not in signed:
                yield person, 4


def _is_role(word: str) -> bool:
    return any(reading.part == "subst" and {"sg", "nom"} <= reading.tags for reading in readings(word.lower()))


def _told(passage: Passage, signed: set[int]) -> Iterator[tuple[Person, int]]:
    others: set[str] = set()  # "rozmowa z panem Tomaszem …, a pan Tomasz wszystko zapisał"
    for sentence in sentences(passage):
        if not any(char.isupper() for char in sentence.text):
            continue
        for person in people(passage, sentence.start, sentence.end):
            if _PREDECESSOR.search(passage.folded, max(0, person.start - 4), person.start):
                continue
            if _owns_device(passage, person):
                yield person, 5 if person.full else 3 + person.titled
                continue
            if is_somebody_else(passage, person, sentence.start):
                others |= _first_word(passage, person)
            if person.addressed or person.start in signed or not others.isdisjoint(_first_word(passage, person)):
                continue
            cue = last(
                pattern("people", "use", "self"),
                passage.folded,
                max(sentence.start, person.start - _REACH),
                person.start,
            )
            after = pattern("people", "use").search(passage.folded, person.end, min(sentence.end, person.end + _REACH))
            near = cue is not None and person.start - cue.end() <= 12
            if person.full and (cue or after):
                yield person, 4 + near
            elif person.titled and (cue or after):
                yield person, 3 + near
            elif person.first and near:
                yield person, 2


def _first_word(passage: Passage, person: Person) -> frozenset[str]:
    return base_forms(re.split(r"\W", passage.text[person.start : person.end], maxsplit=1)[0])


def _by_verb(passage: Passage) -> Iterator[tuple[Person, int]]:
    for cue in _USES.finditer(passage.folded):
        start = past_degrees(passage, cue.end(), cue.end() + _REACH)
        found = person_at(passage, start, start + _REACH, any_case=True)
        if found and (found.full or (found.first and passage.text[found.start].isupper())):
            yield found, 4 if found.full else 2
    for cue in _I_AM.finditer(passage.folded):  # "to ja zbyszek z tartaku"
        found = person_at(passage, cue.end(), cue.end() + _REACH, any_case=True)
        if found and found.first:
            yield found, 4 if found.full else 3
    for cue in _THAT_IS.finditer(passage.folded):  # "biega z nim Misiek, znaczy Michał Laskowski"
        found = person_at(passage, cue.end(), cue.end() + _REACH)
        if found and found.full:
            yield found, 4
    for cue in _WHO_USES.finditer(passage.folded):  # "krzysiek (on tam siedzi)"
        found = person_at(passage, cue.start(1), cue.end(1), any_case=True)
        if found and found.first and all(one.names for one in readings(passage.text[found.start : found.end])):
            yield found, 3
    for cue in _ON_DUTY.finditer(passage.folded):  # "dziś na nocce jest Oleh Kowalczuk"
        found = person_at(passage, cue.end(), cue.end() + _REACH)
        if found and found.full:
            yield found, 4
    for cue in _IS_WHO.finditer(passage.folded):  # "Bosmanem jest teraz Kacper Lenz"
        start = past_degrees(passage, cue.end(), cue.end() + _REACH)
        found = person_at(passage, start, start + _REACH)
        if found and found.full and is_person(passage.text[cue.start(1) : cue.end(1)], "inst"):
            yield found, 4


def _owns_device(passage: Passage, person: Person) -> bool:
    """``tablet serwisanta Adama Cebuli``; never a customer's customer."""
    match = _device_of().search(passage.folded, max(0, person.start - _REACH), person.start)
    if person.full and _BESIDE_NAME.search(passage.text, max(0, person.start - _REACH), person.start):
        return True
    return match is not None and not (person.addressed or pattern("people", "strangers").search(match.group()))


@cache
def _device_of() -> re.Pattern[str]:
    device = alternation(
        (*words("devices")["computers"], *words("devices")["positions"], "telefon", "telefonie", "telefonu")
    )
    return re.compile(rf"(?<!\w){device}[ ](?:(?:\w+|p\.)[ ]){{0,2}}$")


def is_somebody_else(passage: Passage, person: Person, start: int) -> bool:
    """Whether the words before a person, from an offset on, make him or her a technician or a third party."""
    if _STREET.search(passage.folded, max(0, person.start - 6), person.start) and _HOUSE.match(
        passage.text, person.end
    ):
        return True
    if _TOLD_HIM.search(passage.folded, max(start, person.start - _TOLD_REACH), person.start):
        return True
    asked, asks = _AS_ASKED  # "jak pani Karolina prosiła": one of us
    if asked.search(passage.folded, max(start, person.start - 12), person.start) and asks.match(
        passage.folded, person.end
    ):
        return True
    before = last(pattern("people", "not_user"), passage.folded, max(start, person.start - 40), person.start)
    return before is not None and not pattern("people", "use").search(passage.folded, before.end(), person.start)
