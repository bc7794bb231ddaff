"""The golden wallet cases told by a customer's mails, one a day, over SMTP and IMAP with a moved clock.

Each event is a mail (``portfel: zakup 100``), each check a mail with the subject PORTFEL; what the database holds
afterwards and the letter that went back must be the golden row.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from tests.acceptance.office import mail
from tests.golden.cases import Case
from worker.adapters.account import Security
from worker.adapters.embedded import EmbeddedServers
from worker.adapters.embedded.sender import send_as_sender
from worker.app import App
from worker.application.insert import book
from worker.demo import readable
from worker.domain.calendar import WARSAW
from worker.domain.insert.account import Account
from worker.mail.letters.polish import points
from worker.settings import Customer, DatabaseSection, ImapSection, MailSection, RulesSection, Settings, SmtpSection
from worker.store.engine import reading
from worker.store.tables import OutboxLetter

ADDRESS, NIP = "pomoc@3rp.com.pl", "5259912077"
OPERATIONS = {
    "ksef_send": "wysłane {count}",
    "ksef_receive": "odebrane {count}",
    "portal_document": "portal dokumentów {count}",
    "sello_order": "sello {count}",
}
LINES: dict[str, Callable[[dict[str, Any]], str]] = {
    "points_purchase": lambda event: f"zakup {event['points']}",
    "subscription": lambda event: f"abonament {event['program']} do {event['valid_to']}",
    "licence": lambda event: f"licencja do {event['valid_to']}",
    "service": lambda event: f"usługa do {event['valid_to']}",
    "op": lambda event: OPERATIONS[event["op"]].format(count=event.get("count", 1)),
}


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServers]:
    pytest.importorskip("pymap")
    pytest.importorskip("aiosmtpd")
    with EmbeddedServers(letters=tmp_path_factory.mktemp("letters"), helpdesk=(ADDRESS,)) as running:
        yield running


def test_a_golden_wallet_told_by_mail(insert_wallet_case: Case, servers: EmbeddedServers, tmp_path: Path) -> None:
    clock = [datetime(2026, 1, 1, tzinfo=UTC)]
    app = App(settings=settings(servers, tmp_path), clock=lambda: clock[0])
    app.prepare()
    hold = app.take_lease()
    assert hold is not None
    with hold:
        for number, (event, row) in enumerate(
            zip(insert_wallet_case.row["given"]["events"], insert_wallet_case.expected, strict=True)
        ):
            day = date.fromisoformat(event["date"])
            clock[0] = datetime.combine(day, time(7), tzinfo=WARSAW)  # before the clock's own letters leave
            send(servers, written(event, f"{insert_wallet_case.id}-{number}@firma.example"))
            app.once(hold)
            with reading(app.engine) as session:
                known = book.account_of(session, app.office, NIP, day)
                letter = session.exec(select(OutboxLetter).order_by(col(OutboxLetter.id).desc())).first()
            compare(known, row, check=event["type"] == "check")
            assert letter is not None
            text = readable(letter.raw)[0]
            assert points(Decimal(row["balance"])) in text, text
    app.engine.dispose()


def compare(known: Account, row: dict[str, Any], *, check: bool) -> None:
    wallet = known.wallet
    assert (f"{wallet.balance:.1f}", known.state.value) == (row["balance"], row["state"])
    assert (wallet.valid_to and wallet.valid_to.isoformat()) == row["valid_to"]
    assert (wallet.grace_to and wallet.grace_to.isoformat()) == row["grace_to"]
    if check:
        assert f"{known.lost:.1f}" == row.get("lost", f"{known.lost:.1f}")
        return
    last = known.history[-1].outcome
    assert last.ok == row["ok"]
    assert f"{last.cost:.1f}" == row.get("cost", "0.0")
    assert last.free_points == row.get("free_points", 0)
    assert (last.refusal.value if last.refusal else None) == row.get("reason")
    assert f"{last.lost:.1f}" == row.get("lost", f"{last.lost:.1f}")


def written(event: dict[str, Any], message_id: str) -> bytes:
    line = LINES[event["type"]](event) if event["type"] in LINES else ""
    text = f"Dzień dobry,\r\n\r\nportfel: {line}\r\n" if line else "Dzień dobry\r\n"
    return mail(message_id=message_id, subject="PORTFEL" if not line else "Portfel InsERT – zmiana", text=text)


def send(servers: EmbeddedServers, raw: bytes) -> None:
    send_as_sender(raw, host=servers.host, port=servers.smtp_port, recipient=ADDRESS, fallback="nikt@example.org")


def settings(servers: EmbeddedServers, folder: Path) -> Settings:
    return Settings(
        mail=MailSection(address=ADDRESS, authserv_id="mx.3rp.com.pl"),
        imap=ImapSection(
            host=servers.host,
            port=servers.imap_port,
            security=Security.NONE,
            user=servers.user,
            password=servers.password,  # type: ignore[arg-type]  # pydantic makes the secret
        ),
        smtp=SmtpSection(host=servers.host, port=servers.smtp_port, security=Security.NONE, connections=1),
        database=DatabaseSection(url=f"sqlite:///{folder / 'pomoc.db'}"),
        rules=RulesSection(letters_per_address_hour=1000, letters_per_address_day=1000, daily_digest=False),
        customers=[Customer(nip=NIP, name="Firma", emails=["jan@firma.example"])],
    )
