"""The protocol as CSV for a spreadsheet of the payer's language: UTF-8 with BOM, CRLF (RFC 4180).

Polish ones read semicolons and a decimal comma, English ones commas and a decimal point.

A cell that a spreadsheet would take for a formula (``=``, ``+``, ``-``, ``@``, tab, CR at its start) gets an
apostrophe in front; only amounts, which are ours, may begin with a minus.
"""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from worker.documents.facts import MonthDocument
from worker.documents.rows import Row, rows
from worker.documents.wording import mode_name, say, service_name
from worker.domain.billing.month import Settled
from worker.terms.phrases import Language, number, phrases, point

_BOM = "\ufeff"
_HUNDREDTH = Decimal("0.01")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # the wide forms open formulas too
COLUMNS: tuple[str, ...] = tuple(phrases()["csv"]["columns"])


def protocol_csv(document: MonthDocument) -> bytes:
    """The whole protocol; the first line names the columns."""
    text, language = io.StringIO(), document.language
    words = phrases(language)
    writer = csv.writer(text, delimiter=words["csv"]["delimiter"], lineterminator="\r\n")
    writer.writerow(words["csv"]["columns"])
    for row in rows(document):
        cells = _cells(row, language)
        writer.writerow([safe(one) if isinstance(one, str) else _plain(one, words["decimal"]) for one in cells])
    return (_BOM + text.getvalue()).encode("utf-8")


def safe(cell: str) -> str:
    """A cell that no spreadsheet computes; line ends become spaces, so that one row is one line."""
    line = " ".join(cell.replace("\x00", "").split("\n")).replace("\r", " ")
    return f"'{line}" if line.lstrip(" \u00a0").startswith(_FORMULA) or cell.startswith(_FORMULA) else line


def _plain(value: Decimal, decimal: str) -> str:
    """A number with its decimal sign and no thousands, as spreadsheets read it."""
    return f"{value:f}".replace(".", decimal)


def _cells(row: Row, language: Language) -> Iterator[str | Decimal]:
    yield row.day.isoformat()
    yield mode_name(row.onsite, language)
    yield service_name(row.service, language)
    yield ", ".join(entry.hours_of_day for entry in row.entries)
    yield ", ".join(dict.fromkeys(entry.worked.ticket for entry in row.entries if entry.worked.ticket))
    yield ", ".join(dict.fromkeys(entry.worked.technician for entry in row.entries if entry.worked.technician))
    yield (Decimal(row.seconds) / 60).quantize(_HUNDREDTH)
    yield row.sum_of
    yield row.hours.quantize(_HUNDREDTH)
    yield ", ".join(f"{band}: {number(hours, language)}" for band, hours in row.by_band)
    if row.settled is Settled.PACKAGE:
        yield say("protocol", "package", language, id=row.package)
    else:
        yield say("csv", row.settled.value, language)
    yield row.net.quantize(_HUNDREDTH)
    yield row.how
    yield ", ".join(point(one, language) for one in row.points)
    yield " ".join(row.notes)
