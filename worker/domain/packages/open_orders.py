"""Accepted orders that wait keep their part of a package: what is theirs, and what a new order finds (13.6, 13.8)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from worker.domain.packages.account import PackageAccount, PackageState, Promised, Share, Window
from worker.domain.packages.drawing import Use, serve
from worker.domain.packages.orders import reserved
from worker.domain.policy import DEFAULT, Policy


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenOrder:
    """An accepted order that waits for so many more quarters; ``right``: it has the 14 days of 13.8."""

    quarters: int
    right: bool


def with_orders(account: PackageAccount, waiting: Iterable[OpenOrder], policy: Policy = DEFAULT) -> PackageAccount:
    """The account with what accepted orders keep of the package: its windows, and what is free beside them.

    The numbers are those that the confirmation of an order sent now would tell.
    """
    orders = tuple(waiting)
    if account.state is PackageState.NOT_STARTED:  # nothing can be ordered from it yet (13.3)
        return account
    kept, free = _beside(account, orders, policy)
    firm = tuple(one for one in orders if one.right)
    promised = Promised(
        waiting=_share(sum(one.quarters for one in orders), kept, account.day),
        free=free,
        without_right=sum(one.quarters for one in orders) - sum(one.quarters for one in firm),
        free_with_right=_beside(account, firm, policy)[1],
    )
    windows = tuple(_with_reserved(one, kept) for one in account.windows)
    window = _with_reserved(account.window, kept) if account.window else None
    return replace(account, windows=windows, window=window, promised=promised)


def _beside(account: PackageAccount, orders: Iterable[OpenOrder], policy: Policy) -> tuple[tuple[Use, ...], Share]:
    """What the orders are going to draw, and what that leaves to a new one that asks for all the rest."""
    day, package = account.day, account.package
    kept = reserved(package, (one.quarters for one in orders), day, policy, uses=account.drawn, lacking=True)
    left = max(account.left - sum(one.quarters for one in kept), 0)
    serving = serve(package, left, day, policy, uses=[*account.drawn, *kept], lacking=True)
    rest = (Use(day=one.earliest_service_day, quarters=one.quarters) for one in serving.deferred)
    return kept, _share(left, (Use(day=day, quarters=serving.now), *rest), day)


def _share(total: int, plan: Iterable[Use], day: date) -> Share:
    parts = tuple(plan)
    now = sum(one.quarters for one in parts if one.day == day)
    later = [one for one in parts if one.day > day]
    return Share(
        total=total,
        now=now,
        later=sum(one.quarters for one in later),
        later_from=min((one.day for one in later), default=None),
        never=total - sum(one.quarters for one in parts),
    )


def _with_reserved(window: Window, kept: Iterable[Use]) -> Window:
    plan = tuple(kept)
    return replace(
        window,
        left=max(window.left - sum(one.quarters for one in plan), 0),
        reserved=sum(one.quarters for one in plan if window.first <= one.day <= window.last),
    )
