"""The tables: what the worker remembers. ``migrations/`` builds the same (a test compares them).

Reading order: raw_message and ledger_entry are the truth about what came in; incomplete_report, ticket,
message, attachment and participant are what it became; payer, contact and payer_domain say who may see
what; outbox is everything that leaves; lease and installation belong to the worker itself.

Enums are strings with a CHECK: Alembic would not notice a new member of a database type.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, Date, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from worker.store.columns import added_later, instant, one_of
from worker.store.types import Json, LetterBytes


class Outcome(StrEnum):
    """What became of a mail; the words of the outside contract."""

    CONFIRM = "confirm"
    REJECT = "reject"
    APPEND = "append"
    IGNORE = "ignore"
    QUARANTINE = "quarantine"
    SHUNTED = "shunted"  # could not be worked on yet; the raw bytes are kept, it is tried again


class TicketState(StrEnum):
    """Where a ticket stands."""

    OPEN = "open"  # confirmed, nobody has answered yet: the reaction clock runs [1.2]
    IN_PROGRESS = "in-progress"  # a human has reacted
    WAITING = "waiting"  # the customer's turn
    CLOSED = "closed"


class OutboxState(StrEnum):
    """The life of a letter. Moves: see ``worker.store.outbox``."""

    QUEUED = "queued"  # written, never tried
    INFLIGHT = "inflight"  # claimed by a worker; DATA has not begun
    UNKNOWN = "unknown"  # DATA began and no answer was recorded: the same bytes go again
    DEFERRED = "deferred"  # the server said "later"
    SENT = "sent"  # accepted by SMTP
    FAILED = "failed"  # refused for good, or given up after five days
    HELD = "held"  # kept back by a flood brake; never sent by itself


class RawMessage(SQLModel, table=True):
    """The bytes of a mail as served, zlib-compressed; one row per distinct content."""

    __tablename__ = "raw_message"
    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(unique=True, max_length=64)
    size: int
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class LedgerEntry(SQLModel, table=True):
    """One row per mail offered, with its one outcome. (mailbox, UIDVALIDITY, UID) is its identity."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        UniqueConstraint("mailbox", "uidvalidity", "uid", name="ledger_entry_offered"),
        one_of("outcome", Outcome),
        Index("ledger_entry_unfinished", "outcome", "attempts"),
    )
    id: int | None = Field(default=None, primary_key=True)
    mailbox: str
    uidvalidity: int = Field(sa_type=BigInteger)  # 32 bits unsigned on the wire [RFC 3501 2.3.1.1]
    uid: int = Field(sa_type=BigInteger)
    raw_id: int | None = Field(default=None, foreign_key="raw_message.id")
    message_id: str = Field(index=True)
    fingerprint: str = Field(default="", index=True)  # SHA-256 of From and body: tells a duplicate from a reused id
    sender: str = ""
    subject: str = ""
    size: int = 0
    received_at: datetime = instant()
    recorded_at: datetime = instant(index=True)
    kind: str = ""
    outcome: str
    attempts: int = 1
    explanation: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json(), nullable=False))
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", index=True)
    incomplete_report_id: int | None = Field(default=None, foreign_key="incomplete_report.id", index=True)


class IncompleteReport(SQLModel, table=True):
    """A rejected report that waits for its completion [1.5]; remembers the first receipt."""

    __tablename__ = "incomplete_report"
    id: int | None = Field(default=None, primary_key=True)
    requester: str = Field(index=True)
    kind: str
    nip: str = ""
    topic: str = ""
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json(), nullable=False))
    text: str = ""
    first_received_at: datetime = instant()
    last_received_at: datetime = instant()
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")


class Ticket(SQLModel, table=True):
    """A confirmed report, package order or complaint with its frozen promise [1.2, 1.4, 12.8, 13.8]."""

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("year", "serial", name="ticket_serial"),
        one_of("state", TicketState),
        Index("ticket_due", "state", "deadline_at"),
        Index("ticket_next_alert", "next_alert_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(unique=True, max_length=16)
    year: int
    serial: int
    kind: str
    state: str
    nip: str = Field(index=True)
    verified: bool = False  # the requester is bound to the payer
    topic: str
    requester: str = Field(index=True)
    requester_name: str = ""
    service: str = ""
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json(), nullable=False))
    received_at: datetime = instant()
    clock_started_at: datetime = instant()
    promised_day: date = Field(sa_column=Column(Date, nullable=False))
    deadline_at: datetime = instant()
    created_at: datetime = instant()
    closed_at: datetime | None = instant(nullable=True)
    linked_ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    merged_into_id: int | None = None  # a ticket; no constraint, because SQLite cannot add one to a filled table
    assignee: str = added_later()  # address of the technician who has it; "": the whole queue
    reacted_at: datetime | None = instant(nullable=True)  # the first human reaction [1.2] …
    reacted_by: str = added_later()  # … and whose it was
    clock_stopped_at: datetime | None = instant(nullable=True)  # the promise is kept, or nothing is left to keep
    next_alert_at: datetime | None = instant(nullable=True)  # the next threshold; None: nothing to watch
    promise: str = added_later()  # "reaction": kept by a reaction whatever the kind; "": as the kind says


