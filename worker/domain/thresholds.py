"""When managers hear of a deadline: half of the term, three and one working days before its last day, the breach.

Every moment lies in working hours, Monday to Friday 8-18 Warsaw time and no day off: the first such moment at which
the threshold is reached. A threshold that a short term does not have is left out.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from worker.domain.calendar import ONE_DAY, WARSAW, is_working_day, local_day, next_working_day

OPENS, CLOSES, MIDDLE = time(8), time(18), time(13)


class Threshold(StrEnum):
    """In rising urgency."""

    HALF = "half"
    THREE_DAYS = "three-days"
    ONE_DAY = "one-day"
    BREACH = "breach"


def thresholds(
    start: datetime, last_day: date, expires_at: datetime, *, days_off: Collection[date] = ()
) -> tuple[tuple[Threshold, datetime], ...]:
    """The thresholds of a term with their moments in UTC, by time.

    ``start`` begins the term, ``last_day`` is its last Warsaw day, ``expires_at`` the first instant after it.
    """
    days = _working_days(local_day(start), last_day, days_off)
    found: list[tuple[Threshold, datetime]] = []
    if half := _half(days, days_off):
        found.append((Threshold.HALF, half))
    before = [day for day in days if day < last_day]
    if len(before) >= 3:
        found.append((Threshold.THREE_DAYS, _at(before[-3], OPENS)))
    if before:
        found.append((Threshold.ONE_DAY, _at(before[-1], OPENS)))
    found.append((Threshold.BREACH, working_moment(expires_at, days_off=days_off)))
    return tuple(sorted(found, key=lambda one: (one[1], list(Threshold).index(one[0]))))


def working_moment(instant: datetime, *, days_off: Collection[date] = ()) -> datetime:
    """The first moment of working hours at or after an instant, in UTC."""
    local = instant.astimezone(WARSAW)
    day = local.date()
    if is_working_day(day, days_off=days_off):
        if local.time() < OPENS:
            return _at(day, OPENS)
        if local.time() < CLOSES:
            return instant.astimezone(UTC)
    return _at(next_working_day(day + ONE_DAY, days_off=days_off), OPENS)


def working_time(start: datetime, end: datetime, *, days_off: Collection[date] = ()) -> timedelta:
    """How much of the working hours lies between two instants; nothing when they are not in order."""
    day, found = local_day(start), timedelta()
    while day <= local_day(end):
        if is_working_day(day, days_off=days_off):
            found += max(min(end, _at(day, CLOSES)) - max(start, _at(day, OPENS)), timedelta())
        day += ONE_DAY
    return found


def in_working_hours(instant: datetime, *, days_off: Collection[date] = ()) -> bool:
    """Whether an alert may leave now."""
    return working_moment(instant, days_off=days_off) == instant.astimezone(UTC)


def _working_days(start: date, last: date, days_off: Collection[date]) -> list[date]:
    every = (start + timedelta(days=n) for n in range(1, (last - start).days + 1))
    return [day for day in every if is_working_day(day, days_off=days_off)]


def _half(days: list[date], days_off: Collection[date]) -> datetime | None:
    """The moment half of the working days are over: the next morning, or noon of the middle one of an odd number."""
    if len(days) < 2:
        return None
    middle = days[len(days) // 2]
    return _at(middle, MIDDLE if len(days) % 2 else OPENS)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=WARSAW).astimezone(UTC)
