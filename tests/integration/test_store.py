"""What we remember, on both databases: migrations, types, transactions, the lease and the outbox."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, event, inspect, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlmodel import Session, SQLModel, select

from worker.application.binding import bind
from worker.settings import Customer
from worker.store import billing_tables, outbox, queries, staff_tables  # noqa: F401 - fill what is compared
from worker.store.engine import DatabaseFileError, DatabaseUrlError, open_engine, reading, transaction
from worker.store.lease import LeaseLostError, check, take
from worker.store.migrate import DatabaseTooNewError, is_empty, migrate, pending
from worker.store.rows import insert
from worker.store.tables import (
    Contact,
    InHand,
    Installation,
    Lease,
    OutboxLetter,
    OutboxState,
    Outcome,
    Payer,
    PayerDomain,
    RawMessage,
    TicketState,
)
from worker.wiring import enrol

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def sqlite_engine(tmp_path: Path) -> Iterator[Engine]:
    made = open_engine(f"sqlite:///{tmp_path / 'dane' / 'pomoc.db'}")
    migrate(made)
    yield made
    made.dispose()


def child(engine: Engine, code: str, *arguments: str) -> "subprocess.Popen[str]":
    """A real second process with the same database; ``engine``, ``NOW`` and the store are at hand in the code."""
    before = """
        import sys, time
        from datetime import UTC, datetime
        from worker.store.engine import open_engine, reading, transaction
        from worker.store.lease import check, take
        from worker.store.tables import *
        NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
        engine = open_engine(sys.argv[1])
    """
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent(before) + textwrap.dedent(code),
            engine.url.render_as_string(hide_password=False),
            *arguments,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def start_together(processes: "list[subprocess.Popen[str]]") -> None:
    """Each has said that it is ready; now all go at once."""
    assert [line(process) for process in processes] == ["ready"] * len(processes)
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()


def ended(process: "subprocess.Popen[str]") -> int:
    process.communicate(timeout=30)
    return process.returncode


# --- migrations ---


def test_migrations_build_exactly_the_tables_of_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "render_as_batch": True}
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_migrations_build_the_checks_of_the_code(engine: Engine) -> None:
    """Alembic does not compare CHECK constraints."""
    for table in SQLModel.metadata.sorted_tables:
        expected = {str(one.name): str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint)}
        found = {str(one["name"]): one["sqltext"] for one in inspect(engine).get_check_constraints(table.name)}
        assert set(found) == set(expected)
        for name, words in expected.items():
            quoted = words.split("'")[1::2]
            assert found[name].split("'")[1::2] == quoted


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [("ledger_entry", "outcome", Outcome), ("ticket", "state", TicketState), ("outbox", "state", OutboxState)],
)
def test_a_word_outside_the_enum_is_refused_by_the_database(
    engine: Engine, table: str, column: str, kind: type[Outcome]
) -> None:
    checks = {one["name"]: one["sqltext"] for one in inspect(engine).get_check_constraints(table)}
    assert all(f"'{member.value}'" in checks[f"{column}_known"] for member in kind)
    with pytest.raises(IntegrityError), transaction(engine) as session:
        letter = _letter("x", state=OutboxState.QUEUED)
        letter.state = "somewhere"
        session.add(letter)


def test_migrating_again_changes_nothing(database_url: str) -> None:
    engine = open_engine(database_url)
    assert is_empty(engine)
    steps = pending(engine)
    assert steps == ["0001_tickets", "0002_technicians", "0003_billing", "0004_insert", "0005_corrections"]
    assert migrate(engine) == (None, steps[-1])
    assert migrate(engine) == (steps[-1], steps[-1])
    assert pending(engine) == []
    assert not is_empty(engine)
    engine.dispose()


def test_a_database_of_a_newer_release_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_future'"))
    with pytest.raises(DatabaseTooNewError, match="9999_future"):
        migrate(engine)
    with pytest.raises(DatabaseTooNewError, match="newer release"):
        pending(engine)


def test_two_workers_that_start_at_once_migrate_once(database_url: str) -> None:
    engine = open_engine(database_url)
    code = """
        from worker.store.migrate import migrate
        print("ready", flush=True)
        sys.stdin.readline()
        migrate(engine)
    """
    workers = [child(engine, code) for _ in range(2)]
    start_together(workers)
    assert [ended(worker) for worker in workers] == [0, 0]
    assert pending(engine) == []
    engine.dispose()


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(database_url)

    def fail(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if "CREATE TABLE outbox" in statement:
            raise RuntimeError("power cut")

    event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        migrate(engine)
    assert is_empty(engine)
    event.remove(engine, "before_cursor_execute", fail)
    assert migrate(engine) == (None, "0005_corrections")
    engine.dispose()


# --- types ---


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2026, 3, 10, 9, 0, 0, 123456, tzinfo=UTC),
        datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Warsaw"), fold=0),
        datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Warsaw"), fold=1),
        datetime(2026, 3, 29, 2, 30, tzinfo=ZoneInfo("Europe/Warsaw")),
        datetime(2026, 12, 31, 23, 59, 59, tzinfo=ZoneInfo("America/New_York")),
    ],
)
def test_an_instant_comes_back_as_the_same_instant_in_utc(engine: Engine, instant: datetime) -> None:
    with transaction(engine) as session:
        session.add(Lease(name="x", token=1, holder="me", taken_at=instant))
    with reading(engine) as session:
        found = session.get(Lease, "x")
        assert found is not None
        assert found.taken_at.tzinfo is UTC
        assert found.taken_at == instant.astimezone(UTC)  # by UTC: equality within one zone ignores the fold
        assert session.exec(select(Lease).where(Lease.taken_at == instant.astimezone(UTC))).first() is not None


def test_a_naive_time_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="naive"), transaction(engine) as session:
        session.add(Lease(name="x", token=1, holder="me", taken_at=datetime(2026, 3, 10)))  # noqa: DTZ001  # the point


def test_numbers_of_32_bits_fit(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(InHand(mailbox="x", uidvalidity=2**32 - 1, uid=2**32 - 1))
    with reading(engine) as session:
        assert session.exec(select(InHand.uid)).one() == 2**32 - 1


# --- transactions ---


def test_a_transaction_that_fails_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(RuntimeError, match="in the middle"), transaction(engine) as session:
        session.add(Installation(key="a", value="b"))
        session.flush()
        raise RuntimeError("in the middle")
    with reading(engine) as session:
        assert session.get(Installation, "a") is None


def test_a_failed_savepoint_leaves_the_rest(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(Installation(key="a", value="b"))
        session.flush()
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(text("INSERT INTO installation (key, value) VALUES ('a', 'again')"))
    with reading(engine) as session:
        assert session.get(Installation, "a") is not None


def test_reading_does_not_wait_for_a_writer_and_sees_what_is_committed(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(Installation(key="a", value="before"))
    with transaction(engine) as writer:
        row = writer.get(Installation, "a")
        assert row is not None
        row.value = "after"
        writer.add(row)
        writer.flush()
        began = time.monotonic()
        with reading(engine) as session:
            assert session.exec(select(Installation.value)).one() == "before"
        assert time.monotonic() - began < 1
    with reading(engine) as session:
        assert session.exec(select(Installation.value)).one() == "after"


def test_a_look_sees_one_moment_whatever_is_committed_meanwhile(engine: Engine) -> None:
    with reading(engine) as session:
        assert session.exec(select(Installation.key)).all() == []
        with transaction(engine) as writer:
            writer.add(Installation(key="a", value="b"))
        assert session.exec(select(Installation.key)).all() == []


def test_a_transaction_inside_another_is_refused_instead_of_waiting_for_itself(engine: Engine) -> None:
    with transaction(engine), pytest.raises(RuntimeError, match="inside a transaction"), transaction(engine):
        pass
    with transaction(engine) as session:  # and the next one is as good as ever
        session.add(Installation(key="a", value="b"))


def test_threads_write_one_after_another_and_nothing_is_lost(engine: Engine) -> None:
    def write(name: str) -> None:
        for number in range(20):
            with transaction(engine) as session:
                session.add(Installation(key=f"{name}{number}", value="x"))

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with reading(engine) as session:
        assert len(session.exec(select(Installation)).all()) == 80


def test_a_sqlite_file_is_for_its_owner_alone(sqlite_engine: Engine) -> None:
    hold = take(sqlite_engine, "mailbox", holder="x", now=NOW)
    assert hold is not None
    folder = Path(str(sqlite_engine.url.database)).parent
    files = sorted(folder.iterdir())
    assert {"pomoc.db", "pomoc.db.lock", "pomoc.db-wal"} <= {file.name for file in files}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    hold.release()


def test_a_committed_mail_survives_a_power_cut(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize(
    "url", ["mysql://root:tajne@host/x", "pomoc.db", "", "postgres://a:tajne@b/c", "sqlite", "://:tajne@"]
)
def test_an_unknown_database_is_told_without_its_password(url: str) -> None:
    with pytest.raises(DatabaseUrlError, match="sqlite:///") as error:
        open_engine(url)
    assert "tajne" not in str(error.value)


# --- the lease ---


HOLDER = """
    hold = take(engine, "mailbox", holder="child", now=NOW)
    print(hold.token if hold else "none", flush=True)
    time.sleep(60)
