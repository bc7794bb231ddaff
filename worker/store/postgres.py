"""PostgreSQL over a network: whoever falls silent is given up in bounded time, by us and by the server.

    the server cannot be reached            10 s    ``connect_timeout``, for each address of its name
    what we ask is lost on the way          30 s    ``tcp_user_timeout``; where we only wait: keepalives, 40 s
    it is there and does not answer         60 s    ``answer_seconds`` without a byte (it hangs; a proxy before it)
    another transaction holds a lock        30 s    ``lock_timeout``, as long as SQLite waits
    we are gone, and our session stays on   60 s    the server's own keepalives, which every session asks for

The last one matters most: a session that nobody ended holds the lease and the turn, and a server with Linux's defaults
finds out after two hours and eleven minutes. Whatever an administrator has chosen wins: for the first two lines a
parameter in the address of the database (``?connect_timeout=5``), for the last two a setting of the account, the
database or the server. What is given up raises OperationalError: a run ends with 75, the service tries again at its
next tick.

https://www.postgresql.org/docs/current/libpq-connect.html and runtime-config-connection.html; tcp(7).
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from math import inf
from typing import Any, Final, TypeVar

import psycopg
from psycopg.abc import PQGen
from sqlalchemy import URL, Connection, Engine, event
from sqlmodel import create_engine

from worker.store.postgres_bytes import CarryingConnection, let_grown_ones_go

_CONNECTION: Final[Mapping[str, str]] = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",  # where there is no tcp_user_timeout, which else decides for idle connections, too
    "tcp_user_timeout": "30000",  # milliseconds
}
_SESSION: Final[Mapping[str, str]] = {
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "60000",  # milliseconds
}
_Result = TypeVar("_Result")


class SilentServerError(psycopg.OperationalError):
    """The server took what we asked, and said nothing for too long; the connection is closed."""


def open_postgres(
    url: URL, *, lock_seconds: float, answer_seconds: float, session: Mapping[str, str] = _SESSION
) -> Engine:
    """An engine on the database; nothing is connected yet. ``url`` may hold any parameter that libpq knows.

    ``session``: server settings that every session asks for where nobody has set them.
    """
    ours = {name: value for name, value in _CONNECTION.items() if name not in url.query}
    wished = {**session, "lock_timeout": f"{lock_seconds * 1000:.0f}"}
    engine = create_engine(url, connect_args=ours, pool_pre_ping=True)
    event.listen(engine, "do_connect", partial(_connect, answer_seconds=answer_seconds))
    event.listen(engine, "connect", partial(_prepare, wished=wished))
    let_grown_ones_go(engine)
    return engine


@contextmanager
def patience(connection: Connection, seconds: float = inf) -> Iterator[None]:
    """Another bound for the server's silence: none, for what may take minutes (an index over a million rows)."""
    driver = connection.connection.dbapi_connection
    if not isinstance(driver, _Connection):
        yield
        return
    usual, driver.answer_seconds = driver.answer_seconds, seconds
    try:
        yield
    finally:
        driver.answer_seconds = usual


class _Connection(CarryingConnection):
    """Waits for the server as any other, but not for ever. psycopg itself bounds only the connecting."""

    answer_seconds = inf  # until it is connected

    def wait(self, gen: PQGen[_Result], *args: Any, **kwargs: Any) -> _Result:
        """Do what ``gen`` does. Raises SilentServerError after ``answer_seconds`` in which nothing came or went."""
        try:
            return super().wait(_bounded(gen, self.answer_seconds), *args, **kwargs)
        except SilentServerError:
            self.close()  # in the middle of an answer it is of no more use; so SQLAlchemy knows it for lost
            raise


def _bounded(gen: PQGen[_Result], seconds: float) -> PQGen[_Result]:
    """What psycopg waits for, passed on; it is resumed with nothing every tenth of a second, which is when we look."""
    give_up = time.monotonic() + seconds
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            if ready:
                give_up = time.monotonic() + seconds
            elif time.monotonic() > give_up:
                raise SilentServerError(f"it has not said a word for {seconds:g} seconds")
            wanted = gen.send(ready)
    except StopIteration as end:
        result: _Result = end.value
        return result


def _connect(
    dialect: object, record: object, args: list[Any], parameters: dict[str, Any], *, answer_seconds: float
) -> psycopg.Connection[Any]:
    connection = _Connection.connect(*args, **parameters)
    connection.answer_seconds = answer_seconds
    return connection


_PREPARE: Final = """
    SELECT set_config(name, wish, false) FROM pg_settings JOIN unnest(%s::text[], %s::text[]) AS ours (what, wish)
    ON name = what WHERE source = 'default'
"""


def _prepare(connection: psycopg.Connection[Any], record: object, *, wished: Mapping[str, str]) -> None:
    """A new session's settings: by a statement, because poolers refuse them as parameters of the connecting."""
    connection.execute(_PREPARE, (list(wished), list(wished.values())))
    connection.commit()
