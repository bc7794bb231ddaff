"""Statement, service report and CSV of a payer whose contract wants English; what is remembered stays Polish."""

import csv
import io
import re
from decimal import Decimal

import pytest

from tests.unit.documents.months import CASES, document, needs_pdftotext, text_of, worked
from worker.documents.accounting.month_json import month_data, month_json
from worker.documents.differences import differences
from worker.documents.page_data import protocol_data, statement_data
from worker.documents.pdf import protocol_pdf, statement_pdf
from worker.documents.protocol_csv import protocol_csv
from worker.terms.phrases import Language

ENGLISH = Language.ENGLISH
POLISH_WORDS = re.compile(
    r"[ąćęłńóśź]|\b(pkt|zł|strefa|netto|brutto|zdalnie|wizyta|pakiet\w*|kwadrans\w*)\b", re.IGNORECASE
)
THEIRS = re.compile(r"ul\. Żółwia 12/4|05-200 Wołomin|Delikatesy Źdźbło s\.c\.|ul\. Łąkowa 3|Bank Próbny")


@needs_pdftotext
@pytest.mark.parametrize("name", CASES)
def test_both_documents_are_english_but_for_names_and_addresses(name: str) -> None:
    made = document(name, worked=worked(name, "Printer"), language=ENGLISH)
    for pdf in (statement_pdf(made), protocol_pdf(made)):
        assert not POLISH_WORDS.search(THEIRS.sub("", text_of(pdf)))


@needs_pdftotext
def test_days_amounts_and_points_are_written_as_english_writes_them() -> None:
    text = text_of(statement_pdf(document("INV-020", language=ENGLISH)))
    for said in ("PLN 2,649.50", "7 February 2027", "1–31 January 2027", "points 10.4.1, 10.4.7 (accounting and HR)"):
        assert said in text
    assert "whose Polish text is binding" in text
    assert "page 1 of" in text


@pytest.mark.parametrize("name", CASES)
def test_both_languages_print_the_same_figures(name: str) -> None:
    polish, english = document(name), document(name, language=ENGLISH)
    for data in (statement_data, protocol_data):
        assert list(data(polish)) == list(data(english))
    rows = zip(protocol_data(polish)["rows"], protocol_data(english)["rows"], strict=True)
    for ours, theirs in rows:
        assert ours["net"].replace("\u00a0", "").replace(",", ".") == theirs["net"].replace(",", "")


@pytest.mark.parametrize("name", CASES)
def test_the_csv_is_one_an_english_spreadsheet_reads(name: str) -> None:
    data = protocol_csv(document(name, language=ENGLISH)).decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(data, newline="")))
    assert [Decimal(row["billed hours"]) for row in read] == [
        Decimal(row["billed_hours"]) for row in CASES[name]["expected"]["protocol"]
    ]
    assert not POLISH_WORDS.search(data)


def test_what_is_remembered_of_a_month_does_not_depend_on_its_language() -> None:
    for name in CASES:
        assert month_json(document(name, language=ENGLISH)) == month_json(document(name))


def test_a_correction_names_its_differences_in_english() -> None:
    before, after = month_data(document("INV-001")), month_data(document("INV-020"))
    said = differences(before, after, ENGLISH)
    assert said[-1] == "Total gross: was PLN\u00a0442.80, now PLN\u00a03,258.89 (+PLN\u00a02,816.09)."
    assert "3\u00a0Mar, remote, sales, CRM, general support: was 0.5\u00a0h, now 0\u00a0h." in said
    assert len(said) == len(differences(before, after))
    assert not POLISH_WORDS.search(" ".join(said))


def test_files_are_named_in_the_language() -> None:
    assert document("INV-001", language=ENGLISH, version=2).file_stem == "2026-03-5259912077-v2"
    assert document("INV-001", version=2).file_stem == "2026-03-5259912077-w2"
