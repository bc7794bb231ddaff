"""``pomoc demo``: the whole road of a mail on this machine alone, with the fixtures as customers.

Real protocols all the way: the fixtures go in by SMTP, wait in an IMAP mailbox, the worker polls it, and its letters
leave by SMTP again; only the two servers run inside this process. The database is a SQLite file made by the
migrations.
"""

import base64
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from pydantic import SecretStr

from worker.adapters.account import Security
from worker.adapters.embedded import EmbeddedServers, Letter
from worker.adapters.embedded.sender import send_as_sender
from worker.app import App
from worker.application.looking import explain_mail, list_letters
from worker.domain.letter_kind import goes_to_customer
from worker.settings import (
    CompanySection,
    DatabaseSection,
    ImapSection,
    MailSection,
    Person,
    RulesSection,
    Settings,
    SmtpSection,
)
from worker.store.tables import LedgerEntry

ADDRESS = "pomoc@3rp.com.pl"
_PACKAGED = Path(__file__).parent / "_fixtures"
_CHECKOUT = Path(__file__).parent.parent / "fixtures" / "emails"
FIXTURES = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


@dataclass(frozen=True, kw_only=True, slots=True)
class Fixture:
    """One mail of ``fixtures/emails``: its bytes with placeholders, and its label."""

    name: str  # "029-uzupelnienie-nip", or "701-rozmowa/2-uzupelnienie" in a numbered folder
    raw: bytes
    kind: str
    expected: str
    accepted: tuple[str, ...]
    replies_to: str  # name of the fixture that this one answers, or ""
    customer: str  # whose ticket the placeholders mean, when no earlier fixture is named

    @property
    def conversation(self) -> str:
        """The numbered folder whose mails are sent one after the other; empty for a mail on its own."""
        return self.name.rpartition("/")[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One line of the result."""

    fixture: str
    expected: bool
    verdict: str
    kind: str
    why: str
    ticket_id: str
    deadline: str


def fixtures(folder: Path = FIXTURES) -> list[Fixture]:
    """The labelled mails, by name; a folder with a number in front holds one conversation."""
    found = []
    for path in folder.rglob("*.eml"):
        label = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
        numbered = path.parent != folder and path.parent.name[0].isdigit()
        before = f"{path.parent.name}/" if numbered else ""
        found.append(
            Fixture(
                name=f"{before}{path.stem}",
                raw=path.read_bytes(),
                kind=label["kind"],
                expected=label["outcome"],
                accepted=tuple(label.get("acceptable", [label["outcome"]])),
                replies_to=f"{before}{label['replies_to']}" if "replies_to" in label else "",
                customer=label.get("ticket", {}).get("customer_email", ""),
            )
        )
    return sorted(found, key=lambda mail: mail.name)


def rounds(mails: list[Fixture]) -> list[list[Fixture]]:
    """What can be sent together: first every start of a conversation, then what answers it, and so on."""
    batches: dict[int, list[Fixture]] = {}
    told: dict[str, int] = {}
    for mail in mails:
        if mail.conversation:
            number = told.get(mail.conversation, 0)
            told[mail.conversation] = number + 1
        else:
            number = 1 if b"{{MSGID}}" in mail.raw or (b"{{" in mail.raw and (mail.replies_to or mail.customer)) else 0
        batches.setdefault(number, []).append(mail)
    return [batches[number] for number in sorted(batches)]


def demo_settings(servers: EmbeddedServers, folder: Path) -> Settings:
    """Settings of the demo's company; everything on loopback."""
    return Settings(
        mail=MailSection(
            address=ADDRESS,
            name="Pomoc 3RP",
            authserv_id="mx.3rp.com.pl",
            free_mail_domains=["example.com", "example.org", "example.net"],
        ),
        imap=ImapSection(
            host=servers.host,
            port=servers.imap_port,
            security=Security.NONE,
            user=servers.user,
            password=SecretStr(servers.password),
            poll_seconds=2,
        ),
        smtp=SmtpSection(host=servers.host, port=servers.smtp_port, security=Security.NONE),
        database=DatabaseSection(url=f"sqlite:///{folder / 'pomoc.db'}"),
        company=CompanySection(name="3RP.com.pl", phone="22 535 36 80", phone_hours="dni robocze 9:30–16:30"),
        # the fixtures are many mails of few people in one minute
        rules=RulesSection(letters_per_address_hour=100, letters_per_address_day=100, daily_digest=False),
        technicians=[
            Person(name="Marek Wilk", email="m.wilk@3rp.com.pl"),
            Person(name="Karolina Sowa", email="k.sowa@3rp.com.pl"),
            Person(name="Tomasz Borek", email="t.borek@3rp.com.pl"),
        ],
        managers=[Person(name="Biuro 3RP", email="biuro@3rp.com.pl")],
    )


@dataclass(kw_only=True)
class Demo:
    """A running demo: two servers, an app, and the mails sent so far."""

    servers: EmbeddedServers
    app: App
    sent: dict[str, str]  # fixture -> Message-ID

    def play(self, mails: list[Fixture], step: Callable[[str], None]) -> None:
        """Send and work on all mails, round by round, each answer with the real IDs of what it answers.

        ``step`` hears of every mail sent and every mail recorded.
        """
        for batch in rounds(mails):
            for mail in batch:
                self._send(mail)
                step(f"→ {mail.name}")
            self._work(step)

    def results(self, mails: list[Fixture]) -> Iterator[Shown]:
        """What became of each mail, in the order of the fixtures."""
        for mail in mails:
            found = explain_mail(self.app.engine, self.sent[mail.name])
            if found is None:
                continue
            yield Shown(
                fixture=mail.name,
                expected=found["verdict"] in mail.accepted,
                verdict=found["verdict"],
                kind=found["kind"],
                why="; ".join(f"{reason['text']} ({reason['point']})" for reason in found["reasons"]),
                ticket_id=found["ticket_id"] or "",
                deadline=found["deadline"]["last_day"] if found["deadline"] else "",
            )

    def first_letter(self, kind: str) -> Letter | None:
        """The first letter of a kind ("customer-confirmation", …) as it arrived at the customer's server."""
        rows = list_letters(self.app.engine, also_sent=True)
        ids = [row["message_id"] for row in rows if row["kind"] == kind]
        arrived = self.servers.letters()
        return next((one for one in arrived if ids and f"<{ids[0]}>".encode() in one.raw[:4000]), None)

    def _work(self, step: Callable[[str], None]) -> None:
        def recorded(entry: LedgerEntry) -> None:
            step(f"{entry.outcome}: {entry.subject}")

        self.app.progress = recorded
        hold = self.app.take_lease()
        if hold is None:
            raise RuntimeError("another worker uses the demo's database; choose another --out folder")
        with hold:
            self.app.once(hold)

    def _send(self, mail: Fixture) -> None:
        ticket, letter = self._names(mail)
        raw = render(mail.raw, ticket=ticket, message_id=letter)
        header = message_from_bytes(raw, policy=policy.compat32)
        self.sent[mail.name] = str(header.get("Message-ID", "")).strip().strip("<>")
        send_as_sender(
            raw,
            host=self.servers.host,
            port=self.servers.smtp_port,
            recipient=ADDRESS,
            fallback="nadawca@example.org",
        )

    def _names(self, mail: Fixture) -> tuple[str, str]:
        """Ticket ID and Message-ID of the letter that the placeholders of an answer stand for."""
        told = [name for name in self.sent if mail.conversation and name.startswith(f"{mail.conversation}/")]
        named = [*told, mail.replies_to] if mail.replies_to in self.sent else told
        ids = [self.sent[name] for name in named] or [self._opening_of(mail.customer)]
        found = [facts for one in ids if (facts := explain_mail(self.app.engine, one) if one else None)]
        letters = [letter for facts in found for letter in facts["letters"] if goes_to_customer(letter["kind"])]
        wanted = "customer-rejection" if mail.kind == "completion" else "customer-confirmation"
        best = [letter["message_id"] for letter in letters if letter["kind"] == wanted]
        tickets = [facts["ticket_id"] for facts in found if facts["ticket_id"]]
        return (
            (tickets or ["26-00000-0"])[-1],
            (best or [letter["message_id"] for letter in letters] or ["nieznany@example.org"])[-1],
        )

    def _opening_of(self, customer: str) -> str:
        for message_id in self.sent.values():
            found = explain_mail(self.app.engine, message_id) if customer else None
            if found and found["sender"] == customer and found["ticket_id"]:
                return message_id
        return ""


def render(raw: bytes, *, ticket: str, message_id: str) -> bytes:
    """The mail with its placeholders filled in, inside base64 text parts too."""

    def fill(data: bytes) -> bytes:
        return data.replace(b"{{TICKET}}", ticket.encode()).replace(b"{{MSGID}}", message_id.encode())

    out = fill(raw)
    for part in message_from_bytes(raw, policy=policy.compat32).walk():
        encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
        if part.is_multipart() or encoding != "base64" or part.get_content_maintype() != "text":
            continue
        encoded = str(part.get_payload()).encode("ascii", "surrogateescape").strip()
        decoded = base64.b64decode(encoded)
        if fill(decoded) != decoded:
            out = out.replace(encoded, base64.encodebytes(fill(decoded)).replace(b"\n", b"\r\n").strip())
    return out


def readable(raw: bytes) -> tuple[str, str]:
    """Text and HTML of a letter, as its reader sees them."""
    message = message_from_bytes(raw, policy=policy.compat32)
    bodies = {"plain": "", "html": ""}
    for part in message.walk():
        if part.get_content_maintype() == "text" and not bodies.get(part.get_content_subtype(), "-"):
            payload = part.get_payload(decode=True)
            bodies[part.get_content_subtype()] = payload.decode("utf-8") if isinstance(payload, bytes) else ""
    return bodies["plain"], bodies["html"]
