"""The packs of InsPunkty as data: ``insert_packs.toml``, smallest first."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True, slots=True)
class Pack:
    """One size; ``net`` and ``gross`` in złoty, None where nobody has told the price."""

    points: int
    meant_for: str = ""
    net: Decimal | None = None
    gross: Decimal | None = None


@cache
def packs() -> tuple[Pack, ...]:
    """The packs shipped with the program."""
    rows = tomllib.loads((files("worker.terms") / "insert_packs.toml").read_text("utf-8"))["pack"]
    found = (
        Pack(points=row["points"], meant_for=row["meant_for"], net=_price(row, "net"), gross=_price(row, "gross"))
        for row in rows
    )
    return tuple(sorted(found, key=lambda pack: pack.points))


def _price(row: dict[str, str], name: str) -> Decimal | None:
    return Decimal(row[name]) if name in row else None
