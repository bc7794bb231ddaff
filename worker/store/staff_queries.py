"""Questions about the work log, hand-overs and absences. What a ``cofnij`` took back is never counted."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from worker.store.staff_tables import Absence, Instruction, Note, WorkEntry
from worker.store.tables import IncompleteReport, LedgerEntry, Message, OutboxLetter, Outcome, Ticket

_SAID = ("confirm", "append", "reject")


def away(session: Session, day: date) -> Mapping[str, date]:
    """Technicians absent on a day, with the last day of their absence."""
    rows = session.exec(
        select(Absence).where(Absence.first_day <= day, Absence.last_day >= day, col(Absence.undone_at).is_(None))
    )
    found: dict[str, date] = {}
    for row in rows:
        found[row.technician] = max(row.last_day, found.get(row.technician, row.last_day))
    return found


def was_told_of_a_machine(session: Session, ticket_id: int, since: datetime) -> bool:
    """Whether technicians have heard of an automatic mail on this ticket since."""
    return (
        session.exec(
            select(OutboxLetter.id)
            .join(LedgerEntry, col(LedgerEntry.id) == col(OutboxLetter.ledger_id))
            .where(OutboxLetter.ticket_id == ticket_id, OutboxLetter.kind == "staff-ticket")
            .where(OutboxLetter.created_at >= since, LedgerEntry.outcome == Outcome.IGNORE.value)
            .limit(1)
        ).first()
        is not None
    )


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


def with_merged(session: Session, ticket_id: int) -> list[int]:
    """A ticket and every ticket that was merged into it."""
    found = [ticket_id]
    for one in found:  # grows while it is read: what was merged into the merged
        found += [
            key
            for key in session.exec(select(Ticket.id).where(Ticket.merged_into_id == one))
            if key is not None and key not in found
        ]
    return found


def last_customer_mail(session: Session, ticket_id: int, staff: frozenset[str]) -> LedgerEntry | None:
    """The newest mail on a ticket that none of our people wrote."""
    return session.exec(
        select(LedgerEntry)
        .join(Message, col(Message.ledger_id) == col(LedgerEntry.id))
        .where(col(LedgerEntry.ticket_id).in_(with_merged(session, ticket_id)))
        .where(col(LedgerEntry.sender).not_in(staff), col(LedgerEntry.outcome).in_(_SAID))
        .order_by(col(LedgerEntry.id).desc())
    ).first()


def last_word(session: Session, ticket_id: int, staff: frozenset[str]) -> Message | None:
    """The newest thing a customer and we said to each other; commands and notes are no words."""
    return session.exec(_said(session, ticket_id, staff).order_by(col(Message.id).desc())).first()


def messages_on(session: Session, ticket_id: int, staff: frozenset[str]) -> Sequence[Message]:
    """Everything a customer and we said to each other on a ticket, oldest first."""
    return session.exec(_said(session, ticket_id, staff).order_by(col(Message.id))).all()


def _said(session: Session, ticket_id: int, staff: frozenset[str]) -> SelectOfScalar[Message]:
    relayed = (
        select(OutboxLetter.id)
        .where(OutboxLetter.ledger_id == LedgerEntry.id, OutboxLetter.kind == "customer-reply")
        .correlate(LedgerEntry)
        .exists()
    )
    return (
        select(Message)
        .join(LedgerEntry, col(Message.ledger_id) == col(LedgerEntry.id))
        .where(col(Message.ticket_id).in_(with_merged(session, ticket_id)), col(LedgerEntry.outcome).in_(_SAID))
        .where(or_(col(LedgerEntry.sender).not_in(staff), relayed))
    )


def notes_on(session: Session, ticket_id: int) -> Sequence[Note]:
    """The internal notes of a ticket, oldest first."""
    return session.exec(
        select(Note).where(Note.ticket_id == ticket_id, col(Note.undone_at).is_(None)).order_by(col(Note.id))
    ).all()


def replies_after(
    session: Session, ticket_id: int, *, mail: int, since: datetime, without: str
) -> Sequence[tuple[LedgerEntry, str]]:
    """Replies that went to the customer after the mail with this ledger row and since a moment, with their text.

    ``without``: not those of this writer.
    """
    sent = select(OutboxLetter.ledger_id).where(
        OutboxLetter.ticket_id == ticket_id,
        OutboxLetter.kind == "customer-reply",
        OutboxLetter.created_at >= since,
        col(OutboxLetter.ledger_id) > mail,
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


def open_calls(session: Session, since: datetime) -> Sequence[tuple[IncompleteReport, str]]:
    """Reports by telephone that their customers have not confirmed [1.1], oldest first, each with who took it."""
    rows = session.exec(
        select(IncompleteReport, LedgerEntry.sender)
        .join(OutboxLetter, col(OutboxLetter.incomplete_report_id) == col(IncompleteReport.id))
        .join(LedgerEntry, col(LedgerEntry.id) == col(OutboxLetter.ledger_id))
        .where(OutboxLetter.kind == "customer-phone", col(IncompleteReport.ticket_id).is_(None))
        .where(IncompleteReport.requester != "", IncompleteReport.first_received_at >= since)
        .order_by(col(IncompleteReport.id))
    )
    return [(report, taken_by) for report, taken_by in rows]


def is_caused(session: Session, cause: str) -> bool:
    """Whether a letter of this cause was written."""
    return session.exec(select(OutboxLetter.id).where(OutboxLetter.cause == cause)).first() is not None
