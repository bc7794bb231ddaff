"""The outbox against SMTP servers that fail: what is tried again and when, who is told, and that nothing is lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from tests.servers import free
from tests.servers.blank import put_blank
from tests.servers.postfix import Postfix
from tests.servers.scripted import Fault
from tests.servers.scripted_smtp import ScriptedSmtp
from worker.adapters.account import Security
from worker.adapters.smtp import SmtpTransport
from worker.adapters.smtp_account import SmtpAccount
from worker.app import App
from worker.application.delivery import GIVE_UP_AFTER, Delivery, delay
from worker.settings import DatabaseSection, MailSection, Person, Settings, SmtpSection
from worker.store.engine import reading, transaction
from worker.store.lease import LeaseLostError
from worker.store.tables import Lease, OutboxLetter, OutboxState

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
MANAGERS = ("szef@3rp.com.pl", "biuro@3rp.com.pl")


class Sender:
    """A worker that only delivers, with a clock that stands still until the test moves it."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self.app = App(
            settings=Settings(
                mail=MailSection(address="pomoc@3rp.com.pl"),
                smtp=SmtpSection(host="127.0.0.1", port=1, security=Security.NONE, connections=2),
                database=DatabaseSection(url=f"sqlite:///{folder / 'pomoc.db'}"),
                managers=[Person(email=one) for one in MANAGERS],
            ),
            clock=lambda: self.now,
        )
        put_blank(folder / "pomoc.db")
        hold = self.app.take_lease()
        assert hold is not None
        self.hold = hold
        self.delivery = self.app.delivery(hold)

    def to(self, port: int, **changes: Any) -> Delivery:
        account = SmtpAccount(
            host="127.0.0.1",
            port=port,
            security=Security.NONE,
            reply_timeout=0.5,
            data_timeout=0.5,
            connect_timeout=0.5,
        )
        return replace(self.delivery, transport=SmtpTransport(account), **changes)

    def queue(self, *names: str, **changes: Any) -> None:
        with transaction(self.app.engine) as session:
            for name in names:
                facts: dict[str, Any] = {
                    "cause": f"test:{name}",
                    "kind": "customer-confirmation",
                    "recipient": f"{name}@firma.example",
                    "message_id": f"{name}@3rp.com.pl",
                    "raw": f"Message-ID: <{name}@3rp.com.pl>\r\n\r\n.zażółć {name}\r\n".encode(),
                    "state": OutboxState.QUEUED.value,
                    "due_at": NOW,
                    "created_at": NOW,
                }
                session.add(OutboxLetter(**(facts | changes)))

    def letters(self, *, alerts: bool = False) -> dict[str, OutboxLetter]:
        with reading(self.app.engine) as session:
            rows = session.exec(select(OutboxLetter).order_by(OutboxLetter.id)).all()  # type: ignore[arg-type]
        return {
            row.recipient.partition("@")[0] if not alerts else row.recipient: row
            for row in rows
            if row.kind.startswith("staff-") is alerts
        }

    def states(self) -> dict[str, str]:
        return {name: letter.state for name, letter in self.letters().items()}

    def stop(self) -> None:
        self.hold.release()
        self.app.engine.dispose()


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Sender]:
    made = Sender(tmp_path)
    yield made
    made.stop()


def test_letters_leave_once_with_their_exact_bytes(sender: Sender) -> None:
    sender.queue(*"abcde")
    with ScriptedSmtp() as server:
        tally = sender.to(server.port).run_due()
        assert (tally.sent, tally.total) == (5, 5)
        assert sender.to(server.port).run_due().total == 0
    assert sorted(to for _, to, _ in server.accepted) == [f"{name}@firma.example" for name in "abcde"]
    assert {sender_ for sender_, _, _ in server.accepted} == {""}
    assert "..zażółć a\r\n".encode() in next(raw for _, to, raw in server.accepted if to.startswith("a@"))
    assert set(sender.states().values()) == {"sent"}
    assert {one.sent_at for one in sender.letters().values()} == {NOW}


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "dot"])
def test_a_server_that_says_later_is_asked_again_at_growing_distances(sender: Sender, command: str) -> None:
    sender.queue("a")
    waits = []
    with ScriptedSmtp(fault=Fault(command, "451", times=4)) as server:
        delivery = sender.to(server.port)
        for _ in range(4):
            assert delivery.run_due().deferred == 1
            letter = sender.letters()["a"]
            assert (letter.state, letter.last_code) == ("deferred", 451)
            waits.append(letter.due_at - sender.now)
            sender.now = letter.due_at - timedelta(seconds=1)
            assert delivery.run_due().total == 0
            sender.now = letter.due_at
        assert delivery.run_due().sent == 1
        assert len(server.accepted) == 1
    assert waits == sorted(set(waits))
    assert sender.letters()["a"].attempts == 5
    assert sender.letters(alerts=True) == {}


