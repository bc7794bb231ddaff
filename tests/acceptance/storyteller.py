"""Conversations as folders: numbered mails, the times between them, and every letter that leaves, word for word.

    stories/<name>/story.toml      people, packages sold and steps, in Warsaw time
    stories/<name>/NN-who.eml      a mail; {{TICKET}} and {{LETTER:kind:recipient}} stand for real ids
                                   (with :N, the last such letter about the N-th ticket)
    stories/<name>/golden/…        the letters, one file each: step, kind and recipient

The mails go through real SMTP and IMAP on one of two roads: the demo's own servers, or Dovecot and Postfix. Only the
clock is moved. Between two steps it moves in half hours (on the second road, which must tell the same, in steps of
four) and the jobs of the timetable run, so a letter that no step names is found, whenever it leaves.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from worker.adapters.account import Security
from worker.adapters.embedded import EmbeddedServers
from worker.adapters.embedded.sender import send_as_sender
from worker.app import App
from worker.demo import readable
from worker.settings import (
    CompanySection,
    Customer,
    DatabaseSection,
    ImapSection,
    MailSection,
    Person,
    RulesSection,
    Settings,
    SmtpSection,
)
from worker.store.billing_tables import SoldPackage
from worker.store.engine import reading, transaction
from worker.store.lease import Hold
from worker.store.tables import Installation, OutboxLetter, Ticket

FOLDER = Path(__file__).parent / "stories"
WARSAW = ZoneInfo("Europe/Warsaw")
ADDRESS = "pomoc@3rp.com.pl"
TICK = timedelta(minutes=30)
_HEADERS = ("From", "To", "Cc", "Reply-To", "Subject", "In-Reply-To", "References", "Auto-Submitted")


@dataclass(kw_only=True)
class Told:
    """A letter that left: at which step, its name for the golden file, and its text."""

    step: int
    kind: str
    recipient: str
    text: str
    raw: bytes
    again: int = 1  # the second letter of a kind to one person at one step is told apart

    @property
    def name(self) -> str:
        """The golden file."""
        local = re.sub(r"[^a-z0-9]+", "-", self.recipient.split("@")[0])
        return f"{self.step:02}-{self.kind}-{local}{f'-{self.again}' if self.again > 1 else ''}.txt"


@dataclass(frozen=True, kw_only=True)
class Road:
    """How mails come in and letters leave; ``receive`` takes a mail and the moment it arrives."""

    imap: ImapSection
    smtp: SmtpSection
    receive: Callable[[bytes, datetime], None]


def embedded_road(servers: EmbeddedServers) -> Road:
    """The demo's own servers."""

    def receive(raw: bytes, at: datetime) -> None:
        host, port = servers.host, servers.smtp_port
        send_as_sender(raw, host=host, port=port, recipient=ADDRESS, fallback="nikt@example.org")

    return Road(
        imap=_imap(servers.host, servers.imap_port, servers.user, servers.password),
        smtp=SmtpSection(host=servers.host, port=servers.smtp_port, security=Security.NONE, connections=1),
        receive=receive,
    )


def real_road(dovecot: Dovecot, postfix: Postfix) -> Road:
    """A mailbox of Dovecot's, and Postfix for what leaves."""
    user = dovecot.new_user()
    return Road(
        imap=_imap(dovecot.host, dovecot.port, user, dovecot.password),
        smtp=SmtpSection(host=postfix.host, port=postfix.port, security=Security.NONE),
        receive=lambda raw, at: dovecot.deliver(user, raw, at=at),
    )


def _imap(host: str, port: int, user: str, password: str) -> ImapSection:
    return ImapSection(host=host, port=port, security=Security.NONE, user=user, password=password)  # type: ignore[arg-type]


