"""What the letters about a compensation [13.10] and the answers to questions by subject say."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from worker.domain.message import Address
from worker.mail.compose import File
from worker.mail.letters.facts.customer import Order
from worker.mail.letters.facts.overview import TicketRow
from worker.mail.letters.facts.shared import Answered, Matter, PackageBalance, Promise
from worker.terms.phrases import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """The two ways of 13.10 for what was left of an order. Money is a negative correction; ``valid_until`` of HOURS."""

    ticket_id: str
    topic: str
    last_day: date
    ordered: timedelta
    unperformed: timedelta
    net: Decimal
    vat: Decimal
    added: timedelta
    valid_until: date
    package: PackageBalance
    taken: timedelta = timedelta()  # what a correction takes out of the package

    @property
    def gross(self) -> Decimal:
        """With VAT."""
        return self.net + self.vat


@dataclass(frozen=True, kw_only=True, slots=True)
class Compensation:
    """The offer to the customer. ``answers`` is his last message (id without <>)."""

    cause: str
    recipient: Address
    now: datetime
    offer: Offer
    answers: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderDecided:
    """An order whose payer or number of hours was not known at first; ``promise`` is its day now [13.8, 1.2]."""

    cause: str
    recipient: Address
    now: datetime
    ticket_id: str
    topic: str
    order: Order
    promise: Promise
    package: PackageBalance | None = None
    answers: str = ""
    matter: Matter = Matter.PACKAGE_ORDER
    language: Language = Language.POLISH


class ChoiceAnswer(StrEnum):
    """What became of the customer's word; the value picks the sentences in ``templates/compensation.j2``."""

    CORRECTION = "correction"
    HOURS = "hours"
    ALREADY = "already"
    NOT_YOURS = "not-yours"  # not bound to the payer
    UNPROVEN = "unproven"  # no answer to our letter and no proof of the sender


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Back to whoever chose. Of ALREADY ``chosen`` says which way and ``at`` when; ``offer`` only for the payer."""

    mail: Answered
    ticket_id: str
    answer: ChoiceAnswer
    offer: Offer | None = None
    chosen: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CompensationAlert:
    """To a manager: the offer went out (``chosen`` ""), or which way was chosen, by whom."""

    cause: str
    recipient: Address
    now: datetime
    nip: str
    payer: str
    offer: Offer
    customer: str
    chosen: str = ""


class AccountState(StrEnum):
    """Whether a package can serve; the value picks the words."""

    NOT_STARTED = "not-started"
    VALID = "valid"
    USED_UP = "used-up"
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowRow:
    """One window of 30 days [13.6]; ``now``: the one of today. ``reserved`` is kept for orders that wait."""

    first: date
    last: date
    limit: timedelta
    used: timedelta
    free: timedelta
    now: bool = False
    reserved: timedelta = timedelta()


@dataclass(frozen=True, kw_only=True, slots=True)
class ShareOfPackage:
    """So much of a package where resources lack [13.6]: in the window of today, from a working day on, and never."""

    total: timedelta = timedelta()
    now: timedelta = timedelta()
    later: timedelta = timedelta()
    later_from: date | None = None
    never: timedelta = timedelta()


@dataclass(frozen=True, kw_only=True, slots=True)
class OrdersOfPackage:
    """What accepted orders wait for, and what is free for a new one [13.6, 13.8].

    ``without_right`` of the waiting is of orders without a term; one with the right of 13.8 finds ``free_with_right``.
    """

    waiting: ShareOfPackage
    free: ShareOfPackage
    free_with_right: ShareOfPackage
    without_right: timedelta = timedelta()


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountCard:
    """A package in full. ``percent`` of everything it held is used. ``orders`` None: it has not begun."""

    package: PackageBalance
    state: AccountState
    start: date
    held: timedelta
    used: timedelta
    percent: int
    windows: tuple[WindowRow, ...] = ()
    orders: OrdersOfPackage | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PayerCard:
    """The packages of one payer."""

    nip: str
    name: str
    accounts: tuple[AccountCard, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PackagesAnswer:
    """STAN PAKIETU: of every payer the sender is bound to, or of the one he named."""

    mail: Answered
    payers: tuple[PayerCard, ...]
    day: date
    answers_to: Address | None = None  # who sells the next package


@dataclass(frozen=True, kw_only=True, slots=True)
class TicketsAnswer:
    """MOJE ZGŁOSZENIA: the sender's own; open ones with their day, then those closed lately."""

    mail: Answered
    open: tuple[TicketRow, ...]
    closed: tuple[TicketRow, ...] = ()
    more: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthCard:
    """A payer's month: with its files, or without any work. ``draft``: not billed, as of today."""

    nip: str
    name: str
    empty: bool = False
    draft: bool = False
    version: int = 1
    net: Decimal | None = None
    minutes: timedelta = timedelta()


@dataclass(frozen=True, kw_only=True, slots=True)
class ProtocolAnswer:
    """PROTOKÓŁ 2026-10: the month of each payer. ``month`` None: none was understood; ``examples`` how to write it."""

    mail: Answered
    month: date | None
    payers: tuple[MonthCard, ...] = ()
    files: tuple[File, ...] = ()
    examples: tuple[str, ...] = ()
    future: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class NotBound:
    """The same answer to every address we know nothing of, whatever it asked about: nothing is given away."""

    mail: Answered
