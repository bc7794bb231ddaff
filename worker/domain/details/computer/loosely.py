"""Where no stricter rule found the computer: what a careful reader would still take for it (rule 3).

Nearly every report says where. What is left is read by its grammar alone (``loose_devices``, ``loose_places``), and
only where nothing says that it may be any of several, that it went well there, or that it is an older matter. Why a
second look and no wider first one: ADR 60.
"""

import re

from worker.domain.details.computer.candidates import may_be_any
from worker.domain.details.computer.comparison import is_beside_the_point
from worker.domain.details.computer.loose_devices import loose_devices
from worker.domain.details.computer.loose_places import loose_places
from worker.domain.details.computer.singling import Phrase
from worker.domain.details.people.named import people
from worker.domain.details.people.signer import is_under_signature
from worker.domain.details.problem.evidence import weigh
from worker.domain.details.problem.symptoms import has_verb
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import Sentence, sentences
from worker.domain.details.text.source import Passage, Passages
from worker.domain.found import Found, Place

_NOT_KNOWN = re.compile(  # whichever it is
    r"(?<!\w)(?:raz (?:na|w|u) \w+,? raz|nie wiem,? (?:na|w|przy)? ?(?:ktor|jak)\w*)(?!\w)"
)
LOOSELY = "loosely"
"""The rule by which such a value was found: less certain than any other."""
_MOST_SENTENCES, _LONGEST = 80, 600  # of a passage, and characters of a sentence


def read_loosely(texts: Passages) -> Found | None:
    """The first phrase of a sentence that tells the trouble; else the first of all."""
    other = None
    for passage in texts.written:
        if passage.place is Place.SIGNATURE or _is_any(passage):
            continue
        for sentence in sentences(passage)[:_MOST_SENTENCES]:
            phrase = _best(sentence) if sentence.end - sentence.start <= _LONGEST else None
            if phrase is None:
                continue
            found = passage.found(phrase.start, phrase.end, LOOSELY)
            if weigh(sentence).symptom:
                return found
            other = other or found
    return other


def _is_any(passage: Passage) -> bool:
    """Whether the trouble is said to be on any one of several."""
    any_of, devices = pattern("devices", "any_of"), pattern("devices", "computers", "positions")
    told = [one.folded for one in sentences(passage)]
    return any((any_of.search(one) or _NOT_KNOWN.search(one)) and devices.search(one) for one in told)


def _best(sentence: Sentence) -> Phrase | None:
    if may_be_any(sentence) or (not has_verb(sentence) and _is_of_writer(sentence)):
        return None
    told = (*loose_devices(sentence), *loose_places(sentence))
    phrases = [one for one in told if not is_beside_the_point(sentence.passage, one.start, one.end, strong=False)]
    return max(phrases, key=lambda one: one.worth, default=None)  # of equals the first


def _is_of_writer(told: Sentence) -> bool:
    """Whether it stands on a card, under a signature, or signs itself: ``Leokadia Gromnica, kancelaria``."""
    passage = told.passage
    if is_under_signature(passage, told.start):
        return True
    return not passage.text[told.end :].strip() and any(one.full for one in people(passage, told.start, told.end))
