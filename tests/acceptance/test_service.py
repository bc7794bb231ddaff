"""``pomoc run`` as a service: wakes for a new mail, ends on SIGTERM, hands over when it is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.acceptance.office import Installation, install, mail
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix

pytestmark = [pytest.mark.dovecot, pytest.mark.postfix, pytest.mark.xdist_group("postfix")]


class Service:
    """Running workers of one installation; all are ended with the test."""

    def __init__(self, company: Installation) -> None:
        self._company = company
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        """One more worker, with a poll of an hour: only IDLE or its first poll can make it work."""
        process = subprocess.Popen(
            [sys.executable, "-m", "worker", "run", "--config", str(self._company.config)],
            env={**os.environ, "POMOC_IMAP__POLL_SECONDS": "3600"},
            stderr=subprocess.DEVNULL,
        )
        self._processes.append(process)
        return process

    def stop(self) -> None:
        """End whatever still runs."""
        for process in self._processes:
            if process.poll() is None:
                process.kill()
            process.wait(10)


@pytest.fixture(params=["sqlite", "postgresql"])
def company(request: pytest.FixtureRequest, tmp_path: Path, dovecot: Dovecot, postfix: Postfix) -> Installation:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    one = install(tmp_path, dovecot, smtp_port=postfix.port, database=url)
    with one.database():
        one.app().engine.dispose()
    return one


@pytest.fixture
def service(company: Installation) -> Iterator[Service]:
    running = Service(company)
    yield running
    running.stop()


def until(condition: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether the condition came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def sent(company: Installation, count: int) -> bool:
    """Whether exactly so many letters have left."""
    return [letter["state"] for letter in company.letters()].count("sent") == count


def test_a_new_mail_wakes_the_worker_and_sigterm_ends_it(company: Installation, service: Service) -> None:
    company.receive(mail(message_id="przed@firma.example"))
    process = service.start()
    assert until(lambda: sent(company, 1)), "the mail that waited is answered by the first poll"

    company.receive(mail(message_id="po@firma.example", subject="[5259912077] Druga sprawa"))
    assert until(lambda: sent(company, 2)), "the server's IDLE wakes the worker long before the next poll"

    process.send_signal(signal.SIGTERM)
    assert process.wait(15) == 0


def test_a_standby_takes_over_when_the_worker_is_killed(company: Installation, service: Service) -> None:
    first = service.start()
    company.receive(mail(message_id="pierwszy@firma.example"))
    assert until(lambda: sent(company, 1))
    second = service.start()
    time.sleep(2)  # the second one finds the lease taken and stands by
    assert second.poll() is None

    first.kill()
    first.wait(10)
    company.receive(mail(message_id="drugi@firma.example", subject="[5259912077] Druga sprawa"))

    assert until(lambda: sent(company, 2))
    assert company.counts() == (2, 2, 2)
