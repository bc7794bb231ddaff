"""The facts of a month of one payer, and the statement they come to: invoice, protocol, package use, corrections."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from worker.domain.billing.corrections import Billed, Correction
from worker.domain.billing.customer import Document, RegularStatus, UpdatePurchase
from worker.domain.found import Service
from worker.domain.packages.drawing import Use
from worker.domain.packages.package import Package
from worker.domain.tariff.bands import Band
from worker.domain.tariff.money import Amount
from worker.domain.tariff.rates import OwnRate, Standing
from worker.domain.tariff.visits import Visit
from worker.domain.tariff.work import Piece, Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Purchase:
    """Goods or a licence bought from the firm, which gives the implementation price list (10.4.1)."""

    id: str
    day: date
    finished: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldPackage:
    """A package at the start of the month (``package.balance``), and whether this month's invoice sells it.

    ``uses`` are earlier draws; they matter only where policies settle by the 34% of a window. ``net`` is the price
    agreed for it, None: that of 13.11.
    """

    package: Package
    purchased: date
    sold_now: bool = False
    uses: tuple[Use, ...] = ()
    net: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthFacts:
    """Everything known of one payer's month. ``month`` is any day of it; ``issue`` the day of invoicing (12.6).

    ``late`` names sessions and visits of earlier months that their own statements did not take; ``billed_before`` is
    what those statements took on the days of the late sessions, because 11.1.3 rounds a day once.
    """

    month: date
    issue: date
    documents: tuple[Document, ...] = ()
    updates: tuple[UpdatePurchase, ...] = ()
    open_invoices: tuple[Billed, ...] = ()
    purchases: tuple[Purchase, ...] = ()
    packages: tuple[HeldPackage, ...] = ()
    sessions: tuple[Session, ...] = ()
    visits: tuple[Visit, ...] = ()
    own_rates: tuple[OwnRate, ...] = ()
    own_rates_rebated: bool = False
    late: frozenset[str] = frozenset()
    billed_before: tuple[Session, ...] = ()


class LineKind(StrEnum):
    """What a line of the invoice is for."""

    PACKAGE = "package"
    REMOTE = "remote"
    ONSITE = "onsite"
    IMPLEMENTATION_REMOTE = "implementation_remote"
    IMPLEMENTATION_ONSITE = "implementation_onsite"
    TRAVEL = "travel"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line: hours (or trips) at one rate. ``discount`` per hour is already in ``unit_net``.

    ``reference`` is the package or the visit of a travel line; ``points`` say where the rate stands.
    """

    kind: LineKind
    quantity: Decimal
    unit_net: Decimal
    net: Decimal
    discount: Decimal = Decimal(0)
    service: Service | None = None
    band: Band | None = None
    reference: str = ""
    points: tuple[str, ...] = ()

    @property
    def rate_without_rebate(self) -> Decimal:
        """What the rate comes back to when the rebate is revoked (12.5)."""
        return self.unit_net + self.discount


@dataclass(frozen=True, kw_only=True, slots=True)
class Invoice:
    """An invoice ready to be issued: the printed due date, and the KC 115 day lateness is judged by."""

    issue: date
    lines: tuple[Line, ...]
    amount: Amount
    vat_per_line: Decimal
    due: date
    last_timely_day: date


class Settled(StrEnum):
    """How a row of the protocol was settled."""

    TARIFF = "tariff"
    USED_UP = "used_up"  # at the tariff, because the package had no more
    PACKAGE = "package"
    IMPLEMENTATION = "implementation"
    TO_ASK = "to_ask"  # policy package.select=ask: waits for the customer's word


@dataclass(frozen=True, kw_only=True, slots=True)
class ProtocolRow:
    """One row of the service protocol (12.6): a day and class and way of settlement, or a visit.

    ``seconds`` is the elapsed time of the whole sum the row belongs to. ``points`` say by which points of the
    regulamin it was counted, ``decided_by`` which policies had a say where the text leaves a choice, ``pieces``
    which sessions or visits the sum consists of.
    """

    day: date
    service: Service
    seconds: int
    hours: Decimal
    by_band: Mapping[Band, Decimal]
    settled: Settled
    visit: str = ""
    part: str = ""
    package: str = ""
    net: Decimal = Decimal(0)
    points: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PackageUse:
    """Quarters drawn on a package, and what it has left."""

    package: str
    day: date
    service: Service
    quarters: int
    balance_after: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A month of one payer, settled. ``invoice`` is None when there is nothing to bill (the protocol still goes out).

    ``held``: a policy says the manager or the customer must decide first, so nothing may be issued.
    """

    standing: Standing
    status: RegularStatus
    overdue: tuple[str, ...]
    discount: Decimal
    invoice: Invoice | None
    sales: tuple[Invoice, ...]
    corrections: tuple[Correction, ...]
    package_use: tuple[PackageUse, ...]
    protocol: tuple[ProtocolRow, ...]
    held: bool = False
