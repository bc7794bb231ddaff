"""Typed access to reasons.toml: for each reason code its point and its sentence."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, kw_only=True, slots=True)
class ReasonRow:
    """Where a reason comes from (a point of the regulamin, an RFC, "bezpieczeństwo") and how to say it in Polish."""

    point: str
    text: str


def reason_row(code: str) -> ReasonRow:
    """The row of a code. Raises KeyError for a code without one (a test holds that there is none)."""
    return _rows()[code]


@cache
def _rows() -> dict[str, ReasonRow]:
    data = tomllib.loads(resources.files("worker.terms").joinpath("reasons.toml").read_text("utf-8"))
    return {code: ReasonRow(**row) for code, row in data.items()}
