"""The net price of an hour: base rate, band surcharge, rebates (10, 12.2, 12.3), each step with its point."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from worker.domain.found import Service
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.bands import Band
from worker.terms import price_list_on

ZERO = Decimal(0)
CONTRACT_POINT = "2"  # a separate contract's price list goes first


class Mode(StrEnum):
    """How the work is done; each has its own table of prices."""

    REMOTE = "remote"
    ONSITE = "onsite"


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnRate:
    """An hourly rate of band A from a separate contract, which precedes the price list (2); net PLN."""

    mode: Mode
    service: Service
    base: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What decides a customer's price on the day of invoicing (2, 6, 7, 12.2).

    ``updates`` is how many update subscriptions of point 7 count on that day. Rebates are from the standard prices
    (7, 12.2), so an own rate has none unless its contract says so (``own_rebated``).
    """

    regular: bool = False
    overdue: bool = False
    updates: int = 0
    own: tuple[OwnRate, ...] = ()
    own_rebated: bool = False

    def own_base(self, mode: Mode, service: Service) -> Decimal | None:
        """The contract's rate for this kind of work; None: the price list's counts."""
        return next((one.base for one in self.own if (one.mode, one.service) == (mode, service)), None)


class Basis(StrEnum):
    """By which part of the price list an hour is priced."""

    IMPLEMENTATION = "implementation"  # band A, 40 off the base (10.4.6-10.4.8)
    OUTSIDE_A = "implementation_outside_A"  # base with surcharge, no rebate (10.4.2, 10.4.3)
    ORDINARY = "ordinary"  # no implementation, not entitled, or over


@dataclass(frozen=True, kw_only=True, slots=True)
class HourlyRate:
    """The net price of an hour in PLN and how it came about: standard - the rebates = net."""

    mode: Mode
    service: Service
    band: Band
    base: Decimal
    surcharge_percent: int
    standard: Decimal
    regular_discount: Decimal
    update_discount: Decimal
    net: Decimal
    points: tuple[str, ...]
    implementation_discount: Decimal = ZERO
    basis: Basis = Basis.ORDINARY

    @property
    def rebates(self) -> tuple[Decimal, ...]:
        """What was taken off the standard price: of an ordinary hour at most the cap of 12.3."""
        return tuple(one for one in (self.regular_discount, self.update_discount, self.implementation_discount) if one)

    @property
    def discount(self) -> Decimal:
        """All of it together."""
        return sum(self.rebates, ZERO)


def base_rate(mode: Mode, service: Service, on: date, policy: Policy = DEFAULT) -> Decimal:
    """The standard rate of band A per hour, net PLN, by the price list in force on the day of service."""
    row = price_list_on(on).rates[mode, service]
    return row.clause_base if policy.tariff_remote_base == "clause_10_1" else row.base


def rebates(standing: Standing, on: date, policy: Policy = DEFAULT) -> tuple[Decimal, Decimal]:
    """The rebates per hour of a customer: regular (12.2) and update (7), together within the cap (12.3)."""
    if standing.overdue:
        return ZERO, ZERO
    terms = price_list_on(on).discounts
    regular = terms.regular if standing.regular else ZERO
    counted = standing.updates if policy.update_per_subscription == "each" else min(standing.updates, 1)
    return regular, min(terms.update * counted, terms.cap - regular)


def standard_rate(mode: Mode, service: Service, band: Band, on: date, policy: Policy = DEFAULT) -> Decimal:
    """The base rate with the surcharge of the band (10.3), before any rebate."""
    return base_rate(mode, service, on, policy) * (100 + band.surcharge_percent(on)) / 100


def hourly_rate(
    mode: Mode, service: Service, band: Band, *, on: date, standing: Standing, policy: Policy = DEFAULT
) -> HourlyRate:
    """The price of an hour of service on a day, net PLN. Raises TermsError before the first price list."""
    terms = price_list_on(on)
    own = standing.own_base(mode, service)
    base = base_rate(mode, service, on, policy) if own is None else own
    standard = base * (100 + band.surcharge_percent(on)) / 100
    regular, update = rebates(standing, on, policy) if own is None or standing.own_rebated else (ZERO, ZERO)
    points = [terms.rates[mode, service].point if own is None else CONTRACT_POINT, terms.bands[band].point]
    points += [terms.discounts.regular_point] if regular else []
    points += [terms.discounts.update_point] if update else []
    return HourlyRate(
        mode=mode,
        service=service,
        band=band,
        base=base,
        surcharge_percent=terms.bands[band].surcharge_percent,
        standard=standard,
        regular_discount=regular,
        update_discount=update,
        net=standard - regular - update,
        points=tuple(points),
    )


def hourly_net(
    mode: Mode, service: Service, band: Band, *, on: date, standing: Standing, policy: Policy = DEFAULT
) -> Decimal:
    """The net price of an hour alone; see hourly_rate."""
    return hourly_rate(mode, service, band, on=on, standing=standing, policy=policy).net
