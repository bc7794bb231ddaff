"""One installation: settings become the objects and the jobs made of them."""

import os
import resource
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlmodel import Session

from worker.adapters import clock
from worker.adapters.imap import ImapMailbox
from worker.adapters.smtp import SmtpTransport
from worker.application.billing.run import MonthRun
from worker.application.billing.timetable import Ticked, tick
from worker.application.calls import remind_of_calls
from worker.application.deadlines import alert_deadlines
from worker.application.delivery import Delivery
from worker.application.delivery import Tally as Sent
from worker.application.digest import write_digest
from worker.application.failures import tell_managers
from worker.application.insert.clock import watch_wallets
from worker.application.intake import Intake
from worker.application.intake import Tally as Taken
from worker.application.office import Office
from worker.application.packages.compensation import offer_compensations
from worker.application.packages.notices import tell_of_packages
from worker.application.ports import FetchedMessage
from worker.domain.message import InboundMessage
from worker.mail.mime import read_header_only, read_message
from worker.mail.mime.beside import Beside
from worker.mail.mime.confined import read_confined
from worker.settings import Settings
from worker.store.engine import open_engine, reading, transaction
from worker.store.lease import Hold, LeaseLostError, check, take
from worker.store.migrate import migrate
from worker.store.standing import standing
from worker.store.tables import LedgerEntry
from worker.wiring import enrol, free_domains, imap_account, office, signing_key, smtp_account

