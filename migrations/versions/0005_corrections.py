"""Corrections by mail, and transfers the bank took back."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from worker.store.types import UtcDateTime

revision = "0005_corrections"
down_revision = "0004_insert"


def upgrade() -> None:
    """Forward only."""
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reversed_day", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("reversed_by", sqlmodel.AutoString(), nullable=True))

    op.create_table(
        "bill_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.Column("month", sqlmodel.AutoString(length=7), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sqlmodel.AutoString(), nullable=False),
        sa.Column("digest", sqlmodel.AutoString(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("asked_by", sqlmodel.AutoString(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("send_at", UtcDateTime(), nullable=False),
        sa.Column("held_at", UtcDateTime(), nullable=True),
        sa.Column("approved_at", UtcDateTime(), nullable=True),
        sa.Column("ended", sqlmodel.AutoString(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["nip"], ["payer.nip"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("bill_correction", schema=None) as batch_op:
        batch_op.create_index("bill_correction_month", ["month", "nip"], unique=False)
        batch_op.create_index(batch_op.f("ix_bill_correction_ended_at"), ["ended_at"], unique=False)
