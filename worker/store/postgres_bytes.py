"""Large bytes on PostgreSQL: they come as they are, and a connection that has carried some is not kept.

Bytes come as text (hexadecimal) unless a statement asks otherwise: a letter of 20 MB then takes 120 MB while it is
read, in binary form 60. And libpq's buffers grow to the largest message they have held, and stay so while their
connection lives: sooner or later each one of the pool has carried such a mail one way and such a letter the other.
"""

from typing import Any

import psycopg
from psycopg.abc import Buffer
from psycopg.dbapi20 import BinaryBinaryDumper
from psycopg.pq import Format
from psycopg.types.string import ByteaBinaryLoader
from sqlalchemy import Engine, ExecutionContext, event
from sqlalchemy.pool import ConnectionPoolEntry

from worker.store.rows import LARGE


class CarryingConnection(psycopg.Connection[Any]):
    """Remembers whether it has carried bytes that its buffers had to grow for."""

    has_grown = False


def let_grown_ones_go(engine: Engine) -> None:
    """Make the pool close a connection that has carried ``LARGE`` bytes; its next user gets a new one."""
    event.listen(engine, "connect", _note)
    event.listen(engine, "checkin", _let_go)
    event.listen(engine, "before_cursor_execute", _ask_for_bytes)


def _note(connection: CarryingConnection, record: object) -> None:
    connection.adapters.register_dumper(psycopg.Binary, _Sent)
    connection.adapters.register_loader("bytea", _Received)


class _Sent(BinaryBinaryDumper):
    def dump(self, obj: Any) -> Buffer | None:
        data = super().dump(obj)
        _carried(self.connection, data)
        return data


class _Received(ByteaBinaryLoader):
    def load(self, data: Buffer) -> bytes:
        _carried(self.connection, data)
        return bytes(data)


def _carried(connection: object, data: Buffer | None) -> None:
    if isinstance(connection, CarryingConnection) and data is not None and len(data) >= LARGE:
        connection.has_grown = True


def _let_go(connection: CarryingConnection | None, record: ConnectionPoolEntry) -> None:
    if connection is not None and connection.has_grown:
        record.invalidate()


def _ask_for_bytes(
    connection: object,
    cursor: psycopg.Cursor[Any],
    statement: str,
    parameters: object,
    context: ExecutionContext | None,
    many: bool,
) -> None:
    if context is not None and context.execution_options.get("as_bytes"):
        cursor.format = Format.BINARY
