"""The database's machine vanishes, or hangs, while a worker is at work: it says so soon and goes on later."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from tests.acceptance.office import Installation, install, mail
from tests.acceptance.test_database_restart import EndsPostgres
from tests.acceptance.test_service import until
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Sink
from tests.servers.vanishing import VanishingRelay
from worker.app import App

pytestmark = pytest.mark.dovecot
SOON = {"connect_timeout": "2", "tcp_user_timeout": "1000"}  # seconds, milliseconds


@pytest.fixture
def relay(postgres_url: str) -> Iterator[VanishingRelay]:
    with VanishingRelay(postgres_url) as one:
        yield one


@pytest.fixture
def company(tmp_path: Path, dovecot: Dovecot, sink: Sink, relay: VanishingRelay) -> Installation:
    one = install(tmp_path, dovecot, smtp_port=sink.port, database=relay.url(**SOON))
    one.app().engine.dispose()
    return one


def test_a_single_run_ends_soon_and_the_next_one_does_its_work(company: Installation, relay: VanishingRelay) -> None:
    company.receive(mail(message_id="n@firma.example"))
    vanishes = EndsPostgres(company, relay.vanish)
    app = App(settings=company.settings, clock=vanishes, patience=1.0)
    app.prepare()
    hold = app.take_lease()
    assert hold is not None
    vanishes.armed = True
    began = time.monotonic()
    with hold, pytest.raises(SQLAlchemyError):
        app.once(hold)
    app.engine.dispose()
    assert time.monotonic() - began < 15
    relay.come_back()
    app = company.app()
    hold = app.take_lease()
    assert hold is not None
    with hold:
        taken, sent = app.once(hold)
    app.engine.dispose()
    assert (taken.outcomes, sent.sent) == ({"confirm": 1}, 1)


def test_a_run_that_finds_a_silent_database_says_so(company: Installation, relay: VanishingRelay) -> None:
    relay.hang()
    command = [sys.executable, "-m", "worker", "run", "--once", "--config", str(company.config)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 75
    assert done.stderr.strip() == (
        "the database did not answer: connection timeout expired; nothing was lost, try again"
    )


def test_the_service_outlives_it(company: Installation, relay: VanishingRelay, sink: Sink) -> None:
    service = subprocess.Popen(
        [sys.executable, "-m", "worker", "run", "--config", str(company.config)],
        env={**os.environ, "POMOC_IMAP__POLL_SECONDS": "1", "NO_COLOR": "1"},
        stderr=subprocess.DEVNULL,
    )
    try:
        company.receive(mail(message_id="przed@firma.example"))
        assert until(lambda: sink.accepted() == 1)
        relay.vanish()
        time.sleep(3)  # its jobs fail meanwhile
        relay.come_back()
        company.receive(mail(message_id="po@firma.example", subject="[5259912077] Druga sprawa"))
        assert until(lambda: sink.accepted() == 2)
        assert service.poll() is None
        service.send_signal(signal.SIGTERM)
        assert service.wait(20) == 0
    finally:
        service.kill()
        service.wait(10)
    assert company.counts() == (2, 2, 2)
