"""Reading in a process beside: the same facts and details, and what its death costs."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.children import child_of
from worker.domain.case import source_of
from worker.domain.details import read_details
from worker.mail.mime import read_message
from worker.mail.mime.beside import Beside
from worker.mail.mime.confined import Unreadable

FIXTURES = sorted((Path(__file__).parents[4] / "fixtures" / "emails").rglob("*.eml"))
OWN, PHONES = frozenset({"pomoc@3rp.com.pl"}), frozenset({"22 123 45 67"})


@pytest.fixture
def beside() -> Iterator[Beside]:
    with Beside(authserv_id="mx.3rp.com.pl", own_addresses=OWN, own_phones=PHONES) as one:
        wait(one)
        yield one


def wait(beside: Beside) -> None:
    until = time.monotonic() + 20
    while not beside.ready and time.monotonic() < until:
        time.sleep(0.01)
    assert beside.ready


def test_it_says_the_same_of_every_fixture(beside: Beside) -> None:
    assert FIXTURES
    details = 0
    for path in FIXTURES:
        raw = path.read_bytes()
        here = read_message(raw, authserv_id="mx.3rp.com.pl", own_addresses=OWN)
        message, read_ahead = beside.read(raw)
        assert message == here, path.name
        if read_ahead is not None:
            details += 1
            assert read_ahead == read_details(source_of(here, own_addresses=OWN, own_phones=PHONES)), path.name
    assert details > len(FIXTURES) / 2


@pytest.mark.parametrize("raw", [b"", bytes(range(256)) * 20, b"From: a@b.pl\r\n\r\n" + b"\xed\xa0\x80" * 100])
def test_any_bytes_come_back_as_facts(beside: Beside, raw: bytes) -> None:
    assert beside.read(raw)[0] == read_message(raw, authserv_id="mx.3rp.com.pl", own_addresses=OWN)


def test_a_child_that_dies_costs_one_mail(beside: Beside) -> None:
    raw = FIXTURES[0].read_bytes()
    os.kill(child_of(beside), signal.SIGKILL)

    with pytest.raises(Unreadable):
        beside.read(raw)

    wait(beside)
    assert beside.read(raw)[0] == read_message(raw, authserv_id="mx.3rp.com.pl", own_addresses=OWN)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("size", [1_000, 1_000_000], ids=["fits into the pipe", "does not"])
def test_a_mail_that_takes_too_long_ends_the_child(size: int) -> None:
    with Beside(wall_seconds=0.3) as beside:
        wait(beside)
        os.kill(child_of(beside), signal.SIGSTOP)

        with pytest.raises(Unreadable) as caught:
            beside.read(b"Subject: a\r\n\r\n" + b"x" * size)

    assert caught.value.reason == "time"


def test_it_ends_with_its_worker() -> None:
    with Beside() as one:
        wait(one)
        pid = child_of(one)
    assert not Path(f"/proc/{pid}").exists()
