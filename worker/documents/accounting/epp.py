"""EDI++ 1.05 (.epp), which Subiekt GT and Rachmistrz take over: EXPERIMENTAL, not yet proved with either.

Sections ``[INFO]``, ``[NAGLOWEK]``, ``[ZAWARTOSC]``; fields apart by commas, texts in quotes, a quote inside
doubled, amounts with four places, windows-1250, CRLF. A character windows-1250 lacks becomes ``?``.

    [NAGLOWEK] 62 fields: 1 type, 7 number, 12-18 the buyer, 22-23 days, 25 lines, 28-30 sums, 34-37 payment
    [ZAWARTOSC] 22 fields a line: 3 code, 10 unit, 11-12 quantity, 14-15 prices, 16 VAT rate, 17-19 sums, 22 name
"""

from datetime import date
from decimal import Decimal
from itertools import count

from worker.documents.accounting.fa3 import working_number
from worker.documents.facts import MonthDocument
from worker.documents.wording import line_name, unit_of
from worker.domain.bands import Band
from worker.domain.money import to_grosz, vat_of
from worker.domain.month import Invoice, Line
from worker.terms import price_list_on

_HEADER, _LINE = 62, 22


def epp(documents: tuple[MonthDocument, ...]) -> bytes:
    """The invoices of these months in one file; months without anything to invoice are left out."""
    sections = [_info(documents[0])] if documents else []
    ordinal = count(1)
    for document in documents:
        invoice = document.statement.invoice
        if invoice is not None and invoice.lines:
            sections.append(_header(document, invoice, next(ordinal)))
            sections.append("[ZAWARTOSC]\r\n" + "".join(_lines(invoice)))
    return "\r\n".join(sections).encode("cp1250", "replace")


def _info(document: MonthDocument) -> str:
    company, issue = document.company, _stamp(document.facts.issue)
    street, town = [*company.address, "", ""][:2]
    code, _, city = town.partition(" ")
    fields = [
        *(
            _text("1.05"),
            "3",
            "1250",
            _text("Pomoc"),
            _text(company.nip),
            _text(company.name[:40]),
            _text(company.name),
        ),
        *(_text(city), _text(code), _text(street), _text(company.nip), _text("MAG"), _text("Główny"), "", "", "1"),
        *(
            _stamp(document.first_day),
            _stamp(document.last_day),
            _text("Pomoc"),
            issue,
            _text("Polska"),
            _text("PL"),
            "",
            "0",
        ),
    ]
    return "[INFO]\r\n" + ",".join(fields) + "\r\n"


def _header(document: MonthDocument, invoice: Invoice, ordinal: int) -> str:
    payer = document.payer
    street, town = [*payer.address, "", ""][:2]
    code, _, city = town.partition(" ")
    fields = [""] * _HEADER
    amount = invoice.amount
    for position, value in {
        1: _text("FS"),
        2: "1",
        3: "0",
        4: str(ordinal),
        7: _text(working_number(document)),
        12: _text(payer.nip),
        13: _text(payer.name[:40]),
        14: _text(payer.name),
        15: _text(city),
        16: _text(code),
        17: _text(street),
        18: _text(payer.nip),
        22: _stamp(invoice.issue),
        23: _stamp(document.last_day),
        25: str(len(invoice.lines)),
        26: "1",
        28: _amount(amount.net),
        29: _amount(amount.vat),
        30: _amount(amount.gross),
        31: _amount(Decimal(0)),
        33: _amount(Decimal(0)),
        34: _text("przelew"),
        35: _stamp(invoice.due),
        36: _amount(Decimal(0)),
        37: _amount(amount.gross),
        **dict.fromkeys((38, 39, 41, 53, 54, 55, 62), "0"),
        40: "1",
        45: _amount(Decimal(0)),
        46: _amount(Decimal(0)),
        47: _text("PLN"),
        48: _amount(Decimal(1)),
        57: _amount(Decimal(0)),
        59: _amount(Decimal(0)),
        60: _text("Polska"),
        61: _text("PL"),
    }.items():
        fields[position - 1] = value
    return "[NAGLOWEK]\r\n" + ",".join(fields) + "\r\n"


def _lines(invoice: Invoice) -> list[str]:
    return [_line(number, line, invoice.issue) for number, line in enumerate(invoice.lines, 1)]


def _line(number: int, line: Line, issue: date) -> str:
    percent = price_list_on(issue).billing.vat_percent
    vat = vat_of(line.net, issue)
    gross_price = to_grosz(line.unit_net * (100 + percent) / 100)
    band = f", strefa {line.band}" if line.band and line.band is not Band.NONE else ""
    fields = [
        *(str(number), "2", _text(_code(line)), "1", "0", "0", "0", _amount(Decimal(0)), _amount(Decimal(0))),
        *(_text(unit_of(line)), _amount(line.quantity), _amount(line.quantity), _amount(Decimal(0))),
        *(_amount(line.unit_net), _amount(gross_price), _amount(Decimal(percent))),
        *(_amount(line.net), _amount(vat), _amount(line.net + vat), _amount(Decimal(0)), ""),
        _text(f"{line_name(line)}{band}"),
    ]
    assert len(fields) == _LINE  # noqa: S101 - the layout above is the format
    return ",".join(fields) + "\r\n"


def _code(line: Line) -> str:
    """The code of a service in the accounting program's own list, at most 20 characters."""
    parts = [str(line.kind)[:9], str(line.service)[:4] if line.service else "", str(line.band) if line.band else ""]
    return "-".join(part for part in parts if part).upper()[:20]


def _text(value: str) -> str:
    clean = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return '"' + clean.replace('"', '""') + '"'


def _amount(value: Decimal) -> str:
    return f"{value:.4f}"


def _stamp(day: date) -> str:
    return f"{day:%Y%m%d}000000"
