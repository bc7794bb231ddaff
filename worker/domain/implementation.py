"""The implementation price list (10.4): who may use it, how long, and what an hour costs."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from worker.domain.bands import Band
from worker.domain.found import Service
from worker.domain.policy import DEFAULT, Policy
from worker.domain.rates import Mode, Standing, hourly_rate, rebates, standard_rate
from worker.terms import price_list_on


class Basis(StrEnum):
    """By which part of the price list an hour of implementation work is priced."""

    IMPLEMENTATION = "implementation"  # band A, 40 off the base (10.4.6-10.4.8)
    OUTSIDE_A = "implementation_outside_A"  # base with surcharge, no rebate (10.4.2, 10.4.3)
    ORDINARY = "ordinary"  # not entitled, or over


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """What is known of the purchase an implementation belongs to."""

    purchased: date
    finished: bool = False  # 10.4.1: after the end the ordinary prices hold
    related: bool = True  # the work is about what was bought
    paid_late_before: bool = False  # an earlier implementation invoice was not paid in time (10.4.4)


@dataclass(frozen=True, kw_only=True, slots=True)
class ImplementationRate:
    """The net price of an hour, what was taken off, and on what basis."""

    net: Decimal
    discount: Decimal
    basis: Basis
    last_day: date


def implementation_last_day(purchased: date, policy: Policy = DEFAULT) -> date:
    """The last day of the implementation price list: 90 days from the purchase, not shifted (10.4.1, KC 111)."""
    days = price_list_on(purchased).implementation.days
    return purchased + timedelta(days=days - (policy.implementation_days == "purchase_day_is_day_1"))


def entitled(claim: Claim, work_day: date, *, overdue: bool, policy: Policy = DEFAULT) -> bool:
    """Whether the implementation price list holds for work on a day (10.4.1, 10.4.4)."""
    too_early = work_day < claim.purchased and policy.implementation_before_purchase == "ordinary"
    lost = claim.paid_late_before and policy.implementation_after_late_payment == "lost"
    late = work_day > implementation_last_day(claim.purchased, policy)
    return claim.related and not (overdue or claim.finished or too_early or late or lost)


def implementation_rate(
    mode: Mode,
    service: Service,
    band: Band,
    claim: Claim,
    *,
    work_day: date,
    standing: Standing,
    policy: Policy = DEFAULT,
) -> ImplementationRate:
    """The price of an hour of implementation work, net PLN (10.4)."""
    last_day = implementation_last_day(claim.purchased, policy)
    if entitled(claim, work_day, overdue=standing.overdue, policy=policy) and (
        not priced_as_ordinary(band, work_day, standing, policy)
    ):
        net, discount = entitled_rate(mode, service, band, work_day, policy)
        basis = Basis.IMPLEMENTATION if band is Band.A else Basis.OUTSIDE_A
        return ImplementationRate(net=net, discount=discount, basis=basis, last_day=last_day)
    rate = hourly_rate(mode, service, band, on=work_day, standing=standing, policy=policy)
    return ImplementationRate(net=rate.net, discount=rate.discount, basis=Basis.ORDINARY, last_day=last_day)


def priced_as_ordinary(band: Band, on: date, standing: Standing, policy: Policy = DEFAULT) -> bool:
    """Whether implementation work outside band A takes the customer's ordinary rebates (a policy; 10.4.3 says none)."""
    may = policy.implementation_outside_a == "ordinary_discounts_apply" and band is not Band.A
    return may and any(rebates(standing, on, policy))


def entitled_rate(
    mode: Mode, service: Service, band: Band, on: date, policy: Policy = DEFAULT
) -> tuple[Decimal, Decimal]:
    """The price of an hour and its rebate for a customer who may use the price list: 40 off in band A only."""
    row = price_list_on(on).rates[mode, service]
    discount = row.implementation_discount if band is Band.A else Decimal(0)
    return standard_rate(mode, service, band, on, policy) - discount, discount
