"""A wallet told entry by entry: reports, the rate of use, the letters that are due, the pack that is advised."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from worker.domain.insert.account import Account, account
from worker.domain.insert.advice import advise
from worker.domain.insert.entries import WalletSaid, WalletWord
from worker.domain.insert.notices import Notice, due
from worker.domain.insert.wallet import WalletState
from worker.domain.policy import Policy
from worker.terms.insert_packs import packs

TOLD, END = date(2026, 11, 1), date(2027, 1, 10)
PACKS = packs()


def reported(points: int | None = 350, end: date | None = END, day: date = TOLD) -> WalletSaid:
    value = None if points is None else Decimal(points)
    return WalletSaid(word=WalletWord.REPORTED, day=day, points=value, valid_to=end)


def bought(day: date, points: int = 500) -> WalletSaid:
    return WalletSaid(word=WalletWord.POINTS_PURCHASE, day=day, points=Decimal(points))


def used(day: date, count: int) -> WalletSaid:
    return WalletSaid(word=WalletWord.OPERATION, day=day, op="ksef_send", count=count)


def monthly(count: int, op: str = "ksef_send", day: date = TOLD) -> WalletSaid:
    return WalletSaid(word=WalletWord.MONTHLY, day=day, op=op, count=count)


def notices(known: Account) -> list[Notice]:
    return [one.notice for one in due(known)]


def test_a_report_sets_what_it_says_and_leaves_the_rest() -> None:
    later = TOLD + timedelta(days=5)
    known = account([reported(), reported(300, None, later)], later)
    assert (known.wallet.balance, known.wallet.valid_to) == (Decimal(300), END)
    known = account([reported(), reported(None, date(2026, 12, 1), later)], later)
    assert (known.wallet.balance, known.wallet.valid_to) == (Decimal(350), date(2026, 12, 1))  # earlier, too


def test_entries_after_a_report_go_on_from_it() -> None:
    known = account([reported(), used(date(2026, 11, 5), 50), bought(date(2026, 11, 6))], date(2026, 11, 7))
    assert (known.wallet.balance, known.wallet.valid_to) == (Decimal(800), date(2027, 11, 6))


def test_an_entry_told_late_about_an_earlier_day_stands_on_its_day() -> None:
    known = account([reported(day=date(2026, 11, 10)), bought(date(2026, 11, 5))], date(2026, 11, 12))
    assert known.wallet.balance == 350  # the report of the 10th had seen the purchase of the 5th


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 12, 10), []),
        (date(2026, 12, 11), [Notice.ENDS_IN_30]),
        (date(2027, 1, 2), [Notice.ENDS_IN_30]),
        (date(2027, 1, 3), [Notice.ENDS_IN_30, Notice.ENDS_IN_7]),
        (END, [Notice.ENDS_IN_30, Notice.ENDS_IN_7]),
        (date(2027, 1, 11), [Notice.GRACE]),
        (date(2027, 2, 1), [Notice.GRACE]),
        (date(2027, 2, 2), [Notice.GRACE, Notice.GRACE_ENDS_IN_7]),
        (date(2027, 2, 9), [Notice.GRACE, Notice.GRACE_ENDS_IN_7]),
        (date(2027, 2, 10), []),
    ],
)
def test_the_clock_of_the_validity(day: date, found: list[Notice]) -> None:
    assert notices(account([reported()], day)) == found


def test_after_the_grace_the_points_are_lost() -> None:
    known = account([reported()], date(2027, 2, 10))
    assert (known.state, known.wallet.balance, known.lost) == (WalletState.EXPIRED, Decimal(0), Decimal(350))


def test_low_points_are_told_by_the_reported_rate_once_for_each_refill() -> None:
    said = [reported(90, date(2027, 10, 10)), monthly(120), monthly(80, "ksef_receive")]
    known = account(said, TOLD)
    assert (known.rate, known.lasts) == (Decimal(200), 13)
    first = due(known)
    assert [one.notice for one in first] == [Notice.LOW]
    refilled = account([*said, bought(date(2026, 11, 2)), used(date(2026, 11, 3), 520)], date(2026, 11, 3))
    again = due(refilled)
    assert [one.notice for one in again] == [Notice.LOW]
    assert again[0].about != first[0].about


def test_without_a_reported_rate_the_operations_of_thirty_days_tell_it() -> None:
    known = account([reported(100), used(date(2026, 11, 5), 60)], date(2026, 11, 6))
    assert (known.rate, known.lasts) == (Decimal(60), 20)
    assert account([reported(100)], TOLD).lasts is None


def test_the_last_told_month_counts() -> None:
    known = account([reported(), monthly(500), monthly(30, day=date(2026, 11, 9))], date(2026, 11, 10))
    assert known.monthly == {"ksef_send": 30}


@pytest.mark.parametrize(
    ("month", "balance", "pack"),
    [
        (5, 0, 100),
        (20, 0, 500),
        (80, 0, 1000),
        (100, 0, 2000),
        (200, 350, 2000),  # 11.7 months: nearly a year
        (400, 0, 5000),
        (800, 0, 10_000),
        (5000, 0, 10_000),
        (20, 500, None),
    ],
)
def test_the_smallest_pack_that_lasts_about_a_year(month: int, balance: int, pack: int | None) -> None:
    found = advise({"ksef_send": month}, Decimal(balance), PACKS, TOLD)
    assert found is not None
    assert (found.pack.points if found.pack else None) == pack


def test_the_reasoning_adds_up() -> None:
    found = advise({"ksef_send": 120, "ksef_receive": 80, "sello_order": 40}, Decimal(20), PACKS, TOLD)
    assert found is not None
    assert [part.points for part in found.parts] == [120, 80, 20]
    assert (found.monthly, found.yearly, found.needed) == (Decimal(220), Decimal(2640), Decimal(2620))
    assert found.pack is not None
    assert (found.pack.points, found.smaller and found.smaller.points) == (5000, 2000)
    assert found.months == Decimal("22.8")
    assert advise({}, Decimal(0), PACKS, TOLD) is None


def test_the_price_of_the_shop_is_net_and_gross_of_one_sum() -> None:
    thousand = next(one for one in PACKS if one.points == 1000)
    assert (thousand.net, thousand.gross) == (Decimal("300.00"), Decimal("369.00"))
    assert all((one.net is None) == (one.gross is None) for one in PACKS)


def test_the_policies_of_the_wallet_hold_here_too() -> None:
    told = [reported(100, date(2027, 1, 31), date(2027, 1, 1))]
    strict = Policy.of({"wallet.grace": "1_month"})
    assert account(told, date(2027, 3, 1), strict).state is WalletState.EXPIRED
    assert account(told, date(2027, 3, 1)).state is WalletState.GRACE
