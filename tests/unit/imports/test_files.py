"""Files as offices have them: the same rows, whatever wrote them."""

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from worker.adapters.bank_statement import looks_like_statement, read_statement
from worker.adapters.table_files import read_table
from worker.application.imports import INVOICES, UnreadableFileError
from worker.application.imports.columns import matched

ROWS = [["NIP", "nazwa firmy", "brutto"], ["5259912077", "Łąka; „Żuraw” s.c.", "1 234,50"]]


def as_csv(sign: str, quote: str = '"') -> str:
    return "\r\n".join(sign.join(f"{quote}{cell}{quote}" for cell in row) for row in ROWS) + "\r\n"


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1250", "utf-16"])
def test_csv_in_any_encoding_and_with_any_sign(tmp_path: Path, sign: str, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv(sign).encode(encoding))
    sheet = read_table(tmp_path / "a.csv")
    assert sheet.header == tuple(ROWS[0])
    assert [one.cells for one in sheet.lines] == [tuple(ROWS[1])]


def test_lines_are_numbered_as_in_the_file_even_over_line_breaks(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('a;b\n"1\n2";3\n\n;\n4;5\n', "utf-8")
    assert [one.number for one in read_table(tmp_path / "a.csv").lines] == [2, 6]


def test_a_workbook_gives_the_same_text_as_a_csv(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["nic"])
    book.active.delete_rows(1)
    sheet = book.create_sheet("Faktury")
    sheet.append(["NIP", "data", "kwota", "tak", "puste"])
    sheet.append([5259912077, datetime(2026, 3, 31), 1230.1, True, None])  # noqa: DTZ001 - as Excel has it
    sheet.append([5259912077.0, date(2026, 3, 31), 0.1 + 0.2, False, " x "])
    book.save(tmp_path / "a.xlsx")
    found = read_table(tmp_path / "a.xlsx")
    assert [(one.number, one.cells) for one in found.lines] == [
        (2, ("5259912077", "2026-03-31", "1230.1", "tak", "")),
        (3, ("5259912077", "2026-03-31", "0.3", "nie", "x")),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "pusty"),
        (b"PK\x03\x04broken", "XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ".xls"),
        (b'a;b\n"1;2\n', "cudzys"),
        (b"\x81\x00\x01\xff", "tekstowy"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(UnreadableFileError, match=said):
        read_table(tmp_path / "a")


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="Nie można przeczytać"):
        read_table(tmp_path / "nie-ma.csv")


GOOD = ["Numer", "nip", "DATA_WYSTAWIENIA", "termin płatności:", "Brutto"]


def test_titles_in_both_languages_and_any_dress() -> None:
    assert len(matched(GOOD, INVOICES.columns).places) == 5
    english = ["invoice", "NIP", "issue date", "due date", "gross", "salesman"]
    assert matched(english, INVOICES.columns).ignored == ("salesman",)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (["Numer", "nip", "data wystawinia", "termin płatności", "brutto"], "czy chodziło o „data wystawienia”"),
        (["Numer", "nip", "data wystawienia", "brutto"], "Brakuje kolumny „termin płatności”"),
        ([*GOOD, "numer KSeFu"], "czy chodziło o „numer KSeF”"),
        ([*GOOD, "kwota brutto"], "dwa razy"),
    ],
)
def test_a_wrong_header_names_the_nearest_right_one(header: list[str], said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said):
        matched(header, INVOICES.columns)


STATEMENT = """\
:20:MT940
:25:/PL61109010140000071219812874
:28C:00001
:60F:C260301PLN1000,00
:61:2603020303CN123,00NTRFNONREF
:86:020{0}00C0AB
{0}20Zaplata za fakture nr FV/12{0}21/2026 dziekujemy bardzo za
{0}22pomoc
{0}3010901014
{0}32DELIKATESY RUDNIK{0}33S.C.
:61:2603030303CN246,00NTRFREF77//B123
:86:/VAT/46,00/IDC/5259912077/INV/FV/13/2026/TXT/za uslu
gi
:61:2603030303DN50,00NTRFNONREF
:86:oplata za prowadzenie
:61:2603030303RCN50,00NTRFNONREF
:86:zwrot FV/12/2026
:62F:C260303PLN1269,00
-
"""


@pytest.mark.parametrize("sign", ["~", "<", "^", "?"])
def test_a_statement_gives_incoming_transfers_with_the_day_they_were_booked(sign: str) -> None:
    data = STATEMENT.replace("{0}", sign).replace("\n", "\r\n").encode("windows-1250")
    assert looks_like_statement(data)
    sheet = read_statement(data)
    assert sheet.skipped == 1
    first, second, third = sheet.lines
    assert first.number == 5
    assert first.cells[:2] == ("2026-03-03", "123.00")  # booked on the 3rd, whatever the value date is (12.4)
    joined, spaced = first.cells[2].split("\n")
    assert "FV/12/2026 dziekujemy" in joined
    assert "za pomoc" in spaced
    assert first.cells[3] == "DELIKATESY RUDNIK S.C."
    assert "FV/13/2026" in second.cells[2]
    assert third.cells[5] == "tak"


def test_a_broken_statement_is_refused_whole() -> None:
    with pytest.raises(UnreadableFileError):
        read_statement(STATEMENT.replace(":61:2603030303CN246,00", ":61:zepsute").encode())


def test_a_table_of_transfers_is_no_statement() -> None:
    assert not looks_like_statement(io.BytesIO(b"data;kwota\n2026-03-03;1,00\n").getvalue())
