"""Work at the customer's (11.2): started hours from the arrival, half hours after the first for regulars."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from worker.domain.calendar import local_day, to_second, utc
from worker.domain.found import Service
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.bands import Band, band_from, stretches
from worker.domain.tariff.rates import Standing
from worker.domain.tariff.topics import service_of_visit
from worker.domain.tariff.travel import Trip
from worker.domain.tariff.work import Piece
from worker.terms import price_list_on

HOUR = 3600


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """One visit: ``start`` is the arrival (11.2.1); both instants zone-aware. ``trip`` is None without travel."""

    visit: str
    start: datetime
    end: datetime
    topics: tuple[str, ...]
    implementation_of: str = ""
    trip: Trip | None = None

    @property
    def day(self) -> date:
        """The Warsaw day of the arrival."""
        return local_day(self.start)


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitRow:
    """The billed hours of a visit (of a day's visits by policy), by band; ``day`` is the date of arrival."""

    visit: str
    day: date
    service: Service
    seconds: int
    by_band: Mapping[Band, Decimal]
    implementation_of: str = ""
    points: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()

    @property
    def hours(self) -> Decimal:
        """All billed hours."""
        return sum(self.by_band.values(), Decimal(0))


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of presence: one visit, or the piece of it on one day."""

    visit: str
    start: datetime
    end: datetime


def visit_rows(visits: Iterable[Visit], standing: Standing, policy: Policy = DEFAULT) -> list[VisitRow]:
    """Billed hours, one row per visit, by date of arrival. Raises ValueError for a visit that ends before it starts.

    Half hours after the first need a regular customer (11.2.3); being overdue does not take them away by default.
    """
    half_hours = standing.regular and (policy.onsite_half_hours_when_overdue or not standing.overdue)
    groups: dict[tuple[date, str, Service, str], list[_Part]] = defaultdict(list)
    for visit in sorted(visits, key=lambda one: utc(one.start)):
        service = service_of_visit(visit.topics, local_day(visit.start), policy)
        for day, part in _parts(visit, policy):
            name = visit.visit if policy.onsite_scope == "visit" else ""
            groups[day, name, service, visit.implementation_of].append(part)
    return [
        _row(day, service, implementation_of, parts, half_hours=half_hours, policy=policy)
        for (day, _, service, implementation_of), parts in groups.items()
    ]


def _parts(visit: Visit, policy: Policy) -> Iterator[tuple[date, _Part]]:
    start, end = to_second(visit.start), to_second(visit.end)
    if end < start:
        raise ValueError(f"visit {visit.visit} ends before it starts")
    if policy.onsite_midnight == "run_on":
        yield local_day(start), _Part(visit.visit, start, end)
        return
    by_day: dict[date, list[datetime]] = defaultdict(list)
    for stretch in stretches(start, end, policy):
        by_day[stretch.day] += [stretch.start, stretch.end]
    for day, instants in by_day.items():
        yield day, _Part(visit.visit, instants[0], instants[-1])


def _row(
    day: date,
    service: Service,
    implementation_of: str,
    parts: list[_Part],
    *,
    half_hours: bool,
    policy: Policy,
) -> VisitRow:
    work = price_list_on(day).work
    seconds = sum(int((part.end - part.start).total_seconds()) for part in parts)
    by_band: dict[Band, Decimal] = defaultdict(Decimal)
    if policy.onsite_band_of_unit == "per_band_ceil":
        for band, inside in _seconds_by_band(parts, policy).items():
            by_band[band] = sum((length for _, length in _units(inside, day, half_hours=half_hours)), Decimal(0))
    else:
        for offset, length in _units(seconds, day, half_hours=half_hours):
            at = 0 if policy.onsite_band_of_unit == "arrival" else offset
            by_band[band_from(_instant(parts, at), policy)] += length
    return VisitRow(
        visit="+".join(dict.fromkeys(part.visit for part in parts)),
        day=day,
        service=service,
        seconds=seconds,
        by_band=dict(sorted(by_band.items())),
        implementation_of=implementation_of,
        points=(work.onsite_regular_point if half_hours else work.onsite_point,),
        pieces=tuple(
            Piece(session=one.visit, start=one.start, end=one.end, seconds=int((one.end - one.start).total_seconds()))
            for one in parts
        ),
    )


def _units(seconds: int, day: date, *, half_hours: bool) -> Iterator[tuple[int, Decimal]]:
    """The started units of a presence: offset of each in seconds, and its length in hours."""
    work = price_list_on(day).work
    first = work.onsite_unit_minutes * 60
    following = work.onsite_next_unit_minutes_regular * 60 if half_hours else first
    offset, unit = 0, first
    while offset < seconds:
        yield offset, Decimal(unit) / HOUR
        offset, unit = offset + unit, following


def _instant(parts: list[_Part], offset: int) -> datetime:
    """The instant after ``offset`` seconds of presence."""
    left = timedelta(seconds=offset)
    for part in parts:
        if left < part.end - part.start:
            return part.start + left
        left -= part.end - part.start
    return parts[-1].end + left


def _seconds_by_band(parts: list[_Part], policy: Policy) -> dict[Band, int]:
    found: dict[Band, int] = defaultdict(int)
    for part in parts:
        for stretch in stretches(part.start, part.end, policy):
            found[stretch.band] += stretch.seconds
    return found
