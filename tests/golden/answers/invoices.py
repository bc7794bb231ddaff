"""Invoices: a month of one payer."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.golden.answers.discounts import billed_of, documents_of, updates_of
from tests.golden.answers.packages import package_of
from tests.golden.answers.tables import money
from tests.golden.answers.work import session_of, visit_of
from worker.domain.billing.month import HeldPackage, Invoice, Line, LineKind, MonthFacts, ProtocolRow, Purchase, Settled
from worker.domain.billing.statement import statement
from worker.domain.policy import Policy


def facts_of(given: dict[str, Any]) -> MonthFacts:
    customer = given["customer"]
    return MonthFacts(
        month=date.fromisoformat(f"{given['period']}-01"),
        issue=date.fromisoformat(given["issue_date"]),
        documents=documents_of(customer["documents"]),
        updates=updates_of(customer["update_purchases"]),
        open_invoices=tuple(map(billed_of, customer["open_invoices"])),
        purchases=tuple(
            Purchase(
                id=row["id"], day=date.fromisoformat(row["date"]), finished=bool(row.get("implementation_finished"))
            )
            for row in given.get("purchases") or []
        ),
        packages=tuple(
            HeldPackage(
                package=package_of(row),
                purchased=date.fromisoformat(row.get("purchase_date") or row["start"]),
                sold_now=bool(row.get("sold_on_this_invoice")),
                net=Decimal(row["net"]) if row.get("net") else None,
            )
            for row in given.get("packages") or []
        ),
        sessions=tuple(map(session_of, given.get("sessions") or [])),
        visits=tuple(map(visit_of, given.get("visits") or [])),
    )


def answer(case: dict[str, Any], policy: Policy) -> Any:
    found = statement(facts_of(case["given"]), policy)
    return {
        "regular": found.status.regular,
        "window": [found.status.window_from.isoformat(), found.status.window_to.isoformat()],
        "months_with_invoice": found.status.months_with_invoice,
        "overdue": bool(found.overdue),
        "overdue_numbers": list(found.overdue),
        "discount_per_h": money(found.discount),
        "invoice": found.invoice and _invoice(found.invoice),
        "corrections": [
            {
                "to": one.to,
                "delta_net": money(one.delta_net),
                "delta_vat": money(one.delta_vat),
                "delta_gross": money(one.delta_gross),
                "net_after": money(one.net_after),
            }
            for one in found.corrections
        ],
        "package_use": [
            {
                "package": use.package,
                "date": use.day.isoformat(),
                "class": str(use.service),
                "quarters": use.quarters,
                "balance_after": use.balance_after,
            }
            for use in found.package_use
        ],
        "protocol": [_row(row) for row in found.protocol],
    }


def _invoice(invoice: Invoice) -> dict[str, Any]:
    return {
        "issue_date": invoice.issue.isoformat(),
        "lines": [_line(line) for line in invoice.lines],
        "net": money(invoice.amount.net),
        "vat": money(invoice.amount.vat),
        "gross": money(invoice.amount.gross),
        "vat_if_rounded_per_line": money(invoice.vat_per_line),
        "due_date": invoice.due.isoformat(),
        "due_last_timely_day": invoice.last_timely_day.isoformat(),
    }


def _line(line: Line) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": str(line.kind), "unit_net": money(line.unit_net), "net": money(line.net)}
    match line.kind:
        case LineKind.TRAVEL:
            return found | {"visit": line.reference, "quantity": str(line.quantity)}
        case LineKind.PACKAGE:
            return found | {
                "package": line.reference,
                "class": str(line.service),
                "hours": str(line.quantity),
                "discount_per_h": money(line.discount),
            }
        case _:
            return found | {
                "class": str(line.service),
                "band": str(line.band),
                "hours": str(line.quantity),
                "discount_per_h": money(line.discount),
            }


def _row(row: ProtocolRow) -> dict[str, Any]:
    settled = {Settled.USED_UP: "tariff (package used up)", Settled.PACKAGE: f"package:{row.package}"}
    return {
        "date": row.day.isoformat(),
        "what": f"visit {row.visit}" if row.visit else "remote",
        "class": str(row.service),
        "seconds": row.seconds,
        "billed_hours": str(row.hours),
        "by_band": {str(band): str(hours) for band, hours in row.by_band.items()},
        "settled": settled.get(row.settled, str(row.settled)),
    }
