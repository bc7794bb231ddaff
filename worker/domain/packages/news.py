"""What is worth telling of a package: little left, its window nearly used (13.6), its end near (13.5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from worker.domain.packages.account import PackageAccount, PackageState


class News(StrEnum):
    """What is told, each once; of windows once each."""

    LOW = "low"
    WINDOW = "window"
    ENDING = "ending"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Shares in percent, and days before the end; of a short package a quarter of its validity at most."""

    low_percent: int = 20
    window_percent: int = 20
    ending_days: int = 14


def package_news(account: PackageAccount, limits: Limits) -> Iterator[tuple[News, str]]:
    """What holds of a package now, each with the period it holds for: once told it is not told again.

    The period is "" for the balance (with the quarters added later, which make it news again), the first day of the
    window, or the last day of the validity.
    """
    package = account.package
    if account.state not in (PackageState.VALID, PackageState.USED_UP):
        return
    if account.left * 100 <= package.full_quarters * limits.low_percent:
        yield News.LOW, f"+{package.added_quarters}" if package.added_quarters else ""
    window = account.window
    if (
        window is not None
        and account.left
        and (window.limit - window.used) * 100 <= window.limit * limits.window_percent
    ):
        yield News.WINDOW, window.first.isoformat()
    near = min(limits.ending_days, package.row.validity_days // 4)
    if account.left and (account.valid_to - account.day).days <= near:
        yield News.ENDING, account.valid_to.isoformat()
