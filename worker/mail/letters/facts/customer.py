"""What a confirmation and a rejection say."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from worker.domain.found import Detail, Details
from worker.domain.message import Attachment
from worker.domain.subject import NipProblem
from worker.mail.letters.facts.insert import Checklist
from worker.mail.letters.facts.shared import Answered, Matter, PackageBalance, Payment, Promise, Tariff
from worker.mail.letters.facts.wallet import PackOrder


class OrderRight(StrEnum):
    """Whether a package order carries the right to be done within 14 days (13.8, 13.9)."""

    WITHIN = "within"  # at most 34 % of the package: the right, with its date
    OVER_LIMIT = "over_limit"  # more than 34 %: done as resources allow
    TECHNICIAN_ABSENT = "technician_absent"  # 13.9: a named technician who is away
    NO_PACKAGE = "no_package"  # nothing it could be drawn on: see ``NoPackage``
    UNKNOWN = "unknown"  # the sender is not bound to the payer, or no number of hours is read: a person looks first


class NoPackage(StrEnum):
    """Why no package serves an order."""

    NONE = "none"  # none was ever sold
    NOT_STARTED = "not-started"  # 13.3
    EXPIRED = "expired"  # 13.5
    USED_UP = "used-up"
    CLASS = "class"  # 13.1: accounting work, and only a general package


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """The decision on a package order. ``limit`` is 34 % of the package; ``rest_from`` the next 30-day window.

    Where resources lack, ``now`` of the order fits into the window of today and ``rest`` into later ones (13.6);
    ``over_balance`` is what the package has no more of. ``at_risk``: less than all can be served by the term (13.10).
    """

    right: OrderRight
    requested: timedelta | None = None
    limit: timedelta | None = None
    rest_from: date | None = None
    technician: str = ""
    technician_absent_until: date | None = None
    others: tuple[str, ...] = ()  # technicians who could help instead
    now: timedelta | None = None
    rest: timedelta = timedelta()
    never: timedelta = timedelta()  # fits into no window before the end of the validity
    over_balance: timedelta = timedelta()
    reserved: timedelta = timedelta()  # what earlier orders that wait to be performed take of the package
    at_risk: bool = False
    no_package: NoPackage | None = None
    day: date | None = None  # of NOT_STARTED and EXPIRED: the day it starts, or ended
    compensation: str = ""  # "offered", "hours" or "correction", once the term has passed [13.10]


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """A help article that may solve the matter at once: its ``steps`` stand in the letter, or ``url`` leads to it."""

    title: str
    url: str = ""
    steps: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmation:
    """A report, order, complaint or phone report was accepted and has a Ticket ID (1.2, 1.4).

    ``nip`` is the payer's NIP as the customer gave it, to be corrected by him when it is the wrong one.

    ``payer_unverified``: the sender is not yet bound to the NIP; then package, payment, order limit and a regular's
    rate are never printed, whatever stands here, and ``promise`` must be the ordinary one, not a contract's.
    ``first_received_at``: a completion was merged with a mail of that time. ``promise`` is None where no
    term runs; of an order that is not ``WITHIN`` only the sentence about the term names its day.
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
    package: PackageBalance | None = None  # the one this work would draw on
    order: Order | None = None
    payment: Payment = Payment.CLEAR
    attachments: tuple[Attachment, ...] = ()
    other_packages: tuple[PackageBalance, ...] = ()
    articles: tuple[Article, ...] = ()
    checklist: Checklist | None = None  # of a guided case
    pack: PackOrder | None = None  # of InsPunkty


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
    order it is to be shown. ``first_received_at``: this is not the first round. ``nothing_new``: nor did the answer
    bring anything that was asked for.
    """

    mail: Answered
    checklist: tuple[Checked, ...]
    matter: Matter = Matter.REPORT
    nip: str = ""
    nip_hint: NipHint | None = None
    first_received_at: datetime | None = None
    nothing_new: bool = False
