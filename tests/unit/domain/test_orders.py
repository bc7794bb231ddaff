"""Orders on packages (13.8, 13.9) and what an unperformed one is worth (13.10)."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from worker.domain.calendar import WARSAW
from worker.domain.found import Service
from worker.domain.packages.compensation import Compensation, compensation
from worker.domain.packages.drawing import Use
from worker.domain.packages.orders import Order, OrderRight, order_right
from worker.domain.packages.package import Package
from worker.domain.policy import Policy

TEN = Package(hours=10, service=Service.GENERAL, start=date(2026, 3, 2), balance=40)
ORDER = Order(
    confirmed_at=datetime(2026, 3, 12, 10, tzinfo=WARSAW),
    hours=Decimal(2),
    nip="1111111111",
    person="Jan Kowalski",
    suggested_dates=("17 marca rano",),
)
MOSTLY_USED = [Use(day=date(2026, 3, 10), quarters=12)]


def right(order: Order = ORDER, *, used: list[Use] | None = None, lacking: bool = False, **policy: str) -> OrderRight:
    how = Policy.of({key.replace("__", "."): value for key, value in policy.items()})
    return order_right(TEN, order, how, used_before=used or [], lacking=lacking)


@pytest.mark.parametrize(
    ("order", "missing"),
    [
        (replace(ORDER, nip=""), ("nip",)),
        (replace(ORDER, person="", hours=None), ("person", "hours")),
        (replace(ORDER, suggested_dates=()), ("suggested_dates",)),
    ],
)
def test_an_order_that_does_not_say_who_what_and_when_is_void(order: Order, missing: tuple[str, ...]) -> None:
    found = right(order)
    assert (found.valid, found.missing, found.right, found.deadline) == (False, missing, False, None)


def test_an_order_of_thirty_four_percent_has_the_right_and_a_larger_one_has_not() -> None:
    assert right(replace(ORDER, hours=Decimal("3.4"))).right
    assert not right(replace(ORDER, hours=Decimal("3.41"))).right


def test_the_right_needs_a_running_package() -> None:
    at = [datetime(2026, 3, 1, 23, tzinfo=WARSAW), datetime(2026, 3, 2, tzinfo=WARSAW)]
    at += [datetime(2026, 5, 30, 23, tzinfo=WARSAW), datetime(2026, 5, 31, tzinfo=WARSAW)]
    assert [right(replace(ORDER, confirmed_at=instant)).right for instant in at] == [False, True, True, False]


def test_an_absent_technician_matters_only_when_he_was_named() -> None:
    assert right(replace(ORDER, technician_absent=True)).right
    assert right(replace(ORDER, named_technician="A. Nowak")).right
    assert not right(replace(ORDER, named_technician="A. Nowak", technician_absent=True)).right


def test_an_order_near_the_expiry_keeps_its_days_or_is_cut() -> None:
    late = replace(ORDER, confirmed_at=datetime(2026, 5, 25, 10, tzinfo=WARSAW))
    kept, cut = right(late), right(late, package__order_near_expiry="cut_at_expiry")
    assert (kept.deadline, kept.after_expiry) == (date(2026, 6, 8), True)
    assert (cut.deadline, cut.after_expiry) == (date(2026, 5, 30), False)


def test_without_lacking_resources_nothing_waits() -> None:
    found = right(used=MOSTLY_USED)
    assert (found.servable, found.deferred, found.at_risk) == (8, (), False)


def test_a_window_that_opens_too_late_is_an_alarm_or_beaten_or_stops_the_clock() -> None:
    alarm = right(used=MOSTLY_USED, lacking=True)
    assert (alarm.servable, [d.quarters for d in alarm.deferred], alarm.at_risk) == (1, [7], True)
    beaten = right(used=MOSTLY_USED, lacking=True, package__conflict_136_138="13.8_prevails")
    assert (beaten.servable, beaten.deferred, beaten.at_risk) == (8, (), False)
    stopped = right(used=MOSTLY_USED, lacking=True, package__conflict_136_138="13.6_suspends_deadline")
    assert (stopped.deadline, stopped.at_risk) == (date(2026, 4, 1), False)


def test_what_fits_no_window_before_the_expiry_is_not_servable() -> None:
    used = [Use(day=date(2026, 5, 4), quarters=13)]
    found = right(replace(ORDER, confirmed_at=datetime(2026, 5, 20, 10, tzinfo=WARSAW)), used=used, lacking=True)
    assert (found.servable, found.deferred, found.at_risk) == (0, (), True)


def test_an_order_above_the_balance_is_no_risk_of_the_firm() -> None:
    used = [Use(day=date(2026, 3, 3), quarters=37)]
    found = right(used=used)
    assert (found.servable, found.at_risk) == (3, False)


def paid_back(ordered: str = "2", performed: str = "0", *, absent: bool = False, **policy: str) -> Compensation | None:
    return compensation(
        replace(TEN, balance=10),
        Decimal("1440.00"),
        ordered=Decimal(ordered),
        performed=Decimal(performed),
        technician_absent=absent,
        policy=Policy.of({key.replace("__", "."): value for key, value in policy.items()}),
    )


def test_compensation_is_money_back_or_hours_and_thirty_days() -> None:
    found = paid_back()
    assert found is not None
    assert (found.refund.net, found.refund.vat, found.refund.gross) == (
        Decimal(-288),
        Decimal("-66.24"),
        Decimal("-354.24"),
    )
    assert (found.balance_after_refund, found.added, found.balance_after_hours) == (2, 8, 18)
    assert (found.valid_to_before, found.valid_to) == (date(2026, 5, 30), date(2026, 6, 29))


def test_only_what_was_not_performed_counts_or_by_policy_the_whole_order() -> None:
    part, whole = paid_back(performed="0.5"), paid_back(performed="0.5", compensation__partial="whole_order")
    assert part is not None
    assert whole is not None
    assert (part.unperformed, part.added) == (Decimal("1.5"), 6)
    assert (whole.unperformed, whole.added) == (Decimal(2), 8)


def test_the_balance_after_compensation_is_a_policy() -> None:
    kept, replaced = paid_back(compensation__a_balance="unchanged"), paid_back(compensation__b_hours="replaced")
    assert kept is not None
    assert replaced is not None
    assert (kept.balance_after_refund, replaced.added, replaced.balance_after_hours) == (10, 0, 10)


def test_money_back_never_overdraws_the_balance() -> None:
    found = paid_back("3")
    assert found is not None
    assert found.balance_after_refund == 0


def test_there_is_no_compensation_without_the_right() -> None:
    assert paid_back(performed="2") is None
    assert paid_back(performed="2", compensation__partial="whole_order") is None
    assert paid_back(absent=True) is None
    assert paid_back("3.5") is None
    assert paid_back("3.4") is not None


def test_a_window_that_opens_on_the_last_day_of_the_clock_is_in_time() -> None:
    last_day = replace(ORDER, confirmed_at=datetime(2026, 3, 18, 10, tzinfo=WARSAW))  # 14 days end on 1 April
    found = right(last_day, used=MOSTLY_USED, lacking=True)
    assert (found.deadline, found.servable, found.at_risk) == (date(2026, 4, 1), 8, False)


def test_an_order_for_nothing_or_for_one_minute() -> None:
    assert not right(replace(ORDER, hours=Decimal(0))).within_limit
    assert not right(replace(ORDER, hours=Decimal(-1))).within_limit
    assert right(replace(ORDER, hours=Decimal(1) / 60)).within_limit


def test_an_order_on_a_package_used_up_waits_for_nothing() -> None:
    found = right(used=[Use(day=date(2026, 3, 3), quarters=40)], lacking=True)
    assert (found.servable, found.deferred, found.at_risk) == (0, (), False)


def test_a_rolling_window_counts_the_quarters_of_the_order_itself() -> None:
    found = right(used=MOSTLY_USED, lacking=True, package__window="rolling")
    assert [(d.earliest_service_day, d.quarters) for d in found.deferred] == [(date(2026, 4, 9), 7)]
    large = right(replace(ORDER, hours=Decimal("3.4")), lacking=True, package__window="rolling")
    assert [(d.earliest_service_day, d.quarters) for d in large.deferred] == [(date(2026, 4, 13), 1)]


def test_compensated_time_is_counted_in_started_quarters() -> None:
    found = paid_back("3.3")
    assert found is not None
    assert found.added == 14
