"""Bands: every minute has exactly one, and an interval falls apart into them without loss."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.domain.calendar import WARSAW
from worker.domain.policy import Policy
from worker.domain.tariff.bands import Band, band_at, day_ranges, stretches

DAYS = st.dates(date(2015, 1, 1), date(2040, 1, 1))
BOUNDS = datetime(2015, 1, 1), datetime(2040, 1, 1)  # noqa: DTZ001  # hypothesis wants naive bounds
INSTANTS = st.datetimes(*BOUNDS, timezones=st.just(UTC)).map(lambda instant: instant.replace(microsecond=0))
POLICIES = st.builds(
    Policy,
    bands_friday_20_22=st.sampled_from(["D", "E", "B", "none"]),
    bands_saturday_20_22=st.sampled_from(["E", "D", "none"]),
    bands_holiday_beats_weekday=st.booleans(),
    bands_day_end=st.sampled_from(["24:00", "23:59"]),
    bands_night_belongs_to=st.sampled_from(["calendar_day", "starting_day"]),
)


@given(DAYS, POLICIES)
def test_every_minute_of_a_day_is_in_exactly_one_range(day: date, policy: Policy) -> None:
    ranges = day_ranges(day, policy)
    assert [minute for r in ranges for minute in range(r.start, r.end)] == list(range(24 * 60))


@given(INSTANTS, st.integers(0, 3 * 86400).map(lambda seconds: timedelta(seconds=seconds)), POLICIES)
def test_the_stretches_of_an_interval_add_up_to_it(start: datetime, length: timedelta, policy: Policy) -> None:
    found = list(stretches(start, start + length, policy))
    assert sum((s.end - s.start for s in found), timedelta()) == length
    assert all(a.end == b.start for a, b in pairwise(found))
    half_way = (s.start + (s.end - s.start) / 2 for s in found)
    assert [s.band for s in found] == [band_at(instant, policy) for instant in half_way]


@pytest.mark.parametrize(
    ("local", "policy", "band"),
    [
        ("2026-03-13T21:00", {"bands.friday_20_22": "ask"}, Band.NONE),
        ("2026-12-25T19:00", {"bands.holiday_beats_weekday": "false"}, Band.D),
        ("2026-12-25T10:00", {"bands.holiday_beats_weekday": "false"}, Band.F),
        ("2026-12-24T19:00", {"bands.holiday_beats_weekday": "false"}, Band.F),
        ("2026-08-15T05:00", {"bands.holiday_beats_weekday": "false"}, Band.E),
        ("2026-08-15T19:59", {"bands.holiday_beats_weekday": "false"}, Band.D),
        ("2026-03-16T03:00", {"bands.night_belongs_to": "starting_day"}, Band.NONE),
        ("2026-03-17T03:00", {"bands.night_belongs_to": "starting_day"}, Band.C),
        ("2026-06-04T03:00", {"bands.night_belongs_to": "starting_day"}, Band.C),
        ("2026-06-05T03:00", {"bands.night_belongs_to": "starting_day"}, Band.NONE),
        ("2026-06-04T07:00", {"bands.night_belongs_to": "starting_day"}, Band.F),
        ("2026-03-14T03:00", {"bands.night_belongs_to": "starting_day"}, Band.E),
        ("2026-03-15T03:00", {"bands.night_belongs_to": "starting_day"}, Band.F),
        ("2026-03-13T23:59:30", {"bands.day_end": "23:59"}, Band.NONE),
        ("2026-03-13T23:59:00", {"bands.day_end": "23:59"}, Band.E),
        ("2026-03-15T23:59:30", {"bands.day_end": "23:59"}, Band.F),
        ("2026-03-10T00:00", {"bands.boundary": "earlier"}, Band.C),
        ("2026-03-10T18:00", {"bands.boundary": "earlier"}, Band.A),
        ("2026-03-10T18:00:01", {"bands.boundary": "earlier"}, Band.B),
    ],
)
def test_a_policy_moves_the_band(local: str, policy: dict[str, str], band: Band) -> None:
    assert band_at(datetime.fromisoformat(local).replace(tzinfo=WARSAW), Policy.of(policy)) is band


def test_company_days_off_are_feasts_only_by_policy() -> None:
    noon = datetime(2026, 6, 5, 12, tzinfo=WARSAW)
    off = {"calendar.company_days_off": "2026-06-05"}
    assert band_at(noon, Policy.of(off)) is Band.A
    assert band_at(noon, Policy.of(off | {"calendar.public_holidays": "act_and_company"})) is Band.F


def test_the_hour_the_clock_skips_was_not_worked() -> None:
    start, end = datetime(2026, 3, 29, 1, tzinfo=WARSAW), datetime(2026, 3, 29, 4, tzinfo=WARSAW)
    assert [s.seconds for s in stretches(start, end)] == [7200]


def test_the_repeated_hour_was_worked_twice() -> None:
    start = datetime(2026, 10, 25, 2, tzinfo=WARSAW)
    end = datetime(2026, 10, 25, 2, 30, tzinfo=WARSAW, fold=1)
    assert [s.seconds for s in stretches(start, end)] == [5400]


def test_work_that_ends_before_it_starts_is_refused() -> None:
    noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
    with pytest.raises(ValueError, match="before it starts"):
        list(stretches(noon, noon - timedelta(seconds=1)))
    assert list(stretches(noon, noon)) == []


def test_a_band_tells_its_polish_description_and_surcharge() -> None:
    assert Band.F.description(date(2026, 1, 1)) == "niedziele i dni świąteczne: cały dzień"
    assert [b.surcharge_percent(date(2026, 1, 1)) for b in Band] == [0, 30, 60, 50, 80, 100, 0]


def test_the_repeated_hour_runs_forward_even_where_the_clock_goes_back() -> None:
    start = datetime(2026, 10, 25, 2, 40, tzinfo=WARSAW)
    end = datetime(2026, 10, 25, 2, 10, tzinfo=WARSAW, fold=1)
    assert [s.seconds for s in stretches(start, end)] == [1800]


@pytest.mark.parametrize(
    ("day", "policy", "edges"),
    [
        ("2026-12-25", {"bands.holiday_beats_weekday": "false"}, "0F18D20E24"),
        ("2026-08-15", {"bands.holiday_beats_weekday": "false"}, "0E6D20E24"),
        ("2026-06-04", {"bands.holiday_beats_weekday": "false"}, "0F24"),
        ("2026-06-04", {"bands.night_belongs_to": "starting_day"}, "0C6F24"),
        ("2026-03-16", {"bands.night_belongs_to": "starting_day"}, "0NONE6B8A18B22C24"),
        ("2026-03-13", {}, "0C6B8A18D20D22E24"),
        ("2026-03-10", {}, "0C6B8A18B22C24"),
        ("2026-03-15", {}, "0F24"),
    ],
)
def test_the_edges_of_a_day(day: str, policy: dict[str, str], edges: str) -> None:
    ranges = day_ranges(date.fromisoformat(day), Policy.of(policy))
    assert "".join(f"{r.start / 60:g}{r.band}" for r in ranges) + f"{ranges[-1].end / 60:g}" == edges


@pytest.mark.parametrize(
    ("day", "policy", "decided_by"),
    [
        ("2026-12-25", {"bands.holiday_beats_weekday": "false"}, {"bands.holiday_beats_weekday"}),
        ("2026-06-04", {"bands.night_belongs_to": "starting_day"}, {"bands.night_belongs_to", ""}),
        (
            "2026-06-05",  # the Friday after Corpus Christi
            {"bands.night_belongs_to": "starting_day", "bands.day_end": "23:59"},
            {"bands.night_belongs_to", "bands.friday_20_22", "bands.day_end", ""},
        ),
        ("2026-03-14", {}, {"bands.saturday_20_22", ""}),
        ("2026-03-10", {}, {""}),
    ],
)
def test_a_range_names_the_policy_that_decided_it(day: str, policy: dict[str, str], decided_by: set[str]) -> None:
    assert {r.decided_by for r in day_ranges(date.fromisoformat(day), Policy.of(policy))} == decided_by


def test_stretches_are_in_utc_and_leave_nothing_empty() -> None:
    found = list(stretches(datetime(2026, 3, 10, 18, tzinfo=WARSAW), datetime(2026, 3, 10, 22, tzinfo=WARSAW)))
    assert [(s.start, s.end) for s in found] == [
        (datetime(2026, 3, 10, 17, tzinfo=UTC), datetime(2026, 3, 10, 21, tzinfo=UTC))
    ]
    assert found[0].start.tzinfo is found[0].end.tzinfo is UTC
