"""The engine's answers to golden cases: a case as written in a set -> an object shaped like its ``expected``.

One module per subject turns the words of the format into domain values, asks the engine, and turns the
answer back. Nothing here computes anything.
"""

from collections.abc import Callable
from typing import Any

from tests.golden.answers import days, discounts, invoices, packages, tables, wallet, work
from worker.domain.policy import DEFAULT, Policy

Answer = Callable[[dict[str, Any], Policy], Any]

SETS: dict[str, Answer] = {
    "tariff_table": tables.tariff,
    "package_prices": tables.package,
    "implementation_rates": tables.implementation,
    "bands": days.band,
    "deadlines": days.last_day,
    "work_rounding": work.answer,
    "packages": packages.answer,
    "discounts": discounts.answer,
    "invoices": invoices.answer,
    "insert_wallet": wallet.answer,
}


def answer(set_name: str, row: dict[str, Any], policy: Policy = DEFAULT) -> Any:
    """What the engine says to one case of a set."""
    return SETS[set_name](row, policy)
