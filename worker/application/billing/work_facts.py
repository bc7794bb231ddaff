"""Work and travel of one payer sorted into a month: in it, late, or forgotten; see ``month_facts`` for the rule."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from worker.application.work_rows import remote_session
from worker.documents import Worked
from worker.domain.calendar import ONE_DAY, add_months, local_day, start_of_day
from worker.domain.tariff.travel import Trip
from worker.domain.tariff.visits import Visit
from worker.domain.tariff.work import Session
from worker.domain.work_log import Span, days_of
from worker.store.billing_queries import BillTaken
from worker.store.staff_tables import Travel, WorkEntry, WorkKind
from worker.store.tables import Ticket


@dataclass(kw_only=True)
class Entries:
    """Rows of one payer, in order; work with its ticket. ``older`` lies around work that was told very late."""

    work: list[tuple[WorkEntry, Ticket | None]] = field(default_factory=list)
    older: list[WorkEntry] = field(default_factory=list)
    travel: list[Travel] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What a bill takes: ids of work, of late work among it, of travel; codes of packages; corrections it tells of."""

    work: tuple[int, ...] = ()
    late: tuple[int, ...] = ()
    travel: tuple[int, ...] = ()
    packages: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()

    def as_json(self) -> dict[str, list[int] | list[str]]:
        """For ``Bill.billed``."""
        return {
            "work": list(self.work),
            "late": list(self.late),
            "travel": list(self.travel),
            "packages": list(self.packages),
            "corrections": list(self.corrections),
        }


@dataclass(kw_only=True)
class MonthOfWork:
    """The work of one payer that a statement of one month takes."""

    entries: list[tuple[WorkEntry, Ticket | None]] = field(default_factory=list)
    trips: list[Travel] = field(default_factory=list)
    billed: list[WorkEntry] = field(default_factory=list)
    late: set[str] = field(default_factory=set)
    worked: dict[str, Worked] = field(default_factory=dict)
    forgotten: set[date] = field(default_factory=set)
    stray_trips: set[date] = field(default_factory=set)
    _trip_of: dict[int, Travel] = field(default_factory=dict)

    @property
    def taken(self) -> Taken:
        """What to write into the bill, packages apart."""
        return Taken(
            work=tuple(sorted(entry.id or 0 for entry, _ in self.entries)),
            late=tuple(sorted(entry.id or 0 for entry, _ in self.entries if str(entry.id) in self.late)),
            travel=tuple(sorted(trip.id or 0 for trip in self.trips)),
        )

    @property
    def implementations(self) -> frozenset[str]:
        """The invoices that ``wdrożenie:`` names."""
        return frozenset(entry.implementation_of for entry, _ in self.entries if entry.implementation_of)

    @property
    def named_purchases(self) -> frozenset[str]:
        """The same, and those named by what was billed on the days of late work: it is summed apart [10.4, 11.1.4]."""
        return self.implementations | {entry.implementation_of for entry in self.billed if entry.implementation_of}

    def sessions(self, key: Callable[[str], str]) -> Iterator[Session]:
        """Remote work; ``key`` brings the number of a purchase to its plain form."""
        return (_session(one, ticket, key) for one, ticket in self.entries if one.kind == WorkKind.REMOTE.value)

    def billed_before(self, key: Callable[[str], str]) -> Iterator[Session]:
        """What earlier statements took on the days of late sessions."""
        return (_session(one, None, key) for one in self.billed)

    def visits(self, key: Callable[[str], str]) -> Iterator[Visit]:
        """Visits with their trips; a trip without a visit is a visit without time."""
        for entry, _ in self.entries:
            if entry.kind == WorkKind.VISIT.value:
                trip = self._trip_of.get(entry.id or 0)
                yield Visit(
                    visit=str(entry.id),
                    start=entry.start_at,
                    end=entry.end_at,
                    topics=tuple(entry.topics),
                    implementation_of=key(entry.implementation_of),
                    trip=_trip(trip) if trip is not None else None,
                )
        matched = {trip.id for trip in self._trip_of.values()}
        for trip in self.trips:
            if trip.id not in matched:
                moment = start_of_day(trip.day)
                yield Visit(visit=f"T{trip.id}", start=moment, end=moment, topics=("it",), trip=_trip(trip))

    def match_trips(self) -> None:
        """Each trip to a visit of its day: same ticket and technician first, then the technician's, then anybody's."""
        free = [entry for entry, _ in self.entries if entry.kind == WorkKind.VISIT.value]
        for trip in self.trips:
            same_day = [one for one in free if local_day(one.start_at) == trip.day]
            best = min(
                same_day,
                key=lambda one: (one.technician != trip.technician, one.ticket_id != trip.ticket_id, one.id or 0),
                default=None,
            )
            if best is None:
                self.stray_trips.add(trip.day)
            else:
                free.remove(best)
                self._trip_of[best.id or 0] = trip


