"""What the letters about money say: overdue invoices [12.7], complaints [12.8], managers' lists [12.5, 12.10]."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from worker.domain.billing.overdue import Stage
from worker.domain.message import Address
from worker.terms.phrases import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class OverdueInvoice:
    """One overdue invoice; amounts gross, ``days`` since the last day that was in time (KC 115)."""

    number: str
    issued: date
    due: date
    days: int
    gross: Decimal
    left: Decimal
    ksef_number: str = ""
    corrects: str = ""  # a correcting invoice: the invoice it corrects
    credited_by: tuple[str, ...] = ()  # corrections that have lowered ``gross``


@dataclass(frozen=True, kw_only=True, slots=True)
class Overdue:
    """The notice with the final day [12.7]. ``answers_to`` is the manager who reads the answer.

    ``account`` is where to pay (26 digits, grouped), as far as the settings name one.
    """

    cause: str
    recipient: Address
    to: tuple[Address, ...]
    now: datetime
    nip: str
    until: date
    invoices: tuple[OverdueInvoice, ...]
    total: Decimal
    answers_to: Address
    payer: str = ""
    account: str = ""
    bank: str = ""
    language: Language = Language.POLISH


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintExtended:
    """A complaint gets more time [12.8]: the day promised first, the new one, and why."""

    cause: str
    recipient: Address
    now: datetime
    ticket_id: str
    received: date
    first_day: date
    last_day: date
    reason: str
    invoice: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimRow:
    """A payer in the managers' list of overdue ones; ``final_day`` as the last notice named it."""

    nip: str
    payer: str
    invoices: tuple[str, ...]
    total: Decimal
    days: int
    stage: Stage
    final_day: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedRow:
    """A corrected month that waits for a manager's word; ``leaves``: it goes by itself that day unless ``held``."""

    nip: str
    payer: str
    month: str
    version: int
    asked_by: str
    leaves: date | None = None
    held: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionRow:
    """A correction to issue. ``ticket_id``: after a complaint that was upheld [12.10]; ``version``: of a month that was
    corrected; else a rebate revoked [12.5].

    ``gross`` is what the customer owes more; None where the lines of the invoice are not known here, or corrections
    issued already fit no version of the month. ``charged`` is what was issued instead of ``gross``.
    """

    number: str
    nip: str
    payer: str
    net: Decimal | None = None
    gross: Decimal | None = None
    since: date | None = None
    ticket_id: str = ""
    version: int = 0
    month: str = ""
    charged: Decimal | None = None
