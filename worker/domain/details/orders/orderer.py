"""Who orders work out of a package, by first name and surname (point 13.8)."""

import re

from worker.domain.details.people.named import people, person_at
from worker.domain.details.people.signer import author_signs, closing_name, signer
from worker.domain.details.text.labels import labelled
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import sentence_at
from worker.domain.details.text.source import Passages, Source
from worker.domain.details.user.own_use import named_as_me
from worker.domain.found import Found
from worker.terms.words import alternation, words

_NAME_REACH = 40
_FOR_WHOM = re.compile(
    r"(?<!\w)(?:o|dla(?:\s[^\W\d]\w+){0,2})\s(?:pan\w*\s|p\.\s)?$"
)  # "dla nowego stażysty Jana Lisa"
_INTRODUCES = re.compile(rf"(?<!\w){alternation(words('people')['introduces'])}[ ,]{{1,2}}(?=\w)")


def read_orderer(texts: Passages, source: Source) -> Found | None:
    """First name and surname of the one who orders; one of them alone is not enough."""
    for passage in texts.written:
        for item in labelled(passage):
            if item.key == "orderer":
                for person in people(passage, item.start, item.end, any_case=True):
                    if person.full:
                        return passage.found(person.start, person.end, "label")
    for passage in texts.written:
        for match in pattern("orders", "orders_in_person").finditer(passage.folded):
            told = sentence_at(passage, match.start())
            stop = min(match.end() + 70, told.end if told else match.end())
            for person in people(passage, match.end(), stop):
                if person.full and not _FOR_WHOM.search(passage.folded, match.end(), person.start):
                    return passage.found(person.start, person.end, "prose")
    if ordered := _orders_in_third_person(texts):
        return ordered
    signed = signer(texts.written)
    if signed is not None and signed.person.full:
        return signed.found()
    return author_signs(texts, source) or closing_name(texts) or _introduced(texts) or named_as_me(texts)


def _orders_in_third_person(texts: Passages) -> Found | None:
    """``prezes Witold Ożóg zleca z pakietu …``, written by a secretary."""
    for passage in texts.written:
        for match in pattern("orders", "he_orders").finditer(passage.folded):
            for person in people(passage, max(0, match.start() - _NAME_REACH), match.start()):
                if person.full and not passage.text[person.end : match.start()].strip():
                    return passage.found(person.start, person.end, "prose")
    return None


def _introduced(texts: Passages) -> Found | None:
    """``z tej strony Piotr Makowski z firmy …``: a dictated mail is signed at its head."""
    for passage in texts.written:
        for match in _INTRODUCES.finditer(passage.folded):
            person = person_at(passage, match.end(), match.end() + 60)
            if person and person.full:
                return passage.found(person.start, person.end, "prose")
    return None
