"""When what happens at a month's end (12.6): preview, letters on the last day, catching up, the alarm.

    working day before the last    last day, the hour        day 10 of the next month
    |  preview                     |  letters, catching up   |  only an alarm

A preview that a worker wrote late, because it was down, moves the letters: see ``letters_leave_at``. All in Warsaw
days and hours; the hours are such that no night of a clock change has them twice or not at all.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from worker.domain.calendar import ONE_DAY, WARSAW, add_months, is_working_day, local_day, utc
from worker.domain.thresholds import working_time

_PUNCTUAL = timedelta(hours=1)  # of a preview: ticks are minutes apart, and a restart is no absence
_CHANCE = timedelta(hours=4)  # of the working hours in which managers hear of anything


class Phase(StrEnum):
    """Where a month stands."""

    RUNNING = "running"  # nothing to do yet
    PREVIEW = "preview"  # the managers have, or get now, the preview
    SENDING = "sending"  # the letters leave
    OVER = "over"  # whatever did not leave needs a person


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthEnd:
    """The moments of one month, in UTC: ``preview_at`` <= ``send_at`` < ``over_at``. ``first`` is its first day."""

    first: date
    preview_at: datetime
    send_at: datetime
    over_at: datetime

    @property
    def last(self) -> date:
        """The last day of the month."""
        return add_months(self.first, 1) - ONE_DAY

    @property
    def period(self) -> str:
        """``2026-03``."""
        return f"{self.first:%Y-%m}"

    def phase(self, now: datetime) -> Phase:
        """Where the month stands at a zone-aware instant."""
        if now < self.preview_at:
            return Phase.RUNNING
        if now < self.send_at:
            return Phase.PREVIEW
        return Phase.SENDING if now < self.over_at else Phase.OVER

    def issue_day(self, now: datetime) -> date:
        """The day of invoicing of letters that leave now: the last day of the month, or the day they catch up."""
        return max(self.last, local_day(now))


def month_end(month: date, *, hour: int, preview_hour: int, last_day: int, days_off: Collection[date] = ()) -> MonthEnd:
    """The moments of the month that ``month`` is in; ``last_day`` is the last day of the next one to catch up on."""
    first = month.replace(day=1)
    last = add_months(first, 1) - ONE_DAY
    before = last - ONE_DAY
    while not is_working_day(before, days_off=days_off):
        before -= ONE_DAY
    return MonthEnd(
        first=first,
        preview_at=_at(before, preview_hour),
        send_at=_at(last, hour),
        over_at=_at(last + ONE_DAY * (last_day + 1), 0),
    )


def letters_leave_at(end: MonthEnd, previewed_at: datetime, *, days_off: Collection[date] = ()) -> datetime | None:
    """When the letters leave by themselves, of a month whose managers had the preview at ``previewed_at``; in UTC.

    Nobody is billed before somebody could say no: after a late preview the letters wait for the first sending hour with
    half a working day between. None: there is none up to the last day to catch up on, so they need a word.
    """
    if previewed_at < end.preview_at + _PUNCTUAL:
        return end.send_at
    hour, day = end.send_at.astimezone(WARSAW).hour, max(end.last, local_day(previewed_at))
    while (moment := _at(day, hour)) < end.over_at:
        if working_time(previewed_at, moment, days_off=days_off) >= _CHANCE:
            return moment
        day += ONE_DAY
    return None


def previous_month(day: date) -> date:
    """The first day of the month before."""
    return add_months(day.replace(day=1), -1)


def _at(day: date, hour: int) -> datetime:
    return utc(datetime.combine(day, time(hour), tzinfo=WARSAW))