def sort_work(entries: Entries, bills: Sequence[BillTaken], month: date, *, names: Callable[[str], str]) -> MonthOfWork:
    """The entries that a statement of ``month`` takes; ``bills`` are those of this payer's other months."""
    first = month.replace(day=1)
    start = start_of_day(first)
    by_month = {bill.month: bill for bill in bills}
    taken_late = frozenset(key for bill in bills for key in bill.late)
    found = MonthOfWork()
    for entry, ticket in entries.work:
        key, own = entry.id or 0, by_month.get(f"{local_day(entry.start_at):%Y-%m}")
        in_month = entry.start_at >= start or entry.end_at > start
        late = entry.start_at < start and own is not None and key not in own.work
        if key in taken_late:
            continue
        if late or in_month:
            found.entries.append((entry, ticket))
            if late:
                found.late.add(str(key))
            found.worked[str(key)] = _worked(entry, ticket, names, late=late)
        elif own is None:
            found.forgotten.add(local_day(entry.start_at))
    found.billed = _billed_on_late_days(entries, bills, found)
    _sort_travel(entries.travel, by_month, first, found)
    found.match_trips()
    return found


def _billed_on_late_days(entries: Entries, bills: Iterable[BillTaken], found: MonthOfWork) -> list[WorkEntry]:
    late_days = {day for entry, _ in found.entries if str(entry.id) in found.late for day in _days(entry)}
    taken = frozenset(key for bill in bills for key in bill.work)
    return [
        entry
        for entry in (*entries.older, *(entry for entry, _ in entries.work))
        if entry.id in taken
        and entry.kind == WorkKind.REMOTE.value
        and entry.start_at <= entry.end_at
        and late_days.intersection(_days(entry))
    ]


def _sort_travel(travel: Iterable[Travel], by_month: dict[str, BillTaken], first: date, found: MonthOfWork) -> None:
    elsewhere = frozenset(key for bill in by_month.values() for key in bill.travel)
    last = add_months(first, 1) - ONE_DAY
    for trip in travel:
        own = by_month.get(f"{trip.day:%Y-%m}")
        if trip.id in elsewhere:
            continue
        if first <= trip.day <= last or (trip.day < first and own is not None):
            found.trips.append(trip)
            if trip.day < first:
                found.late.add(f"T{trip.id}")
        elif trip.day < first:
            found.forgotten.add(trip.day)


def _session(entry: WorkEntry, ticket: Ticket | None, key: Callable[[str], str]) -> Session:
    session = remote_session(entry)
    return Session(
        session=session.session,
        start=session.start,
        end=session.end,
        topics=session.topics,
        connection=session.connection,
        user=ticket.requester if ticket is not None else "",
        implementation_of=key(session.implementation_of),
        arranged=session.arranged,
    )


def _trip(travel: Travel) -> Trip:
    km = travel.km_one_way
    return Trip(location=travel.place, km_one_way={"biuro": km} if km is not None else {})


def _worked(entry: WorkEntry, ticket: Ticket | None, names: Callable[[str], str], *, late: bool) -> Worked:
    return Worked(
        ticket=ticket.public_id if ticket is not None else "",
        technician=names(entry.technician),
        subject=ticket.topic if ticket is not None else "",
        late=late,
    )


def _days(entry: WorkEntry) -> tuple[date, ...]:
    if entry.end_at <= entry.start_at:
        return (local_day(entry.start_at),)
    return days_of(Span(start=entry.start_at, end=entry.end_at))
