"""A settled month as JSON for programs: everything the PDFs say, with plain numbers as strings."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from worker.documents.facts import MonthDocument
from worker.documents.rows import Row, rows
from worker.domain.billing.correcting import CorrectingInvoice
from worker.domain.billing.month import Invoice, Line, LineKind
from worker.domain.found import Service
from worker.domain.tariff.bands import Band
from worker.domain.tariff.money import Amount
from worker.terms.phrases import Language


def month_json(document: MonthDocument) -> bytes:
    """UTF-8 JSON; amounts and hours are decimal strings, days ISO dates, instants ISO with offset."""
    return json_bytes(month_data(document))


def json_bytes(data: Mapping[str, Any]) -> bytes:
    """What ``month_json`` gives for ``month_data``."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def month_data(document: MonthDocument) -> dict[str, Any]:
    """The same as plain values: what a bill remembers of the month it settled; Polish whatever the letter is in."""
    statement, payer = document.statement, document.payer
    return {
        "period": document.period,
        "version": document.version,
        "payer": {"nip": payer.nip, "name": payer.name, "address": list(payer.address)},
        "is_invoice": document.is_for_an_invoice,
        "invoice_number": document.invoice_number,
        "ksef_number": document.ksef_number,
        "regular": statement.status.regular,
        "overdue": list(statement.overdue),
        "discount_per_hour": str(statement.discount),
        "statement": _invoice(statement.invoice) if statement.invoice else None,
        "package_sales": [_invoice(sale) for sale in statement.sales],
        "corrections_due": [
            {
                "to": one.to,
                "net": f"{one.delta_net:.2f}",
                "vat": f"{one.delta_vat:.2f}",
                "from": one.earliest_issue.isoformat(),
            }
            for one in statement.corrections
        ],
        "package_use": [
            {"package": use.package, "day": use.day.isoformat(), "quarters": use.quarters, "left": use.balance_after}
            for use in statement.package_use
        ],
        "protocol": [_row(row) for row in rows(replace(document, language=Language.POLISH))],
    } | ({"reason": document.reason} if document.reason else {})


def correction_data(correcting: CorrectingInvoice, changes: Iterable[str]) -> dict[str, Any]:
    """Which version is corrected, by which paper, and the differences: of the sums, by line, and as sentences."""
    corrected, amount = correcting.corrected, correcting.amount
    return {
        "version": correcting.since,
        "invoice_number": corrected.number,
        "invoice_issue": corrected.day.isoformat(),
        "ksef_number": corrected.ksef_number,
        "number": correcting.number,
        "issue": correcting.issue.isoformat(),
        "due": correcting.due and correcting.due.isoformat(),
        "reason": correcting.reason,
        "net": f"{amount.net:.2f}",
        "vat": f"{amount.vat:.2f}",
        "gross": f"{amount.gross:.2f}",
        "lines": [
            {"before": _line(one.before) if one.before else None, "after": _line(one.after) if one.after else None}
            for one in correcting.lines
        ],
        "changes": list(changes),
    }


def _invoice(invoice: Invoice) -> dict[str, Any]:
    return {
        "issue": invoice.issue.isoformat(),
        "due": invoice.due.isoformat(),
        "last_timely_day": invoice.last_timely_day.isoformat(),
        "net": f"{invoice.amount.net:.2f}",
        "vat": f"{invoice.amount.vat:.2f}",
        "gross": f"{invoice.amount.gross:.2f}",
        "lines": [_line(line) for line in invoice.lines],
    }


def invoice_from(data: Mapping[str, Any]) -> Invoice:
    """The invoice that ``month_data`` wrote under ``statement`` or ``package_sales``, as it was billed."""
    return Invoice(
        issue=date.fromisoformat(data["issue"]),
        lines=tuple(_line_from(line) for line in data["lines"]),
        amount=Amount(net=Decimal(data["net"]), vat=Decimal(data["vat"])),
        vat_per_line=Decimal(data["vat"]),
        due=date.fromisoformat(data["due"]),
        last_timely_day=date.fromisoformat(data["last_timely_day"]),
    )


def _line_from(data: Mapping[str, Any]) -> Line:
    return Line(
        kind=LineKind(data["kind"]),
        quantity=Decimal(data["quantity"]),
        unit_net=Decimal(data["unit_net"]),
        net=Decimal(data["net"]),
        discount=Decimal(data["discount"]),
        service=Service(data["service"]) if data["service"] else None,
        band=Band(data["band"]) if data["band"] else None,
        reference=data["reference"],
        points=tuple(data["points"]),
    )


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": str(line.kind),
        "service": str(line.service) if line.service else None,
        "band": str(line.band) if line.band else None,
        "reference": line.reference,
        "quantity": f"{line.quantity:.2f}",
        "unit_net": f"{line.unit_net:.2f}",
        "discount": f"{line.discount:.2f}",
        "net": f"{line.net:.2f}",
        "points": list(line.points),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "day": row.day.isoformat(),
        "mode": "onsite" if row.onsite else "remote",
        "service": str(row.service),
        "settled": str(row.settled),
        "package": row.package,
        "seconds": row.seconds,
        "hours": f"{row.hours:.2f}",
        "by_band": {band: f"{hours:.2f}" for band, hours in row.by_band},
        "net": f"{row.net:.2f}",
        "entries": [
            {
                "id": entry.name,
                "start": entry.start.isoformat(),
                "end": entry.end.isoformat(),
                "seconds": entry.seconds,
                "ticket": entry.worked.ticket,
                "technician": entry.worked.technician,
            }
            for entry in row.entries
        ],
        "how": row.how,
        "points": list(row.points),
        "decided_by_settings": list(row.notes),
    }
