"""${message}."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from worker.store.types import Json, UtcDateTime

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Forward only."""
    ${upgrades if upgrades else "pass"}