"""


def test_a_second_process_does_not_get_the_lease_until_the_first_dies(engine: Engine) -> None:
    first = child(engine, HOLDER)
    assert line(first) == "1"
    assert take(engine, "mailbox", holder="me", now=NOW) is None
    os.kill(first.pid, signal.SIGKILL)
    ended(first)
    began = time.monotonic()
    hold = None
    while hold is None and time.monotonic() - began < 5:
        hold = take(engine, "mailbox", holder="me", now=NOW)
    assert hold is not None
    assert hold.token == 2
    assert time.monotonic() - began < 1
    second = child(engine, HOLDER)
    assert line(second) == "none"
    os.kill(second.pid, signal.SIGKILL)
    ended(second)
    hold.release()


@pytest.mark.parametrize("dies", [True, False])
def test_marks_left_behind_speak_of_a_death_only_when_there_was_one(sqlite_engine: Engine, dies: bool) -> None:
    """A worker that fails because the disk is full cannot take its marks back either, and yet nobody died."""
    holder = child(
        sqlite_engine,
        """
        hold = take(engine, "mailbox", holder="first", now=NOW)
        with transaction(engine) as session:
            session.add(InHand(mailbox="a@b/INBOX", uidvalidity=1, uid=7, attempts=1))
        print("held", flush=True)
        sys.stdin.readline()
        hold.release()
        """,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "held"
    if dies:
        holder.send_signal(signal.SIGKILL)
    holder.communicate("go\n" if not dies else None, timeout=20)
    hold = take(sqlite_engine, "mailbox", holder="second", now=NOW)
    assert hold is not None
    hold.release()
    with reading(sqlite_engine) as session:
        assert len(session.exec(select(InHand)).all()) == dies


def test_what_the_lock_file_says_is_on_the_disk_before_any_mark_is(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mail that takes the whole machine down must count: after the power cut the file still names its holder."""
    lock, synced, sync = Path(f"{sqlite_engine.url.database}.lock"), list[bytes](), os.fsync

    def noted(file: int) -> None:
        synced.append(lock.read_bytes())
        sync(file)

    monkeypatch.setattr(os, "fsync", noted)
    hold = take(sqlite_engine, "mailbox", holder="we", now=NOW)
    assert hold is not None
    assert synced == [b"%d\n" % os.getpid()]
    hold.release()
    assert synced[1:] == [b""]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can run the worker for another account")
