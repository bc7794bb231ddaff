"""What a payer's packages hold on a day: sold quarters, less what bills recorded, less the drafts of unbilled months.

A month without a bill is settled here and now by the same engine that will bill it, month after month, so that an
answer on the 3rd already knows what last month drew. Asked for by letters, receipts, orders, notices and the CLI.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session as Database
from sqlmodel import col, select

from worker.application.billing.month_facts import bounds, month_facts, period_of
from worker.application.office import Office
from worker.domain.calendar import ONE_DAY, local_day, start_of_day
from worker.domain.drawing import Use
from worker.domain.found import Service
from worker.domain.month import HeldPackage, MonthFacts, Statement
from worker.domain.package_account import PackageAccount, package_account
from worker.domain.packages import Package
from worker.domain.statement import statement
from worker.store.billing_queries import bills_taken
from worker.store.billing_tables import SoldPackage
from worker.store.staff_tables import WorkEntry, WorkKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Accounts:
    """A payer's packages at the end of ``day``, by start; ``draft`` is the day's unbilled month, settled so far."""

    nip: str
    day: date
    packages: tuple[PackageAccount, ...] = ()
    draft: Statement | None = None

    def of(self, code: str) -> PackageAccount | None:
        """The package with this code."""
        return next((one for one in self.packages if one.package.id == code), None)


def accounts(session: Database, office: Office, nip: str, day: date) -> Accounts:
    """The packages of a payer on a Warsaw day, every one ever sold to him up to it; none for a payer nobody knows."""
    rows = session.exec(
        select(SoldPackage)
        .where(SoldPackage.nip == nip, SoldPackage.purchased_day <= day)
        .order_by(col(SoldPackage.start_day), col(SoldPackage.code))
    ).all()
    if not nip or not rows:
        return Accounts(nip=nip, day=day)
    packages = {row.code: package_of(row) for row in rows}
    uses, draft = _uses(session, office, nip, day, packages)
    found = tuple(package_account(one, uses[one.id], day, office.policy) for one in packages.values())
    return Accounts(nip=nip, day=day, packages=found, draft=draft)


def package_of(row: SoldPackage) -> Package:
    """A sold package as the rules take it; its balance is what the program has to account for."""
    package = Package(
        id=row.code,
        hours=row.hours,
        service=Service(row.service),
        start=row.start_day,
        extended_times=row.extended_times,
        added_quarters=row.added_quarters,
    )
    return replace(package, balance=max(package.full_quarters - row.used_before - row.refunded_quarters, 0))


def _uses(
    session: Database, office: Office, nip: str, day: date, packages: Mapping[str, Package]
) -> tuple[dict[str, list[Use]], Statement | None]:
    """Draws by package: those of the bills, then those of each unbilled month in turn."""
    uses: dict[str, list[Use]] = defaultdict(list)
    billed = bills_taken(session, [nip], without="").get(nip, [])
    for bill in billed:
        for use in bill.uses:
            uses[use["package"]].append(Use(day=date.fromisoformat(use["day"]), quarters=int(use["quarters"])))
    first = min(package.start for package in packages.values())
    draft: Statement | None = None
    for month in _unbilled(session, nip, first, day, frozenset(bill.month for bill in billed)):
        until = start_of_day(min(day, bounds(month)[1]) + ONE_DAY)
        gathered = month_facts(session, office, nip, month, issue=bounds(month)[1], until=until).facts
        settled = statement(_holding(gathered, packages, uses), office.policy)
        for drawn in settled.package_use:
            uses[drawn.package].append(Use(day=drawn.day, quarters=drawn.quarters))
        draft = settled if period_of(month) == period_of(day) else None
    return uses, draft


def _holding(facts: MonthFacts, packages: Mapping[str, Package], uses: Mapping[str, list[Use]]) -> MonthFacts:
    """The facts of a month with what the packages hold after the months before it."""
    return replace(facts, packages=tuple(_held(one, packages[one.package.id], uses) for one in facts.packages))


def _held(held: HeldPackage, package: Package, uses: Mapping[str, list[Use]]) -> HeldPackage:
    drawn = uses.get(package.id, [])
    left = package.balance - sum(use.quarters for use in drawn)
    return replace(held, package=replace(package, balance=max(left, 0)), uses=tuple(drawn))


def _unbilled(session: Database, nip: str, first: date, day: date, billed: frozenset[str]) -> list[date]:
    """The months from the first package to the day that have no bill and remote work, and always the day's own."""
    days = session.exec(
        select(WorkEntry.start_at)
        .where(WorkEntry.nip == nip, WorkEntry.kind == WorkKind.REMOTE.value, col(WorkEntry.undone_at).is_(None))
        .where(WorkEntry.end_at > start_of_day(first), WorkEntry.start_at < start_of_day(day + ONE_DAY))
    )
    worked = {local_day(start).replace(day=1) for start in days}
    if not worked:
        return []
    own = day.replace(day=1)
    # an entry written late for a billed month goes to the next statement, so the day's own month is asked always
    return sorted(month for month in {*worked, own} if period_of(month) not in billed and month <= own)
