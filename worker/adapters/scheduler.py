"""The timetable's ticker: the only file that imports APScheduler.

It only ticks. Obligations live in our own tables and every job may run twice without harm, so the memory store is
enough, missed ticks are merged into one, and intervals run in UTC (a cron line of Europe/Warsaw fires 02:30 twice on
the autumn night).
"""

from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

_log = structlog.get_logger()


class Ticker:
    """Named jobs on intervals, each never more than once at a time, each on a thread of its own."""

    def __init__(self) -> None:
        self._scheduler = BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    def every(self, seconds: float, name: str, job: Callable[[], None]) -> None:
        """Run ``job`` at once and then every ``seconds``; what it raises is logged and the next tick comes."""

        def guarded() -> None:
            try:
                job()
            except Exception:
                _log.exception("a job failed; it runs again at its next tick", job=name)

        self._scheduler.add_job(guarded, "interval", seconds=seconds, id=name, next_run_time=datetime.now(UTC))

    def wake(self, name: str) -> None:
        """Run a job now instead of at its next tick."""
        job = self._scheduler.get_job(name)
        if job is not None:
            job.modify(next_run_time=datetime.now(UTC))

    def start(self) -> None:
        """Begin ticking."""
        self._scheduler.start()

    def stop(self) -> None:
        """No new ticks; wait for jobs in hand to end."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
