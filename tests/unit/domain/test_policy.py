"""Open questions: the typed policy and its documentation say the same, and a slip is named."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from worker.domain.policy import DEFAULT, Policy, PolicyError, allowed, dotted

DOCUMENTED = tomllib.loads((files("worker.terms") / "policies.toml").read_text("utf-8"))["policy"]


def test_every_policy_is_documented_once_and_nothing_else_is() -> None:
    assert sorted(row["key"] for row in DOCUMENTED) == sorted(map(dotted, allowed()))


@pytest.mark.parametrize("row", DOCUMENTED, ids=[row["key"] for row in DOCUMENTED])
def test_documented_default_and_values_are_those_of_the_code(row: dict[str, str]) -> None:
    field = row["key"].replace(".", "_").lower()
    named = {value.split(": ")[0] for value in row["values"]}
    assert named == set(allowed()[field]) or not allowed()[field]
    assert Policy.of({row["key"]: row["default"]}) == DEFAULT
    assert row["point"]
    assert row["why"] or row["confidence"]


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(PolicyError, match=r"'remote\.roundin'; the nearest is 'remote\.rounding'"):
        Policy.of({"remote.roundin": "up"})


def test_an_unknown_value_names_the_nearest() -> None:
    with pytest.raises(PolicyError, match="not one of up, nearest, down; the nearest is 'nearest'"):
        Policy.of({"remote.rounding": "nearst"})


def test_days_off_come_as_a_list_or_as_one_string() -> None:
    expected = (date(2026, 5, 2), date(2026, 6, 5))
    assert Policy.of({"calendar.company_days_off": "2026-06-05, 2026-05-02"}).calendar_company_days_off == expected
    assert Policy.of({"calendar.company_days_off": ["2026-06-05", date(2026, 5, 2)]}).calendar_company_days_off == (
        expected
    )


@pytest.mark.parametrize("value", ["5 czerwca", 7])
def test_days_off_that_are_no_dates_are_refused(value: object) -> None:
    with pytest.raises(PolicyError, match=r"calendar\.company_days_off"):
        Policy.of({"calendar.company_days_off": value})


def test_policies_of_equal_values_are_one_cache_key() -> None:
    assert hash(Policy.of({"remote.rounding": "up"})) == hash(DEFAULT)
    assert Policy.of({"remote.rounding": "down"}) != DEFAULT
    assert Policy.of({"bands.holiday_beats_weekday": False}).value("bands.holiday_beats_weekday") is False
