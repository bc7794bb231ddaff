"""Grosze and VAT: Decimal money, rounded half up (VAT Act art. 106e par. 11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from worker.domain.policy import DEFAULT, Policy
from worker.terms import price_list_on

GROSZ = Decimal("0.01")


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """Net, VAT and gross in PLN; they always add up."""

    net: Decimal
    vat: Decimal

    @property
    def gross(self) -> Decimal:
        """Net and VAT together."""
        return self.net + self.vat


def to_grosz(value: Decimal) -> Decimal:
    """Rounded to the grosz, half up, the same on both sides of zero."""
    return value.quantize(GROSZ, ROUND_HALF_UP)


def vat_of(net: Decimal, on: date) -> Decimal:
    """VAT of a net sum by the rate in force, rounded once."""
    return to_grosz(net * price_list_on(on).billing.vat_percent / 100)


def amount(net: Decimal, on: date) -> Amount:
    """A net sum with its VAT."""
    return Amount(net=to_grosz(net), vat=vat_of(net, on))


def total(nets: Iterable[Decimal], on: date, policy: Policy = DEFAULT) -> Amount:
    """The sum of net lines; VAT once on the total, or line by line (policy ``vat.rounding``)."""
    lines = tuple(nets)
    net = to_grosz(sum(lines, Decimal(0)))
    if policy.vat_rounding == "per_line":
        return Amount(net=net, vat=vat_per_line(lines, on))
    return amount(net, on)


def vat_per_line(nets: Iterable[Decimal], on: date) -> Decimal:
    """The sum of the VAT of every line rounded apart."""
    return sum((vat_of(net, on) for net in nets), Decimal("0.00"))
