"""Rows that are written once and not asked for again in the same transaction.

The unit of work of the ORM costs eight times what the INSERT costs; a mail leaves four such rows. What they point to
must have been flushed: nothing here puts rows in order. A constraint speaks at once, not at the next flush.

SQLite's driver copies what it is given and keeps the copy until the same statement runs again: a mail of 20 MB and the
letter made of it would stand in memory four times. So large bytes are written straight into the place kept for them.
"""

import sqlite3
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Insert, bindparam, func
from sqlalchemy import insert as insert_into
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, SQLModel

LARGE = 1024 * 1024  # bytes
AS_BYTES: Final = {"as_bytes": True}
"""Execution option of a statement that may give large bytes: PostgreSQL else sends them as text, twice as long.

``worker.store.postgres_bytes`` heeds it.
"""


def insert(session: Session, row: SQLModel) -> int:
    """INSERT one new row, now; its id. ``row`` does not become part of the session."""
    connection = session.connection()
    _, names = _prepared(type(row))
    values = {name: getattr(row, name) for name in names}
    large: dict[str, bytes] = {}
    if connection.dialect.name == "sqlite":
        large = {name: one for name, one in values.items() if isinstance(one, bytes) and len(one) >= LARGE}
    statement, _ = _prepared(type(row), tuple(large))
    result = connection.execute(statement, {**values, **{name: len(one) for name, one in large.items()}})
    key = result.inserted_primary_key
    assert key is not None  # noqa: S101 - one row was inserted
    for name, data in large.items():
        _fill(connection, str(row.__tablename__), name, int(key[0]), data)
    return int(key[0])


def _fill(connection: Connection, table: str, column: str, key: int, data: bytes) -> None:
    """Put bytes into the place kept for them. Raises what any statement of SQLAlchemy raises."""
    driver: Any = connection.connection.driver_connection
    try:
        with driver.blobopen(table, column, key) as place:
            place.write(data)
    except sqlite3.Error as error:
        raise OperationalError(f"blobopen {table}.{column}", None, error) from error


@cache
def _prepared(table: type[SQLModel], large: tuple[str, ...] = ()) -> tuple[Insert, tuple[str, ...]]:
    rows = table.__table__  # type: ignore[attr-defined]  # SQLModel gives tables this at run time
    names = tuple(one.name for one in rows.columns if not one.primary_key)
    statement = insert_into(rows)
    if large:
        places = {name: func.zeroblob(bindparam(name)) if name in large else bindparam(name) for name in names}
        statement = statement.values(places)
    return statement, names
