"""From a template pair and facts to a ``Letter``: the road every letter takes.

The first line of a text template is ``Temat: …`` (``Subject: …``), then an empty line, then the body: so the wording
of a subject lives with the wording of its letter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from worker.domain.message import Address
from worker.mail.compose import Automatic, File, Outgoing, compose
from worker.mail.header import is_id, one_line
from worker.mail.letters.environment import render
from worker.mail.letters.facts import Answered, Letter, Sender
from worker.mail.letters.polish import WARSAW
from worker.mail.message_id import reply_address, sign
from worker.terms.phrases import Language

TOPIC = 120  # characters of a topic in a letter
_SUBJECT = ": "  # between the word that says what the first line is and the subject
_THREAD = 20  # ids; References may be cut in the middle, the first id stays (RFC 5537 3.4.4)


@dataclass(frozen=True, kw_only=True, slots=True)
class Addressed:
    """To whom a letter goes, when, why, and into which thread. Ids are without <>.

    ``author`` is the display name of From when a person wrote it; ``to`` and ``cc`` are shown instead of the recipient
    when the letter goes to several people, each with a copy of his own. ``language`` picks the template.
    """

    recipient: Address
    now: datetime
    cause: str
    automatic: Automatic
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    reply_to: Address | None = None
    author: str = ""
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    language: Language = Language.POLISH


def write(kind: str, addressed: Addressed, sender: Sender, files: tuple[File, ...] = (), /, **facts: object) -> Letter:
    """Render ``<kind>.txt.j2`` and ``<kind>.html.j2`` in the letter's language and compose the message.

    Raises UnsafeHeader when the recipient is not an address that mail can be sent to.
    """
    language = addressed.language
    head, _, text = render(f"{kind}.txt.j2", language, sender=sender, **facts).partition("\n\n")
    text = _tidy(text)
    subject = one_line(head.partition(_SUBJECT)[2])
    html = render(f"{kind}.html.j2", language, sender=sender, subject=subject, **facts)
    recipient = addressed.recipient
    message_id = sign(f"{addressed.cause}/{kind}/{recipient.address}", domain=sender.domain, key=sender.key)
    raw = compose(
        Outgoing(
            from_=Address(address=sender.address, name=one_line(addressed.author or sender.name, 130)),
            to=_shown(addressed.to or (recipient,)),
            cc=_shown(addressed.cc),
            subject=subject,
            date=addressed.now.astimezone(WARSAW),
            message_id=message_id,
            text=text,
            html=html,
            automatic=addressed.automatic,
            loop=sender.address,
            reply_to=addressed.reply_to,
            in_reply_to=addressed.in_reply_to,
            references=addressed.references,
            files=files,
            language=language,
        )
    )
    return Letter(
        kind=kind,
        recipient=recipient.address,
        envelope_from=sender.envelope_from,
        message_id=message_id,
        subject=subject,
        raw=raw,
        text=text,
        html=html,
    )


def _shown(people: tuple[Address, ...]) -> tuple[Address, ...]:
    return tuple(Address(address=one.address, name=one_line(one.name, 100)) for one in people)


def _tidy(text: str) -> str:
    """No spaces at line ends (but in the signature's "-- "), no two empty lines together."""
    lines = re.sub(r"(?<!^--)[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"


def answer_to(mail: Answered, *, reply_to: Address | None = None) -> Addressed:
    """The answer to one mail, in its thread. The name of an unauthenticated stranger is not repeated either."""
    in_reply_to, references = in_thread(mail.message_id, mail.references)
    return Addressed(
        recipient=mail.author if mail.echo else Address(address=mail.author.address),
        now=mail.now,
        cause=mail.cause,
        automatic=Automatic.REPLIED,
        in_reply_to=in_reply_to,
        references=references,
        reply_to=reply_to,
    )


def reply_to_ticket(ticket_id: str, sender: Sender, *, holder: str = "") -> Address | None:
    """The address that leads answers to their ticket; None where the server takes no plus-addresses."""
    if not sender.plus_addresses:
        return None
    address = reply_address(sender.address, ticket_id, sender.key, holder=holder)
    return Address(address=address, name=one_line(sender.name, 100))


def thread(ids: Iterable[str]) -> tuple[str, ...]:
    """The ids that may stand in References, each once, in order; the first and the last twenty at most."""
    fit = tuple(dict.fromkeys(filter(_names_a_message, ids)))
    return fit if len(fit) <= _THREAD else (fit[0], *fit[-_THREAD + 1 :])


def in_thread(parent: str, references: Iterable[str] = ()) -> tuple[str, tuple[str, ...]]:
    """In-Reply-To and References of an answer to ``parent``, whose own References are given (RFC 5322 3.6.4)."""
    return parent if _names_a_message(parent) else "", thread((*references, parent))


def _names_a_message(message_id: str) -> bool:
    # mime gives "sha256-…@missing" to a mail without an id: nobody else knows that name
    return is_id(message_id) and not message_id.endswith("@missing")
