"""Deadlines: KC 111, 112 and 115, and the reasons a letter can give."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.domain.calendar import (
    WARSAW,
    DayOff,
    SkippedDay,
    add_months,
    calendar_deadline,
    end_of_day,
    holiday_name,
    is_working_day,
    local_day,
    next_working_day,
    reaction_deadline,
    working_days_after,
)
from worker.domain.policy import Policy

INSTANTS = st.datetimes(datetime(2015, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # bounds


@given(INSTANTS)
def test_a_reaction_deadline_ends_on_a_working_day_after_fourteen_of_them(start: datetime) -> None:
    found = reaction_deadline(start)
    days = [local_day(start) + timedelta(days=n) for n in range(1, (found.last_day - local_day(start)).days + 1)]
    assert is_working_day(found.last_day)
    assert sum(map(is_working_day, days)) == 14
    assert [s.day for s in found.skipped] == [day for day in days if not is_working_day(day)]


@given(INSTANTS, st.timedeltas(timedelta(), timedelta(days=40)))
def test_a_later_start_never_ends_earlier(start: datetime, later: timedelta) -> None:
    assert reaction_deadline(start).expires_at <= reaction_deadline(start + later).expires_at
    day, next_day = local_day(start), local_day(start + later)
    assert calendar_deadline(day, 14).last_day <= calendar_deadline(next_day, 14).last_day


@given(INSTANTS, st.integers(1, 120))
def test_an_act_is_never_due_on_a_saturday_or_a_day_off(start: datetime, days: int) -> None:
    found = calendar_deadline(local_day(start), days)
    assert is_working_day(found.last_day)
    assert (found.last_day - found.nominal_day).days == len(found.skipped)


def test_the_letter_can_say_why_a_day_was_skipped() -> None:
    found = reaction_deadline(datetime(2026, 12, 22, 10, tzinfo=WARSAW), days=2)
    assert found.last_day == date(2026, 12, 28)
    assert found.skipped == (
        SkippedDay(day=date(2026, 12, 24), reason=DayOff.HOLIDAY, name="Wigilia Bożego Narodzenia"),
        SkippedDay(day=date(2026, 12, 25), reason=DayOff.HOLIDAY, name="Boże Narodzenie (pierwszy dzień)"),
        SkippedDay(day=date(2026, 12, 26), reason=DayOff.HOLIDAY, name="Boże Narodzenie (drugi dzień)"),
        SkippedDay(day=date(2026, 12, 27), reason=DayOff.SUNDAY),
    )


def test_days_the_firm_declares_off_are_not_counted() -> None:
    start = datetime(2026, 6, 2, 12, tzinfo=WARSAW)
    plain, off = reaction_deadline(start, days=2), reaction_deadline(start, days=2, days_off={date(2026, 6, 5)})
    assert (plain.last_day, off.last_day) == (date(2026, 6, 5), date(2026, 6, 8))
    assert SkippedDay(day=date(2026, 6, 5), reason=DayOff.COMPANY) in off.skipped
    by_policy = reaction_deadline(start, days=2, policy=Policy.of({"calendar.company_days_off": "2026-06-05"}))
    assert by_policy == off


def test_saturdays_count_only_by_policy() -> None:
    friday = datetime(2026, 3, 6, 12, tzinfo=WARSAW)
    assert reaction_deadline(friday, days=1).last_day == date(2026, 3, 9)
    counted = reaction_deadline(friday, days=1, policy=Policy(reaction_saturday_counts=True))
    assert counted.last_day == date(2026, 3, 7)


@pytest.mark.parametrize(("year", "name"), [(2024, ""), (2025, "Wigilia Bożego Narodzenia")])
def test_christmas_eve_is_a_day_off_from_2025(year: int, name: str) -> None:
    assert holiday_name(date(year, 12, 24)) == name


def test_a_day_of_warsaw_is_not_a_day_of_utc() -> None:
    assert local_day(datetime(2026, 7, 6, 22, 15, tzinfo=UTC)) == date(2026, 7, 7)
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 7, 6, 22, 15))  # noqa: DTZ001  # the refusal is the point


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 11, 30), 13, date(2027, 12, 30)),
    ],
)
def test_months_end_on_the_same_number_or_on_the_last_day(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_the_day_ends_at_local_midnight_or_at_the_hour_of_the_firm() -> None:
    assert end_of_day(date(2026, 3, 28)) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert end_of_day(date(2026, 3, 29)) == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert end_of_day(date(2026, 7, 1), Policy(terms_end_of_day="16:30")) == datetime(2026, 7, 1, 14, 30, tzinfo=UTC)


def test_the_shift_can_be_switched_off() -> None:
    saturday = calendar_deadline(date(2026, 3, 7), 14, policy=Policy(terms_kc115_shift=False))
    assert saturday.last_day == saturday.nominal_day == date(2026, 3, 21)
    assert calendar_deadline(date(2026, 3, 7), 14, shift=False).last_day == date(2026, 3, 21)


def test_an_empty_period_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        reaction_deadline(datetime(2026, 3, 7, tzinfo=UTC), days=0)


def test_the_next_working_day_may_be_the_day_itself() -> None:
    assert next_working_day(date(2026, 3, 6)) == date(2026, 3, 6)
    assert next_working_day(date(2026, 4, 4)) == date(2026, 4, 7)


def test_what_moved_a_deadline_is_said_and_instants_are_in_utc() -> None:
    found = calendar_deadline(date(2026, 3, 23), 14)
    assert found.skipped == (SkippedDay(day=date(2026, 4, 6), reason=DayOff.HOLIDAY, name="Poniedziałek Wielkanocny"),)
    assert found.expires_at.tzinfo is UTC
    assert end_of_day(date(2026, 3, 28), Policy(terms_end_of_day="17:00")).tzinfo is UTC


def test_company_days_off_are_no_working_days() -> None:
    off = {date(2026, 6, 5)}
    assert is_working_day(date(2026, 6, 5))
    assert not is_working_day(date(2026, 6, 5), days_off=off)
    assert next_working_day(date(2026, 6, 5), days_off=off) == date(2026, 6, 8)


def test_saturdays_are_days_off_unless_asked_otherwise() -> None:
    assert working_days_after(date(2026, 3, 6), 1)[0] == date(2026, 3, 9)
