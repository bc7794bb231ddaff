"""The tables of billing: contracts, invoices, payments, update subscriptions, packages, bills and holds.

What the office's accounting knows (invoices, payments, subscriptions) comes in by import and is the truth about them.
A bill is one version of one payer's month, once and for ever: it is written together with its letters.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Date, Index, Numeric, UniqueConstraint
from sqlmodel import Field, SQLModel

from worker.domain.billing.customer import DocumentType
from worker.domain.found import Service
from worker.store.columns import instant, one_of
from worker.store.types import Json


class BillState(StrEnum):
    """What became of a payer's month."""

    SENT = "sent"  # its letters are in the outbox
    UNSENDABLE = "unsendable"  # settled, but nobody to write to: named to the managers


class ComplaintDecision(StrEnum):
    """How a complaint was answered [12.10]; OPEN: not yet."""

    OPEN = ""
    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"


class Contract(SQLModel, table=True):
    """What a separate contract or the customer list says of a payer beyond the settings [2]."""

    __tablename__ = "contract"
    nip: str = Field(primary_key=True, foreign_key="payer.nip", max_length=10)
    reaction_days: int | None = None
    billing_email: str = ""
    street: str = ""
    town: str = ""  # postal code and town
    language: str = "pl"
    # net PLN an hour of band A; None: the price list's rate
    remote_general: Decimal | None = Field(default=None, sa_column=Column(Numeric(8, 2), nullable=True))
    remote_accounting: Decimal | None = Field(default=None, sa_column=Column(Numeric(8, 2), nullable=True))
    onsite_general: Decimal | None = Field(default=None, sa_column=Column(Numeric(8, 2), nullable=True))
    onsite_accounting: Decimal | None = Field(default=None, sa_column=Column(Numeric(8, 2), nullable=True))
    rebated: bool = False  # the rebates of 7 and 12.2 are taken off these rates too


class SalesInvoice(SQLModel, table=True):
    """A document the office issued. ``month`` (``2026-03``) when it is the invoice of that month's statement."""

    __tablename__ = "sales_invoice"
    __table_args__ = (one_of("kind", DocumentType), Index("sales_invoice_payer", "nip", "issue_day"))
    number: str = Field(primary_key=True)
    nip: str = Field(foreign_key="payer.nip")
    kind: str
    issue_day: date = Field(sa_column=Column(Date, nullable=False))
    due_day: date = Field(sa_column=Column(Date, nullable=False))
    gross: Decimal = Field(sa_column=Column(Numeric(12, 2), nullable=False))
    ksef_number: str = ""
    month: str = ""
    implementation_finished: bool = False
    corrects: str = ""  # number of the invoice a correction belongs to


class Payment(SQLModel, table=True):
    """Money booked on our account for an invoice; ``reference`` is the bank's, and makes an import repeatable.

    What the bank took back stays here with its ``reversed_day`` and counts no more; ``reversed_by`` names the entry
    of the statement that took it back.
    """

    __tablename__ = "payment"
    reference: str = Field(primary_key=True)
    invoice_number: str = Field(foreign_key="sales_invoice.number", index=True)
    booked_day: date = Field(sa_column=Column(Date, nullable=False))
    amount: Decimal = Field(sa_column=Column(Numeric(12, 2), nullable=False))
    reversed_day: date | None = Field(default=None, sa_column=Column(Date, nullable=True))
    reversed_by: str | None = None


class OverdueNotice(SQLModel, table=True):
    """An overdue invoice that the customer was told of, each once; ``final_day`` is the last one told [12.7]."""

    __tablename__ = "overdue_notice"
    id: int | None = Field(default=None, primary_key=True)
    invoice_number: str = Field(foreign_key="sales_invoice.number", unique=True)
    nip: str = Field(foreign_key="payer.nip", index=True)
    amount: Decimal = Field(sa_column=Column(Numeric(12, 2), nullable=False))
    final_day: date = Field(sa_column=Column(Date, nullable=False))
    noticed_at: datetime = instant()
    noticed_by: str


class ComplaintCourse(SQLModel, table=True):
    """What became of a complaint beside its ticket [12.8, 12.10]: more time, announced to the customer, and the answer.

    ``first_day`` is what was promised before the extension; ``invoice_number`` what the complaint is about, if known.
    """

    __tablename__ = "complaint_course"
    __table_args__ = (one_of("decision", ComplaintDecision),)
    ticket_id: int = Field(primary_key=True, foreign_key="ticket.id")
    nip: str = Field(index=True)
    invoice_number: str = ""
    first_day: date | None = Field(default=None, sa_column=Column(Date, nullable=True))
    extended_at: datetime | None = instant(nullable=True)
    extended_by: str = ""
    reason: str = ""
    decision: str = ""
    decided_at: datetime | None = instant(nullable=True)
    decided_by: str = ""


class UpdateSubscription(SQLModel, table=True):
    """An update subscription a payer bought [7]."""

    __tablename__ = "update_subscription"
    __table_args__ = (UniqueConstraint("nip", "bought_day", "vendor", name="update_subscription_once"),)
    id: int | None = Field(default=None, primary_key=True)
    nip: str = Field(foreign_key="payer.nip", index=True)
    bought_day: date = Field(sa_column=Column(Date, nullable=False))
    vendor: str


