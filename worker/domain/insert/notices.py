"""Which letter about a wallet is due on a day: before its end, in the grace, when the points run low."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from worker.domain.insert.account import Account
from worker.domain.insert.wallet import WalletState

LOW_DAYS = 14


class Notice(StrEnum):
    """The letters, the milder before the more urgent."""

    ENDS_IN_30 = "ends-in-30"
    ENDS_IN_7 = "ends-in-7"
    GRACE = "grace"  # its first day
    GRACE_ENDS_IN_7 = "grace-ends-in-7"
    LOW = "low"


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """A letter that is due; ``about`` names the day or the refill it is about, so that it goes once."""

    notice: Notice
    about: str


def due(account: Account, low_days: int = LOW_DAYS) -> tuple[Due, ...]:
    """Everything that is due by now, the most urgent one about the validity last but for LOW.

    A letter that was not sent on its day (we were down, or heard of the wallet late) is still due the days after.
    """
    found = []
    wallet, day = account.wallet, account.day
    if wallet.valid_to and wallet.grace_to:
        end = wallet.valid_to.isoformat()
        if account.state is WalletState.ACTIVE:
            reached = ((Notice.ENDS_IN_30, 30), (Notice.ENDS_IN_7, 7))
            found = [
                Due(notice=one, about=end) for one, days in reached if day >= wallet.valid_to - timedelta(days=days)
            ]
        elif account.state is WalletState.GRACE:
            found = [Due(notice=Notice.GRACE, about=end)]
            if day >= wallet.grace_to - timedelta(days=7):
                found.append(Due(notice=Notice.GRACE_ENDS_IN_7, about=end))
    lasts = account.lasts
    if account.state is WalletState.ACTIVE and lasts is not None and lasts < low_days:
        found.append(Due(notice=Notice.LOW, about=f"entry {account.filled}"))
    return tuple(found)
