"""Help and the InsERT wallet: articles offered, guided cases, wallet entries and notices."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from worker.store.types import Json, UtcDateTime

revision = "0004_insert"
down_revision = "0003_billing"


def upgrade() -> None:
    """Forward only."""
    op.create_table(
        "help_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=False),
        sa.Column("articles", Json(), nullable=False),
        sa.Column("offered_at", UtcDateTime(), nullable=False),
        sa.Column("helped_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.ForeignKeyConstraint(["ledger_id"], ["ledger_entry.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id"),
    )
    op.create_table(
        "case_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("case_key", sqlmodel.AutoString(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("complete_told_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id"),
    )
    op.create_table(
        "case_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=False),
        sa.Column("step", sqlmodel.AutoString(), nullable=False),
        sa.Column("exception", sa.Boolean(), nullable=False),
        sa.Column("value", sqlmodel.AutoString(), nullable=False),
        sa.Column("technician", sqlmodel.AutoString(), nullable=False),
        sa.Column("marked_at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.ForeignKeyConstraint(["ledger_id"], ["ledger_entry.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("case_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_mark_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "wallet_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=False),
        sa.Column("word", sqlmodel.AutoString(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("points", sa.Numeric(precision=12, scale=1), nullable=True),
        sa.Column("program", sqlmodel.AutoString(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("op", sqlmodel.AutoString(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("told_by", sqlmodel.AutoString(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "word IN ('reported', 'points_purchase', 'subscription', 'licence', 'service', 'op', 'monthly')",
            name="word_known",
        ),
        sa.ForeignKeyConstraint(["nip"], ["payer.nip"]),
        sa.ForeignKeyConstraint(["ledger_id"], ["ledger_entry.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("wallet_entry", schema=None) as batch_op:
        batch_op.create_index("wallet_entry_payer", ["nip", "day"], unique=False)

    op.create_table(
        "points_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("net", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("gross", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id"),
    )
    op.create_table(
        "wallet_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.Column("notice", sqlmodel.AutoString(), nullable=False),
        sa.Column("about", sqlmodel.AutoString(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["nip"], ["payer.nip"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("nip", "notice", "about", name="wallet_notice_once"),
    )
