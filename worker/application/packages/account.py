"""What a payer's packages hold on a day: sold quarters, less what bills recorded, less the drafts of unbilled months.

A month without a bill is settled here and now by the same engine that will bill it, month after month, so that an
answer on the 3rd already knows what last month drew. Asked for by letters, receipts, orders, notices and the CLI.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session as Database
from sqlmodel import col, select

from worker.application.billing.month_facts import PayerMonth, bounds, gather, month_facts, period_of
from worker.application.office import Office
from worker.domain.billing.month import HeldPackage, MonthFacts, Statement
from worker.domain.billing.statement import statement
from worker.domain.calendar import ONE_DAY, local_day, start_of_day
from worker.domain.found import Service
from worker.domain.packages.account import PackageAccount, package_account
from worker.domain.packages.drawing import Use
from worker.domain.packages.package import Package
from worker.store.billing_queries import BillTaken, bills_taken
from worker.store.billing_tables import SoldPackage
from worker.store.staff_tables import WorkEntry, WorkKind

_LOT = 200  # payers asked for together


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
    return accounts_of(session, office, [nip], day)[nip]


def accounts_of(session: Database, office: Office, nips: Sequence[str], day: date) -> dict[str, Accounts]:
    """The accounts of several payers, by a few dozen queries for 200 of them."""
    found: dict[str, Accounts] = {}
    for at in range(0, len(nips), _LOT):
        found.update(_lot(session, office, nips[at : at + _LOT], day))
    return found


def draft_of(session: Database, office: Office, nip: str, day: date) -> Statement | None:
    """The payer's month settled up to the end of a day, whether or not he has packages; None when it is billed."""
    known = accounts(session, office, nip, day)
    if known.packages or period_of(day) in {
        bill.month for bill in bills_taken(session, [nip], without="").get(nip, [])
    }:
        return known.draft
    until = start_of_day(day + ONE_DAY)
    return statement(month_facts(session, office, nip, day, issue=bounds(day)[1], until=until).facts, office.policy)


def month_so_far(session: Database, office: Office, nip: str, month: date, *, today: date) -> PayerMonth:
    """An unbilled month up to the end of a day, its packages as the unbilled months before it leave them."""
    first, last = bounds(month)
    day = min(today, last)
    gathered = month_facts(session, office, nip, month, issue=last, until=start_of_day(day + ONE_DAY))
    before = accounts(session, office, nip, first - ONE_DAY)
    held = tuple(
        replace(one, package=known.package, uses=known.uses) if (known := before.of(one.package.id)) else one
        for one in gathered.facts.packages
    )
    return replace(gathered, facts=replace(gathered.facts, packages=held))


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


def _lot(session: Database, office: Office, nips: Sequence[str], day: date) -> dict[str, Accounts]:
    packages: dict[str, dict[str, Package]] = defaultdict(dict)
    for row in session.exec(
        select(SoldPackage)
        .where(col(SoldPackage.nip).in_(nips), SoldPackage.purchased_day <= day)
        .order_by(col(SoldPackage.start_day), col(SoldPackage.code))
    ):
        packages[row.nip][row.code] = package_of(row)
    found = {nip: Accounts(nip=nip, day=day) for nip in nips}
    if not packages:
        return found
    uses, drafts = _uses(session, office, packages, day)
    for nip, held in packages.items():
        stand = tuple(package_account(one, uses[one.id], day, office.policy) for one in held.values())
        found[nip] = Accounts(nip=nip, day=day, packages=stand, draft=drafts.get(nip))
    return found


def _uses(
    session: Database, office: Office, packages: Mapping[str, Mapping[str, Package]], day: date
) -> tuple[dict[str, list[Use]], dict[str, Statement]]:
    """Draws by package: those of the bills, then those of each unbilled month in turn; and the drafts of the day."""
    uses: dict[str, list[Use]] = defaultdict(list)
    billed = bills_taken(session, list(packages), without="")
    for bill in (bill for bills in billed.values() for bill in bills):
        for use in bill.uses:
            uses[use["package"]].append(Use(day=date.fromisoformat(use["day"]), quarters=int(use["quarters"])))
    drafts: dict[str, Statement] = {}
    for month, nips in _unbilled(session, packages, day, billed).items():
        first, last = bounds(month)
        until = start_of_day(min(day, last) + ONE_DAY)
        for nip, gathered in gather(session, office, nips, month, issue=last, until=until).items():
            settled = statement(_holding(gathered.facts, packages[nip], uses), office.policy)
            for drawn in settled.package_use:
                uses[drawn.package].append(Use(day=drawn.day, quarters=drawn.quarters))
            if first <= day <= last:
                drafts[nip] = settled
    return uses, drafts


def _holding(facts: MonthFacts, packages: Mapping[str, Package], uses: Mapping[str, list[Use]]) -> MonthFacts:
    """The facts of a month with what the packages hold after the months before it, and none bought after the day."""
    held = ((one, packages.get(one.package.id)) for one in facts.packages)
    return replace(facts, packages=tuple(_held(one, package, uses) for one, package in held if package is not None))


def _held(held: HeldPackage, package: Package, uses: Mapping[str, list[Use]]) -> HeldPackage:
    drawn = uses.get(package.id, [])
    left = package.balance - sum(use.quarters for use in drawn)
    return replace(held, package=replace(package, balance=max(left, 0)), uses=tuple(drawn))


def _unbilled(
    session: Database,
    packages: Mapping[str, Mapping[str, Package]],
    day: date,
    billed: Mapping[str, Sequence[BillTaken]],
) -> dict[date, list[str]]:
    """The months that have remote work but no bill, in order, with their payers; the day's own for all who had any."""
    first = min(package.start for held in packages.values() for package in held.values())
    rows = session.exec(
        select(WorkEntry.nip, WorkEntry.start_at)
        .where(col(WorkEntry.nip).in_(list(packages)), WorkEntry.kind == WorkKind.REMOTE.value)
        .where(col(WorkEntry.undone_at).is_(None))
        .where(WorkEntry.end_at > start_of_day(first), WorkEntry.start_at < start_of_day(day + ONE_DAY))
    )
    worked: dict[str, set[date]] = defaultdict(set)
    for nip, start in rows:
        # an entry written late for a billed month goes to the next statement, so the day's own month is always asked
        worked[nip] |= {local_day(start).replace(day=1), day.replace(day=1)}
    found: dict[date, list[str]] = defaultdict(list)
    for nip in sorted(worked):
        done = {bill.month for bill in billed.get(nip, ())}
        for month in worked[nip]:
            if period_of(month) not in done and month <= day:
                found[month].append(nip)
    return dict(sorted(found.items()))
