"""What telephones and addresses have in common: weights, labels, asides to somebody told of (points 1.3, 1.5)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from worker.domain.details.people.named import people
from worker.domain.details.people.outsiders import STRANGERS
from worker.domain.details.problem.symptoms import symptom_verbs
from worker.domain.details.text.labels import Labelled
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import bracket_end, sentence_at
from worker.domain.details.text.source import Passage
from worker.domain.found import Found

WINDOW = 70
_TOLD_REACH = 22
_STOP = re.compile(r"[.;!?]")
_TO_OR_FROM = re.compile(r"(?<!\w)(?:na|do|z|ze|od)\s(?:(?:adres\w*|numer\w*|nr|skrzynk\w*)\s)?$")
_CLAUSE = re.compile(r"[,;:.!?()\n]|\s(?:i|a|ale|wiec|bo)\s")
_WHERE = re.compile(r"(?<!\w)(?:na|do|z|ze|od)\s(?:adres\w*|skrzynk\w*)\s$")
_MOST = 60  # of one passage; nobody writes more


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact with its weight: 4 labelled, 3 asked to be used, 2 in the body, 1 in the signature."""

    weight: int
    found: Found


def ranked(contacts: list[Contact]) -> tuple[Found, ...]:
    """The contacts, the best first, each value once."""
    ordered = sorted(contacts, key=lambda contact: -contact.weight)  # stable: the order of the text
    return tuple({contact.found.value: contact.found for contact in reversed(ordered)}.values())[::-1]


def apart(found: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """In the order of the text, without those that begin inside another; no more than anybody writes."""
    taken = 0
    for start, end, means in sorted(found, key=lambda one: one[0])[:_MOST]:
        if start >= taken:
            yield start, end, means
            taken = end


def is_under(labels: tuple[Labelled, ...], start: int) -> bool:
    """Whether an offset stands in the value of one of these labels."""
    return any(item.start <= start < item.end for item in labels)


def is_destination(passage: Passage, start: int) -> bool:
    """``centrala przekierowuje na …``, ``system wysyła kopie na adres …``: where what is wrong goes, or comes from."""
    sentence = sentence_at(passage, start)
    if sentence is None or not _TO_OR_FROM.search(passage.folded, max(0, start - _TOLD_REACH), start):
        return False
    here = start - sentence.start
    verb = next((one for one in reversed(symptom_verbs(sentence)) if one.end() < here), None)
    if verb is None or _CLAUSE.search(sentence.folded, verb.end(), here):
        return False
    said = _WHERE.sub(" ", sentence.folded[verb.end() : here])
    asked = pattern("contacts", "asks", "email_asks")
    return asked.search(sentence.folded, 0, verb.start()) is None and asked.search(said) is None


def is_beside_person(passage: Passage, start: int) -> bool:
    """``WALCZAK JÓZEF, SOLTYS@…``, ``Zenek Gil <z…``: right behind a name, of none of the customer's customers."""
    near = people(passage, max(0, start - WINDOW), start)
    if not any(not passage.folded[one.end : start].strip(" ,;:<([–-") for one in near):
        return False
    return pattern("people", *STRANGERS).search(passage.folded, max(0, start - WINDOW), start) is None


def is_told_of(folded: str, start: int) -> bool:
    """Whether a contact stands in an aside to somebody of whom the sentence goes on to tell: ``(tel. …) twierdzi``."""
    begin = max(start - WINDOW, folded.rfind("\n\n", 0, start), 0)
    aside = bracket_end(folded, begin, start, start + 2 * WINDOW)
    if aside < 0:
        return False
    stop = _STOP.search(folded, aside, aside + _TOLD_REACH)
    return (
        pattern("contacts", "told_us").search(folded, aside, stop.start() if stop else aside + _TOLD_REACH) is not None
    )
