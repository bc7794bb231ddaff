"""EDI++ 1.05 (.epp), which Subiekt GT and Rachmistrz take over: EXPERIMENTAL, not yet proved with either.

Sections ``[INFO]``, ``[NAGLOWEK]``, ``[ZAWARTOSC]``; fields apart by commas, texts in quotes, a quote inside
doubled, amounts with four places, windows-1250, CRLF. A character windows-1250 lacks becomes ``?``.

    [NAGLOWEK] 62 fields: 1 type, 7 number, 8-9 number and day of the invoice corrected, 12-18 the buyer, 22-23 days,
               25 lines, 28-30 sums, 34-37 payment, 49 remarks
    [ZAWARTOSC] 22 fields a line: 3 code, 10 unit, 11-12 quantity, 14-15 prices, 16 VAT rate, 17-19 sums, 22 name

An invoice is ``FS``, a correcting invoice ``KFS``: its lines and sums are differences, a corrected line taken back with
a minus as it was and put in again as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count

from worker.documents.accounting.fa3_correction import reason_of
from worker.documents.accounting.fa3_parts import shown_name
from worker.documents.accounting.numbers import working_number
from worker.documents.facts import MonthDocument
from worker.documents.wording import unit_of
from worker.domain.billing.correcting import CorrectingInvoice
from worker.domain.billing.month import Line
from worker.domain.tariff.money import Amount, to_grosz, vat_of
from worker.terms import price_list_on

_HEADER, _LINE = 62, 22


@dataclass(frozen=True, kw_only=True, slots=True)
class _Paper:
    """An invoice or correcting invoice as the file wants it: each line with the sign it counts with."""

    kind: str
    lines: tuple[tuple[Line, int], ...]
    amount: Amount
    issue: date
    due: date
    rated: date  # the day whose VAT rate counts
    corrected: str = ""
    corrected_day: date | None = None
    remarks: str = ""


def epp(documents: tuple[MonthDocument, ...]) -> bytes:
    """The invoices and corrections of these months in one file; months without any are left out."""
    sections = [_info(documents[0])] if documents else []
    ordinal = count(1)
    for document in documents:
        paper = _paper(document)
        if paper is not None and paper.lines:
            sections.append(_header(document, paper, next(ordinal)))
            sections.append("[ZAWARTOSC]\r\n" + "".join(_lines(paper)))
    return "\r\n".join(sections).encode("cp1250", "replace")


def _paper(document: MonthDocument) -> _Paper | None:
    correcting, invoice = document.correcting, document.statement.invoice
    if correcting is not None:
        return _Paper(
            kind="KFS",
            lines=tuple(_signed(correcting)),
            amount=correcting.amount,
            issue=correcting.issue,
            due=correcting.due or correcting.issue,
            rated=correcting.corrected.day,
            corrected=correcting.corrected.number,
            corrected_day=correcting.corrected.day,
            remarks=reason_of(correcting),
        )
    if invoice is None:
        return None
    lines = tuple((line, 1) for line in invoice.lines)
    return _Paper(
        kind="FS", lines=lines, amount=invoice.amount, issue=invoice.issue, due=invoice.due, rated=invoice.issue
    )


def _signed(correcting: CorrectingInvoice) -> Iterator[tuple[Line, int]]:
    for one in correcting.lines:
        if one.before is not None:
            yield one.before, -1
        if one.after is not None:
            yield one.after, 1


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


def _header(document: MonthDocument, paper: _Paper, ordinal: int) -> str:
    payer = document.payer
    street, town = [*payer.address, "", ""][:2]
    code, _, city = town.partition(" ")
    fields = [""] * _HEADER
    amount = paper.amount
    for position, value in {
        1: _text(paper.kind),
        2: "1",
        3: "0",
        4: str(ordinal),
        7: _text(working_number(document)),
        8: _text(paper.corrected) if paper.corrected else "",
        9: _stamp(paper.corrected_day) if paper.corrected_day else "",
        12: _text(payer.nip),
        13: _text(payer.name[:40]),
        14: _text(payer.name),
        15: _text(city),
        16: _text(code),
        17: _text(street),
        18: _text(payer.nip),
        22: _stamp(paper.issue),
        23: _stamp(document.last_day),
        25: str(len(paper.lines)),
        26: "1",
        28: _amount(amount.net),
        29: _amount(amount.vat),
        30: _amount(amount.gross),
        31: _amount(Decimal(0)),
        33: _amount(Decimal(0)),
        34: _text("przelew"),
        35: _stamp(paper.due),
        36: _amount(Decimal(0)),
        37: _amount(amount.gross),
        **dict.fromkeys((38, 39, 41, 53, 54, 55, 62), "0"),
        40: "1",
        45: _amount(Decimal(0)),
        46: _amount(Decimal(0)),
        47: _text("PLN"),
        48: _amount(Decimal(1)),
        49: _text(paper.remarks) if paper.remarks else "",
        57: _amount(Decimal(0)),
        59: _amount(Decimal(0)),
        60: _text("Polska"),
        61: _text("PL"),
    }.items():
        fields[position - 1] = value
    return "[NAGLOWEK]\r\n" + ",".join(fields) + "\r\n"


def _lines(paper: _Paper) -> list[str]:
    return [_line(number, line, sign, paper.rated) for number, (line, sign) in enumerate(paper.lines, 1)]


def _line(number: int, line: Line, sign: int, rated: date) -> str:
    percent = price_list_on(rated).billing.vat_percent
    net, quantity = line.net * sign, line.quantity * sign
    vat = vat_of(net, rated)
    gross_price = to_grosz(line.unit_net * (100 + percent) / 100)
    fields = [
        *(str(number), "2", _text(_code(line)), "1", "0", "0", "0", _amount(Decimal(0)), _amount(Decimal(0))),
        *(_text(unit_of(line)), _amount(quantity), _amount(quantity), _amount(Decimal(0))),
        *(_amount(line.unit_net), _amount(gross_price), _amount(Decimal(percent))),
        *(_amount(net), _amount(vat), _amount(net + vat), _amount(Decimal(0)), ""),
        _text(shown_name(line)),
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
