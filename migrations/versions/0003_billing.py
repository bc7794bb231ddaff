"""Billing: contracts, invoices, payments, update subscriptions, packages, bills and holds."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from worker.store.types import Json, UtcDateTime

revision = "0003_billing"
down_revision = "0002_technicians"


def upgrade() -> None:
    """Forward only."""
    op.create_table(
        "bill_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sqlmodel.AutoString(length=7), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.Column("held_by", sqlmodel.AutoString(), nullable=False),
        sa.Column("held_at", UtcDateTime(), nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("bill_hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bill_hold_month"), ["month"], unique=False)

    op.create_table(
        "bill",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.Column("month", sqlmodel.AutoString(length=7), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sqlmodel.AutoString(), nullable=False),
        sa.Column("issue_day", sa.Date(), nullable=False),
        sa.Column("settled", Json(), nullable=False),
        sa.Column("uses", Json(), nullable=False),
        sa.Column("billed", Json(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("state IN ('sent', 'unsendable')", name="state_known"),
        sa.ForeignKeyConstraint(
            ["nip"],
            ["payer.nip"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("nip", "month", "version", name="bill_once"),
    )
    with op.batch_alter_table("bill", schema=None) as batch_op:
        batch_op.create_index("bill_month", ["month"], unique=False)

    op.create_table(
        "contract",
        sa.Column("nip", sqlmodel.AutoString(length=10), nullable=False),
        sa.Column("reaction_days", sa.Integer(), nullable=True),
        sa.Column("billing_email", sqlmodel.AutoString(), nullable=False),
        sa.Column("street", sqlmodel.AutoString(), nullable=False),
        sa.Column("town", sqlmodel.AutoString(), nullable=False),
        sa.Column("language", sqlmodel.AutoString(), nullable=False),
        sa.Column("remote_general", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column("remote_accounting", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column("onsite_general", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column("onsite_accounting", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column("rebated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nip"],
            ["payer.nip"],
        ),
        sa.PrimaryKeyConstraint("nip"),
    )
    op.create_table(
        "sales_invoice",
        sa.Column("number", sqlmodel.AutoString(), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.AutoString(), nullable=False),
        sa.Column("issue_day", sa.Date(), nullable=False),
        sa.Column("due_day", sa.Date(), nullable=False),
        sa.Column("gross", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("ksef_number", sqlmodel.AutoString(), nullable=False),
        sa.Column("month", sqlmodel.AutoString(), nullable=False),
        sa.Column("implementation_finished", sa.Boolean(), nullable=False),
        sa.Column("corrects", sqlmodel.AutoString(), nullable=False),
        sa.CheckConstraint("kind IN ('invoice', 'correction', 'proforma')", name="kind_known"),
        sa.ForeignKeyConstraint(
            ["nip"],
            ["payer.nip"],
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    with op.batch_alter_table("sales_invoice", schema=None) as batch_op:
        batch_op.create_index("sales_invoice_payer", ["nip", "issue_day"], unique=False)

    op.create_table(
        "sold_package",
        sa.Column("code", sqlmodel.AutoString(), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("service", sqlmodel.AutoString(), nullable=False),
        sa.Column("purchased_day", sa.Date(), nullable=False),
        sa.Column("start_day", sa.Date(), nullable=False),
        sa.Column("extended_times", sa.Integer(), nullable=False),
        sa.Column("added_quarters", sa.Integer(), nullable=False),
        sa.Column("used_before", sa.Integer(), nullable=False),
        sa.Column("invoiced", sa.Boolean(), nullable=False),
        sa.Column("net", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("refunded_quarters", sa.Integer(), nullable=False),
        sa.Column("sold_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("service IN ('general', 'accounting')", name="service_known"),
        sa.ForeignKeyConstraint(
            ["nip"],
            ["payer.nip"],
        ),
        sa.PrimaryKeyConstraint("code"),
    )
    with op.batch_alter_table("sold_package", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sold_package_nip"), ["nip"], unique=False)

    op.create_table(
        "package_order",
        sa.Column("ticket_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("package_code", sqlmodel.AutoString(), nullable=False),
        sa.Column("decision", sqlmodel.AutoString(), nullable=False),
        sa.Column("requested_minutes", sa.Integer(), nullable=True),
        sa.Column("limit_minutes", sa.Integer(), nullable=True),
        sa.Column("technician", sqlmodel.AutoString(), nullable=False),
        sa.Column("absent_until", sa.Date(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("serving", Json(), nullable=False),
        sa.Column("at_risk", sa.Boolean(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("offered_at", UtcDateTime(), nullable=True),
        sa.Column("offer", Json(), nullable=False),
        sa.Column("choice", sqlmodel.AutoString(), nullable=False),
        sa.Column("chosen_by", sqlmodel.AutoString(), nullable=False),
        sa.Column("chosen_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "decision IN ('within', 'over_limit', 'technician_absent', 'no_package', 'unknown')", name="decision_known"
        ),
        sa.CheckConstraint("choice IN ('', 'correction', 'hours')", name="choice_known"),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("ticket_id"),
    )
    with op.batch_alter_table("package_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_package_order_offered_at"), ["offered_at"], unique=False)

    op.create_table(
        "package_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sqlmodel.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.AutoString(), nullable=False),
        sa.Column("period", sqlmodel.AutoString(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code"],
            ["sold_package.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code", "kind", "period", name="package_notice_once"),
    )
    op.create_table(
        "update_subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.Column("bought_day", sa.Date(), nullable=False),
        sa.Column("vendor", sqlmodel.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nip"],
            ["payer.nip"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("nip", "bought_day", "vendor", name="update_subscription_once"),
    )
    with op.batch_alter_table("update_subscription", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_update_subscription_nip"), ["nip"], unique=False)

    op.create_table(
        "payment",
        sa.Column("reference", sqlmodel.AutoString(), nullable=False),
        sa.Column("invoice_number", sqlmodel.AutoString(), nullable=False),
        sa.Column("booked_day", sa.Date(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["invoice_number"],
            ["sales_invoice.number"],
        ),
        sa.PrimaryKeyConstraint("reference"),
    )
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_invoice_number"), ["invoice_number"], unique=False)

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_incomplete_report_id"), ["incomplete_report_id"], unique=False)

    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("promise", sqlmodel.AutoString(), server_default=sa.text("''"), nullable=False))

    op.create_table(
        "overdue_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_number", sqlmodel.AutoString(), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("final_day", sa.Date(), nullable=False),
        sa.Column("noticed_at", UtcDateTime(), nullable=False),
        sa.Column("noticed_by", sqlmodel.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invoice_number"],
            ["sales_invoice.number"],
        ),
        sa.ForeignKeyConstraint(
            ["nip"],
            ["payer.nip"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("invoice_number"),
    )
    with op.batch_alter_table("overdue_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_overdue_notice_nip"), ["nip"], unique=False)

    op.create_table(
        "complaint_course",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("nip", sqlmodel.AutoString(), nullable=False),
        sa.Column("invoice_number", sqlmodel.AutoString(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("extended_at", UtcDateTime(), nullable=True),
        sa.Column("extended_by", sqlmodel.AutoString(), nullable=False),
        sa.Column("reason", sqlmodel.AutoString(), nullable=False),
        sa.Column("decision", sqlmodel.AutoString(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by", sqlmodel.AutoString(), nullable=False),
        sa.CheckConstraint("decision IN ('', 'upheld', 'partly', 'rejected')", name="decision_known"),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("ticket_id"),
    )
    with op.batch_alter_table("complaint_course", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_course_nip"), ["nip"], unique=False)

    with op.batch_alter_table("payer_domain", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sqlmodel.AutoString(), server_default=sa.text("''"), nullable=False))
