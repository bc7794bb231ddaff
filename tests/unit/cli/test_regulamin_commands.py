"""The commands that answer a manager's question, run as a person types them."""

import json

import pytest
import typer
from typer.testing import CliRunner

from worker.cli import regulamin

app = typer.Typer()
app.command("price")(regulamin.price)
app.command("deadline")(regulamin.deadline_of)
app.command("package")(regulamin.package)


def run(words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, words.split())
    return result.exit_code, result.output


def test_a_price_explains_itself() -> None:
    assert run("price 15 --at 2026-03-10T19:00 --regular") == (
        0,
        "2026-03-10: 15 min → 1 kwadrans → strefa B → 234,00 − 20,00 = 214,00 zł/h → 53,50 zł netto, "
        "pkt 11.1.2, 11.1.3, tabela serwisu zdalnego, 13.11.2.2, 8, 10.3.1, 12.2\n"
        "razem 53,50 zł netto, 65,81 zł brutto\n",
    )


def test_a_price_for_programs() -> None:
    code, output = run("price 100 --at 2026-03-10T17:30 --mode onsite --regular --updates 1 --json")
    found = json.loads(output)
    assert code == 0
    assert (found["band_at_start"], found["net"], found["gross"]) == ("A", "400.00", "492.00")
    assert found["rows"][0]["by_band"] == {"A": "1", "B": "1.0"}
    assert "11.2.3" in found["rows"][0]["points"]


def test_work_in_the_repeated_hour_lasts_as_long_as_it_lasted() -> None:
    _, output = run("price 90 --at 2026-10-25T01:30 --json")
    assert [row["seconds"] for row in json.loads(output)["rows"]] == [5400]


def test_a_policy_changes_the_answer() -> None:
    _, output = run("price 10 --at 2026-03-10T19:00 --policy remote.rounding=down --json")
    assert json.loads(output)["net"] == "0.00"


def test_a_deadline_names_the_days_it_skips() -> None:
    code, output = run("deadline order --from 2026-03-23T09:00")
    assert (code, output) == (
        0,
        "ostatni dzień: 2026-04-07, pkt 13.8\n"
        "bez przesunięcia z KC art. 115: 2026-04-06\n"
        "pominięto: 2026-04-06 (święto: Poniedziałek Wielkanocny)\n",
    )


def test_a_deadline_for_programs() -> None:
    _, output = run("deadline reaction --from 2026-03-06T10:00 --json --policy calendar.company_days_off=2026-03-09")
    found = json.loads(output)
    assert (found["last_day"], found["expires_at"]) == ("2026-03-27", "2026-03-27T23:00:00+00:00")
    assert {"day": "2026-03-09", "reason": "company", "name": ""} in found["skipped"]


def test_a_package_has_a_price_days_and_windows() -> None:
    code, output = run("package 10 --bought 2026-03-02 --start 2026-03-05 --regular")
    assert (code, output) == (
        0,
        "pakiet 10 h: 1\u00a0440,00 zł netto (144,00 zł/h, opust 10%), 1\u00a0771,20 zł brutto, pkt 13.3.2, 13.11.3\n"
        "ważny od 2026-03-05 do 2026-06-02, pkt 13.3\n"
        "okna 30-dniowe od: 2026-03-05, 2026-04-04, 2026-05-04, pkt 13.6\n"
        "zlecenie z prawem do 14 dni: do 204 min, pkt 13.8\n",
    )


def test_a_start_that_is_not_permitted_says_what_is() -> None:
    _, output = run("package 5 --bought 2026-03-02 --start 2026-03-10")
    assert "początek tylko od 2026-03-02 do 2026-03-09, pkt 13.3" in output
    _, as_json = run("package 5 --bought 2026-03-02 --start 2026-03-10 --json")
    assert json.loads(as_json)["accepted"] is False


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("package 7 --bought 2026-03-02", "there is no package of 7 h"),
        ("package 5 --bought wczoraj", "wczoraj"),
        ("price 15 --at jutro", "jutro"),
        ("price 15 --at 1999-03-10T19:00", "no price list was in force"),
        ("price 15 --at 2026-03-10 --policy remote.rounding=upp", "the nearest is 'up'"),
        ("deadline due --from 2026-03-10 --policy terms.kc=true", "unknown policy 'terms.kc'"),
    ],
)
def test_a_question_without_an_answer_is_wrong_use(words: str, complaint: str) -> None:
    code, output = run(words)
    assert code == 2
    assert complaint in " ".join(output.split())
