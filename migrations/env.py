"""Alembic's entry: runs the migrations on the connection that ``worker.store.migrate`` hands over."""

from alembic import context
from sqlmodel import SQLModel

import worker.store.billing_tables
import worker.store.insert_tables
import worker.store.staff_tables
import worker.store.tables  # noqa: F401 - all fill SQLModel.metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    compare_type=True,
    # SQLite cannot alter a table in place; Alembic then copies it
    render_as_batch=True,
    # one transaction for all steps: a failed migration leaves the database as it was
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
