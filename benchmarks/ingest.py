"""The whole road: mails a second from a real Dovecot through the worker to a real SMTP server, beside two floors.

All three read the same mailbox in the same run, on SQLite with synchronous FULL:

``fetch``   IMAP FETCH of every mail in lots of 100, nothing else
``floor``   fetch + stdlib parse + one committed insert + one send on a kept connection, mail after mail
``worker``  the product: ledger, rules, ticket, confirmation and technician's letter, MOVE; a fresh database

Beside mails a second (wall clock, which other people's programs on the machine change) stands the processor time of
the measured process alone in milliseconds a mail, and for the worker the SQL statements a mail.
"""

import asyncio
import itertools
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from functools import partial
from pathlib import Path

import aiosmtplib
from imapclient import IMAPClient
from sqlalchemy import event
from sqlmodel import Field, Session, SQLModel, create_engine

from benchmarks.generated_mail import Mail, generate
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Sink
from worker.adapters.account import Security
from worker.app import App
from worker.settings import DatabaseSection, ImapSection, MailSection, RulesSection, Settings, SmtpSection

ADDRESS = "pomoc@3rp.example"


class Kept(SQLModel, table=True):
    """The one row a mail of the floor."""

    id: int | None = Field(default=None, primary_key=True)
    message_id: str
    sender: str
    subject: str
    body: str
    received: datetime


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What one pass over the mailbox took, in seconds: by the clock on the wall and of this process's processor."""

    wall: float
    cpu: float


def run(count: int = 2000, rounds: int = 3) -> None:
    """Print mails a second and processor time a mail of each case, round by round, and the ratio to the floor."""
    mails = list(generate(count, seed=1, to_addr=ADDRESS))
    dovecot, sink = Dovecot(), Sink()
    try:
        print(f"{count} mails, {sum(len(mail.raw) for mail in mails) / 1e6:.0f} MB")
        for number in range(1, rounds + 1):
            user = _fill(dovecot, mails)
            fetch = _timed(partial(_fetch, dovecot, user))
            floor = _timed(partial(_floor, dovecot, user, sink))
            worker = _timed(partial(_worker, dovecot, user, sink, count))
            cases = {"fetch": fetch, "floor": floor, "worker": worker}
            shown = "   ".join(
                f"{name} {count / took.wall:6.0f}/s {took.cpu / count * 1000:5.2f} ms" for name, took in cases.items()
            )
            print(f"round {number}:  {shown}   worker/floor {floor.wall / worker.wall:.2f}")
    finally:
        sink.stop()
        dovecot.stop()


def _fill(dovecot: Dovecot, mails: list[Mail]) -> str:
    user = dovecot.new_user()
    for mail in mails:
        dovecot.deliver(user, mail.raw)
    with IMAPClient(dovecot.host, dovecot.port, ssl=False) as client:
        client.plain_login(user, dovecot.password)
        client.select_folder("INBOX")  # Dovecot makes its index now, not in the first measurement
    return user


def _client(dovecot: Dovecot, user: str) -> IMAPClient:
    client = IMAPClient(dovecot.host, dovecot.port, ssl=False)
    client._imap.debug = 0
    client.plain_login(user, dovecot.password)
    client.select_folder("INBOX")
    return client


def _fetch(dovecot: Dovecot, user: str) -> None:
    client = _client(dovecot, user)
    uids = client.search("ALL")
    for start in range(0, len(uids), 100):
        client.fetch(uids[start : start + 100], ["BODY.PEEK[]"])
    client.logout()


def _floor(dovecot: Dovecot, user: str, sink: Sink) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/floor.db")
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            connection.exec_driver_sql("PRAGMA synchronous=FULL")
        Kept.__table__.create(engine)  # type: ignore[attr-defined]
        asyncio.run(_floor_sends(_client(dovecot, user), sink, Session(engine)))


async def _floor_sends(client: IMAPClient, sink: Sink, session: Session) -> None:
    smtp = aiosmtplib.SMTP(hostname=sink.host, port=sink.port, use_tls=False, start_tls=False)
    await smtp.connect()
    uids = client.search("ALL")
    for start in range(0, len(uids), 100):
        for data in client.fetch(uids[start : start + 100], ["BODY.PEEK[]"]).values():
            message = message_from_bytes(data[b"BODY[]"])
            body = next((part for part in message.walk() if part.get_content_type() == "text/plain"), message)
            text = body.get_payload(decode=True) or b""
            sender = str(message["From"]).rpartition("<")[2].rstrip(">")
            session.add(
                Kept(
                    message_id=str(message["Message-ID"]),
                    sender=sender,
                    subject=str(message["Subject"]),
                    body=text.decode("utf-8", "replace") if isinstance(text, bytes) else "",
                    received=datetime.now(UTC),
                )
            )
            session.commit()
            letter = f"From: {ADDRESS}\r\nTo: {sender}\r\nSubject: ok\r\n\r\nDotarlo.\r\n".encode()
            await smtp.sendmail(ADDRESS, [sender], letter)
    await smtp.quit()
    client.logout()


def settings(dovecot: Dovecot, user: str, sink: Sink, folder: Path, *, poll_seconds: int = 60) -> Settings:
    """The worker's settings for a mailbox of these servers, with its database in ``folder`` and hardly a brake."""
    return Settings(
        mail=MailSection(address=ADDRESS, authserv_id="mx.3rp.example", queue=["serwis@3rp.example"]),
        imap=ImapSection(
            host=dovecot.host,
            port=dovecot.port,
            security=Security.NONE,
            user=user,
            password=dovecot.password,  # type: ignore[arg-type]
            poll_seconds=poll_seconds,
        ),
        smtp=SmtpSection(host=sink.host, port=sink.port, security=Security.NONE),
        database=DatabaseSection(url=f"sqlite:///{folder / 'pomoc.db'}"),
        rules=RulesSection(letters_per_address_hour=10_000, letters_per_address_day=10_000),
    )


def _worker(dovecot: Dovecot, user: str, sink: Sink, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = App(settings=settings(dovecot, user, sink, Path(folder)))
        app.prepare()
        hold = app.take_lease()
        assert hold is not None
        statements = itertools.count()
        event.listen(app.engine, "before_cursor_execute", lambda *_: next(statements))
        with hold:
            taken, sent = app.once(hold)
        assert taken.total == count, taken
        told = f"{next(statements) / count:.1f} statements a mail"
        print(f"          worker: {taken.outcomes}, {sent.sent} letters, {told}")


def _timed(work: Callable[[], None]) -> Taken:
    wall, cpu = time.perf_counter(), _processor_time()
    work()
    return Taken(wall=time.perf_counter() - wall, cpu=_processor_time() - cpu)


def _processor_time() -> float:
    """Of this process and of the readers beside that have ended; the servers run on and do not count."""
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, _OURS))


_OURS = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
