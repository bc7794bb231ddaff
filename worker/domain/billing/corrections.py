"""Corrections that revoke rebates (12.5, 10.4.5): an invoice not booked in full by its last timely day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from worker.domain.billing.customer import Payable, booked, last_timely_day, paid_in_time
from worker.domain.calendar import ONE_DAY
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.money import to_grosz, vat_of
from worker.terms import TermsError, price_list_on


@dataclass(frozen=True, kw_only=True, slots=True)
class BilledLine:
    """A line of an issued invoice: hours, the rate billed, and the rate without the conditional rebate.

    ``what`` names the kind of the line: ``remote``, ``onsite``, ``implementation``, ``package``, ``travel``.
    """

    what: str
    hours: Decimal
    net_rate: Decimal
    rate_without_rebate: Decimal

    @property
    def is_package(self) -> bool:
        """A sold package, whose size discount is an "opust" of its own (13.11)."""
        return "package" in self.what

    @property
    def is_implementation(self) -> bool:
        """Billed by the implementation price list (10.4)."""
        return "implementation" in self.what


@dataclass(frozen=True, kw_only=True, slots=True)
class Billed:
    """An issued invoice with its lines and what was booked on it."""

    payable: Payable
    lines: tuple[BilledLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What the revoked rebates of an invoice come to, and the first day the correction may go out."""

    to: str
    net_before: Decimal
    net_after: Decimal
    delta_net: Decimal
    delta_vat: Decimal
    earliest_issue: date

    @property
    def delta_gross(self) -> Decimal:
        """What the customer owes more."""
        return self.delta_net + self.delta_vat


@dataclass(frozen=True, kw_only=True, slots=True)
class IssuedCorrection:
    """A correcting invoice the office issued. ``gross`` is the difference; ``due`` is there when it is to be paid.

    ``revokes``: it comes to exactly the rebates that 12.5 takes back.
    """

    number: str
    day: date
    corrects: str
    gross: Decimal
    due: date | None = None
    revokes: bool = False


def correction_of(invoice: Billed, policy: Policy = DEFAULT) -> Correction | None:
    """The correction an invoice not paid in time calls for; None when it was paid, or had no rebate.

    A part payment does not save part of the rebate, unless policy ``revocation.partial_payment`` says so.
    """
    payable = invoice.payable
    if paid_in_time(payable, policy):
        return None
    before = to_grosz(sum((to_grosz(line.hours * line.net_rate) for line in invoice.lines), Decimal(0)))
    full = to_grosz(
        sum((to_grosz(line.hours * _revoked_rate(line, payable.due, policy)) for line in invoice.lines), Decimal(0))
    )
    timely = last_timely_day(payable.due, policy)
    delta = full - before
    if policy.revocation_partial_payment == "pro_rata_of_unpaid_gross" and payable.gross:
        delta = to_grosz(delta * (payable.gross - booked(payable, timely)) / payable.gross)
    if not delta:
        return None
    after = before + delta
    if policy.correction_vat == "vat_of_delta":
        delta_vat = vat_of(delta, payable.due)
    else:
        delta_vat = vat_of(after, payable.due) - vat_of(before, payable.due)
    return Correction(
        to=payable.number,
        net_before=before,
        net_after=after,
        delta_net=delta,
        delta_vat=delta_vat,
        earliest_issue=timely + ONE_DAY,
    )


def _revoked_rate(line: BilledLine, on: date, policy: Policy) -> Decimal:
    """The rate of a line after the revocation; packages by policy ``revocation.package``."""
    if not line.is_package or policy.revocation_package == "hourly_rebate":
        return line.rate_without_rebate
    if policy.revocation_package == "nothing":
        return line.net_rate
    try:
        percent_off = price_list_on(on).package(int(line.hours)).percent_off
    except TermsError:
        return line.rate_without_rebate
    return line.rate_without_rebate * 100 / (100 - percent_off)


def corrections_due(invoices: Iterable[Billed], as_of: date, policy: Policy = DEFAULT) -> tuple[Correction, ...]:
    """The corrections that may be issued on a day."""
    found = (correction_of(invoice, policy) for invoice in invoices)
    return tuple(c for c in found if c is not None and c.earliest_issue <= as_of)
