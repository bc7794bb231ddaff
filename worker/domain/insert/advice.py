"""Which pack of InsPunkty a month's documents need, with the reasoning in numbers.

A purchase keeps the wallet valid for twelve months from its day, so a pack should last for about them, and not much
longer: the smallest that, with the points that are there, covers a year or nearly one. When none does, the largest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from worker.domain.insert.wallet import operation_cost
from worker.terms.insert_packs import Pack

_YEAR = 12
_NEARLY = 11  # months; a pack twice as large for the last few weeks would be bad advice


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Documents of one kind a month, what one takes, and what they take together."""

    op: str
    count: int
    each: Decimal
    points: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """``months``: how long ``pack`` and the balance last; ``smaller`` is the next smaller pack, with its months."""

    parts: tuple[Part, ...]
    monthly: Decimal
    yearly: Decimal
    balance: Decimal
    needed: Decimal
    pack: Pack | None
    months: Decimal
    smaller: Pack | None = None
    smaller_months: Decimal = Decimal(0)


def advise(
    monthly: Mapping[str, int], balance: Decimal, packs: Sequence[Pack], day: date, rate: Decimal | None = None
) -> Advice | None:
    """The pack for these documents a month (or this rate of points); None when they take no points at all.

    ``pack`` is None when the points that are there are enough for a year.
    """
    parts = tuple(
        Part(op=op, count=count, each=each, points=each * count)
        for op, count in monthly.items()
        if (each := operation_cost(op, day))
    )
    month = sum((part.points for part in parts), Decimal(0)) or rate or Decimal(0)
    if not month:
        return None
    needed = max(month * _YEAR - balance, Decimal(0))
    ordered = sorted(packs, key=lambda pack: pack.points)
    lasting = (pack for pack in ordered if pack.points + balance >= month * _NEARLY)
    chosen = next(lasting, ordered[-1]) if needed else None
    smaller = next((pack for pack in reversed(ordered) if chosen and pack.points < chosen.points), None)
    return Advice(
        parts=parts,
        monthly=month,
        yearly=month * _YEAR,
        balance=balance,
        needed=needed,
        pack=chosen,
        months=_months(balance, chosen, month),
        smaller=smaller,
        smaller_months=_months(balance, smaller, month),
    )


def _months(balance: Decimal, pack: Pack | None, month: Decimal) -> Decimal:
    return ((balance + (pack.points if pack else 0)) / month).quantize(Decimal("0.1"), ROUND_FLOOR)
