"""A person lets a quarantined mail through, or tries a mail again: once, on the record, and with its letters."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import func, select
from typer.testing import CliRunner

from tests.acceptance.moving_clock import CUSTOMER, Company, company
from tests.acceptance.office import mail
from worker.application.replay import NotWaitingError, Person, ReplayFailedError, list_waiting, replay
from worker.cli.main import app as command_line
from worker.domain.message import InboundMessage
from worker.store.engine import reading
from worker.store.tables import LedgerEntry, Message, OutboxLetter, Ticket

OFFICE = Person(name="anna", vouches=True)
AGAIN = Person(name="anna", vouches=False)
STRANGER = "obcy@inna.example"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Company]:
    with company(tmp_path) as made:
        yield made


def again(office: Company, facts: dict[str, Any], person: Person) -> dict[str, Any]:
    """Release or replay, then let the letters out."""
    replay(office.app.engine, facts["id"], office.app.office, office.now, office.app.read, person)
    office.app.once(office.hold)
    return office.explain(facts["id"])


def opened(office: Company) -> dict[str, Any]:
    facts = office.receive(mail(message_id="pierwszy@firma.example"))
    assert facts["verdict"] == "confirm"
    return facts


def counts(office: Company) -> list[int]:
    with reading(office.app.engine) as session:
        tables = (LedgerEntry, Ticket, OutboxLetter, Message)
        return [session.exec(select(func.count()).select_from(table)).one() for table in tables]


def test_a_released_stranger_lands_on_the_ticket_and_the_technicians_hear_of_it(office: Company) -> None:
    ticket = opened(office)["ticket_id"]
    stranger = office.receive(
        mail(message_id="obcy@x", subject=f"Re: [#{ticket}] Drukarka", text="To ja, z domu.", sender=STRANGER)
    )
    assert stranger["verdict"] == "quarantine"
    before = len(office.letters("m.wilk@3rp.com.pl"))
    released = again(office, stranger, OFFICE)
    assert (released["verdict"], released["kind"], released["ticket_id"]) == ("append", "followup", ticket)
    assert len(office.letters("m.wilk@3rp.com.pl")) == before + 1
    assert not office.letters(STRANGER)
    note = released["notes"][-1]
    assert note["action"] == "released" and note["by"] == "anna"
    assert note["at"] == office.now.isoformat()
    assert note["was"] == {"kind": "stranger", "reasons": ["on-ticket-by-subject", "stranger-on-ticket"]}


def test_a_released_spoof_of_a_technician_counts_as_his_word(office: Company) -> None:
    ticket = opened(office)["ticket_id"]
    unproven = office.receive(
        mail(
            message_id="technik@x",
            subject=f"Re: [#{ticket}] Drukarka",
            text="Będę jutro o 9.",
            sender="Marek Wilk <m.wilk@3rp.com.pl>",
            dmarc="fail",
        )
    )
    assert (unproven["verdict"], unproven["kind"]) == ("quarantine", "spoof")
    released = again(office, unproven, OFFICE)
    assert (released["verdict"], released["kind"], released["ticket_id"]) == ("append", "technician_reply", ticket)


def test_a_released_forgery_with_a_complete_report_is_confirmed_to_its_sender(office: Company) -> None:
    forged = office.receive(mail(message_id="a@x", dmarc="fail"))
    assert forged["verdict"] == "quarantine" and not office.letters()
    released = again(office, forged, OFFICE)
    assert released["verdict"] == "confirm"
    assert len(office.letters()) == 1


def test_replaying_by_the_same_rules_keeps_a_forgery_in_quarantine_and_alerts_nobody_twice(office: Company) -> None:
    forged = office.receive(mail(message_id="a@x", dmarc="fail"))
    alerts = len(office.letters("biuro@3rp.com.pl"))
    kept = again(office, forged, AGAIN)
    assert kept["verdict"] == "quarantine"
    assert len(office.letters("biuro@3rp.com.pl")) == alerts == 1
    assert kept["notes"][-1]["action"] == "replayed"


def test_nothing_happens_twice(office: Company) -> None:
    forged = office.receive(mail(message_id="a@x", dmarc="fail"))
    again(office, forged, OFFICE)
    before = counts(office)
    with pytest.raises(NotWaitingError, match="ended as confirm"):
        again(office, forged, OFFICE)
    with pytest.raises(NotWaitingError, match="no mail 999"):
        replay(office.app.engine, 999, office.app.office, office.now, office.app.read, AGAIN)
    assert counts(office) == before


def test_a_copy_that_came_meanwhile_does_not_make_the_released_mail_a_duplicate(office: Company) -> None:
    forged = office.receive(mail(message_id="a@x", dmarc="fail"))
    assert office.receive(mail(message_id="a@x", dmarc="fail"))["kind"] == "duplicate"
    assert again(office, forged, OFFICE)["verdict"] == "confirm"


def test_a_mail_that_broke_the_reader_is_worked_on_after_the_fix(office: Company) -> None:
    def broken(*_: object) -> InboundMessage:
        raise RuntimeError("a bug of this release")

    office.arrive(mail(message_id="a@x"))
    replace(office.app.intake(office.hold), read=broken).drain()
    facts = office.explain(office.recorded[-1].id)
    assert facts["verdict"] == "shunted"
    with pytest.raises(ReplayFailedError, match="a bug of this release"):
        replay(office.app.engine, facts["id"], office.app.office, office.now, broken, AGAIN)
    assert office.explain(facts["id"])["attempts"] == facts["attempts"]
    mended = again(office, facts, AGAIN)
    assert (mended["verdict"], mended["message_id"], mended["sender"]) == ("confirm", "a@x", CUSTOMER)
    assert len(office.letters()) == 1
    office.app.once(office.hold)  # the mail still lies in the INBOX: it is filed, not worked on again
    assert counts(office)[:2] == [1, 1]


def test_the_promise_runs_from_the_receipt_when_a_mail_waited_for_days(office: Company) -> None:
    office.now = datetime.now(UTC)
    forged = office.receive(mail(message_id="a@x", dmarc="fail"))
    prompt = office.receive(mail(message_id="b@x"))
    office.wait(days=6)
    assert again(office, forged, OFFICE)["deadline"]["last_day"] == prompt["deadline"]["last_day"]


def test_the_commands_list_show_and_release(office: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Dzień dobry \x1b]0;przejęty\x07 \x1b[31m\u202egepj.exe"
    forged = office.receive(mail(message_id="a@x", dmarc="fail", text=text))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pomoc.toml").write_text(
        f'[mail]\naddress = "pomoc@3rp.com.pl"\nauthserv_id = "mx.3rp.com.pl"\n[database]\nurl = "sqlite:///{tmp_path}/pomoc.db"\n'
    )
    number = str(forged["id"])

    def run(*arguments: str, code: int = 0) -> str:
        done = CliRunner().invoke(command_line, [*arguments])
        assert done.exit_code == code, done.output
        return done.output

    listed = json.loads(run("quarantine", "list", "--json"))
    assert [(one["id"], one["sender"], one["kind"]) for one in listed] == [(forged["id"], CUSTOMER, "spoof")]
    assert CUSTOMER in run("quarantine", "list")
    shown = run("quarantine", "show", number)
    assert "Dzień dobry" in shown and "dmarc=fail" in shown
    assert not set(shown) & {"\x1b", "\x07", "\u202e"}
    run("replay", number, code=1)
    assert "reject" in run("quarantine", "release", number, "--by", "anna")
    run("quarantine", "release", number, code=2)
    assert list_waiting(office.app.engine) == []
    assert [note["by"] for note in office.explain(forged["id"])["notes"] if "by" in note][-1] == "anna"
