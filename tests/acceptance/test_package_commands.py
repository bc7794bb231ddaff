"""``pomoc packages add|show`` as people and programs call them."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.acceptance.test_cli import pomoc, settings
from worker.cli.main import app

NIP = "5259912077"
pytestmark = pytest.mark.xdist_group("cli")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages")
    path = settings(folder)
    path.write_text(path.read_text("utf-8") + f'[[customers]]\nnip = "{NIP}"\nname = "Rudnik"\n', "utf-8")
    assert pomoc(folder, "migrate").returncode == 0
    return folder


def answer(folder: Path, *arguments: str) -> Any:
    done = pomoc(folder, "packages", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refused(folder: Path, *arguments: str) -> str:
    done = CliRunner().invoke(app, ["packages", *arguments, "--config", str(folder / "pomoc.toml")])
    assert (done.exit_code, done.stdout) == (2, ""), done.output
    return " ".join(done.stderr.split())


def test_a_package_is_tried_sold_and_shown(company: Path) -> None:
    order = ("add", NIP, "10", "--purchased", "2026-11-02", "--start", "2026-11-04", "--used", "1,25")
    tried = answer(company, *order, "--dry-run")
    assert (tried["written"], answer(company, "show")) == (False, [])

    sold = answer(company, *order)

    assert {**sold, "written": False} == tried
    assert (sold["code"], sold["net"], sold["valid_to"]) == ("P26-0001", "1620.00", "2027-02-01")
    assert sold["window_starts"] == ["2026-11-04", "2026-12-04", "2027-01-03"]
    shown = answer(company, "show", NIP, "--on", "2026-12-05")
    assert [(one["code"], one["state"], one["hours_left"]) for one in shown] == [("P26-0001", "valid", "8.75")]
    assert shown[0]["window"] == {
        "first": "2026-12-04", "last": "2027-01-02", "hours_limit": "3.25", "hours_drawn": "0.00",
        "hours_reserved": "0.00", "hours_free": "3.25",
    }  # fmt: skip
    assert shown[0]["next_window"]["first"] == "2027-01-03"
    assert "P26-0001; --again" in refused(company, *order)  # the same command again sells nothing
    assert len(answer(company, "show", NIP, "--on", "2026-12-05")) == 1
    assert answer(company, *order, "--again")["code"] == "P26-0002"
    assert answer(company, "show", "--on", "2027-05-01") == []
    assert len(answer(company, "show", "--on", "2027-05-01", "--all")) == 2
    table = pomoc(company, "packages", "show", NIP, "--on", "2026-12-05").stdout
    assert "8,75 z 10 h" in table


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((NIP, "10", "--purchased", "2026-11-02", "--start", "2026-11-17"), "2026-11-16"),
        ((NIP, "5", "--purchased", "2026-11-02", "--start", "2026-11-01"), "13.3"),
        ((NIP, "7"), "5, 10, 20, 40"),
        (("5259912078", "10"), "check digit"),
        (("9519834101", "10"), "no payer"),
        ((NIP, "10", "--start", "jutro"), "no day"),
        ((NIP, "10", "--used", "0.3"), "quarters"),
        ((NIP, "10", "--used", "11"), "40"),
        ((NIP, "10", "--net", "tanio"), "no amount"),
        ((NIP, "10", "--net", "-5"), "below zero"),
    ],
)
def test_what_cannot_be_sold_is_refused_with_a_sentence(company: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in refused(company, "add", *arguments)


def test_an_unknown_payer_has_nothing_to_show(company: Path) -> None:
    pomoc(company, "migrate")
    assert "no payer" in refused(company, "show", "9519834101")
