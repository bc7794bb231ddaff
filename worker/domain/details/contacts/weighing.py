"""What telephones and addresses have in common: weights, labels, asides to somebody told of (points 1.3, 1.5)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from worker.domain.details.text.labels import Labelled
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import bracket_end
from worker.domain.found import Found

WINDOW = 70
_TOLD_REACH = 22
_STOP = re.compile(r"[.;!?]")
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
