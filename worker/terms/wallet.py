"""The rules of the InsERT wallet as data: ``wallet.toml`` to one frozen row."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True, slots=True)
class WalletTerms:
    """Months a purchase of points gives, days of grace, what operations cost in points, who gets free points."""

    source: str
    purchase_months: int
    grace_days: int
    ksef_free_to: date
    free_points_from: date
    free_points: Decimal
    free_programs: tuple[str, ...]
    costs: Mapping[str, Decimal]


@cache
def wallet_terms() -> WalletTerms:
    """The rules shipped with the program."""
    t = tomllib.loads((files("worker.terms") / "wallet.toml").read_text("utf-8"))
    t["free_points"] = Decimal(t["free_points"])
    t["free_programs"] = tuple(t["free_programs"])
    t["costs"] = {op: Decimal(points) for op, points in t["costs"].items()}
    return WalletTerms(**t)
