"""Fixtures of all tests (the servers live in ``tests/servers``), and the table of the labelled mails."""

from collections.abc import Iterator

import pytest
import structlog

from tests.golden.mails.labels import FIXTURES
from tests.golden.mails.table import Scoreboard
from tests.servers.fixtures import database_url, dovecot, embedded, postfix, postgres, postgres_url, sink

__all__ = ["database_url", "dovecot", "embedded", "postfix", "postgres", "postgres_url", "sink"]


def pytest_configure(config: pytest.Config) -> None:
    """Here and not in ``tests/golden``: under pytest-xdist only this file is loaded where the table is printed."""
    config.pluginmanager.register(Scoreboard(config.getoption("mails", FIXTURES)))


@pytest.fixture(autouse=True)
def own_logs() -> Iterator[None]:
    """A command run inside a test sets the logs up for streams that end with it."""
    yield
    structlog.reset_defaults()
