"""The timetable's ticker: the only file that imports APScheduler.

It only ticks. Obligations live in our own tables and every job may run twice without harm, so the memory store is
enough, missed ticks are merged into one, and intervals run in UTC (a cron line of Europe/Warsaw fires 02:30 twice on
the autumn night).
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import structlog
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

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

    def __init__(self) -> None:
        self._scheduler = BackgroundScheduler(
            # two: the second one finds the first running, asks it to run again and ends; the scheduler would drop it
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 2, "misfire_grace_time": None},
        )
        self._jobs: dict[str, _Job] = {}
        self._stopping = False

    def every(self, seconds: float, name: str, job: Callable[[], None]) -> None:
        """Run ``job`` at once and then every ``seconds``; what it raises is logged and the next tick comes."""
        self._jobs[name] = _Job(name, job)
        self._scheduler.add_job(
            self._jobs[name].run, "interval", seconds=seconds, id=name, next_run_time=datetime.now(UTC)
        )

    def wake(self, name: str) -> None:
        """Run a job now instead of at its next tick; one that runs at the moment runs once more after it."""
        job = None if self._stopping else self._scheduler.get_job(name)
        if job is not None and not self._jobs[name].runs_again():
            with suppress(JobLookupError):  # stopped meanwhile
                job.modify(next_run_time=datetime.now(UTC))

    def start(self) -> None:
        """Begin ticking."""
        self._scheduler.start()

    def stop(self) -> None:
        """No new ticks; wait for jobs in hand to end.

        We wait ourselves: the scheduler would do it under its lock, which a job in hand that wakes another needs.
        """
        self._stopping = True
        for job in self._jobs.values():
            job.close()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        for job in self._jobs.values():
            job.wait()
