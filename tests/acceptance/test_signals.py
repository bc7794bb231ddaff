"""``pomoc run`` and the signals of systemd: new settings without a restart, and a look at once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.office import Installation, install, mail
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix

pytestmark = [pytest.mark.dovecot, pytest.mark.postfix, pytest.mark.xdist_group("postfix")]


class Service:
    """One running worker that never polls by itself, and its log."""

    def __init__(self, company: Installation, folder: Path) -> None:
        self.log = folder / "pomoc.log"
        with self.log.open("wb") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "worker", "run", "--config", str(company.config)],
                env={**os.environ, "POMOC_IMAP__POLL_SECONDS": "3600", "POMOC_IMAP__IDLE": "false", "NO_COLOR": "1"},
                stderr=stderr,
            )

    def told(self, words: str, times: int = 1, seconds: float = 20) -> str:
        """The log once it holds the words so often."""
        end = time.monotonic() + seconds
        while (text := self.log.read_text()).count(words) < times:
            assert time.monotonic() < end, f"{words!r} is not in the log:\n{text}"
            time.sleep(0.05)
        return text

    def tell(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.process.send_signal(number)


@pytest.fixture
def company(tmp_path: Path, dovecot: Dovecot, postfix: Postfix) -> Installation:
    return install(tmp_path, dovecot, smtp_port=postfix.port)


@pytest.fixture
def service(company: Installation, tmp_path: Path) -> Iterator[Service]:
    one = Service(company, tmp_path)
    one.told("working")
    yield one
    if one.process.poll() is None:
        one.process.kill()
    one.process.wait(10)


def test_sigusr1_looks_into_the_mailbox_now_and_logs_how_things_stand(company: Installation, service: Service) -> None:
    time.sleep(1)  # the first poll found nothing
    company.receive(mail(message_id="teraz@firma.example", subject="[5259912077] Tajna sprawa"))

    service.tell(signal.SIGUSR1)

    assert "confirm=1" in service.told("mails recorded")
    text = service.told("state ")
    assert f"pid {service.process.pid}" in text
    assert "letters=" in text
    assert "in_hand=" in text
    assert "Tajna" not in text, "nothing a customer wrote is in the log"


def test_sighup_reads_the_settings_again_and_a_wrong_file_changes_nothing(
    company: Installation, service: Service
) -> None:
    good = company.config.read_text()
    company.config.write_text(good.replace("[mail]", "[mail]\nadress = 1", 1))
    service.tell(signal.SIGHUP)
    assert "adress" in service.told("the old ones stay")

    company.config.write_text(good.replace("[imap]", '[imap]\nfolder = "Przetworzone"', 1))
    service.tell(signal.SIGHUP)
    service.told("working", times=2)
    assert f"{company.user}@localhost/Przetworzone" in service.log.read_text()

    service.tell(signal.SIGTERM)
    assert service.process.wait(15) == 0