def test_the_distance_grows_to_four_hours() -> None:
    waits = [delay(attempt) for attempt in range(1, 40)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(minutes=1), timedelta(hours=4))


def test_a_server_that_is_away_defers_everything(sender: Sender) -> None:
    sender.queue(*"abc")
    assert sender.to(free.port()).run_due().deferred == 3
    assert set(sender.states().values()) == {"deferred"}


def test_a_refusal_is_final_and_each_manager_hears_of_it_once(sender: Sender) -> None:
    sender.queue("a", "b")
    with ScriptedSmtp(fault=Fault("RCPT", "550")) as server:
        delivery = sender.to(server.port, connections=1)
        tally = delivery.run_due()
        assert (tally.failed, tally.sent) == (1, 3)
        assert delivery.run_due().total == 0
    assert sender.states() == {"a": "failed", "b": "sent"}
    assert sender.letters()["a"].last_text == "scripted answer"
    alerts = sender.letters(alerts=True)
    assert set(alerts) == set(MANAGERS)
    assert {one.state for one in alerts.values()} == {"sent"}
    assert all(b"a@firma.example" in one.raw for one in alerts.values())


def test_a_refused_alert_is_not_alerted(sender: Sender) -> None:
    sender.queue("a")
    with ScriptedSmtp(fault=Fault("RCPT", "550", times=100)) as server:
        assert sender.to(server.port).run_due().failed == 3
    assert {one.state for one in sender.letters(alerts=True).values()} == {"failed"}
    assert len(sender.letters(alerts=True)) == 2


def test_an_address_that_can_never_be_sent_to_fails_alone(sender: Sender) -> None:
    sender.queue("zły adres", "b")
    with ScriptedSmtp() as server:
        tally = sender.to(server.port).run_due()
    assert tally.failed == 1
    assert sender.states() == {"zły adres": "failed", "b": "sent"}


@pytest.mark.parametrize("kind", ["drop", "stall", "garbage"])
def test_a_loss_after_data_is_uncertain_and_the_very_same_letter_goes_again(sender: Sender, kind: str) -> None:
    sender.queue("a")
    with ScriptedSmtp(fault=Fault("dot", kind)) as server:
        delivery = sender.to(server.port)
        assert delivery.run_due().unknown == 1
        letter = sender.letters()["a"]
        assert (letter.state, letter.due_at) == ("unknown", NOW + delay(1))
        sender.now = letter.due_at
        assert delivery.run_due().sent == 1
        ((_, _, raw),) = server.accepted
    assert raw.replace(b"\r\n..", b"\r\n.") == letter.raw
    assert b"Message-ID: <a@3rp.com.pl>" in raw


@pytest.mark.parametrize(("command", "kind"), [("RCPT", "450"), ("dot", "drop")])
def test_after_five_days_a_letter_is_given_up_and_told(sender: Sender, command: str, kind: str) -> None:
    sender.queue("a")
    with ScriptedSmtp(fault=Fault(command, kind, times=1000)) as server:
        delivery, began = sender.to(server.port), sender.now
        while (letter := sender.letters()["a"]).state in ("queued", "deferred", "unknown"):
            assert sender.now - began < GIVE_UP_AFTER + timedelta(hours=5)
            sender.now = max(sender.now, letter.due_at)
            delivery.run_due()
    assert letter.state == "failed"
    assert sender.now - began > GIVE_UP_AFTER
    assert set(sender.letters(alerts=True)) == set(MANAGERS)


def test_a_letter_that_waited_here_for_days_is_tried_again_like_any_other(sender: Sender) -> None:
    sender.queue("a")
    sender.now += GIVE_UP_AFTER + timedelta(days=1)
    with ScriptedSmtp(fault=Fault("RCPT", "450", times=1)) as server:
        delivery = sender.to(server.port)
        assert delivery.run_due().deferred == 1
        sender.now += delay(1)
        assert delivery.run_due().sent == 1


