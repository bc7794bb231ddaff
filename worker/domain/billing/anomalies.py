"""What a manager should look at before a month is billed. An anomaly is a name and a place, never a stop.

Those of one payer come from his settled month; long days and overlaps are a technician's, whoever the payers are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from worker.domain import nip as numbers
from worker.domain.billing.month import MonthFacts, Settled, Statement
from worker.domain.calendar import local_day
from worker.domain.tariff.visits import Visit
from worker.domain.tariff.work import Session
from worker.domain.work_log import LONG_DAY, Span, days_of, worked


class Anomaly(StrEnum):
    """What is odd; the values pick the sentences of the preview."""

    # nothing can be billed, or nobody written to, until somebody mends it
    BROKEN = "broken"  # the month cannot be settled; ``detail`` says why
    NEGATIVE_TIME = "negative-time"  # work that ends before it starts
    BAD_NIP = "bad-nip"
    NO_ADDRESS = "no-address"  # nobody to send the letter to
    UNKNOWN_PAYER = "unknown-payer"  # work without a payer, or of one not in the customer list
    TO_ASK = "to-ask"  # a setting leaves a choice to the customer or the manager
    # to look at
    LONG_DAY = "long-day"  # a technician's day of more than eight hours
    OVERLAP = "overlap"  # two works of one technician at the same time
    NO_TIME = "no-time"  # work without length, or a finished ticket without any work
    OVERRUN = "overrun"  # the package was not enough, the rest is at the tariff
    BAND_SPLIT = "band-split"  # one sum of a day in several bands
    FRIDAY_EVENING = "friday-evening"  # Friday 20-22, for which point 8 has no band
    LATE = "late"  # work of an earlier month that came after its statement
    FORGOTTEN = "forgotten"  # work of an earlier month that was never billed
    CHANGED_LATER = "changed-later"  # billed work that was taken back or moved afterwards
    STRAY_TRIP = "stray-trip"  # travel without a visit on that day
    UNKNOWN_PURCHASE = "unknown-purchase"  # ``wdrożenie:`` names an invoice accounting does not know
    OVERDUE = "overdue"  # no rebates, and the implementation price list is lost
    NO_POSTAL_ADDRESS = "no-postal-address"  # an invoice needs one


STOPS = frozenset(
    {Anomaly.BROKEN, Anomaly.NEGATIVE_TIME, Anomaly.BAD_NIP, Anomaly.NO_ADDRESS, Anomaly.UNKNOWN_PAYER, Anomaly.TO_ASK}
)
"""Anomalies with which the payer's letter does not leave."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One anomaly: on which day, whose work or which document (``about``), and a number or reason (``detail``)."""

    kind: Anomaly
    day: date | None = None
    about: str = ""
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Logged:
    """A piece of work as its technician wrote it, for what is odd about his days."""

    technician: str
    nip: str
    start: datetime
    end: datetime


def of_times(facts: MonthFacts) -> Iterator[Found]:
    """Work that ends before it starts, or has no length."""
    pieces: tuple[Session | Visit, ...] = (*facts.sessions, *facts.visits)
    for one in pieces:
        if isinstance(one, Visit) and one.visit.startswith("T"):
            continue  # a trip alone
        if one.end < one.start:
            yield Found(kind=Anomaly.NEGATIVE_TIME, day=local_day(one.start), about=_name(one))
        elif one.end == one.start:
            yield Found(kind=Anomaly.NO_TIME, day=local_day(one.start), about=_name(one))


def of_statement(statement: Statement) -> Iterator[Found]:
    """What a settled month shows."""
    for row in statement.protocol:
        if row.settled is Settled.USED_UP:
            yield Found(kind=Anomaly.OVERRUN, day=row.day, detail=f"{row.hours.normalize():f}".replace(".", ","))
        if len([hours for hours in row.by_band.values() if hours]) > 1:
            bands = "+".join(str(band) for band, hours in sorted(row.by_band.items()) if hours)
            yield Found(kind=Anomaly.BAND_SPLIT, day=row.day, detail=bands)
        if "bands.friday_20_22" in row.decided_by:
            yield Found(kind=Anomaly.FRIDAY_EVENING, day=row.day)
    if statement.overdue:
        yield Found(kind=Anomaly.OVERDUE, about=", ".join(statement.overdue))
    if statement.held:
        yield Found(kind=Anomaly.TO_ASK)


def of_payer(nip: str, *, known: bool, recipients: int, postal: bool) -> Iterator[Found]:
    """What is wrong with the payer's own data."""
    if not known:
        yield Found(kind=Anomaly.UNKNOWN_PAYER, about=nip)
    if nip and not numbers.is_valid(nip):
        yield Found(kind=Anomaly.BAD_NIP, about=nip, detail=str(len(nip)))
    if known and not recipients:
        yield Found(kind=Anomaly.NO_ADDRESS)
    if known and not postal:
        yield Found(kind=Anomaly.NO_POSTAL_ADDRESS)


def of_technicians(work: Iterable[Logged], first: date, last: date) -> dict[str, list[Found]]:
    """Days of more than eight hours and overlaps in a month, by the NIP of each payer they touch."""
    found: dict[str, list[Found]] = defaultdict(list)
    by_person: dict[str, list[Logged]] = defaultdict(list)
    for one in work:
        if one.start < one.end:
            by_person[one.technician].append(one)
    for person, pieces in sorted(by_person.items()):
        pieces.sort(key=lambda one: (one.start, one.end))
        for day, length, nips in _long_days(pieces, first, last):
            for nip in nips:
                found[nip].append(Found(kind=Anomaly.LONG_DAY, day=day, about=person, detail=_hours(length)))
        for one, other in _overlaps(pieces):
            if first <= local_day(other.start) <= last:
                for nip in sorted({one.nip, other.nip}):
                    found[nip].append(Found(kind=Anomaly.OVERLAP, day=local_day(other.start), about=person))
    return {nip: list(dict.fromkeys(rows)) for nip, rows in found.items()}


def _long_days(pieces: list[Logged], first: date, last: date) -> Iterator[tuple[date, timedelta, list[str]]]:
    by_day: dict[date, list[Logged]] = defaultdict(list)
    for one in pieces:
        for day in days_of(Span(start=one.start, end=one.end)):
            by_day[day].append(one)
    for day, works in sorted(by_day.items()):
        length = worked([Span(start=one.start, end=one.end) for one in works], day)
        if first <= day <= last and length > LONG_DAY:
            yield day, length, sorted({one.nip for one in works})


def _overlaps(pieces: list[Logged]) -> Iterator[tuple[Logged, Logged]]:
    """Neighbours in time that meet; ``pieces`` are ordered by start. Each is held against the longest before it."""
    longest = None
    for one in pieces:
        if longest is not None and one.start < longest.end:
            yield longest, one
        if longest is None or one.end > longest.end:
            longest = one


def _name(one: Session | Visit) -> str:
    return one.visit if isinstance(one, Visit) else one.session


def _hours(length: timedelta) -> str:
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
