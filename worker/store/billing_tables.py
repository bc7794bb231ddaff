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

from worker.domain.customer import DocumentType
from worker.domain.found import Service
from worker.store.tables import instant, one_of
from worker.store.types import Json


class BillState(StrEnum):
    """What became of a payer's month."""

    SENT = "sent"  # its letters are in the outbox
    UNSENDABLE = "unsendable"  # settled, but nobody to write to: named to the managers


class Contract(SQLModel, table=True):
    """What a separate contract or the customer list says of a payer beyond the settings [2]."""

    __tablename__ = "contract"
    nip: str = Field(primary_key=True, foreign_key="payer.nip", max_length=10)
    reaction_days: int | None = None
    billing_email: str = ""
    street: str = ""
    town: str = ""  # postal code and town
    language: str = "pl"


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


class Payment(SQLModel, table=True):
    """Money booked on our account for an invoice; ``reference`` is the bank's, and makes an import repeatable."""

    __tablename__ = "payment"
    reference: str = Field(primary_key=True)
    invoice_number: str = Field(foreign_key="sales_invoice.number", index=True)
    booked_day: date = Field(sa_column=Column(Date, nullable=False))
    amount: Decimal = Field(sa_column=Column(Numeric(12, 2), nullable=False))


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
    sold_at: datetime = instant()


class Bill(SQLModel, table=True):
    """One version of one payer's month as it went out; ``settled`` is the statement as JSON, ``uses`` its draws.

    ``billed`` is what it took: ids of ``work``, those of them that are ``late`` (of an earlier month), of ``travel``,
    and the codes of ``packages`` it sold. Whatever no bill of a month took goes to the next one.
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
