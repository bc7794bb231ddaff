"""How values are printed: Polish words, NBSP between a number and its unit."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from worker.mail.letters import polish
from worker.mail.letters.facts import SkippedDay


def plain(text: str) -> str:
    return text.replace("\xa0", "~")


def weekend(month: int, day: int, year: int = 2026) -> SkippedDay:
    value = date(year, month, day)
    return SkippedDay(day=value, reason="saturday" if value.weekday() == 5 else "sunday")


def test_a_day_is_named() -> None:
    assert plain(polish.day(date(2026, 12, 8))) == "wtorek 8~grudnia 2026~r."


def test_a_moment_is_warsaw_time_on_both_sides_of_the_autumn_night() -> None:
    assert (
        plain(polish.moment(datetime(2026, 10, 24, 22, 30, tzinfo=UTC)))
        == "niedziela 25~października 2026~r., godz.~0:30"
    )
    assert (
        plain(polish.when(datetime(2026, 10, 25, 22, 30, tzinfo=UTC))) == "w~niedzielę 25~października 2026~r. o~23:30"
    )


@pytest.mark.parametrize(
    ("amount", "printed"),
    [("234", "234,00~zł"), ("0.005", "0,01~zł"), ("1092.5", "1~092,50~zł"), ("1234567.89", "1~234~567,89~zł")],
)
def test_money(amount: str, printed: str) -> None:
    assert plain(polish.money(Decimal(amount))) == printed


@pytest.mark.parametrize(
    ("minutes", "printed"), [(0, "0~min"), (45, "45~min"), (60, "1~h"), (405, "6~h~45~min"), (2400, "40~h")]
)
def test_durations(minutes: int, printed: str) -> None:
    assert plain(polish.duration(timedelta(minutes=minutes))) == printed


@pytest.mark.parametrize(
    ("octets", "printed"),
    [(0, "0~B"), (1023, "1023~B"), (1024, "1~KB"), (245_760, "240~KB"), (1_048_575, "1,0~MB"), (1_310_720, "1,2~MB")],
)
def test_sizes(octets: int, printed: str) -> None:
    assert plain(polish.size(octets)) == printed


@pytest.mark.parametrize(
    ("count", "printed"),
    [
        (1, "1~dzień roboczy"),
        (2, "2~dni robocze"),
        (5, "5~dni roboczych"),
        (14, "14~dni roboczych"),
        (22, "22~dni robocze"),
    ],
)
def test_working_days_are_inflected(count: int, printed: str) -> None:
    assert plain(polish.days(count, working=True)) == printed


@pytest.mark.parametrize(("count", "printed"), [(1, "1~cyfrę"), (3, "3~cyfry"), (9, "9~cyfr"), (12, "12~cyfr")])
def test_digits_are_inflected(count: int, printed: str) -> None:
    assert plain(polish.digits(count)) == printed


@pytest.mark.parametrize(
    ("items", "printed"), [([], ""), (["a"], "a"), (["a", "b"], "a i~b"), (["a", "b", "c"], "a, b i~c")]
)
def test_lists(items: list[str], printed: str) -> None:
    assert plain(polish.listed(items)) == printed


def test_weekends_are_named_in_full_also_across_months() -> None:
    days = [weekend(10, 31), weekend(11, 1), weekend(11, 7), weekend(11, 8), weekend(11, 14)]
    assert plain(polish.weekends(days)) == "31~października oraz 1, 7, 8 i~14~listopada"
    assert plain(polish.weekend_word(days)) == "sobót i~niedziel"


def test_a_lone_sunday_is_no_saturday() -> None:
    assert polish.weekend_word([weekend(11, 22)]) == "niedziel"


def test_a_weekend_may_carry_its_own_name() -> None:
    named = SkippedDay(day=date(2026, 11, 28), reason="sobota", name="sobota")
    assert plain(polish.weekends([named, weekend(11, 29)])) == "28 i~29~listopada"
    assert polish.holidays([named]) == ""


def test_holidays_are_named_also_on_a_weekend() -> None:
    christmas = [
        SkippedDay(day=date(2026, 12, 25), reason="holiday", name="Boże Narodzenie"),
        SkippedDay(day=date(2026, 12, 26), reason="holiday", name="drugi dzień Bożego Narodzenia"),
        SkippedDay(day=date(2026, 12, 28), reason="day_off"),
        weekend(12, 27),
    ]
    assert plain(polish.weekends(christmas)) == "27~grudnia"
    named = "25~grudnia (Boże Narodzenie), 26~grudnia (drugi dzień Bożego Narodzenia), 28~grudnia"
    assert plain(polish.holidays(christmas)) == named


def test_only_ten_digits_are_printed_as_a_nip() -> None:
    assert polish.nip("8949877012") == "894-987-70-12"
    assert polish.nip("894987701") == "894987701"
