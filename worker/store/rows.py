"""Rows that are written once and not asked for again in the same transaction.

The unit of work of the ORM costs eight times what the INSERT costs; a mail leaves four such rows. What they point to
must have been flushed: nothing here puts rows in order. A constraint speaks at once, not at the next flush.
"""

from functools import cache

from sqlalchemy import Insert
from sqlalchemy import insert as insert_into
from sqlmodel import Session, SQLModel


def insert(session: Session, row: SQLModel) -> int:
    """INSERT one new row, now; its id. ``row`` does not become part of the session."""
    statement, names = _prepared(type(row))
    result = session.connection().execute(statement, {name: getattr(row, name) for name in names})
    key = result.inserted_primary_key
    assert key is not None  # noqa: S101 - one row was inserted
    return int(key[0])


@cache
def _prepared(table: type[SQLModel]) -> tuple[Insert, tuple[str, ...]]:
    rows = table.__table__  # type: ignore[attr-defined]  # SQLModel gives tables this at run time
    return insert_into(rows), tuple(one.name for one in rows.columns if not one.primary_key)
