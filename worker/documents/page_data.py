"""Facts to what the page templates print: every value already words of a language; numbers only for the bars."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from worker.documents.facts import MonthDocument
from worker.documents.package_bars import PackageBar, package_bars
from worker.documents.rows import Row, rows
from worker.documents.wording import (
    account,
    band_hours,
    band_name,
    date_range,
    decision,
    hours,
    line_name,
    mode_name,
    month_of,
    plain_date,
    say,
    service_name,
    short_date,
    unit_of,
    whole_month,
    year_and_month,
)
from worker.domain import nip
from worker.domain.billing.explanation import time_worked
from worker.domain.billing.month import Invoice, Line, Settled
from worker.domain.calendar import ONE_DAY
from worker.domain.policy import DEFAULT
from worker.domain.tariff.bands import Band
from worker.domain.tariff.money import to_grosz
from worker.terms import price_list_on
from worker.terms.phrases import Language, money, number, point


def statement_data(document: MonthDocument) -> dict[str, Any]:
    """Everything ``statement.typ`` prints."""
    statement, language = document.statement, document.language
    return _frame(document) | {
        "title": say("statement", "title", language),
        "invoice": _invoice(statement.invoice, language) if statement.invoice else None,
        "sales": [_invoice(sale, language) for sale in statement.sales],
        "standing": _standing(document),
        "rebate": _rebate(document),
        "packages": [_bar(bar, language) for bar in package_bars(document)],
        "bands": _bands(document),
        "notes": _notes(document),
    }


def protocol_data(document: MonthDocument) -> dict[str, Any]:
    """Everything ``protocol.typ`` prints."""
    found, language = rows(document), document.language
    return _frame(document) | {
        "title": say("protocol", "title", language),
        "rows": [_row(row, language) for row in found],
        "sums": _sums(found, language),
        "points": _point_notes(document),
    }


def _frame(document: MonthDocument) -> dict[str, Any]:
    company, payer, language = document.company, document.payer, document.language
    phone = say("statement", "phone", language, phone=company.phone) if company.phone else ""
    kind = "png" if company.logo.startswith(b"\x89PNG") else "jpg" if company.logo.startswith(b"\xff\xd8") else "svg"
    return {
        "company": {
            "name": company.name,
            "nip": nip.display(company.nip) if company.nip else "",
            "address": list(company.address),
            "contact": [part for part in (company.email, phone, company.website) if part],
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
        "month": month_of(document.first_day, language),
        "period": whole_month(document.first_day, document.last_day, language),
        "issue": plain_date(document.facts.issue, language),
        "issued": list(document.facts.issue.timetuple()[:3]),
        "changes": list(document.changes),
        "version": document.version,
        "draft": plain_date(document.draft_of, language) if document.draft_of else "",
        "number": document.invoice_number if document.is_for_an_invoice else "",
        "ksef": document.ksef_number if document.is_for_an_invoice else "",
        "corrects": document.correcting.corrected.number if document.correcting else "",
        "reason": document.reason,
    }


def _invoice(invoice: Invoice, language: Language) -> dict[str, Any]:
    terms = price_list_on(invoice.issue).billing
    return {
        "lines": [_line(line, language) for line in invoice.lines],
        "net": money(invoice.amount.net, language),
        "vat": money(invoice.amount.vat, language),
        "gross": money(invoice.amount.gross, language),
        "vat_percent": terms.vat_percent,
        "issue": plain_date(invoice.issue, language),
        "due": plain_date(invoice.due, language),
        "timely": plain_date(invoice.last_timely_day, language) if invoice.last_timely_day != invoice.due else "",
    }


def _line(line: Line, language: Language) -> dict[str, str]:
    return {
        "name": line_name(line, language),
        "reference": line.reference if line.service else "",
        "band": f"{line.band}" if line.band and line.band is not Band.NONE else "–",
        "quantity": number(line.quantity, language),
        "unit": unit_of(line, language),
        "unit_net": money(line.unit_net, language),
        "discount": money(line.discount, language) if line.discount else "–",
        "net": money(line.net, language),
        "points": ", ".join(
            dict.fromkeys(point(one, language) for joined in line.points for one in joined.split(", "))
        ),
    }


def _standing(document: MonthDocument) -> list[dict[str, str]]:
    statement, status, language = document.statement, document.statement.status, document.language

    def row(what: str, is_: str, why: str) -> dict[str, str]:
        return {"what": say("statement", what, language), "is": is_, "why": why}

    def words(key: str, **fields: object) -> str:
        return say("statement", key, language, **fields)

    window = {
        "since": year_and_month(status.window_from, language),
        "until": year_and_month(status.window_to, language),
    }
    why_regular = words("regular_why", months=status.months_with_invoice, **window)
    late = ", ".join(statement.overdue)
    found = [
        row("regular", words("yes" if status.regular else "no"), why_regular),
        row("overdue", words("yes"), words("overdue_why", invoices=late))
        if late
        else row("overdue", words("none"), words("overdue_none")),
    ]
    if statement.standing.updates:
        found.append(row("updates", words("yes"), words("updates_why")))
    if statement.standing.own:
        rebated = words("own_rebated" if statement.standing.own_rebated else "own_not_rebated")
        found.append(row("own_rates", words("yes"), words("own_rates_why", rebates=rebated)))
    if statement.discount:
        amount = money(statement.discount, language)
        found.append(row("rebate", words("rebate_is", amount=amount), words("rebate_why")))
    return found


def _rebate(document: MonthDocument) -> str:
    invoice, language = document.statement.invoice, document.language
    if invoice is None or not any(line.discount for line in invoice.lines):
        return ""
    given = sum((to_grosz(line.discount * line.quantity) for line in invoice.lines), Decimal(0))
    day = plain_date(invoice.last_timely_day, language)
    return say("statement", "conditional", language, amount=money(given, language), day=day)


def _bar(bar: PackageBar, language: Language) -> dict[str, Any]:
    package, full = bar.package, bar.full or 1
    window = ""
    if bar.window_limit is not None and bar.window_left is not None and bar.window_from is not None:
        until = bar.window_from + (price_list_on(package.start).packages.window_days - 1) * ONE_DAY
        window = say(
            "statement",
            "window",
            language,
            since=short_date(bar.window_from, language),
            until=plain_date(min(until, bar.valid_to), language),
            left=_quarters(bar.window_left, language),
            limit=_quarters(bar.window_limit, language),
        )
    return {
        "name": say("statement", "package", language, hours=number(Decimal(package.hours), language)),
        "id": package.id,
        "service": service_name(package.service, language),
        "valid": date_range(package.start, bar.valid_to, language),
        "before": _quarters(bar.used_before, language),
        "now": _quarters(bar.used_now, language),
        "left": _quarters(bar.left, language),
        "full": _quarters(bar.full, language),
        "before_permille": bar.used_before * 1000 // full,
        "now_permille": bar.used_now * 1000 // full,
        "window": window,
    }


def _quarters(quarters: int, language: Language) -> str:
    return hours(Decimal(quarters) / 4, language)


def _bands(document: MonthDocument) -> list[dict[str, Any]]:
    """Hours of the month by band, package hours apart, for the small chart."""
    billed: dict[Band, Decimal] = defaultdict(Decimal)
    from_package, language = Decimal(0), document.language
    for row in document.statement.protocol:
        for band, amount in row.by_band.items():
            billed[band] += amount
        from_package += row.hours if row.settled is Settled.PACKAGE else 0
    most = max([*billed.values(), from_package], default=Decimal(0))
    if not most:
        return []
    found = [
        {
            "label": band_name(band, language),
            "what": band_hours(band, document.last_day, language),
            "hours": hours(amount, language),
            "permille": int(amount * 1000 / most),
            "package": False,
        }
        for band, amount in sorted(billed.items())
        if amount
    ]
    if from_package:
        permille = int(from_package * 1000 / most)
        label = {key: say("statement", words, language) for key, words in _FROM_PACKAGES}
        found.append({**label, "hours": hours(from_package, language), "permille": permille, "package": True})
    return found


_FROM_PACKAGES = (("label", "from_packages"), ("what", "package_hours"))


def _notes(document: MonthDocument) -> list[str]:
    keys, policy = dict.fromkeys(key for row in document.statement.protocol for key in row.decided_by), document.policy
    return [decision(key, policy.value(key), DEFAULT.value(key), document.language) for key in keys]


def _row(row: Row, language: Language) -> dict[str, Any]:
    return {
        "day": short_date(row.day, language),
        "mode": mode_name(row.onsite, language),
        "service": service_name(row.service, language) + (f" · {row.part}" if row.part else ""),
        "settled": "" if row.settled is Settled.TARIFF else _settled(row, language),
        "minutes": time_worked(row.seconds, language),
        "hours": number(row.hours, language),
        "bands": " · ".join(f"{band} {number(amount, language)}" for band, amount in row.by_band if amount) or "–",
        "net": money(row.net, language) if row.settled is not Settled.PACKAGE else "–",
        "entries": [
            {
                "when": entry.hours_of_day,
                "minutes": time_worked(entry.seconds, language),
                "who": " · ".join(
                    part for part in (entry.worked.ticket, entry.worked.technician, entry.worked.subject) if part
                ),
                "late": entry.worked.late,
            }
            for entry in row.entries
        ],
        "sum": say("protocol", "day_sum", language, sum=row.sum_of) if row.sum_of else "",
        "how": row.how,
        "notes": list(row.notes),
    }


def _settled(row: Row, language: Language) -> str:
    return say("protocol", row.settled.value, language, id=row.package).strip()


def _sums(found: tuple[Row, ...], language: Language) -> dict[str, str]:
    package = sum((row.hours for row in found if row.settled is Settled.PACKAGE), Decimal(0))
    billed = sum((row.hours for row in found if row.settled is not Settled.PACKAGE), Decimal(0))
    seconds = {(row.day, entry.name, entry.start): entry.seconds for row in found for entry in row.entries}
    return {
        "minutes": time_worked(sum(seconds.values()), language),
        "billed": hours(billed, language),
        "package": hours(package, language) if package else "",
        "net": money(sum((row.net for row in found), Decimal(0)), language),
    }


def _point_notes(document: MonthDocument) -> list[dict[str, str]]:
    """What the bands cited in the rows are, for a reader without the regulamin at hand."""
    used = {band for row in document.statement.protocol for band, amount in row.by_band.items() if amount}
    language = document.language
    return [
        {
            "point": point(band.point, language),
            "what": f"{band_name(Band(letter), language)}: {band.described(language)}"
            + (
                say("statement", "surcharge", language, percent=band.surcharge_percent)
                if band.surcharge_percent
                else ""
            ),
        }
        for letter, band in price_list_on(document.last_day).bands.items()
        if letter in used and letter is not Band.NONE
    ]
