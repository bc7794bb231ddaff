"""The alarm over a second server: once per silence, and tried again while nobody took it."""

from datetime import datetime, timedelta
from email import message_from_bytes

from sqlalchemy import Engine

from tests.integration.staffed import MORNING, OFFICE
from tests.servers import free
from tests.servers.scripted_smtp import ScriptedSmtp
from worker.adapters.account import Security
from worker.adapters.smtp import SmtpTransport
from worker.adapters.smtp_account import SmtpAccount
from worker.application.alarm import raise_alarm, silent_since
from worker.store.engine import transaction
from worker.store.tables import Lease

PATIENCE = timedelta(minutes=30)


def looked(engine: Engine, at: datetime) -> None:
    with transaction(engine) as session:
        row = session.get(Lease, "mailbox") or Lease(name="mailbox", token=1, holder="test", taken_at=at)
        row.polled_at = at
        session.add(row)


def over(port: int) -> SmtpTransport:
    return SmtpTransport(SmtpAccount(host="127.0.0.1", port=port, security=Security.NONE))


def test_a_worker_that_never_ran_and_one_that_polls_are_not_silent(engine: Engine) -> None:
    assert silent_since(engine, "mailbox", MORNING, PATIENCE) is None
    looked(engine, MORNING)
    assert silent_since(engine, "mailbox", MORNING + PATIENCE, PATIENCE) is None


def test_a_silence_is_told_once_and_the_next_one_again(engine: Engine) -> None:
    looked(engine, MORNING)
    later = MORNING + PATIENCE + timedelta(seconds=1)
    since = silent_since(engine, "mailbox", later, PATIENCE)
    assert since == MORNING
    with ScriptedSmtp() as server:
        assert raise_alarm(engine, OFFICE, over(server.port), since, later) == ["szef@3rp.com.pl"]
        assert raise_alarm(engine, OFFICE, over(server.port), since, later) == []
        assert raise_alarm(engine, OFFICE, over(server.port), since + PATIENCE, later) == ["szef@3rp.com.pl"]
    assert [recipient for _, recipient, _ in server.accepted] == ["szef@3rp.com.pl"] * 2
    assert message_from_bytes(server.accepted[0][2])["Auto-Submitted"] == "auto-generated"


def test_an_alarm_that_nobody_took_is_tried_again(engine: Engine) -> None:
    assert raise_alarm(engine, OFFICE, over(free.port()), MORNING, MORNING + PATIENCE) == []
    with ScriptedSmtp() as server:
        assert raise_alarm(engine, OFFICE, over(server.port), MORNING, MORNING + PATIENCE) == ["szef@3rp.com.pl"]
