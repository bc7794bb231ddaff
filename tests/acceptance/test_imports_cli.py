"""``pomoc customers|invoices|payments|subscriptions import`` as people and programs call it."""

import json
import sqlite3
from pathlib import Path

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
