"""Fixtures of the tests about staff mail; a test file may have an ``engine`` of its own."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from tests.acceptance.office import mail
from tests.integration.staffed import MAREK, MORNING, OFFICE, Send, letter
from worker.application.offered import Offered
from worker.application.record import record
from worker.mail.mime import read_message
from worker.store.engine import transaction
from worker.store.tables import LedgerEntry


@pytest.fixture
def engine(blank: Engine) -> Engine:
    """A migrated database, on SQLite and on PostgreSQL; a test file may put into it what all its tests need."""
    return blank


@pytest.fixture
def morning() -> datetime:
    """When the mails of a test begin to come; a test may begin on a day of its own by ``parametrize``."""
    return MORNING


@pytest.fixture
def send(engine: Engine, morning: datetime) -> Send:
    """Record one mail; each comes ten minutes after the one before."""
    count = 0

    def send_one(text: str = "", *, by: str = MAREK, answers: str = "", raw: bytes = b"", **facts: str) -> LedgerEntry:
        nonlocal count
        count += 1
        now = morning + timedelta(minutes=10 * count)
        data = raw or mail(message_id=f"mail-{count}@x.example", text=text, sender=by, answers=answers, **facts)
        message = read_message(data, authserv_id="mx.3rp.com.pl", own_addresses=OFFICE.own_addresses)
        offered = Offered(mailbox="test", uidvalidity=1, uid=count, raw=data, received_at=now, message=message)
        with transaction(engine) as session:
            return record(session, offered, OFFICE, now)

    return send_one


@pytest.fixture
def news(engine: Engine, send: Send) -> str:
    """Message-ID of the letter that brought a new ticket to Marek."""
    send(by="Jan Kowalski <jan@firma.example>")
    return letter(engine, "staff-ticket", "m.wilk@3rp.com.pl").message_id
