"""When a deadline is told: thresholds of a term, always in working hours."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.application.ticket_rows import working_days_left
from worker.domain.calendar import WARSAW, is_working_day, reaction_deadline
from worker.domain.thresholds import CLOSES, OPENS, Threshold, in_working_hours, thresholds, working_moment


def warsaw(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=WARSAW).astimezone(UTC)


def told(start: str, days: int) -> dict[Threshold, datetime]:
    term = reaction_deadline(warsaw(start), days=days)
    return dict(thresholds(warsaw(start), term.last_day, term.expires_at))


def test_fourteen_days_over_a_holiday() -> None:
    assert told("2026-11-10 08:40", 14) == {
        Threshold.HALF: warsaw("2026-11-23 08:00"),
        Threshold.THREE_DAYS: warsaw("2026-11-26 08:00"),
        Threshold.ONE_DAY: warsaw("2026-11-30 08:00"),
        Threshold.BREACH: warsaw("2026-12-02 08:00"),
    }


@pytest.mark.parametrize(
    ("days", "kinds"),
    [(1, ["breach"]), (2, ["half", "one-day", "breach"]), (4, ["three-days", "half", "one-day", "breach"])],
)
def test_a_short_term_has_fewer_thresholds(days: int, kinds: list[str]) -> None:
    assert sorted(one.value for one in told("2026-11-02 10:00", days)) == sorted(kinds)


def test_half_of_an_odd_term_is_the_middle_of_its_middle_day() -> None:
    assert told("2026-11-02 10:00", 5)[Threshold.HALF] == warsaw("2026-11-05 13:00")


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001 - the zone is added below
    days=st.integers(1, 40),
)
def test_every_threshold_lies_in_working_hours_and_the_breach_is_the_last(start: datetime, days: int) -> None:
    moment = start.replace(tzinfo=UTC)
    term = reaction_deadline(moment, days=days)
    found = thresholds(moment, term.last_day, term.expires_at)
    for _, when in found:
        local = when.astimezone(WARSAW)
        assert is_working_day(local.date())
        assert OPENS <= local.time() < CLOSES
        assert in_working_hours(when)
    assert found[-1][0] is Threshold.BREACH
    assert found[-1][1] >= term.expires_at


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-20 07:59", "2026-11-20 08:00"),
        ("2026-11-20 17:59", "2026-11-20 17:59"),
        ("2026-11-20 18:00", "2026-11-23 08:00"),
        ("2026-11-21 12:00", "2026-11-23 08:00"),
        ("2026-11-10 19:00", "2026-11-12 08:00"),  # 11 November is a holiday
    ],
)
def test_an_alert_waits_for_working_hours(now: str, then: str) -> None:
    assert working_moment(warsaw(now)) == warsaw(then)


def test_days_left_count_the_promised_day() -> None:
    last = date(2026, 12, 1)
    days = [working_days_left(last, last + timedelta(days=n), ()) for n in (-4, -1, 0, 1)]
    assert days == [2, 1, 0, -1]
