"""Opening a ticket: its ID, its clock, its frozen promise, and the mails that led to it [1.2, 1.4]."""

from datetime import datetime, timedelta

from sqlmodel import Session, select

from worker.application.office import Office
from worker.application.packages.orders import Asked, decide
from worker.application.promise_clock import REACTION, schedule
from worker.application.remembered import to_json
from worker.domain.calendar import Deadline, local_day, reaction_deadline
from worker.domain.case import Case
from worker.domain.deadlines import DeadlineKind, deadline, reaction_start
from worker.domain.policy import Policy
from worker.domain.ticket_id import ticket_id
from worker.domain.verdict import Confirm, Kind
from worker.store import queries
from worker.store.tables import IncompleteReport, LedgerEntry, Message, Ticket, TicketState

_LATE = timedelta(days=1)


def open_ticket(
    session: Session, verdict: Confirm, case: Case, entry: LedgerEntry, now: datetime, office: Office
) -> tuple[Ticket, Deadline]:
    """The new ticket of a confirmed mail, and the last day it promises. Runs in the recording transaction."""
    report = session.get(IncompleteReport, verdict.completes) if verdict.completes is not None else None
    start = _started(verdict.kind, entry.received_at, now, case.policy)
    bound = queries.binding(session, verdict.nip)
    verified = bound.has(case.author.address)
    # a stranger who types somebody's NIP must not learn that company's contract
    contract_days = bound.reaction_days if verified else None
    decided = None
    if verdict.kind is Kind.PACKAGE_ORDER:
        asked = Asked(
            nip=verdict.nip,
            verified=verified,
            details=verdict.details,
            text="\n\n".join(part for part in (report.text if report else "", case.message.new_text) if part),
            at=start,
            reaction_days=contract_days or case.reaction_days,
        )
        decided = decide(session, office, asked)
    promise = decided.deadline if decided else _promise(verdict.kind, start, contract_days, case)
    year = local_day(now).year
    ticket = _row(
        verdict,
        case,
        number=(year, queries.next_serial(session, year)),
        verified=verified,
        received_at=report.first_received_at if report else entry.received_at,
        started_at=start,
        promise=promise,
        kept_by=REACTION if decided and decided.by_reaction else "",
        now=now,
    )
    schedule(ticket, now, case.days_off)
    session.add(ticket)
    session.flush()
    if decided is not None and ticket.id is not None:
        decided.row.ticket_id = ticket.id
        session.add(decided.row)
    entry.ticket_id = ticket.id
    if report is not None:
        _bring_along(session, report, ticket)
    return ticket, promise


def _row(
    verdict: Confirm,
    case: Case,
    *,
    number: tuple[int, int],
    verified: bool,
    received_at: datetime,
    started_at: datetime,
    promise: Deadline,
    kept_by: str,
    now: datetime,
) -> Ticket:
    """The ticket itself; ``number`` is its year and serial, ``kept_by`` as the column ``promise``."""
    year, serial = number
    return Ticket(
        public_id=ticket_id(year, serial),
        year=year,
        serial=serial,
        kind=verdict.kind.value,
        state=TicketState.OPEN.value,
        nip=verdict.nip,
        verified=verified,
        topic=verdict.topic,
        requester=case.author.address,
        requester_name=case.author.name,
        service=verdict.details.service.value if verdict.details.service else "",
        details=to_json(verdict.details),
        received_at=received_at,
        clock_started_at=started_at,
        promised_day=promise.last_day,
        deadline_at=promise.expires_at,
        created_at=now,
        linked_ticket_id=verdict.linked_ticket,
        promise=kept_by,
    )


def _started(kind: Kind, received: datetime, now: datetime, policy: Policy) -> datetime:
    """When the promise begins to run: with our confirmation, which leaves now [1.2, 12.8, 13.8], or as the policy says.

    A mail that waited more than a day for us (we were down) must not pay for that: then it is the receipt.
    """
    if now - received > _LATE:
        return received
    if kind in (Kind.COMPLAINT, Kind.PACKAGE_ORDER):
        return now
    # nobody proves to us that a letter arrived; the promise to those who ask for it runs from the confirmation, too
    return reaction_start(received=received, confirmed=now, policy=policy) or now


def _promise(kind: Kind, start: datetime, contract_days: int | None, case: Case) -> Deadline:
    match kind:
        case Kind.COMPLAINT:
            return deadline(DeadlineKind.COMPLAINT, start, case.policy)
        case _:
            return reaction_deadline(
                start, days=contract_days or case.reaction_days, days_off=case.days_off, policy=case.policy
            )


def _bring_along(session: Session, report: IncompleteReport, ticket: Ticket) -> None:
    """The rejected mails become the ticket's first messages."""
    report.ticket_id = ticket.id
    session.add(report)
    for earlier in session.exec(select(LedgerEntry).where(LedgerEntry.incomplete_report_id == report.id)):
        earlier.ticket_id = ticket.id
        session.add(earlier)
        message = session.exec(select(Message).where(Message.ledger_id == earlier.id)).first()
        if message is not None:
            message.ticket_id = ticket.id
            session.add(message)
