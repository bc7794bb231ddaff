"""What a letter says, as frozen facts. No wording lives here: reasons are enums, templates own the sentences.

Texts may come straight from a customer's mail; they are cleaned where they are printed. Message ids are
without <>. Datetimes are zone-aware (printed in Warsaw time), dates are Warsaw days, money is net złoty.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from worker.domain.found import Detail, Details, Service
from worker.domain.message import Address, Attachment
from worker.mail.compose import File


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """Who we are in every letter: the company's settings.

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


@dataclass(frozen=True, kw_only=True, slots=True)
class PackageBalance:
    """A package of hours (13) as it stands now. ``window_*`` only where 34 % per 30 days may be applied (13.6)."""

    size: timedelta
    service: Service
    remaining: timedelta
    valid_until: date
    window_remaining: timedelta | None = None
    window_until: date | None = None


class OrderRight(StrEnum):
    """Whether a package order carries the right to be done within 14 days (13.8, 13.9)."""

    WITHIN = "within"  # at most 34 % of the package: the right, with its date
    OVER_LIMIT = "over_limit"  # more than 34 %: done as resources allow
    TECHNICIAN_ABSENT = "technician_absent"  # 13.9: a named technician who is away
    UNKNOWN = "unknown"  # no package found, or the sender is not bound to the payer: a person looks first


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """The decision on a package order. ``limit`` is 34 % of the package; ``rest_from`` the next 30-day window."""

    right: OrderRight
    requested: timedelta | None = None
    limit: timedelta | None = None
    rest_from: date | None = None
    technician: str = ""
    technician_absent_until: date | None = None
    others: tuple[str, ...] = ()  # technicians who could help instead


class Payment(StrEnum):
    """Whether overdue invoices concern this ticket (12.7)."""

    CLEAR = "clear"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """A help article that may solve the matter at once."""

    title: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmation:
    """A report, order, complaint or phone report was accepted and has a Ticket ID (1.2, 1.4).

    ``nip`` is the payer's NIP as the customer gave it, to be corrected by him when it is the wrong one.

    ``payer_unverified``: the sender is not yet bound to the NIP; then package, payment, order limit and rate are
    never printed, whatever stands here, and ``promise`` must be the ordinary one, not a contract's.
    ``first_received_at``: a completion was merged with a mail of that time. ``promise`` is None where no term runs.
    """

    mail: Answered
    ticket_id: str
    matter: Matter
    promise: Promise | None
    details: Details = field(default_factory=Details)
    nip: str = ""
    payer_unverified: bool = False
    first_received_at: datetime | None = None
    tariff: Tariff | None = None
    package: PackageBalance | None = None
    order: Order | None = None
    payment: Payment = Payment.CLEAR
    attachments: tuple[Attachment, ...] = ()
    articles: tuple[Article, ...] = ()


class NipProblem(StrEnum):
    """Why the subject gave no NIP (1.3)."""

    MISSING = "missing"  # no number at all
    NO_BRACKETS = "no_brackets"  # a valid NIP, but not as [NIP] at the start of the subject
    LENGTH = "length"  # in brackets, but not 10 digits
    CHECKSUM = "checksum"  # 10 digits whose check digit is wrong
    OTHER = "other"  # letters, a placeholder, …


@dataclass(frozen=True, kw_only=True, slots=True)
class NipCandidate:
    """A valid NIP the customer may have meant; ``earlier``: this sender used it before (else: in this mail)."""

    nip: str
    earlier: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class NipHint:
    """What stood where the NIP belongs (``seen``, literally), and what it may have been."""

    problem: NipProblem
    seen: str = ""
    candidates: tuple[NipCandidate, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """One line of the checklist: a required detail and the value found, None when it is missing.

    ``seen`` is what stood there and did not suffice ("nie działa").
    """

    detail: Detail
    found: str | None = None
    seen: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rejection:
    """A report (1.3, 1.5) or package order (13.8) in which something required is missing.

    ``nip`` is the valid NIP of the subject, "" when there is none. ``checklist`` holds every required detail in the
    order it is to be shown. ``first_received_at``: this is not the first round.
    """

    mail: Answered
    checklist: tuple[Checked, ...]
    matter: Matter = Matter.REPORT
    nip: str = ""
    nip_hint: NipHint | None = None
    first_received_at: datetime | None = None


class AlertKind(StrEnum):
    """Why a manager is written to; the value picks the sentences in ``staff-alert``."""

    QUARANTINED = "quarantined"  # a mail of a stranger or a suspicious one; a person decides
    SHUNTED = "shunted"  # a mail we could not work on after three tries
    REFUSED = "refused"  # a letter of ours got SMTP 5xx
    BOUNCED = "bounced"  # a letter of ours came back
    STUCK = "stuck"  # a letter of ours has not left for days
    FLOOD = "flood"  # a cap on automatic letters was reached


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert:
    """Something a person must look at. ``entry`` is the ledger or outbox id the named command takes.

    ``reason`` is one Polish or technical sentence from where it happened, ``diagnostic`` the server's words.
    """

    cause: str
    kind: AlertKind
    recipient: Address
    now: datetime
    entry: str = ""
    ticket_id: str = ""
    correspondent: str = ""  # who wrote the mail, or whom our letter did not reach
    subject: str = ""
    received_at: datetime | None = None
    reason: str = ""
    diagnostic: str = ""


class TicketEvent(StrEnum):
    """What brought a ticket to a technician."""

    NEW = "new"
    MESSAGE = "message"  # the customer wrote again
    REOPENED = "reopened"
    ASSIGNED = "assigned"


@dataclass(frozen=True, kw_only=True, slots=True)
class TicketNews:
    """A new ticket, or a new customer message, for the queue or one technician.

    ``text`` is the customer's text to show (new text; plain). ``references`` are the ids of our earlier staff letters
    on this ticket, so that it is one thread in the technician's program. ``files`` are the customer's attachments.
    """

    cause: str
    event: TicketEvent
    recipient: Address
    now: datetime
    ticket_id: str
    topic: str
    requester: Address
    received_at: datetime
    text: str
    matter: Matter = Matter.REPORT
    nip: str = ""
    payer: str = ""
    payer_unverified: bool = False
    promise: Promise | None = None
    details: Details = field(default_factory=Details)
    tariff: Tariff | None = None
    package: PackageBalance | None = None
    payment: Payment = Payment.CLEAR
    references: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    files: tuple[File, ...] = ()
