"""The facts of a payer's month from the database: what ``worker.domain.billing.statement`` settles.

Which month an entry belongs to is written nowhere; it follows from the day of the work and from what the bills took:

    in the month      the work touches it, and no other month's bill took it as late
    late              the work began in an earlier month, that month has a bill of this payer, and it did not take it
    forgotten         the work began in an earlier month without a bill of this payer: named, left to that month

So nothing is billed twice and nothing falls between two months, whatever is written, undone, held or run again; a
corrected version of a month gathers the same way and leaves alone what a later statement took as late. Sessions and
visits are named by the id of their entry, a trip without a visit by ``T`` and its id.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session as Database

from worker.application.billing.billed_lines import billed_lines, month_of
from worker.application.billing.invoice_facts import InvoiceFacts
from worker.application.billing.work_facts import Entries, MonthOfWork, Taken, sort_work
from worker.application.office import Office
from worker.application.open_orders import ordered_quarters
from worker.application.own_rates import own_rates
from worker.documents import Worked
from worker.domain.billing.corrections import IssuedCorrection
from worker.domain.billing.customer import Document, DocumentType, UpdatePurchase, paid_in_time
from worker.domain.billing.month import HeldPackage, MonthFacts, Purchase
from worker.domain.calendar import ONE_DAY, add_months, start_of_day
from worker.domain.found import Service
from worker.domain.packages.drawing import Use
from worker.domain.packages.package import Package, valid_to
from worker.store import billing_queries as ask
from worker.store.billing_tables import Contract, SalesInvoice, SoldPackage

_LOT = 200  # payers asked for together
_YEARS_KEPT = 4  # a claim between firms expires after three years, at the end of the year [KC 118]


@dataclass(frozen=True, kw_only=True, slots=True)
class PayerMonth:
    """One payer's month, gathered. ``worked`` is keyed like the sessions and visits of ``facts``.

    ``taken`` is what a bill of these facts takes, for ``Bill.billed``. ``forgotten`` are days of work of earlier months
    that has no bill; ``stray_trips`` days of travel without a visit; ``unknown_purchases`` invoices named by
    ``wdrożenie:`` that accounting does not know; ``issued`` corrections of earlier invoices that no bill has told of
    [12.5, 12.10]. ``ordered`` tells how many quarters of a package open orders wait for now. ``broken`` is why nothing
    could be gathered (a package of a size not on sale); then there are no facts, and the month is not empty either.
    """

    nip: str
    facts: MonthFacts
    worked: Mapping[str, Worked] = field(default_factory=dict)
    taken: Taken = field(default_factory=Taken)
    forgotten: tuple[date, ...] = ()
    stray_trips: tuple[date, ...] = ()
    unknown_purchases: tuple[str, ...] = ()
    issued: tuple[IssuedCorrection, ...] = ()
    ordered: Mapping[str, int] = field(default_factory=dict)
    broken: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing was done and nothing sold: no statement, no letter."""
        return not (
            self.broken or self.facts.sessions or self.facts.visits or any(one.sold_now for one in self.facts.packages)
        )


def bounds(month: date) -> tuple[date, date]:
    """The first and last day of a month, from any day of it."""
    first = month.replace(day=1)
    return first, add_months(first, 1) - ONE_DAY


def period_of(month: date) -> str:
    """``2026-03``, as bills and holds name a month."""
    return f"{month:%Y-%m}"


def payers_to_bill(session: Database, month: date) -> tuple[str, ...]:
    """NIPs that may have anything to bill in a month, in order; ``PayerMonth.is_empty`` says who has not.

    Work whose payer is not known is under the empty NIP.
    """
    first, last = bounds(month)
    return ask.payers_with_business(session, start_of_day(first), start_of_day(last + ONE_DAY), first, last)


def month_facts(
    session: Database, office: Office, nip: str, month: date, *, issue: date, until: datetime | None = None
) -> PayerMonth:
    """One payer's month; see ``gather``."""
    return gather(session, office, [nip], month, issue=issue, until=until)[nip]


