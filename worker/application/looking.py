"""What people ask about the past: a mail with everything it caused, and lists of tickets and letters."""

from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from worker.application.explanation import reason_json
from worker.domain.verdict import Reason
from worker.store.engine import reading
from worker.store.tables import LedgerEntry, OutboxLetter, Outcome, Ticket, TicketState


def explain_mail(engine: Engine, key: str) -> dict[str, Any] | None:
    """Everything known of one received mail, by ledger number, Ticket ID or Message-ID (with or without <>).

    For a Ticket ID it is the mail that opened the ticket; for a Message-ID received twice, the mail that was worked
    on, not the duplicate. None when there is no such mail. The keys are the contract that README describes.
    """
    with reading(engine) as session:
        entry = _find(session, key.strip().strip("<>"))
        return _as_json(session, entry) if entry is not None else None


def list_tickets(engine: Engine, *, also_closed: bool = False) -> list[dict[str, Any]]:
    """Tickets by deadline, the nearest first."""
    with reading(engine) as session:
        query = select(Ticket).order_by(col(Ticket.deadline_at), col(Ticket.id))
        if not also_closed:
            query = query.where(Ticket.state != TicketState.CLOSED.value)
        return [
            {
                "ticket_id": ticket.public_id,
                "state": ticket.state,
                "kind": ticket.kind,
                "nip": ticket.nip,
                "verified": ticket.verified,
                "topic": ticket.topic,
                "requester": ticket.requester,
                "received_at": ticket.received_at.isoformat(),
                "promised_day": ticket.promised_day.isoformat(),
            }
            for ticket in session.exec(query)
        ]


def list_letters(engine: Engine, *, also_sent: bool = False) -> list[dict[str, Any]]:
    """Letters in the outbox, oldest first; without those that were sent unless asked for."""
    with reading(engine) as session:
        query = select(OutboxLetter).order_by(col(OutboxLetter.id))
        if not also_sent:
            query = query.where(OutboxLetter.state != "sent")
        return [_letter(letter) for letter in session.exec(query)]


def _find(session: Session, key: str) -> LedgerEntry | None:
    if key.isascii() and key.isdigit() and len(key) < 10:
        return session.get(LedgerEntry, int(key))
    public_id = key.lstrip("#[").rstrip("]")
    ticket = session.exec(select(Ticket).where(Ticket.public_id == public_id)).first()
    query = select(LedgerEntry).order_by(col(LedgerEntry.id))
    if ticket is not None:
        query = query.where(LedgerEntry.ticket_id == ticket.id, LedgerEntry.outcome == Outcome.CONFIRM.value)
        return session.exec(query).first()
    rows = session.exec(query.where(LedgerEntry.message_id == key)).all()
    worked_on = [row for row in rows if row.kind != "duplicate"]
    return next(iter(worked_on or rows), None)


def _as_json(session: Session, entry: LedgerEntry) -> dict[str, Any]:
    ticket = session.get(Ticket, entry.ticket_id) if entry.ticket_id is not None else None
    letters = session.exec(
        select(OutboxLetter).where(OutboxLetter.ledger_id == entry.id).order_by(col(OutboxLetter.id))
    ).all()
    told = dict(entry.explanation)
    if told.get("reasons") and isinstance(told["reasons"][0], str):
        told["reasons"] = [reason_json(Reason(code)) for code in told["reasons"]]
    # a mail that was put aside has been told little of; the contract promises every key all the same
    lists = ("nip_candidates", "missing", "attachments", "defects", "notes", "reasons")
    blank: dict[str, Any] = {
        "nip": "",
        "extracted": {},
        "found_at": {},
        "service": "",
        "new_text": "",
        "deadline": None,
    }
    blank.update({name: [] for name in lists})
    return {
        "id": entry.id,
        "message_id": entry.message_id,
        "kind": entry.kind,
        "verdict": entry.outcome,
        **blank,
        **{name: value for name, value in told.items() if name not in ("message_id", "kind")},
        "ticket_id": ticket.public_id if ticket is not None else None,
        "letters": [_letter(letter) for letter in letters],
        "sender": entry.sender,
        "subject": entry.subject,
        "received_at": entry.received_at.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
        "mailbox": {"name": entry.mailbox, "uidvalidity": entry.uidvalidity, "uid": entry.uid},
        "attempts": entry.attempts,
    }


def _letter(letter: OutboxLetter) -> dict[str, Any]:
    return {
        "id": letter.id,
        "kind": letter.kind,
        "recipient": letter.recipient,
        "message_id": letter.message_id,
        "subject": letter.subject,
        "state": letter.state,
        "attempts": letter.attempts,
        "sent_at": letter.sent_at.isoformat() if letter.sent_at else None,
        "last_answer": f"{letter.last_code} {letter.last_text}".strip() if letter.last_code else letter.last_text,
    }
