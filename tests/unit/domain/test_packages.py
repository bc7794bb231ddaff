"""Packages (13): never overdrawn, limited only where it may be, and chosen in order."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.draws import Request, draw
from tests.months import MARCH, packages, services
from worker.domain.found import Service
from worker.domain.packages.package import (
    NotCovered,
    Package,
    limit_minutes,
    package_price,
    package_start,
    valid_to,
    why_not_covered,
    window_limit,
    window_number,
    window_starts,
)
from worker.domain.packages.selection import select
from worker.domain.policy import Policy
from worker.domain.tariff.rates import Standing
from worker.terms import TermsError

GENERAL, ACCOUNTING = Service.GENERAL, Service.ACCOUNTING
TEN = Package(hours=10, service=GENERAL, start=date(2026, 3, 2), balance=40, id="G")
REQUESTS = st.lists(
    st.builds(
        Request,
        day=st.integers(-70, 200).map(lambda n: MARCH + timedelta(days=n)),
        service=services,
        minutes=st.integers(0, 700),
        lacking=st.booleans(),
    ),
    max_size=10,
).map(lambda asked: sorted(asked, key=lambda one: one.day))
POLICIES = st.builds(
    Policy,
    package_window=st.sampled_from(["fixed", "rolling"]),
    package_limit_rounding=st.sampled_from(["floor", "ceil"]),
    package_limit_when=st.sampled_from(["lacking", "always"]),
    package_limit_scope=st.sampled_from(["served", "settled"]),
)


@given(packages(), REQUESTS, POLICIES)
def test_no_package_is_ever_overdrawn(package: Package, asked: list[Request], policy: Policy) -> None:
    drawn = draw(package, asked, policy)
    assert sum(one.served for one in drawn) <= package.full_quarters
    assert all(one.balance_after >= 0 for one in drawn)


@given(packages(), REQUESTS, POLICIES)
def test_every_quarter_asked_for_has_one_fate(package: Package, asked: list[Request], policy: Policy) -> None:
    for one in draw(package, asked, policy):
        waiting = sum(d.quarters for d in one.deferred) + one.never_fits
        assert one.need == one.served + waiting + one.over_balance + one.tariff
        assert min(one.served, one.never_fits, one.over_balance, one.tariff) >= 0


@given(packages(), REQUESTS, st.sampled_from(["fixed", "rolling"]))
def test_no_window_serves_more_than_its_limit_while_resources_lack(
    package: Package, asked: list[Request], window: str
) -> None:
    policy = Policy.of({"package.window": window, "package.limit_when": "always"})
    drawn = draw(package, asked, policy)
    limit = window_limit(package, policy)
    served = {day: sum(d.served for d in drawn if d.day == day) for day in {d.day for d in drawn}}
    for start in window_starts(package, policy) if window == "fixed" else served:
        end = start + timedelta(days=30)
        assert sum(q for day, q in served.items() if start <= day < end) <= limit or not window_starts(package)


@given(st.lists(packages(), max_size=4), services, st.integers(0, 60), st.sampled_from(["own_class_first", "no_split"]))
def test_a_selection_takes_what_is_there_and_leaves_the_rest(
    held: list[Package], service: Service, quarters: int, how: str
) -> None:
    held = [replace(package, id=str(n)) for n, package in enumerate(held)]
    day = date(2026, 3, 10)
    chosen = select(held, service, day, quarters, Policy.of({"package.select": how}))
    assert sum(taken for _, taken in chosen.take) + chosen.tariff == quarters
    assert all(0 < taken <= held[int(name)].balance for name, taken in chosen.take)
    assert all(why_not_covered(held[int(name)], service, day) is None for name, _ in chosen.take)


def test_the_earliest_end_may_go_before_the_own_class() -> None:
    accounting = Package(id="K", hours=10, service=ACCOUNTING, start=date(2026, 2, 2), balance=2)
    day = date(2026, 3, 10)
    assert select([accounting, TEN], GENERAL, day, 41).take == (("G", 40), ("K", 1))
    assert select([accounting, TEN], GENERAL, day, 41, Policy(package_select="earliest_end")).take == (
        ("K", 2),
        ("G", 39),
    )
    assert select([TEN], ACCOUNTING, day, 1).tariff == 1


def test_by_policy_the_surplus_waits_for_the_customer() -> None:
    chosen = select([replace(TEN, balance=3)], GENERAL, date(2026, 3, 10), 5, Policy(package_select="ask"))
    assert (chosen.take, chosen.tariff, chosen.to_ask) == ((("G", 3),), 0, 2)


def test_without_splitting_a_package_too_small_is_passed_over() -> None:
    chosen = select([replace(TEN, balance=3)], GENERAL, date(2026, 3, 10), 5, Policy(package_select="no_split"))
    assert (chosen.take, chosen.tariff) == ((), 5)


@pytest.mark.parametrize(
    ("day", "service", "why"),
    [
        (date(2026, 3, 1), GENERAL, NotCovered.NOT_STARTED),
        (date(2026, 3, 2), GENERAL, None),
        (date(2026, 5, 30), GENERAL, None),
        (date(2026, 5, 31), GENERAL, NotCovered.EXPIRED),
        (date(2026, 3, 10), ACCOUNTING, NotCovered.CLASS),
    ],
)
def test_a_package_covers_its_class_within_its_days(day: date, service: Service, why: NotCovered | None) -> None:
    assert why_not_covered(TEN, service, day) == why


@pytest.mark.parametrize(("hours", "minutes", "quarters"), [(5, 102, 6), (10, 204, 13), (20, 408, 27), (40, 816, 54)])
def test_thirty_four_percent_of_each_size(hours: int, minutes: int, quarters: int) -> None:
    package = replace(TEN, hours=hours)
    assert limit_minutes(package) == minutes
    assert window_limit(package) == quarters
    assert window_limit(package, Policy(package_limit_rounding="ceil")) == quarters + 1


def test_a_five_hour_package_gets_windows_only_by_policy_and_when_extended() -> None:
    five = replace(TEN, hours=5, extended_times=1, added_quarters=6)
    by_increase = Policy(package_limit_after_extension="increased")
    assert (window_starts(five), window_number(five, five.start)) == ((), None)
    assert window_starts(five, by_increase) == (date(2026, 3, 2), date(2026, 4, 1))
    assert window_limit(five, by_increase) == 8
    assert window_starts(replace(five, extended_times=0), by_increase) == ()


def test_what_does_not_fit_a_window_may_go_to_the_tariff() -> None:
    asked = [Request(day=date(2026, 3, 3), service=GENERAL, minutes=300, lacking=True)]
    (waits,) = draw(TEN, asked)
    (billed,) = draw(TEN, asked, Policy(package_limit_scope="settled"))
    assert (waits.served, waits.tariff, [d.quarters for d in waits.deferred]) == (13, 0, [7])
    assert (billed.served, billed.tariff, billed.deferred) == (13, 7, ())


def test_a_window_without_a_working_day_before_the_expiry_is_passed_over() -> None:
    late = Package(hours=10, service=GENERAL, start=date(2026, 1, 1), extended_times=0)
    (drawn,) = draw(late, [Request(day=date(2026, 3, 31), service=GENERAL, minutes=300, lacking=True)])
    assert (drawn.window, drawn.served, drawn.never_fits) == (3, 13, 7)


@pytest.mark.parametrize(
    ("policy", "accepted", "start"),
    [
        ({}, True, date(2026, 3, 9)),
        ({"package.start_if_not_named": "purchase_day"}, True, date(2026, 3, 2)),
        ({"package.start_if_not_named": "refuse"}, False, None),
    ],
)
def test_a_start_nobody_named(policy: dict[str, str], accepted: bool, start: date | None) -> None:
    found = package_start(5, date(2026, 3, 2), None, Policy.of(policy))
    assert (found.accepted, found.valid_from) == (accepted, start)


def test_the_update_rebate_touches_packages_only_by_policy() -> None:
    def net(policy: Policy) -> Decimal:
        found = package_price(5, GENERAL, on=MARCH, standing=Standing(regular=True, updates=1), policy=policy)
        assert found.amount.gross == found.amount.net + found.amount.vat
        return found.amount.net

    assert net(Policy()) == Decimal("760.00")
    assert net(Policy(package_update_discount=True)) == Decimal("712.50")


def test_a_size_that_is_not_sold_is_named() -> None:
    with pytest.raises(TermsError, match=r"there is no package of 7 h; sold are 5, 10, 20, 40 h \(13\.3\)"):
        package_price(7, GENERAL, on=MARCH, standing=Standing())


def test_the_last_valid_day_counts_the_start_or_not() -> None:
    assert valid_to(TEN) == date(2026, 5, 30)
    assert valid_to(TEN, Policy(package_first_day="kc111")) == date(2026, 5, 31)
    assert valid_to(replace(TEN, extended_times=2)) == date(2026, 7, 29)


def test_uses_are_counted_in_the_window_of_their_day() -> None:
    asked = [Request(day=date(2026, 3, 31), service=GENERAL, minutes=195, lacking=True)]
    asked.append(Request(day=date(2026, 4, 1), service=GENERAL, minutes=60, lacking=True))
    assert [one.served for one in draw(TEN, asked)] == [13, 4]
    assert [one.served for one in draw(TEN, asked, Policy(package_window="rolling"))] == [13, 0]


def asked(*steps: tuple[str, int], lacking: bool = True, service: Service = GENERAL) -> list[Request]:
    return [Request(day=date.fromisoformat(d), service=service, minutes=m, lacking=lacking) for d, m in steps]


def test_requests_of_one_day_and_class_are_rounded_as_one_sum() -> None:
    same_day = asked(("2026-03-10", 20), ("2026-03-10", 20), ("2026-03-10", 20), lacking=False)
    assert [(one.need, one.balance_after) for one in draw(TEN, same_day)] == [(2, 38), (1, 37), (1, 36)]
    accounting = replace(TEN, service=ACCOUNTING)
    two_classes = asked(("2026-03-10", 20)) + asked(("2026-03-10", 20), service=ACCOUNTING)
    assert [one.need for one in draw(accounting, two_classes)] == [2, 2]
    assert [one.need for one in draw(TEN, asked(("2026-03-10", 20), ("2026-03-11", 20)))] == [2, 2]


def test_window_figures_are_said_only_where_resources_lack() -> None:
    free, lacking = draw(TEN, asked(("2026-03-10", 15), lacking=False) + asked(("2026-03-10", 15)))
    assert (free.window_limit, free.window_used) == (None, None)
    assert (lacking.window_limit, lacking.window_used) == (13, 1)


def test_one_quarter_of_room_is_used() -> None:
    used_up = asked(("2026-03-03", 180), ("2026-03-04", 60))
    assert [one.served for one in draw(TEN, used_up)] == [12, 1]
    spread = draw(TEN, asked(("2026-04-02", 180), ("2026-03-03", 270)))  # 12 of the later window are gone already
    assert [d.quarters for d in spread[1].deferred] == [1, 4]


def waits(package: Package, *steps: tuple[str, int], **policy: str) -> list[tuple[str, int]]:
    how = Policy.of({key.replace("__", "."): value for key, value in policy.items()})
    return [(str(d.earliest_service_day), d.quarters) for d in draw(package, asked(*steps), how)[-1].deferred]


def test_a_rolling_window_opens_day_by_day() -> None:
    assert waits(TEN, ("2026-03-03", 195), ("2026-03-04", 30), package__window="rolling") == [("2026-04-02", 2)]
    ended = ("2026-03-30", 195), ("2026-04-28", 30)
    assert waits(TEN, *ended, package__window="rolling") == [("2026-04-29", 2)]
    off = {"package__window": "rolling", "calendar__company_days_off": "2026-04-29"}
    assert waits(TEN, *ended, **off) == [("2026-04-30", 2)]
    last_day = replace(TEN, start=date(2026, 2, 28))  # valid to 28 May, a Thursday
    assert waits(last_day, ("2026-04-28", 195), ("2026-05-20", 30), package__window="rolling") == [("2026-05-28", 2)]
    assert waits(last_day, ("2026-04-29", 195), ("2026-05-20", 30), package__window="rolling") == []
    next_day = ("2026-03-10", 150), ("2026-04-08", 60)  # the 30 days of 9 April no longer hold 10 March
    assert waits(TEN, *next_day, package__window="rolling") == [("2026-04-09", 1)]
    assert waits(TEN, ("2026-03-10", 195), ("2026-03-10", 15), package__window="rolling") == [("2026-04-09", 1)]


def test_a_window_may_open_on_the_last_valid_day_and_not_after_it() -> None:
    friday = replace(TEN, start=date(2026, 3, 4), extended_times=0)
    assert waits(friday, ("2026-05-02", 195), ("2026-05-02", 15)) == [("2026-05-04", 1)]
    assert waits(friday, ("2026-05-03", 210)) == []
    all_off = ",".join(str(date(2026, 4, 1) + timedelta(days=n)) for n in range(30))
    assert waits(TEN, ("2026-03-03", 210), calendar__company_days_off=all_off) == [("2026-05-04", 1)]


def test_a_package_as_large_as_the_work_needs_no_split() -> None:
    chosen = select([replace(TEN, balance=5)], GENERAL, date(2026, 3, 10), 5, Policy(package_select="no_split"))
    assert chosen.take == (("G", 5),)


def test_the_price_says_its_discount_and_point() -> None:
    found = package_price(20, ACCOUNTING, on=MARCH, standing=Standing())
    assert (found.percent_off, found.point, found.net_per_hour) == (15, "13.3.3, 13.11.4", Decimal("195.50"))
