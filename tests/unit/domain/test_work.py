"""Remote work (11.1): what is summed together, what is kept apart, and that the order of entries never matters."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.months import sessions
from worker.domain.calendar import WARSAW
from worker.domain.found import Service
from worker.domain.policy import Policy
from worker.domain.tariff.bands import Band
from worker.domain.tariff.rates import Standing
from worker.domain.tariff.topics import UnknownTopicError
from worker.domain.tariff.work import RemoteRow, Session, Stream, remote_quarters, remote_rows, tally

STANDARD = Standing()


def at(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW, fold=fold)


def session(
    start: str, end: str, *, topics: tuple[str, ...] = ("it",), connection: str = "", user: str = "", location: str = ""
) -> Session:
    return Session(
        session=start,
        start=at(start),
        end=at(end),
        topics=topics,
        connection=connection,
        user=user,
        location=location,
    )


def rows(*given: Session, **policy: str) -> list[RemoteRow]:
    return remote_rows(given, STANDARD, Policy.of({key.replace("__", "."): value for key, value in policy.items()}))


@given(st.lists(sessions(), max_size=8), st.randoms(use_true_random=False))
def test_reordering_the_entries_changes_nothing(given: list[Session], chance: object) -> None:
    shuffled = sorted(given, key=lambda one: (one.topics, one.session[::-1]))
    assert remote_rows(given, STANDARD) == remote_rows(shuffled, STANDARD)


@given(st.lists(sessions(), min_size=1, max_size=5), st.floats(0, 1))
def test_splitting_an_entry_in_two_changes_nothing(given: list[Session], where: float) -> None:
    whole = replace(given[0], connection=given[0].connection or "own")
    cut = whole.start + timedelta(seconds=int((whole.end - whole.start).total_seconds() * where))
    halves = [replace(whole, end=cut), replace(whole, session="other half", start=cut)]
    assert remote_rows([whole, *given[1:]], STANDARD) == remote_rows([*halves, *given[1:]], STANDARD)


@given(st.lists(sessions(), max_size=8))
def test_quarters_are_never_below_the_time_and_less_than_one_above_it(given: list[Session]) -> None:
    found = remote_rows(given, STANDARD)
    assert all(0 <= row.quarters * 900 - row.seconds < 900 for row in found)
    assert sum(row.seconds for row in found) == sum((s.end - s.start).total_seconds() for s in given)


def test_a_mixed_connection_is_accounting_as_a_whole() -> None:
    mixed = (
        session("2026-03-10T09:00", "2026-03-10T09:10", connection="c"),
        session("2026-03-10T09:10", "2026-03-10T09:20", topics=("payroll",), connection="c"),
        session("2026-03-10T10:00", "2026-03-10T10:05"),
    )
    assert [(row.service, row.seconds, row.quarters) for row in rows(*mixed)] == [
        (Service.ACCOUNTING, 1200, 2),
        (Service.GENERAL, 300, 1),
    ]


def test_sessions_without_a_connection_stand_alone() -> None:
    alone = (
        session("2026-03-10T09:00", "2026-03-10T09:10"),
        session("2026-03-10T09:10", "2026-03-10T09:20", topics=("payroll",)),
    )
    assert [row.service for row in rows(*alone)] == [Service.ACCOUNTING, Service.GENERAL]


def test_users_of_one_payer_are_one_sum_unless_the_policy_says_otherwise() -> None:
    two = (
        session("2026-03-10T09:00", "2026-03-10T09:05", user="Anna", location="Marki"),
        session("2026-03-10T10:00", "2026-03-10T10:05", user="Ewa", location="Marki"),
    )
    assert [(row.part, row.quarters) for row in rows(*two)] == [("", 1)]
    assert [(row.part, row.quarters) for row in rows(*two, remote__customer_key="user")] == [("Anna", 1), ("Ewa", 1)]
    assert [(row.part, row.quarters) for row in rows(*two, remote__customer_key="location")] == [("Marki", 1)]


def test_a_connection_over_midnight_is_cut_or_belongs_to_its_first_day() -> None:
    over = (
        session("2026-03-10T23:50", "2026-03-11T00:00", connection="c"),
        session("2026-03-11T00:00", "2026-03-11T00:20", connection="c"),
    )
    assert [(row.day, row.quarters) for row in rows(*over)] == [(date(2026, 3, 10), 1), (date(2026, 3, 11), 2)]
    assert [(row.day, row.quarters) for row in rows(*over, remote__midnight="start_day")] == [(date(2026, 3, 10), 2)]


def test_overlapping_sessions_add_up_or_count_once() -> None:
    overlapping = (
        session("2026-03-11T10:00", "2026-03-11T10:40"),
        session("2026-03-11T10:10", "2026-03-11T10:20"),
        session("2026-03-11T10:30", "2026-03-11T11:00"),
    )
    assert [row.seconds for row in rows(*overlapping)] == [80 * 60]
    assert [row.seconds for row in rows(*overlapping, remote__overlap="union")] == [60 * 60]


def test_the_night_of_the_clock_change_is_elapsed_or_clock_time() -> None:
    spring = session("2026-03-29T01:30", "2026-03-29T03:30")
    assert [row.seconds for row in rows(spring)] == [3600]
    assert [row.seconds for row in rows(spring, time__duration="clock")] == [7200]
    autumn = Session(session="1", start=at("2026-10-25T02:30"), end=at("2026-10-25T02:10", fold=1), topics=("it",))
    assert [row.seconds for row in rows(autumn)] == [2400]
    assert [row.seconds for row in rows(autumn, time__duration="clock")] == [0]


def test_auto_id_is_priced_as_accounting_unless_the_policy_says_general() -> None:
    scales = session("2026-03-10T09:00", "2026-03-10T10:00", topics=("autoid",))
    assert rows(scales)[0].net == Decimal("230.00")
    assert rows(scales, class__autoid="general")[0].net == Decimal("180.00")


def test_all_at_the_band_of_the_start_is_a_policy() -> None:
    early = session("2026-03-11T07:50", "2026-03-11T08:20")
    assert rows(early)[0].by_band == {Band.A: 1, Band.B: 1}
    assert rows(early, remote__band_split="start_band")[0].by_band == {Band.B: 2}


def test_an_unknown_topic_is_named() -> None:
    with pytest.raises(UnknownTopicError, match="unknown topic druk; known are accounting, autoid, crm, it"):
        rows(session("2026-03-11T07:50", "2026-03-11T08:20", topics=("druk",)))


def test_work_before_the_first_price_list_is_refused() -> None:
    with pytest.raises(ValueError, match="no price list was in force on 2012-12-31; the first begins on 2013-01-01"):
        rows(session("2012-12-31T07:50", "2012-12-31T08:20"))


def test_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 3, 10, 12)  # noqa: DTZ001  # the refusal is the point
    with pytest.raises(ValueError, match="an instant needs a time zone: 2026-03-10T12:00:00"):
        rows(Session(session="1", start=naive, end=naive, topics=("it",)))


CELLS = {(Stream.PACKAGE, Band.A): 1000, (Stream.TARIFF, Band.A): 500, (Stream.IMPLEMENTATION, Band.A): 300}


@pytest.mark.parametrize(
    ("policy", "quarters"),
    [
        ({}, {"implementation": 1, "package": 2, "tariff": 1}),
        ({"package.rounding_with_tariff": "together"}, {"implementation": 1, "package": 1, "tariff": 1}),
        ({"streams": "one_sum"}, {"package": 1, "tariff": 1}),
    ],
)
def test_streams_are_rounded_apart_or_together(policy: dict[str, str], quarters: dict[str, int]) -> None:
    found = remote_quarters(CELLS, date(2026, 3, 10), Policy.of(policy))
    assert {str(stream): by_band[Band.A] for stream, by_band in found.items() if by_band} == quarters


def test_the_tally_says_which_policy_gave_a_band() -> None:
    friday = tally([session("2026-03-13T19:30", "2026-03-13T20:30")])
    assert [sums.decided_by for sums in friday.values()] == [{"bands.friday_20_22"}]
    assert [sums.decided_by for sums in tally([session("2026-03-12T19:30", "2026-03-12T20:30")]).values()] == [set()]


def test_time_covered_twice_counts_once_across_bands_and_days() -> None:
    evening = (
        session("2026-03-10T17:30", "2026-03-10T18:30"),
        session("2026-03-10T18:00", "2026-03-10T18:30"),
        session("2026-03-10T18:30", "2026-03-10T18:45"),
    )
    (found,) = rows(*evening, remote__overlap="union")
    assert (found.day, found.seconds, found.by_band) == (date(2026, 3, 10), 75 * 60, {Band.A: 2, Band.B: 3})


def test_a_sum_over_streams_gives_ties_to_the_cheaper_band() -> None:
    cells = {(Stream.PACKAGE, Band.C): 450, (Stream.TARIFF, Band.B): 450}
    found = remote_quarters(cells, date(2026, 3, 10), Policy(streams="one_sum"))
    assert found == {Stream.IMPLEMENTATION: {}, Stream.PACKAGE: {}, Stream.TARIFF: {Band.B: 1}}


def test_an_arranged_session_is_package_time_at_any_hour() -> None:
    evening = session("2026-03-10T19:00", "2026-03-10T20:00")
    (outside,) = tally([evening]).values()
    (inside,) = tally([replace(evening, arranged=True)]).values()
    assert (outside.stream(Stream.TARIFF), outside.stream(Stream.PACKAGE)) == ({Band.B: 3600}, {})
    assert (inside.stream(Stream.TARIFF), inside.stream(Stream.PACKAGE)) == ({}, {Band.B: 3600})


@pytest.mark.parametrize(
    ("start", "end", "package", "tariff"),
    [
        ("08:00", "09:00", 0, 3600),
        ("09:00", "10:00", 3600, 0),
        ("16:00", "17:00", 3600, 0),
        ("17:00", "18:00", 0, 3600),
        ("08:30", "17:30", 8 * 3600, 3600),
    ],
)
def test_package_hours_run_from_nine_to_five(start: str, end: str, package: int, tariff: int) -> None:
    (sums,) = tally([session(f"2026-03-10T{start}", f"2026-03-10T{end}")]).values()
    assert sum(sums.stream(Stream.PACKAGE).values()) == package
    assert sum(sums.stream(Stream.TARIFF).values()) == tariff


@pytest.mark.parametrize(("start", "inside"), [("08:59", False), ("09:00", True), ("16:59", True), ("17:00", False)])
def test_a_whole_session_goes_where_it_starts(start: str, inside: bool) -> None:
    policy = Policy(package_outside_hours="whole_session_from_package_if_started_inside")
    (sums,) = tally([session(f"2026-03-10T{start}", "2026-03-10T17:30")], policy).values()
    assert bool(sums.stream(Stream.PACKAGE)) == inside
    assert bool(sums.stream(Stream.TARIFF)) != inside


def test_a_whole_session_on_a_day_off_is_never_package_time() -> None:
    policy = Policy(package_outside_hours="whole_session_from_package_if_started_inside")
    (sums,) = tally([session("2026-06-04T10:00", "2026-06-04T11:00")], policy).values()
    assert not sums.stream(Stream.PACKAGE)


def test_package_time_keeps_the_policy_that_gave_its_band() -> None:
    (sums,) = tally([replace(session("2026-03-13T20:00", "2026-03-13T21:00"), arranged=True)]).values()
    assert sums.decided_by == {"bands.friday_20_22"}


def test_at_the_band_of_the_start_no_gap_decides() -> None:
    friday = session("2026-03-13T19:30", "2026-03-13T20:30")
    (sums,) = tally([friday], Policy(remote_band_split="start_band")).values()
    assert sums.decided_by == set()


def test_a_whole_session_on_a_company_day_off_is_never_package_time() -> None:
    policy = Policy(
        package_outside_hours="whole_session_from_package_if_started_inside",
        calendar_company_days_off=(date(2026, 3, 10),),
    )
    (sums,) = tally([session("2026-03-10T10:00", "2026-03-10T11:00")], policy).values()
    assert not sums.stream(Stream.PACKAGE)


def test_parts_of_a_second_never_make_a_quarter() -> None:
    start = at("2026-03-10T09:00")
    end = start.replace(minute=15, microsecond=600_000)
    assert [
        row.quarters for row in remote_rows([Session(session="1", start=start, end=end, topics=("it",))], STANDARD)
    ] == [1]
    cut = start.replace(minute=7, second=30, microsecond=700_000)
    halves = [
        Session(session="1", start=start, end=cut, topics=("it",)),
        Session(session="2", start=cut, end=end, topics=("it",)),
    ]
    assert [row.seconds for row in remote_rows(halves, STANDARD)] == [900]
