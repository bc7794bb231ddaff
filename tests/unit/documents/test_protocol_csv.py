"""The protocol as CSV: a Polish spreadsheet opens it without asking, and computes nothing in it."""

import csv
import io
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.documents.months import CASES, document, worked
from worker.documents.facts import Worked
from worker.documents.protocol_csv import COLUMNS, protocol_csv, safe


def _read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_it_has_a_byte_order_mark_semicolons_and_crlf() -> None:
    data = protocol_csv(document("INV-020"))
    assert data.startswith(b"\xef\xbb\xbfdata;rodzaj;")
    assert data.count(b"\r\n") == data.count(b"\n") == 1 + len(CASES["INV-020"]["expected"]["protocol"])


def test_its_numbers_are_the_golden_ones_with_a_decimal_comma() -> None:
    for name, case in CASES.items():
        read = _read(protocol_csv(document(name)))
        assert [Decimal(row["godziny rozliczone"].replace(",", ".")) for row in read] == [
            Decimal(row["billed_hours"]) for row in case["expected"]["protocol"]
        ]
        assert all("." not in row["wartość netto"] for row in read)


@given(st.text(max_size=40))
def test_no_cell_ever_begins_a_formula_or_a_new_row(text: str) -> None:
    cell = safe(text)
    assert not cell.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\n" not in cell
    assert "\r" not in cell


def test_a_formula_in_a_name_stays_text() -> None:
    attack = {
        name: Worked(technician='=HYPERLINK("http://zly.example";"x")', ticket="+1") for name in worked("INV-001", "")
    }
    read = _read(protocol_csv(document("INV-001", worked=attack)))
    assert {row["serwisanci"][:2] for row in read} == {"'="}
    assert {row["zgłoszenia"] for row in read} == {"'+1"}
    assert set(read[0]) == set(COLUMNS)
