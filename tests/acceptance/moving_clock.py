"""A company on the demo's own servers whose clock the test moves: for what happens over hours and days."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

from tests.acceptance.office import ADDRESS
from tests.servers.blank import put_blank
from worker.adapters.embedded import EmbeddedServers, Letter
from worker.adapters.embedded.sender import send_as_sender
from worker.app import App
from worker.application.looking import explain_mail
from worker.demo import demo_settings
from worker.settings import RulesSection
from worker.store.lease import Hold
from worker.store.tables import LedgerEntry

CUSTOMER = "jan@firma.example"
QUIET = RulesSection(daily_digest=False)


@dataclass(kw_only=True)
class Company:
    """Servers, a worker, and the time it believes in (UTC); real flood brakes."""

    servers: EmbeddedServers
    app: App
    hold: Hold
    now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    recorded: list[LedgerEntry] = field(default_factory=list)

    def receive(self, raw: bytes) -> dict[str, Any]:
        """A mail comes in, the worker works on it and sends; the facts of ``explain --json``."""
        before = len(self.recorded)
        self.arrive(raw)
        self.app.once(self.hold)
        assert len(self.recorded) == before + 1
        return self.explain(self.recorded[-1].id)

    def arrive(self, raw: bytes) -> None:
        """A mail comes into the mailbox and waits there."""
        host, port = self.servers.host, self.servers.smtp_port
        send_as_sender(raw, host=host, port=port, recipient=ADDRESS, fallback=CUSTOMER)

    def explain(self, ledger_id: int | None) -> dict[str, Any]:
        """The facts of one mail as they are now."""
        found = explain_mail(self.app.engine, str(ledger_id))
        assert found is not None
        return found

    def letters(self, recipient: str = CUSTOMER) -> list[Letter]:
        """Letters that this address has really received."""
        return [one for one in self.servers.letters() if one.recipient == recipient]

    def last(self, recipient: str = CUSTOMER) -> Message:
        """The last of them, parsed."""
        return message_from_bytes(self.letters(recipient)[-1].raw)

    def wait(self, **time: float) -> None:
        """Time passes."""
        self.now += timedelta(**time)


@contextmanager
def company(folder: Path, rules: RulesSection = QUIET) -> Iterator[Company]:
    """Everything fresh, on loopback."""
    with EmbeddedServers(letters=folder / "letters", helpdesk=(ADDRESS,)) as servers:
        put_blank(folder / "pomoc.db")
        app = App(settings=demo_settings(servers, folder).model_copy(update={"rules": rules}))
        hold = app.take_lease()
        assert hold is not None
        with hold:
            made = Company(servers=servers, app=app, hold=hold)
            app.clock, app.progress = lambda: made.now, made.recorded.append
            yield made
        app.engine.dispose()
