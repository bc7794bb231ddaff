"""Questions about the work log, hand-overs and absences. What a ``cofnij`` took back is never counted."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from worker.store.staff_tables import Absence, Instruction, Note, WorkEntry
from worker.store.tables import LedgerEntry, Message, OutboxLetter, Ticket


def away(session: Session, day: date) -> Mapping[str, date]:
    """Technicians absent on a day, with the last day of their absence."""
    rows = session.exec(
        select(Absence).where(Absence.first_day <= day, Absence.last_day >= day, col(Absence.undone_at).is_(None))
    )
    found: dict[str, date] = {}
    for row in rows:
        found[row.technician] = max(row.last_day, found.get(row.technician, row.last_day))
    return found


def work_between(session: Session, start: datetime, end: datetime, *, technician: str) -> Sequence[WorkEntry]:
    """A technician's work that touches [start, end)."""
    return session.exec(
        select(WorkEntry)
        .where(WorkEntry.technician == technician, WorkEntry.start_at < end, WorkEntry.end_at > start)
        .where(col(WorkEntry.undone_at).is_(None))
        .order_by(col(WorkEntry.start_at))
    ).all()


def work_of_payer(session: Session, nip: str, start: datetime, end: datetime) -> Sequence[WorkEntry]:
    """Everybody's work for a payer that touches [start, end)."""
    return session.exec(
        select(WorkEntry)
        .where(WorkEntry.nip == nip, WorkEntry.start_at < end, WorkEntry.end_at > start)
        .where(col(WorkEntry.undone_at).is_(None))
        .order_by(col(WorkEntry.start_at), col(WorkEntry.id))
    ).all()


def last_work(session: Session, ticket_id: int, technician: str) -> WorkEntry | None:
    """The technician's newest entry on a ticket."""
    return session.exec(
        select(WorkEntry)
        .where(WorkEntry.ticket_id == ticket_id, WorkEntry.technician == technician)
        .where(col(WorkEntry.undone_at).is_(None))
        .order_by(col(WorkEntry.id).desc())
    ).first()


def last_instruction(session: Session, person: str, ticket_id: int | None) -> Instruction | None:
    """The newest mail of commands of this person that was not taken back; on one ticket when there is one."""
    query = select(Instruction).where(Instruction.person == person, col(Instruction.undone_at).is_(None))
    if ticket_id is not None:
        query = query.where(Instruction.ticket_id == ticket_id)
    return session.exec(query.order_by(col(Instruction.id).desc())).first()


def last_customer_mail(session: Session, ticket_id: int, staff: frozenset[str]) -> LedgerEntry | None:
    """The newest mail on a ticket that none of our people wrote."""
    return session.exec(
        select(LedgerEntry)
        .join(Message, col(Message.ledger_id) == col(LedgerEntry.id))
        .where(LedgerEntry.ticket_id == ticket_id, col(LedgerEntry.sender).not_in(staff))
        .where(col(LedgerEntry.outcome).in_(["confirm", "append", "reject"]))
        .order_by(col(LedgerEntry.id).desc())
    ).first()


def last_word(session: Session, ticket_id: int) -> Message | None:
    """The newest message on a ticket, whoever wrote it."""
    return session.exec(
        select(Message)
        .join(LedgerEntry, col(Message.ledger_id) == col(LedgerEntry.id))
        .where(Message.ticket_id == ticket_id)
        .where(col(LedgerEntry.outcome).in_(["confirm", "append", "reject"]))
        .order_by(col(Message.id).desc())
    ).first()


def messages_on(session: Session, ticket_id: int) -> Sequence[Message]:
    """Every message of a ticket, oldest first."""
    return session.exec(select(Message).where(Message.ticket_id == ticket_id).order_by(col(Message.id))).all()


def notes_on(session: Session, ticket_id: int) -> Sequence[Note]:
    """The internal notes of a ticket, oldest first."""
    return session.exec(
        select(Note).where(Note.ticket_id == ticket_id, col(Note.undone_at).is_(None)).order_by(col(Note.id))
    ).all()


def replies_after(
    session: Session, ticket_id: int, since: datetime, *, without: str
) -> Sequence[tuple[LedgerEntry, str]]:
    """Replies that went to the customer since a moment, with their text; not those of the writer ``without``."""
    sent = select(OutboxLetter.ledger_id).where(
        OutboxLetter.ticket_id == ticket_id, OutboxLetter.kind == "customer-reply", OutboxLetter.created_at >= since
    )
    rows = session.exec(
        select(LedgerEntry, Message.new_text)
        .join(Message, col(Message.ledger_id) == col(LedgerEntry.id))
        .where(col(LedgerEntry.id).in_(sent), LedgerEntry.sender != without)
        .order_by(col(LedgerEntry.id))
    )
    return [(entry, text) for entry, text in rows]


def tickets_written_on(session: Session, address: str, *, limit: int) -> Sequence[Ticket]:
    """Tickets that one of our people wrote on last, newest first."""
    rows = session.exec(
        select(Ticket)
        .join(LedgerEntry, col(LedgerEntry.ticket_id) == col(Ticket.id))
        .where(LedgerEntry.sender == address)
        .order_by(col(LedgerEntry.id).desc())
        .limit(limit * 4)
    )
    return list({ticket.id: ticket for ticket in rows}.values())[:limit]


def work_on(session: Session, ticket_id: int) -> Sequence[WorkEntry]:
    """The work on a ticket, oldest first."""
    return session.exec(
        select(WorkEntry)
        .where(WorkEntry.ticket_id == ticket_id, col(WorkEntry.undone_at).is_(None))
        .order_by(col(WorkEntry.start_at))
    ).all()
