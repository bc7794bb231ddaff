"""The implementation price list (10.4): who may use it, how long, and what an hour costs."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from worker.domain.found import Service
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.bands import Band
from worker.domain.tariff.rates import Basis, HourlyRate, Mode, Standing, base_rate, hourly_rate, rebates, standard_rate
from worker.terms import price_list_on


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """What is known of the purchase an implementation belongs to."""

    purchased: date
    finished: bool = False  # 10.4.1: after the end the ordinary prices hold
    related: bool = True  # the work is about what was bought
    paid_late_before: bool = False  # an earlier implementation invoice was not paid in time (10.4.4)


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
    *,
    on: date,
    standing: Standing,
    holds: bool = True,
    policy: Policy = DEFAULT,
) -> HourlyRate:
    """The price of an hour of implementation work, net PLN (10.4): 40 off in band A, the surcharge alone elsewhere.

    The ordinary one where the implementation price list does not hold (see ``entitled``), and outside band A for a
    customer with rebates of his own, if the policy says so (10.4.3 says none).
    """
    may_take_rebates = band is not Band.A and policy.implementation_outside_a == "ordinary_discounts_apply"
    if not holds or (may_take_rebates and any(rebates(standing, on, policy))):
        return hourly_rate(mode, service, band, on=on, standing=standing, policy=policy)
    terms = price_list_on(on)
    row = terms.rates[mode, service]
    standard = standard_rate(mode, service, band, on, policy)
    discount = row.implementation_discount if band is Band.A else Decimal(0)
    return HourlyRate(
        mode=mode,
        service=service,
        band=band,
        base=base_rate(mode, service, on, policy),
        surcharge_percent=terms.bands[band].surcharge_percent,
        standard=standard,
        regular_discount=Decimal(0),
        update_discount=Decimal(0),
        implementation_discount=discount,
        net=standard - discount,
        points=(terms.implementation.point, row.implementation_point if discount else "10.4.2"),
        basis=Basis.IMPLEMENTATION if band is Band.A else Basis.OUTSIDE_A,
    )
