"""Drawing on a package (13.4-13.6): what it gives of so many quarters now, what waits for a window, what never fits.

Where resources are said to lack, a 30-day window serves at most 34% of the package; the rest of a request
waits for the next windows. What waits is only a plan: a later request asks again.

An order is told what ``serve`` says, and the golden cases judge it. A bill draws on several packages at once
(``domain.billing.settlement``) and asks the same ``window_room``; that it takes what ``serve`` gives is held by
tests/golden/test_bill_draws.py.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from worker.domain.calendar import ONE_DAY, is_working_day, next_working_day
from worker.domain.packages.package import Package, valid_to, window_limit, window_number, window_starts
from worker.domain.policy import DEFAULT, Policy
from worker.terms import price_list_on


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
class Serving:
    """How asked quarters are served: ``now`` in the window of the day, ``deferred`` in later ones.

    ``never_fits`` is what no window before the end of the validity takes, ``over_balance`` what the package lacks.
    """

    now: int
    deferred: tuple[Deferred, ...] = ()
    never_fits: int = 0
    over_balance: int = 0


def serve(
    package: Package,
    quarters: int,
    day: date,
    policy: Policy = DEFAULT,
    *,
    uses: Iterable[Use] = (),
    lacking: bool = False,
    promised: bool = False,
) -> Serving:
    """What of so many quarters a package gives on a day and later (13.5, 13.6); ``promised``: by the right of 13.8."""
    drawn = list(uses)
    wanted = min(quarters, max(package.full_quarters - sum(use.quarters for use in drawn), 0))
    room = window_room(package, drawn, day, policy, lacking=lacking)
    if promised and policy.package_conflict_136_138 == "13.8_prevails":
        room = None
    now = wanted if room is None else min(wanted, room)
    deferred = tuple(schedule(package, [*drawn, Use(day=day, quarters=now)], day, wanted - now, policy))
    never = wanted - now - sum(one.quarters for one in deferred)
    return Serving(now=now, deferred=deferred, never_fits=never, over_balance=quarters - wanted)


def window_room(
    package: Package, uses: Iterable[Use], day: date, policy: Policy = DEFAULT, *, lacking: bool = False
) -> int | None:
    """The quarters that the 34% leaves of the window of a day (13.6); None where it does not limit.

    It limits a package of more than 30 days while resources are ``lacking``, or by policy ``package.limit_when``.
    Orders and bills ask here, so that neither gives what the other would not.
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
