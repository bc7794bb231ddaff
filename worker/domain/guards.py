"""Guards in front of the customer: reasons to ask the technician before his reply leaves.

A reply cannot be called back. ``potwierdzam`` in the first line lets everything pass but an empty reply and our own
letter.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from worker.domain import nip
from worker.domain.commands import Problem, Wrong, looks_like_command
from worker.domain.polish import fold
from worker.terms.staff import staff_words

_SENTENCE = re.compile(r"[^.!?\n]+")
_GREETING = re.compile(r"(?:dzien dobry|witam|czesc|hej|szanown\w+ [^\n,]{0,40})[,.!\s]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """A reply on its way. ``files``: whether anything is attached; ``payer``: the ticket's NIP.

    ``allowed_nips`` are numbers the customer wrote himself on this ticket. ``is_whole_quote``: no word of the reply's
    own was found. ``from_ticket_letter``: it answers a letter about the ticket, not an alert or a digest.
    """

    text: str
    now: datetime
    files: bool = False
    payer: str = ""
    allowed_nips: frozenset[str] = frozenset()
    is_whole_quote: bool = False
    other_ticket: str = ""  # a ticket that the subject names and the mail does not answer
    from_ticket_letter: bool = True


def objections(reply: Reply, *, confirmed: bool = False) -> tuple[Wrong, ...]:
    """Why this reply must not leave as it is; empty when it may."""
    always = tuple(wrong for guard in ALWAYS for wrong in guard(reply))
    return always or (() if confirmed else tuple(wrong for guard in UNLESS_CONFIRMED for wrong in guard(reply)))


def nothing_to_send(reply: Reply) -> Iterator[Wrong]:
    """Only a quote or a signature, and no file."""
    if not reply.files and (not reply.text.strip() or reply.is_whole_quote):
        yield Wrong(line="", problem=Problem.NOTHING_TO_SEND)


def our_letter(reply: Reply) -> Iterator[Wrong]:
    """A mail program quoted our letter in a way we did not recognise: internal facts would go out."""
    flat = " ".join(fold(reply.text).split())
    if any(mark in flat for mark in staff_words().our_marks):
        yield Wrong(line="", problem=Problem.OUR_LETTER)


def no_ticket_letter(reply: Reply) -> Iterator[Wrong]:
    """An answer to an alert is meant for us, not for the customer."""
    if not reply.from_ticket_letter:
        yield Wrong(line=_first(reply.text), problem=Problem.NO_TICKET_LETTER)


def two_tickets(reply: Reply) -> Iterator[Wrong]:
    """The subject names one ticket, the thread is another's: the wrong customer could read it."""
    if reply.other_ticket:
        yield Wrong(line="", problem=Problem.TWO_TICKETS, about=reply.other_ticket)


def like_a_note(reply: Reply) -> Iterator[Wrong]:
    """The beginning, or a line, reads like words for ourselves."""
    starts = staff_words().note_beginnings
    for line in reply.text.split("\n"):
        bare = fold(line).strip(" \t*_-#>([")
        if any(bare.startswith(start) for start in starts):
            if not looks_like_command(line, reply.now):  # then that is what is said of it
                yield Wrong(line=line.strip(), problem=Problem.LIKE_A_NOTE)
            return
    greeted = _GREETING.match(fold(reply.text).lstrip())
    rest = fold(reply.text).lstrip()[greeted.end() :] if greeted else ""
    if rest and any(rest.startswith(start) for start in starts):
        yield Wrong(line=_first(reply.text), problem=Problem.LIKE_A_NOTE)


def command_below(reply: Reply) -> Iterator[Wrong]:
    """A command under the text: commands stand at the top, and this one would reach the customer."""
    for line in reply.text.split("\n"):
        if looks_like_command(line, reply.now):
            yield Wrong(line=line.strip(), problem=Problem.COMMAND_BELOW)


def promised_file(reply: Reply) -> Iterator[Wrong]:
    """A sentence promises a file ("w załączeniu") and there is none."""
    if reply.files:
        return
    words = staff_words()
    for match in _SENTENCE.finditer(fold(reply.text)):
        sentence = match.group()
        promised = any(promise in sentence for promise in words.attachment_promises)
        if promised and not any(other in sentence for other in words.attachment_elsewhere):
            yield Wrong(line=reply.text[match.start() : match.end()].strip(), problem=Problem.PROMISED_FILE)
            return


def other_nip(reply: Reply) -> Iterator[Wrong]:
    """The number of another payer: perhaps the reply belongs to another customer."""
    for number in nip.find_all(reply.text):
        if number != reply.payer and number not in reply.allowed_nips:
            line = next((one for one in reply.text.split("\n") if number in nip.find_all(one)), "")
            yield Wrong(line=line.strip(), problem=Problem.OTHER_NIP, about=number)


ALWAYS: tuple[Callable[[Reply], Iterator[Wrong]], ...] = (nothing_to_send, our_letter)
UNLESS_CONFIRMED: tuple[Callable[[Reply], Iterator[Wrong]], ...] = (
    no_ticket_letter,
    two_tickets,
    like_a_note,
    command_below,
    promised_file,
    other_nip,
)


def is_signature(text: str, name: str) -> bool:
    """Whether a text below commands is nothing but a closing formula and the writer's own name."""
    own = set(fold(name).split()) | staff_words().closing
    words = re.findall(r"\w+", fold(text))
    return bool(words) and own.issuperset(words)


def _first(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip()), "")
