"""Hours of work in the two nights that have an hour twice or not at all: what counts is elapsed time (11.1)."""

from datetime import UTC, datetime, timedelta

import pytest

from worker.domain import commands as c

AUTUMN = datetime(2026, 10, 26, 9, 0, tzinfo=UTC)  # the Monday after
SPRING = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)


def minutes(length: timedelta) -> int:
    return int(length.total_seconds()) // 60


def read(line: str, now: datetime = AUTUMN) -> c.Work | c.Visit:
    reading = c.read_commands(line, now)
    assert not reading.wrong
    (found,) = reading.commands
    assert isinstance(found, c.Work | c.Visit)
    return found


@pytest.mark.parametrize(
    ("line", "taken", "also"),
    [
        ("czas: 1:10-2:03 2026-10-25", 53, [113]),
        ("czas: 1:10-2:03 2026-10-25 1h 53m", 113, []),
        ("czas: 1:10-2:03 53m handel 25.10", 53, []),
        ("czas: 2:15-3:10 2026-10-25", 55, [115]),
        ("czas: 2:15-3:10 2026-10-25 1h 55m", 115, []),
        ("czas: 2:10-2:40 2026-10-25", 30, [90]),
        ("czas: 2:40-2:10 2026-10-25", 30, []),  # over the change: once only
        ("czas: 1:10-1:50 2026-10-25", 40, []),
        ("czas: 1:10-3:00 2026-10-25", 170, []),
        ("czas: 22:00-2:30 2026-10-24", 270, [330]),
        ("wizyta: 1:10-2:03 2026-10-25", 53, [113]),
    ],
)
def test_an_hour_that_was_twice_is_read_the_short_way_unless_a_length_says_which(
    line: str, taken: int, also: list[int]
) -> None:
    work = read(line)
    assert minutes(work.end - work.start) == taken
    assert [minutes(one) for one in work.also] == also


def test_the_second_pass_is_not_meant_before_it_was() -> None:
    work = read("czas: 1:10-2:03", datetime(2026, 10, 25, 0, 5, tzinfo=UTC))  # 2:05, the first time
    assert (minutes(work.end - work.start), work.also) == (53, ())


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("czas: 1:10-2:03 2026-10-25 2h", c.Problem.TWO_TIMES),
        ("czas: 2:40-1:50 2026-10-25", c.Problem.BACKWARDS),
        ("czas: 2:10-2:10 2026-10-25", c.Problem.BACKWARDS),
    ],
)
def test_what_cannot_be_is_asked_back_in_that_night_too(line: str, problem: c.Problem) -> None:
    (wrong,) = c.read_commands(line, AUTUMN).wrong
    assert wrong.problem is problem


@pytest.mark.parametrize(
    ("line", "missing", "right"),
    [
        ("czas: 1:30-2:15 2026-03-29", "2:15", "czas: 1:30-3:15 2026-03-29"),
        ("czas: 2:00-3:30 2026-03-29", "2:00", "czas: 3:00-3:30 2026-03-29"),
        ("wizyta: 2:10-2:50 2026-03-29", "2:10", "wizyta: 3:10-3:50 2026-03-29"),
        ("czas: 23:00-2:30 2026-03-28", "2:30", "czas: 23:00-3:30 2026-03-28"),
    ],
)
def test_an_hour_that_never_was_is_refused_with_what_the_clock_showed(line: str, missing: str, right: str) -> None:
    (wrong,) = c.read_commands(line, SPRING).wrong
    assert (wrong.problem, wrong.about, wrong.right) == (c.Problem.SKIPPED_HOUR, missing, right)
    assert not c.read_commands(right, SPRING).wrong


def test_the_other_hours_of_the_spring_night_are_elapsed_time() -> None:
    work = read("czas: 1:30-3:15 2026-03-29", SPRING)
    assert (minutes(work.end - work.start), work.also) == (45, ())
