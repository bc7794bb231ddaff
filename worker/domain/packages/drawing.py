"""Drawing on a package (13.4-13.6): what a request takes now, what waits for a window, what never fits.

Where resources are said to lack, a 30-day window serves at most 34% of the package; the rest of a request
waits for the next windows. What waits is only a plan: a later request asks again.

``draw`` answers a row of requests on one package, as the golden cases put it, and only they call it: a bill draws on
several packages at once (``domain.billing.settlement``), an order asks for its share. All ask ``window_room``; that a
bill takes what ``draw`` serves is held by tests/golden/test_bill_draws.py.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from worker.domain.calendar import ONE_DAY, is_working_day, next_working_day
from worker.domain.found import Service
from worker.domain.packages.package import (
    NotCovered,
    Package,
    valid_to,
    why_not_covered,
    window_limit,
    window_number,
    window_starts,
)
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.rounding import whole_quarters
from worker.terms import price_list_on


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """Work asked of a package on a day. ``lacking``: the firm says its resources lack (13.6)."""

    day: date
    service: Service
    minutes: int
    lacking: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """Quarters drawn on a day."""

    day: date
    quarters: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Deferred:
    """Quarters that wait: for the window beginning on ``window_from`` (None when windows roll)."""

    window_from: date | None
    earliest_service_day: date
    quarters: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
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


def draw(package: Package, requests: Iterable[Request], policy: Policy = DEFAULT) -> list[Drawn]:
    """The requests of a package in order, from its full balance; each day and class is rounded as one sum (11.1.3)."""
    balance = package.full_quarters
    uses: list[Use] = []
    asked: dict[tuple[date, Service], tuple[int, int]] = {}  # minutes and quarters so far
    found = []
    for request in requests:
        minutes, before = asked.get((request.day, request.service), (0, 0))
        minutes += request.minutes
        need = whole_quarters(minutes * 60, policy) - before
        asked[request.day, request.service] = minutes, before + need
        drawn = _answer(package, request, need, balance, uses=uses, policy=policy)
        if drawn.not_covered is None:
            balance = drawn.balance_after
            uses.append(Use(day=request.day, quarters=drawn.served))
        found.append(drawn)
    return found


def _answer(package: Package, request: Request, need: int, balance: int, *, uses: list[Use], policy: Policy) -> Drawn:
    if why := why_not_covered(package, request.service, request.day, policy):
        left = 0 if why is NotCovered.EXPIRED else balance
        return Drawn(day=request.day, need=need, served=0, tariff=need, balance_after=left, not_covered=why)
    wanted = min(need, balance)
    room = window_room(package, uses, request.day, policy, lacking=request.lacking)
    served = wanted if room is None else min(wanted, room)
    waiting, tariff = wanted - served, 0
    if policy.package_limit_scope == "settled":
        waiting, tariff = 0, waiting
    plan = [*uses, Use(day=request.day, quarters=served)]
    deferred = tuple(schedule(package, plan, request.day, waiting, policy))
    return Drawn(
        day=request.day,
        need=need,
        served=served,
        balance_after=balance - served,
        window=window_number(package, request.day, policy),
        deferred=deferred,
        never_fits=waiting - sum(d.quarters for d in deferred),
        over_balance=need - wanted,
        tariff=tariff,
        window_limit=None if room is None else window_limit(package, policy),
        window_used=None if room is None else used_in_window(package, uses, request.day, policy),
    )


def window_room(
    package: Package, uses: Iterable[Use], day: date, policy: Policy = DEFAULT, *, lacking: bool = False
) -> int | None:
    """The quarters that the 34% leaves of the window of a day (13.6); None where it does not limit.

    It limits a package of more than 30 days while resources are ``lacking``, or by policy ``package.limit_when``.
    Orders, draws and bills ask here, so that none of them gives what another would not.
    """
    if not lacking and policy.package_limit_when != "always":
        return None
    return _left_of_window(package, uses, day, policy) if window_starts(package, policy) else None


def used_in_window(package: Package, uses: Iterable[Use], day: date, policy: Policy = DEFAULT) -> int:
    """Quarters drawn in the window of a day: its 30-day block, or by policy the 30 days ending with it."""
    if policy.package_window == "rolling":
        length = timedelta(days=price_list_on(package.start).packages.window_days)
        return sum(u.quarters for u in uses if day - length < u.day <= day)
    number = window_number(package, day, policy)
    return sum(u.quarters for u in uses if window_number(package, u.day, policy) == number)


def schedule(
    package: Package, uses: Iterable[Use], after: date, quarters: int, policy: Policy = DEFAULT
) -> Iterator[Deferred]:
    """Where the waiting quarters of a request fit after a day, within the validity; less than all when they do not."""
    plan = list(uses)
    for window_from, day in _service_days(package, after, policy):
        room = _left_of_window(package, plan, day, policy)
        if quarters > 0 and room > 0:
            taken = min(quarters, room)
            yield Deferred(window_from=window_from, earliest_service_day=day, quarters=taken)
            plan.append(Use(day=day, quarters=taken))
            quarters -= taken


def _left_of_window(package: Package, uses: Iterable[Use], day: date, policy: Policy) -> int:
    return max(window_limit(package, policy) - used_in_window(package, uses, day, policy), 0)


def _service_days(package: Package, after: date, policy: Policy) -> Iterator[tuple[date | None, date]]:
    """The days on which waiting work may go on: the first working day of each later window, or every working day."""
    last, off = valid_to(package, policy), policy.calendar_company_days_off
    if policy.package_window == "rolling":
        for n in range(1, (last - after).days + 1):
            day = after + n * ONE_DAY
            if is_working_day(day, days_off=off):
                yield None, day
        return
    for start in window_starts(package, policy):
        day = next_working_day(start, days_off=off)
        same_window = window_number(package, day, policy) == window_number(package, start, policy)
        if start > after and same_window and day <= last:
            yield start, day
