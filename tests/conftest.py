"""Fixtures of all tests (the servers live in ``tests/servers``), and the table of the labelled mails."""

import pytest

from tests.golden.mails.labels import FIXTURES
from tests.golden.mails.table import Scoreboard
from tests.servers.fixtures import dovecot, embedded, postfix, postgres, postgres_url

__all__ = ["dovecot", "embedded", "postfix", "postgres", "postgres_url"]


def pytest_configure(config: pytest.Config) -> None:
    """Here and not in ``tests/golden``: under pytest-xdist only this file is loaded where the table is printed."""
    config.pluginmanager.register(Scoreboard(config.getoption("mails", FIXTURES)))
