"""Files of an office as rows: CSV in any of the ways Polish programs write it, and XLSX.

CSV: ``;``, ``,`` or a tab; UTF-8 with or without a byte order mark, UTF-16 with one, or windows-1250. XLSX: the first
sheet that holds anything, by openpyxl, values instead of formulas. Both give text cells: how a day or an amount is
written is judged in one place, ``worker.application.imports.cells``.
"""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from worker.application.imports import Line, Sheet, UnreadableFileError

MOST_BYTES = 50_000_000
MOST_LINES = 200_000
_XLSX = b"PK\x03\x04"
_OLD_XLS = b"\xd0\xcf\x11\xe0"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_bytes(path: Path) -> bytes:
    """The whole file. Raises UnreadableFileError."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableFileError(f"Plik {path} ma {size // 1_000_000} MB; więcej niż 50 MB nie czytamy.")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"Nie można przeczytać pliku {path}: {error.strerror}.") from None


def read_table(path: Path) -> Sheet:
    """The rows of a CSV or XLSX file, told apart by their first bytes. Raises UnreadableFileError."""
    data = read_bytes(path)
    if data.startswith(_OLD_XLS):
        raise UnreadableFileError("To stary plik .xls; w Excelu trzeba go zapisać jako .xlsx albo CSV.")
    rows = list(_xlsx(data) if data.startswith(_XLSX) else _csv(decoded(data)))
    if not rows:
        raise UnreadableFileError("Plik jest pusty: w pierwszym wierszu powinien być nagłówek.")
    header, *lines = rows
    return Sheet(header=tuple(one.strip() for one in header.cells), lines=tuple(lines))


def decoded(data: bytes) -> str:
    """Text of a file: by its mark, else UTF-8, else windows-1250. Raises UnreadableFileError."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "windows-1250"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFileError("To nie jest plik tekstowy w UTF-8 ani windows-1250.")


def _csv(text: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    begins = 1
    try:
        for cells in reader:
            stripped = tuple(cell.strip() for cell in cells)
            if any(stripped):
                yield _limited(Line(number=begins, cells=stripped))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFileError(f"Wiersz {begins}: cudzysłów nie jest domknięty ({error}).") from None


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first line that is not empty, outside quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return max(";,\t", key=outside.count)


def _xlsx(data: bytes) -> Iterator[Line]:
    import openpyxl  # noqa: PLC0415 -- 6 MB and 0.1 s, which every command and the service would pay

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise UnreadableFileError("Tego pliku XLSX nie da się otworzyć: jest uszkodzony albo zaszyfrowany.") from None
    try:
        for sheet in book.worksheets:
            some = False
            for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                cells = tuple(_as_text(value) for value in row)
                if any(cells):
                    some = True
                    yield _limited(Line(number=number, cells=cells))
            if some:
                return
    finally:
        book.close()


def _limited(line: Line) -> Line:
    if line.number > MOST_LINES:
        raise UnreadableFileError(f"Plik ma ponad {MOST_LINES} wierszy; trzeba go podzielić.")
    return line


def _as_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "tak" if value else "nie"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float():
            # 1230.1 is kept by a spreadsheet as 1230.0999999999999
            shown = Decimal(repr(round(value, 6)))
            return format(shown.to_integral() if shown == shown.to_integral() else shown.normalize(), "f")
        case _:
            return str(value).strip()
