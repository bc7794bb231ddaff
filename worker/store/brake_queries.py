"""What the brakes count: automatic letters of the outbox, by recipient, by ticket and by incomplete report.

Held letters never count: they have not left, and counting them would keep a brake on for ever.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from worker.domain.letter_kind import CUSTOMER
from worker.store.queries import values_of
from worker.store.tables import LedgerEntry, Message, OutboxLetter, OutboxState

_AUTOMATIC = (
    col(OutboxLetter.kind).startswith(CUSTOMER),
    OutboxLetter.kind != "customer-reply",  # a person wrote it
    OutboxLetter.state != OutboxState.HELD.value,
)


def automatic_letters_since(session: Session, recipient: str, since: datetime, *, limit: int) -> Sequence[datetime]:
    """When automatic letters to this address were written, newest first; held ones do not count."""
    found = values_of(session, _AUTOMATIC_LETTERS, recipient=recipient, since=since, most=max(limit, 1))
    return [created_at for (created_at,) in found]


_AUTOMATIC_LETTERS = (
    select(OutboxLetter.created_at)
    .where(OutboxLetter.recipient == bindparam("recipient"), OutboxLetter.created_at >= bindparam("since"), *_AUTOMATIC)
    .order_by(col(OutboxLetter.created_at).desc())
    .limit(bindparam("most"))
)


@dataclass(frozen=True, kw_only=True, slots=True)
class AnsweredMail:
    """What the brakes compare of a mail; ``told`` is its explanation."""

    subject: str
    new_text: str
    report_id: int | None
    told: Mapping[str, Any]


def answered_since(
    session: Session, recipient: str, since: datetime, *, except_id: int | None
) -> Sequence[AnsweredMail]:
    """The mails that such letters to this address answered, oldest first, each once."""
    answered = select(OutboxLetter.ledger_id).where(
        OutboxLetter.recipient == recipient, OutboxLetter.created_at >= since, *_AUTOMATIC
    )
    found = session.exec(
        select(LedgerEntry.subject, Message.new_text, LedgerEntry.incomplete_report_id, LedgerEntry.explanation)
        .join(Message, col(Message.ledger_id) == col(LedgerEntry.id))
        .where(col(LedgerEntry.id).in_(answered), LedgerEntry.id != except_id)
        .order_by(col(LedgerEntry.id))
    )
    return [
        AnsweredMail(subject=subject, new_text=text, report_id=report_id, told=told)
        for subject, text, report_id, told in found
    ]


def automatic_letters_in_conversation(
    session: Session, ticket_id: int | None, report_id: int | None, since: datetime
) -> int:
    """How many letters to customers one ticket, or one report still incomplete, has caused since; held ones not."""
    if ticket_id:
        return int(values_of(session, _CAUSED_ON_TICKET, ticket_id=ticket_id, since=since)[0][0])
    return int(values_of(session, _CAUSED_ON_REPORT, report_id=report_id, since=since)[0][0])


_CAUSED = (
    select(func.count()).select_from(OutboxLetter).where(OutboxLetter.created_at >= bindparam("since"), *_AUTOMATIC)
)
_CAUSED_ON_TICKET = _CAUSED.where(OutboxLetter.ticket_id == bindparam("ticket_id"))
_CAUSED_ON_REPORT = _CAUSED.where(OutboxLetter.incomplete_report_id == bindparam("report_id"))
