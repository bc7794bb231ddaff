"""``pomoc overdue list|notice`` and ``pomoc corrections`` on an installation filled by imports."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.acceptance.test_cli import pomoc, settings

pytestmark = pytest.mark.xdist_group("payers-cli")
DAY = datetime.now(UTC).date()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Two payers with an invoice overdue; only one can be written to."""
    settings(tmp_path)
    assert pomoc(tmp_path, "migrate").returncode == 0
    due = DAY - timedelta(days=40)
    rows = [
        "numer;NIP;data wystawienia;termin płatności;brutto;za miesiąc;nazwa",
        f"FV/1;5259912077;{due - timedelta(days=7)};{due};1230,00;{due:%Y-%m};Delikatesy",
        f"FV/2;9519834101;{due - timedelta(days=7)};{due};100,00;;Lipa",
    ]
    customers = "NIP;e-mail do rozliczeń\n5259912077;faktury@delikatesy.pl\n"
    for kind, text in (("customers", customers), ("invoices", "\n".join(rows))):
        (tmp_path / f"{kind}.csv").write_text(text, "utf-8")
        done = pomoc(tmp_path, kind, "import", f"{kind}.csv", "--apply")
        assert done.returncode == 0, done.stdout + done.stderr
    return tmp_path


def letters(office: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(office / "pomoc.db") as connection:
        return list(connection.execute("SELECT kind, recipient FROM outbox"))


def test_the_list_says_who_owes_what(office: Path) -> None:
    done = pomoc(office, "overdue", "list")
    assert done.returncode == 0
    assert "Delikatesy" in done.stdout
    assert "do zawiadomienia" in done.stdout
    found = json.loads(pomoc(office, "overdue", "list", "--json").stdout)
    assert [(one["nip"], one["total"], one["stage"]) for one in found] == [
        ("5259912077", "1230.00", "to-notice"),
        ("9519834101", "100.00", "to-notice"),
    ]


def test_a_notice_is_shown_first_and_then_written_once(office: Path) -> None:
    until = DAY + timedelta(days=10)
    shown = pomoc(office, "overdue", "notice", "525-991-20-77", "--until", str(until), "--dry-run")
    assert shown.returncode == 0
    assert "PROSIMY O ZAPŁATĘ NAJPÓŹNIEJ" in shown.stdout
    assert letters(office) == []
    done = pomoc(office, "overdue", "notice", "5259912077", "--until", str(until), "--json")
    assert json.loads(done.stdout)["until"] == str(until)
    assert letters(office) == [("customer-overdue", "faktury@delikatesy.pl")]
    again = pomoc(office, "overdue", "notice", "5259912077")
    assert (again.returncode, f"final day {until}" in again.stderr) == (1, True)
    assert len(letters(office)) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("9519834101",), 1, "nobody to write to"),
        (("8949877012",), 1, "nothing of this payer is overdue"),
        (("5259912078",), 2, "not a NIP"),
        (("5259912077", "--until", "jutro"), 2, "not a day"),
        (("5259912077", "--until", "2020-01-01"), 1, "must lie ahead"),
    ],
)
def test_a_notice_that_cannot_be_written_says_why(
    office: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = pomoc(office, "overdue", "notice", *arguments)
    assert done.returncode == code
    assert said in done.stderr


def test_corrections_are_listed_by_month(office: Path) -> None:
    month = f"{DAY - timedelta(days=40):%Y-%m}"
    found = json.loads(pomoc(office, "corrections", month, "--json").stdout)
    assert [(one["invoice"], one["gross"], one["point"]) for one in found] == [("FV/1", None, "12.5")]
    assert "sprawdzić ręcznie" in " ".join(pomoc(office, "corrections").stdout.replace("│", " ").split())
    assert json.loads(pomoc(office, "corrections", "2001-01", "--json").stdout) == []
    assert pomoc(office, "corrections", "marzec").returncode == 2