class SoldPackage(SQLModel, table=True):
    """A package of hours [13]. ``start_day`` is the contract date; ``invoiced`` when its invoice went out already."""

    __tablename__ = "sold_package"
    __table_args__ = (one_of("service", Service),)
    code: str = Field(primary_key=True)
    nip: str = Field(foreign_key="payer.nip", index=True)
    hours: int
    service: str
    purchased_day: date = Field(sa_column=Column(Date, nullable=False))
    start_day: date = Field(sa_column=Column(Date, nullable=False))
    extended_times: int = 0
    added_quarters: int = 0
    used_before: int = 0  # quarters drawn before this program knew of the package
    invoiced: bool = False
    net: Decimal | None = Field(default=None, sa_column=Column(Numeric(12, 2), nullable=True))  # None: by 13.11
    refunded_quarters: int = 0  # paid back by a correction [13.10]
    sold_at: datetime = instant()


class OrderDecision(StrEnum):
    """What an order on a package has a right to [13.8, 13.9]; the values are those of the letters."""

    WITHIN = "within"
    OVER_LIMIT = "over_limit"
    TECHNICIAN_ABSENT = "technician_absent"
    NO_PACKAGE = "no_package"
    UNKNOWN = "unknown"


class CompensationChoice(StrEnum):
    """The customer's one word for an order not performed in time [13.10]; "" before he has chosen."""

    NONE = ""
    CORRECTION = "correction"
    HOURS = "hours"


class PackageOrder(SQLModel, table=True):
    """The decision on a package order, made when it was confirmed, and what followed when its term had passed.

    ``serving`` is what was told with it, in quarters: ``now``, ``rest`` and ``rest_from`` by the windows, ``never``,
    ``over_balance``, ``reserved`` by earlier orders; or ``why`` no package serves it, with its ``day``. ``offer`` is
    the compensation as it was offered [13.10], empty when nothing was owed; ``offered_at`` says that the passed term
    was looked at.
    """

    __tablename__ = "package_order"
    __table_args__ = (one_of("decision", OrderDecision), one_of("choice", CompensationChoice))
    ticket_id: int = Field(primary_key=True, foreign_key="ticket.id", sa_column_kwargs={"autoincrement": False})
    package_code: str = ""
    decision: str
    requested_minutes: int | None = None
    limit_minutes: int | None = None
    technician: str = ""
    absent_until: date | None = Field(default=None, sa_column=Column(Date, nullable=True))
    deadline: date | None = Field(default=None, sa_column=Column(Date, nullable=True))
    serving: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json(), nullable=False))
    at_risk: bool = False
    decided_at: datetime = instant()
    offered_at: datetime | None = instant(nullable=True, index=True)
    offer: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json(), nullable=False))
    choice: str = CompensationChoice.NONE.value
    chosen_by: str = ""
    chosen_at: datetime | None = instant(nullable=True)


class PackageNotice(SQLModel, table=True):
    """Something about a package that customer and managers were told; each once, whatever is run again.

    ``period`` is the first day of the window or the last day of validity the notice is about, else "".
    """

    __tablename__ = "package_notice"
    __table_args__ = (UniqueConstraint("code", "kind", "period", name="package_notice_once"),)
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(foreign_key="sold_package.code")
    kind: str
    period: str = ""
    told_at: datetime = instant()


class Bill(SQLModel, table=True):
    """One version of one payer's month as it went out; ``settled`` is the statement as JSON, ``uses`` its draws.

    ``billed`` is what it took: ids of ``work``, those of them that are ``late`` (of an earlier month), of ``travel``,
    the codes of ``packages`` it sold and the numbers of ``corrections`` it told of. Whatever no bill of a month took
    goes to the next one.
    """

    __tablename__ = "bill"
    __table_args__ = (
        UniqueConstraint("nip", "month", "version", name="bill_once"),
        one_of("state", BillState),
        Index("bill_month", "month"),
    )
    id: int | None = Field(default=None, primary_key=True)
    nip: str = Field(foreign_key="payer.nip")
    month: str = Field(max_length=7)
    version: int
    state: str
    issue_day: date = Field(sa_column=Column(Date, nullable=False))
    settled: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json(), nullable=False))
    uses: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(Json(), nullable=False))
    billed: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json(), nullable=False))
    created_at: datetime = instant()


class BillHold(SQLModel, table=True):
    """A manager keeps a month back: of one payer, or of all (``nip`` empty). Released holds stay as a record."""

    __tablename__ = "bill_hold"
    id: int | None = Field(default=None, primary_key=True)
    month: str = Field(max_length=7, index=True)
    nip: str = ""
    held_by: str = ""
    held_at: datetime = instant()
    released_at: datetime | None = instant(nullable=True)


class BillCorrection(SQLModel, table=True):
    """A manager's word that a month is to be corrected, from its preview to the new version.

    ``digest`` is what the preview showed: something else does not leave on the same word. ``shown`` counts the
    previews, ``send_at`` is when the version leaves by itself where letters do. ``ended`` says what became of it.
    """

    __tablename__ = "bill_correction"
    __table_args__ = (Index("bill_correction_month", "month", "nip"),)
    id: int | None = Field(default=None, primary_key=True)
    nip: str = Field(foreign_key="payer.nip")
    month: str = Field(max_length=7)
    version: int
    reason: str = ""
    digest: str
    shown: int = 1
    asked_by: str
    asked_at: datetime = instant()
    send_at: datetime = instant()
    held_at: datetime | None = instant(nullable=True)
    approved_at: datetime | None = instant(nullable=True)
    ended: str = ""
    ended_at: datetime | None = instant(nullable=True, index=True)
    undone_at: datetime | None = instant(nullable=True)
