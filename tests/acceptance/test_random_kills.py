"""Killed at random moments while mails stream in, and started again at once: nothing lost, nothing twice.

``POMOC_KILLS`` says how often; a few in every run of the tests, a thousand in ``make soak``. ``POMOC_SEED`` gives
another stream and other moments.
"""

import hashlib
import os
import random
import re
import zlib
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlmodel import select

from tests.acceptance.forked import Runner
from tests.acceptance.office import install, mail, with_file
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from worker.store.engine import reading
from worker.store.tables import LedgerEntry, OutboxLetter, RawMessage, Ticket

pytestmark = [pytest.mark.dovecot, pytest.mark.postfix, pytest.mark.xdist_group("kills")]
KILLS, SEED = int(os.environ.get("POMOC_KILLS", "25")), int(os.environ.get("POMOC_SEED", "7"))
LARGE = 1_500_000  # bytes; every twelfth mail is written to the database in another way than small ones


@pytest.mark.timeout(60 + 5 * KILLS)
def test_a_stream_of_mails_survives_random_kills(tmp_path: Path, dovecot: Dovecot, postfix: Postfix) -> None:
    postfix.empty()
    company = install(tmp_path, dovecot, smtp_port=postfix.port)
    chance, runner, number, killed = random.Random(SEED), Runner(), 0, 0
    served: dict[str, str] = {}
    try:
        while killed < KILLS:
            for _ in range(chance.randint(1, 4)):
                number += 1
                raw = _stream(number, chance)
                served[f"<n{number}@firma.example>"] = hashlib.sha256(raw).hexdigest()
                company.receive(raw)
            killed += runner.run(company, kill_after=chance.uniform(0.005, 0.35)) == -9
        while company.folder():
            assert runner.run(company) == 0
        assert runner.run(company) == 0
    finally:
        runner.stop()

    with company.database() as engine, reading(engine) as session:
        entries = session.exec(select(LedgerEntry)).all()
        tickets = session.exec(select(Ticket)).all()
        letters = session.exec(select(OutboxLetter)).all()
        kept = {one.id: _identity(one) for one in session.exec(select(RawMessage).execution_options(yield_per=1))}
    assert sorted(kept[entry.raw_id] for entry in entries) == sorted(served.items())
    _only_three_deaths_excuse([entry for entry in entries if entry.outcome not in ("confirm", "reject")], killed)
    opened = [entry for entry in entries if entry.outcome == "confirm"]
    answered = [letter for letter in letters if letter.kind.startswith("customer-")]
    assert len(tickets) == len({ticket.public_id for ticket in tickets}) == len(opened)
    assert len(answered) == sum(entry.outcome in ("confirm", "reject") for entry in entries)
    assert {letter.state for letter in letters} == {"sent"}
    _each_letter_arrived(postfix, {f"<{letter.message_id}>" for letter in letters}, killed)


def _stream(number: int, chance: random.Random) -> bytes:
    """Every third mail is no complete report, every twelfth a large one."""
    raw = mail(
        message_id=f"n{number}@firma.example",
        subject=f"[5259912077] Sprawa nr {number}",
        text="" if number % 3 else "Nie działa.\r\n",
        sender=f"Jan Kowalski <jan{number}@firma{number}.example>",
    )
    return with_file(raw, chance.randbytes(LARGE)) if number % 12 == 0 else raw


def _identity(stored: RawMessage) -> tuple[str, str]:
    """Message-ID and hash of a mail as it is kept."""
    raw = zlib.decompress(stored.data)
    return message_from_bytes(raw)["Message-ID"], hashlib.sha256(raw).hexdigest()


def _only_three_deaths_excuse(shunted: list[LedgerEntry], killed: int) -> None:
    """A mail in hand at three deaths may have caused them: it waits in quarantine, where a manager sees it."""
    assert {entry.outcome for entry in shunted} <= {"quarantine"}
    assert all(re.search(r"the worker died \d times over this mail", str(entry.explanation)) for entry in shunted)
    assert len(shunted) <= killed // 3


def _each_letter_arrived(postfix: Postfix, wanted: set[str], killed: int) -> None:
    """At least once each; a repeat only where a kill fell between the server's 250 and our commit, byte for byte."""
    copies: dict[str, list[bytes]] = {}
    for raw in postfix.delivered(len(wanted)):
        message_id = str(message_from_bytes(raw, policy=policy.compat32)["Message-ID"])
        copies.setdefault(message_id, []).append(raw[raw.index(b"From: ") :])
    assert set(copies) == wanted
    assert all(len(set(same)) == 1 for same in copies.values()), "a repeat must be the very same bytes"
    assert sum(len(same) - 1 for same in copies.values()) <= killed
