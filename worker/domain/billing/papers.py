"""Which paper of accounting holds which version of a month, and so what the newest version has to become.

A month goes out as version 1, 2, …; the office issues an invoice for one of them and corrections after it [12.10], and
imports them. Which version a paper is for is written on none of them: the sum says it, and among equal sums the day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from worker.domain.billing.month import Invoice


@dataclass(frozen=True, kw_only=True, slots=True)
class Issued:
    """An invoice or correction the office issued and imported; a correction's ``gross`` is the difference."""

    number: str
    day: date
    due: date
    gross: Decimal
    ksef_number: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """One version of a month: the Warsaw day it went out and what it invoices, None for nothing."""

    number: int
    day: date
    invoice: Invoice | None = None

    @property
    def gross(self) -> Decimal:
        """What it comes to."""
        return self.invoice.amount.gross if self.invoice else Decimal("0.00")

    def bills_like(self, other: "Version") -> bool:
        """Whether an invoice of one would be an invoice of the other; its days do not matter."""
        return _billed(self) == _billed(other)


class Paper(StrEnum):
    """What the newest version is to accounting."""

    NOTHING = "nothing"  # nothing to invoice, and nothing invoiced before
    INVOICE = "invoice"  # an ordinary invoice, issued already or still to be issued
    CORRECTION = "correction"  # a correcting invoice, issued already or still to be issued
    UNCLEAR = "unclear"  # corrections were issued whose sums are those of no version: a person must look


@dataclass(frozen=True, kw_only=True, slots=True)
class Papers:
    """The answer. ``invoice`` is the month's imported one; ``issued`` the paper that already holds the newest version.

    ``before`` is the version a correction starts from. ``differs``: the invoice's sum is that of no version, so the
    day alone decided. ``strange`` are corrections that fit no version.
    """

    paper: Paper
    newest: Version
    before: Version | None = None
    invoice: Issued | None = None
    issued: Issued | None = None
    differs: bool = False
    strange: tuple[str, ...] = ()

    @property
    def is_due(self) -> bool:
        """Whether a correcting invoice is still to be issued."""
        return self.invoice is not None and self.issued is None and self.paper is not Paper.NOTHING


def papers(versions: Sequence[Version], invoice: Issued | None, corrections: Sequence[Issued] = ()) -> Papers:
    """What the newest of these versions (at least one, in order) has to become.

    Without an imported invoice nothing is known to be corrected, and the newest version is an ordinary invoice.
    """
    newest = versions[-1]
    if invoice is None:
        to_invoice = newest.invoice is not None and bool(newest.invoice.lines)
        return Papers(paper=Paper.INVOICE if to_invoice else Paper.NOTHING, newest=newest)
    held, before, issued = _with_sum(invoice.gross, invoice.day, versions), None, invoice
    differs = held is None
    held = held or _of_day(invoice.day, versions)
    documented, strange = held.gross, []
    for one in sorted(corrections, key=lambda one: (one.day, one.number)):
        documented += one.gross
        later = _with_sum(documented, one.day, [other for other in versions if other.number > held.number])
        if later is None:
            strange.append(one.number)
        else:
            before, held, issued = held, later, one
    if documented == held.gross:
        strange = []  # what did not fit was taken back again
    found = Papers(
        paper=Paper.CORRECTION,
        newest=newest,
        before=held,
        invoice=invoice,
        differs=differs,
        strange=tuple(strange),
    )
    if not held.bills_like(newest):
        return replace(found, paper=Paper.UNCLEAR) if strange else found
    if before is not None:
        return replace(found, before=before, issued=issued)
    return replace(found, paper=Paper.INVOICE, before=None, issued=invoice)


def _with_sum(gross: Decimal, day: date, versions: Sequence[Version]) -> Version | None:
    """The version of that sum: the last one that had gone out by that day, else the first."""
    fitting = [one for one in versions if one.gross == gross]
    return _of_day(day, fitting) if fitting else None


def _of_day(day: date, versions: Sequence[Version]) -> Version:
    """The last version that had gone out by a day; the first one when none had."""
    return next((one for one in reversed(versions) if one.day <= day), versions[0])


def _billed(version: Version) -> tuple[object, ...]:
    lines = version.invoice.lines if version.invoice else ()
    return tuple(
        sorted(
            (one.kind, one.service or "", one.band or "", one.reference, one.quantity, one.unit_net, one.net)
            for one in lines
        )
    )
