"""The hours of packages (13.4): working days 9.00-17.00, unless arranged otherwise for an order."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import lru_cache

from worker.domain.calendar import WARSAW, is_working_day, local_day
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.bands import Stretch
from worker.terms import price_list_on


@lru_cache(maxsize=4096)
def _hours(day: date, policy: Policy) -> tuple[datetime, datetime] | None:
    """The hours of packages on a day in UTC; None on a day off."""
    if not is_working_day(day, days_off=policy.calendar_company_days_off):
        return None
    terms = price_list_on(day).packages
    start, end = (datetime.combine(day, at, tzinfo=WARSAW) for at in (terms.hours_from, terms.hours_to))
    return start.astimezone(UTC), end.astimezone(UTC)


def in_package_hours(instant: datetime, policy: Policy = DEFAULT) -> bool:
    """Whether an instant is within the hours of packages, half-open."""
    hours = _hours(local_day(instant), policy)
    return hours is not None and hours[0] <= instant < hours[1]


def cut_at_package_hours(
    stretch: Stretch, session_start: datetime, policy: Policy = DEFAULT, *, arranged: bool
) -> Iterator[tuple[Stretch, bool]]:
    """A stretch cut at 9.00 and 17.00; each piece with whether it is inside the hours of packages.

    By policy ``package.outside_hours`` a session goes as a whole where it starts; ``arranged`` is inside always.
    """
    hours = _hours(stretch.day, policy)
    if arranged or policy.package_outside_hours == "whole_session_from_package_if_started_inside":
        yield stretch, arranged or in_package_hours(session_start, policy)
    elif hours is None or stretch.end <= hours[0] or stretch.start >= hours[1]:
        yield stretch, False
    else:
        for start, end, inside in (
            (stretch.start, min(stretch.end, hours[0]), False),
            (max(stretch.start, hours[0]), min(stretch.end, hours[1]), True),
            (max(stretch.start, hours[1]), stretch.end, False),
        ):
            if start < end:
                yield (
                    Stretch(day=stretch.day, band=stretch.band, start=start, end=end, decided_by=stretch.decided_by),
                    inside,
                )
