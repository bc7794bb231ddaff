"""Compensation for an order not performed in 14 days (13.10): money back, or hours and 30 days more."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, Decimal

from worker.domain.packages.package import Package, limit_minutes, valid_to
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.money import Amount, to_grosz, vat_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Compensation:
    """The two ways of 13.10, between which the customer chooses; amounts are a negative correction.

    ``refund`` with ``balance_after_refund``; or ``added`` quarters, ``balance_after_hours`` and ``valid_to``.
    """

    unperformed: Decimal
    refund: Amount
    balance_after_refund: int
    added: int
    balance_after_hours: int
    valid_to_before: date
    valid_to: date


def unperformed_hours(ordered: Decimal, performed: Decimal, policy: Policy = DEFAULT) -> Decimal:
    """The hours of an order left undone by the deadline; by policy ``compensation.partial`` the whole order."""
    left = max(ordered - performed, Decimal(0))
    return ordered if left and policy.compensation_partial == "whole_order" else left


def compensation(
    package: Package,
    net: Decimal,
    *,
    ordered: Decimal,
    performed: Decimal,
    technician_absent: bool = False,
    policy: Policy = DEFAULT,
) -> Compensation | None:
    """What the customer may choose for an unperformed order on a package bought for ``net``; None: no right.

    There is no right when all was performed, when the named technician was absent (13.9), or when the order
    was larger than the 34% that 13.8 promises. Started quarters count.
    """
    unperformed = unperformed_hours(ordered, performed, policy)
    if not unperformed or technician_absent or ordered * 60 > limit_minutes(package, policy):
        return None
    quarters = int((unperformed * 4).to_integral_value(ROUND_CEILING))
    back = to_grosz(net * unperformed / package.hours)
    refund = Amount(net=-back, vat=-vat_of(back, package.start))
    added = quarters if policy.compensation_b_hours == "added" else 0
    extended = replace(package, extended_times=package.extended_times + 1)
    taken_off = min(quarters, package.balance) if policy.compensation_a_balance == "reduced" else 0
    return Compensation(
        unperformed=unperformed,
        refund=refund,
        balance_after_refund=package.balance - taken_off,
        added=added,
        balance_after_hours=package.balance + added,
        valid_to_before=valid_to(package, policy),
        valid_to=valid_to(extended, policy),
    )
