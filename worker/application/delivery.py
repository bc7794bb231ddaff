"""Step 8 of the walk: letters leave. Nothing else in the house sends.

    claim ``inflight``, commit  ->  MAIL, RCPT  ->  ``unknown``, commit  ->  DATA  ->  ``sent``, commit

A few connections work side by side. Their state changes meet in ``Journal``, which commits whatever is waiting in
one transaction (group commit), so that eight letters in flight cost one disk flush and not sixteen. The flush waits
on a thread of its own: meanwhile the other connections talk to their servers and add to the next one.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from worker.application.crash import crash_point
from worker.application.ports import Attempt, Connection, Fate, Transport
from worker.store.engine import transaction
from worker.store.lease import Hold, LeaseLostError, check
from worker.store.outbox import LONGEST_DELAY, claim_due, free_orphans, move_all
from worker.store.tables import OutboxLetter, OutboxState

GIVE_UP_AFTER = timedelta(days=5)  # RFC 5321 4.5.4.1
_DELAYS = (*(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 40, 60, 120)), LONGEST_DELAY)
_BATCH, _BATCH_BYTES = 100, 16 * 1024 * 1024  # in memory at a time


class FailureAlert(Protocol):
    """Writes the letter that tells the managers about a letter that will never arrive."""

    def __call__(self, session: Session, letter: OutboxLetter, why: str, now: datetime) -> None:
        """Inside the transaction that marks the letter failed."""
        ...


@dataclass(kw_only=True)
class Tally:
    """How many letters ended how in one run; ``why`` is the last sentence about a letter that has to wait."""

    sent: int = 0
    deferred: int = 0
    failed: int = 0
    unknown: int = 0
    why: str = ""

    @property
    def total(self) -> int:
        """All attempts."""
        return self.sent + self.deferred + self.failed + self.unknown

    def add(self, other: "Tally") -> None:
        """Count another run in."""
        self.sent += other.sent
        self.deferred += other.deferred
        self.failed += other.failed
        self.unknown += other.unknown
        self.why = other.why or self.why


Change = tuple[OutboxLetter, OutboxState, dict[str, object]]
"""A letter, its new state and the columns that change with it."""


@dataclass(kw_only=True)
class Delivery:
    """The outbox on one side, a transport on the other."""

    engine: Engine
    transport: Transport
    hold: Hold
    clock: Callable[[], datetime]
    alert: FailureAlert
    connections: int = 4
    _unwritten: list[Change] = field(default_factory=list, repr=False)

    def run_due(self, stop: Callable[[], bool] = lambda: False) -> Tally:
        """Send everything that is due now, until the outbox has nothing due or ``stop()`` says so."""
        return asyncio.run(self._run_due(stop))

    async def _run_due(self, stop: Callable[[], bool]) -> Tally:
        tally, journal = Tally(), Journal(self, self._unwritten)
        await journal.settled()  # what an earlier run did and could not write down: else it would be done again
        with transaction(self.engine) as session:
            check(session, self.hold)
            free_orphans(session)
        lines = [self.transport.connection() for _ in range(self.connections)]
        try:
            while not stop():
                letters = self._claim()
                if not letters:
                    break
                await self._send(letters, lines, journal, tally, stop)
                await journal.settled()
        finally:
            with suppress(SQLAlchemyError, LeaseLostError):  # then the next run writes it down
                await journal.settled()
            await asyncio.gather(*(line.close() for line in lines))
        return tally

    async def _send(
        self,
        letters: list[OutboxLetter],
        lines: list[Connection],
        journal: "Journal",
        tally: Tally,
        stop: Callable[[], bool],
    ) -> None:
        queue = asyncio.Queue[OutboxLetter]()
        for letter in letters:
            queue.put_nowait(letter)
        working = lines[: len(letters)]
        # all come to their end, though one fails: a letter in the middle of its DATA must not be torn off
        ends = await asyncio.gather(
            *(self._serve(line, queue, journal, tally, stop) for line in working), return_exceptions=True
        )
        for end in ends:
            if isinstance(end, BaseException):
                raise end

    def _claim(self) -> list[OutboxLetter]:
        with transaction(self.engine) as session:
            check(session, self.hold)
            letters = list(
                claim_due(session, token=self.hold.token, now=self.clock(), limit=_BATCH, most_bytes=_BATCH_BYTES)
            )
        if letters:
            crash_point("claimed")
        return letters

    async def _serve(
        self,
        line: Connection,
        queue: "asyncio.Queue[OutboxLetter]",
        journal: "Journal",
        tally: Tally,
        stop: Callable[[], bool],
    ) -> None:
        while not queue.empty():
            letter = queue.get_nowait()
            if stop():
                journal.note(letter, OutboxState.QUEUED, claimed_by=None, attempts=letter.attempts - 1)
                continue

            async def before_data(letter: OutboxLetter = letter) -> None:
                await journal.write(letter, OutboxState.UNKNOWN)
                crash_point("before-data")

            attempt = await line.send(letter.envelope_from, letter.recipient, letter.raw, before_data=before_data)
            crash_point("after-data")
            self._settle(letter, attempt, journal, tally)

    def _settle(self, letter: OutboxLetter, attempt: Attempt, journal: "Journal", tally: Tally) -> None:
        now = self.clock()
        told = {"last_code": attempt.code, "last_text": attempt.text[:500], "claimed_by": None}
        # a letter that waited here (we were down, a brake held it) has not yet been tried for five days
        tired = now - letter.created_at > GIVE_UP_AFTER and letter.attempts > len(_DELAYS)
        match attempt.fate:
            case Fate.ACCEPTED:
                tally.sent += 1
                journal.note(letter, OutboxState.SENT, sent_at=now, **told)
            case Fate.DEFERRED if not tired:
                tally.deferred += 1
                tally.why = attempt.text
                journal.note(letter, OutboxState.DEFERRED, due_at=now + delay(letter.attempts), **told)
            case Fate.UNCERTAIN if not tired:
                tally.unknown += 1
                tally.why = attempt.text
                journal.note(letter, OutboxState.UNKNOWN, due_at=now + delay(letter.attempts), **told)
            case _:
                tally.failed += 1
                journal.note(letter, OutboxState.FAILED, **told)


def delay(attempts: int) -> timedelta:
    """How long to wait after the given number of attempts: a minute at first, four hours in the end."""
    return _DELAYS[min(attempts, len(_DELAYS)) - 1]


class Journal:
    """State changes of letters, in order; all that wait are committed together."""

    def __init__(self, delivery: Delivery, waiting: list[Change]) -> None:
        """``waiting`` outlives the journal: what could not be committed is still in it for the next one."""
        self._delivery = delivery
        self._waiting = waiting
        self._noted, self._written = len(waiting), 0
        self._commit: asyncio.Task[None] | None = None

    def note(self, letter: OutboxLetter, state: OutboxState, **values: object) -> None:
        """Write soon: with the next commit, in any case before ``settled`` returns."""
        self._waiting.append((letter, state, values))
        self._noted += 1

    async def write(self, letter: OutboxLetter, state: OutboxState, **values: object) -> None:
        """Write and wait until it is committed. Raises what the database raises; then nothing is marked."""
        self.note(letter, state, **values)
        mine = self._noted
        while self._written < mine:  # a commit that had begun before does not hold it yet
            if self._commit is None or self._commit.done():
                self._commit = asyncio.create_task(self._commit_waiting())
            await asyncio.shield(self._commit)

    async def settled(self) -> None:
        """Everything noted so far is committed."""
        if self._commit is not None and not self._commit.done():
            await self._commit
        if self._waiting:
            await self._commit_waiting()

    async def _commit_waiting(self) -> None:
        await asyncio.sleep(0)  # let the other connections add theirs
        changes = list(self._waiting)
        await asyncio.to_thread(self._commit_changes, changes)
        del self._waiting[: len(changes)]
        self._written += len(changes)
        if any(state is OutboxState.SENT for _, state, _ in changes):
            crash_point("sent-recorded")

    def _commit_changes(self, changes: list[Change]) -> None:
        with transaction(self._delivery.engine) as session:
            check(session, self._delivery.hold)
            move_all(session, ((_id(letter), state, values) for letter, state, values in changes))
            for letter, state, values in changes:
                if state is OutboxState.FAILED:
                    why = str(values.get("last_text", ""))
                    self._delivery.alert(session, letter, why, self._delivery.clock())


def _id(letter: OutboxLetter) -> int:
    assert letter.id is not None  # noqa: S101 - rows from the database have ids
    return letter.id
