"""Facts to what the page templates print: every value already a Polish string; numbers only for the bars."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from worker.documents.facts import MonthDocument
from worker.documents.package_bars import PackageBar, package_bars
from worker.documents.rows import Row, rows
from worker.documents.wording import (
    SERVICE,
    account,
    band_hours,
    decision,
    hours,
    line_name,
    month_of,
    plain_date,
    unit_of,
)
from worker.domain import nip
from worker.domain.bands import Band
from worker.domain.calendar import ONE_DAY
from worker.domain.explanation import time_worked
from worker.domain.money import to_grosz
from worker.domain.month import Invoice, Line, Settled
from worker.domain.policy import DEFAULT
from worker.terms import price_list_on
from worker.terms.phrases import money, number

_SETTLED = {Settled.USED_UP: "ponad pakiet", Settled.IMPLEMENTATION: "wdrożenie", Settled.TO_ASK: "do decyzji"}


def statement_data(document: MonthDocument) -> dict[str, Any]:
    """Everything ``statement.typ`` prints."""
    statement = document.statement
    return _frame(document) | {
        "title": "Rozliczenie usług serwisowych",
        "invoice": _invoice(statement.invoice) if statement.invoice else None,
        "sales": [_invoice(sale) for sale in statement.sales],
        "standing": _standing(document),
        "rebate": _rebate(document),
        "packages": [_bar(bar) for bar in package_bars(document)],
        "bands": _bands(document),
        "notes": _notes(document),
    }


def protocol_data(document: MonthDocument) -> dict[str, Any]:
    """Everything ``protocol.typ`` prints."""
    found = rows(document)
    return _frame(document) | {
        "title": "Zbiorczy protokół serwisowy",
        "rows": [_row(row) for row in found],
        "sums": _sums(found),
        "points": _point_notes(document),
    }


def _frame(document: MonthDocument) -> dict[str, Any]:
    company, payer = document.company, document.payer
    kind = "png" if company.logo.startswith(b"\x89PNG") else "jpg" if company.logo.startswith(b"\xff\xd8") else "svg"
    return {
        "company": {
            "name": company.name,
            "nip": nip.display(company.nip) if company.nip else "",
            "address": list(company.address),
            "contact": [
                part for part in (company.email, company.phone and f"tel. {company.phone}", company.website) if part
            ],
            "account": account(company.account.number) if company.account else "",
            "bank": company.account.bank if company.account else "",
            "logo": list(company.logo),  # typst has no base64; bytes() takes a list
            "logo_kind": kind,
        },
        "payer": {
            "name": payer.name or f"NIP {payer.nip}",
            "nip": nip.display(payer.nip) if len(payer.nip) == 10 else payer.nip,
            "address": list(payer.address),
        },
        "month": month_of(document.first_day),
        "period": f"{plain_date(document.first_day)}–{plain_date(document.last_day)}",
        "issue": plain_date(document.facts.issue),
        "issued": list(document.facts.issue.timetuple()[:3]),
        "changes": list(document.changes),
        "version": document.version,
        "draft": plain_date(document.draft_of) if document.draft_of else "",
        "number": document.invoice_number if document.is_for_an_invoice else "",
        "ksef": document.ksef_number if document.is_for_an_invoice else "",
        "corrects": document.correcting.corrected.number if document.correcting else "",
        "reason": document.reason,
    }


def _invoice(invoice: Invoice) -> dict[str, Any]:
    terms = price_list_on(invoice.issue).billing
    return {
        "lines": [_line(line) for line in invoice.lines],
        "net": money(invoice.amount.net),
        "vat": money(invoice.amount.vat),
        "gross": money(invoice.amount.gross),
        "vat_percent": terms.vat_percent,
        "issue": plain_date(invoice.issue),
        "due": plain_date(invoice.due),
        "timely": plain_date(invoice.last_timely_day) if invoice.last_timely_day != invoice.due else "",
    }


def _line(line: Line) -> dict[str, str]:
    return {
        "name": line_name(line),
        "reference": line.reference if line.service else "",
        "band": f"{line.band}" if line.band and line.band is not Band.NONE else "–",
        "quantity": number(line.quantity),
        "unit": unit_of(line),
        "unit_net": money(line.unit_net),
        "discount": money(line.discount) if line.discount else "–",
        "net": money(line.net),
        "points": ", ".join(dict.fromkeys(point for joined in line.points for point in joined.split(", "))),
    }


def _standing(document: MonthDocument) -> list[dict[str, str]]:
    statement, status = document.statement, document.statement.status
    until, since = status.window_to, status.window_from
    counted = f"faktury w {status.months_with_invoice} z 12 miesięcy ({since:%m.%Y}–{until:%m.%Y})"
    found = [
        {"what": "Stały klient", "is": "tak" if status.regular else "nie", "why": f"{counted}, pkt 6"},
        {
            "what": "Zaległości",
            "is": "tak" if statement.overdue else "brak",
            "why": f"{', '.join(statement.overdue)}; rabaty nie przysługują, pkt 12.2"
            if statement.overdue
            else "pkt 12.2",
        },
    ]
    if statement.standing.updates:
        found.append({"what": "Abonament na aktualizacje", "is": "tak", "why": "w ostatnich 12 miesiącach, pkt 7"})
    if statement.standing.own:
        rebated = "rabaty także od nich" if statement.standing.own_rebated else "od nich rabatów nie ma"
        found.append({"what": "Stawki z umowy", "is": "tak", "why": f"odrębna umowa, pkt 2; {rebated}"})
    if statement.discount:
        found.append({"what": "Rabat", "is": f"{money(statement.discount)} zł/h", "why": "pkt 7, 12.2, 12.3"})
    return found


def _rebate(document: MonthDocument) -> str:
    invoice = document.statement.invoice
    if invoice is None or not any(line.discount for line in invoice.lines):
        return ""
    given = sum((to_grosz(line.discount * line.quantity) for line in invoice.lines), Decimal(0))
    return (
        f"Rabaty godzinowe w tym rozliczeniu: {money(given)} zł netto. Są warunkowe: przysługują, gdy cała "
        f"kwota zostanie zaksięgowana na naszym koncie do {plain_date(invoice.last_timely_day)} (pkt 12.4). "
        "Po terminie wystawiamy korektę bez rabatów (pkt 12.5)."
    )


def _bar(bar: PackageBar) -> dict[str, Any]:
    package, full = bar.package, bar.full or 1
    window = ""
    if bar.window_limit is not None and bar.window_left is not None and bar.window_from is not None:
        until = bar.window_from + (price_list_on(package.start).packages.window_days - 1) * ONE_DAY
        window = (
            f"W okresie {bar.window_from:%d.%m}–{plain_date(min(until, bar.valid_to))} przy braku zasobów jeszcze do "
            f"{_quarters(bar.window_left)} z {_quarters(bar.window_limit)} (34%, pkt 13.6)"
        )
    return {
        "name": f"Pakiet {number(Decimal(package.hours))} h",
        "id": package.id,
        "service": SERVICE[package.service],
        "valid": f"{plain_date(package.start)}–{plain_date(bar.valid_to)}",
        "before": _quarters(bar.used_before),
        "now": _quarters(bar.used_now),
        "left": _quarters(bar.left),
        "full": _quarters(bar.full),
        "before_permille": bar.used_before * 1000 // full,
        "now_permille": bar.used_now * 1000 // full,
        "window": window,
    }


def _quarters(quarters: int) -> str:
    return hours(Decimal(quarters) / 4)


def _bands(document: MonthDocument) -> list[dict[str, Any]]:
    """Hours of the month by band, package hours apart, for the small chart."""
    billed: dict[Band, Decimal] = defaultdict(Decimal)
    from_package = Decimal(0)
    for row in document.statement.protocol:
        for band, amount in row.by_band.items():
            billed[band] += amount
        from_package += row.hours if row.settled is Settled.PACKAGE else 0
    most = max([*billed.values(), from_package], default=Decimal(0))
    if not most:
        return []
    found = [
        {
            "label": f"strefa {band}" if band is not Band.NONE else "bez strefy",
            "what": band_hours(band, document.last_day),
            "hours": hours(amount),
            "permille": int(amount * 1000 / most),
            "package": False,
        }
        for band, amount in sorted(billed.items())
        if amount
    ]
    if from_package:
        permille = int(from_package * 1000 / most)
        label = {"label": "z pakietów", "what": "dni robocze w godz. 9–17"}
        found.append({**label, "hours": hours(from_package), "permille": permille, "package": True})
    return found


def _notes(document: MonthDocument) -> list[str]:
    keys = dict.fromkeys(key for row in document.statement.protocol for key in row.decided_by)
    return [decision(key, document.policy.value(key), DEFAULT.value(key)) for key in keys]


def _row(row: Row) -> dict[str, Any]:
    return {
        "day": f"{row.day:%d.%m}",
        "mode": "wizyta" if row.onsite else "zdalnie",
        "service": SERVICE[row.service] + (f" · {row.part}" if row.part else ""),
        "settled": f"pakiet {row.package}".strip() if row.settled is Settled.PACKAGE else _SETTLED.get(row.settled, ""),
        "minutes": time_worked(row.seconds),
        "hours": number(row.hours),
        "bands": " · ".join(f"{band} {number(amount)}" for band, amount in row.by_band if amount) or "–",
        "net": money(row.net) if row.settled is not Settled.PACKAGE else "–",
        "entries": [
            {
                "when": entry.hours_of_day,
                "minutes": time_worked(entry.seconds),
                "who": " · ".join(
                    part for part in (entry.worked.ticket, entry.worked.technician, entry.worked.subject) if part
                ),
                "late": entry.worked.late,
            }
            for entry in row.entries
        ],
        "sum": f"suma dnia {row.sum_of} → " if row.sum_of else "",
        "how": row.how,
        "notes": list(row.notes),
    }


def _sums(found: tuple[Row, ...]) -> dict[str, str]:
    package = sum((row.hours for row in found if row.settled is Settled.PACKAGE), Decimal(0))
    billed = sum((row.hours for row in found if row.settled is not Settled.PACKAGE), Decimal(0))
    return {
        "minutes": time_worked(
            sum({(row.day, entry.name, entry.start): entry.seconds for row in found for entry in row.entries}.values())
        ),
        "billed": hours(billed),
        "package": hours(package) if package else "",
        "net": money(sum((row.net for row in found), Decimal(0))),
    }


def _point_notes(document: MonthDocument) -> list[dict[str, str]]:
    """What the bands cited in the rows are, for a reader without the regulamin at hand."""
    used = {band for row in document.statement.protocol for band, amount in row.by_band.items() if amount}
    bands = price_list_on(document.last_day).bands
    return [
        {
            "point": band.point,
            "what": f"strefa {letter}: {band.description}"
            + (f", stawka bazowa + {band.surcharge_percent}%" if band.surcharge_percent else ""),
        }
        for letter, band in bands.items()
        if letter in used and letter is not Band.NONE
    ]
