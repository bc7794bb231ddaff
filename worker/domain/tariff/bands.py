"""Tariff bands (strefy, point 8): which band an instant is in, and how an interval falls apart into bands.

Bands live in Warsaw wall-clock hours of one calendar day; intervals are measured in elapsed time, so the
nights when the clock changes are as long as they were (they fall on Sundays, band F, in any case).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from worker.domain.calendar import (
    FRIDAY,
    ONE_DAY,
    SATURDAY,
    WARSAW,
    holiday_name,
    is_working_day,
    local_day,
    to_second,
    utc,
)
from worker.domain.policy import DEFAULT, Policy
from worker.terms import price_list_on
from worker.terms.pricelist import DAYS

NIGHT_END = 6  # the second half of band C, and the night part of E, end at 6.00
EVENING = 20  # where the weekday readings of a holiday go from D to E


class Band(StrEnum):
    """A tariff band; the regulamin's word for people is "strefa"."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
    NONE = "NONE"  # hours no text gives a band, under a policy that leaves them so

    def description(self, on: date) -> str:
        """What the price list in force says of this band, in Polish."""
        return price_list_on(on).bands[self].description

    def surcharge_percent(self, on: date) -> int:
        """The surcharge on the base rate (10.3)."""
        return price_list_on(on).bands[self].surcharge_percent


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """A piece of work within one band and one Warsaw day; ``start`` and ``end`` in UTC, half-open."""

    day: date
    band: Band
    start: datetime
    end: datetime
    decided_by: str = ""  # the policy key that gave the band, when the text alone does not

    @property
    def seconds(self) -> int:
        """Elapsed seconds."""
        return int((self.end - self.start).total_seconds())


@dataclass(frozen=True, slots=True)
class _Range:
    """A range of wall-clock minutes of a day, half-open."""

    start: int
    end: int
    band: Band
    decided_by: str = ""


def band_at(instant: datetime, policy: Policy = DEFAULT) -> Band:
    """The band of a zone-aware instant (point 8). Raises ValueError for a naive one."""
    day = local_day(instant)
    wall = instant.astimezone(WARSAW).time()
    minutes = wall.hour * 60 + wall.minute
    exact = wall.second == wall.microsecond == 0
    ranges = day_ranges(day, policy)
    found = next(r for r in ranges if r.start <= minutes < r.end)
    if exact and found.start == minutes and minutes and _belongs_before(minutes, policy):
        found = next(r for r in ranges if r.end == minutes)
    return found.band


def band_from(instant: datetime, policy: Policy = DEFAULT) -> Band:
    """The band of work that begins at an instant; the policy on boundaries names instants and moves no money."""
    return next(s.band for s in stretches(utc(instant), utc(instant) + timedelta(seconds=1), policy))


def _belongs_before(minutes: int, policy: Policy) -> bool:
    """Whether a boundary instant belongs to the range it ends; 23.59 is always the last named minute of its day."""
    return policy.bands_boundary == "earlier" or minutes == 24 * 60 - 1


@lru_cache(maxsize=4096)
def day_ranges(day: date, policy: Policy = DEFAULT) -> tuple[_Range, ...]:
    """The ranges of one Warsaw day, in order, covering it from 0.00 to 24.00."""
    ranges = tuple(
        _Range(h.start * 60, h.end * 60, *_band_of(h.band, h.decided_by, policy))
        for h in price_list_on(day).hours[_kind_of_day(day, policy)]
    )
    if _is_feast(day, policy) and not policy.bands_holiday_beats_weekday:
        ranges = _weekday_on_feast(day)
    if policy.bands_night_belongs_to == "starting_day":
        ranges = _night_of_the_day_before(day, ranges, policy)
    if policy.bands_day_end == "23:59" and ranges[-1].band is Band.E:
        last = ranges[-1]
        free = _Range(24 * 60 - 1, 24 * 60, Band.NONE, "bands.day_end")
        ranges = (*ranges[:-1], _Range(last.start, free.start, last.band, last.decided_by), free)
    return ranges


def _is_feast(day: date, policy: Policy) -> bool:
    company = policy.calendar_public_holidays == "act_and_company" and day in policy.calendar_company_days_off
    return bool(holiday_name(day)) or company


def _kind_of_day(day: date, policy: Policy) -> str:
    return "holiday" if _is_feast(day, policy) else DAYS[day.weekday()]


def _band_of(letter: str, decided_by: str, policy: Policy) -> tuple[Band, str]:
    if not decided_by:
        return Band(letter), ""
    value = policy.value(decided_by)
    return (Band.NONE if value in {"none", "ask"} else Band(value)), decided_by


def _weekday_on_feast(day: date) -> tuple[_Range, ...]:
    """A feast on a Friday or Saturday read by the rows of D and E, which do not say "dzień roboczy".

    From 20.00 on it is E: clause 8 has Saturday's E from that hour, and the gap of an ordinary Friday
    cannot arise where band F stands behind it.
    """
    by = "bands.holiday_beats_weekday"
    edges: tuple[tuple[int, int, Band], ...] = ((0, 24, Band.F),)
    if day.weekday() == FRIDAY:
        edges = ((0, 18, Band.F), (18, EVENING, Band.D), (EVENING, 24, Band.E))
    elif day.weekday() == SATURDAY:
        edges = ((0, NIGHT_END, Band.E), (NIGHT_END, EVENING, Band.D), (EVENING, 24, Band.E))
    return tuple(_Range(a * 60, b * 60, band, by) for a, b, band in edges)


def _night_of_the_day_before(day: date, ranges: tuple[_Range, ...], policy: Policy) -> tuple[_Range, ...]:
    """Hours 0-6 under the reading that a night belongs to the day it starts (band C only; F and E stay)."""
    before = day - ONE_DAY
    starts_c = is_working_day(before) and before.weekday() != FRIDAY and not _is_feast(before, policy)
    runs_c = ranges[0].band is Band.C
    if day.weekday() == SATURDAY or starts_c == runs_c:
        return ranges
    night = _Range(0, NIGHT_END * 60, Band.C if starts_c else Band.NONE, "bands.night_belongs_to")
    rest = (_Range(max(r.start, night.end), r.end, r.band, r.decided_by) for r in ranges if r.end > night.end)
    return (night, *rest)


@lru_cache(maxsize=4096)
def _edges(day: date, policy: Policy) -> tuple[tuple[datetime, datetime, Band, str], ...]:
    """The ranges of a day as UTC instants."""
    midnight = datetime.combine(day, time())
    walls = [(r.start, r.end, r.band, r.decided_by) for r in day_ranges(day, policy)]
    return tuple((_utc(midnight, a), _utc(midnight, b), band, by) for a, b, band, by in walls)


def _utc(midnight: datetime, minutes: int) -> datetime:
    return (midnight + timedelta(minutes=minutes)).replace(tzinfo=WARSAW).astimezone(UTC)


def stretches(start: datetime, end: datetime, policy: Policy = DEFAULT) -> Iterator[Stretch]:
    """An interval cut at midnights and band boundaries, in order; nothing for an empty interval.

    ``start`` and ``end`` are zone-aware and count to the second. Raises ValueError when the end lies before the
    start.
    """
    start, end = to_second(start), to_second(end)
    if end < start:
        raise ValueError(f"work ends before it starts: {start.isoformat()} - {end.isoformat()}")
    day = local_day(start)
    while start < end:
        for _, until, band, by in _edges(day, policy):
            if start < until and start < end:
                piece = min(until, end)
                yield Stretch(day=day, band=band, start=start, end=piece, decided_by=by)
                start = piece
        day += ONE_DAY
