"""A month of many payers settled: seconds, and how they grow with the entries.

Run: ``python -m benchmarks.statement_month`` (entries 1,000, 10,000, 100,000; 50 an average payer). Each payer
has remote sessions over the whole clock, some visits, a package for every third. Prints one line a size; the
last column is the growth of the time per entry from the smallest size, 1.0 being linear.
"""

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from worker.domain.billing.customer import Document
from worker.domain.billing.month import HeldPackage, MonthFacts
from worker.domain.billing.statement import statement
from worker.domain.found import Service
from worker.domain.packages.package import Package
from worker.domain.tariff.travel import Trip
from worker.domain.tariff.visits import Visit
from worker.domain.tariff.work import Session

MONTH = date(2026, 3, 1)
ENTRIES_OF_A_PAYER = 50
TOPICS = ("it", "trade", "crm", "accounting", "payroll", "autoid")


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One size: how many payers and entries, how long, what it came to."""

    payers: int
    entries: int
    seconds: float
    net: Decimal


def payer(chance: random.Random, number: int, entries: int) -> MonthFacts:
    """The month of one payer: nine remote sessions to one visit."""
    start = datetime(2026, 3, 1, tzinfo=UTC)
    sessions, visits = [], []
    for n in range(entries):
        at = start + timedelta(minutes=chance.randrange(30 * 24 * 60))
        topics = (chance.choice(TOPICS),)
        end = at + timedelta(seconds=chance.randrange(30, 3 * 3600))
        if n % 10 == 9:
            visits.append(Visit(visit=f"v{n}", start=at, end=end, topics=topics, trip=Trip(location="Warszawa")))
        else:
            sessions.append(Session(session=f"s{n}", connection=f"c{n // 2}", start=at, end=end, topics=topics))
    package = Package(id="P", hours=10, service=Service.ACCOUNTING, start=date(2026, 2, 10), balance=40)
    return MonthFacts(
        month=MONTH,
        issue=date(2026, 3, 31),
        documents=tuple(Document(day=date(2025, 6 + n, 15)) for n in range(number % 6)),
        packages=(HeldPackage(package=package, purchased=date(2026, 2, 10)),) if number % 3 == 0 else (),
        sessions=tuple(sessions),
        visits=tuple(visits),
    )


def months(entries: int) -> Iterator[MonthFacts]:
    """The facts of every payer, the same for the same size."""
    chance = random.Random(20260331)
    for number in range(max(entries // ENTRIES_OF_A_PAYER, 1)):
        yield payer(chance, number, min(entries, ENTRIES_OF_A_PAYER))


def measure(entries: int) -> Measured:
    """Settle a month of so many entries."""
    facts = list(months(entries))
    begun = time.perf_counter()
    net = Decimal(0)
    for one in facts:
        invoice = statement(one).invoice
        net += invoice.amount.net if invoice else 0
    seconds = time.perf_counter() - begun
    return Measured(payers=len(facts), entries=entries, seconds=seconds, net=net)


def main(sizes: tuple[int, ...] = (1_000, 10_000, 100_000)) -> None:
    measure(100)  # warm: price list, holidays
    first: float | None = None
    print(f"{'payers':>7} {'entries':>8} {'seconds':>8} {'us/entry':>9} {'growth':>7}  net PLN")
    for entries in sizes:
        found = measure(entries)
        each = found.seconds / found.entries * 1e6
        first = first or each
        size = f"{found.payers:7d} {found.entries:8d}"
        print(f"{size} {found.seconds:8.2f} {each:9.1f} {each / first:7.2f}  {found.net:,.2f}")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or (1_000, 10_000, 100_000))
