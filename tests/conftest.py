"""Fixtures of all tests (the servers live in ``tests/servers``), and the table of the labelled mails."""

import pytest

from tests.golden.mails.labels import FIXTURES
from tests.golden.mails.table import Scoreboard
from tests.servers.fixtures import (
    blank,
    blank_database,
    blank_file,
    database_url,
    dovecot,
    embedded,
    postfix,
    postgres,
    postgres_url,
    sink,
)
from worker.adapters import logs

__all__ = [
    "blank",
    "blank_database",
    "blank_file",
    "database_url",
    "dovecot",
    "embedded",
    "postfix",
    "postgres",
    "postgres_url",
    "sink",
]


def pytest_configure(config: pytest.Config) -> None:
    """Here and not in ``tests/golden``: under pytest-xdist only this file is loaded where the table is printed."""
    config.pluginmanager.register(Scoreboard(config.getoption("mails", FIXTURES)))


@pytest.fixture(autouse=True)
def own_logs() -> None:
    """The worker's own, whatever the test before has set; structlog's defaults need 5 s to paint a traceback."""
    logs.configure()
