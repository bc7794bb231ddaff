"""Histories of packages: work around its days, and what statements take of it month after month."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from worker.domain.billing.month import HeldPackage, MonthFacts, PackageUse
from worker.domain.billing.statement import statement
from worker.domain.calendar import ONE_DAY, WARSAW, add_months, is_working_day, local_day, start_of_day, utc
from worker.domain.found import Service
from worker.domain.packages.drawing import Use
from worker.domain.packages.package import Package
from worker.domain.policy import Policy
from worker.domain.tariff.work import Session

TOPIC = {Service.GENERAL: "it", Service.ACCOUNTING: "accounting"}
ANCHORS = (date(2026, 2, 24), date(2026, 9, 28), date(2027, 12, 10))  # both clock changes; a year's end, a leap day
Drawn = Mapping[tuple[str, date, Service], int]
"""Quarters by package, day and class."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """A session in whole minutes; ``late``: told after its month was billed, so that the next statement takes it."""

    start: datetime  # UTC
    minutes: int
    service: Service
    arranged: bool
    late: bool

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    @property
    def month(self) -> date:
        return local_day(self.start).replace(day=1)

    def touches(self, month: date) -> bool:
        return self.start < start_of_day(add_months(month, 1)) and self.end > start_of_day(month)

    def package_minutes(self) -> Iterator[tuple[date, int]]:
        """Minutes inside the hours of packages by Warsaw day (13.4), reckoned apart from the code under test."""
        day = local_day(self.start)
        while start_of_day(day) < self.end:
            first, last = start_of_day(day), start_of_day(day + ONE_DAY)
            if not self.arranged:
                first, last = (utc(datetime.combine(day, time(hour), tzinfo=WARSAW)) for hour in (9, 17))
            if self.arranged or is_working_day(day):
                inside = (min(last, self.end) - max(first, self.start)) // timedelta(minutes=1)
                yield day, max(inside, 0)
            day += ONE_DAY


@st.composite
def histories(draw_from: st.DrawFn) -> tuple[tuple[Package, ...], list[Work]]:
    """One to three packages and work around their days, enough of it to fill windows and to use a package up."""
    anchor = draw_from(st.sampled_from(ANCHORS))
    packages = tuple(draw_from(_packages(name, anchor)) for name in "PQR"[: draw_from(st.integers(1, 3))])
    works = st.builds(
        Work,
        start=st.tuples(st.integers(-3, 130), st.integers(0, 24 * 60 - 1)).map(
            lambda at: start_of_day(anchor + timedelta(days=at[0])) + timedelta(minutes=at[1])
        ),
        minutes=st.integers(0, 600),
        service=st.sampled_from(Service),
        arranged=st.booleans(),
        late=st.booleans(),
    )
    return packages, draw_from(st.lists(works, max_size=12))


@st.composite
def _packages(draw_from: st.DrawFn, name: str, anchor: date) -> Package:
    hours = draw_from(st.sampled_from([5, 10, 10, 20]))
    return Package(
        id=name,
        hours=hours,
        service=draw_from(st.sampled_from(Service)),
        start=anchor + timedelta(days=draw_from(st.integers(0, 20))),
        extended_times=(extended := draw_from(st.integers(0, 1))),
        added_quarters=extended * draw_from(st.integers(0, 12)),
    )


def billed(packages: Iterable[Package], works: Sequence[Work], policy: Policy) -> Drawn:
    """Quarters by day and class that statements take, month after month, each with what the ones before it left."""
    held = [HeldPackage(package=replace(one, balance=one.full_quarters), purchased=one.start) for one in packages]
    found: dict[tuple[str, date, Service], int] = defaultdict(int)
    before: tuple[Session, ...] = ()
    for month in months(works):
        sessions = {str(n): session(work, str(n)) for n, work in enumerate(works) if work in taken(works, month)}
        facts = MonthFacts(
            month=month,
            issue=add_months(month, 1) - ONE_DAY,
            packages=tuple(held),
            sessions=tuple(sessions.values()),
            late=frozenset(name for name in sessions if works[int(name)].late),
            billed_before=before,
        )
        uses = statement(facts, policy).package_use
        for use in uses:
            found[use.package, use.day, use.service] += use.quarters
        held = [_after(one, uses) for one in held]
        before = tuple(sessions.values())
    return found


def _after(held: HeldPackage, uses: Iterable[PackageUse]) -> HeldPackage:
    own = [Use(day=use.day, quarters=use.quarters) for use in uses if use.package == held.package.id]
    left = held.package.balance - sum(use.quarters for use in own)
    return replace(held, package=replace(held.package, balance=left), uses=(*held.uses, *own))


def months(works: Sequence[Work]) -> Iterator[date]:
    """Every month from the first work to the one after the last, which takes what was told late."""
    if works:
        month, last = min(one.month for one in works), add_months(max(one.month for one in works), 1)
        while month <= last:
            yield month
            month = add_months(month, 1)


def taken(works: Sequence[Work], month: date) -> list[Work]:
    """What the statement of a month knows: its own work, and what was told late of the month before."""
    return [one for one in works if (add_months(one.month, 1) == month if one.late else one.touches(month))]


def session(work: Work, name: str) -> Session:
    return Session(session=name, start=work.start, end=work.end, topics=(TOPIC[work.service],), arranged=work.arranged)
