"""The ticker: a wake-up is never lost, whatever the job is doing when it comes."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
import time_machine

from worker.adapters.scheduler import Ticker


@pytest.fixture
def ticker() -> Iterator[Ticker]:
    one = Ticker()
    yield one
    one.stop()


def test_a_job_woken_while_it_runs_runs_once_more_and_never_twice_at_a_time(ticker: Ticker) -> None:
    runs, together, begun, go_on = [], [0], threading.Event(), threading.Event()

    def job() -> None:
        together[0] += 1
        runs.append(together[0])
        begun.set()
        go_on.wait(10)
        together[0] -= 1

    ticker.every(3600, "poll", job)
    ticker.start()
    assert begun.wait(10)
    for _ in range(3):
        ticker.wake("poll")
    go_on.set()

    until = time.monotonic() + 10
    while len(runs) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.2)
    assert runs == [1, 1], "three wake-ups during one run are one more run"


def test_a_job_at_rest_is_woken_at_once(ticker: Ticker) -> None:
    ran = threading.Semaphore(0)
    ticker.every(3600, "poll", ran.release)
    ticker.start()
    assert ran.acquire(timeout=10), "the first run"
    time.sleep(0.05)

    ticker.wake("poll")

    assert ran.acquire(timeout=10)


def test_a_job_that_fails_runs_again(ticker: Ticker) -> None:
    ran = threading.Semaphore(0)

    def job() -> None:
        ran.release()
        raise ValueError("broken")

    ticker.every(3600, "poll", job)
    ticker.start()
    assert ran.acquire(timeout=10)
    time.sleep(0.2)
    ticker.wake("poll")
    assert ran.acquire(timeout=10)


def test_a_job_in_hand_may_wake_another_while_the_ticker_stops(ticker: Ticker) -> None:
    begun, stopping, woke = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        stopping.wait(5)
        ticker.wake("other")  # the scheduler's lock must not be held by whoever waits for us
        woke.set()

    ticker.every(3600, "other", lambda: None)
    ticker.every(3600, "work", work)
    ticker.start()
    assert begun.wait(5)
    stopper = threading.Thread(target=ticker.stop)
    stopper.start()
    time.sleep(0.2)  # it waits for us now
    stopping.set()
    stopper.join(5)
    assert not stopper.is_alive()
    assert woke.is_set(), "the job in hand was waited for"


@pytest.mark.parametrize("hours", [-1, -24, 1])
def test_a_clock_that_is_set_stops_no_job(hours: int) -> None:
    """The wall clock of a virtual machine is put right after its start, by an hour and in either direction."""
    ran, ticker = threading.Semaphore(0), Ticker(look_seconds=0.1)
    ticker.every(0.2, "poll", ran.release)
    try:
        with time_machine.travel(datetime.now(UTC), tick=True) as clock:
            ticker.start()
            assert ran.acquire(timeout=10)
            clock.shift(timedelta(hours=hours))
            time.sleep(0.5)  # what was about to run when the clock was set has run
            while ran.acquire(blocking=False):
                pass
            for _ in range(3):
                assert ran.acquire(timeout=5)
    finally:
        ticker.stop()


def test_a_job_that_runs_while_the_clock_is_set_back_ticks_on_afterwards() -> None:
    runs, go_on, ticker = threading.Semaphore(0), threading.Event(), Ticker(look_seconds=0.1)

    def job() -> None:
        runs.release()
        go_on.wait(10)

    ticker.every(0.2, "poll", job)
    try:
        with time_machine.travel(datetime.now(UTC), tick=True) as clock:
            ticker.start()
            assert runs.acquire(timeout=10)
            clock.shift(timedelta(hours=-1))
            time.sleep(0.5)
            go_on.set()
            for _ in range(4):
                assert runs.acquire(timeout=5)
    finally:
        go_on.set()
        ticker.stop()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_job_goes_on_though_no_line_of_the_log_can_be_written(
    ticker: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = threading.Semaphore(0)

    def job() -> None:
        ran.release()
        structlog.get_logger().error("mailbox not read")
        raise ValueError("broken")

    full = Path("/dev/full").open("w", buffering=1)  # noqa: SIM115 -- closing it fails as well
    monkeypatch.setattr(sys, "stderr", full)
    ticker.every(0.1, "poll", job)
    ticker.start()
    try:
        for _ in range(3):
            assert ran.acquire(timeout=5)
    finally:
        ticker.stop()
        with suppress(OSError):  # what it still holds
            full.close()
