"""Days and deadlines: Warsaw days, working days, and how a period given in days ends.

A deadline is counted as the Kodeks cywilny says: the day of the event is not counted (art. 111 par. 2), the
period ends with the end of its last day (art. 111 par. 1), months end on the day of the same number or the
last of the month (art. 112), and an act due on a Saturday or a day off moves to the next day that is
neither (art. 115). Days off are those of the Act of 18 January 1951 (Dz.U. 2025 poz. 296).
"""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from worker.domain.policy import DEFAULT, Policy
from worker.terms import price_list_on

WARSAW = ZoneInfo("Europe/Warsaw")
ONE_DAY = timedelta(days=1)
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6


class DayOff(StrEnum):
    """Why a day is not a working day."""

    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"
    COMPANY = "company"  # a day the firm itself declared off


@dataclass(frozen=True, kw_only=True, slots=True)
class SkippedDay:
    """A day a deadline did not count, so that a letter can say why. ``name`` is the Polish name of a holiday."""

    day: date
    reason: DayOff
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """The last day on which an act is in time.

    ``expires_at`` is the first instant after it, in UTC. ``nominal_day`` is the last day before the shift of
    KC art. 115 (the same day when nothing was shifted). ``skipped`` lists the days off that were passed over.
    """

    last_day: date
    expires_at: datetime
    nominal_day: date
    skipped: tuple[SkippedDay, ...] = ()


def utc(instant: datetime) -> datetime:
    """A zone-aware instant in UTC, where instants compare and subtract as they happened. ValueError for a naive one.

    Two datetimes of one zone compare by the wall clock, which goes wrong in the hour that is repeated.
    """
    if instant.tzinfo is None:
        raise ValueError(f"an instant needs a time zone: {instant.isoformat()}")
    return instant.astimezone(UTC)


def to_second(instant: datetime) -> datetime:
    """The instant in UTC, its second begun: work is counted in whole seconds, so that cutting it loses nothing."""
    return utc(instant).replace(microsecond=0)


def local_day(instant: datetime) -> date:
    """The Warsaw date of a zone-aware instant. Raises ValueError for a naive one."""
    return utc(instant).astimezone(WARSAW).date()


def start_of_day(day: date) -> datetime:
    """The first instant of a Warsaw day, in UTC."""
    return datetime.combine(day, time(), tzinfo=WARSAW).astimezone(UTC)


@lru_cache(maxsize=64)
def _holidays_of(year: int) -> dict[date, str]:
    found = holidays.country_holidays("PL", years=year, language="pl")
    return {day: found[day] for day in found if day.year == year}


def holiday_name(day: date) -> str:
    """The Polish name of the statutory day off, empty for any other day (24 December counts from 2025)."""
    return _holidays_of(day.year).get(day, "")


def day_off(day: date, *, days_off: Collection[date] = (), saturday_counts: bool = False) -> SkippedDay | None:
    """Why ``day`` is not a working day (1.2, 8: Monday to Friday except days off); None for a working day."""
    if name := holiday_name(day):
        return SkippedDay(day=day, reason=DayOff.HOLIDAY, name=name)
    if day in days_off:
        return SkippedDay(day=day, reason=DayOff.COMPANY)
    if day.weekday() == SATURDAY and not saturday_counts:
        return SkippedDay(day=day, reason=DayOff.SATURDAY)
    if day.weekday() == SUNDAY:
        return SkippedDay(day=day, reason=DayOff.SUNDAY)
    return None


def is_working_day(day: date, *, days_off: Collection[date] = ()) -> bool:
    """Monday to Friday, no statutory day off and no company day off."""
    return day_off(day, days_off=days_off) is None


def next_working_day(day: date, *, days_off: Collection[date] = ()) -> date:
    """``day`` itself when it is a working day, else the first one after it."""
    while not is_working_day(day, days_off=days_off):
        day += ONE_DAY
    return day


def add_months(day: date, months: int) -> date:
    """KC art. 112: the same day of a later month, or that month's last day when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_day(day: date, policy: Policy = DEFAULT) -> datetime:
    """The first instant after ``day`` in UTC: midnight (KC art. 111 par. 1), or the firm's closing hour."""
    if policy.terms_end_of_day == "24:00":
        return start_of_day(day + ONE_DAY)
    return datetime.combine(day, time.fromisoformat(policy.terms_end_of_day), tzinfo=WARSAW).astimezone(UTC)


def working_days_after(
    start: date, days: int, *, days_off: Collection[date] = (), saturday_counts: bool = False
) -> tuple[date, tuple[SkippedDay, ...]]:
    """The ``days``-th working day after ``start`` (not counted), and the days off passed over on the way."""
    if days < 1:
        raise ValueError(f"a period has at least one day, not {days}")
    day, skipped = start, []
    while days:
        day += ONE_DAY
        if reason := day_off(day, days_off=days_off, saturday_counts=saturday_counts):
            skipped.append(reason)
        else:
            days -= 1
    return day, tuple(skipped)


def reaction_deadline(
    start: datetime, *, days: int | None = None, days_off: Collection[date] = frozenset(), policy: Policy = DEFAULT
) -> Deadline:
    """The reaction deadline of point 1.2: ``days`` working days after the Warsaw day of ``start``.

    Without ``days`` it is the term of the price list in force on that day. ``start`` is zone-aware; ``days_off`` are
    company days off, added to those of the policy.
    """
    off = frozenset(days_off).union(policy.calendar_company_days_off)
    day = local_day(start)
    if days is None:
        days = price_list_on(day).reaction.days
    last, skipped = working_days_after(day, days, days_off=off, saturday_counts=policy.reaction_saturday_counts)
    return Deadline(last_day=last, expires_at=end_of_day(last, policy), nominal_day=last, skipped=skipped)


def calendar_deadline(start: date, days: int, *, shift: bool = True, policy: Policy = DEFAULT) -> Deadline:
    """A period of calendar days after ``start``; with ``shift`` its end moves off Saturdays and days off (KC 115).

    Company days off do not move it: art. 115 knows only days off by statute, and Saturdays.
    """
    nominal = last = start + timedelta(days=days)
    skipped = []
    if shift and policy.terms_kc115_shift:
        while reason := day_off(last):
            skipped.append(reason)
            last += ONE_DAY
    return Deadline(last_day=last, expires_at=end_of_day(last, policy), nominal_day=nominal, skipped=tuple(skipped))
