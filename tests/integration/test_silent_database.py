"""PostgreSQL that hangs or vanishes: whoever asks it something is told so in bounded time, and goes on later."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, make_url, text
from sqlalchemy.exc import OperationalError

from tests.servers.postgres import Postgres
from tests.servers.vanishing import VanishingRelay, deafen
from worker.store import postgres as bounds
from worker.store.engine import open_engine, reading, take_turn, transaction
from worker.store.lease import check, take
from worker.store.migrate import migrate

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
SOON = {"connect_timeout": "2", "tcp_user_timeout": "1000"}  # two seconds are the least that libpq takes


@contextmanager
def within(seconds: float, saying: str) -> Iterator[None]:
    """The block raises an OperationalError with these words, no later."""
    began = time.monotonic()
    with pytest.raises(OperationalError, match=saying):
        yield
    assert time.monotonic() - began < seconds


@contextmanager
def opened(url: str, **seconds: Any) -> Iterator[Engine]:
    engine = open_engine(url, **seconds)
    try:
        yield engine
    finally:
        engine.dispose()


@pytest.fixture
def relay(postgres_url: str) -> Iterator[VanishingRelay]:
    with opened(postgres_url) as engine:
        migrate(engine)
    with VanishingRelay(postgres_url) as one:
        yield one


def look(engine: Engine) -> int:
    with reading(engine) as session:
        return int(session.connection().execute(text("SELECT 1")).scalar_one())


def write(engine: Engine) -> None:
    with transaction(engine) as session:
        check(session, None)


def write_many(engine: Engine) -> None:
    """What psycopg sends in a pipeline."""
    with transaction(engine) as session:
        rows = [{"key": f"k{number}", "value": ""} for number in range(3)]
        session.connection().execute(
            text("INSERT INTO installation VALUES (:key, :value) ON CONFLICT DO NOTHING"), rows
        )


@contextmanager
def end_of(connection: Connection) -> Iterator[socket.socket]:
    """Our end, as the kernel knows it."""
    driver: Any = connection.connection.dbapi_connection
    with socket.socket(fileno=os.dup(driver.fileno())) as end:
        yield end


def connected_with(connection: Connection) -> dict[str, str]:
    """The parameters that libpq was given."""
    driver: Any = connection.connection.dbapi_connection
    return dict(driver.info.get_parameters())


# --- connecting ---


def test_a_server_that_takes_the_connection_and_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql+psycopg://pomoc@127.0.0.1:{silent.getsockname()[1]}/pomoc?connect_timeout=2"
        with opened(url) as engine, within(4, "connection timeout expired"):
            look(engine)


def test_a_machine_that_is_not_there_is_given_up(relay: VanishingRelay) -> None:
    relay.vanish()
    with opened(relay.url(connect_timeout="2")) as engine, within(4, "connection timeout expired"):
        look(engine)


def test_the_kernel_watches_over_every_connection(relay: VanishingRelay) -> None:
    """Seconds, but for the last one (tcp(7)); connecting may take ten."""
    with opened(relay.url()) as engine, engine.connect() as connection:
        assert connected_with(connection)["connect_timeout"] == "10"
        with end_of(connection) as end:
            kept = [
                end.getsockopt(socket.IPPROTO_TCP, option)
                for option in (
                    socket.TCP_KEEPIDLE,
                    socket.TCP_KEEPINTVL,
                    socket.TCP_KEEPCNT,
                    socket.TCP_USER_TIMEOUT,
                )
            ]
            assert end.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
    assert kept == [30, 10, 3, 30_000]


def test_the_address_of_the_database_may_say_otherwise(relay: VanishingRelay) -> None:
    with opened(relay.url(keepalives_idle="7", connect_timeout="3")) as engine, engine.connect() as connection:
        assert connected_with(connection)["connect_timeout"] == "3"
        with end_of(connection) as end:
            assert end.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 7
            assert end.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL) == 10


# --- at work ---


@pytest.mark.parametrize("ask", [look, write, write_many])
def test_a_server_that_hangs_is_given_up_and_asked_again_later(
    relay: VanishingRelay, ask: Callable[[Engine], object]
) -> None:
    """Its kernel, or a proxy before it, acknowledges everything: no keepalive notices."""
    with opened(relay.url(**SOON), answer_seconds=1) as engine:
        ask(engine)
        relay.hang()
        with within(6, "not said a word for 1 seconds|connection timeout expired"):
            ask(engine)
        relay.come_back()
        ask(engine)


@pytest.mark.parametrize("ask", [look, write, write_many])
def test_a_machine_that_vanishes_is_given_up_and_asked_again_later(
    relay: VanishingRelay, ask: Callable[[Engine], object]
) -> None:
    with opened(relay.url(**SOON)) as engine:
        ask(engine)
        relay.vanish()
        with within(6, "timed out|timeout expired|closed the connection"):
            ask(engine)
        relay.come_back()
        ask(engine)


@pytest.mark.parametrize("how", [VanishingRelay.hang, VanishingRelay.vanish])
def test_silence_in_the_middle_of_a_transaction_is_told(
    relay: VanishingRelay, how: Callable[[VanishingRelay], None]
) -> None:
    with (
        opened(relay.url(**SOON), answer_seconds=1.5) as engine,
        within(4, "not said a word|Connection timed out"),
        transaction(engine) as session,
    ):
        check(session, None)
        how(relay)


def test_a_lease_on_a_server_that_vanished_is_let_go_soon(relay: VanishingRelay) -> None:
    with opened(relay.url()) as engine:
        hold = take(engine, "mailbox", holder="one", now=NOW)
        assert hold is not None
        relay.vanish()
        began = time.monotonic()
        hold.release()
        assert time.monotonic() - began < 4


def test_a_server_that_says_something_in_time_is_waited_for(postgres_url: str) -> None:
    """The bound is one of silence: three answers after 0.6 seconds each, and a long one that comes bit by bit."""
    with opened(postgres_url, answer_seconds=1) as engine, engine.connect() as connection:
        for _ in range(3):
            connection.execute(text("SELECT pg_sleep(0.6)"))
        rows = connection.execute(
            text("SELECT repeat('x', 20000) FROM generate_series(1, 15) WHERE pg_sleep(0.1) IS NOT NULL")
        ).all()
        assert len(rows) == 15


def test_a_migration_may_take_its_time(postgres_url: str) -> None:
    with opened(postgres_url, answer_seconds=0.5) as engine:
        with engine.connect() as connection:
            with bounds.patience(connection):
                connection.execute(text("SELECT pg_sleep(1.2)"))
            with pytest.raises(OperationalError, match="not said a word"):
                connection.execute(text("SELECT pg_sleep(1.2)"))
        assert look(engine) == 1


def test_the_usual_patience_is_a_minute(postgres_url: str) -> None:
    with opened(postgres_url) as engine, engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        assert driver.answer_seconds == 60


def test_who_has_sqlite_does_not_load_the_driver_of_the_other() -> None:
    code = "import sys, worker.cli, worker.store.migrate; sys.exit('psycopg' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- locks ---


def test_a_lock_is_waited_for_as_long_as_on_sqlite(postgres_url: str) -> None:
    with opened(postgres_url) as other, opened(postgres_url, busy_seconds=0.5) as engine:
        migrate(other)
        with transaction(other) as session:
            check(session, None)
            with within(3, "lock timeout"):
                write(engine)
        write(engine)
        with other.connect() as connection:
            assert connection.execute(text("SHOW lock_timeout")).scalar() == "30s"


def test_what_the_administrator_has_set_for_the_account_stays(postgres: Postgres) -> None:
    url = postgres.new_database()
    with opened(url) as engine, engine.begin() as connection:
        (name,) = connection.execute(text("SELECT current_database()")).one()
        connection.execute(text(f"ALTER DATABASE {name} SET lock_timeout = '7s'"))
    with opened(url) as engine, engine.connect() as connection:
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "7s"


# --- the server's side ---


@pytest.fixture(scope="module")
def postgres_on_tcp() -> Iterator[Postgres]:
    server = Postgres()
    server.listen()
    yield server
    server.stop()


def test_the_locks_of_a_worker_that_vanished_are_free_soon(postgres_on_tcp: Postgres) -> None:
    """Its session stays open on the server, in the middle of a transaction and with the lease: nobody told it."""
    url = postgres_on_tcp.new_database()
    soon = {"tcp_keepalives_idle": "1", "tcp_keepalives_interval": "1", "tcp_user_timeout": "2000"}
    gone = bounds.open_postgres(make_url(url), lock_seconds=30, answer_seconds=1, session=soon)
    with opened(url) as engine, gone.connect() as at_work:
        migrate(engine)
        hold = take(gone, "mailbox", holder="gone", now=NOW)
        assert hold is not None
        assert hold._connection is not None
        take_turn(at_work)
        for connection in (hold._connection, at_work):
            with end_of(connection) as end:
                deafen(end)
        assert take(engine, "mailbox", holder="standby", now=NOW) is None
        began = time.monotonic()
        write(engine)
        standby = take(engine, "mailbox", holder="standby", now=NOW)
        assert standby is not None
        assert time.monotonic() - began < 8
        standby.release()
        hold.release()
        at_work.invalidate()
    gone.dispose()


def test_every_session_asks_the_server_to_watch_over_it(postgres_on_tcp: Postgres) -> None:
    with opened(postgres_on_tcp.new_database()) as engine, engine.connect() as connection:
        for name, value in {"idle": "30", "interval": "10", "count": "3"}.items():
            assert connection.execute(text(f"SHOW tcp_keepalives_{name}")).scalar() == value
        assert connection.execute(text("SHOW tcp_user_timeout")).scalar() == "60000"
