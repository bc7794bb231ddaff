"""One worker at a time works a mailbox; a standby takes over the moment the first one dies.

The lock is held by the operating system (SQLite: flock on a file beside the database) or by PostgreSQL (a session
advisory lock), so that ``kill -9`` frees it at once and no clock decides who is alive. Each holder gets a larger
token; every recording transaction checks it, so a worker that was asleep while another took over writes nothing.

The locked file holds its holder's pid and is emptied by one that lets go. So the next one knows whether the marks
``in_hand`` speak of a death, or of a worker that failed and could not take them back because the disk was full:
emptying a file needs no room. The pid is on the disk before any mark is, so a power cut cannot make the one of a mail
that takes the whole machine down look orderly. PostgreSQL has no such file; there a server that was started anew tells
that the marks of its last worker were lost with it.
"""

import fcntl
import os
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine, delete, text, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from worker.store.engine import DatabaseFileError, take_turn, transaction
from worker.store.tables import InHand, Installation, Lease

_SERVER_STARTED = "postgresql-started"
_UNLOCK_SECONDS = 2.0


class LeaseLostError(RuntimeError):
    """Another worker has taken this mailbox over; this one must stop writing."""


@dataclass(kw_only=True)
class Hold:
    """The lock while it is held; use as a context manager or call ``release``."""

    name: str
    token: int
    _file: int | None = field(default=None, repr=False)
    _connection: Connection | None = field(default=None, repr=False)

    def release(self) -> None:
        """Let another worker in; safe to call twice."""
        if self._file is not None:
            try:
                if self.token:
                    os.ftruncate(self._file, 0)
                    os.fsync(self._file)
            finally:  # on a disk that fails the lock is let go all the same
                os.close(self._file)
                self._file = None
        if self._connection is not None:
            try:
                _unlock(self._connection, self.name)
            finally:
                self._connection.close()
                self._connection = None

    def __enter__(self) -> "Hold":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def take(engine: Engine, name: str, *, holder: str, now: datetime) -> Hold | None:
    """The lock on ``name``, or None while another process holds it. ``holder`` is for people (host, pid).

    Raises DatabaseFileError when this account may not have the lock at all, else what the database raises.
    """
    hold, orderly = Hold(name=name, token=0), False
    if engine.dialect.name == "sqlite":
        hold._file = _lock_file(engine)
        orderly = hold._file is not None and os.fstat(hold._file).st_size == 0
    else:
        hold._connection = _advisory(engine, name)
    if hold._file is None and hold._connection is None:
        return None
    try:
        hold.token = _next_token(engine, name, holder=holder, now=now, orderly=orderly)
    except BaseException:
        hold.release()  # else nobody, this process included, gets it until this process ends
        raise
    if hold._file is not None:
        with suppress(OSError):  # the disk is full: should we die, it is not counted against the mails in hand
            os.pwrite(hold._file, b"%d\n" % os.getpid(), 0)
            os.fsync(hold._file)
    return hold


def _next_token(engine: Engine, name: str, *, holder: str, now: datetime, orderly: bool) -> int:
    with transaction(engine) as session:
        if orderly:
            session.exec(delete(InHand))
        elif _server_started_anew(session):
            # no death of theirs; but they stay marked: each is read alone and confined, in case it took the server down
            session.exec(update(InHand).where(col(InHand.attempts) > 0).values(attempts=InHand.attempts - 1))
        row = session.get(Lease, name)
        if row is None:
            row = Lease(name=name, token=0, holder=holder, taken_at=now)
        row.token += 1
        row.holder, row.taken_at = holder, now
        session.add(row)
        return row.token


def _server_started_anew(session: Session) -> bool:
    """Whether PostgreSQL was started since the lease was last taken: it took every worker's connection with it."""
    if session.get_bind().dialect.name != "postgresql":
        return False
    started = str(session.connection().execute(text("SELECT pg_postmaster_start_time()")).scalar())
    row = session.get(Installation, _SERVER_STARTED)
    known = row.value if row is not None else started
    session.merge(Installation(key=_SERVER_STARTED, value=started))
    return known != started


def check(session: Session, hold: Hold | None, *, polled_at: datetime | None = None) -> None:
    """Inside a recording transaction: lock the lease row and make sure the token is still ours.

    Raises LeaseLostError. ``hold`` None (a one-shot command) only locks. ``polled_at`` is noted as a sign of life.
    """
    take_turn(session.connection())
    rows = session.exec(select(Lease).order_by(col(Lease.name)).with_for_update()).all()
    if hold is None:
        return
    mine = next((row for row in rows if row.name == hold.name), None)
    if mine is None or mine.token != hold.token:
        raise LeaseLostError(f"another worker took over {hold.name}; this one stops")
    if polled_at is not None:
        mine.polled_at = polled_at
        session.add(mine)


def _lock_file(engine: Engine) -> int | None:
    database = engine.url.database or ""
    if database in ("", ":memory:"):
        return None
    path = Path(database + ".lock")
    try:
        file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise DatabaseFileError(
            f"the file {path}, which says that a worker is at work, cannot be opened: {error.strerror}; whoever runs "
            "pomoc must own it (while none runs, it may be deleted)"
        ) from None
    if os.geteuid() == 0:  # as SQLite does with its own files: root's one run must not lock the service's account out
        owner = Path(database).stat()
        os.fchown(file, owner.st_uid, owner.st_gid)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        return None
    return file


def _advisory(engine: Engine, name: str) -> Connection | None:
    # outside the pool, so that the session (and with it the lock) lives exactly as long as the Hold
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    connection.detach()
    got = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _key(name)}).scalar()
    if got:
        return connection
    connection.close()
    return None


def _unlock(connection: Connection, name: str) -> None:
    """Said, not left to the end of the session: the server comes to that when we have long gone on."""
    from worker.store.postgres import patience  # noqa: PLC0415 -- psycopg is imported where there is a PostgreSQL

    with suppress(DBAPIError), patience(connection, _UNLOCK_SECONDS):  # it is gone or hangs: the lock goes as before
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _key(name)})


def _key(name: str) -> int:
    return zlib.crc32(name.encode())
