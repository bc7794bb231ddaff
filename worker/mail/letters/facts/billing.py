"""What the letters of the month's end say: the bill to the payer, preview and report to the managers.

Money is złoty, net unless named otherwise; days are Warsaw days. ``month`` is the first day of the month.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from worker.domain.billing.anomalies import Anomaly
from worker.domain.billing.corrections import IssuedCorrection
from worker.domain.message import Address
from worker.mail.compose import File
from worker.terms.phrases import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class BilledLine:
    """A line of the statement: ``name`` with its band, ``quantity`` with its unit as text."""

    name: str
    quantity: str
    net: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """What is to pay. ``timely`` is the last day on which a payment is in time; ``reference`` the package of a sale."""

    net: Decimal
    vat: Decimal
    gross: Decimal
    vat_percent: int
    due: date
    timely: date
    lines: tuple[BilledLine, ...] = ()
    reference: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkDone:
    """What was done on one ticket in the month."""

    subject: str
    ticket: str
    days: tuple[date, ...]
    time: timedelta
    onsite: bool = False
    late: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PackageUsed:
    """A package at the end of the month; ``share`` is how many hundredths of it are used.

    ``ordered`` is what accepted orders wait for when the letter is written; it is part of ``left``. ``ended``: by then
    the package is no longer valid.
    """

    name: str
    service: str
    used_now: timedelta
    left: timedelta
    valid_to: date
    share: int
    window_left: timedelta | None = None
    ordered: timedelta = timedelta(0)
    ended: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectedInvoice:
    """The invoice that a correcting invoice will be for, and what it comes to, gross."""

    number: str
    day: date
    gross: Decimal
    ksef_number: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bill:
    """The letter with a payer's month. ``invoice`` None: nothing to pay. ``to`` are all who get a copy.

    ``invoice_number`` and ``ksef_number`` are both there or both empty: without them the letter says that it is no
    invoice. ``rebate`` is what the conditional rebates come to [12.4]; ``decided`` what settings decided where the
    regulamin leaves a choice; ``changes`` what differs from the version before, ``difference`` how much, gross, and
    ``reason`` why, as it was written. ``corrected`` is the invoice already issued for an earlier version;
    ``issued`` are corrections of earlier months' invoices that no letter has told of yet. Words in the facts (lines,
    services, changes) are in ``language`` already.
    """

    cause: str
    recipient: Address
    to: tuple[Address, ...]
    now: datetime
    month: date
    payer: str
    nip: str
    version: int = 1
    changes: tuple[str, ...] = ()
    difference: Decimal | None = None
    reason: str = ""
    corrected: CorrectedInvoice | None = None
    issued: tuple[IssuedCorrection, ...] = ()
    invoice: Sum | None = None
    sales: tuple[Sum, ...] = ()
    account: str = ""
    bank: str = ""
    reference: str = ""
    invoice_number: str = ""
    ksef_number: str = ""
    work: tuple[WorkDone, ...] = ()
    more_work: int = 0
    packages: tuple[PackageUsed, ...] = ()
    rebate: Decimal = Decimal(0)
    overdue: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    language: Language = Language.POLISH


@dataclass(frozen=True, kw_only=True, slots=True)
class PayerRow:
    """One payer in the preview. ``hours`` at the tariff and from packages; ``gross`` None: it cannot be settled."""

    nip: str
    name: str
    net: Decimal
    gross: Decimal | None
    hours: str
    package_hours: str
    odd: int = 0
    stops: bool = False
    held: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class OddRow:
    """What is odd at one payer: all days and details of one kind together."""

    kind: Anomaly
    nip: str
    name: str
    days: tuple[date, ...] = ()
    about: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What will leave at ``send_at``, and what to look at before; ``more`` and ``more_odd`` rows are in the file.

    ``late``: the worker was down over its hour. ``send_at`` None: nothing leaves without a word, at the latest on
    the day ``until``.
    """

    cause: str
    recipient: Address
    now: datetime
    month: date
    send_at: datetime | None
    automatic: bool
    payers: int
    net: Decimal
    gross: Decimal
    rows: tuple[PayerRow, ...]
    more: int = 0
    odd: tuple[OddRow, ...] = ()
    more_odd: int = 0
    all_held: bool = False
    late: bool = False
    until: date | None = None
    unset: tuple[str, ...] = ()
    files: tuple[File, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NotSent:
    """A payer whose letter did not leave: held, not approved, or odd."""

    nip: str
    name: str
    why: tuple[OddRow, ...] = ()
    held: bool = False
    waits_for_approval: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What left, and what did not. ``over``: the time to catch up is past, only a person can send the rest."""

    cause: str
    recipient: Address
    now: datetime
    month: date
    until: date
    sent: int
    net: Decimal
    gross: Decimal
    not_sent: tuple[NotSent, ...] = ()
    more: int = 0
    over: bool = False


class CorrectionStage(StrEnum):
    """How far a correction is that a manager asked for; the value picks sentences in ``templates/correction.j2``."""

    ASKED = "asked"  # the preview: it waits for its hour or a word
    CHANGED = "changed"  # what differs is not what the preview said: the preview again
    SENT = "sent"
    OVER = "over"  # nothing differs any more, or it can no longer be written


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionLetter:
    """What managers hear of a corrected month: the preview of its differences, and what became of it.

    ``gross`` is the new sum, ``difference`` the difference to the version before; ``recipients`` get the new version.
    ``corrected``: the invoice accounting has issued; None: none is imported. ``why`` says why it is over.
    """

    cause: str
    recipient: Address
    now: datetime
    stage: CorrectionStage
    month: date
    nip: str
    payer: str
    version: int
    asked_by: str
    reason: str = ""
    changes: tuple[str, ...] = ()
    gross: Decimal = Decimal(0)
    difference: Decimal = Decimal(0)
    corrected: CorrectedInvoice | None = None
    recipients: tuple[str, ...] = ()
    send_at: datetime | None = None
    automatic: bool = True
    why: str = ""
