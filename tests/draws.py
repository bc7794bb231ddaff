"""A row of requests on one package, as the golden cases put it, answered by what an order is told (``serve``).

Of its own it has the row alone: what of a day's sum is new (11.1.3), and the balance carried on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from worker.domain.found import Service
from worker.domain.packages.drawing import Deferred, Use, serve, used_in_window, window_room
from worker.domain.packages.package import NotCovered, Package, why_not_covered, window_limit, window_number
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.rounding import whole_quarters


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """Work asked of a package on a day. ``lacking``: the firm says its resources lack (13.6)."""

    day: date
    service: Service
    minutes: int
    lacking: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """The answer to one request, in quarters. ``window_limit`` and ``window_used`` are None where nothing limits.

    need = served + deferred + never_fits + over_balance + tariff.
    """

    day: date
    need: int
    served: int
    balance_after: int
    not_covered: NotCovered | None = None
    window: int | None = None
    deferred: tuple[Deferred, ...] = ()
    never_fits: int = 0
    over_balance: int = 0
    tariff: int = 0
    window_limit: int | None = None
    window_used: int | None = None


def draw(package: Package, requests: Iterable[Request], policy: Policy = DEFAULT) -> list[Answered]:
    """The requests of a package in order, from its full balance; each day and class is rounded as one sum (11.1.3)."""
    uses: list[Use] = []
    asked: dict[tuple[date, Service], tuple[int, int]] = {}  # minutes and quarters so far
    found = []
    for request in requests:
        minutes, before = asked.get((request.day, request.service), (0, 0))
        minutes += request.minutes
        need = whole_quarters(minutes * 60, policy) - before
        asked[request.day, request.service] = minutes, before + need
        drawn = _answer(package, request, need, uses, policy)
        uses.append(Use(day=request.day, quarters=drawn.served))
        found.append(drawn)
    return found


def _answer(package: Package, request: Request, need: int, uses: list[Use], policy: Policy) -> Answered:
    balance = package.full_quarters - sum(use.quarters for use in uses)
    if why := why_not_covered(package, request.service, request.day, policy):
        left = 0 if why is NotCovered.EXPIRED else balance
        return Answered(day=request.day, need=need, served=0, tariff=need, balance_after=left, not_covered=why)
    serving = serve(package, need, request.day, policy, uses=uses, lacking=request.lacking)
    waits = policy.package_limit_scope == "served"  # by "settled" a bill prices by the hour what the window refuses
    limited = window_room(package, uses, request.day, policy, lacking=request.lacking) is not None
    return Answered(
        day=request.day,
        need=need,
        served=serving.now,
        balance_after=balance - serving.now,
        window=window_number(package, request.day, policy),
        deferred=serving.deferred if waits else (),
        never_fits=serving.never_fits if waits else 0,
        over_balance=serving.over_balance,
        tariff=0 if waits else need - serving.now - serving.over_balance,
        window_limit=window_limit(package, policy) if limited else None,
        window_used=used_in_window(package, uses, request.day, policy) if limited else None,
    )
