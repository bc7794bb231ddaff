"""What is known of a payer's wallet on a day: its entries in order, through the engine of ``wallet``."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from worker.domain.insert.entries import WalletSaid, WalletWord
from worker.domain.insert.wallet import (
    Event,
    EventType,
    Outcome,
    Wallet,
    WalletState,
    as_reported,
    operation_cost,
    replay,
)
from worker.domain.policy import DEFAULT, Policy

_MONTH = timedelta(days=30)
_LOOK_BACK = timedelta(days=30)  # operations that tell the rate of use when nobody reported one


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """One entry with what it came to; ``outcome.lost`` are points that were lost before it."""

    said: WalletSaid
    outcome: Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """A wallet on a ``day``. ``lost`` are the points that ran out with the grace since the last entry.

    ``monthly`` are documents a month by operation; ``rate`` points a month, None when nobody told. ``filled`` is the
    number of the entry that last brought points, counted from 1; 0: none did.
    """

    day: date
    wallet: Wallet
    state: WalletState
    history: tuple[Happened, ...] = ()
    lost: Decimal = Decimal(0)
    monthly: dict[str, int] = field(default_factory=dict)
    rate: Decimal | None = None
    filled: int = 0

    @property
    def lasts(self) -> int | None:
        """For how many days the balance is enough; None when the rate of use is not known."""
        if not self.rate:
            return None
        return int(self.wallet.balance / self.rate * _MONTH.days)


def account(said: Sequence[WalletSaid], day: date, policy: Policy = DEFAULT) -> Account:
    """The wallet after these entries, in the order they were told on their days."""
    history: list[Happened] = []
    wallet, filled = Wallet(), 0
    ordered = sorted((one for one in said if one.day <= day), key=lambda one: one.day)
    for one in ordered:
        if one.word is WalletWord.MONTHLY:
            continue
        outcome = _after(wallet, one, policy)
        if outcome.wallet.balance > wallet.balance:
            filled = len(history) + 1
        history.append(Happened(said=one, outcome=outcome))
        wallet = outcome.wallet
    last = replay([Event(day=day, type=EventType.CHECK)], policy, start=wallet)[-1]
    monthly, rate = _rate(ordered, day)
    return Account(
        day=day,
        wallet=last.wallet,
        state=last.state,
        history=tuple(history),
        lost=last.lost,
        monthly=monthly,
        rate=rate,
        filled=filled,
    )


def _after(wallet: Wallet, said: WalletSaid, policy: Policy) -> Outcome:
    if said.word is WalletWord.REPORTED:
        reported = as_reported(wallet, said.points, said.valid_to, policy)
        return Outcome(day=said.day, wallet=reported, state=reported.state(said.day))
    event = Event(
        day=said.day,
        type=EventType(said.word.value),
        points=said.points or Decimal(0),
        program=said.program,
        valid_to=said.valid_to,
        op=said.op,
        count=said.count,
    )
    return replay([event], policy, start=wallet)[-1]


def _rate(said: Sequence[WalletSaid], day: date) -> tuple[dict[str, int], Decimal | None]:
    """The month last told; else the operations of the last thirty days."""
    told = [one for one in said if one.word is WalletWord.MONTHLY]
    if told:
        last = [one for one in told if one.day == told[-1].day]
        if last[-1].points is not None:
            return {}, last[-1].points
        monthly = {one.op: one.count for one in last if one.op}
    else:
        monthly = {}
        for one in said:
            if one.word is WalletWord.OPERATION and one.day > day - _LOOK_BACK:
                monthly[one.op] = monthly.get(one.op, 0) + one.count
    rate = sum((operation_cost(op, day) * count for op, count in monthly.items()), Decimal(0))
    return monthly, rate or None
