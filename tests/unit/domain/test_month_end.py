"""The moments of a month's end, for every month of twenty years and every hour a company may choose."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.domain.calendar import ONE_DAY, WARSAW, is_working_day, local_day
from worker.domain.month_end import Phase, letters_leave_at, month_end, previous_month

months = st.integers(2020 * 12, 2040 * 12 - 1).map(lambda n: date(n // 12, n % 12 + 1, 1))
hours = st.integers(4, 23)


@given(months, hours, hours, st.integers(1, 27))
def test_preview_letters_and_alarm_come_in_order_at_their_warsaw_hours(
    month: date, hour: int, preview_hour: int, last_day: int
) -> None:
    end = month_end(month + timedelta(days=14), hour=hour, preview_hour=preview_hour, last_day=last_day)
    preview, send, over = (at.astimezone(WARSAW) for at in (end.preview_at, end.send_at, end.over_at))

    assert end.first == month
    assert (end.last + ONE_DAY).day == 1
    assert is_working_day(preview.date())
    between = (preview.date() + ONE_DAY * n for n in range(1, (end.last - preview.date()).days))
    assert not any(is_working_day(day) for day in between), "the working day next to the last day"
    assert (preview.hour, send.date(), send.hour) == (preview_hour, end.last, hour)
    assert (over.date(), over.hour) == (end.last + ONE_DAY * (last_day + 1), 0)
    assert end.preview_at < end.send_at < end.over_at


@given(months, st.integers(0, 60 * 24 * 62))
def test_every_moment_is_in_one_phase_and_phases_only_go_forward(month: date, minutes: int) -> None:
    end = month_end(month, hour=20, preview_hour=9, last_day=10)
    begin = end.preview_at - timedelta(days=10)
    order = list(Phase)
    now, later = begin + timedelta(minutes=minutes), begin + timedelta(minutes=minutes + 1)
    assert order.index(end.phase(now)) <= order.index(end.phase(later))
    assert end.issue_day(now) >= end.last
    assert previous_month(local_day(end.over_at)) == end.first


def test_company_days_off_move_the_preview() -> None:
    off = {date(2026, 3, 30)}
    end = month_end(date(2026, 3, 1), hour=20, preview_hour=9, last_day=10, days_off=off)
    assert local_day(end.preview_at) == date(2026, 3, 27)


MARCH = month_end(date(2026, 3, 1), hour=20, preview_hour=9, last_day=10)  # preview Monday 30, letters Tuesday 31


@pytest.mark.parametrize(
    ("previewed", "leave"),
    [
        ("2026-03-30 09:05", "2026-03-31 20:00"),  # on time
        ("2026-03-31 08:00", "2026-03-31 20:00"),  # late, but a working day is left
        ("2026-03-31 14:00", "2026-03-31 20:00"),  # half of it
        ("2026-03-31 14:01", "2026-04-01 20:00"),
        ("2026-03-31 19:59", "2026-04-01 20:00"),
        ("2026-04-02 17:00", "2026-04-03 20:00"),  # Good Friday is a working day
        ("2026-04-03 17:00", "2026-04-07 20:00"),  # Easter is not
        ("2026-04-10 13:00", "2026-04-10 20:00"),  # day 10
        ("2026-04-10 14:30", None),
    ],
)
def test_after_a_late_preview_the_letters_wait_for_half_a_working_day(previewed: str, leave: str | None) -> None:
    found = letters_leave_at(MARCH, datetime.fromisoformat(previewed).replace(tzinfo=WARSAW))
    assert (f"{found.astimezone(WARSAW):%Y-%m-%d %H:%M}" if found else None) == leave


def test_a_preview_on_time_moves_nothing_however_short_the_time_is() -> None:
    end = month_end(date(2026, 5, 1), hour=4, preview_hour=23, last_day=10)  # Friday 23:00, Sunday 4:00
    assert letters_leave_at(end, end.preview_at) == end.send_at


@given(months, hours, hours, st.integers(0, 60 * 24 * 15))
def test_the_letters_never_leave_before_the_last_day_nor_after_day_ten(
    month: date, hour: int, preview_hour: int, minutes: int
) -> None:
    end = month_end(month, hour=hour, preview_hour=preview_hour, last_day=10)
    previewed = end.preview_at + timedelta(minutes=minutes)
    leave = letters_leave_at(end, previewed)
    assert leave is None or (end.send_at <= leave < end.over_at and leave > previewed)
    assert leave is None or leave.astimezone(WARSAW).hour == hour
