"""What a payer's packages hold on a day: bills, drafts of unbilled months, month after month; on both databases."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Engine

from tests.integration.staffed import OFFICE
from tests.packages import NIP, sell, work
from worker.application.packages.account import Accounts, accounts
from worker.domain.found import Service
from worker.domain.packages.account import PackageState
from worker.domain.policy import DEFAULT
from worker.store.billing_tables import Bill
from worker.store.engine import transaction


def held(engine: Engine, day: date, **policy: object) -> Accounts:
    office = replace(OFFICE, policy=replace(DEFAULT, **policy))  # type: ignore[arg-type]
    with transaction(engine) as session:
        return accounts(session, office, NIP, day)


def left(engine: Engine, day: date, code: str = "P1") -> int:
    found = held(engine, day).of(code)
    assert found is not None
    return found.left


def test_a_payer_without_packages_has_none(engine: Engine) -> None:
    assert held(engine, date(2026, 10, 5)).packages == ()


def test_the_work_of_a_running_month_is_drawn_at_once(engine: Engine) -> None:
    sell(engine, "P1", 10, date(2026, 10, 1))
    work(engine, "2026-10-05 10:00", 50)  # 4 quarters
    work(engine, "2026-10-05 15:00", 5)  # with it 55 min: still 4
    work(engine, "2026-10-06 16:50", 20)  # 10 min inside the hours of packages: 1 quarter
    assert [left(engine, date(2026, 10, day)) for day in (4, 5, 6, 31)] == [40, 36, 35, 35]


def test_months_without_a_bill_are_drawn_in_turn(engine: Engine) -> None:
    sell(engine, "P1", 5, date(2026, 10, 20))
    work(engine, "2026-10-21 10:00", 180)  # 12 of 20
    work(engine, "2026-11-03 10:00", 180)  # the other 8, the rest at the tariff
    assert left(engine, date(2026, 11, 3)) == 0
    assert left(engine, date(2026, 11, 2)) == 8


def test_what_a_bill_recorded_is_the_truth_about_its_month(engine: Engine) -> None:
    sell(engine, "P1", 10, date(2026, 10, 1))
    entry = work(engine, "2026-10-05 10:00", 60)
    bill(engine, "2026-10", 1, [{"package": "P1", "day": "2026-10-05", "quarters": 6}], [entry])
    assert left(engine, date(2026, 11, 2)) == 34
    bill(engine, "2026-10", 2, [{"package": "P1", "day": "2026-10-05", "quarters": 4}], [entry])
    assert left(engine, date(2026, 11, 2)) == 36  # the newest version counts


def test_a_package_bought_later_in_the_month_is_not_there_yet(engine: Engine) -> None:
    """Asked for by ``packages show --on``, and by an order that is decided as of its confirmation."""
    sell(engine, "P1", 10, date(2026, 11, 2))
    work(engine, "2026-11-05 10:00", 60)
    sell(engine, "P2", 20, date(2026, 11, 20), purchased=date(2026, 11, 19))
    assert [one.package.id for one in held(engine, date(2026, 11, 12)).packages] == ["P1"]
    assert [one.package.id for one in held(engine, date(2026, 11, 19)).packages] == ["P1", "P2"]


def test_quarters_used_before_and_paid_back_are_gone_and_added_ones_are_there(engine: Engine) -> None:
    sell(engine, "P1", 10, date(2026, 10, 1), used_before=7, refunded_quarters=3, added_quarters=5, extended_times=1)
    account = held(engine, date(2026, 10, 2)).packages[0]
    assert (account.left, account.valid_to) == (35, date(2026, 10, 1) + timedelta(days=89 + 30))


def test_windows_know_what_they_gave_and_still_give(engine: Engine) -> None:
    sell(engine, "P1", 10, date(2026, 9, 1))
    work(engine, "2026-09-30 10:00", 60)
    work(engine, "2026-10-05 10:00", 120)
    account = held(engine, date(2026, 10, 5)).packages[0]
    assert [(one.first, one.used, one.free) for one in account.windows] == [
        (date(2026, 9, 1), 4, 9),
        (date(2026, 10, 1), 8, 5),
        (date(2026, 10, 31), 0, 13),
    ]
    assert account.window == account.windows[1]
    assert account.next_window == account.windows[2]
    assert [one.last for one in account.windows] == [date(2026, 9, 30), date(2026, 10, 30), date(2026, 11, 29)]


def test_a_window_gives_no_more_than_the_package_has(engine: Engine) -> None:
    sell(engine, "P1", 10, date(2026, 9, 1), used_before=36)
    window = held(engine, date(2026, 9, 2)).packages[0].window
    assert window is not None
    assert (window.limit, window.free) == (13, 4)


def test_by_policy_the_window_rolls(engine: Engine) -> None:
    sell(engine, "P1", 10, date(2026, 9, 1))
    work(engine, "2026-09-30 10:00", 60)
    account = held(engine, date(2026, 10, 20), package_window="rolling").packages[0]
    assert account.windows == ()
    assert account.window is not None
    assert (account.window.first, account.window.used) == (date(2026, 9, 21), 4)


def test_the_state_of_a_package(engine: Engine) -> None:
    sell(engine, "P1", 5, date(2026, 10, 5), purchased=date(2026, 10, 1))
    days = (date(2026, 10, 4), date(2026, 10, 5), date(2026, 11, 3), date(2026, 11, 4))
    states = [held(engine, day).packages[0].state for day in days]
    assert states == [PackageState.NOT_STARTED, PackageState.VALID, PackageState.VALID, PackageState.EXPIRED]
    assert left(engine, date(2026, 11, 4)) == 0  # 13.5
    assert held(engine, date(2026, 9, 30)).packages == ()  # not sold yet
    work(engine, "2026-10-06 10:00", 300)
    assert held(engine, date(2026, 10, 6)).packages[0].state is PackageState.USED_UP


def test_accounting_work_leaves_a_general_package_alone(engine: Engine) -> None:
    sell(engine, "P1", 5, date(2026, 10, 1))
    sell(engine, "P2", 10, date(2026, 10, 1), service=Service.ACCOUNTING)
    work(engine, "2026-10-06 10:00", 60, topics=["accounting"])
    assert (left(engine, date(2026, 10, 6)), left(engine, date(2026, 10, 6), "P2")) == (20, 36)


def test_an_undone_entry_draws_nothing(engine: Engine) -> None:
    sell(engine, "P1", 5, date(2026, 10, 1))
    work(engine, "2026-10-06 10:00", 60, undone_at=datetime.fromisoformat("2026-10-06T12:00+02:00"))
    assert left(engine, date(2026, 10, 6)) == 20


def bill(engine: Engine, month: str, version: int, uses: list[dict[str, object]], entries: list[int]) -> None:
    with transaction(engine) as session:
        session.add(
            Bill(
                nip=NIP,
                month=month,
                version=version,
                state="sent",
                issue_day=date(2026, 10, 31),
                uses=uses,
                billed={"work": entries},
                created_at=datetime.fromisoformat("2026-10-31T12:00+01:00"),
            )
        )