def test_a_stop_in_the_middle_leaves_the_rest_as_if_never_tried(sender: Sender) -> None:
    sender.queue(*"abcdefghij")
    with ScriptedSmtp() as server:
        delivery = sender.to(server.port, connections=1)
        delivery.run_due(stop=lambda: len(server.accepted) >= 3)
        assert len(server.accepted) == 3
        rest = [one for one in sender.letters().values() if one.state != "sent"]
        assert [(one.state, one.attempts, one.claimed_by) for one in rest] == [("queued", 0, None)] * 7
        assert delivery.run_due().sent == 7
    assert len({to for _, to, _ in server.accepted}) == len(server.accepted) == 10


def test_what_a_dead_worker_had_in_hand_goes_now(sender: Sender) -> None:
    sender.queue("claimed", state="inflight", claimed_by=99, attempts=1)
    sender.queue("half-sent", state="unknown", claimed_by=99, attempts=1)
    sender.queue("held", state="held")
    sender.queue("later", state="deferred", due_at=NOW + timedelta(minutes=1))
    with ScriptedSmtp() as server:
        assert sender.to(server.port).run_due().sent == 2
    assert sender.states() == {"claimed": "sent", "half-sent": "sent", "held": "held", "later": "deferred"}


def test_an_overtaken_worker_sends_nothing(sender: Sender) -> None:
    sender.queue("a")
    with transaction(sender.app.engine) as session:
        lease = session.exec(select(Lease)).one()
        lease.token += 1
        session.add(lease)
    with ScriptedSmtp() as server:
        with pytest.raises(LeaseLostError):
            sender.to(server.port).run_due()
        assert server.connections == 0
    assert sender.states() == {"a": "queued"}


class BrokenDatabase:
    """Fails every write of the outbox that sets this state, until mended."""

    def __init__(self, sender: Sender, state: str) -> None:
        self._engine, self._state = sender.app.engine, state
        event.listen(self._engine, "before_cursor_execute", self._fail)

    def _fail(self, connection: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        if statement.startswith("UPDATE outbox") and repr(self._state) in repr(parameters):
            raise OperationalError(statement, {}, Exception("disk I/O error"))

    def mend(self) -> None:
        event.remove(self._engine, "before_cursor_execute", self._fail)


@pytest.mark.parametrize("state", ["inflight", "unknown"])
def test_a_database_that_fails_before_data_means_nothing_was_sent(sender: Sender, state: str) -> None:
    sender.queue(*"abcde")
    broken = BrokenDatabase(sender, state)
    with ScriptedSmtp() as server:
        delivery = sender.to(server.port)
        with pytest.raises(OperationalError):
            delivery.run_due()
        assert server.accepted == []
        broken.mend()
        assert delivery.run_due().sent == 5
        assert len(server.accepted) == 5
    assert set(sender.states().values()) == {"sent"}


def test_a_database_that_fails_after_acceptance_learns_of_it_later_and_nothing_goes_twice(sender: Sender) -> None:
    sender.queue("a", "b")
    broken = BrokenDatabase(sender, "sent")
    with ScriptedSmtp() as server:
        delivery = sender.to(server.port)
        for _ in range(2):
            with pytest.raises(OperationalError):
                delivery.run_due()
        broken.mend()
        delivery.run_due()
        assert sorted(to for _, to, _ in server.accepted) == ["a@firma.example", "b@firma.example"]
    assert set(sender.states().values()) == {"sent"}


@pytest.mark.postfix
@pytest.mark.xdist_group("postfix")
def test_a_real_server_takes_refuses_and_defers(sender: Sender, postfix: Postfix) -> None:
    postfix.empty()
    sender.queue("a")
    sender.queue("nobody", recipient="nobody@refused.example")
    sender.queue("later", recipient="later@busy.example")
    tally = sender.to(postfix.port).run_due()
    assert (tally.sent, tally.failed, tally.deferred) == (3, 1, 1)
    assert sender.states() == {"a": "sent", "nobody": "failed", "later": "deferred"}
    assert len(postfix.delivered(3)) == 3