class Message(SQLModel, table=True):
    """What a mail says: on a ticket, or on a report that is not one yet. The full text is always kept."""

    __tablename__ = "message"
    id: int | None = Field(default=None, primary_key=True)
    ledger_id: int = Field(foreign_key="ledger_entry.id", unique=True)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", index=True)
    author: str
    author_name: str = ""
    new_text: str = ""
    text: str = ""
    received_at: datetime = instant()


class Attachment(SQLModel, table=True):
    """One part of a stored mail; its bytes are read back from the raw message by ``part``."""

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("ledger_id", "part", name="attachment_part"),)
    id: int | None = Field(default=None, primary_key=True)
    ledger_id: int = Field(foreign_key="ledger_entry.id")
    part: int
    name: str
    content_type: str
    size: int
    sha256: str
    inline: bool = False
    content_id: str = ""
    not_kept: str = ""


class Participant(SQLModel, table=True):
    """Somebody the requester or a technician added to a ticket; may write on it."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("ticket_id", "address", name="participant_once"),)
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id")
    address: str
    added_by: str
    added_at: datetime = instant()


class Payer(SQLModel, table=True):
    """A customer company, by NIP. ``reaction_days`` is a separate contract's term [1.2, 2].

    ``suspended_at``: a manager stopped the service for overdue invoices [12.7].
    """

    __tablename__ = "payer"
    nip: str = Field(primary_key=True, max_length=10)
    name: str = ""
    reaction_days: int | None = None
    suspended_at: datetime | None = instant(nullable=True)
    suspended_by: str = added_later()


class Contact(SQLModel, table=True):
    """An address bound to a payer: by the customer list, a confirmed ticket, or a technician's word."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("address", "nip", name="contact_once"),)
    id: int | None = Field(default=None, primary_key=True)
    address: str
    nip: str = Field(foreign_key="payer.nip", index=True)
    name: str = ""
    source: str = ""
    bound_at: datetime = instant()


class PayerDomain(SQLModel, table=True):
    """A company mail domain bound to a payer; never a free-mail domain. ``source``: "" settings, or an import."""

    __tablename__ = "payer_domain"
    __table_args__ = (UniqueConstraint("domain", "nip", name="payer_domain_once"),)
    id: int | None = Field(default=None, primary_key=True)
    domain: str
    nip: str = Field(foreign_key="payer.nip", index=True)
    source: str = added_later()


class OutboxLetter(SQLModel, table=True):
    """A letter as exact bytes. (cause, kind, recipient) happens once, whatever is run again."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("cause", "kind", "recipient", name="outbox_once"),
        one_of("state", OutboxState),
        Index("outbox_due", "state", "due_at"),
        Index("outbox_recipient", "recipient", "created_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    cause: str
    kind: str
    recipient: str
    envelope_from: str = ""
    message_id: str = Field(unique=True)
    subject: str = ""
    raw: bytes = Field(sa_column=Column(LetterBytes(), nullable=False))
    state: str
    attempts: int = 0
    due_at: datetime = instant()
    claimed_by: int | None = None  # the lease token of the worker that sends it
    last_code: int = 0
    last_text: str = ""
    created_at: datetime = instant()
    sent_at: datetime | None = instant(nullable=True)
    bounced_at: datetime | None = instant(nullable=True)
    ledger_id: int | None = Field(default=None, foreign_key="ledger_entry.id", index=True)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", index=True)
    incomplete_report_id: int | None = Field(default=None, foreign_key="incomplete_report.id", index=True)


class Lease(SQLModel, table=True):
    """Who works the mailbox. The token grows with each holder, so a late writer is noticed."""

    __tablename__ = "lease"
    name: str = Field(primary_key=True)
    token: int
    holder: str
    taken_at: datetime = instant()
    polled_at: datetime | None = instant(nullable=True)


class InHand(SQLModel, table=True):
    """UIDs being worked on. A row that outlives its worker marks the mails that may have killed it.

    ``attempts`` counts its deaths and the try that goes on; 0: no death, but the database went down with it in hand.
    """

    __tablename__ = "in_hand"
    __table_args__ = (UniqueConstraint("mailbox", "uidvalidity", "uid", name="in_hand_once"),)
    id: int | None = Field(default=None, primary_key=True)
    mailbox: str
    uidvalidity: int = Field(sa_type=BigInteger)  # 32 bits unsigned on the wire [RFC 3501 2.3.1.1]
    uid: int = Field(sa_type=BigInteger)
    attempts: int = 1


class Installation(SQLModel, table=True):
    """Values of this installation: the key that signs our Message-IDs, and when its PostgreSQL server was started."""

    __tablename__ = "installation"
    key: str = Field(primary_key=True)
    value: str
