"""Polish words for figures: ``phrases.toml``, numbers with a decimal comma, the three plural forms."""

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def phrases() -> dict[str, Any]:
    """The phrases shipped with the program; templates are filled with ``str.format``."""
    return tomllib.loads((files("worker.terms") / "phrases.toml").read_text("utf-8"))


def money(value: Decimal) -> str:
    """``1 092,50``: two places, a decimal comma, thousands apart by a no-break space."""
    return f"{value:,.2f}".replace(",", "\u00a0").replace(".", ",")


def number(value: Decimal) -> str:
    """``1,5``: as short as it can be."""
    plain = f"{value.normalize():f}"
    return plain.replace(".", ",")


def counted(count: Decimal, forms: list[str], part: str = "") -> str:
    """``1 kwadrans``, ``2 kwadranse``, ``12 kwadransów``; ``1,5 godziny`` takes ``part``."""
    return f"{number(count)} {form_of(count, forms) if count == int(count) else part}"


def form_of(count: Decimal, forms: list[str]) -> str:
    """The Polish plural: one, few (2-4, 22-24, … but not 12-14), many."""
    last, teen = int(count) % 10, 11 < int(count) % 100 < 15
    if count == 1:
        return forms[0]
    return forms[1] if 1 < last < 5 and not teen else forms[2]
