"""The InsERT wallet: points used only while it is valid, kept for 30 days, then lost."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.domain.insert.wallet import Event, EventType, Outcome, Refusal, WalletState, replay
from worker.domain.policy import Policy

TYPES = list(EventType)
EVENTS = st.lists(
    st.builds(
        Event,
        day=st.dates(date(2025, 6, 1), date(2028, 6, 1)),
        type=st.sampled_from(TYPES),
        points=st.integers(1, 1000).map(Decimal),
        program=st.sampled_from(["Subiekt GT", "Gratyfikant"]),
        valid_to=st.dates(date(2025, 6, 1), date(2029, 6, 1)),
        op=st.sampled_from(["ksef_send", "portal_document", "sello_order"]),
        count=st.integers(1, 300),
    ),
    max_size=12,
).map(lambda events: sorted(events, key=lambda event: event.day))


def bought(day: date, points: int = 100) -> Event:
    return Event(day=day, type=EventType.POINTS_PURCHASE, points=Decimal(points))


def used(day: date, op: str = "portal_document", count: int = 1) -> Event:
    return Event(day=day, type=EventType.OPERATION, op=op, count=count)


def last(*events: Event, **policy: str) -> Outcome:
    return replay(events, Policy.of({key.replace("__", "."): value for key, value in policy.items()}))[-1]


@given(EVENTS, st.sampled_from(["refuse", "serve_what_the_balance_covers"]))
def test_points_are_never_overdrawn_and_never_appear_from_nowhere(events: list[Event], how: str) -> None:
    balance = Decimal(0)
    for event, outcome in zip(events, replay(events, Policy.of({"wallet.not_enough": how})), strict=True):
        purchased = event.points if event.type is EventType.POINTS_PURCHASE else Decimal(0)
        assert outcome.wallet.balance == balance - outcome.lost + purchased + outcome.free_points - outcome.cost
        assert outcome.wallet.balance >= 0
        assert outcome.lost in {0, balance}
        balance = outcome.wallet.balance


@given(EVENTS)
def test_a_wallet_costs_points_only_while_it_is_active(events: list[Event]) -> None:
    assert all(not outcome.cost or outcome.state is WalletState.ACTIVE for outcome in replay(events))


def test_ksef_is_free_to_the_end_of_march_2026() -> None:
    free, paid = (
        last(bought(date(2026, 1, 2)), used(day, "ksef_send", 2)) for day in (date(2026, 3, 31), date(2026, 4, 1))
    )
    assert free.cost == 0
    assert free.served == paid.cost == 2


def test_a_batch_the_balance_does_not_cover_is_refused_or_served_in_part() -> None:
    events = bought(date(2026, 5, 1), 3), used(date(2026, 5, 2), "sello_order", 10)
    refused, partly = last(*events), last(*events, wallet__not_enough="serve_what_the_balance_covers")
    assert (refused.refusal, refused.served, refused.wallet.balance) == (Refusal.NOT_ENOUGH, 0, Decimal(3))
    assert (partly.refusal, partly.served, partly.wallet.balance) == (Refusal.NOT_ENOUGH, 6, Decimal(0))


def test_points_bought_in_grace_restore_the_wallet_unless_the_policy_says_no() -> None:
    events = bought(date(2026, 5, 10)), bought(date(2027, 5, 20))
    restored, not_restored = last(*events), last(*events, wallet__points_in_grace="do_not_restore")
    assert (restored.state, restored.wallet.valid_to) == (WalletState.ACTIVE, date(2028, 5, 20))
    assert (not_restored.state, not_restored.wallet.valid_to) == (WalletState.GRACE, date(2027, 5, 10))
    assert not_restored.wallet.balance == 200


def test_points_bought_after_the_grace_start_anew() -> None:
    anew = last(bought(date(2026, 5, 10)), bought(date(2027, 6, 10), 5), wallet__purchase_extends="current+12m")
    assert (anew.lost, anew.wallet.balance, anew.wallet.valid_to) == (Decimal(100), Decimal(5), date(2028, 6, 10))


def test_without_a_validity_there_is_no_wallet() -> None:
    none = last(used(date(2026, 5, 2)))
    assert (none.state, none.refusal, none.ok) == (WalletState.NONE, Refusal.NOT_ACTIVE, False)
    nothing = last(Event(day=date(2026, 5, 2), type=EventType.LICENCE))
    assert nothing.state is WalletState.NONE


@pytest.mark.parametrize(
    ("day", "program", "free"),
    [
        (date(2026, 3, 31), "Subiekt", 0),
        (date(2026, 4, 1), "Subiekt nexo PRO", 100),
        (date(2026, 4, 1), "rewizor GT", 100),
        (date(2026, 4, 1), "Gratyfikant", 0),
    ],
)
def test_free_points_come_from_april_2026_with_three_programs(day: date, program: str, free: int) -> None:
    event = Event(day=day, type=EventType.SUBSCRIPTION, program=program, valid_to=date(2027, 3, 31))
    assert last(event).free_points == free
    assert last(event, wallet__free_programs="every").free_points == (100 if day.month == 4 else 0)


def test_an_unknown_operation_is_named() -> None:
    with pytest.raises(ValueError, match="unknown wallet operation 'fax'; known are ksef_send, ksef_receive"):
        last(bought(date(2026, 5, 2)), used(date(2026, 5, 2), "fax"))


def test_the_last_points_can_be_used() -> None:
    spent = last(bought(date(2026, 5, 1), 3), used(date(2026, 5, 2), count=3))
    assert (spent.ok, spent.wallet.balance) == (True, Decimal(0))
