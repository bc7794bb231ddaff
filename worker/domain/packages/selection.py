"""Which packages a piece of work draws on, and how much of it is left for the tariff (13.1.1)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from worker.domain.found import Service
from worker.domain.packages.package import Package, valid_to, why_not_covered
from worker.domain.policy import DEFAULT, Policy


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """Quarters taken of each package, in order; what is left at the tariff, or to ask the customer about."""

    take: tuple[tuple[str, int], ...]
    tariff: int
    to_ask: int = 0


def available(packages: Iterable[Package], service: Service, day: date, policy: Policy = DEFAULT) -> list[Package]:
    """The packages that can serve a class on a day and are not used up, in the order they are drawn on.

    Own class first, then the accounting package for general work; the earliest end first (policy
    ``package.select``).
    """
    usable = [p for p in packages if p.balance > 0 and not why_not_covered(p, service, day, policy)]
    return sorted(usable, key=_order(service, policy))


def _order(service: Service, policy: Policy) -> Callable[[Package], Any]:
    def order(package: Package) -> tuple[bool, date, date]:
        other_class = package.service is not service and policy.package_select != "earliest_end"
        return other_class, valid_to(package, policy), package.start

    return order


def select(
    packages: Iterable[Package], service: Service, day: date, quarters: int, policy: Policy = DEFAULT
) -> Selection:
    """How ``quarters`` of work on a day are settled by the packages at hand; never more than a balance."""
    usable = available(packages, service, day, policy)
    if policy.package_select == "no_split":
        whole = next((p for p in usable if p.balance >= quarters), None)
        return Selection(take=((whole.id, quarters),) if whole and quarters else (), tariff=0 if whole else quarters)
    take, left = [], quarters
    for package in usable:
        if taken := min(left, package.balance):
            take.append((package.id, taken))
            left -= taken
    if policy.package_select == "ask":
        return Selection(take=tuple(take), tariff=0, to_ask=left)
    return Selection(take=tuple(take), tariff=left)
