"""The clock of a ticket's promise: when it stops, when it runs again, which threshold comes next [1.2, 12.8, 13.8].

A report's promise is kept by the first human reaction; a complaint's by its answer (``reklamacja:``) or by closing the
ticket, a package order's by closing it. An order without the right of 13.8 has the promise of any order: a reaction
[1.2].
"""

from collections.abc import Collection
from datetime import date, datetime

from worker.domain.calendar import local_day
from worker.domain.thresholds import Threshold, thresholds
from worker.domain.verdict import Kind
from worker.store.tables import Ticket, TicketState
from worker.terms import price_list_on

REACTION = "reaction"
_KEPT_BY_CLOSING = frozenset({Kind.COMPLAINT.value, Kind.PACKAGE_ORDER.value})


def react(ticket: Ticket, who: str, now: datetime) -> bool:
    """A human reacted [1.2]; says whether it was the first time. Who and when stay for good."""
    if ticket.state == TicketState.OPEN.value:
        ticket.state = TicketState.IN_PROGRESS.value
    if ticket.reacted_at is not None:
        return False
    ticket.reacted_at, ticket.reacted_by = now, who
    if not kept_by_closing(ticket):
        stop(ticket, now)
    return True


def kept_by_closing(ticket: Ticket) -> bool:
    """Whether the promised day is for the work itself [13.8] or the answer to a complaint [12.8], no mere reaction."""
    return ticket.kind in _KEPT_BY_CLOSING and ticket.promise != REACTION


def promised_days(ticket: Ticket, *, reaction_days: int | None) -> int:
    """The length of the promise: working days for a reaction [1.2], else calendar days [12.8, 13.8].

    ``reaction_days`` are those of a contract or of the settings; None: the price list's.
    """
    terms = price_list_on(local_day(ticket.clock_started_at))
    if not kept_by_closing(ticket):
        return reaction_days or terms.reaction.days
    complaint = ticket.kind == Kind.COMPLAINT.value
    return terms.billing.complaint_days if complaint else terms.packages.order_days


def stop(ticket: Ticket, now: datetime) -> None:
    """Nothing is left to watch."""
    ticket.clock_stopped_at = ticket.clock_stopped_at or now
    ticket.next_alert_at = None


def run_on(ticket: Ticket, now: datetime, days_off: Collection[date], *, answered: bool = False) -> None:
    """A closed ticket was opened again: a promise that was never kept runs on. ``answered``: a complaint was [12.8]."""
    if answered or (ticket.reacted_at is not None and not kept_by_closing(ticket)):
        return
    ticket.clock_stopped_at = None
    schedule(ticket, now, days_off)


def schedule(ticket: Ticket, after: datetime, days_off: Collection[date]) -> None:
    """Set the moment of the next threshold later than ``after``."""
    coming = [moment for _, moment in moments(ticket, days_off) if moment > after]
    ticket.next_alert_at = min(coming, default=None)


def moments(ticket: Ticket, days_off: Collection[date]) -> tuple[tuple[Threshold, datetime], ...]:
    """Every threshold of the ticket's promise."""
    return thresholds(ticket.clock_started_at, ticket.promised_day, ticket.deadline_at, days_off=days_off)
