"""The lines of a bill that went out, for the rules of corrections [12.5]."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from worker.domain.corrections import BilledLine


def billed_lines(settled: Mapping[str, Any]) -> tuple[BilledLine, ...]:
    """The lines of a bill's ``settled``, as the rules of corrections take them [12.5]."""
    invoice = settled.get("statement") or {}
    return tuple(
        BilledLine(
            what=line["kind"],
            hours=Decimal(line["quantity"]),
            net_rate=Decimal(line["unit_net"]),
            rate_without_rebate=Decimal(line["unit_net"]) + Decimal(line["discount"]),
        )
        for line in invoice.get("lines", ())
    )
