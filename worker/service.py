"""The service and its timetable: which job runs how often, and what wakes it earlier."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from worker.adapters.idle import IdleWaker
from worker.adapters.scheduler import Ticker
from worker.app import App
from worker.application.delivery import Delivery
from worker.application.intake import Intake
from worker.application.ports import MailboxError
from worker.store.lease import Hold, LeaseLostError
from worker.wiring import imap_account

_DELIVERY_SECONDS = 5
_STANDBY_SECONDS = 2
_WATCH_SECONDS = 60
_MONTH_END_SECONDS = 300
_FRESH_SECONDS = 600
_log = structlog.get_logger()


@dataclass(kw_only=True)
class Service:
    """An installation at work until its ``stopping`` is set; serves once."""

    app: App
    _polled_at: datetime | None = field(default=None, init=False)
    _ticker: Ticker | None = field(default=None, init=False, repr=False)
    _overtaken: LeaseLostError | None = field(default=None, init=False)

    def serve(self) -> None:
        """Standby until the lease is free, then poll and deliver until the app's ``stopping`` is set.

        Raises LeaseLostError once everything has stopped, when another worker has taken over.
        """
        hold = self._wait_for_lease()
        if hold is None:
            return
        ticker = self._ticker = Ticker()
        waker = IdleWaker(imap_account(self.app.settings.imap), lambda: ticker.wake("poll"))
        with hold:
            intake, delivery = self.app.intake(hold, lambda: ticker.wake("deliver")), self.app.delivery(hold)
            ticker.every(self.app.settings.imap.poll_seconds, "poll", lambda: self._poll(intake, ticker))
            ticker.every(_DELIVERY_SECONDS, "deliver", lambda: self._deliver(delivery))
            ticker.every(_WATCH_SECONDS, "clocks", lambda: self._watch(hold, ticker))
            ticker.every(_MONTH_END_SECONDS, "month-end", lambda: self._month_end(hold, ticker))
            ticker.start()
            if self.app.settings.imap.idle:
                waker.start()
            _log.info("working", mailbox=self.app.mailbox.name)
            self.app.stopping.wait()
            _log.info("stopping; the mail in hand is finished first")
            ticker.stop()
            if self.app.settings.imap.idle:
                waker.stop()
            self.app.mailbox.close()
            self._ticker = None
        if self._overtaken is not None:
            raise self._overtaken

    def look_now(self) -> None:
        """Poll and send now instead of at the next tick; nothing while another worker has the mailbox."""
        if self._ticker is not None:
            self._ticker.wake("poll")
            self._ticker.wake("deliver")

    def state(self) -> dict[str, object]:
        """How things stand, for the log: no secret, and nothing a customer wrote."""
        return {**self.app.state(), "working": self._ticker is not None}

    def _wait_for_lease(self) -> Hold | None:
        said = False
        while not self.app.stopping.is_set():
            hold = self.app.take_lease()
            if hold is not None:
                return hold
            if not said:
                _log.info("another worker has this mailbox; standing by")
                said = True
            self.app.stopping.wait(_STANDBY_SECONDS)
        return None

    def _poll(self, intake: Intake, ticker: Ticker) -> None:
        try:
            taken = intake.drain(self.app.stopping.is_set)
        except MailboxError as error:
            _log.error("mailbox not read", code=error.code, why=str(error))
            return
        except LeaseLostError as error:
            self._lost(error)
            return
        first, self._polled_at = self._polled_at is None, self.app.clock()
        if first:
            ticker.wake("month-end")
        if taken.total:
            _log.info("mails recorded", **taken.outcomes)
            ticker.wake("deliver")

    def _watch(self, hold: Hold, ticker: Ticker) -> None:
        with self._stopping_when_lost():
            if told := self.app.watch(hold):
                _log.info("clocks", tickets_and_packages=told)
                ticker.wake("deliver")

    def _month_end(self, hold: Hold, ticker: Ticker) -> None:
        # a manager's WSTRZYMAJ may lie unread in a mailbox that could not be reached: no bill leaves before it is read
        fresh = timedelta(seconds=max(_FRESH_SECONDS, 2 * self.app.settings.imap.poll_seconds))
        if self._polled_at is None or self.app.clock() - self._polled_at > fresh:
            return
        with self._stopping_when_lost():
            done = self.app.month_end(hold)
            if done.anything:
                _log.info("month end", previews=done.previews, bills=done.sent, alarms=done.alarms)
                ticker.wake("deliver")

    def _deliver(self, delivery: Delivery) -> None:
        with self._stopping_when_lost():
            sent = delivery.run_due(self.app.stopping.is_set)
            if sent.total:
                _log.info("letters", sent=sent.sent, deferred=sent.deferred, failed=sent.failed, unknown=sent.unknown)
            if sent.why:
                _log.warning("letters wait", why=sent.why)

    @contextmanager
    def _stopping_when_lost(self) -> Iterator[None]:
        """Another worker has taken over: this one ends instead of failing at every tick."""
        try:
            yield
        except LeaseLostError as error:
            self._lost(error)

    def _lost(self, error: LeaseLostError) -> None:
        _log.error("stopping", why=str(error))
        self._overtaken = error
        self.app.stopping.set()
