"""``pomoc customers|invoices|payments|subscriptions import`` as people and programs call it."""

import json
import sqlite3
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.acceptance.test_cli import pomoc, settings

pytestmark = pytest.mark.xdist_group("imports-cli")
LIST = "NIP;nazwa;e-mail\n525-991-20-77;Delikatesy Żuraw;biuro@zuraw.pl\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    settings(tmp_path)
    assert pomoc(tmp_path, "migrate").returncode == 0
    return tmp_path


def payers(office: Path) -> list[str]:
    with sqlite3.connect(office / "pomoc.db") as connection:
        return [name for (name,) in connection.execute("SELECT name FROM payer")]


def test_the_dry_run_shows_and_apply_keeps(office: Path) -> None:
    (office / "klienci.csv").write_bytes(LIST.encode("windows-1250"))
    tried = pomoc(office, "customers", "import", "klienci.csv")
    assert tried.returncode == 0
    assert "Delikatesy Żuraw" in tried.stdout
    assert "--apply" in tried.stdout
    assert payers(office) == []
    done = pomoc(office, "customers", "import", "klienci.csv", "--apply")
    assert "Zapisano." in done.stdout
    assert payers(office) == ["Delikatesy Żuraw"]
    assert "bez zmian: 1" in pomoc(office, "customers", "import", "klienci.csv", "--apply").stdout


def test_a_wrong_line_ends_with_1_and_keeps_nothing_unless_told(office: Path) -> None:
    (office / "klienci.csv").write_text(LIST + "525991207;Dziewięć cyfr;\n", "utf-8")
    done = pomoc(office, "customers", "import", "klienci.csv", "--apply")
    assert done.returncode == 1
    assert "NIP ma 10 cyfr, a tu jest ich 9" in " ".join(done.stdout.split())
    assert payers(office) == []
    assert pomoc(office, "customers", "import", "klienci.csv", "--apply", "--skip-wrong").returncode == 1
    assert payers(office) == ["Delikatesy Żuraw"]


def test_json_is_one_object_on_stdout(office: Path) -> None:
    (office / "klienci.csv").write_text(LIST + "525991207;;\n", "utf-8-sig")
    done = pomoc(office, "customers", "import", "klienci.csv", "--json")
    report = json.loads(done.stdout)
    assert report["applied"] is False
    assert report["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "unmatched": 0, "wrong": 1}
    assert report["lines"][1]["wrong"][0]["column"] == "NIP"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nie-ma.csv",), "Nie można przeczytać"),
        (("zly.csv",), "czy chodziło o „NIP”"),
        ((), "--template"),
        (("zly.csv", "--skip-wrong"), "--skip-wrong"),
    ],
)
def test_wrong_use_ends_with_2_and_a_sentence(office: Path, arguments: tuple[str, ...], said: str) -> None:
    (office / "zly.csv").write_text("NIP płatnka;nazwa\n1;2\n", "utf-8")
    done = pomoc(office, "customers", "import", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize("kind", ["customers", "invoices", "subscriptions", "payments"])
def test_the_template_can_be_imported_as_it_is(office: Path, kind: str) -> None:
    for one in dict.fromkeys(("invoices", kind)):
        (office / "wzor.csv").write_text(pomoc(office, one, "import", "--template").stdout, "utf-8")
        done = pomoc(office, one, "import", "wzor.csv", "--apply")
        assert done.returncode == 0, done.stdout


def test_a_database_that_is_not_there_yet_is_said(tmp_path: Path) -> None:
    settings(tmp_path)
    (tmp_path / "klienci.csv").write_text(LIST, "utf-8")
    done = pomoc(tmp_path, "customers", "import", "klienci.csv")
    assert done.returncode == 1
    assert "pomoc migrate" in done.stderr


STATEMENT = """:20:MT940
:25:/PL61109010140000071219812874
:28C:00001
:60F:C260301PLN1000,00
:61:2603020302CN123,00NTRFNONREF
:86:020~00C0AB~20zaplata za FV/1~21/2026~32DELIKATESY
:61:2603030303CN246,00NTRFNONREF
:86:020~00C0AB~20dziekuje~32OBCA FIRMA
:61:2603030303DN50,00NTRFNONREF
:86:oplata
:62F:C260303PLN1319,00
-
"""


def test_a_bank_statement_and_a_workbook_go_the_same_road(office: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["numer", "NIP", "data wystawienia", "termin płatności", "brutto"])
    book.active.append(["FV/1/2026", 5259912077, date(2026, 2, 20), date(2026, 2, 27), 123.0])
    book.save(office / "faktury.xlsx")
    assert pomoc(office, "invoices", "import", "faktury.xlsx", "--apply").returncode == 0
    (office / "wyciag.sta").write_bytes(STATEMENT.replace("\n", "\r\n").encode("windows-1250"))
    for counts in ({"new": 1, "unchanged": 0}, {"new": 0, "unchanged": 1}):
        done = pomoc(office, "payments", "import", "wyciag.sta", "--apply", "--json")
        assert done.returncode == 0
        found = json.loads(done.stdout)
        assert found["counts"] == {"changed": 0, "unmatched": 1, "wrong": 0, **counts}
        assert found["skipped_lines"] == 1
        assert [one["line"] for one in found["lines"]] == [5, 7]
