"""What letters to customers and to our own people have in common."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from worker.domain.found import Service
from worker.domain.message import Address


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """Who we are in every letter: the company's settings.

    ``phone_hours_en`` is ``phone_hours`` for letters in English.
    ``envelope_from`` is "" (the null path, RFC 3834 3.3) or an address that only collects bounces.
    ``plus_addresses`` says that the server delivers ``pomoc+anything@``; letters then carry a Reply-To with a token.
    """

    address: str
    name: str
    company: str
    key: bytes = field(repr=False)
    phone: str = ""
    phone_hours: str = ""
    website: str = ""
    regulamin_url: str = ""
    ticket_prefix: str = "#"
    envelope_from: str = ""
    plus_addresses: bool = False
    phone_hours_en: str = ""

    @property
    def domain(self) -> str:
        """The domain of our Message-IDs."""
        return self.address.rpartition("@")[2].lower()


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A finished letter: exactly what goes into the outbox and then to SMTP."""

    kind: str  # the template's name: "customer-confirmation", …
    recipient: str
    envelope_from: str
    message_id: str  # without <>
    subject: str
    raw: bytes
    text: str
    html: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """The mail a letter answers. ``cause`` names it once and for all (sha256, ledger id); the letter's id grows of it.

    ``now`` is the moment the letter is written (its Date). ``references`` are the ids the mail itself carried.
    ``echo`` is false for an unauthenticated stranger: nothing he wrote is repeated (no spam cannon).
    """

    cause: str
    author: Address
    received_at: datetime
    now: datetime
    topic: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()
    echo: bool = True


class Matter(StrEnum):
    """What was confirmed."""

    REPORT = "report"  # 1.3
    PHONE = "phone"  # 1.1: a report by telephone, confirmed by mail
    PACKAGE_ORDER = "package_order"  # 13.8
    COMPLAINT = "complaint"  # 12.8
    POINTS_ORDER = "points_order"  # a pack of InsPunkty


@dataclass(frozen=True, kw_only=True, slots=True)
class SkippedDay:
    """A day that does not count. ``name`` is the holiday's name; empty for a plain Saturday or Sunday."""

    day: date
    reason: str
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """The last day of a term: ``days`` working days (1.2, contract) or calendar days (12.8, 13.8).

    ``assumed`` holds the keys of the settings that filled a gap of the regulamin, e.g. ``reaction.saturday_counts``.
    """

    last_day: date
    days: int
    working: bool = True
    skipped: tuple[SkippedDay, ...] = ()
    contract: bool = False  # the term of a separate contract, not of point 1.2
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Tariff:
    """The tariff band of a moment and what an hour of remote help costs in it (points 8, 10.1, 10.3).

    ``description`` is the band's row of the regulamin ("dzień roboczy od poniedziałku do piątku w godz. 8.00–18.00").
    ``base`` is the rate of band A before the ``surcharge`` (percent of the base) and the regular's rebate.
    """

    band: str
    description: str
    rate: Decimal
    service: Service
    base: Decimal
    surcharge: int = 0
    regular: bool = False
    assumed: tuple[str, ...] = ()
    contract: bool = False  # ``base`` is the rate of a separate contract (2)


@dataclass(frozen=True, kw_only=True, slots=True)
class PackageBalance:
    """A package of hours (13) as it stands now. ``window_*`` only where 34 % per 30 days may be applied (13.6).

    ``ordered`` is what accepted orders wait for (13.8); ``remaining`` still has it, ``window_remaining`` is beside it.
    ``starts`` is the contract date of a package that has not begun.
    """

    size: timedelta
    service: Service
    remaining: timedelta
    valid_until: date
    window_remaining: timedelta | None = None
    window_until: date | None = None
    ordered: timedelta = timedelta()
    code: str = ""
    starts: date | None = None


class Payment(StrEnum):
    """Whether overdue invoices concern this ticket (12.7)."""

    CLEAR = "clear"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