def gather(
    session: Database,
    office: Office,
    nips: Sequence[str],
    month: date,
    *,
    issue: date,
    until: datetime | None = None,
) -> dict[str, PayerMonth]:
    """The months of several payers, in the order asked for, by about ten queries for 200 of them.

    ``month`` is any day of it, ``issue`` the day of invoicing (12.6); ``until`` (zone-aware) leaves out work that
    begins at or after it: the draft of a month that is still running. A payer nobody knows has an empty month.
    """
    found: dict[str, PayerMonth] = {}
    for at in range(0, len(nips), _LOT):
        lot = _Lot.load(session, office, nips[at : at + _LOT], month, issue, until)
        found.update((nip, lot.try_payer(nip)) for nip in nips[at : at + _LOT])
    return found


@dataclass(kw_only=True)
class _Lot:
    """What the database knows of a lot of payers, by payer."""

    office: Office
    month: date
    issue: date
    entries: Mapping[str, Entries]
    taken: Mapping[str, list[ask.BillTaken]]
    invoices: Mapping[str, list[SalesInvoice]]
    payments: Mapping[str, list[tuple[date, Decimal]]]
    updates: Mapping[str, list[UpdatePurchase]]
    packages: Mapping[str, list[SoldPackage]]
    contracts: Mapping[str, Contract]
    ordered: Mapping[str, int]
    settled: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def load(
        cls,
        session: Database,
        office: Office,
        nips: Sequence[str],
        month: date,
        issue: date,
        until: datetime | None,
    ) -> "_Lot":
        first, last = bounds(month)
        start, end = start_of_day(first), start_of_day(last + ONE_DAY)
        end = min(end, until) if until is not None else end
        since = issue.replace(year=issue.year - _YEARS_KEPT, day=1)
        taken = ask.bills_taken(session, nips, without=period_of(month))
        packages = _by_nip(ask.packages_for(session, nips, last))
        entries: dict[str, Entries] = defaultdict(Entries)
        for entry, ticket in ask.work_for(session, nips, start, end):
            entries[entry.nip].work.append((entry, ticket))
        for entry in ask.work_beside(session, [one for lot in entries.values() for one, _ in lot.work], start):
            entries[entry.nip].older.append(entry)
        for trip in ask.travel_for(session, nips, first, last):
            entries[trip.nip].travel.append(trip)
        lot = cls(
            office=office,
            month=month,
            issue=issue,
            entries=entries,
            taken=taken,
            invoices=_by_nip(ask.invoices_for(session, nips, since, issue)),
            payments=ask.payments_for(session, nips, since),
            updates=_updates(session, nips),
            packages=packages,
            contracts=ask.contracts_for(session, nips),
            ordered=ordered_quarters(session, office, [row.code for rows in packages.values() for row in rows]),
        )
        lot.settled = ask.settled_months(session, lot.unpaid())
        return lot

    def unpaid(self) -> list[tuple[str, str]]:
        """(NIP, month) of our own statements that were not paid in time: their lines matter for 10.4.4 and 12.5."""
        return [
            (nip, month_of(one))
            for nip, rows in self.invoices.items()
            for one in rows
            if not paid_in_time(self.of(nip).payable(one), self.office.policy)
        ]

    def of(self, nip: str) -> InvoiceFacts:
        """The payer's invoices."""
        return InvoiceFacts(
            invoices=self.invoices.get(nip, []),
            payments=self.payments,
            lines=lambda one: billed_lines(self.settled.get((nip, month_of(one)), {}), one),
            policy=self.office.policy,
        )

    def try_payer(self, nip: str) -> PayerMonth:
        """One payer; whatever is wrong with his rows, the others are gathered."""
        try:
            return self.payer(nip)
        except (ValueError, ArithmeticError, LookupError) as error:
            return PayerMonth(nip=nip, facts=MonthFacts(month=self.month, issue=self.issue), broken=str(error))

    def payer(self, nip: str) -> PayerMonth:
        taken = self.taken.get(nip, [])
        numbers = {_plain(one.number): one for one in self.invoices.get(nip, [])}
        work = sort_work(self.entries.get(nip) or Entries(), taken, self.month, names=self.office.name_of)
        facts = self._facts(nip, work, numbers)
        told = {number for bill in taken for number in bill.corrections}
        issued = self.of(nip).to_tell(told, period_of(self.month), self.issue)
        return PayerMonth(
            nip=nip,
            facts=facts,
            worked=work.worked,
            taken=replace(
                work.taken,
                packages=tuple(one.package.id for one in facts.packages if one.sold_now),
                corrections=tuple(one.number for one in issued),
            ),
            forgotten=tuple(sorted(work.forgotten)),
            stray_trips=tuple(sorted(work.stray_trips)),
            unknown_purchases=tuple(sorted(one for one in work.implementations if _plain(one) not in numbers)),
            issued=issued,
            ordered={key: self.ordered[key] for one in facts.packages if (key := one.package.id) in self.ordered},
        )

    def _facts(self, nip: str, work: MonthOfWork, numbers: Mapping[str, SalesInvoice]) -> MonthFacts:
        """The month as the regulamin settles it; ``numbers`` are the payer's invoices by their plain number."""
        taken, invoices = self.taken.get(nip, []), self.invoices.get(nip, [])
        return MonthFacts(
            month=self.month,
            issue=self.issue,
            documents=tuple(Document(day=one.issue_day, type=DocumentType(one.kind)) for one in invoices),
            updates=tuple(self.updates.get(nip, ())),
            open_invoices=self.of(nip).billed(),
            purchases=tuple(_purchases(work, numbers)),
            packages=tuple(self._held(row, taken) for row in self.packages.get(nip, []) if self._counts(row)),
            sessions=tuple(work.sessions(key=_plain)),
            visits=tuple(work.visits(key=_plain)),
            late=frozenset(work.late),
            billed_before=tuple(work.billed_before(key=_plain)),
            own_rates=own_rates(self.contracts.get(nip)),
            own_rates_rebated=nip in self.contracts and self.contracts[nip].rebated,
        )

    def _counts(self, row: SoldPackage) -> bool:
        """Whether a package can still matter to this month or to late work of the two before it."""
        package = Package(hours=row.hours, service=Service(row.service), start=row.start_day, id=row.code)
        return valid_to(package, self.office.policy) >= bounds(self.month)[0] - ask.NEWS or not row.invoiced

    def _held(self, row: SoldPackage, taken: Iterable[ask.BillTaken]) -> HeldPackage:
        uses = tuple(
            Use(day=date.fromisoformat(use["day"]), quarters=int(use["quarters"]))
            for bill in taken
            for use in bill.uses
            if use["package"] == row.code
        )
        package = Package(
            hours=row.hours,
            service=Service(row.service),
            start=row.start_day,
            id=row.code,
            extended_times=row.extended_times,
            added_quarters=row.added_quarters,
        )
        left = package.full_quarters - row.used_before - row.refunded_quarters - sum(use.quarters for use in uses)
        own = period_of(row.purchased_day)
        sold_elsewhere = any(row.code in bill.packages for bill in taken)
        ours = own == period_of(self.month) or any(bill.month == own for bill in taken)
        return HeldPackage(
            package=replace(package, balance=max(left, 0)),
            purchased=row.purchased_day,
            sold_now=ours and not row.invoiced and not sold_elsewhere,
            uses=uses,
            net=row.net,
        )


def _plain(number: str) -> str:
    """Numbers of invoices as people write them are the same in any case and with any spaces."""
    return "".join(number.split()).upper()


def _purchases(work: MonthOfWork, numbers: Mapping[str, SalesInvoice]) -> Iterator[Purchase]:
    """The invoices that ``wdrożenie:`` names, those that accounting knows."""
    for key in sorted({_plain(one) for one in work.named_purchases} & numbers.keys()):
        yield Purchase(id=key, day=numbers[key].issue_day, finished=numbers[key].implementation_finished)


def _by_nip(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.nip].append(row)
    return found


def _updates(session: Database, nips: Sequence[str]) -> dict[str, list[UpdatePurchase]]:
    found: dict[str, list[UpdatePurchase]] = defaultdict(list)
    for row in ask.subscriptions_for(session, nips):
        found[row.nip].append(UpdatePurchase(day=row.bought_day, vendor=row.vendor))
    return found
