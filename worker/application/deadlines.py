"""Deadline alerts [1.2, 12.8, 13.8]: half of the term, three and one working days before, the breach; each once.

A ticket carries the moment of its next threshold, so a pass reads the few tickets that are due and no other
(benchmarks/deadlines.py). Alerts leave Monday to Friday 8-18; what became due together goes in one letter.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from worker.application.office import Office
from worker.application.post import outbox_row
from worker.application.promise_clock import moments, schedule
from worker.application.ticket_rows import ticket_row
from worker.domain.calendar import local_day
from worker.domain.message import Address
from worker.domain.thresholds import Threshold, in_working_hours
from worker.mail import letters
from worker.mail.letters import facts
from worker.store import outbox
from worker.store.staff_tables import DeadlineAlert
from worker.store.tables import Ticket

_LOT = 500
_SHOWN = 40  # rows in one letter

Reached = tuple[Threshold, Ticket]


def alert_deadlines(session: Session, office: Office, now: datetime) -> int:
    """Write the alerts that are due; how many tickets they are about. Runs in the caller's transaction."""
    if not in_working_hours(now, days_off=office.days_off):
        return 0
    reached: list[Reached] = []
    while lot := _due(session, now):
        for ticket in lot:
            threshold = _newly_reached(session, office, ticket, now)
            if threshold is not None:
                reached.append((threshold, ticket))
    if reached:
        _write(session, office, reached, now)
    return len(reached)


def _due(session: Session, now: datetime) -> list[Ticket]:
    query = select(Ticket).where(col(Ticket.next_alert_at) <= now).order_by(col(Ticket.next_alert_at)).limit(_LOT)
    return list(session.exec(query))


def _newly_reached(session: Session, office: Office, ticket: Ticket, now: datetime) -> Threshold | None:
    """Mark every threshold passed since the last look and return the most urgent; the others are not worth a letter."""
    assert ticket.id is not None  # noqa: S101 - a stored row
    told = set(session.exec(select(DeadlineAlert.threshold).where(DeadlineAlert.ticket_id == ticket.id)))
    passed = [threshold for threshold, moment in moments(ticket, office.days_off) if moment <= now]
    fresh = [threshold for threshold in passed if threshold.value not in told]
    for threshold in fresh:
        session.add(DeadlineAlert(ticket_id=ticket.id, threshold=threshold.value, told_at=now))
    schedule(ticket, now, office.days_off)
    session.add(ticket)
    session.flush()
    return max(fresh, key=list(Threshold).index, default=None)


def _write(session: Session, office: Office, reached: list[Reached], now: datetime) -> None:
    """One letter to each manager about everything, one to each technician about his own tickets."""
    order = list(Threshold)
    reached.sort(key=lambda one: (-order.index(one[0]), one[1].deadline_at, one[1].id))
    for manager in office.managers:
        _letter(session, office, manager, reached, now)
    managers = office.manager_addresses
    for technician in office.technicians:
        own = [one for one in reached if one[1].assignee == technician.address]
        if own and technician.address not in managers:
            _letter(session, office, technician, own, now)


def _letter(session: Session, office: Office, person: Address, reached: list[Reached], now: datetime) -> None:
    cause = f"deadlines:{now.isoformat()}"
    today = local_day(now)
    letter = letters.deadline_alert(
        facts.DeadlineAlert(
            cause=cause,
            recipient=person,
            now=now,
            rows=tuple((threshold, ticket_row(session, office, one, today)) for threshold, one in reached[:_SHOWN]),
            more=max(len(reached) - _SHOWN, 0),
        ),
        office.sender,
    )
    outbox.enqueue(session, outbox_row(letter, cause=cause, now=now))
