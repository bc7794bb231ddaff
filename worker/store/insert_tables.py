"""The tables of help and of the InsERT wallet: articles offered, guided cases, wallet entries and notices.

A row is never deleted: ``undone_at`` marks what a ``cofnij`` took back, and whatever counts skips such rows.
"""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Column, Date, Index, Numeric, UniqueConstraint
from sqlmodel import Field, SQLModel

from worker.domain.insert.entries import WalletWord
from worker.store.columns import instant, one_of
from worker.store.types import Json


class HelpOffer(SQLModel, table=True):
    """Help articles that a confirmation showed; ``helped_at`` when the customer answered that they did."""

    __tablename__ = "help_offer"
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", unique=True)
    ledger_id: int = Field(foreign_key="ledger_entry.id")
    articles: list[str] = Field(default_factory=list, sa_column=Column(Json(), nullable=False))
    offered_at: datetime = instant()
    helped_at: datetime | None = instant(nullable=True)


class CaseFile(SQLModel, table=True):
    """The guided case of a ticket; ``complete_told_at`` when the customer was told that nothing is missing."""

    __tablename__ = "case_file"
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", unique=True)
    case_key: str
    opened_at: datetime = instant()
    complete_told_at: datetime | None = instant(nullable=True)


class CaseMark(SQLModel, table=True):
    """A step ticked, or an exception that holds. ``technician`` is "" when the customer's mail did it.

    ``value`` is what the mail gave: a number, a file name, the words.
    """

    __tablename__ = "case_mark"
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    ledger_id: int = Field(foreign_key="ledger_entry.id")
    step: str
    exception: bool = False
    value: str = ""
    technician: str = ""
    marked_at: datetime = instant()
    undone_at: datetime | None = instant(nullable=True)


class WalletEntry(SQLModel, table=True):
    """One line about a payer's InsERT wallet, as told on a Warsaw ``day``. ``op`` and ``count`` as of an operation."""

    __tablename__ = "wallet_entry"
    __table_args__ = (one_of("word", WalletWord), Index("wallet_entry_payer", "nip", "day"))
    id: int | None = Field(default=None, primary_key=True)
    nip: str = Field(foreign_key="payer.nip")
    ledger_id: int = Field(foreign_key="ledger_entry.id")
    word: str
    day: date = Field(sa_column=Column(Date, nullable=False))
    points: Decimal | None = Field(default=None, sa_column=Column(Numeric(12, 1), nullable=True))
    program: str = ""
    valid_to: date | None = Field(default=None, sa_column=Column(Date, nullable=True))
    op: str = ""
    count: int = 1
    told_by: str
    told_at: datetime = instant()
    undone_at: datetime | None = instant(nullable=True)


class PointsOrder(SQLModel, table=True):
    """An order of a pack of InsPunkty and the price told for it; None where the office has to tell it."""

    __tablename__ = "points_order"
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", unique=True)
    points: int
    count: int = 1
    net: Decimal | None = Field(default=None, sa_column=Column(Numeric(12, 2), nullable=True))
    gross: Decimal | None = Field(default=None, sa_column=Column(Numeric(12, 2), nullable=True))


class WalletNotice(SQLModel, table=True):
    """A letter about a wallet's clock that went out, each once: ``about`` is the day or entry it was about."""

    __tablename__ = "wallet_notice"
    __table_args__ = (UniqueConstraint("nip", "notice", "about", name="wallet_notice_once"),)
    id: int | None = Field(default=None, primary_key=True)
    nip: str = Field(foreign_key="payer.nip")
    notice: str
    about: str
    told_at: datetime = instant()
