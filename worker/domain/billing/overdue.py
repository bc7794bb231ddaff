"""What a payer owes past its term, and how far the matter has come [12.7]."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from worker.domain.billing.customer import Payable, booked, last_timely_day, overdue_numbers
from worker.domain.calendar import calendar_deadline
from worker.domain.policy import DEFAULT, Policy


class Stage(StrEnum):
    """What a manager can do about it next."""

    TO_NOTICE = "to-notice"  # nothing was written yet: the customer is to be told, with a final day
    NOTICED = "noticed"  # the final day has not passed
    PASSED = "passed"  # it has: help may be suspended
    SUSPENDED = "suspended"
    PAID = "paid"  # suspended, and nothing is overdue any more: help is to be resumed


@dataclass(frozen=True, kw_only=True, slots=True)
class Late:
    """An invoice past its last timely day (KC 115) and not booked in full; ``days`` since that day."""

    number: str
    due: date
    gross: Decimal
    left: Decimal
    days: int


def late(payables: Iterable[Payable], as_of: date, policy: Policy = DEFAULT) -> tuple[Late, ...]:
    """The overdue ones among these, the oldest first; the same rule that decides about rebates (12.2, 12.4)."""
    known = {one.number: one for one in payables}
    found = (known[number] for number in overdue_numbers(known.values(), as_of, policy))
    return tuple(
        Late(
            number=one.number,
            due=one.due,
            gross=one.gross,
            left=one.gross - booked(one, as_of),
            days=(as_of - last_timely_day(one.due, policy)).days,
        )
        for one in sorted(found, key=lambda one: (one.due, one.number))
        if booked(one, as_of) < one.gross
    )


def final_day(told: date, days: int, policy: Policy = DEFAULT) -> date:
    """The final day a notice names when nobody chose one: so many days on, never a Saturday or day off (KC 115)."""
    return calendar_deadline(told, days, policy=policy).last_day


def stage(owed: tuple[Late, ...], noticed_until: date | None, *, suspended: bool, as_of: date) -> Stage:
    """How far the matter has come. ``noticed_until``: the final day, None while an invoice is in no notice."""
    if suspended:
        return Stage.SUSPENDED if owed else Stage.PAID
    if noticed_until is None:
        return Stage.TO_NOTICE
    return Stage.NOTICED if as_of <= noticed_until else Stage.PASSED
