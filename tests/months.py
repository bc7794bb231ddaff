"""Strategies for property tests of the engine: sessions, visits, packages and whole months of a payer."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from worker.domain.billing.customer import Document, UpdatePurchase
from worker.domain.billing.month import HeldPackage, MonthFacts, Purchase
from worker.domain.found import Service
from worker.domain.packages.package import Package
from worker.domain.tariff.travel import Trip
from worker.domain.tariff.visits import Visit
from worker.domain.tariff.work import Session

TOPICS = ("it", "trade", "crm", "accounting", "payroll", "autoid")
MARCH = date(2026, 3, 1)

instants = st.integers(0, 31 * 24 * 60 - 1).map(lambda m: datetime(2026, 2, 28, 23, tzinfo=UTC) + timedelta(minutes=m))
lengths = st.integers(0, 5 * 3600).map(lambda s: timedelta(seconds=s))
topics = st.lists(st.sampled_from(TOPICS), min_size=1, max_size=2).map(tuple)
services = st.sampled_from(Service)


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    start = draw(instants)
    return Session(
        session=str(draw(st.integers(0, 10**9))),
        connection=draw(st.sampled_from(["", "c1", "c2", "c3"])),
        start=start,
        end=start + draw(lengths),
        topics=draw(topics),
        implementation_of=draw(st.sampled_from(["", "", "Z1"])),
    )


@st.composite
def visits(draw: st.DrawFn) -> Visit:
    start = draw(instants)
    far = draw(st.decimals("0.1", "300", places=1))
    return Visit(
        visit=str(draw(st.integers(0, 10**9))),
        start=start,
        end=start + draw(lengths),
        topics=draw(topics),
        implementation_of=draw(st.sampled_from(["", "", "Z1"])),
        trip=draw(st.sampled_from([None, Trip(location="Warszawa"), Trip(location="inna", km_one_way={"W": far})])),
    )


@st.composite
def packages(draw: st.DrawFn, name: str = "P") -> Package:
    hours = draw(st.sampled_from([5, 10, 20, 40]))
    return Package(
        id=name,
        hours=hours,
        service=draw(services),
        start=MARCH + timedelta(days=draw(st.integers(-60, 20))),
        balance=draw(st.integers(0, hours * 4)),
    )


@st.composite
def months(draw: st.DrawFn) -> MonthFacts:
    held = [
        HeldPackage(package=draw(packages(name)), purchased=MARCH, sold_now=draw(st.booleans()))
        for name in ("P1", "P2")
    ]
    return MonthFacts(
        month=MARCH,
        issue=draw(st.sampled_from([date(2026, 3, 31), date(2026, 4, 7)])),
        documents=tuple(Document(day=date(2025, n, 15)) for n in draw(st.lists(st.integers(4, 12), max_size=6))),
        updates=draw(st.sampled_from([(), (UpdatePurchase(day=date(2025, 11, 3), vendor="InsERT"),)])),
        purchases=(Purchase(id="Z1", day=date(2026, 1, draw(st.integers(1, 31)))),),
        packages=tuple(held[: draw(st.integers(0, 2))]),
        sessions=tuple(draw(st.lists(sessions(), max_size=8))),
        visits=tuple(draw(st.lists(visits(), max_size=3))),
    )