LEASE = "mailbox"
_CLOCKS: tuple[tuple[Callable[[Session, Office, datetime], int], bool], ...] = (
    (alert_deadlines, True),
    (write_digest, False),
    (remind_of_calls, False),
    (tell_of_packages, True),
    (offer_compensations, True),
    (watch_wallets, False),
)
"""What ``watch`` looks at, and whether what it gives is a number of tickets or packages."""
_log = structlog.get_logger()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(kw_only=True)
class App:
    """One installation: its settings and the objects made of them, each made when first needed.

    ``patience``: the seconds that a single run which lost its PostgreSQL waits for it before it ends.
    """

    settings: Settings
    must_exist: bool = False  # the database: who only looks must not make an empty one out of a mistyped path
    clock: Callable[[], datetime] = clock.now
    patience: float = 30.0
    progress: Callable[[LedgerEntry], None] = lambda entry: None
    stopping: threading.Event = field(default_factory=threading.Event)

    @cached_property
    def engine(self) -> Engine:
        """The database; not yet connected."""
        return open_engine(self.settings.database.url, create=not self.must_exist)

    @cached_property
    def office(self) -> Office:
        """The company as the jobs see it; reads the signing key from the database."""
        return office(self.settings, signing_key(self.engine))

    @cached_property
    def mailbox(self) -> ImapMailbox:
        """The mailbox that is read."""
        return ImapMailbox(imap_account(self.settings.imap))

    @cached_property
    def transport(self) -> SmtpTransport:
        """The way out."""
        return SmtpTransport(smtp_account(self.settings.smtp))

    def prepare(self) -> None:
        """Bring the database up to date and put the customers of the settings into it."""
        before, after = migrate(self.engine)
        if before != after:
            _log.info("database migrated", before=before, after=after)
        with transaction(self.engine) as session:
            check(session, None)
            enrol(session, self.settings.customers, self.clock(), free=free_domains(self.settings))

    def take_lease(self) -> Hold | None:
        """The right to work this mailbox, or None while another worker has it."""
        holder = f"{socket.gethostname()} pid {os.getpid()}"
        return take(self.engine, LEASE, holder=holder, now=self.clock())

    def intake(self, hold: Hold, recorded: Callable[[], None] = lambda: None) -> Intake:
        """The job that reads the mailbox; it tells ``recorded`` when there may be letters to send."""
        return Intake(
            engine=self.engine,
            mailbox=self.mailbox,
            office=self.office,
            hold=hold,
            clock=self.clock,
            read=self.read,
            progress=self.progress,
            beside=self._beside if self.settings.imap.read_beside and processors() > 1 else None,
            recorded=recorded,
        )

    def _beside(self) -> Beside:
        office = self.office
        return Beside(authserv_id=office.authserv_id, own_addresses=office.own_addresses, own_phones=office.own_phones)

    def delivery(self, hold: Hold) -> Delivery:
        """The job that sends."""
        office = self.office  # made before the first transaction: it needs one of its own for the signing key
        return Delivery(
            engine=self.engine,
            transport=self.transport,
            hold=hold,
            clock=self.clock,
            alert=lambda session, letter, why, now: tell_managers(session, office, letter, why, now),
            connections=self.settings.smtp.connections,
        )

    def read(self, fetched: FetchedMessage, confined: bool) -> InboundMessage:
        """Parse a fetched message; ``confined`` in a child process with limits on time and memory."""
        authserv_id, own = self.office.authserv_id, self.office.own_addresses
        if fetched.raw is None:
            return read_header_only(fetched.header, fetched.size, authserv_id=authserv_id, own_addresses=own)
        reader = read_confined if confined else read_message
        return reader(fetched.raw, authserv_id=authserv_id, own_addresses=own)

    def once(self, hold: Hold) -> tuple[Taken, Sent]:
        """Drain the mailbox while letters already leave, look at the clocks, then send what is still due.

        The clocks come after the mailbox, so that an answer that waits there still counts; they are looked at when
        the mailbox cannot be read, too, but no bill leaves then. Raises MailboxError.
        """
        drained, wanted = threading.Event(), threading.Event()
        delivery, sent, failures = self.delivery(hold), Sent(), []

        def send() -> None:
            try:
                while True:
                    wanted.clear()
                    last_round = drained.is_set()
                    sent.add(delivery.run_due(self.stopping.is_set))
                    if last_round:
                        return
                    wanted.wait()
            except BaseException as error:
                failures.append(error)

        sender = threading.Thread(target=send, name="delivery")
        sender.start()
        try:
            intake = self.intake(hold, wanted.set)
            try:
                taken = intake.drain(self.stopping.is_set)
            except SQLAlchemyError:
                if self.engine.dialect.name == "postgresql":  # on SQLite the lock file says that nobody died
                    intake.put_down_what_failed(patience=self.patience, stop=self.stopping)
                raise
            finally:
                self.watch(hold)
            self.month_end(hold)  # behind a mailbox that was read: a manager's WSTRZYMAJ may have lain there
        finally:
            drained.set()
            wanted.set()
            sender.join()
            self.mailbox.close()
        if failures:
            raise failures[0]
        return taken, sent

    def watch(self, hold: Hold) -> int:
        """Look at the clocks: alerts, calls, digest, packages; how many tickets and packages were told of.

        Each in a transaction of its own: what is wrong with somebody's package must not keep the alerts of deadlines
        back. Raises the first thing that went wrong once every clock was looked at.
        """
        office, now = self.office, self.clock()  # the office before the first transaction, as for ``delivery``
        told, failures = 0, list[Exception]()
        for look, counts in _CLOCKS:
            try:
                with transaction(self.engine) as session:
                    check(session, hold)
                    found = look(session, office, now)
            except (LeaseLostError, OperationalError, InterfaceError):
                raise
            except Exception as error:
                failures.append(error)
            else:
                told += found if counts else 0
        for further in failures[1:]:  # the first one is the caller's to tell
            _log.error("a clock failed, too", exc_info=further)
        if failures:
            raise failures[0]
        return told

    def month_end(self, hold: Hold) -> Ticked:
        """Do what is due for the last month and for this one: preview, bills, report, alarm [12.6]."""
        run = MonthRun(engine=self.engine, office=self.office, clock=self.clock, hold=hold)
        return tick(run, self.stopping.is_set)

    def state(self) -> dict[str, object]:
        """How things stand, for the log: no secret, and nothing a customer wrote."""
        with reading(self.engine) as session:
            return {
                "mailbox": self.mailbox.name,
                **standing(session, LEASE),
                "memory_peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "threads": threading.active_count(),
            }
