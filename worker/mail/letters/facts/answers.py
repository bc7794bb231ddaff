"""What the letters around a technician's own mail say: the reply on its way, the receipt, the question, the help."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from worker.domain.commands import Wrong
from worker.domain.message import Address
from worker.mail.compose import File
from worker.mail.letters.facts.shared import PackageBalance
from worker.mail.letters.facts.wallet import WalletShown


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerReply:
    """A technician's words to one of the people on a ticket.

    ``to`` and ``cc`` are shown to everybody; ``recipient`` gets this copy. ``answers`` is the customer's last message
    (id without <>), ``references`` its own references. ``author`` is the technician's name, never his address.
    """

    cause: str
    recipient: Address
    to: Address
    author: str
    now: datetime
    ticket_id: str
    topic: str
    text: str
    cc: tuple[Address, ...] = ()
    answers: str = ""
    references: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    decision: str = ""  # "upheld", "partly" or "rejected": the answer to a complaint [12.10] …
    invoice: str = ""  # … about this invoice, if it was named


class Done(StrEnum):
    """What a command did; the value picks the sentence in ``templates/receipt.j2``."""

    WORK = "work"
    VISIT = "visit"
    TRAVEL = "travel"
    TOPIC = "topic"
    CONNECTION = "connection"
    IMPLEMENTATION = "implementation"
    STATUS = "status"
    HANDED_OVER = "handed-over"
    NOTED = "noted"
    MERGED = "merged"
    PAYER = "payer"
    PARTICIPANT = "participant"
    AWAY = "away"
    PHONE = "phone"
    UNDONE = "undone"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    TICKED = "ticked"
    UNTICKED = "unticked"
    WALLET = "wallet"
    BILLS_HELD = "bills-held"  # about: the NIP, or nothing for all; day: the month
    BILLS_RELEASED = "bills-released"
    BILLS_APPROVED = "bills-approved"  # about: the NIPs still held
    BILLS_AS_BEFORE = "bills-as-before"  # it was so already
    CORRECTION_ASKED = "correction-asked"  # about: the NIP; day: the month; until: it leaves by itself that day
    CORRECTION_WAITS = "correction-waits"  # it was asked for already
    CORRECTION_HELD = "correction-held"
    CORRECTION_RELEASED = "correction-released"
    CORRECTION_APPROVED = "correction-approved"
    NOTICED = "noticed"  # a letter about overdue invoices went out [12.7]
    EXTENDED = "extended"  # a complaint got more time, and the customer heard of it [12.8]
    DECIDED = "decided"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceiptLine:
    """One command carried out. ``bands`` are (band, minutes) of this work; of a visit (band, billed hours as text).

    ``also`` are lines for other readings of the same hours, in the night that has 2:00 to 2:59 twice.

    ``day_total`` and ``quarters`` are the payer's whole day in this class [11.1.3]; ``package`` what pays for it.
    """

    line: str
    done: Done
    about: str = ""
    day: date | None = None
    until: date | None = None
    length: timedelta = timedelta()
    bands: tuple[tuple[str, str], ...] = ()
    day_total: timedelta = timedelta()
    quarters: int = 0
    service: str = ""
    hours: Decimal | None = None
    money: Decimal | None = None
    package: PackageBalance | None = None
    implementation: str = ""
    wallet: WalletShown | None = None  # after a line about it
    left: tuple[str, ...] = ()  # of a ticked step: what the list still lacks
    from_package: int = 0  # quarters of the day that packages pay for
    late: bool = False  # the bill of its month has gone out: the next one takes it
    also: tuple[str, ...] = ()
    version: int = 0  # of a corrected month; ``money`` is then the difference


@dataclass(frozen=True, kw_only=True, slots=True)
class Crossed:
    """A colleague's reply that left before this one and that its writer had not seen."""

    author: str
    at: datetime
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """The short private receipt to the technician or manager.

    ``sent_to`` are the addresses his reply went to. ``closed_at``: the ticket is closed and stays so. ``merged_from``:
    he wrote to a ticket that was merged into this one. ``reaction``: this mail was the first reaction [1.2].
    """

    cause: str
    recipient: Address
    now: datetime
    subject: str
    message_id: str
    references: tuple[str, ...] = ()
    ticket_id: str = ""
    lines: tuple[ReceiptLine, ...] = ()
    sent_to: tuple[str, ...] = ()
    not_sent: tuple[str, ...] = ()  # names of files that were over a cap
    crossed: tuple[Crossed, ...] = ()
    closed_at: datetime | None = None
    merged_from: str = ""
    reaction: bool = False
    today: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Nothing was done: which lines, why, what would be right, and the text to send again.

    ``tickets`` are (id, topic) of tickets the writer may have meant.
    """

    cause: str
    recipient: Address
    now: datetime
    subject: str
    message_id: str
    wrong: tuple[Wrong, ...]
    text: str
    references: tuple[str, ...] = ()
    ticket_id: str = ""
    tickets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Guide:
    """The help letter with every command."""

    cause: str
    recipient: Address
    now: datetime
    subject: str
    message_id: str
    references: tuple[str, ...] = ()
    is_manager: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PhoneRequest:
    """To the customer: what was said on the telephone, to be confirmed by answering [1.1]."""

    cause: str
    recipient: Address
    now: datetime
    author: str
    nip: str
    topic: str
    notes: str
    missing: tuple[str, ...] = ()
