"""What the letters to our own people say."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from worker.domain.found import Details
from worker.domain.message import Address, Attachment
from worker.mail.compose import File
from worker.mail.letters.facts.customer import Order
from worker.mail.letters.facts.insert import Checklist
from worker.mail.letters.facts.shared import Matter, PackageBalance, Payment, Promise, Tariff
from worker.mail.letters.facts.wallet import PackOrder


class AlertKind(StrEnum):
    """Why a manager is written to; the value picks the sentences in ``staff-alert``."""

    QUARANTINED = "quarantined"  # a mail of a stranger or a suspicious one; a person decides
    SHUNTED = "shunted"  # a mail we could not work on after three tries
    REFUSED = "refused"  # a letter of ours got SMTP 5xx
    BOUNCED = "bounced"  # a letter of ours came back
    FLOOD = "flood"  # a cap on automatic letters was reached
    UNCONFIRMED = "unconfirmed"  # a call that its customer has not confirmed; told to who took it [1.1]
    SILENT = "silent"  # the worker has not looked into the mailbox for a while


class Brake(StrEnum):
    """Why an automatic letter was held back; the value picks the sentence in an alert (RFC 3834 section 2)."""

    HOUR = "hour"  # so many letters to one address within an hour
    DAY = "day"  # … within a day
    TICKET = "ticket"  # … because of one ticket or one incomplete report
    REPEATED = "repeated"  # the same words, or the same matter without progress
    NUMBERED = "numbered"  # subjects that differ by a number: "Alarm 4711", "Alarm 4724"
    ELSEWHERE = "elsewhere"  # the same words about several computers or users
    UNHEEDED = "unheeded"  # checklists that help nothing, whatever is written


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert:
    """Something a person must look at. ``entry`` is the ledger or outbox id the named command takes.

    ``reason`` is one Polish or technical sentence from where it happened, ``diagnostic`` the server's words; of a
    ``FLOOD`` the ``brake`` and the ``limit`` it sets say why.
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
    brake: Brake | None = None
    limit: int = 0


class TicketEvent(StrEnum):
    """What brought a ticket to a technician."""

    NEW = "new"
    MESSAGE = "message"  # the customer wrote again
    REOPENED = "reopened"
    ASSIGNED = "assigned"
    REPLIED = "replied"  # a colleague answered the customer
    TAKEN = "taken"  # somebody else has the ticket now
    ABSENT = "absent"  # reads like an automatic answer, but a person may have written it; nothing changed
    HELPED = "helped"  # the customer: the help article was enough; closed free of charge


@dataclass(frozen=True, kw_only=True, slots=True)
class TicketNews:
    """A new ticket, or a new customer message, for the queue or one technician.

    ``text`` is the customer's text to show (new text; plain). ``references`` are the ids of our earlier staff letters
    on this ticket, so that it is one thread in the technician's program. ``files`` are the customer's attachments.
    ``status`` is the ticket's state; ``reacted_by`` who reacted first [1.2]; ``unknown`` names details of point 1.5
    that nobody has told yet. Of ``ASSIGNED`` and ``REPLIED`` the ``requester`` is the colleague who did it;
    ``note`` is what he tells his colleague, ``last_word`` (who, when, what) the last thing said on the ticket.
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
    status: str = ""
    assignee: str = ""
    reacted_by: str = ""
    reacted_at: datetime | None = None
    unknown: tuple[str, ...] = ()
    customer: Address | None = None
    checklist: Checklist | None = None  # of a guided case
    pack: PackOrder | None = None  # of InsPunkty
    other_packages: tuple[PackageBalance, ...] = ()
    order: Order | None = None  # what a package order has a right to [13.8]
    by_reaction: bool = True  # the promised day is for a reaction [1.2], else for the work or the answer itself
    note: str = ""
    last_word: tuple[str, datetime, str] | None = None
