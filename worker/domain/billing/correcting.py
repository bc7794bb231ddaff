"""A correcting invoice [12.10]: the lines that differ, before and after, and what the difference comes to.

VAT Act art. 106j par. 2: it names the invoice it corrects and gives the corrected lines and the difference of the sums.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from worker.domain.billing.month import Invoice, Line
from worker.domain.billing.papers import Issued, Papers
from worker.domain.deadlines import printed_due_day
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.money import Amount, vat_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Corrected:
    """One line before and after; None on the side where there is no such line. Never None on both."""

    before: Line | None = None
    after: Line | None = None

    @property
    def known(self) -> Line:
        """The side that names the line."""
        line = self.after or self.before
        if line is None:
            raise ValueError("a corrected line without either side")
        return line


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectingInvoice:
    """A correction of ``corrected`` from version ``since`` to ``version``.

    ``number`` is "" until accounting gives one. ``amount`` is the difference, negative when the customer gets money
    back; ``due`` is None then. ``lines`` are only those that differ. ``reason`` is what a person gave, perhaps "".
    """

    corrected: Issued
    since: int
    version: int
    issue: date
    lines: tuple[Corrected, ...]
    amount: Amount
    number: str = ""
    ksef_number: str = ""
    due: date | None = None
    reason: str = ""


def correcting_invoice(found: Papers, reason: str = "", policy: Policy = DEFAULT) -> CorrectingInvoice:
    """The correcting invoice that ``papers`` found; ValueError when it found another paper.

    The days and number of one that accounting issued are its own; else the day the newest version went out counts, and
    the term of payment from it [12.6].
    """
    if found.before is None or found.invoice is None:
        raise ValueError(f"version {found.newest.number} corrects no invoice")
    before, after, issued = found.before.invoice, found.newest.invoice, found.issued
    amount = difference(before, after, policy)
    day = issued.day if issued else found.newest.day
    due = issued.due if issued else printed_due_day(day, policy)
    return CorrectingInvoice(
        corrected=found.invoice,
        since=found.before.number,
        version=found.newest.number,
        issue=day,
        lines=corrected_lines(before, after),
        amount=amount,
        number=issued.number if issued else "",
        ksef_number=issued.ksef_number if issued else "",
        due=due if amount.gross > 0 else None,
        reason=reason,
    )


def difference(before: Invoice | None, after: Invoice | None, policy: Policy = DEFAULT) -> Amount:
    """After less before; the VAT by policy ``correction.vat``, at the rate of the first invoice."""
    nothing = Amount(net=Decimal("0.00"), vat=Decimal("0.00"))
    was, now = before.amount if before else nothing, after.amount if after else nothing
    net, first = now.net - was.net, before or after
    if policy.correction_vat == "vat_of_delta" and first is not None:
        return Amount(net=net, vat=vat_of(net, first.issue))
    return Amount(net=net, vat=now.vat - was.vat)


def corrected_lines(before: Invoice | None, after: Invoice | None) -> tuple[Corrected, ...]:
    """The lines that differ: first paired with their price, then without it, then those that only one side has."""
    old, new = list(before.lines if before else ()), list(after.lines if after else ())
    found: list[Corrected] = []
    for key in (_with_quantity, _with_price, _kind):
        for one in list(old):
            other = next((line for line in new if key(line) == key(one)), None)
            if other is not None:
                old.remove(one)
                new.remove(other)
                found.append(Corrected(before=one, after=other))
    found += [Corrected(before=one) for one in old] + [Corrected(after=one) for one in new]
    differing = [one for one in found if _sides_differ(one)]
    return tuple(_in_order(differing, [*(after.lines if after else ()), *(before.lines if before else ())]))


def _sides_differ(one: Corrected) -> bool:
    return one.before is None or one.after is None or _with_quantity(one.before) != _with_quantity(one.after)


def _in_order(found: Iterable[Corrected], lines: list[Line]) -> list[Corrected]:
    return sorted(found, key=lambda one: lines.index(one.known))


def _kind(line: Line) -> Hashable:
    return line.kind, line.service, line.band, line.reference


def _with_price(line: Line) -> Hashable:
    return _kind(line), line.unit_net


def _with_quantity(line: Line) -> Hashable:
    return _with_price(line), line.quantity, line.net
