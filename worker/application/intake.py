"""Steps 1 to 7 of the walk for a whole mailbox: poll, parse, judge and record, acknowledge.

Mails are taken in lots. A lot is one transaction (a long one several) with a savepoint for each mail, so that one
bad mail rolls back alone. While a lot is recorded, the next one is fetched and parsed on the mailbox's own thread:

    mailbox thread    fetch 1, parse 1 | fetch 2, parse 2 | file 1, fetch 3 …
    this thread                        | record 1, commit | record 2, commit …

A full mailbox is read by a process beside (``BESIDE_FROM`` mails and a second processor), which reads the details
of reports as well; a mail it dies over is read once more by the confined reader.

Nothing on the server changes before the commit. A mail that cannot be worked on is *shunted*: its raw bytes are
kept, it is tried again at the next polls, and after the third try it is quarantined and a manager is told.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Event

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from worker.application.crash import crash_point
from worker.application.drafts import DocumentsWantedError, supplied
from worker.application.offered import Offered, packed
from worker.application.office import Office
from worker.application.ports import FetchedMessage, Folder, Mailbox, Reader, ReaderBeside
from worker.application.shunting import TRIES, record_or_shunt, told, unread
from worker.application.unfinished import Mark, Unfinished
from worker.domain.found import Details
from worker.domain.message import InboundMessage
from worker.store import queries
from worker.store.engine import reading, transaction
from worker.store.lease import Hold, LeaseLostError, check
from worker.store.tables import LedgerEntry, Outcome

LOT = 50
LOT_BYTES = 16 * 1024 * 1024  # two lots are in memory at a time, raw and read
BESIDE_FROM = 150  # mails from which on it pays to start a process
LARGE = 4 * 1024 * 1024  # bytes; such a mail is in one process only, and not compressed before its turn: memory
_PAUSE = 0.5  # seconds between two looks whether the database is back
TURN = 0.1  # seconds a transaction records, then whoever delivers letters has his turn
_log = structlog.get_logger()


@dataclass(kw_only=True)
class Tally:
    """How many mails ended how in one drain."""

    outcomes: dict[str, int] = field(default_factory=dict)

    def add(self, outcome: str) -> None:
        """Count one more mail with this outcome."""
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1

    @property
    def total(self) -> int:
        """All mails worked on."""
        return sum(self.outcomes.values())


@dataclass(kw_only=True)
class Intake:
    """A mailbox on one side, the ledger on the other.

    ``read`` is asked for the confined reader where a worker died over the mail.
    """

    engine: Engine
    mailbox: Mailbox
    office: Office
    hold: Hold
    clock: Callable[[], datetime]
    read: Reader
    progress: Callable[[LedgerEntry], None] = lambda entry: None
    beside: Callable[[], AbstractContextManager[ReaderBeside]] | None = None
    beside_from: int = BESIDE_FROM
    recorded: Callable[[], None] = lambda: None  # told after every commit: there may be letters to send
    _beside: ReaderBeside | None = field(default=None, init=False, repr=False)
    # (UIDVALIDITY, UID) of mails that a poll of this living worker took in hand and failed to record
    _left_over: set[Mark] = field(default_factory=set)

    def drain(self, stop: Callable[[], bool] = lambda: False) -> Tally:
        """Work on everything in the mailbox now. Raises MailboxError, or a database error; nothing is lost then."""
        tally, unfinished = Tally(), Unfinished(self.engine, self.mailbox.name)
        try:
            self._drain(tally, unfinished, stop)
        except LeaseLostError:
            raise  # the marks belong to the worker that took over
        except Exception:
            self._left_over |= unfinished.in_hand
            with suppress(SQLAlchemyError, LeaseLostError):  # the database is away: at the next poll then
                self._put_down(unfinished)
            raise
        return tally

    def put_down_what_failed(self, *, patience: float, stop: Event) -> None:
        """Take back the tries of a failed drain once the database is there again, for at most ``patience`` seconds.

        For a worker that ends now: the next one would take its marks for those of a death. One that took over
        meanwhile has done so already.
        """
        give_up = time.monotonic() + patience
        while self._left_over and time.monotonic() < give_up:
            try:
                with suppress(SQLAlchemyError):  # still away
                    self._put_down(Unfinished(self.engine, self.mailbox.name))
            except LeaseLostError:
                return
            if self._left_over and stop.wait(_PAUSE):
                return

    def _put_down(self, unfinished: Unfinished) -> None:
        with transaction(self.engine) as session:
            check(session, self.hold, polled_at=self.clock())
            unfinished.put_down(session, self._left_over)
        self._left_over.clear()

    def _drain(self, tally: Tally, unfinished: Unfinished, stop: Callable[[], bool]) -> None:
        with ExitStack() as ends, ThreadPoolExecutor(1, thread_name_prefix="mailbox") as thread:
            uidvalidity, uids = thread.submit(self._poll).result()
            self._put_down(unfinished)
            unfinished.look(uidvalidity)
            todo, shunted = self._todo(thread, uidvalidity, uids)
            full = self.beside is not None and len(todo) >= self.beside_from
            self._beside = ends.enter_context(self.beside()) if full and self.beside else None
            coming: Future[list[Offered]] | None = None
            weights = thread.submit(self.mailbox.weigh, todo).result() if todo else {}
            lots = unfinished.lots(todo, weights, most=LOT, most_bytes=LOT_BYTES)
            filing: list[Future[None]] = []
            for lot in _stopping(lots, stop):
                following = thread.submit(self._fetch, lot, uidvalidity, unfinished, shunted)
                if coming is not None:
                    self._record_and_file(coming.result(), unfinished, tally, thread, filing)
                coming = following
            if coming is not None:
                self._record_and_file(coming.result(), unfinished, tally, thread, filing)
            for done in filing:
                done.result()

    def _poll(self) -> tuple[int, list[int]]:
        return self.mailbox.open(), self.mailbox.uids()

    def _todo(
        self, thread: ThreadPoolExecutor, uidvalidity: int, uids: list[int]
    ) -> tuple[list[int], dict[int, int | None]]:
        """UIDs to work on, and the ledger rows of those tried before.

        Mails recorded by a worker that died before filing them are filed now.
        """
        with reading(self.engine) as session:
            known = queries.recorded_uids(session, self.mailbox.name, uidvalidity, uids)
        recorded = [entry for entry in known.values() if entry.outcome != Outcome.SHUNTED.value]
        for folder, group in _by_folder(recorded).items():
            thread.submit(self.mailbox.file, group, folder).result()
        done = {entry.uid for entry in recorded}
        shunted = {uid: entry.id for uid, entry in known.items() if uid not in done}
        return [uid for uid in uids if uid not in done], shunted

    def _fetch(
        self, lot: Sequence[int], uidvalidity: int, unfinished: Unfinished, shunted: Mapping[int, int | None]
    ) -> list[Offered]:
        fetched = self.mailbox.fetch(lot)
        crash_point("fetched")
        deaths = unfinished.take([one.uid for one in fetched])
        crash_point("in-hand")
        offered = [
            self._offer(one, uidvalidity, deaths=deaths.get(one.uid), shunted=shunted.get(one.uid)) for one in fetched
        ]
        crash_point("parsed")
        return offered

    def _offer(self, fetched: FetchedMessage, uidvalidity: int, *, deaths: int | None, shunted: int | None) -> Offered:
        failure = "" if (deaths or 0) < TRIES else f"the worker died {deaths} times over this mail"
        message, details = None, None
        if not failure:
            try:
                message, details = self._read(fetched, confined=deaths is not None)
            except Exception as error:
                _log.exception("mail could not be read", mailbox=self.mailbox.name, uid=fetched.uid)
                failure = told(error)
        raw = fetched.raw if fetched.raw is not None else fetched.header
        return Offered(
            mailbox=self.mailbox.name,
            uidvalidity=uidvalidity,
            uid=fetched.uid,
            raw=raw,
            received_at=fetched.received_at,
            message=message or unread(raw, fetched.size),
            packed=packed(raw) if len(raw) < LARGE else b"",
            details=details,
            failure=failure,
            tries=max(deaths or 0, 1) if failure else 0,
            shunted_id=shunted,
        )

    def _read(self, fetched: FetchedMessage, *, confined: bool) -> tuple[InboundMessage, Details | None]:
        raw, beside = fetched.raw, self._beside
        if confined or raw is None or len(raw) >= LARGE or beside is None or not beside.ready:
            return self.read(fetched, confined), None
        try:
            return beside.read(raw)
        except Exception as error:
            _log.warning("mail read again", mailbox=self.mailbox.name, uid=fetched.uid, why=told(error))
            return self.read(fetched, True), None

    def _record_and_file(
        self,
        offered: Sequence[Offered],
        unfinished: Unfinished,
        tally: Tally,
        thread: ThreadPoolExecutor,
        filing: list[Future[None]],
    ) -> None:
        settled: list[LedgerEntry] = []
        left = list(offered)
        while left:
            taken, entries, wanted = self._record_some(left, unfinished)
            del left[: len(taken)]
            if wanted is not None:
                left[0] = _supplied(left[0], wanted)
            for entry in entries:
                tally.add(entry.outcome)
                self.progress(entry)
            settled += [entry for entry in entries if entry.outcome != Outcome.SHUNTED.value]
        for folder, group in _by_folder(settled).items():
            filing.append(thread.submit(self._file, group, folder))

    def _record_some(
        self, offered: Sequence[Offered], unfinished: Unfinished
    ) -> tuple[Sequence[Offered], list[LedgerEntry], DocumentsWantedError | None]:
        """One transaction: as many as fit into ``TURN``, at least one; or those before one that wants documents."""
        now, turn_ends, wanted = self.clock(), time.monotonic() + TURN, None
        entries: list[LedgerEntry] = []
        with transaction(self.engine) as session:
            check(session, self.hold, polled_at=now)
            for one in offered:
                try:
                    entries.append(record_or_shunt(session, one, self.office, now))
                except DocumentsWantedError as error:
                    wanted = error
                    break
                if time.monotonic() > turn_ends:
                    break
            taken = offered[: len(entries)]
            unfinished.forget(session, taken)
            crash_point("before-commit")
        unfinished.in_hand.difference_update((one.uidvalidity, one.uid) for one in taken)
        crash_point("after-commit")
        self.recorded()
        return taken, entries, wanted

    def _file(self, uids: Sequence[int], folder: Folder) -> None:
        self.mailbox.file(uids, folder)
        crash_point("filed")


def _supplied(offered: Offered, wanted: DocumentsWantedError) -> Offered:
    """The mail with the documents it wants, made between two transactions; shunted when they cannot be made."""
    try:
        return replace(offered, made=supplied(offered.made, wanted))
    except Exception as error:
        _log.exception("documents not made", mailbox=offered.mailbox, uid=offered.uid)
        return replace(offered, failure=told(error), tries=1)


def _stopping(lots: Iterable[list[int]], stop: Callable[[], bool]) -> Iterator[list[int]]:
    for lot in lots:
        if stop():
            return
        yield lot


def _by_folder(entries: Iterable[LedgerEntry]) -> dict[Folder, list[int]]:
    groups: dict[Folder, list[int]] = {}
    for entry in entries:
        groups.setdefault(_FOLDERS.get(entry.outcome, Folder.PROCESSED), []).append(entry.uid)
    return groups


_FOLDERS = {Outcome.REJECT.value: Folder.REJECTED, Outcome.QUARANTINE.value: Folder.QUARANTINE}
