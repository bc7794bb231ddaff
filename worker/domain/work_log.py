"""What a technician may write into the work log: not the future, not a closed month, not two works at once.

Whatever looks like a slip is asked back; ``potwierdzam`` in the line says that it is none (overlap, long day).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from worker.domain.calendar import ONE_DAY, add_months, local_day, start_of_day
from worker.domain.commands.wrong import Problem
from worker.terms import price_list_on

LONG_DAY = timedelta(hours=8)


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A technician's work from ``start`` to ``end`` (zone-aware); ``on`` is the Ticket ID it belongs to."""

    start: datetime
    end: datetime
    on: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """What is doubtful about a piece of work, and the other work it meets."""

    problem: Problem
    other: Span | None = None


def doubt(span: Span, others: Sequence[Span], now: datetime, *, confirmed: bool) -> Doubt | None:
    """The first thing to ask back about a piece of work; ``others`` is the same person's work around it."""
    if span.end > now + timedelta(minutes=1):
        return Doubt(problem=Problem.FUTURE)
    if month_closed(local_day(span.start), local_day(now)):
        return Doubt(problem=Problem.CLOSED_MONTH)
    if confirmed:
        return None
    for other in others:
        if span.start < other.end and other.start < span.end:
            return Doubt(problem=Problem.OVERLAP, other=other)
    for day in days_of(span):
        if worked([*others, span], day) > LONG_DAY:
            return Doubt(problem=Problem.TOO_LONG)
    return None


def month_closed(day: date, today: date) -> bool:
    """Whether the month of ``day`` is billed: its invoice leaves by the 10th day after its end [12.6]."""
    after = add_months(day.replace(day=1), 1)
    latest = after - ONE_DAY + timedelta(days=price_list_on(today).billing.issue_days_after_month)
    return today > latest


def days_of(span: Span) -> tuple[date, ...]:
    """The Warsaw days a span touches."""
    first, last = local_day(span.start), local_day(span.end - timedelta(microseconds=1))
    return tuple(first + ONE_DAY * n for n in range((last - first).days + 1))


def worked(spans: Iterable[Span], day: date) -> timedelta:
    """How long the spans are within one Warsaw day."""
    begin, end = start_of_day(day), start_of_day(day + ONE_DAY)
    inside = (min(span.end, end) - max(span.start, begin) for span in spans)
    return sum((length for length in inside if length > timedelta()), timedelta())