def test_a_run_of_root_does_not_lock_the_services_account_out(sqlite_engine: Engine) -> None:
    database = Path(str(sqlite_engine.url.database))
    os.chown(database, 5000, 5001)
    hold = take(sqlite_engine, "mailbox", holder="root", now=NOW)
    assert hold is not None
    hold.release()
    lock = Path(f"{database}.lock").stat()
    assert (lock.st_uid, lock.st_gid, stat.S_IMODE(lock.st_mode)) == (5000, 5001, 0o600)


def test_a_lock_file_that_cannot_be_opened_is_a_sentence(sqlite_engine: Engine) -> None:
    lock = Path(f"{sqlite_engine.url.database}.lock")
    lock.unlink(missing_ok=True)
    lock.mkdir()
    with pytest.raises(DatabaseFileError, match=r"pomoc\.db\.lock, .* cannot be opened: Is a directory; whoever"):
        take(sqlite_engine, "mailbox", holder="we", now=NOW)


def test_a_released_lease_is_free_and_its_token_grows(engine: Engine) -> None:
    tokens = []
    for _ in range(3):
        hold = take(engine, "mailbox", holder="me", now=NOW)
        assert hold is not None
        tokens.append(hold.token)
        with hold:
            assert take(engine, "mailbox", holder="again", now=NOW) is None
        hold.release()
    assert tokens == [1, 2, 3]


