"""Killed between any two steps of the walk and started again: one ticket, one confirmation, nothing lost.

Every point of ``worker.application.crash`` is passed by five kinds of mail; the process dies there by SIGKILL. The
claims are those of the invariants: one ledger row and one outcome per mail, no two tickets for one mail, each letter
accepted once - twice only where the server had accepted it and we died before writing that down, and then the very
same bytes.
"""

import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.acceptance.forked import Runner
from tests.acceptance.office import Installation, install, mail
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from worker.application.crash import POINTS
from worker.store.engine import reading
from worker.store.tables import LedgerEntry, RawMessage

pytestmark = [pytest.mark.dovecot, pytest.mark.postfix, pytest.mark.xdist_group("crash")]

_WITH_LETTERS = ("claimed", "before-data", "after-data", "sent-recorded")  # passed only when a letter leaves
# delivery is at work when these are passed: the kill may fall between the server's 250 and our commit
_WHILE_SENDING = ("after-commit", "filed", "after-data")
ROUNDS = 3  # in one mailbox each: a crash after a crash must not matter either


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    one = Runner()
    yield one
    one.stop()


@dataclass(frozen=True, kw_only=True)
class Story:
    """A kind of mail: what comes before it, and what must have become of it in the end."""

    verdict: str
    tickets: int
    letter: str
    before: bool = False  # an earlier mail of the same person was worked on
    text: str = ""
    subject: str = "[5259912077] Drukarka nie drukuje"
    dmarc: str = "pass"


_NO_CONTACT = (
    "Na stanowisku KASA 1 po naciśnięciu „Drukuj” pojawia się „Błąd 2001” i dokument zostaje w kolejce.\r\n"
    "Użytkownik: Jan Kowalski\r\n"
)
STORIES = {
    "report": Story(verdict="confirm", tickets=1, letter="customer-confirmation"),
    "incomplete": Story(verdict="reject", tickets=0, letter="customer-rejection", text=_NO_CONTACT),
    "answer": Story(verdict="append", tickets=1, letter="", before=True, text="Jeszcze jedno: kod jest inny."),
    "completion": Story(
        verdict="confirm", tickets=1, letter="customer-confirmation", before=True, text="Kontakt: 601 000 214"
    ),
    "forged": Story(verdict="quarantine", tickets=0, letter="staff-alert", dmarc="fail"),
}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("point", POINTS)
def test_killed_and_started_again(
    name: str, point: str, runner: Runner, tmp_path: Path, dovecot: Dovecot, postfix: Postfix
) -> None:
    story = STORIES[name]
    company = install(tmp_path, dovecot, smtp_port=postfix.port)
    for round_number in range(ROUNDS):
        before, mail_id = (
            company.counts() if round_number else (0, 0, 0),
            f"{name}.{point}.{round_number}@firma.example",
        )
        # somebody else each time: a person who says the same three times a day is taken for a loop
        sender = f"Jan Kowalski <jan{round_number}@firma.example>"
        answers = _prepare(story, name, mail_id, sender, company, runner)
        started = company.counts() if story.before else before
        raw = mail(
            message_id=mail_id,
            subject="Re: sprawa" if answers else f"{story.subject} {round_number}",
            text=story.text and f"{story.text}\r\nnr {round_number}\r\n",
            sender=sender,
            dmarc=story.dmarc,
            answers=answers,
        )
        company.receive(raw)

        died = runner.run(company, crash=point)
        reached = bool(story.letter) or point not in _WITH_LETTERS
        assert died == (-9 if reached else 0), "the worker must die exactly where it was told to"
        assert runner.run(company) == 0

        found = company.explain(mail_id)
        assert found["verdict"] == story.verdict
        ledger, tickets, _ = company.counts()
        assert ledger == started[0] + 1
        assert tickets == started[1] + (0 if name == "answer" else story.tickets)
        assert company.folder() == []
        assert _stored(company, found["id"]) == raw
        _letters_arrived_once(found, story, postfix, twice_allowed=point in _WHILE_SENDING)


def _prepare(story: Story, name: str, mail_id: str, sender: str, company: Installation, runner: Runner) -> str:
    """For an answer or a completion: the conversation so far. Returns the Message-ID to answer."""
    if not story.before:
        return ""
    earlier = f"przed.{mail_id}"
    text = _text_before(name, mail_id)
    company.receive(mail(message_id=earlier, subject=f"{story.subject} {mail_id}", text=text, sender=sender))
    assert runner.run(company) == 0
    letters = company.explain(earlier)["letters"]
    return str(next(one["message_id"] for one in letters if one["kind"].startswith("customer-")))


def _text_before(name: str, mail_id: str) -> str:
    contact = "" if name == "completion" else "Tel. 601 000 214\r\n"
    return f"{_NO_CONTACT}{contact}Komputer pokazuje przy tym {mail_id.split('.')[1]}.\r\n"


def _stored(company: Installation, ledger_id: int) -> bytes:
    with company.database() as engine, reading(engine) as session:
        entry = session.get(LedgerEntry, ledger_id)
        assert entry is not None
        row = session.get(RawMessage, entry.raw_id)
        assert row is not None
        return zlib.decompress(row.data)


def _letters_arrived_once(found: dict[str, object], story: Story, postfix: Postfix, *, twice_allowed: bool) -> None:
    letters = found["letters"]
    assert isinstance(letters, list)
    kinds = [letter["kind"] for letter in letters]
    assert kinds == ([story.letter] if story.letter else [])
    assert all(letter["state"] == "sent" for letter in letters)
    for letter in letters:
        wanted = f"<{letter['message_id']}>"
        copies = [raw for raw in postfix.delivered(0) if _message_id(raw) == wanted]
        if not copies:
            copies = [raw for raw in _wait_for(postfix, wanted) if _message_id(raw) == wanted]
        assert 1 <= len(copies) <= (2 if twice_allowed else 1)
        assert len({_without_trace(raw) for raw in copies}) == 1, "a repeat must be the very same bytes"


def _wait_for(postfix: Postfix, message_id: str) -> list[bytes]:
    for _ in range(100):
        found = postfix.delivered(0)
        if any(_message_id(raw) == message_id for raw in found):
            return found
        time.sleep(0.05)
    return []


def _message_id(raw: bytes) -> str:
    return str(message_from_bytes(raw, policy=policy.compat32)["Message-ID"])


def _without_trace(raw: bytes) -> bytes:
    """The letter as we sent it: without the lines that Postfix put on top."""
    return raw[raw.index(b"From: ") :]
