"""Mails that wait for a person: looking at them, letting them through, trying them again from the stored bytes.

Both ways lead through ``record`` once more, with the ledger row that is there already: a mail that opened a ticket, was
answered or put on a ticket is refused here, so nothing happens twice. Letters of the first try are not written again.
"""

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlmodel import Session, col, select

from worker.application.drafts import Made, with_documents
from worker.application.explanation import reason_json
from worker.application.offered import Offered
from worker.application.office import Office
from worker.application.ports import FetchedMessage, Reader
from worker.application.record import record
from worker.application.shunting import told
from worker.domain.message import InboundMessage
from worker.domain.verdict import Reason
from worker.mail.mime import caps
from worker.store import queries
from worker.store.engine import reading, transaction
from worker.store.lease import check
from worker.store.tables import Attachment, LedgerEntry, Message, Outcome, Ticket

WAITING = (Outcome.QUARANTINE.value, Outcome.SHUNTED.value)


class NotWaitingError(LookupError):
    """The mail does not wait for a person; the message says what became of it."""


class ReplayFailedError(RuntimeError):
    """The mail cannot be worked on this time either; nothing was changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Who lets a mail through or tries it again, and whether he vouches for it."""

    name: str
    vouches: bool


def list_waiting(engine: Engine) -> list[dict[str, Any]]:
    """Quarantined and shunted mails, oldest first, with the reasons."""
    with reading(engine) as session:
        query = (
            select(LedgerEntry, Ticket.public_id)
            .outerjoin(Ticket, col(LedgerEntry.ticket_id) == col(Ticket.id))
            .where(col(LedgerEntry.outcome).in_(WAITING))
            .order_by(col(LedgerEntry.id))
        )
        return [_row(entry, ticket) for entry, ticket in session.exec(query)]


def stored_mail(engine: Engine, ledger_id: int, read: Reader) -> tuple[dict[str, Any], bytes, InboundMessage | None]:
    """A waiting mail: its row of ``list_waiting``, its bytes, and what can be read of it (None: nothing).

    Raises NotWaitingError.
    """
    with reading(engine) as session:
        entry = _waiting(session, ledger_id)
        ticket = session.get(Ticket, entry.ticket_id) if entry.ticket_id is not None else None
        row, fetched = _row(entry, ticket.public_id if ticket else None), _fetched(session, entry)
    raw = fetched.raw if fetched.raw is not None else fetched.header
    try:
        return row, raw, read(fetched, True)
    except Exception:
        # unreadable is why it is here; its bytes are shown instead
        return row, raw, None


def replay(
    engine: Engine, ledger_id: int, office: Office, now: datetime, read: Reader, person: Person
) -> dict[str, Any]:
    """Judge a waiting mail again; returns its new explanation row (verdict, reasons). One transaction.

    Raises NotWaitingError, or ReplayFailedError when it still cannot be worked on; then everything is as before.
    """
    with reading(engine) as session:
        fetched = _fetched(session, _waiting(session, ledger_id))
    try:
        message = read(fetched, True)
        return with_documents(
            lambda made: _again(engine, ledger_id, office, now, person, fetched=fetched, message=message, made=made)
        )
    except (NotWaitingError, OperationalError, InterfaceError):  # the database is away: that is not the mail's fault
        raise
    except Exception as error:
        raise ReplayFailedError(f"mail {ledger_id} fails again: {told(error)}") from error


def _again(
    engine: Engine,
    ledger_id: int,
    office: Office,
    now: datetime,
    person: Person,
    *,
    fetched: FetchedMessage,
    message: InboundMessage,
    made: Made,
) -> dict[str, Any]:
    with transaction(engine) as session:
        check(session, None)
        entry = _waiting(session, ledger_id)
        before = {"kind": entry.kind, "reasons": _codes(entry)}
        notes = [note for note in entry.explanation.get("notes", []) if "by" in note]
        entry.ticket_id = entry.incomplete_report_id = None
        session.exec(delete(Message).where(col(Message.ledger_id) == ledger_id))
        session.exec(delete(Attachment).where(col(Attachment.ledger_id) == ledger_id))
        again = record(session, _offered(entry, fetched, message, made), office, now, vouched=person.vouches)
        note = {
            "action": "released" if person.vouches else "replayed",
            "by": person.name,
            "at": now.isoformat(),
            "was": before,
        }
        again.explanation = {**again.explanation, "notes": [*again.explanation["notes"], *notes, note]}
        session.add(again)
        return _row(again, None)


def _waiting(session: Session, ledger_id: int) -> LedgerEntry:
    entry = session.get(LedgerEntry, ledger_id)
    if entry is None:
        raise NotWaitingError(f"there is no mail {ledger_id}; `pomoc quarantine list` shows those that wait")
    if entry.outcome not in WAITING:
        raise NotWaitingError(f"mail {ledger_id} does not wait: it ended as {entry.outcome} ({entry.kind})")
    return entry


def _fetched(session: Session, entry: LedgerEntry) -> FetchedMessage:
    stored = queries.raw_message(session, entry.raw_id)
    raw = zlib.decompress(stored.data) if stored is not None else b""
    whole = entry.size <= caps.MESSAGE  # of a larger one only the header is kept
    return FetchedMessage(
        uid=entry.uid,
        size=entry.size,
        received_at=entry.received_at,
        raw=raw if whole else None,
        header=b"" if whole else raw,
    )


def _offered(entry: LedgerEntry, fetched: FetchedMessage, message: InboundMessage, made: Made) -> Offered:
    return Offered(
        mailbox=entry.mailbox,
        uidvalidity=entry.uidvalidity,
        uid=entry.uid,
        raw=fetched.raw if fetched.raw is not None else fetched.header,
        received_at=entry.received_at,
        message=message,
        shunted_id=entry.id,
        made=made,
    )


def _codes(entry: LedgerEntry) -> list[str]:
    told = entry.explanation.get("reasons", [])
    return [one if isinstance(one, str) else one["code"] for one in told]


def _row(entry: LedgerEntry, ticket: str | None) -> dict[str, Any]:
    return {
        "id": entry.id,
        "verdict": entry.outcome,
        "kind": entry.kind,
        "received_at": entry.received_at.isoformat(),
        "sender": entry.sender,
        "subject": entry.subject,
        "reasons": [reason_json(Reason(code)) for code in _codes(entry)],
        "error": entry.explanation.get("error", ""),
        "attempts": entry.attempts,
        "size": entry.size,
        "ticket_id": ticket,
    }
