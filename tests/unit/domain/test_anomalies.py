"""What is odd about technicians' days: more than eight hours, and works at the same time, whoever pays."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from worker.domain.billing.anomalies import Anomaly, Logged, of_statement, of_technicians
from worker.domain.billing.month import MonthFacts
from worker.domain.billing.statement import statement
from worker.domain.calendar import WARSAW
from worker.domain.tariff.work import Session

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


def logged(when: str, minutes: int, nip: str = "1", who: str = "Marek") -> Logged:
    start = datetime.fromisoformat(when).replace(tzinfo=WARSAW)
    return Logged(technician=who, nip=nip, start=start, end=start + timedelta(minutes=minutes))


def kinds(*work: Logged) -> dict[str, list[Anomaly]]:
    return {nip: [one.kind for one in found] for nip, found in of_technicians(work, FIRST, LAST).items()}


def test_eight_hours_are_a_day_and_a_minute_more_is_odd_at_every_payer_of_it() -> None:
    assert kinds(logged("2026-03-10 08:00", 300), logged("2026-03-10 14:00", 180, "2")) == {}
    long = kinds(logged("2026-03-10 08:00", 300), logged("2026-03-10 14:00", 181, "2"), logged("2026-03-11 08:00", 9))
    assert long == {"1": [Anomaly.LONG_DAY], "2": [Anomaly.LONG_DAY]}


def test_two_people_may_work_at_once_and_one_may_not() -> None:
    assert kinds(logged("2026-03-10 08:00", 60), logged("2026-03-10 08:30", 60, "2", "Ewa")) == {}
    assert kinds(logged("2026-03-10 08:00", 60), logged("2026-03-10 09:00", 60, "2")) == {}
    assert kinds(logged("2026-03-10 08:00", 61), logged("2026-03-10 09:00", 60, "2")) == {
        "1": [Anomaly.OVERLAP],
        "2": [Anomaly.OVERLAP],
    }


def test_a_long_work_is_held_against_all_that_lie_in_it() -> None:
    inside = kinds(
        logged("2026-03-10 08:00", 240), logged("2026-03-10 08:10", 10, "2"), logged("2026-03-10 10:00", 10, "3")
    )
    assert set(inside) == {"1", "2", "3"}


def test_a_day_in_several_bands_names_its_own_ones_apart_from_those_of_other_days() -> None:
    days = [("2026-03-10 07:30", 60), ("2026-03-11 17:30", 60), ("2026-03-12 10:00", 60)]
    works = [logged(when, minutes) for when, minutes in days]
    sessions = (Session(session=str(n), start=one.start, end=one.end, topics=("it",)) for n, one in enumerate(works))
    settled = statement(MonthFacts(month=FIRST, issue=LAST, sessions=tuple(sessions)))
    assert [(one.day, one.detail) for one in of_statement(settled)] == [
        (date(2026, 3, 10), "A+B"),
        (date(2026, 3, 11), "A+B"),
    ]


def test_a_day_of_another_month_is_not_this_months_business() -> None:
    assert kinds(logged("2026-02-27 08:00", 600), logged("2026-04-01 08:00", 600)) == {}


_WORK = st.lists(st.tuples(st.integers(0, 1440), st.integers(-30, 400), st.sampled_from("12")), max_size=8)


@given(_WORK)
def test_an_overlap_is_found_exactly_where_two_works_meet(parts: list[tuple[int, int, str]]) -> None:
    midnight = datetime(2026, 3, 10, tzinfo=WARSAW)
    work = [
        Logged(
            technician="Marek",
            nip=nip,
            start=midnight + timedelta(minutes=start),
            end=midnight + timedelta(minutes=start + length),
        )
        for start, length, nip in parts
    ]
    real = [one for one in work if one.start < one.end]
    meet = any(one.start < other.end and other.start < one.end for n, one in enumerate(real) for other in real[:n])
    found = of_technicians(work, FIRST, LAST)
    assert meet == any(one.kind is Anomaly.OVERLAP for rows in found.values() for one in rows)
