"""Selling a package [13.1-13.3, 13.11]: planned first, with every reason why it cannot be, then written."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session as Database
from sqlmodel import col, select

from worker.application.billing.month_facts import month_facts
from worker.application.office import Office
from worker.domain import nip as numbers
from worker.domain.billing.statement import standing_on
from worker.domain.found import Service
from worker.domain.packages.package import Package, PackagePrice, PackageStart, package_price, package_start
from worker.domain.tariff.rates import Standing
from worker.store.billing_queries import billed_package_net
from worker.store.billing_tables import SoldPackage
from worker.store.tables import Payer
from worker.terms import TermsError


class SaleError(ValueError):
    """A package that cannot be sold as asked; the message says why and what would be right, with the point."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sale:
    """What is to be sold. ``start`` None: the last permitted day (13.3); ``used`` quarters were drawn before.

    ``net`` is the price when it is not that of 13.11; ``code`` the office's own name of the package.
    """

    nip: str
    hours: int
    service: Service
    purchased: date
    start: date | None = None
    used: int = 0
    net: Decimal | None = None
    invoiced: bool = False
    code: str = ""
    again: bool = False  # the same package was sold to this payer on this day before, and this is another one


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A sale that is permitted: its row, the days it gives and the price of 13.11 for this payer on that day."""

    row: SoldPackage
    payer: str
    begins: PackageStart
    price: PackagePrice
    standing: Standing

    @property
    def net(self) -> Decimal:
        """What it costs."""
        return self.row.net if self.row.net is not None else self.price.amount.net


def plan(session: Database, office: Office, sale: Sale, now: datetime) -> Plan:
    """What selling would write. Raises SaleError."""
    number = numbers.compact(sale.nip)
    if not numbers.is_valid(number):
        raise SaleError(f"{sale.nip!r} is no NIP: ten digits with a correct check digit are needed")
    payer = session.get(Payer, number)
    if payer is None:
        raise SaleError(
            f"no payer has the NIP {number}; import the customers or list the company under [[customers]] first"
        )
    standing = standing_on(
        month_facts(session, office, number, sale.purchased, issue=sale.purchased).facts, sale.purchased, office.policy
    )
    try:
        begins = package_start(sale.hours, sale.purchased, sale.start, office.policy)
        price = package_price(sale.hours, sale.service, on=sale.purchased, standing=standing, policy=office.policy)
    except TermsError as error:
        raise SaleError(f"{error}, point 13.3") from error
    if begins.valid_from is None:
        raise SaleError(
            f"a package of {sale.hours} h bought on {sale.purchased} starts between {sale.purchased} and"
            f" {begins.latest}, not {f'on {sale.start}' if sale.start else 'without a named day'} (point 13.3)"
        )
    most = Package(hours=sale.hours, service=sale.service, start=begins.valid_from).full_quarters
    if not 0 <= sale.used <= most:
        raise SaleError(f"{sale.used} quarters were used of a package of {most}: give 0 to {most / 4:g} hours")
    if sale.net is not None and sale.net < 0:
        raise SaleError(f"the price {sale.net} is below zero")
    row = SoldPackage(
        code=_code(session, sale),
        nip=number,
        hours=sale.hours,
        service=sale.service.value,
        purchased_day=sale.purchased,
        start_day=begins.valid_from,
        used_before=sale.used,
        net=sale.net,
        invoiced=sale.invoiced,
        sold_at=now,
    )
    _not_twice(session, row, again=sale.again)
    return Plan(row=row, payer=payer.name, begins=begins, price=price, standing=standing)


def net_of(session: Database, office: Office, row: SoldPackage) -> Decimal:
    """What a package cost: as recorded, as a bill took it, else by 13.11 for this payer on the day he bought it."""
    if row.net is not None:
        return row.net
    if (billed := billed_package_net(session, row.nip, row.code)) is not None:
        return billed
    facts = month_facts(session, office, row.nip, row.purchased_day, issue=row.purchased_day).facts
    standing = standing_on(facts, row.purchased_day, office.policy)
    service = Service(row.service)
    price = package_price(row.hours, service, on=row.purchased_day, standing=standing, policy=office.policy)
    return price.amount.net


def _code(session: Database, sale: Sale) -> str:
    """The office's own, or ``P26-0007``: the year of the purchase and a running number."""
    if sale.code:
        if session.get(SoldPackage, sale.code) is not None:
            raise SaleError(f"the code {sale.code!r} names a package that was sold already")
        return sale.code
    prefix = f"P{sale.purchased:%y}-"
    taken = session.exec(select(SoldPackage.code).where(col(SoldPackage.code).startswith(prefix))).all()
    serials = [int(code.removeprefix(prefix)) for code in taken if code.removeprefix(prefix).isdecimal()]
    return f"{prefix}{max(serials, default=0) + 1:04}"


def _not_twice(session: Database, row: SoldPackage, *, again: bool) -> None:
    """A command that is repeated must not sell twice."""
    same = session.exec(
        select(SoldPackage.code).where(
            SoldPackage.nip == row.nip,
            SoldPackage.hours == row.hours,
            SoldPackage.service == row.service,
            SoldPackage.purchased_day == row.purchased_day,
        )
    ).first()
    if same is not None and not again:
        raise SaleError(
            f"{row.nip} bought such a package on {row.purchased_day} already: {same}; --again sells another one"
        )
