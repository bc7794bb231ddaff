"""The first release: ledger, tickets, outbox, payers, lease."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from worker.store.types import Json, UtcDateTime

revision = "0001_tickets"
down_revision = None


def upgrade() -> None:
    """Forward only."""
    op.create_table(
        "in_hand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailbox", sqlmodel.AutoString(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("mailbox", "uidvalidity", "uid", name="in_hand_once"),
    )
    op.create_table(
        "installation",
        sa.Column("key", sqlmodel.AutoString(), nullable=False),
        sa.Column("value", sqlmodel.AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "lease",
        sa.Column("name", sqlmodel.AutoString(), nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("holder", sqlmodel.AutoString(), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.Column("polled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "payer",
        sa.Column("nip", sqlmodel.AutoString(length=10), nullable=False),
        sa.Column("name", sqlmodel.AutoString(), nullable=False),
        sa.Column("reaction_days", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("nip"),
    )
    op.create_table(
        "raw_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sqlmodel.AutoString(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sha256"),
    )
    op.create_table(
        "ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sqlmodel.AutoString(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.AutoString(), nullable=False),
        sa.Column("state", sqlmodel.AutoString(), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("topic", sqlmodel.AutoString(), nullable=False),
        sa.Column("requester", sqlmodel.AutoString(), nullable=False),
        sa.Column("requester_name", sqlmodel.AutoString(), nullable=False),
        sa.Column("service", sqlmodel.AutoString(), nullable=False),
        sa.Column("details", Json(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("clock_started_at", UtcDateTime(), nullable=False),
        sa.Column("promised_day", sa.Date(), nullable=False),
        sa.Column("deadline_at", UtcDateTime(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("linked_ticket_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'in-progress', 'waiting', 'closed')", name="state_known"),
        sa.ForeignKeyConstraint(
            ["linked_ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("public_id"),
        sa.UniqueConstraint("year", "serial", name="ticket_serial"),
    )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_nip"), ["nip"], unique=False)
        batch_op.create_index(batch_op.f("ix_ticket_requester"), ["requester"], unique=False)
        batch_op.create_index("ticket_due", ["state", "deadline_at"], unique=False)

    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sqlmodel.AutoString(), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.AutoString(), nullable=False),
        sa.Column("source", sqlmodel.AutoString(), nullable=False),
        sa.Column("bound_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nip"],
            ["payer.nip"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("address", "nip", name="contact_once"),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_nip"), ["nip"], unique=False)

    op.create_table(
        "incomplete_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("requester", sqlmodel.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.AutoString(), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.Column("topic", sqlmodel.AutoString(), nullable=False),
        sa.Column("details", Json(), nullable=False),
        sa.Column("text", sqlmodel.AutoString(), nullable=False),
        sa.Column("first_received_at", UtcDateTime(), nullable=False),
        sa.Column("last_received_at", UtcDateTime(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("incomplete_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incomplete_report_requester"), ["requester"], unique=False)

    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("address", sqlmodel.AutoString(), nullable=False),
        sa.Column("added_by", sqlmodel.AutoString(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id", "address", name="participant_once"),
    )
    op.create_table(
        "payer_domain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("domain", sqlmodel.AutoString(), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nip"],
            ["payer.nip"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("domain", "nip", name="payer_domain_once"),
    )
    with op.batch_alter_table("payer_domain", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payer_domain_nip"), ["nip"], unique=False)

    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailbox", sqlmodel.AutoString(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("raw_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sqlmodel.AutoString(), nullable=False),
        sa.Column("fingerprint", sqlmodel.AutoString(), nullable=False),
        sa.Column("sender", sqlmodel.AutoString(), nullable=False),
        sa.Column("subject", sqlmodel.AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("kind", sqlmodel.AutoString(), nullable=False),
        sa.Column("outcome", sqlmodel.AutoString(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("explanation", Json(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("incomplete_report_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('confirm', 'reject', 'append', 'ignore', 'quarantine', 'shunted')", name="outcome_known"
        ),
        sa.ForeignKeyConstraint(
            ["incomplete_report_id"],
            ["incomplete_report.id"],
        ),
        sa.ForeignKeyConstraint(
            ["raw_id"],
            ["raw_message.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("mailbox", "uidvalidity", "uid", name="ledger_entry_offered"),
    )
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_entry_fingerprint"), ["fingerprint"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_ledger_entry_incomplete_report_id"), ["incomplete_report_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_ledger_entry_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ledger_entry_recorded_at"), ["recorded_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_ledger_entry_ticket_id"), ["ticket_id"], unique=False)
        batch_op.create_index("ledger_entry_unfinished", ["outcome", "attempts"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.AutoString(), nullable=False),
        sa.Column("content_type", sqlmodel.AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sqlmodel.AutoString(), nullable=False),
        sa.Column("inline", sa.Boolean(), nullable=False),
        sa.Column("content_id", sqlmodel.AutoString(), nullable=False),
        sa.Column("not_kept", sqlmodel.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ledger_id"],
            ["ledger_entry.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ledger_id", "part", name="attachment_part"),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("author", sqlmodel.AutoString(), nullable=False),
        sa.Column("author_name", sqlmodel.AutoString(), nullable=False),
        sa.Column("new_text", sqlmodel.AutoString(), nullable=False),
        sa.Column("text", sqlmodel.AutoString(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
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
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cause", sqlmodel.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.AutoString(), nullable=False),
        sa.Column("recipient", sqlmodel.AutoString(), nullable=False),
        sa.Column("envelope_from", sqlmodel.AutoString(), nullable=False),
        sa.Column("message_id", sqlmodel.AutoString(), nullable=False),
        sa.Column("subject", sqlmodel.AutoString(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("state", sqlmodel.AutoString(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("claimed_by", sa.Integer(), nullable=True),
        sa.Column("last_code", sa.Integer(), nullable=False),
        sa.Column("last_text", sqlmodel.AutoString(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("bounced_at", UtcDateTime(), nullable=True),
        sa.Column("ledger_id", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("incomplete_report_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'inflight', 'unknown', 'deferred', 'sent', 'failed', 'held')", name="state_known"
        ),
        sa.ForeignKeyConstraint(
            ["incomplete_report_id"],
            ["incomplete_report.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ledger_id"],
            ["ledger_entry.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cause", "kind", "recipient", name="outbox_once"),
        sa.UniqueConstraint("message_id"),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_ledger_id"), ["ledger_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_ticket_id"), ["ticket_id"], unique=False)
        batch_op.create_index("outbox_due", ["state", "due_at"], unique=False)
        batch_op.create_index("outbox_recipient", ["recipient", "created_at"], unique=False)
