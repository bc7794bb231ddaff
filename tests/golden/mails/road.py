"""The real road of a conversation: SMTP in, an IMAP mailbox, the worker, SMTP out.

Each conversation has servers, a mailbox and a database of its own. The mailbox is Dovecot's when Dovecot is there,
otherwise the demo's.
"""

import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.golden.mails.labels import Conversation, Mail, Opened
from tests.servers.blank import BlankFile
from tests.servers.dovecot import Dovecot
from worker.adapters.account import Security
from worker.adapters.embedded import EmbeddedServers, Letter
from worker.adapters.embedded.sender import send_as_sender
from worker.app import App
from worker.application.looking import explain_mail
from worker.demo import ADDRESS, demo_settings, render
from worker.settings import ImapSection, Person, RulesSection, Settings
from worker.store.lease import Hold
from worker.store.tables import LedgerEntry

_REPORT = """Dzień dobry,

na komputerze BIURO-1 od dziś rana przy uruchamianiu programu Subiekt GT pojawia się
komunikat "Brak połączenia z serwerem" i program się zamyka.

Stanowisko: BIURO-1
Użytkownik: Anna Nowak
Telefon: 501 000 200
"""
_ORDER = """Dzień dobry,

zlecam pomoc z pakietu godzin: ustawienie wydruków w programie Subiekt GT.

Zlecający: Anna Nowak
Potrzebny czas: 2 godziny
Terminy: wtorek lub środa po 10
"""


@dataclass(frozen=True, kw_only=True)
class Played:
    """What became of one mail: the facts of ``explain --json``, and every letter that left because of it."""

    mail: Mail
    facts: dict[str, Any]
    letters: tuple[Letter, ...]


class Road:
    """Plays conversations one after the other; ``folder`` is emptied by its owner."""

    def __init__(self, folder: Path, dovecot: Dovecot | None) -> None:
        self._folder = folder
        self._dovecot = dovecot
        self._numbers = itertools.count(1)
        self._blank = BlankFile()

    def play(self, conversation: Conversation) -> list[Played]:
        """Send every mail in order, each after the worker has answered the one before."""
        place = self._folder / f"{next(self._numbers):04}"
        place.mkdir()
        with self._servers(place) as (servers, settings):
            app = App(settings=_for_this(conversation, settings))
            app.engine = self._blank.fresh()
            hold = app.take_lease()
            assert hold is not None, "somebody else works on a database made for this test"
            with hold:
                walk = _Walk(servers=servers, app=app, hold=hold)
                played = [walk.step(mail) for mail in conversation.mails]
        return [one for one in played if one.mail in conversation.judged]

    @contextmanager
    def _servers(self, place: Path) -> Iterator[tuple[EmbeddedServers, Settings]]:
        dovecot = self._dovecot
        if dovecot is None:
            with EmbeddedServers(letters=place / "letters", helpdesk=(ADDRESS,)) as servers:
                yield servers, demo_settings(servers, place)
            return
        user = dovecot.new_user()
        with EmbeddedServers(
            letters=place / "letters", helpdesk=(ADDRESS,), into=lambda raw: dovecot.deliver(user, raw)
        ) as servers:
            imap = ImapSection(
                host=dovecot.host,
                port=dovecot.port,
                security=Security.NONE,
                user=user,
                password=dovecot.password,  # type: ignore[arg-type]  # pydantic makes the secret
            )
            yield servers, demo_settings(servers, place).model_copy(update={"imap": imap})

    def stop(self) -> None:
        """Let the database go."""
        self._blank.stop()


def _for_this(conversation: Conversation, settings: Settings) -> Settings:
    known = {person.email for person in settings.technicians}
    named = {mail.technician for mail in conversation.mails} - known - {""}
    more = [Person(email=address) for address in sorted(named)]
    # real brakes: a conversation that they stop would be stopped in life too
    return settings.model_copy(
        update={"technicians": [*settings.technicians, *more], "rules": RulesSection(daily_digest=False)}
    )


class _Walk:
    """One conversation under way."""

    def __init__(self, *, servers: EmbeddedServers, app: App, hold: Hold) -> None:
        self._servers, self._app, self._hold = servers, app, hold
        self._recorded: list[LedgerEntry] = []
        self._app.progress = self._recorded.append
        self._facts: dict[str, dict[str, Any]] = {}  # stem -> facts, in order

    def step(self, mail: Mail) -> Played:
        if mail.opened is not None and not self._has_opening(mail):
            self._seed(mail.opened)
        before = len(self._servers.letters())
        ticket, letter = self._placeholders(mail)
        facts = self._send(render(mail.raw, ticket=ticket, message_id=letter), mail.stem)
        return Played(mail=mail, facts=facts, letters=self._servers.letters()[before:])

    def _send(self, raw: bytes, name: str) -> dict[str, Any]:
        before = len(self._recorded)
        host, port = self._servers.host, self._servers.smtp_port
        send_as_sender(raw, host=host, port=port, recipient=ADDRESS, fallback="nadawca@example.org")
        self._app.once(self._hold)
        recorded = self._recorded[before:]
        assert len(recorded) == 1, f"{name}: one mail was sent, {len(recorded)} were recorded"
        facts = explain_mail(self._app.engine, str(recorded[0].id))
        assert facts is not None
        self._facts[name] = facts
        return facts

    def _has_opening(self, mail: Mail) -> bool:
        """Whether an earlier mail made what this one hangs on: a ticket, or at least a letter of ours."""
        if mail.label.get("ticket"):
            return any(one["ticket_id"] for one in self._facts.values())
        return any(map(_customer_letters, self._facts.values()))

    def _seed(self, opened: Opened) -> None:
        message = EmailMessage()
        message["From"] = f"{Header(opened.name, 'utf-8').encode()} <{opened.customer}>"
        message["To"] = ADDRESS
        message["Subject"] = f"[{opened.nip}] {opened.subject}"
        message["Message-ID"] = f"<{len(self._facts)}.opening@{opened.customer.partition('@')[2]}>"
        body = _ORDER if re.search("pakie|z godzin", opened.subject, re.IGNORECASE) else _REPORT
        message.set_content(body, cte="quoted-printable")
        facts = self._send(message.as_bytes().replace(b"\n", b"\r\n"), "opening")
        assert facts["ticket_id"], f"the seeded report of {opened.customer} opened no ticket: {facts['reasons']}"

    def _placeholders(self, mail: Mail) -> tuple[str, str]:
        """The Ticket ID, and the Message-ID of the letter that this mail answers."""
        answered = self._facts.get(mail.replies_to)
        facts = [*self._facts.values(), *([answered] if answered else [])]
        tickets = [one["ticket_id"] for one in facts if one["ticket_id"]]
        kind = "customer-rejection" if mail.label["kind"] == "completion" else "customer-confirmation"
        letters = [letter for one in facts for letter in _customer_letters(one)]
        best = [letter["message_id"] for letter in letters if letter["kind"] == kind]
        any_letter = [letter["message_id"] for letter in letters]
        return (tickets or ["26-00000-0"])[-1], (best or any_letter or ["nieznany@example.org"])[-1]


def _customer_letters(facts: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in facts["letters"] if one["kind"].startswith("customer-") and one["state"] == "sent"]