@dataclass(kw_only=True)
class Story:
    """A story being played."""

    folder: Path
    road: Road
    app: App
    hold: Hold
    now: datetime
    tick: timedelta = TICK
    told: list[Told] = field(default_factory=list)
    seen: int = 0

    @property
    def script(self) -> dict[str, Any]:
        """What ``story.toml`` says."""
        return tomllib.loads((self.folder / "story.toml").read_text("utf-8"))

    def play(self) -> list[str]:
        """Play every step; returns what went otherwise than the story says (the golden texts aside)."""
        wrong: list[str] = []
        for number, step in enumerate(self.script["step"], 1):
            wrong += self._wait_until(_moment(step["at"]), number)
            for name in [step["mail"]] if isinstance(step.get("mail"), str) else step.get("mail", []):
                self._send((self.folder / name).read_bytes())
            self._work()
            left = sorted(f"{one.kind} {one.recipient}" for one in self._letters(number))
            if left != sorted(step.get("letters", [])):
                wrong.append(f"step {number} ({step['at']}): the letters were {left}")
        return wrong

    def close(self) -> None:
        """Let the database go."""
        self.hold.release()
        self.app.engine.dispose()

    def _wait_until(self, moment: datetime, number: int) -> Iterator[str]:
        surprises: list[str] = []
        while self.now + self.tick < moment:
            self.now += self.tick
            self._watch()
            surprises += [
                f"before step {number}, {self.now:%Y-%m-%d %H:%M}: {one.kind} {one.recipient} left, and the story"
                " does not say so"
                for one in self._letters(number)
            ]
        self.now = moment
        return iter(surprises)

    def _watch(self) -> None:
        self.app.watch(self.hold)
        self.app.month_end(self.hold)

    def _work(self) -> None:
        self.app.once(self.hold)

    def _send(self, raw: bytes) -> None:
        filled = re.sub(rb"\{\{([A-Z]+)(?::([^}]+))?\}\}", self._fill, raw.replace(b"\r\n", b"\n"))
        self.road.receive(filled.replace(b"\n", b"\r\n"), self.now)

    def _fill(self, match: re.Match[bytes]) -> bytes:
        what, argument = match[1].decode(), (match[2] or b"").decode()
        with reading(self.app.engine) as session:
            if what == "TICKET":
                tickets = session.exec(select(Ticket).order_by(col(Ticket.id))).all()
                return tickets[int(argument or "1") - 1].public_id.encode()
            kind, recipient, serial = (*argument.split(":"), "")[:3]
            query = select(OutboxLetter).where(OutboxLetter.kind == kind, OutboxLetter.recipient == recipient)
            if serial:
                query = query.join(Ticket, col(Ticket.id) == col(OutboxLetter.ticket_id))
                query = query.where(Ticket.serial == int(serial))
            letters = session.exec(query.order_by(col(OutboxLetter.id).desc())).all()
            if what == "REPLYTO":
                return str(message_from_bytes(letters[0].raw)["Reply-To"]).rpartition("<")[2].rstrip(">").encode()
            return letters[0].message_id.encode()

    def _letters(self, step: int) -> list[Told]:
        with reading(self.app.engine) as session:
            rows = session.exec(
                select(OutboxLetter).where(col(OutboxLetter.id) > self.seen).order_by(col(OutboxLetter.id))
            ).all()
        fresh = [
            Told(step=step, kind=row.kind, recipient=row.recipient, text=shown(row.raw), raw=row.raw) for row in rows
        ]
        self.seen = rows[-1].id or self.seen if rows else self.seen
        for one in fresh:
            one.again += sum((one.step, one.kind, one.recipient) == (o.step, o.kind, o.recipient) for o in self.told)
            self.told.append(one)
        return fresh


def shown(raw: bytes) -> str:
    """A letter as its golden file holds it: the headers a reader meets, the names of its files, its text."""
    message = message_from_bytes(raw, policy=policy.compat32)
    head = [f"{name}: {_unfolded(str(message[name]))}" for name in _HEADERS if message[name]]
    files = [str(part.get_filename()) for part in message.walk() if part.get_filename()]
    head += [f"Plik: {make_header(decode_header(name))}" for name in files]
    return "\n".join(head) + "\n\n" + readable(raw)[0].replace("\r\n", "\n").rstrip("\n") + "\n"


def _unfolded(value: str) -> str:
    return str(make_header(decode_header(re.sub(r"\s*\r?\n\s+", " ", value))))


def opened(name: str, road: Road, database: str, clock: list[datetime], tick: timedelta = TICK) -> Story:
    """A story before its first step, with an empty database and a signing key that is always the same."""
    script = tomllib.loads((FOLDER / name / "story.toml").read_text("utf-8"))
    settings = Settings(
        mail=MailSection(
            address=ADDRESS,
            name="Pomoc 3RP",
            authserv_id="mx.3rp.com.pl",
            plus_addresses=script.get("plus_addresses", True),
            free_mail_domains=["example.com"],
        ),
        imap=road.imap,
        smtp=road.smtp,
        database=DatabaseSection(url=database),
        company=CompanySection(name="3RP.com.pl", phone="22 535 36 80", phone_hours="dni robocze 9:30–16:30"),
        rules=RulesSection(
            letters_per_address_hour=100,
            letters_per_address_day=100,
            daily_digest=script.get("daily_digest", True),
        ),
        technicians=[Person(**one) for one in script["technicians"]],
        managers=[Person(**one) for one in script["managers"]],
        customers=[Customer(**one) for one in script.get("customers", [])],
    )
    start = _moment(script["step"][0]["at"]) - TICK
    clock[:] = [start]
    app = App(settings=settings, clock=lambda: clock[0])
    app.prepare()
    with transaction(app.engine) as session:
        session.add(Installation(key="signing-key", value="ab" * 32))
        for one in script.get("packages", []):
            session.add(SoldPackage(**one, sold_at=start))
    hold = app.take_lease()
    assert hold is not None
    return _Clocked(folder=FOLDER / name, road=road, app=app, hold=hold, now=start, tick=tick, clock=clock)


@dataclass(kw_only=True)
class _Clocked(Story):
    """Keeps the shared clock at ``now``."""

    clock: list[datetime]

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)
        if name == "now" and hasattr(self, "clock"):
            self.clock[:] = [value]


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=WARSAW)
