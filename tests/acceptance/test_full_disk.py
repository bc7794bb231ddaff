"""A disk that is full at any page of the database: nothing is lost, nothing is double, nobody is blamed."""

import os
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.acceptance.forked import Runner
from tests.acceptance.office import install, mail, with_file
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from worker.application.shunting import TRIES

pytestmark = [pytest.mark.dovecot, pytest.mark.postfix, pytest.mark.xdist_group("postfix")]
PAGE = 4096  # bytes; of the database, and nearly those of a frame of its log
TECHNICIAN = '[[technicians]]\nemail = "technik@3rp.com.pl"\n'


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    one = Runner()
    yield one
    one.stop()


@pytest.mark.parametrize(("step", "files"), [(PAGE + 24, 0), (3 * PAGE, 0), (5 * PAGE, 0), (150 * PAGE, 1)])
def test_wherever_the_disk_is_full_all_is_worked_on_once_there_is_room(
    tmp_path: Path, dovecot: Dovecot, postfix: Postfix, runner: Runner, step: int, files: int
) -> None:
    """Every run finds room for a few pages more in the database's log: each fails at another place."""
    postfix.empty()
    company = install(tmp_path, dovecot, smtp_port=postfix.port, technicians=TECHNICIAN)
    for number in range(3):
        raw = mail(message_id=f"n{number}@firma.example", sender=f"Jan <jan@firma{number}.example>")
        company.receive(with_file(raw, os.urandom(1_200_000)) if number < files else raw)
    failed = sum(runner.run(company, room=str(number * step)) != 0 for number in range(20))
    assert failed > TRIES
    assert runner.run(company) == 0
    assert company.folder() == company.folder("Kwarantanna") == []
    assert company.counts() == (3, 3, 6)
    assert {letter["state"] for letter in company.letters()} == {"sent"}
    ids = Counter(message_from_bytes(raw)["Message-ID"] for raw in postfix.delivered(6))
    assert len(ids) == 6
