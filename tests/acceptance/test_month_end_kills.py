"""The month's end killed at every named point and at random, and started again: each payer exactly one letter.

Bills and letters are written by the real worker in a forked child, the letters leave over a real Postfix. A letter may
arrive twice only where the server had taken it and the worker died before it wrote that down, and then byte for byte.
"""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from tests.acceptance.forked import Runner
from tests.integration.billing_months import Firm
from tests.servers.blank import put_blank
from tests.servers.postfix import Postfix
from worker.application.crash import BILLING_POINTS
from worker.store.billing_tables import Bill
from worker.store.engine import open_engine
from worker.store.migrate import migrate
from worker.store.staff_tables import JobRun
from worker.store.tables import OutboxLetter

pytestmark = [pytest.mark.postfix, pytest.mark.xdist_group("kills")]
KILLS = int(os.environ.get("POMOC_KILLS", "25"))
LAST_DAY = datetime(2026, 3, 31, 18, 5, tzinfo=UTC).isoformat()  # 20:05 in Warsaw
PAYERS = 5
PREVIEW_POINTS = [one for one in BILLING_POINTS if one.startswith("preview-")]
POINTS = [one for one in BILLING_POINTS if one not in PREVIEW_POINTS] + [
    "claimed",
    "before-data",
    "after-data",
    "sent-recorded",
]
BACK, NEXT_HOUR = (datetime(2026, 4, day, hour, 0, tzinfo=UTC).isoformat() for day, hour in ((2, 15), (3, 18)))
TOML = """
[mail]
address = "pomoc@3rp.com.pl"
[smtp]
host = "localhost"
port = {port}
security = "none"
[database]
url = "{database}"
[[managers]]
name = "Anna Szef"
email = "szef@3rp.com.pl"
"""


@dataclass(frozen=True)
class Company:
    config: Path
    engine: Engine


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    one = Runner("tests.acceptance.month_runner")
    yield one
    one.stop()


@pytest.fixture
def company(tmp_path: Path, postfix: Postfix) -> Iterator[Company]:
    database = f"sqlite:///{tmp_path / 'pomoc.db'}"
    config = tmp_path / "pomoc.toml"
    config.write_text(TOML.format(port=postfix.port, database=database), "utf-8")
    put_blank(tmp_path / "pomoc.db")
    engine = open_engine(database)
    firm = Firm(engine)
    firm.some_payers(PAYERS)
    firm.told(firm.end())
    postfix.empty()
    yield Company(config, engine)
    engine.dispose()


@pytest.mark.timeout(120)
@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_named_point_each_payer_gets_one_letter(
    point: str, company: Company, runner: Runner, postfix: Postfix
) -> None:
    for time in (1, 3):
        died = runner.run(company, crash=f"{point}:{time}", now=LAST_DAY)
        assert died in (-9, 0)
        assert died == -9 or time == 3, "the worker must die where it was told to"
    assert runner.run(company, now=LAST_DAY) == 0
    _each_payer_one_letter(company, postfix, killed=2)


@pytest.mark.timeout(60 + 5 * KILLS)
def test_killed_at_random_each_payer_gets_one_letter(company: Company, runner: Runner, postfix: Postfix) -> None:
    chance, killed = random.Random(11), 0
    for _ in range(KILLS):
        killed += runner.run(company, kill_after=chance.uniform(0.02, 0.6), now=LAST_DAY) == -9
    while runner.run(company, now=LAST_DAY):
        pass
    assert killed
    _each_payer_one_letter(company, postfix, killed=killed)


def _each_payer_one_letter(company: Company, postfix: Postfix, *, killed: int) -> None:
    with Session(company.engine) as session:
        bills = session.exec(select(Bill)).all()
        letters = session.exec(select(OutboxLetter)).all()
        runs = session.exec(select(JobRun)).all()
    assert sorted((bill.nip, bill.version, bill.state) for bill in bills) == sorted(
        {(bill.nip, 1, "sent") for bill in bills}
    )
    assert len(bills) == PAYERS
    assert sorted(one.recipient for one in letters) == sorted(
        [*(f"biuro@f{bill.nip}.example" for bill in bills), "szef@3rp.com.pl"]
    )
    assert {one.state for one in letters} == {"sent"}
    assert [(run.job, run.period) for run in runs if run.job == "billing-report"] == [("billing-report", "2026-03")]
    copies: dict[str, list[bytes]] = {}
    for raw in postfix.all_delivered():
        message_id = str(message_from_bytes(raw, policy=policy.compat32)["Message-ID"])
        copies.setdefault(message_id, []).append(raw[raw.index(b"From: ") :])
    assert set(copies) == {f"<{one.message_id}>" for one in letters}
    assert all(len(set(same)) == 1 for same in copies.values()), "a repeat must be the very same bytes"
    assert sum(len(same) - 1 for same in copies.values()) <= 4 * killed, "four letters are under way side by side"


@pytest.mark.timeout(120)
@pytest.mark.parametrize("point", [*PREVIEW_POINTS, "claimed", "after-data"])
def test_back_after_the_last_day_and_killed_the_managers_still_look_first(
    point: str, database_url: str, tmp_path: Path, runner: Runner, postfix: Postfix
) -> None:
    """Down over the preview's hour and the last day: one preview, nobody billed before the next sending hour."""
    config = tmp_path / "pomoc.toml"
    config.write_text(TOML.format(port=postfix.port, database=database_url), "utf-8")
    engine = open_engine(database_url)
    migrate(engine)
    Firm(engine).some_payers(PAYERS)
    postfix.empty()
    late = Company(config, engine)
    assert runner.run(late, crash=f"{point}:1", now=BACK) == -9
    assert runner.run(late, now=BACK) == 0
    with Session(engine) as session:
        assert [one.kind for one in session.exec(select(OutboxLetter))] == ["staff-billing-preview"]
        assert session.exec(select(Bill)).all() == []
    runner.run(late, crash="bill-after-commit:2", now=NEXT_HOUR)
    assert runner.run(late, now=NEXT_HOUR) == 0
    with Session(engine) as session:
        kinds = [one.kind for one in session.exec(select(OutboxLetter))]
        assert sorted(kinds) == sorted(
            ["staff-billing-preview", "staff-billing-report", *["customer-billing"] * PAYERS]
        )
        assert len(session.exec(select(Bill)).all()) == PAYERS
    engine.dispose()
