"""A small company for the acceptance tests: settings on disk, mails to send, letters to read."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import func, select

from tests.servers.blank import put_blank
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from worker.app import App
from worker.application.looking import explain_mail, list_letters
from worker.settings import Settings, load
from worker.store.engine import open_engine, reading
from worker.store.tables import LedgerEntry, OutboxLetter, Ticket

ADDRESS = "pomoc@3rp.com.pl"

TOML = """
[mail]
address = "pomoc@3rp.com.pl"
authserv_id = "mx.3rp.com.pl"
free_mail_domains = ["example.com"]

[imap]
host = "{imap_host}"
port = {imap_port}
security = "none"
user = "{user}"
password = "{password}"

[smtp]
host = "localhost"
port = {smtp_port}
security = "none"
connections = {connections}

[database]
url = "{database}"

[rules]
daily_digest = false
letters_per_address_hour = 1000
letters_per_address_day = 1000

[[managers]]
name = "Anna Szef"
email = "szef@3rp.com.pl"
"""


@dataclass(frozen=True, kw_only=True)
class Installation:
    """One company: its settings file, its mailbox and where its letters arrive."""

    config: Path
    user: str
    dovecot: Dovecot

    @property
    def settings(self) -> Settings:
        """The settings as the worker reads them."""
        return load(self.config)

    def app(self) -> App:
        """A worker in this process, its database up to date."""
        app = App(settings=self.settings)
        app.prepare()
        return app

    def receive(self, raw: bytes) -> None:
        """A mail arrives in the mailbox."""
        self.dovecot.deliver(self.user, raw)

    def folder(self, name: str = "INBOX") -> list[bytes]:
        """The mails in a folder of the mailbox."""
        return [raw for _, raw in self.dovecot.messages(self.user, name)]

    @contextmanager
    def database(self) -> Iterator[Engine]:
        """Its database, for a look or a change; no connection is left open."""
        engine = open_engine(self.settings.database.url)
        try:
            yield engine
        finally:
            engine.dispose()

    def explain(self, key: str) -> dict[str, Any]:
        """The contract of ``pomoc explain --json``."""
        with self.database() as engine:
            found = explain_mail(engine, key)
        assert found is not None, f"no mail {key}"
        return found

    def letters(self) -> list[dict[str, Any]]:
        """Every letter of the outbox."""
        with self.database() as engine:
            return list_letters(engine, also_sent=True)

    def counts(self) -> tuple[int, int, int]:
        """Ledger rows, tickets, letters."""
        with self.database() as engine, reading(engine) as session:
            ledger, tickets, letters = (
                session.exec(select(func.count()).select_from(table)).one()
                for table in (LedgerEntry, Ticket, OutboxLetter)
            )
            return ledger, tickets, letters


def install(
    folder: Path,
    dovecot: Dovecot,
    *,
    smtp_port: int,
    database: str | None = None,
    technicians: str = "",
    connections: int = 4,
) -> Installation:
    """A company with an empty mailbox and nothing in its database; ``technicians`` are tables of its settings file."""
    user, config = dovecot.new_user(), folder / "pomoc.toml"
    if database is None:
        put_blank(folder / "pomoc.db")
    config.write_text(
        TOML.format(
            imap_host=dovecot.host,
            imap_port=dovecot.port,
            user=user,
            password=dovecot.password,
            smtp_port=smtp_port,
            connections=connections,
            database=database or f"sqlite:///{folder / 'pomoc.db'}",
        )
        + technicians,
        "utf-8",
    )
    return Installation(config=config, user=user, dovecot=dovecot)


def mail(
    *,
    message_id: str,
    subject: str = "[5259912077] Drukarka nie drukuje",
    text: str = "",
    sender: str = "Jan Kowalski <jan@firma.example>",
    dmarc: str = "pass",
    answers: str = "",
) -> bytes:
    """A mail as the company's own server would have stored it; the default text is a complete report."""
    text = text or (
        "Dzień dobry,\r\n\r\nna stanowisku KASA 1 po naciśnięciu „Drukuj” pojawia się „Błąd 2001” i dokument zostaje"
        " w kolejce. Od dzisiaj rana.\r\nUżytkownik: Jan Kowalski, tel. 601 000 214. Subiekt GT, Windows 11.\r\n"
    )
    address = sender.rpartition("<")[2].rstrip(">")
    head = [
        f"Return-Path: <{address}>",
        f"Authentication-Results: mx.3rp.com.pl; dmarc={dmarc} header.from={address.rpartition('@')[2]}",
        f"From: {sender}",
        f"To: {ADDRESS}",
        f"Subject: {subject}",
        f"Message-ID: <{message_id}>",
        *([f"In-Reply-To: <{answers}>", f"References: <{answers}>"] if answers else []),
        "MIME-Version: 1.0",
        'Content-Type: text/plain; charset="utf-8"',
        "Content-Transfer-Encoding: 8bit",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + text.encode()


def with_file(report: bytes, data: bytes) -> bytes:
    """The mail with one file attached; its own text becomes the first part."""
    head, _, text = report.partition(b"\r\n\r\n")
    head, _, kind = head.partition(b"\r\nContent-Type:")
    return b"".join(
        (
            head,
            b'\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type:',
            kind,
            b"\r\n\r\n",
            text,
            b"\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n",
            b'Content-Disposition: attachment; filename="kopia.bak"\r\n\r\n',
            base64.encodebytes(data).replace(b"\n", b"\r\n"),
            b"--b--\r\n",
        )
    )


def arrived(postfix: Postfix, count: int, *, at: str = "") -> list[Message]:
    """The letters that Postfix has taken (only those to the address ``at`` when given), once there are ``count``."""
    letters = [message_from_bytes(raw, policy=policy.compat32) for raw in postfix.delivered(count)]
    return [letter for letter in letters if not at or at in str(letter["To"])]
