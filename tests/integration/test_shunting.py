"""A mail that was put aside is worked on once, whoever comes to it first: the next poll or a person."""

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from tests.acceptance.office import mail
from tests.integration.staffed import MORNING, OFFICE, letters, rows
from worker.application.looking import explain_mail
from worker.application.offered import Offered
from worker.application.ports import FetchedMessage
from worker.application.replay import Person, replay, stored_mail
from worker.application.shunting import record_or_shunt, unread
from worker.domain.message import InboundMessage
from worker.mail.mime import read_message
from worker.store.engine import open_engine, transaction
from worker.store.migrate import migrate
from worker.store.tables import LedgerEntry, Outcome, Ticket

README = Path(__file__).parents[2] / "README.md"
RAW = mail(message_id="odstawiona@firma.example")


def read(fetched: FetchedMessage, confined: bool) -> InboundMessage:
    assert fetched.raw is not None
    return read_message(fetched.raw, authserv_id="mx.3rp.com.pl", own_addresses=OFFICE.own_addresses)


def offered(engine: Engine, **facts: object) -> LedgerEntry:
    first = Offered(mailbox="test", uidvalidity=1, uid=1, raw=RAW, received_at=MORNING, message=unread(RAW, len(RAW)))
    with transaction(engine) as session:
        return record_or_shunt(session, replace(first, **facts), OFFICE, MORNING)  # type: ignore[arg-type]


def test_a_mail_replayed_while_a_poll_had_it_in_hand_is_not_worked_on_again(engine: Engine) -> None:
    aside = offered(engine, failure="the reader failed", tries=1)
    assert aside.outcome == Outcome.SHUNTED.value
    whole = read(FetchedMessage(uid=1, size=len(RAW), received_at=MORNING, raw=RAW), False)

    replay(engine, aside.id or 0, OFFICE, MORNING, read, Person(name="anna", vouches=False))
    again = offered(engine, message=whole, shunted_id=aside.id)

    assert again.outcome == Outcome.CONFIRM.value
    assert rows(engine, LedgerEntry, Ticket) == [1, 1]
    assert len(letters(engine, "customer-confirmation")) == 1


def test_a_mail_put_aside_can_be_looked_at(engine: Engine) -> None:
    aside = offered(engine, failure="the reader failed", tries=1)
    row, raw, message = stored_mail(engine, aside.id or 0, read)
    assert (row["error"], raw, message and message.subject) == (
        "the reader failed",
        RAW,
        "[5259912077] Drukarka nie drukuje",
    )


def test_a_mail_put_aside_is_explained_by_every_key_of_the_contract(engine: Engine) -> None:
    aside = offered(engine, failure="the reader failed", tries=1)
    told = explain_mail(engine, str(aside.id))
    contract = (
        README.read_text("utf-8").partition("### The contract of `pomoc explain --json`")[2].partition("\n## ")[0]
    )
    keys = {
        key for row in re.findall(r"^\|([^|]*`[^|]*)\|", contract, re.MULTILINE) for key in re.findall(r"`(\w+)`", row)
    }
    assert len(keys) > 20
    assert told is not None
    assert keys - told.keys() == set()


def test_a_mail_put_aside_is_tried_again_at_the_next_poll(engine: Engine) -> None:
    aside = offered(engine, failure="the reader failed", tries=1)
    whole = read(FetchedMessage(uid=1, size=len(RAW), received_at=MORNING, raw=RAW), False)

    assert offered(engine, message=whole, shunted_id=aside.id).outcome == Outcome.CONFIRM.value
    assert rows(engine, LedgerEntry, Ticket) == [1, 1]


def test_a_database_that_is_away_is_no_fault_of_the_mail(tmp_path: Path) -> None:
    impatient = open_engine(f"sqlite:///{tmp_path / 'pomoc.db'}", busy_seconds=0.05)
    migrate(impatient)
    aside = offered(impatient, failure="the reader failed", tries=1)
    somebody = sqlite3.connect(tmp_path / "pomoc.db", isolation_level=None)
    somebody.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError, match="locked"):
        replay(impatient, aside.id or 0, OFFICE, MORNING, read, Person(name="anna", vouches=False))
    somebody.close()
    impatient.dispose()
