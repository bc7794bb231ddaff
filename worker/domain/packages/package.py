"""Packages of hours (13): price, start, validity and 30-day windows. A package is counted in quarters."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

from worker.domain.calendar import ONE_DAY
from worker.domain.found import Service
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.money import Amount, amount, to_grosz
from worker.domain.tariff.rates import Mode, Standing, base_rate, rebates
from worker.terms import PackageRow, price_list_on


class NotCovered(StrEnum):
    """Why work does not draw on the package and goes to the hourly tariff."""

    CLASS = "class"  # 13.1: a general package does not cover accounting
    NOT_STARTED = "not_started"  # 13.3: before the contract date
    EXPIRED = "expired"  # 13.5: after the last valid day


@dataclass(frozen=True, kw_only=True, slots=True)
class Package:
    """A bought package. ``start`` is its contract date (13.3); ``balance`` in quarters.

    ``extended_times`` and ``added_quarters`` come from compensations in hours (13.10).
    """

    hours: int
    service: Service
    start: date
    id: str = ""
    balance: int = 0
    extended_times: int = 0
    added_quarters: int = 0

    @property
    def row(self) -> PackageRow:
        """What the price list in force at the start says of this size."""
        return price_list_on(self.start).package(self.hours)

    @property
    def full_quarters(self) -> int:
        """Everything the package ever held."""
        return self.hours * 4 + self.added_quarters

    def covers(self, service: Service) -> bool:
        """13.1, 13.1.1: its own class; an accounting package covers general work too."""
        return self.service in {service, Service.ACCOUNTING}


@dataclass(frozen=True, kw_only=True, slots=True)
class PackagePrice:
    """The price of a package in PLN (13.11).

    ``rebate_per_hour`` is what the hourly rebate took off ``net_per_hour``: late payment revokes it (12.5), while the
    discount of the size stays.
    """

    amount: Amount
    net_per_hour: Decimal
    percent_off: int
    point: str
    rebate_per_hour: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class PackageStart:
    """Whether a start is permitted (13.3) and the days it gives; without a permitted start only ``latest``."""

    accepted: bool
    latest: date
    valid_from: date | None = None
    valid_to: date | None = None
    window_starts: tuple[date, ...] = ()


def package_price(
    hours: int, service: Service, *, on: date, standing: Standing, policy: Policy = DEFAULT
) -> PackagePrice:
    """The price of a package sold on a day: hours at the customer's rate less the size discount (13.11).

    The regular customer's 20 per hour comes off the base unless he is overdue (13.11.1). Raises TermsError for
    a size that is not sold.
    """
    row = price_list_on(on).package(hours)
    regular, update = rebates(standing, on, policy)
    base = base_rate(Mode.REMOTE, service, on, policy)
    rebate = regular + (update if policy.package_update_discount else 0)
    standard, net = (to_grosz(hours * rate * (100 - row.percent_off) / 100) for rate in (base, base - rebate))
    return PackagePrice(
        amount=amount(net, on),
        net_per_hour=to_grosz(net / hours),
        percent_off=row.percent_off,
        point=row.point,
        rebate_per_hour=to_grosz((standard - net) / hours),
    )


def valid_to(package: Package, policy: Policy = DEFAULT) -> date:
    """The last valid day: the start day is day 1; each compensation in hours adds 30 days (13.3, 13.10)."""
    days = package.row.validity_days - (policy.package_first_day == "day_1")
    extension = price_list_on(package.start).packages.extension_days * package.extended_times
    return package.start + timedelta(days=days + extension)


def is_valid(package: Package, day: date, policy: Policy = DEFAULT) -> bool:
    """Whether a day is within the validity."""
    return package.start <= day <= valid_to(package, policy)


def why_not_covered(package: Package, service: Service, day: date, policy: Policy = DEFAULT) -> NotCovered | None:
    """Whether work of a class on a day draws on the package, and if not, why."""
    if not package.covers(service):
        return NotCovered.CLASS
    if day < package.start:
        return NotCovered.NOT_STARTED
    if day > valid_to(package, policy):
        return NotCovered.EXPIRED
    return None


def window_starts(package: Package, policy: Policy = DEFAULT) -> tuple[date, ...]:
    """The first days of the 30-day windows (13.6); none for a package valid for 30 days.

    By policy ``package.limit_after_extension`` an extended 5 h package has windows as well.
    """
    terms = price_list_on(package.start).packages
    validity = package.row.validity_days
    extended = validity + terms.extension_days * package.extended_times
    basis = extended if policy.package_limit_after_extension == "increased" else validity
    if basis <= terms.window_days:
        return ()
    return tuple(package.start + timedelta(days=n) for n in range(0, extended, terms.window_days))


def window_number(package: Package, day: date, policy: Policy = DEFAULT) -> int | None:
    """Which window a day is in, counted from 1; a day past the last full window belongs to the last."""
    starts = window_starts(package, policy)
    return sum(start <= day for start in starts) or None


def limit_minutes(package: Package, policy: Policy = DEFAULT) -> Decimal:
    """34% of the package in minutes (13.6, 13.8): of the bought hours, or by policy of the increased ones."""
    increased = policy.package_limit_after_extension == "increased"
    quarters = package.full_quarters if increased else package.hours * 4
    return Decimal(quarters * 15 * price_list_on(package.start).packages.limit_percent) / 100


def window_limit(package: Package, policy: Policy = DEFAULT) -> int:
    """34% in whole quarters: rounded down, or up by policy ``package.limit_rounding`` (13.6)."""
    rounding = ROUND_CEILING if policy.package_limit_rounding == "ceil" else ROUND_FLOOR
    return int((limit_minutes(package, policy) / 15).to_integral_value(rounding))


def package_start(hours: int, purchased: date, requested: date | None = None, policy: Policy = DEFAULT) -> PackageStart:
    """Whether a package may start on the requested day (13.3): from the purchase to 7 or 14 days after it.

    Without a request it starts on the last permitted day (policy ``package.start_if_not_named``).
    """
    row = price_list_on(purchased).package(hours)
    first_counts = policy.package_start_count == "purchase_day_is_day_1"
    latest = purchased + row.start_within_days * ONE_DAY - (ONE_DAY if first_counts else timedelta())
    if requested is None:
        named = {"last_permitted": latest, "purchase_day": purchased, "refuse": None}
        requested = named[policy.package_start_if_not_named]
    if requested is None or not purchased <= requested <= latest:
        return PackageStart(accepted=False, latest=latest)
    package = Package(hours=hours, service=Service.GENERAL, start=requested)
    return PackageStart(
        accepted=True,
        latest=latest,
        valid_from=requested,
        valid_to=valid_to(package, policy),
        window_starts=window_starts(package, policy),
    )
