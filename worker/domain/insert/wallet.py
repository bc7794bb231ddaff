"""The InsERT wallet: points, validity, the 30 days of grace, free points with a subscription.

Source: the product page of InsPunkty (manufacturer's rules), not the regulamin. The wallet is valid until the
latest end of the customer's licences, subscriptions and services that use points; a purchase of points keeps
it valid for 12 months from the day of purchase. After the last valid day the points wait 30 days, then are lost.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from worker.domain.calendar import add_months
from worker.domain.policy import DEFAULT, Policy
from worker.terms import WalletTerms, wallet_terms


class WalletState(StrEnum):
    """Whether points can be used."""

    NONE = "none"  # never had a validity
    ACTIVE = "active"
    GRACE = "grace"  # points are kept but cannot be used
    EXPIRED = "expired"  # points are lost


class EventType(StrEnum):
    """What happened to a wallet."""

    POINTS_PURCHASE = "points_purchase"
    SUBSCRIPTION = "subscription"
    LICENCE = "licence"
    SERVICE = "service"
    OPERATION = "op"
    CHECK = "check"


class Refusal(StrEnum):
    """Why an operation was refused."""

    NOT_ACTIVE = "wallet not active"
    NOT_ENOUGH = "not enough points"


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One event: ``points`` of a purchase; ``program`` and ``valid_to`` of an entitlement; ``op`` and ``count``."""

    day: date
    type: EventType
    points: Decimal = Decimal(0)
    program: str = ""
    valid_to: date | None = None
    op: str = ""
    count: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Wallet:
    """A wallet after an event; days are the last ones of validity and of grace."""

    balance: Decimal = Decimal(0)
    valid_to: date | None = None
    grace_to: date | None = None

    def state(self, day: date) -> WalletState:
        """Whether the points can be used on a day."""
        if self.valid_to is None or self.grace_to is None:
            return WalletState.NONE
        if day <= self.valid_to:
            return WalletState.ACTIVE
        return WalletState.GRACE if day <= self.grace_to else WalletState.EXPIRED


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What an event came to. ``served`` counts the operations done; ``lost`` the points lost before the event."""

    day: date
    wallet: Wallet
    state: WalletState
    lost: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)
    free_points: Decimal = Decimal(0)
    served: int = 0
    refusal: Refusal | None = None

    @property
    def ok(self) -> bool:
        """Whether the event went through as a whole."""
        return self.refusal is None


def replay(events: Iterable[Event], policy: Policy = DEFAULT, start: Wallet | None = None) -> list[Outcome]:
    """The events of a wallet in order, each with its outcome. Raises ValueError for an unknown operation.

    ``start`` is the wallet before the first event; a new one when nothing is known of it.
    """
    wallet, found = start or Wallet(), []
    for event in events:
        lost = wallet.balance if wallet.state(event.day) is WalletState.EXPIRED else Decimal(0)
        wallet = replace(wallet, balance=wallet.balance - lost)
        outcome = _apply(wallet, event, policy)
        wallet = outcome.wallet
        found.append(replace(outcome, lost=lost))
    return found


def as_reported(wallet: Wallet, points: Decimal | None, valid_to: date | None, policy: Policy = DEFAULT) -> Wallet:
    """The wallet as somebody read it off his screen: what is not said stays; the last valid day may be earlier too."""
    known = replace(wallet, balance=wallet.balance if points is None else points)
    return known if valid_to is None else _extend(replace(known, valid_to=None), valid_to, policy)


def _apply(wallet: Wallet, event: Event, policy: Policy) -> Outcome:
    match event.type:
        case EventType.OPERATION:
            return _operate(wallet, event, policy)
        case EventType.POINTS_PURCHASE:
            after = replace(wallet, balance=wallet.balance + event.points)
            return _outcome(event, _extend(after, _end_after_purchase(wallet, event.day, policy), policy))
        case EventType.SUBSCRIPTION | EventType.LICENCE | EventType.SERVICE:
            free = free_points(event, policy)
            after = replace(wallet, balance=wallet.balance + free)
            return replace(_outcome(event, _extend(after, event.valid_to, policy)), free_points=free)
        case EventType.CHECK:
            return _outcome(event, wallet)


def _outcome(event: Event, wallet: Wallet) -> Outcome:
    return Outcome(day=event.day, wallet=wallet, state=wallet.state(event.day))


def _end_after_purchase(wallet: Wallet, day: date, policy: Policy) -> date | None:
    state = wallet.state(day)
    if state is WalletState.GRACE and policy.wallet_points_in_grace == "do_not_restore":
        return wallet.valid_to
    start = day
    if policy.wallet_purchase_extends == "current+12m" and state is WalletState.ACTIVE and wallet.valid_to:
        start = wallet.valid_to
    return add_months(start, wallet_terms().purchase_months)


def _extend(wallet: Wallet, end: date | None, policy: Policy) -> Wallet:
    """The wallet valid until the later of its end and ``end``."""
    latest = max((day for day in (wallet.valid_to, end) if day is not None), default=None)
    if latest is None:
        return wallet
    grace = add_months(latest, 1)
    if policy.wallet_grace == "30_days":
        grace = latest + timedelta(days=wallet_terms().grace_days)
    return replace(wallet, valid_to=latest, grace_to=grace)


def free_points(event: Event, policy: Policy = DEFAULT) -> Decimal:
    """The points a subscription brings: from 1 April 2026, for the named programs (or, by policy, every one)."""
    terms = wallet_terms()
    if event.type is not EventType.SUBSCRIPTION or event.day < terms.free_points_from:
        return Decimal(0)
    program = event.program.casefold().removeprefix("insert ").lstrip()  # its maker may be written before it
    named = program.startswith(terms.free_programs)
    return terms.free_points if named or policy.wallet_free_programs == "every" else Decimal(0)


def operation_cost(op: str, day: date, terms: WalletTerms | None = None) -> Decimal:
    """The points one operation takes on a day; KSeF is free to 31 March 2026. ValueError for an unknown one."""
    terms = terms or wallet_terms()
    if op not in terms.costs:
        raise ValueError(f"unknown wallet operation {op!r}; known are {', '.join(terms.costs)}")
    if op.startswith("ksef") and day <= terms.ksef_free_to:
        return Decimal(0)
    return terms.costs[op]


def _operate(wallet: Wallet, event: Event, policy: Policy) -> Outcome:
    """Points are needed only where an operation costs any; they can be used only while the wallet is active."""
    each = operation_cost(event.op, event.day)
    wanted, outcome = each * event.count, _outcome(event, wallet)
    if not wanted:
        return replace(outcome, served=event.count)
    if outcome.state is not WalletState.ACTIVE:
        return replace(outcome, refusal=Refusal.NOT_ACTIVE)
    served = event.count if wanted <= wallet.balance else 0
    if not served and policy.wallet_not_enough == "serve_what_the_balance_covers":
        served = int(wallet.balance // each)
    refusal = None if served == event.count else Refusal.NOT_ENOUGH
    after = replace(wallet, balance=wallet.balance - each * served)
    return replace(outcome, wallet=after, cost=each * served, served=served, refusal=refusal)
