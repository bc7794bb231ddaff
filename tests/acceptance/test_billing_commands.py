"""``pomoc billing`` as a person types it: preview, hold, run, correct, export, and what it says when it is wrong."""

import json
from pathlib import Path

import pytest
from sqlmodel import Session, select

from tests.acceptance.test_cli import pomoc, settings
from tests.integration.billing_months import NIPS, Firm, warsaw
from tests.servers.blank import put_blank
from worker.store.engine import open_engine, transaction
from worker.store.staff_tables import WorkEntry
from worker.store.tables import OutboxLetter

pytestmark = pytest.mark.xdist_group("cli")
ONE, TWO = NIPS[:2]
FEBRUARY = "2026-02"  # long over, so that the command runs on any day


@pytest.fixture
def office(tmp_path: Path) -> tuple[Path, Firm]:
    """An installation with two payers' February, and one who has no address."""
    settings(tmp_path)
    put_blank(tmp_path / "pomoc.db")
    engine = open_engine(f"sqlite:///{tmp_path / 'pomoc.db'}")
    firm = Firm(engine)
    firm.some_payers(2, FEBRUARY)
    firm.payer(NIPS[2], address=None)
    firm.work(NIPS[2], f"{FEBRUARY}-11 09:00", 30)
    return tmp_path, firm


def letters(firm: Firm) -> list[str]:
    with Session(firm.engine) as session:
        rows = session.exec(select(OutboxLetter.recipient).where(OutboxLetter.kind == "customer-billing"))
        return sorted(rows)


def test_a_month_from_preview_to_accounting(office: tuple[Path, Firm]) -> None:
    folder, firm = office
    shown = pomoc(folder, "billing", "preview", FEBRUARY)
    assert shown.returncode == 1, "somebody has no address"
    assert "nie wyjdzie" in shown.stdout
    assert "no-address" in shown.stdout
    found = json.loads(pomoc(folder, "billing", "preview", FEBRUARY, "--json").stdout)
    assert (found["net"], [one["nip"] for one in found["payers"]]) == ("450.00", sorted(NIPS[:3]))

    assert "held" in pomoc(folder, "billing", "hold", FEBRUARY, TWO).stdout
    first = pomoc(folder, "billing", "run", FEBRUARY)
    assert first.returncode == 1
    assert "wstrzymane" in first.stdout
    assert letters(firm) == [f"biuro@f{ONE}.example"]
    assert "released" in pomoc(folder, "billing", "release", FEBRUARY, f"PL {TWO}").stdout
    second = json.loads(pomoc(folder, "billing", "run", FEBRUARY, "--json").stdout)
    assert second["sent"] == [TWO]
    assert [one["nip"] for one in second["not_sent"]] == [NIPS[2]]
    assert json.loads(pomoc(folder, "billing", "run", FEBRUARY, "--json").stdout)["sent"] == []
    assert len(letters(firm)) == 2

    too_late = pomoc(folder, "billing", "hold", FEBRUARY, TWO)
    assert (too_late.returncode, "went out" in too_late.stderr) == (1, True)
    unknown = pomoc(folder, "billing", "hold", FEBRUARY, NIPS[4])
    assert (unknown.returncode, "no such payer" in unknown.stderr) == (1, True)

    exported = pomoc(folder, "billing", "export", FEBRUARY, "--dir", "pliki")
    assert exported.returncode == 1
    assert "company.nip" in exported.stderr
    assert sorted(one.suffix for one in (folder / "pliki").iterdir()) == [".json"] * 3


def test_a_correction_says_what_differs(office: tuple[Path, Firm]) -> None:
    folder, firm = office
    pomoc(folder, "billing", "run", FEBRUARY)
    same = pomoc(folder, "billing", "run", FEBRUARY, "--correct", ONE)
    assert same.returncode == 1
    assert "nothing differs" in same.stderr
    with transaction(firm.engine) as session:
        entry = session.exec(select(WorkEntry).where(WorkEntry.nip == ONE)).one()
        entry.end_at = warsaw(f"{FEBRUARY}-10 10:30")
    done = pomoc(folder, "billing", "run", FEBRUARY, "--correct", ONE)
    assert done.returncode == 0, done.stderr
    assert "było 1 h, jest 1,5 h" in done.stdout.replace("\u00a0", " ")
    assert letters(firm) == [f"biuro@f{ONE}.example"] * 2 + [f"biuro@f{TWO}.example"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "marzec"), "write it as 2026-03"),
        (("run", "2026-13"), "is no month"),
        (("run", "2199-01"), "still runs until 2199-01-31"),
        (("hold", FEBRUARY, "ktoś"), "is no NIP"),
    ],
)
def test_wrong_use_says_what_would_be_right(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    settings(tmp_path)
    assert pomoc(tmp_path, "migrate").returncode == 0
    done = pomoc(tmp_path, "billing", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
