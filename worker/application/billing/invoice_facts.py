"""One payer's invoices as the rules take them: what is owed on each, and the corrections to tell him of."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from worker.domain.billing.corrections import Billed, BilledLine, IssuedCorrection, correction_of
from worker.domain.billing.customer import Booking, DocumentType, Payable
from worker.domain.policy import Policy
from worker.store.billing_queries import NEWS
from worker.store.billing_tables import SalesInvoice

_CORRECTION = DocumentType.CORRECTION.value


@dataclass(frozen=True, kw_only=True, slots=True)
class InvoiceFacts:
    """A payer's documents with what was booked on them, by number, and the lines of those that have a bill."""

    invoices: Sequence[SalesInvoice]
    payments: Mapping[str, Sequence[tuple[date, Decimal]]]
    lines: Callable[[SalesInvoice], tuple[BilledLine, ...]]
    policy: Policy

    def payable(self, invoice: SalesInvoice) -> Payable:
        """What is owed on a document; what was credited [12.10] is not."""
        credits = [
            one.gross
            for one in self.invoices
            if one.corrects == invoice.number and _is_correction(one) and one.gross < 0
        ]
        bookings = tuple(Booking(day=day, amount=amount) for day, amount in self.payments.get(invoice.number, ()))
        gross = invoice.gross + sum(credits, Decimal(0))
        return Payable(number=invoice.number, due=invoice.due_day, gross=gross, bookings=bookings)

    def billed(self) -> tuple[Billed, ...]:
        """Every document that can be owed or corrected."""
        return tuple(
            Billed(payable=self.payable(one), lines=self.lines(one))
            for one in self.invoices
            if one.kind != DocumentType.PROFORMA.value
        )

    def to_tell(self, told: Collection[str], period: str, issue: date) -> tuple[IssuedCorrection, ...]:
        """Corrections of other months issued lately that no bill has told of, in order [12.5, 12.10]."""
        of = {one.number: one for one in self.invoices}
        return tuple(
            self._issued(one, of.get(one.corrects))
            for one in self.invoices
            if _is_correction(one)
            and one.number not in told
            and one.corrects
            and issue - NEWS < one.issue_day <= issue
            and (one.corrects not in of or of[one.corrects].month != period)
        )

    def _issued(self, one: SalesInvoice, corrected: SalesInvoice | None) -> IssuedCorrection:
        due = one.due_day if one.gross > 0 else None
        revokes = corrected is not None and one.gross > 0 and self._revoked(corrected) == one.gross
        return IssuedCorrection(
            number=one.number, day=one.issue_day, corrects=one.corrects, gross=one.gross, due=due, revokes=revokes
        )

    def _revoked(self, invoice: SalesInvoice) -> Decimal | None:
        lines = self.lines(invoice)
        found = correction_of(Billed(payable=self.payable(invoice), lines=lines), self.policy) if lines else None
        return found.delta_gross if found is not None else None


def _is_correction(one: SalesInvoice) -> bool:
    return one.kind == _CORRECTION
