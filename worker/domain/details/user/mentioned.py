"""Anybody named in the text who may have the trouble: "Jan Nowak nie może …", "u Anny Lis", never "dla Anny Lis"."""

import re

from worker.domain.details.people.named import Person, people
from worker.domain.details.people.outsiders import JOINS, is_somebody_else, is_subject
from worker.domain.details.people.signer import signatures
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import sentence_at
from worker.domain.details.text.source import Passage, Passages
from worker.domain.details.user.deeds import does_something_else, is_predecessor
from worker.domain.found import Found
from worker.domain.polish import readings
from worker.terms.words import alternation, words

_WRITES = re.compile(
    rf"(?<!\w){alternation(words('people')['introduces'])}[ ,]{{1,2}}$"
)  # "pisze Aneta Rożek, właścicielka"
_WRITES_REACH = 18
_WORD = re.compile(r"[^\W\d_]{2,20}")
_ASK_FOR = re.compile(  # "spytajcie Fredka", "pogadać z naszą Nadią"
    rf"(?<!\w){alternation(words('users')['ask_for'])}"
    r" (?:nasz\w{1,3} )?(?:pan\w{0,2} )?$"
)


def mentioned_user(texts: Passages, *, unnamed: bool = False) -> Found | None:
    """The first one named in full, or by title and surname, who may have the trouble and does more than speak of it.

    ``unnamed``: somebody without a name has it; then who only introduces himself is none.
    """
    for passage in texts.written:
        signed = {signature.person.start for signature in signatures(passage)}
        refused = -1
        for person in people(passage):
            joined = refused > 0 and JOINS.fullmatch(passage.folded, refused, person.start)
            if joined or person.start in signed or person.addressed or is_somebody_else(passage, person, 0):
                refused = person.end
                continue
            if unnamed and _WRITES.search(passage.folded, max(0, person.start - _WRITES_REACH), person.start):
                continue
            if is_predecessor(passage, person):
                continue
            told = sentence_at(passage, person.start)
            if not _has_trouble(passage, person):
                refused = person.end
                continue
            if told is not None and does_something_else(passage, person, told.end):
                continue
            if person.full or (person.titled and person.surname):
                return passage.found(person.start, person.end, "mention")
    return None


def only_person(texts: Passages) -> Found | None:
    """Whoever is the only one named, however shortly, and does nothing else: ``Zmianę dzienną ma J. Szeliga``."""
    named = [(passage, one) for passage in texts.written for one in people(passage) if not one.addressed]
    if len(named) != 1:
        return None
    passage, person = named[0]
    if is_somebody_else(passage, person, 0) or is_predecessor(passage, person):
        return None
    told = sentence_at(passage, person.start)
    if told is None or pattern("people", "away").search(passage.folded, person.end, told.end):
        return None
    if does_something_else(passage, person, told.end) or not _is_here(passage, person, told.end):
        return None
    return passage.found(person.start, person.end, "only")


def _is_here(passage: Passage, person: Person, end: int) -> bool:
    """The subject of a verb in the present, or whom we are told to ask: ``Zmianę dzienną ma J. Szeliga``."""
    if _ASK_FOR.search(passage.folded, max(0, person.start - 30), person.start):
        return True
    begin = max(passage.folded.rfind(mark, 0, person.start) for mark in (". ", "\n", "; ")) + 1
    said = [
        word for word in _WORD.findall(passage.text[begin:end]) if word not in passage.text[person.start : person.end]
    ]
    return is_subject(passage, person) and any(one.part == "fin" for word in said for one in readings(word.lower()))


def _has_trouble(passage: Passage, person: Person) -> bool:
    """In the nominative, or "u Anny Lis", "Annie Lis nie drukuje": not "przyjazd pana Marka Wilka", "dla Anny Lis"."""
    if is_subject(passage, person):
        return True
    before = passage.folded[max(0, person.start - 12) : person.start]
    if re.search(r"(?<!\w)u (?:pan[ia]? |p\. )?$", before):
        return True
    first = re.compile(r"[^\W\d_]+").match(passage.text, person.start)
    dative = first is not None and any("dat" in one.tags for one in readings(first.group().capitalize()))
    return dative and not re.search(r"(?<!\w)(?:o|po|przy|na|w|do|dla|od|z|przez) (?:pan\w* |p\. )?$", before)
