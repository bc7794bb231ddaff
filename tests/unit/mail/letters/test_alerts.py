"""Alerts to managers: each reason why letters were held back is a Polish sentence with its number."""

from datetime import UTC, datetime

import pytest

from tests.unit.mail.letters.cases import SENDER
from worker.application.brakes import Held
from worker.demo import readable
from worker.domain.message import Address
from worker.mail.letters import alert
from worker.mail.letters.facts import Alert, AlertKind, Brake


@pytest.mark.parametrize("brake", Brake)
def test_an_alert_says_which_brake_held_the_letter(brake: Brake) -> None:
    facts = Alert(
        cause="brake",
        kind=AlertKind.FLOOD,
        recipient=Address(address="szef@3rp.com.pl"),
        now=datetime(2026, 3, 2, 9, tzinfo=UTC),
        entry="7",
        correspondent="automat@firma.example",
        brake=brake,
        limit=17,
    )
    text = " ".join(readable(alert(facts, SENDER).raw)[0].split())
    reason = text.partition("Powód: ")[2].partition("CO ZROBIĆ")[0]
    assert "17" in reason
    assert "17" in str(Held(brake=brake, limit=17))
