"""The technician an order asks for by name (13.9): "proszę o pomoc pana Marka", "z Karoliną Sową".

Whoever is only greeted ("Panie Marku") or praised for the last time is not asked for.
"""

import re
from collections.abc import Sequence

from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import sentences
from worker.domain.details.text.source import Passage
from worker.domain.found import Place
from worker.domain.message import Address
from worker.domain.polish import fold, is_vocative_only, readings
from worker.terms.words import alternation, words

_WORD = re.compile(r"[^\W\d_]+")
_TITLE = re.compile(rf"(?<!\w)(?!panie\s){alternation(words('people')['titles'])}\s+$")
_STEM = 4  # letters of a surname that the dictionary does not know


def named_technician(text: str, technicians: Sequence[Address]) -> Address | None:
    """The one of our people the text asks for; None when it asks for nobody, or for several."""
    found: dict[str, Address] = {}
    for sentence in sentences(Passage(text, Place.BODY)):
        if not pattern("orders", "demands").search(sentence.folded) or pattern("orders", "helped").search(
            sentence.folded
        ):
            continue
        for person in technicians:
            if _named(person, sentence.text, technicians):
                found[person.address] = person
    return next(iter(found.values())) if len(found) == 1 else None


def _named(person: Address, text: str, technicians: Sequence[Address]) -> bool:
    """By the surname, or by a first name that only he has, after a title."""
    first, _, rest = person.name.partition(" ")
    surname = rest.split(" ")[-1] if rest else ""
    unique = sum(fold(one.name.partition(" ")[0]) == fold(first) for one in technicians) == 1
    for match in _WORD.finditer(text):
        word = match.group()
        if surname and word[0].isupper() and _is_form_of(word, surname):
            return True
        titled = _TITLE.search(fold(text[: match.start()])) is not None
        if unique and titled and not is_vocative_only(word) and _is_form_of(word, first):
            return True
    return False


def _is_form_of(word: str, name: str) -> bool:
    said, wanted = fold(word), fold(name)
    if said == wanted or any(fold(one.lemma) == wanted for one in readings(word.capitalize()) if one.names):
        return True
    stem = wanted[:-1] if wanted[-1] in "aeiouy" else wanted
    known = any(one.names for one in readings(name))
    return not known and len(stem) >= _STEM and said.startswith(stem) and len(said) <= len(wanted) + 4
