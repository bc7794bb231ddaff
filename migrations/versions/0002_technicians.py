"""Technicians and managers: work log, hand-overs, absences, notes, undo, deadline alerts."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from worker.store.types import Json, UtcDateTime

revision = "0002_technicians"
down_revision = "0001_tickets"


def upgrade() -> None:
    """Forward only."""
    op.create_table(
        "job_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job", sqlmodel.AutoString(), nullable=False),
        sa.Column("period", sqlmodel.AutoString(), nullable=False),
        sa.Column("ran_at", UtcDateTime(), nullable=False),
        sa.Column("covered_until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("job", "period", name="job_run_once"),
    )
    op.create_table(
        "deadline_alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("threshold", sqlmodel.AutoString(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id", "threshold", name="deadline_alert_once"),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("technician", sqlmodel.AutoString(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ledger_id"],
            ["ledger_entry.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_technician"), ["technician"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=False),
        sa.Column("technician", sqlmodel.AutoString(), nullable=False),
        sa.Column("assigned_by", sqlmodel.AutoString(), nullable=False),
        sa.Column("assigned_at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ledger_id"],
            ["ledger_entry.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "instruction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("person", sqlmodel.AutoString(), nullable=False),
        sa.Column("lines", Json(), nullable=False),
        sa.Column("before", Json(), nullable=False),
        sa.Column("carried_out_at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ledger_id"],
            ["ledger_entry.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ledger_id"),
    )
    with op.batch_alter_table("instruction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_instruction_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_instruction_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=False),
        sa.Column("author", sqlmodel.AutoString(), nullable=False),
        sa.Column("text", sqlmodel.AutoString(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ledger_id"],
            ["ledger_entry.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "travel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.Column("technician", sqlmodel.AutoString(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("place", sqlmodel.AutoString(), nullable=False),
        sa.Column("km_one_way", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ledger_id"],
            ["ledger_entry.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("travel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_travel_nip"), ["nip"], unique=False)
        batch_op.create_index(batch_op.f("ix_travel_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "work_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.Column("technician", sqlmodel.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.AutoString(), nullable=False),
        sa.Column("start_at", UtcDateTime(), nullable=False),
        sa.Column("end_at", UtcDateTime(), nullable=False),
        sa.Column("topics", Json(), nullable=False),
        sa.Column("connection", sqlmodel.AutoString(), nullable=False),
        sa.Column("implementation_of", sqlmodel.AutoString(), nullable=False),
        sa.Column("arranged", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('remote', 'visit')", name="kind_known"),
        sa.ForeignKeyConstraint(
            ["ledger_id"],
            ["ledger_entry.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("work_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_entry_ticket_id"), ["ticket_id"], unique=False)
        batch_op.create_index("work_entry_payer", ["nip", "start_at"], unique=False)
        batch_op.create_index("work_entry_person", ["technician", "start_at"], unique=False)

    with op.batch_alter_table("payer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("suspended_at", UtcDateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("suspended_by", sqlmodel.AutoString(), nullable=False, server_default=sa.text("''"))
        )

    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("assignee", sqlmodel.AutoString(), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column("reacted_at", UtcDateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("reacted_by", sqlmodel.AutoString(), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(sa.Column("clock_stopped_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("next_alert_at", UtcDateTime(), nullable=True))
        batch_op.create_index("ticket_next_alert", ["next_alert_at"], unique=False)
    # tickets of an earlier release have no thresholds yet: the first pass over deadlines gives them theirs
    op.execute("UPDATE ticket SET next_alert_at = created_at WHERE state != 'closed'")
