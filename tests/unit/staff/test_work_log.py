"""What may be written into the work log, and what is asked back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from worker.domain.calendar import WARSAW
from worker.domain.commands import Problem
from worker.domain.work_log import Span, doubt, month_closed, worked

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=WARSAW)


def span(start: str, end: str, day: int = 20, month: int = 11) -> Span:
    def moment(text: str) -> datetime:
        hour, minute = map(int, text.split(":"))
        return datetime(2026, month, day, hour, minute, tzinfo=WARSAW).astimezone(UTC)

    return Span(start=moment(start), end=moment(end))


def problem(one: Span, *others: Span, confirmed: bool = False) -> Problem | None:
    found = doubt(one, others, NOW, confirmed=confirmed)
    return found.problem if found else None


def test_work_that_touches_other_work_is_no_overlap() -> None:
    assert problem(span("10:00", "11:00"), span("11:00", "12:00"), span("9:00", "10:00")) is None


def test_a_minute_of_overlap_is_asked_unless_confirmed() -> None:
    assert problem(span("10:00", "11:01"), span("11:00", "12:00")) is Problem.OVERLAP
    assert problem(span("10:00", "11:01"), span("11:00", "12:00"), confirmed=True) is None


def test_eight_hours_are_a_day_and_a_minute_more_is_asked() -> None:
    assert problem(span("10:00", "12:00"), span("12:00", "18:00")) is None
    assert problem(span("9:59", "12:00"), span("12:00", "18:00")) is Problem.TOO_LONG


def test_the_future_is_never_confirmed() -> None:
    assert problem(span("17:30", "18:30"), confirmed=True) is Problem.FUTURE


@pytest.mark.parametrize(
    ("day", "today", "closed"),
    [
        (date(2026, 10, 31), date(2026, 11, 10), False),  # 12.6: until the 10th day after the month
        (date(2026, 10, 31), date(2026, 11, 11), True),
        (date(2026, 11, 1), date(2026, 11, 30), False),
        (date(2025, 12, 31), date(2026, 1, 10), False),
        (date(2025, 12, 31), date(2026, 1, 11), True),
    ],
)
def test_a_month_is_closed_after_its_invoice(day: date, today: date, closed: bool) -> None:
    assert month_closed(day, today) is closed
    if closed:
        assert problem(span("10:00", "11:00", day=31, month=10)) is Problem.CLOSED_MONTH


def test_hours_count_for_the_day_they_fall_on_and_a_long_night_is_long() -> None:
    night = Span(
        start=datetime(2026, 10, 24, 23, 0, tzinfo=WARSAW).astimezone(UTC),
        end=datetime(2026, 10, 25, 4, 0, tzinfo=WARSAW).astimezone(UTC),
    )
    assert worked([night], date(2026, 10, 24)) == timedelta(hours=1)
    assert worked([night], date(2026, 10, 25)) == timedelta(hours=5)  # the clock went back at 3:00
