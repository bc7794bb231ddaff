"""The database engine: SQLite or PostgreSQL, with the same promises.

SQLite: write-ahead log, synchronous FULL (a committed mail survives a power cut), foreign keys on, and every
transaction starts with BEGIN IMMEDIATE, so that two writers wait for each other instead of failing half-way.
PostgreSQL: whatever does not answer is given up in bounded time (``worker.store.postgres``).
"""

import os
import sqlite3
import threading
import time
import weakref
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session, create_engine

BUSY_SECONDS = 30
ANSWER_SECONDS = 60
_TURN = 0x504F4D4F43  # "POMOC": 64 bits wide, so it cannot meet the 32-bit keys of the lease


class DatabaseUrlError(ValueError):
    """The database url names no database we know; the message says which two forms are right."""


class DatabaseFileError(RuntimeError):
    """The SQLite file is not there, or cannot be created; the message says which one and what to do."""


def open_engine(
    url: str, *, busy_seconds: float = BUSY_SECONDS, answer_seconds: float = ANSWER_SECONDS, create: bool = True
) -> Engine:
    """An engine for ``sqlite:///file`` or ``postgresql+psycopg://…``; nothing is connected yet.

    ``busy_seconds``: how long another program's lock is waited for, ``answer_seconds``: how long a PostgreSQL that
    says nothing at all; then OperationalError is raised.
    A new SQLite file is created with mode 0600: it holds customers' mail. ``create=False``: DatabaseFileError instead.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    if parsed is None or parsed.get_backend_name() not in ("sqlite", "postgresql"):
        scheme = f"it begins with {parsed.drivername}:" if parsed is not None else "it has no form of an address"
        raise DatabaseUrlError(
            # not the url itself: it may hold a password
            f"[database] url ({scheme}) is not understood; use sqlite:///pomoc.db or "
            "postgresql+psycopg://user:password@host/name"
        )
    if parsed.get_backend_name() == "postgresql":
        from worker.store.postgres import open_postgres  # noqa: PLC0415 -- psycopg's 8 MB are of no use beside SQLite

        url_of_psycopg = parsed.set(drivername="postgresql+psycopg")
        return open_postgres(url_of_psycopg, lock_seconds=busy_seconds, answer_seconds=answer_seconds)
    engine = create_engine(parsed, connect_args={"timeout": busy_seconds, "check_same_thread": False})
    if parsed.database and parsed.database != ":memory:":
        path = Path(parsed.database)
        if not create and not path.exists():
            raise DatabaseFileError(
                f"there is no database {path.absolute()}; is [database] url right? `pomoc migrate` makes a new one"
            )
        _create(path)
    event.listen(engine, "connect", partial(_prepare_sqlite, busy_seconds=busy_seconds))
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _create(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise DatabaseFileError(f"the database file {path} cannot be created: {error.strerror}") from None


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One transaction: commits at the end of the block, rolls everything back on any exception.

    A thread that is inside one and asks for another would wait for itself for ever: RuntimeError instead.
    """
    with _once(engine), _turns(engine), Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def _once(engine: Engine) -> Iterator[None]:
    inside: set[Engine] = _inside.__dict__.setdefault("engines", set())
    if engine in inside:
        raise RuntimeError("this thread is inside a transaction already; open the second one before or after it")
    inside.add(engine)
    try:
        yield
    finally:
        inside.discard(engine)


_inside = threading.local()


def _turns(engine: Engine) -> AbstractContextManager[object]:
    """SQLite has one writer; threads of this process queue up here instead of polling the file's lock."""
    if engine.dialect.name != "sqlite":
        return nullcontext()
    with _making_turns:
        return _turns_of.setdefault(engine, Turns())


class Turns:
    """A lock that goes to whoever has waited longest.

    ``threading.Lock`` goes to whoever asks first: a thread that records lot after lot has it back before a sleeping
    one is awake, and no letter left while a full mailbox was being read.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()  # the first one has its turn

    def __enter__(self) -> None:
        mine = threading.Event()
        with self._guard:
            self._waiting.append(mine)
            if len(self._waiting) == 1:
                mine.set()
        try:
            mine.wait()
        except BaseException:  # a signal raised here: the turn must not be kept by somebody who never takes it
            self._leave(mine)
            raise

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        with self._guard:
            mine = self._waiting[0]
        self._leave(mine)

    def _leave(self, mine: threading.Event) -> None:
        with self._guard:
            self._waiting.remove(mine)
            if self._waiting:
                self._waiting[0].set()


_making_turns = threading.Lock()
_turns_of: "weakref.WeakKeyDictionary[Engine, Turns]" = weakref.WeakKeyDictionary()


def take_turn(connection: Connection) -> None:
    """Until this transaction ends, others that ask wait here, even when there is no row to lock yet.

    On SQLite every writing transaction has had its turn since BEGIN IMMEDIATE.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _TURN})


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A read-only look at one consistent moment; on SQLite it neither waits for a writer nor holds one up."""
    options: dict[str, Any] = {"only_reads": True}
    if engine.dialect.name == "postgresql":  # there, each statement of a transaction else sees a moment of its own
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with Session(engine.execution_options(**options), expire_on_commit=False) as session:
        yield session


def _prepare_sqlite(connection: Any, record: object, *, busy_seconds: float) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own: _begin_immediate does
    cursor = connection.cursor()
    _write_ahead(cursor, time.monotonic() + busy_seconds)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: Any, give_up: float) -> None:
    """The log stays on once it is on; SQLite does not wait for a lock to switch it, so two first workers meet here."""
    while True:
        try:
            if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
        time.sleep(0.02)


def _begin_immediate(connection: Any) -> None:
    reads = connection.get_execution_options().get("only_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
