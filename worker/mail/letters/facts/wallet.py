"""What the letters about the InsERT wallet say. Points are Decimal with one place, days are Warsaw days."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from worker.domain.insert.advice import Advice
from worker.domain.insert.entries import WalletLine, WalletSaid
from worker.domain.insert.notices import Notice
from worker.domain.insert.wallet import Refusal, WalletState
from worker.domain.message import Address
from worker.mail.letters.facts.shared import Answered


@dataclass(frozen=True, kw_only=True, slots=True)
class WalletShown:
    """A wallet on a ``day``: ``valid_to`` and ``grace_to`` are last days; ``lost`` points ran out with the grace.

    ``lasts`` is for how many days the balance is enough at the reported rate, None when the rate is not known.
    ``restores``: a purchase in the grace restores the wallet (a policy), not only an entitlement.
    """

    day: date
    balance: Decimal
    state: WalletState
    valid_to: date | None = None
    grace_to: date | None = None
    lost: Decimal = Decimal(0)
    lasts: int | None = None
    restores: bool = True

    @property
    def days_left(self) -> int:
        """Days to the last day of validity or of grace, 0 on that day."""
        last = self.valid_to if self.state is WalletState.ACTIVE else self.grace_to
        return (last - self.day).days if last else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class WalletRow:
    """One entry of the history with the balance after it. ``free`` points came along, ``lost`` had run out before."""

    said: WalletSaid
    balance: Decimal
    cost: Decimal = Decimal(0)
    free: Decimal = Decimal(0)
    lost: Decimal = Decimal(0)
    refusal: Refusal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PackOrder:
    """``count`` packs of ``points``; net and gross sums in złoty, None where the office tells them."""

    points: int
    count: int = 1
    net: Decimal | None = None
    gross: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WalletStatement:
    """The answer to PORTFEL. ``written`` lines of the mail were taken down, ``unread`` ones were not.

    ``rows`` is the history, newest first; ``more`` were left out. ``unbound``: the sender belongs to no payer we know
    (or not to the one he named); then nothing of a wallet is in the letter.
    """

    mail: Answered
    nip: str = ""
    payer: str = ""
    wallet: WalletShown | None = None
    rows: tuple[WalletRow, ...] = ()
    more: int = 0
    advice: Advice | None = None
    written: tuple[WalletLine, ...] = ()
    unread: tuple[WalletLine, ...] = ()
    unbound: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class WalletNotice:
    """The wallet's clock: what happens when, what to do and by when, to one address bound to the payer."""

    cause: str
    recipient: Address
    now: datetime
    notice: Notice
    nip: str
    payer: str
    wallet: WalletShown
    advice: Advice | None = None
