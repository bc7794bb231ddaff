"""What a customer is on the day of invoicing: regular (6), overdue (12.2, 12.4), with updates (7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from worker.domain.calendar import ONE_DAY, add_months, calendar_deadline
from worker.domain.policy import DEFAULT, Policy
from worker.terms import price_list_on


class DocumentType(StrEnum):
    """What was issued; only invoices make a month of point 6 (corrections by policy, pro formas never)."""

    INVOICE = "invoice"
    CORRECTION = "correction"
    PROFORMA = "proforma"


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A sales document of the past."""

    day: date
    type: DocumentType = DocumentType.INVOICE


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdatePurchase:
    """An update subscription the customer bought, and whose programs it is for."""

    day: date
    vendor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Booking:
    """Money booked on the firm's account (12.4: the day of booking counts)."""

    day: date
    amount: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Payable:
    """An invoice and what was paid on it; ``due`` is the printed date."""

    number: str
    due: date
    gross: Decimal
    bookings: tuple[Booking, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RegularStatus:
    """Whether the customer is regular, and the window of months that decided it (inclusive days)."""

    window_from: date
    window_to: date
    months_with_invoice: int
    regular: bool


def window_before(day: date, months: int) -> tuple[date, date]:
    """The first and last day of the calendar months before the month of ``day``."""
    first = day.replace(day=1)
    return add_months(first, -months), first - ONE_DAY


def regular_status(
    documents: Iterable[Document], issue: date, policy: Policy = DEFAULT, *, service_month: date | None = None
) -> RegularStatus:
    """Point 6: invoices in at least 4 of the 12 calendar months before the month of issue.

    By policy ``regular.window`` the months before ``service_month`` (any day of it).
    """
    terms = price_list_on(issue).discounts
    by_service = policy.regular_window == "service_month" and service_month is not None
    start, end = window_before(service_month if by_service and service_month else issue, terms.regular_window_months)
    counted = {DocumentType.INVOICE}
    if policy.regular_documents == "invoices_and_corrections":
        counted.add(DocumentType.CORRECTION)
    months = {(d.day.year, d.day.month) for d in documents if d.type in counted and start <= d.day <= end}
    return RegularStatus(
        window_from=start,
        window_to=end,
        months_with_invoice=len(months),
        regular=len(months) >= terms.regular_min_months,
    )


def updates_counted(
    purchases: Iterable[UpdatePurchase], issue: date, policy: Policy = DEFAULT, *, service: date | None = None
) -> int:
    """Point 7: how many update subscriptions of the named makers count on the day of invoicing.

    One counts while purchase + 12 months (KC 112) has not passed; by policy ``update.window`` it is judged by
    the day of ``service``, or by the calendar months of point 6.
    """
    terms = price_list_on(issue).discounts
    on = service if policy.update_window == "service_date" and service else issue
    start, end = window_before(issue, terms.update_months)

    def counts(bought: date) -> bool:
        if policy.update_window == "clause6_months":
            return start <= bought <= end
        return bought <= on <= add_months(bought, terms.update_months)

    return sum(counts(p.day) for p in purchases if _of_named_maker(p.vendor, terms.update_vendors))


def _of_named_maker(vendor: str, makers: tuple[str, ...]) -> bool:
    name = vendor.casefold()
    return any(maker in name for maker in makers)


def last_timely_day(due: date, policy: Policy = DEFAULT) -> date:
    """The last day on which a payment due on ``due`` is in time (KC 115)."""
    return calendar_deadline(due, 0, policy=policy).last_day


def booked(payable: Payable, until: date) -> Decimal:
    """What was booked up to and including a day."""
    return sum((b.amount for b in payable.bookings if b.day <= until), Decimal(0))


def paid_in_time(payable: Payable, policy: Policy = DEFAULT) -> bool:
    """Whether the whole gross was booked by the last timely day (12.4)."""
    return booked(payable, last_timely_day(payable.due, policy)) >= payable.gross


def overdue_numbers(payables: Iterable[Payable], as_of: date, policy: Policy = DEFAULT) -> tuple[str, ...]:
    """Numbers of the invoices that are late on a day: past their last timely day and not booked in full.

    A booking on the day itself counts, unless policy ``overdue.booked_on_invoice_day`` says otherwise. Transfers
    ordered but not booked (12.4) and open complaints (12.9) change nothing.
    """
    until = as_of if policy.overdue_booked_on_invoice_day == "paid" else as_of - timedelta(days=1)
    return tuple(p.number for p in payables if last_timely_day(p.due, policy) < as_of and booked(p, until) < p.gross)
