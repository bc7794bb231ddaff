"""How a package stands on a day: what is left, until when, and what its 30-day windows still give (13.3-13.6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from worker.domain.calendar import ONE_DAY
from worker.domain.packages.drawing import Use, used_in_window
from worker.domain.packages.package import Package, valid_to, window_limit, window_starts
from worker.domain.policy import DEFAULT, Policy
from worker.terms import price_list_on


class PackageState(StrEnum):
    """Whether a package can serve on a day."""

    NOT_STARTED = "not-started"  # 13.3
    VALID = "valid"
    USED_UP = "used-up"
    EXPIRED = "expired"  # 13.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """30 days of a package, both days included, in quarters. ``limit`` may be applied where resources lack (13.6).

    ``reserved`` of it is kept for accepted orders that wait; ``left`` is what the whole package has beside them.
    """

    first: date
    last: date
    limit: int
    used: int
    left: int
    reserved: int = 0

    @property
    def free(self) -> int:
        """What the window still gives; never more than the package has left."""
        return max(min(self.limit - self.used - self.reserved, self.left), 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """So many quarters of a package where its resources lack (13.6): ``now`` in the window of the day, ``later`` from
    the working day ``later_from`` on; ``never`` is what neither the balance nor a window before the end gives.
    """

    total: int = 0
    now: int = 0
    later: int = 0
    later_from: date | None = None
    never: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Promised:
    """What accepted orders wait for, and what a new order finds beside them (13.6, 13.8).

    ``without_right`` of the waiting quarters are of orders that 13.8 gives no term: a new order with the right does not
    wait for them and finds ``free_with_right``.
    """

    waiting: Share
    free: Share
    without_right: int = 0
    free_with_right: Share


@dataclass(frozen=True, kw_only=True, slots=True)
class PackageAccount:
    """One package at the end of a Warsaw day. ``package.balance`` is what is left then, in quarters.

    ``windows`` are all of its windows, empty where nothing limits (13.6); ``window`` is the one of the day.
    ``promised`` is None where nobody asked for open orders, and before the start.
    """

    package: Package
    day: date
    state: PackageState
    valid_to: date
    uses: tuple[Use, ...] = ()
    windows: tuple[Window, ...] = ()
    window: Window | None = None
    promised: Promised | None = None

    @property
    def drawn(self) -> tuple[Use, ...]:
        """The draws; what was used or paid back without a day weighs on the balance and on no window."""
        dayless = self.package.full_quarters - self.package.balance - sum(use.quarters for use in self.uses)
        before = Use(day=self.package.start - ONE_DAY, quarters=dayless)
        return (before, *self.uses) if dayless else self.uses

    @property
    def left(self) -> int:
        """Quarters that can still be drawn; none after the end (13.5)."""
        return 0 if self.state is PackageState.EXPIRED else self.package.balance

    @property
    def next_window(self) -> Window | None:
        """The first window after the day."""
        return next((one for one in self.windows if one.first > self.day), None)


def package_account(package: Package, uses: Iterable[Use], day: date, policy: Policy = DEFAULT) -> PackageAccount:
    """The account of a package on a day. ``package.balance`` is what it held before any use; later uses wait."""
    drawn = tuple(sorted((use for use in uses if use.day <= day), key=lambda use: use.day))
    left = package.balance - sum(use.quarters for use in drawn)
    now = replace(package, balance=left)
    last = valid_to(package, policy)
    windows = tuple(_windows(now, drawn, last, policy))
    return PackageAccount(
        package=now,
        day=day,
        state=_state(now, day, last),
        valid_to=last,
        uses=drawn,
        windows=() if policy.package_window == "rolling" else windows,
        window=next((one for one in windows if one.first <= day <= one.last), None)
        if policy.package_window == "fixed"
        else _rolling(now, drawn, day, policy),
    )


def _state(package: Package, day: date, last: date) -> PackageState:
    if day > last:
        return PackageState.EXPIRED
    if package.balance <= 0:
        return PackageState.USED_UP
    return PackageState.NOT_STARTED if day < package.start else PackageState.VALID


def _windows(package: Package, uses: tuple[Use, ...], last: date, policy: Policy) -> Iterator[Window]:
    starts, limit = window_starts(package, policy), window_limit(package, policy)
    if not starts:
        return
    for first, after in zip(starts, (*starts[1:], last + ONE_DAY), strict=True):
        used = sum(use.quarters for use in uses if first <= use.day < after)
        yield Window(first=first, last=after - ONE_DAY, limit=limit, used=used, left=package.balance)


def _rolling(package: Package, uses: tuple[Use, ...], day: date, policy: Policy) -> Window | None:
    """By policy ``package.window``: the 30 days that end with the day."""
    if not window_starts(package, policy) or not package.start <= day <= valid_to(package, policy):
        return None
    days = price_list_on(package.start).packages.window_days
    return Window(
        first=max(day - timedelta(days=days - 1), package.start),
        last=day,
        limit=window_limit(package, policy),
        used=used_in_window(package, uses, day, policy),
        left=package.balance,
    )