def test_a_released_lease_is_free_before_its_session_has_ended(postgres_url: str) -> None:
    def burden(driver: Any, record: object) -> None:  # PostgreSQL drops these before it frees a session's locks
        create = "EXECUTE 'CREATE TEMP TABLE t' || i || ' (a text)'"
        driver.execute(f"DO $$ BEGIN FOR i IN 1..200 LOOP {create}; END LOOP; END $$")
        driver.commit()

    engine = open_engine(postgres_url)
    event.listen(engine, "connect", burden, once=True)
    migrate(engine)
    for _ in range(2):
        hold = take(engine, "mailbox", holder="me", now=NOW)
        assert hold is not None
        hold.release()
    engine.dispose()


def test_a_lease_that_could_not_be_written_down_is_not_held(engine: Engine) -> None:
    def fail(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if "lease" in statement and "pg_" not in statement:
            raise OperationalError(statement, {}, Exception("disk full"))

    event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(OperationalError):
        take(engine, "mailbox", holder="me", now=NOW)
    event.remove(engine, "before_cursor_execute", fail)
    hold = take(engine, "mailbox", holder="me", now=NOW)
    assert hold is not None
    hold.release()


def test_who_was_overtaken_writes_nothing(engine: Engine) -> None:
    hold = take(engine, "mailbox", holder="me", now=NOW)
    assert hold is not None
    with transaction(engine) as session:
        check(session, hold, polled_at=NOW)
    with transaction(engine) as session:
        row = session.get(Lease, "mailbox")
        assert row is not None
        assert row.polled_at == NOW
        row.token += 1
        session.add(row)
    with pytest.raises(LeaseLostError, match="another worker took over mailbox"), transaction(engine) as session:
        session.add(Installation(key="late", value="x"))
        check(session, hold)
    with reading(engine) as session:
        assert session.get(Installation, "late") is None
    hold.release()


# --- the outbox ---


def _letter(
    cause: str, *, state: OutboxState = OutboxState.QUEUED, due: datetime = NOW, **changes: Any
) -> OutboxLetter:
    facts: dict[str, Any] = {
        "cause": cause,
        "kind": "customer-confirmation",
        "recipient": "jan@firma.example",
        "message_id": f"{cause}@ours",
        "raw": b"Subject: x\r\n\r\nx\r\n",
        "state": state.value,
        "due_at": due,
        "created_at": NOW,
    }
    return OutboxLetter(**(facts | changes))


def _states(session: Session) -> dict[str, str]:
    return {one.cause: one.state for one in session.exec(select(OutboxLetter))}


def test_the_same_letter_is_enqueued_once(engine: Engine) -> None:
    with transaction(engine) as session:
        assert outbox.enqueue(session, _letter("a"))
        assert not outbox.enqueue(session, _letter("a", message_id="other@ours"))
        assert outbox.enqueue(session, _letter("a", recipient="ewa@firma.example", message_id="b@ours"))
        assert outbox.enqueue(session, _letter("a", kind="staff-ticket", message_id="c@ours"))
    with transaction(engine) as session:
        assert not outbox.enqueue(session, _letter("a", message_id="later@ours"))
        assert outbox.waiting(session) == 3
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.add(_letter("a", message_id="past-enqueue@ours"))  # the database holds it too


@pytest.mark.parametrize("size", [0, 1023, 1024, 262_144, 262_145])
def test_the_bytes_of_a_letter_come_back_as_they_are_whatever_the_table_holds(engine: Engine, size: int) -> None:
    raw = (b"Message-ID: <a@b>\r\n\r\n" + b"QUJD" * size)[:size]
    with transaction(engine) as session:
        outbox.enqueue(session, _letter("a", raw=raw))
    with reading(engine) as session:
        assert session.exec(select(OutboxLetter.raw)).one() == raw
        kept = bytes(session.execute(text("SELECT raw FROM outbox")).scalar_one())
    assert (len(kept) < len(raw)) == (1024 <= size <= 262_144)


@pytest.mark.parametrize("size", [2**20 - 1, 2**20, 2**20 + 1, 5_000_000])
def test_large_bytes_are_stored_whole_with_the_row_they_belong_to(engine: Engine, size: int) -> None:
    raw = (b"Message-ID: <a@b>\r\n\r\n" + bytes(range(256)) * (size // 256))[:size]
    with transaction(engine) as session:
        raw_key = insert(session, RawMessage(sha256="0" * 64, size=size, data=raw))
        key = insert(session, _letter("a", raw=raw))
    with reading(engine) as session:
        letter, kept = session.get(OutboxLetter, key), session.get(RawMessage, raw_key)
        assert letter is not None
        assert kept is not None
        assert letter.raw == kept.data == raw
        assert letter == _letter("a", raw=raw, id=key)


def test_large_bytes_of_a_savepoint_taken_back_are_gone(engine: Engine) -> None:
    with transaction(engine) as session:
        insert(session, _letter("a", raw=b"a" * 2_000_000))
        with suppress(ZeroDivisionError), session.begin_nested():
            insert(session, _letter("b", message_id="b@ours", raw=b"b" * 2_000_000))
            raise ZeroDivisionError
    with reading(engine) as session:
        assert session.exec(select(OutboxLetter.raw)).all() == [b"a" * 2_000_000]


def test_letters_of_an_earlier_release_are_read_as_they_stand(engine: Engine) -> None:
    raw = b"x-mailer: our header may begin like a packed stream\r\n\r\n" + b"tekst " * 1000
    with transaction(engine) as session:
        outbox.enqueue(session, _letter("a"))
        session.execute(text("UPDATE outbox SET raw = :raw"), {"raw": raw})
    with reading(engine) as session:
        assert session.exec(select(OutboxLetter.raw)).one() == raw


def test_what_is_due_is_claimed_oldest_first(engine: Engine) -> None:
    ago = [NOW - timedelta(minutes=minutes) for minutes in range(6)]
    with transaction(engine) as session:
        for letter in (
            _letter("deferred", state=OutboxState.DEFERRED, due=ago[1]),
            _letter("new", due=ago[0]),
            _letter("unknown", state=OutboxState.UNKNOWN, due=ago[2]),
            _letter("later", state=OutboxState.DEFERRED, due=NOW + timedelta(seconds=1)),
            *(_letter(state.value, state=state, due=ago[5]) for state in OutboxState
              if state in (OutboxState.SENT, OutboxState.FAILED, OutboxState.HELD, OutboxState.INFLIGHT)),
        ):  # fmt: skip
            session.add(letter)
            session.flush()
    with transaction(engine) as session:
        first = outbox.claim_due(session, token=5, now=NOW, limit=2)
        assert [(one.cause, one.attempts, one.claimed_by, one.state) for one in first] == [
            ("unknown", 1, 5, "inflight"),
            ("deferred", 1, 5, "inflight"),
        ]
    with transaction(engine) as session:
        assert [one.cause for one in outbox.claim_due(session, token=5, now=NOW, limit=2)] == ["new"]
        assert outbox.claim_due(session, token=5, now=NOW, limit=2) == []
        assert outbox.waiting(session) == 5


@pytest.mark.parametrize(
    ("state", "ahead", "goes"),
    [
        (OutboxState.QUEUED, timedelta(hours=1), True),
        (OutboxState.QUEUED, timedelta(days=365), True),
        (OutboxState.DEFERRED, outbox.LONGEST_DELAY, False),
        (OutboxState.DEFERRED, outbox.LONGEST_DELAY + timedelta(seconds=1), True),
        (OutboxState.UNKNOWN, timedelta(days=365), True),
        (OutboxState.HELD, timedelta(days=365), False),
    ],
)
def test_a_clock_that_was_set_back_holds_no_letter_up(
    engine: Engine, state: OutboxState, ahead: timedelta, goes: bool
) -> None:
    with transaction(engine) as session:
        session.add(_letter("a", state=state, due=NOW + ahead))
    with transaction(engine) as session:
        assert len(outbox.claim_due(session, token=5, now=NOW, limit=2)) == goes


def test_orphans_go_back_and_others_stay(engine: Engine) -> None:
    with transaction(engine) as session:
        for state in OutboxState:
            session.add(_letter(state.value, state=state, claimed_by=3))
    with transaction(engine) as session:
        assert outbox.free_orphans(session) == 1
    with reading(engine) as session:
        assert _states(session) == {state.value: state.value for state in OutboxState} | {"inflight": "queued"}
        orphan = session.exec(select(OutboxLetter).where(OutboxLetter.cause == "inflight")).one()
        assert orphan.claimed_by is None


@pytest.mark.parametrize("state", list(OutboxState))
def test_a_letter_moves_with_what_is_known_of_it(engine: Engine, state: OutboxState) -> None:
    with transaction(engine) as session:
        session.add(_letter("a"))
        session.add(_letter("b"))
    with transaction(engine) as session:
        key = session.exec(select(OutboxLetter.id).where(OutboxLetter.cause == "a")).one()
        assert key is not None
        told = {"last_code": 450, "last_text": "później", "due_at": NOW + timedelta(minutes=1)}
        outbox.move_all(session, [(key, state, told)])
    with reading(engine) as session:
        assert _states(session) == {"a": state.value, "b": "queued"}
        moved = session.get(OutboxLetter, key)
        assert moved is not None
        assert (moved.last_code, moved.last_text, moved.due_at) == (450, "później", NOW + timedelta(minutes=1))


# --- serials ---


SERIALS = """
    from worker.store import queries
    name = sys.argv[2]
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(10):
        with transaction(engine) as session:
            check(session, None)
            serial = queries.next_serial(session, 2026)
            session.add(Ticket(
                public_id=f"26-{serial}", year=2026, serial=serial, kind="report", state="open", nip="", topic="",
                requester="", received_at=NOW, clock_started_at=NOW, promised_day=NOW.date(), deadline_at=NOW,
                created_at=NOW,
            ))
"""


def test_two_processes_never_give_the_same_serial(engine: Engine) -> None:
    workers = [child(engine, SERIALS, name) for name in "ab"]
    start_together(workers)
    assert [ended(worker) for worker in workers] == [0, 0]
    with reading(engine) as session:
        assert queries.next_serial(session, 2026) == 21
        assert queries.next_serial(session, 2027) == 1


def test_a_sqlite_database_locked_by_another_program_is_waited_for(sqlite_engine: Engine) -> None:
    with sqlite3.connect(str(sqlite_engine.url.database), isolation_level=None, check_same_thread=False) as other:
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.5, lambda: other.execute("COMMIT"))
        release.start()
        began = time.monotonic()
        with transaction(sqlite_engine) as session:
            session.add(Installation(key="a", value="b"))
        assert time.monotonic() - began > 0.3
        release.join()
    other.close()


def test_two_workers_that_start_at_once_make_one_key_and_enrol_each_customer_once(database_url: str) -> None:
    code = """
        from worker.app import App
        from worker.settings import Customer, DatabaseSection, MailSection, Settings
        app = App(settings=Settings(
            mail=MailSection(address="pomoc@firma.example"),
            database=DatabaseSection(url=sys.argv[1]),
            customers=[Customer(nip="5259912077", emails=["a@x.example"], domains=["x.example"])],
        ))
        print("ready", flush=True)
        sys.stdin.readline()
        app.prepare()
        print(app.office.sender.key.hex(), flush=True)
    """
    engine = open_engine(database_url)
    workers = [child(engine, code) for _ in range(2)]
    start_together(workers)
    keys = [worker.communicate(timeout=30)[0].splitlines()[-1] for worker in workers]  # logs may stand before it
    assert [worker.returncode for worker in workers] == [0, 0]
    assert keys[0] == keys[1]
    assert len(keys[0]) == 64
    engine.dispose()


def test_a_customer_no_longer_in_the_settings_loses_what_they_gave_him(engine: Engine) -> None:
    full = Customer(nip="5259912077", name="Rudnik", emails=["a@x.example"], domains=["x.example"], reaction_days=5)
    with transaction(engine) as session:
        enrol(session, [full], NOW)
        bind(session, "b@x.example", "5259912077", name="", source="ticket", now=NOW)
    with transaction(engine) as session:
        assert set(session.exec(select(PayerDomain.domain))) == {"x.example"}
        enrol(session, [full.model_copy(update={"domains": [], "emails": []})], NOW)
    with transaction(engine) as session:
        assert set(session.exec(select(PayerDomain.domain))) == set()
        assert set(session.exec(select(Contact.address))) == {"b@x.example"}
        enrol(session, [], NOW)
    with reading(engine) as session:
        payer = session.get(Payer, "5259912077")
        assert payer is not None
        assert (payer.name, payer.reaction_days) == ("Rudnik", None)


def test_a_free_mail_domain_of_the_settings_binds_nobody(engine: Engine) -> None:
    """Whoever has an address there would see the payer's prices."""
    full = Customer(nip="5259912077", name="Rudnik", emails=["a@x.example"], domains=["x.example", "poczta.example"])
    with transaction(engine) as session:
        enrol(session, [full], NOW)
        assert set(session.exec(select(PayerDomain.domain))) == {"x.example", "poczta.example"}
    with transaction(engine) as session:
        enrol(session, [full], NOW, free=frozenset({"poczta.example"}))
    with reading(engine) as session:
        assert set(session.exec(select(PayerDomain.domain))) == {"x.example"}


def test_who_only_looks_makes_no_database(tmp_path: Path) -> None:
    path = tmp_path / "literowka" / "pomoc.db"
    with pytest.raises(DatabaseFileError, match="there is no database"):
        open_engine(f"sqlite:///{path}", create=False)
    assert not path.parent.exists()
