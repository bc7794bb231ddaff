"""Killed at every point of the walk while a technician's mail is worked on: one reply, one receipt, one row.

The customer must read the answer once and the work log must hold the work once, whatever dies when. As in
``test_crash``, a letter may arrive twice only where the server had taken it and we died before writing that down, and
then as the very same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlmodel import SQLModel, func, select

from tests.acceptance.forked import Runner
from tests.acceptance.office import Installation, install, mail
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from worker.application.crash import POINTS
from worker.store.engine import reading
from worker.store.staff_tables import Assignment, Instruction, Note, WorkEntry
from worker.store.tables import IncompleteReport, Participant

pytestmark = [pytest.mark.dovecot, pytest.mark.postfix, pytest.mark.xdist_group("staff-crash")]

MAREK = "Marek Wilk <m.wilk@3rp.com.pl>"
PEOPLE = """
[[technicians]]
name = "Marek Wilk"
email = "m.wilk@3rp.com.pl"
[[technicians]]
name = "Karolina Sowa"
email = "k.sowa@3rp.com.pl"
"""
_WHILE_SENDING = ("after-commit", "filed", "after-data")
# where the other database could behave otherwise; the rest of the walk knows no database
_OF_THE_DATABASE = ("decided", "before-commit", "after-commit", "claimed", "before-data", "after-data", "sent-recorded")
_ROWS = (Instruction, WorkEntry, Assignment, Note, Participant, IncompleteReport)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A technician's mail; ``{n}`` tells one round from the other. What leaves, and which rows it adds."""

    text: str
    letters: tuple[str, ...]
    rows: tuple[type[SQLModel], ...] = ()


KINDS = {
    "reply": Kind(text="Panie Janie, gotowe, nr {n}.", letters=("customer-reply", "staff-ticket")),
    "commands": Kind(
        text="status: w toku\nuczestnik: anna{n}@firma.example\n\nPanie Janie, już patrzę.",
        letters=("customer-reply",) * 2 + ("staff-receipt", "staff-ticket"),
        rows=(Instruction, Participant),
    ),
    "work": Kind(text="czas: 1m potwierdzam", letters=("staff-receipt",), rows=(Instruction, WorkEntry)),
    "hand-over": Kind(
        text="przekaz: karolina\nnotatka: nr {n}, klient prosi o telefon",
        letters=("staff-receipt", "staff-ticket"),
        rows=(Instruction, Assignment, Note),
    ),
    "wrong": Kind(text="czas: 35m\nstatsu: zamknięte\n\nPanie Janie, gotowe.", letters=("staff-question",)),
    "phone": Kind(
        text="telefon: ewa{n}@klient.example\n\nKomputer w biurze: Subiekt po starcie pokazuje błąd.",
        letters=("customer-phone", "staff-receipt"),
        rows=(Instruction, IncompleteReport),
    ),
}


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    one = Runner()
    yield one
    one.stop()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", KINDS)
def test_killed_over_a_technicians_mail(
    name: str, runner: Runner, tmp_path: Path, dovecot: Dovecot, postfix: Postfix, database_url: str
) -> None:
    kind = KINDS[name]
    # one letter after the other: else the kill finds some letter between the server's 250 and our commit at any point
    company = install(
        tmp_path, dovecot, smtp_port=postfix.port, database=database_url, technicians=PEOPLE, connections=1
    )
    company.receive(mail(message_id=f"sprawa.{name}@firma.example"))
    assert runner.run(company) == 0
    opened = company.explain(f"sprawa.{name}@firma.example")["letters"]
    news = next(one["message_id"] for one in opened if one["recipient"] == "m.wilk@3rp.com.pl")
    before = _rows(company)

    for number, point in enumerate(POINTS if database_url.startswith("sqlite") else _OF_THE_DATABASE):
        mail_id = f"{name}.{point}@3rp.com.pl"
        company.receive(mail(message_id=mail_id, sender=MAREK, text=kind.text.format(n=number), answers=news))
        assert runner.run(company, crash=point) == -9, f"the worker must die at {point}"
        assert runner.run(company) == 0

        found = company.explain(mail_id)
        assert found["verdict"] == "append", point
        left = tuple(sorted(one["kind"] for one in found["letters"]))
        if name == "commands":  # each round one more participant reads along
            assert left.count("customer-reply") == number + 2, point
            left = kind.letters if set(left) == set(kind.letters) else left
        assert left == kind.letters, point
        expected = [count + (table in kind.rows) for table, count in zip(_ROWS, before, strict=True)]
        assert _rows(company) == expected, point
        before = expected
        _arrived_once(found["letters"], postfix, twice_allowed=point in _WHILE_SENDING)
    counts = company.counts()
    assert runner.run(company) == 0
    assert company.counts() == counts, "a further run must have nothing to do"
    assert company.folder() == []


def _rows(company: Installation) -> list[int]:
    with company.database() as engine, reading(engine) as session:
        return [session.exec(select(func.count()).select_from(table)).one() for table in _ROWS]


def _arrived_once(letters: list[dict[str, str]], postfix: Postfix, *, twice_allowed: bool) -> None:
    arrived: dict[str, list[bytes]] = {}
    for raw in postfix.all_delivered():
        message_id = str(message_from_bytes(raw, policy=policy.compat32)["Message-ID"]).strip("<>")
        arrived.setdefault(message_id, []).append(raw[raw.index(b"From: ") :])
    for letter in letters:
        copies = arrived.get(letter["message_id"], [])
        assert letter["state"] == "sent"
        assert 1 <= len(copies) <= (2 if twice_allowed else 1), letter["kind"]
        assert len(set(copies)) == 1, "a repeat must be the very same bytes"
