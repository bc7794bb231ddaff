"""The tables of technicians' and managers' mail: the work log, hand-overs, absences, notes, undo, alerts.

A row is never deleted: ``undone_at`` marks what a ``cofnij`` took back, and whatever counts skips such rows.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Date, Index, Numeric, UniqueConstraint
from sqlmodel import Field, SQLModel

from worker.store.columns import instant, one_of
from worker.store.types import Json


class WorkKind(StrEnum):
    """How the work was done; each has its own rules of counting [11.1, 11.2]."""

    REMOTE = "remote"
    VISIT = "visit"


class WorkEntry(SQLModel, table=True):
    """A piece of work as a technician wrote it: real start and end, never rounded here [11].

    ``topics`` are the words of ``worker.domain.tariff.topics``; ``connection`` joins entries of one connection
    [11.1.5]; ``implementation_of`` names the invoice of a purchase [10.4]; ``arranged``: agreed outside package
    hours [13.4].
    """

    __tablename__ = "work_entry"
    __table_args__ = (
        one_of("kind", WorkKind),
        Index("work_entry_payer", "nip", "start_at"),
        Index("work_entry_person", "technician", "start_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    ledger_id: int = Field(foreign_key="ledger_entry.id")
    nip: str
    technician: str
    kind: str
    start_at: datetime = instant()
    end_at: datetime = instant()
    topics: list[str] = Field(default_factory=list, sa_column=Column(Json(), nullable=False))
    connection: str = ""
    implementation_of: str = ""
    arranged: bool = False
    recorded_at: datetime = instant()
    undone_at: datetime | None = instant(nullable=True)


class Travel(SQLModel, table=True):
    """One trip to the customer [10.5]: kilometres one way from the nearest office, or a place of the flat sum."""

    __tablename__ = "travel"
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    ledger_id: int = Field(foreign_key="ledger_entry.id")
    nip: str = Field(index=True)
    technician: str
    day: date = Field(sa_column=Column(Date, nullable=False))
    place: str = ""
    km_one_way: Decimal | None = Field(default=None, sa_column=Column(Numeric(8, 2), nullable=True))
    recorded_at: datetime = instant()
    undone_at: datetime | None = instant(nullable=True)


class Assignment(SQLModel, table=True):
    """Who got a ticket, when and from whom; the last row not undone says who has it."""

    __tablename__ = "assignment"
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    ledger_id: int = Field(foreign_key="ledger_entry.id")
    technician: str
    assigned_by: str
    assigned_at: datetime = instant()
    undone_at: datetime | None = instant(nullable=True)


class Absence(SQLModel, table=True):
    """Days on which a technician is away, both included; his tickets' letters go to the queue meanwhile."""

    __tablename__ = "absence"
    id: int | None = Field(default=None, primary_key=True)
    technician: str = Field(index=True)
    ledger_id: int = Field(foreign_key="ledger_entry.id")
    first_day: date = Field(sa_column=Column(Date, nullable=False))
    last_day: date = Field(sa_column=Column(Date, nullable=False))
    undone_at: datetime | None = instant(nullable=True)


class Note(SQLModel, table=True):
    """Internal words on a ticket; never shown to a customer."""

    __tablename__ = "note"
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    ledger_id: int = Field(foreign_key="ledger_entry.id")
    author: str
    text: str
    written_at: datetime = instant()
    undone_at: datetime | None = instant(nullable=True)


class Instruction(SQLModel, table=True):
    """The commands of one mail, carried out together, and what ``cofnij`` needs to take them back.

    ``before`` holds the values that were there: ``{"ticket": {…}, "payer": {…}, "participants": [ids], …}``.
    """

    __tablename__ = "instruction"
    id: int | None = Field(default=None, primary_key=True)
    ledger_id: int = Field(foreign_key="ledger_entry.id", unique=True)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", index=True)
    person: str = Field(index=True)
    lines: list[str] = Field(default_factory=list, sa_column=Column(Json(), nullable=False))
    before: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json(), nullable=False))
    carried_out_at: datetime = instant()
    undone_at: datetime | None = instant(nullable=True)


class DeadlineAlert(SQLModel, table=True):
    """A threshold of a ticket's clock that was told; each once, whatever is run again."""

    __tablename__ = "deadline_alert"
    __table_args__ = (UniqueConstraint("ticket_id", "threshold", name="deadline_alert_once"),)
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id")
    threshold: str
    told_at: datetime = instant()


class JobRun(SQLModel, table=True):
    """A job done for a period; (job, period) happens once. ``covered_until`` is where the next one begins."""

    __tablename__ = "job_run"
    __table_args__ = (UniqueConstraint("job", "period", name="job_run_once"),)
    id: int | None = Field(default=None, primary_key=True)
    job: str
    period: str
    ran_at: datetime = instant()
    covered_until: datetime = instant()
