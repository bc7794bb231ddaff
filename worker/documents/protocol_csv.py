"""The protocol as CSV for a Polish spreadsheet: UTF-8 with BOM, semicolons, decimal comma, CRLF (RFC 4180).

A cell that a spreadsheet would take for a formula (``=``, ``+``, ``-``, ``@``, tab, CR at its start) gets an
apostrophe in front; only amounts, which are ours, may begin with a minus.
"""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from worker.documents.facts import MonthDocument
from worker.documents.rows import Row, rows
from worker.documents.wording import SERVICE
from worker.domain.month import Settled
from worker.terms.phrases import number

_BOM = "\ufeff"
_HUNDREDTH = Decimal("0.01")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # the wide forms open formulas too
COLUMNS = (
    *("data", "rodzaj", "klasa", "wpisy", "zgłoszenia", "serwisanci", "minuty", "suma dnia", "godziny rozliczone"),
    *("strefy", "rozliczenie", "wartość netto", "jak policzono", "punkty regulaminu", "uwagi"),
)
SETTLED = {
    Settled.TARIFF: "cennik",
    Settled.USED_UP: "cennik (pakiet wyczerpany)",
    Settled.IMPLEMENTATION: "cennik wdrożeniowy",
    Settled.TO_ASK: "do decyzji klienta",
}


def protocol_csv(document: MonthDocument) -> bytes:
    """The whole protocol; the first line names the columns."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(document):
        writer.writerow([safe(cell) if isinstance(cell, str) else _plain(cell) for cell in _cells(row)])
    return (_BOM + text.getvalue()).encode("utf-8")


def safe(cell: str) -> str:
    """A cell that no spreadsheet computes; line ends become spaces, so that one row is one line."""
    line = " ".join(cell.replace("\x00", "").split("\n")).replace("\r", " ")
    return f"'{line}" if line.lstrip(" \u00a0").startswith(_FORMULA) or cell.startswith(_FORMULA) else line


def _plain(value: Decimal) -> str:
    """A number with a decimal comma and no thousands, as spreadsheets read it."""
    return f"{value:f}".replace(".", ",")


def _cells(row: Row) -> Iterator[str | Decimal]:
    yield row.day.isoformat()
    yield "wizyta" if row.onsite else "zdalnie"
    yield SERVICE[row.service]
    yield ", ".join(entry.hours_of_day for entry in row.entries)
    yield ", ".join(dict.fromkeys(entry.worked.ticket for entry in row.entries if entry.worked.ticket))
    yield ", ".join(dict.fromkeys(entry.worked.technician for entry in row.entries if entry.worked.technician))
    yield (Decimal(row.seconds) / 60).quantize(_HUNDREDTH)
    yield row.sum_of
    yield row.hours.quantize(_HUNDREDTH)
    yield ", ".join(f"{band}: {number(hours)}" for band, hours in row.by_band)
    yield SETTLED.get(row.settled, f"pakiet {row.package}")
    yield row.net.quantize(_HUNDREDTH)
    yield row.how
    yield ", ".join(row.points)
    yield " ".join(row.notes)
