"""Work at the customer's (11.2): started hours, half hours for regulars, and whose band a unit has."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.months import visits
from worker.domain.calendar import WARSAW
from worker.domain.found import Service
from worker.domain.policy import Policy
from worker.domain.tariff.rates import Standing
from worker.domain.tariff.visits import Visit, VisitRow, visit_rows

REGULAR, STANDARD = Standing(regular=True), Standing()


def visit(start: str, end: str, *topics: str, name: str = "v") -> Visit:
    begin, stop = (datetime.fromisoformat(text).replace(tzinfo=WARSAW) for text in (start, end))
    return Visit(visit=name, start=begin, end=stop, topics=topics or ("it",))


def hours(*given: Visit, standing: Standing = STANDARD, **policy: object) -> list[dict[str, str]]:
    found = visit_rows(given, standing, Policy.of({k.replace("__", "."): v for k, v in policy.items()}))
    return [{str(band): str(amount) for band, amount in row.by_band.items()} for row in found]


@given(st.lists(visits(), max_size=4), st.booleans())
def test_billed_hours_cover_the_presence_with_less_than_a_unit_over(given: list[Visit], regular: bool) -> None:
    for row in visit_rows(given, Standing(regular=regular)):
        over = row.hours * 3600 - row.seconds
        assert 0 <= over < 3600
        assert over < 1800 or not regular or row.hours == 1


@pytest.mark.parametrize(
    ("end", "standard", "regular"),
    [("09:00", "0", "0"), ("09:01", "1", "1"), ("10:00", "1", "1"), ("10:01", "2", "1.5"), ("10:31", "2", "2")],
)
def test_a_started_unit_counts(end: str, standard: str, regular: str) -> None:
    one = visit("2026-03-10T09:00", f"2026-03-10T{end}")
    assert visit_rows([one], STANDARD)[0].hours == Decimal(standard)
    assert visit_rows([one], REGULAR)[0].hours == Decimal(regular)


def test_half_hours_stay_with_an_overdue_regular_customer_by_default() -> None:
    one, overdue = visit("2026-03-10T09:00", "2026-03-10T10:01"), Standing(regular=True, overdue=True)
    assert hours(one, standing=overdue) == [{"A": "1.5"}]
    assert hours(one, standing=overdue, onsite__half_hours_when_overdue="false") == [{"A": "2"}]
    assert hours(one, standing=REGULAR, onsite__half_hours_when_overdue="false") == [{"A": "1.5"}]


def test_the_band_is_that_of_the_start_of_each_unit() -> None:
    evening = visit("2026-03-10T17:30", "2026-03-10T19:10")
    assert hours(evening, standing=REGULAR) == [{"A": "1", "B": "1.0"}]
    assert hours(evening, standing=REGULAR, onsite__band_of_unit="arrival") == [{"A": "2.0"}]
    assert hours(evening, standing=REGULAR, onsite__band_of_unit="per_band_ceil") == [{"A": "1", "B": "1.5"}]


def test_a_visit_runs_on_over_midnight_or_is_cut() -> None:
    night = visit("2026-12-23T23:30", "2026-12-24T00:15")
    assert hours(night) == [{"C": "1"}]
    assert hours(night, onsite__midnight="split") == [{"C": "1"}, {"F": "1"}]


def test_visits_of_a_day_are_apart_or_one_sum() -> None:
    two = (
        visit("2026-03-11T17:00", "2026-03-11T17:35", name="v1"),
        visit("2026-03-11T18:30", "2026-03-11T19:10", name="v2"),
    )
    assert hours(*two, standing=REGULAR) == [{"A": "1"}, {"B": "1"}]
    assert hours(*two, standing=REGULAR, onsite__scope="day") == [{"A": "1", "B": "0.5"}]
    merged = visit_rows(two, REGULAR, Policy(onsite_scope="day"))
    assert [(row.visit, row.day, row.seconds) for row in merged] == [("v1+v2", date(2026, 3, 11), 75 * 60)]


def services(*topics: str, crm: bool) -> list[Service]:
    one = visit("2026-03-11T17:00", "2026-03-11T17:35", *topics)
    found: list[VisitRow] = visit_rows([one], STANDARD, Policy(onsite_crm_makes_mixed=crm))
    return [row.service for row in found]


def test_crm_is_general_unless_the_policy_makes_it_mixed() -> None:
    assert services("it", "crm", crm=False) == [Service.GENERAL]
    assert services("it", "crm", crm=True) == [Service.ACCOUNTING]
    assert services("crm", crm=True) == [Service.GENERAL]
    assert services("it", "payroll", crm=False) == [Service.ACCOUNTING]


def test_a_visit_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="visit v ends before it starts"):
        hours(visit("2026-03-11T17:00", "2026-03-11T16:00"))


def test_the_units_of_a_day_run_through_all_its_visits() -> None:
    three = (
        visit("2026-03-11T17:00", "2026-03-11T18:00", name="v1"),
        visit("2026-03-11T18:30", "2026-03-11T19:30", name="v2"),
        visit("2026-03-11T21:45", "2026-03-11T22:45", name="v3"),
    )
    assert hours(*three, onsite__scope="day") == [{"A": "1", "B": "2"}]
    late = (*three[:2], visit("2026-03-11T22:00", "2026-03-11T22:45", name="v3"))
    assert hours(*late, onsite__scope="day") == [{"A": "1", "B": "1", "C": "1"}]


def test_the_arrival_on_a_boundary_is_in_the_band_that_begins() -> None:
    early = visit("2026-03-11T07:59", "2026-03-11T09:10")
    assert hours(early, onsite__band_of_unit="arrival") == [{"B": "2"}]


def test_a_visit_cut_at_midnight_keeps_all_its_bands() -> None:
    long = visit("2026-03-10T17:30", "2026-03-11T00:30")
    assert hours(long, onsite__midnight="split") == [{"A": "1", "B": "4", "C": "2"}, {"C": "1"}]


def test_a_row_cites_how_its_units_were_counted() -> None:
    one = visit("2026-03-10T09:00", "2026-03-10T10:01")
    assert visit_rows([one], STANDARD)[0].points == ("11.2.2",)
    assert visit_rows([one], REGULAR)[0].points == ("11.2.3",)


def test_a_second_over_the_unit_starts_the_next() -> None:
    begin = datetime(2026, 3, 10, 9, tzinfo=WARSAW)
    one = Visit(visit="v", start=begin, end=begin.replace(hour=10, second=1), topics=("it",))
    assert [row.hours for row in visit_rows([one], STANDARD)] == [2]


def test_the_arrival_counts_to_the_second() -> None:
    begin = datetime(2026, 3, 10, 17, 59, 59, tzinfo=WARSAW)
    one = Visit(visit="v", start=begin, end=begin.replace(hour=18, second=30), topics=("it",))
    assert hours(one, onsite__band_of_unit="arrival") == [{"A": "1"}]


def test_the_name_of_a_boundary_moves_no_money() -> None:
    on_the_hour = visit("2026-03-10T08:00", "2026-03-10T09:00")
    assert hours(on_the_hour, bands__boundary="earlier") == [{"A": "1"}]
