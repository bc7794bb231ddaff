"""The timetable's ticker: the only file that imports APScheduler.

It only ticks. Obligations live in our own tables and every job may run twice without harm, so the memory store is
enough, missed ticks are merged into one, and intervals run in UTC (a cron line of Europe/Warsaw fires 02:30 twice on
the autumn night). The scheduler goes by the wall clock: set back by an hour, it would not tick for an hour. So the
ticker compares that clock with one that is never set, and after a jump everything ticks at once.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import structlog
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

_LOOK_SECONDS = 5.0
_JUMP = 2.0  # seconds; a clock that is slewed moves by milliseconds between two looks
_log = structlog.get_logger()


class _Job:
    """One job with a name. Asked for while it runs, it runs once more: this run may have looked too early."""

    def __init__(self, name: str, work: Callable[[], None]) -> None:
        self._name, self._work = name, work
        self._guard = threading.Condition()
        self._running = self._again = self._closed = False

    def run(self) -> None:
        """Work, and again while somebody asks for it; what ``work`` raises is logged. Never twice at a time."""
        with self._guard:
            if self._running or self._closed:
                self._again = self._running and not self._closed
                return
            self._running = True
        while self._running:
            try:
                self._work()
            except Exception:
                _log.exception("a job failed; it runs again at its next tick", job=self._name)
            with self._guard:
                self._running, self._again = self._again and not self._closed, False
                self._guard.notify_all()

    def runs_again(self) -> bool:
        """Whether it is running, and will now run once more."""
        with self._guard:
            self._again = self._running
            return self._running

    def close(self) -> None:
        """Never start again."""
        with self._guard:
            self._closed = True

    def wait(self) -> None:
        """Wait until the run in hand, if any, has ended."""
        with self._guard:
            self._guard.wait_for(lambda: not self._running)


class Ticker:
    """Named jobs on intervals, each never more than once at a time, each on a thread of its own."""

    def __init__(self, *, look_seconds: float = _LOOK_SECONDS) -> None:
        """``look_seconds``: how soon it is noticed that the wall clock was set."""
        self._scheduler = BackgroundScheduler(
            # two: the second one finds the first running, asks it to run again and ends; the scheduler would drop it
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 2, "misfire_grace_time": None},
        )
        self._jobs: dict[str, _Job] = {}
        self._stopping = threading.Event()
        self._look_seconds = look_seconds
        self._clock = threading.Thread(target=self._watch_clock, name="clock", daemon=True)

    def every(self, seconds: float, name: str, job: Callable[[], None]) -> None:
        """Run ``job`` at once and then every ``seconds``; what it raises is logged and the next tick comes."""
        self._jobs[name] = _Job(name, job)
        self._scheduler.add_job(
            self._jobs[name].run, "interval", seconds=seconds, id=name, next_run_time=datetime.now(UTC)
        )

    def wake(self, name: str) -> None:
        """Run a job now instead of at its next tick; one that runs at the moment runs once more after it."""
        job = self._jobs.get(name)
        if job is not None and not job.runs_again():
            self._tick_now(name)

    def start(self) -> None:
        """Begin ticking."""
        self._scheduler.start()
        self._clock.start()

    def stop(self) -> None:
        """No new ticks; wait for jobs in hand to end.

        We wait ourselves: the scheduler would do it under its lock, which a job in hand that wakes another needs.
        """
        self._stopping.set()
        for job in self._jobs.values():
            job.close()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        for job in self._jobs.values():
            job.wait()

    def _tick_now(self, name: str) -> None:
        job = None if self._stopping.is_set() else self._scheduler.get_job(name)
        if job is not None:
            with suppress(JobLookupError):  # stopped meanwhile
                job.modify(next_run_time=datetime.now(UTC))

    def _watch_clock(self) -> None:
        before = _ahead()
        while not self._stopping.wait(self._look_seconds):
            now = _ahead()
            if abs(now - before) > _JUMP:
                _log.warning("the clock was set; everything ticks now", seconds=round(now - before))
                for name in self._jobs:  # also one that runs: its next tick is as far away as the others'
                    self._tick_now(name)
            before = now


def _ahead() -> float:
    """Seconds by which the wall clock is ahead of one that only counts."""
    return datetime.now(UTC).timestamp() - time.monotonic()
