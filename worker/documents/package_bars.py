"""How far each package is used: before the month, in it, and what is left (13.4-13.6)."""

from dataclasses import dataclass
from datetime import date

from worker.documents.facts import MonthDocument
from worker.domain.billing.month import HeldPackage
from worker.domain.packages.drawing import Use, used_in_window
from worker.domain.packages.package import Package, valid_to, window_limit, window_number, window_starts


@dataclass(frozen=True, kw_only=True, slots=True)
class PackageBar:
    """One package at the end of the month, in quarters.

    ``window_limit`` and ``window_left`` only where windows of 30 days exist and the month's last day is in one.
    """

    package: Package
    valid_to: date
    used_before: int
    used_now: int
    left: int
    window_limit: int | None = None
    window_left: int | None = None
    window_from: date | None = None

    @property
    def full(self) -> int:
        """Everything the package ever held."""
        return self.used_before + self.used_now + self.left


def package_bars(document: MonthDocument) -> tuple[PackageBar, ...]:
    """The payer's packages that can still serve, were sold or were drawn on in the month."""
    found = (_bar(held, document) for held in document.facts.packages)
    return tuple(
        bar for bar in found if bar.used_now or (bar.valid_to >= document.first_day and bar.used_now + bar.left)
    )


def _bar(held: HeldPackage, document: MonthDocument) -> PackageBar:
    package, policy = held.package, document.policy
    drawn = [use for use in document.statement.package_use if use.package == package.id]
    now = sum(use.quarters for use in drawn)
    bar = PackageBar(
        package=package,
        valid_to=valid_to(package, policy),
        used_before=max(package.full_quarters - package.balance, 0),
        used_now=now,
        left=package.balance - now,
    )
    number = window_number(package, document.last_day, policy)
    if number is None or not bar.left or bar.valid_to < document.last_day:
        return bar
    uses = [*held.uses, *(Use(day=use.day, quarters=use.quarters) for use in drawn)]
    limit = window_limit(package, policy)
    used = used_in_window(package, uses, document.last_day, policy)
    return PackageBar(
        package=package,
        valid_to=bar.valid_to,
        used_before=bar.used_before,
        used_now=now,
        left=bar.left,
        window_limit=limit,
        window_left=min(max(limit - used, 0), bar.left),
        window_from=window_starts(package, policy)[number - 1],
    )
