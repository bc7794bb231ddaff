"""The clocks are looked at one by one: what is wrong with one matter keeps no other's letters back."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from tests.acceptance.test_cli import TOML
from worker.app import App
from worker.domain.calendar import WARSAW, reaction_deadline
from worker.domain.ticket_id import ticket_id
from worker.settings import load
from worker.store.billing_tables import SoldPackage
from worker.store.engine import reading, transaction
from worker.store.tables import OutboxLetter, Payer, Ticket

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=WARSAW).astimezone(UTC)
NIP = "5259912077"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    config = tmp_path / "pomoc.toml"
    config.write_text(TOML.format(port=1, database=f"sqlite:///{tmp_path / 'pomoc.db'}"), "utf-8")
    made = App(settings=load(config), clock=lambda: MONDAY)
    made.prepare()
    yield made
    made.engine.dispose()


def test_a_package_nobody_understands_keeps_no_alert_back(app: App) -> None:
    start = datetime(2026, 11, 3, 9, 0, tzinfo=WARSAW).astimezone(UTC)
    term = reaction_deadline(start)
    with transaction(app.engine) as session:
        session.add(Payer(nip=NIP))
        session.flush()
        day = start.date()  # of a size that is in no price list: a row that somebody put in by hand
        session.add(
            SoldPackage(
                code="P26-0001", nip=NIP, hours=7, service="general", purchased_day=day, start_day=day, sold_at=start
            )
        )
        session.add(
            Ticket(
                public_id=ticket_id(2026, 1),
                year=2026,
                serial=1,
                kind="report",
                state="open",
                nip=NIP,
                topic="Drukarka",
                requester="jan@firma.example",
                received_at=start,
                clock_started_at=start,
                promised_day=term.last_day,
                deadline_at=term.expires_at,
                created_at=start,
                next_alert_at=start,
            )
        )
    hold = app.take_lease()
    assert hold is not None
    with hold, pytest.raises(ValueError, match="7"):
        app.watch(hold)
    with reading(app.engine) as session:
        kinds = set(session.exec(select(OutboxLetter.kind)))
    assert kinds == {"staff-deadlines"}
