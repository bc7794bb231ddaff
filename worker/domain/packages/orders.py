"""Orders on a package (13.8, 13.9): are they valid, do they have the 14 days, and will a window hold them up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal

from worker.domain.calendar import local_day
from worker.domain.deadlines import DeadlineKind, deadline
from worker.domain.packages.drawing import Deferred, Use, serve
from worker.domain.packages.package import Package, is_valid, limit_minutes, valid_to
from worker.domain.policy import DEFAULT, Policy
from worker.terms import price_list_on


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """An order as it was confirmed; ``confirmed_at`` is zone-aware, ``hours`` None when it does not say.

    ``suggested_dates`` are the customer's words ("po 15 marca rano"); only that there are any is judged.
    """

    confirmed_at: datetime
    hours: Decimal | None
    nip: str = ""
    person: str = ""
    suggested_dates: tuple[str, ...] = ()
    named_technician: str = ""
    technician_absent: bool = False

    @property
    def quarters(self) -> int:
        """The asked time in started quarters."""
        return int(((self.hours or Decimal(0)) * 4).to_integral_value(ROUND_CEILING))


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderRight:
    """What an order has a right to. Without the right there is no deadline.

    ``at_risk``: less than the whole order can be served by the deadline, so compensation threatens (13.10).
    """

    missing: tuple[str, ...]
    limit_minutes: Decimal
    within_limit: bool
    right: bool
    deadline: date | None = None
    nominal_deadline: date | None = None
    after_expiry: bool = False
    servable: int = 0
    deferred: tuple[Deferred, ...] = ()
    at_risk: bool = False

    @property
    def valid(self) -> bool:
        """13.8: an order that does not identify itself is void."""
        return not self.missing


def missing_details(order: Order) -> tuple[str, ...]:
    """What an order must say and does not, in the words of the price list's ``required.package_order`` (13.8)."""
    terms = price_list_on(local_day(order.confirmed_at))
    return tuple(name for name in terms.required_in_order if not getattr(order, name))


def order_right(
    package: Package,
    order: Order,
    policy: Policy = DEFAULT,
    *,
    used_before: Iterable[Use] = (),
    lacking: bool = False,
) -> OrderRight:
    """Whether an order must be performed within 14 days, and whether the 34% of its window lets it (13.6, 13.8)."""
    day = local_day(order.confirmed_at)
    missing, limit = missing_details(order), limit_minutes(package, policy)
    within = order.hours is not None and 0 < order.hours * 60 <= limit
    absent = bool(order.named_technician) and order.technician_absent
    right = not missing and within and not absent and is_valid(package, day, policy)
    if not right:
        return OrderRight(missing=missing, limit_minutes=limit, within_limit=within, right=False)
    clock = deadline(DeadlineKind.PACKAGE_ORDER, order.confirmed_at, policy)
    expiry = valid_to(package, policy)
    last = min(clock.last_day, expiry) if policy.package_order_near_expiry == "cut_at_expiry" else clock.last_day
    uses = list(used_before)
    serving = serve(package, order.quarters, day, policy, uses=uses, lacking=lacking, promised=True)
    deferred, wanted = serving.deferred, order.quarters - serving.over_balance
    servable = serving.now + sum(d.quarters for d in deferred if d.earliest_service_day <= last)
    if policy.package_conflict_136_138 == "13.6_suspends_deadline":
        last = max([last, *(d.earliest_service_day for d in deferred)])
    at_risk = servable < wanted and policy.package_conflict_136_138 != "13.6_suspends_deadline"
    return OrderRight(
        missing=missing,
        limit_minutes=limit,
        within_limit=within,
        right=True,
        deadline=last,
        nominal_deadline=clock.nominal_day,
        after_expiry=last > expiry,
        servable=servable,
        deferred=deferred,
        at_risk=at_risk,
    )


def reserved(
    package: Package,
    waiting: Iterable[int],
    day: date,
    policy: Policy = DEFAULT,
    *,
    uses: Iterable[Use] = (),
    lacking: bool = False,
) -> tuple[Use, ...]:
    """What earlier orders on a package, of so many quarters each, are going to draw: today, and in later windows.

    13.8 judges each order alone; together they have to share the window (13.6) and the balance.
    """
    drawn, kept = list(uses), list[Use]()
    for quarters in waiting:
        serving = serve(package, quarters, day, policy, uses=[*drawn, *kept], lacking=lacking)
        if serving.now:
            kept.append(Use(day=day, quarters=serving.now))
        kept += (Use(day=one.earliest_service_day, quarters=one.quarters) for one in serving.deferred)
    return tuple(kept)
