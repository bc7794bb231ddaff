"""The lines of a bill that went out, for the rules of corrections [12.5].

By policy ``invoice.package_sale`` a month has more than one paper: the month's own and one of each package sold apart.
Which of them an imported invoice is, is written on none: its sum says it, and its day among equal sums.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from worker.domain.billing.corrections import BilledLine
from worker.store.billing_tables import SalesInvoice


def billed_lines(settled: Mapping[str, Any], invoice: SalesInvoice) -> tuple[BilledLine, ...]:
    """The lines an imported invoice was issued for, out of the ``settled`` of its month's bill.

    An invoice whose month the office did not say counts only as a package sold on its very day.
    """
    own = settled.get("statement") or {}
    sale = sold_apart(settled, invoice.gross, invoice.issue_day)
    paper = sale if sale is not None else own if invoice.month else {}
    if sale is not None and not invoice.month and sale["issue"] != invoice.issue_day.isoformat():
        paper = {}
    return tuple(
        BilledLine(
            what=line["kind"],
            hours=Decimal(line["quantity"]),
            net_rate=Decimal(line["unit_net"]),
            rate_without_rebate=Decimal(line["unit_net"]) + Decimal(line["discount"]),
        )
        for line in paper.get("lines", ())
    )


def sold_apart(settled: Mapping[str, Any], gross: Decimal, day: date) -> Mapping[str, Any] | None:
    """The package sale of a bill that an invoice of this sum and day is; None when it is the month's own invoice."""
    sales = [one for one in settled.get("package_sales", ()) if Decimal(one["gross"]) == gross]
    of_day = next((one for one in sales if one["issue"] == day.isoformat()), None)
    if of_day is not None or not sales:
        return of_day
    own = settled.get("statement") or {}
    return None if own and Decimal(own["gross"]) == gross else sales[0]


def month_of(invoice: SalesInvoice) -> str:
    """The month whose bill an invoice may be of: the one the office said, else that of its day."""
    return invoice.month or f"{invoice.issue_day:%Y-%m}"
