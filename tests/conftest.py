"""Fixtures of all tests (the servers live in ``tests/servers``), and the table of the labelled mails."""

import pytest

from tests.golden.mails.labels import FIXTURES
from tests.golden.mails.table import Scoreboard
from tests.servers.fixtures import database_url, dovecot, embedded, postfix, postgres, postgres_url, sink

__all__ = ["database_url", "dovecot", "embedded", "postfix", "postgres", "postgres_url", "sink"]


def pytest_configure(config: pytest.Config) -> None:
    """Here and not in ``tests/golden``: under pytest-xdist only this file is loaded where the table is printed."""
    config.pluginmanager.register(Scoreboard(config.getoption("mails", FIXTURES)))
