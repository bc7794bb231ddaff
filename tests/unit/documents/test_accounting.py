"""Hand-over to accounting: FA(3) holds against the official schema, EDI++ has its fields, JSON the same sums."""

import csv
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from tests.unit.documents.months import CASES, document
from worker.documents import Party
from worker.documents.accounting import (
    SchemaMissingError,
    UnfitForInvoiceError,
    epp,
    fa3_xml,
    month_json,
    open_schema,
    problems,
)
from worker.documents.accounting.fa3 import NAMESPACE

pytest.importorskip("ksef_client", reason="the official XSD comes with the extra `ksef`")
_TO_BILL = [name for name, case in CASES.items() if case["expected"]["invoice"]]
SCHEMA = open_schema()


def _value(xml: bytes, name: str) -> str:
    return str(etree.fromstring(xml).findtext(f".//{{{NAMESPACE}}}{name}"))


@pytest.mark.parametrize("name", _TO_BILL)
def test_every_golden_invoice_is_a_valid_fa3(name: str) -> None:
    xml, expected = fa3_xml(document(name)), CASES[name]["expected"]["invoice"]
    assert problems(xml, SCHEMA) == ()
    assert (_value(xml, "P_13_1"), _value(xml, "P_14_1"), _value(xml, "P_15")) == (
        expected["net"],
        expected["vat"],
        expected["gross"],
    )
    assert _value(xml, "Termin") == expected["due_date"]
    assert xml == fa3_xml(document(name))


def test_the_check_finds_what_is_wrong() -> None:
    broken = fa3_xml(document("INV-001")).replace(b"<P_12>23</P_12>", b"<P_12>99</P_12>")
    assert any("P_12" in problem for problem in problems(broken, SCHEMA))


@pytest.mark.parametrize("name", ['Kowalski & Syn <b>"x"</b>', "A" * 600, "Spółka\x00\x0b z\u2028 o.o.", "🙂 s.c."])
def test_any_name_of_a_payer_gives_valid_xml(name: str) -> None:
    plain = document("INV-001")
    xml = fa3_xml(replace(plain, payer=replace(plain.payer, name=name)))
    assert problems(xml, SCHEMA) == ()


@pytest.mark.parametrize(
    ("payer", "said"),
    [
        (Party(nip="0123456789", name="x"), "not beginning with 0"),
        (Party(nip="123456789", name="x"), "'123456789'"),
        (Party(nip="5259912077", name="  "), "no name"),
    ],
)
def test_an_unfit_payer_is_named_and_gets_no_invoice(payer: Party, said: str) -> None:
    with pytest.raises(UnfitForInvoiceError, match=said):
        fa3_xml(replace(document("INV-001"), payer=payer))


def test_a_month_without_anything_to_bill_is_no_invoice() -> None:
    with pytest.raises(UnfitForInvoiceError, match="nothing to invoice"):
        fa3_xml(document("INV-019"))


def test_without_the_schema_it_says_where_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(SchemaMissingError, match=r"billing\.fa3_schema"):
        open_schema(tmp_path)


def test_the_number_of_accounting_replaces_the_working_number() -> None:
    assert _value(fa3_xml(document("INV-001")), "P_2") == "ROZLICZENIE/2026-03/5259912077"
    assert _value(fa3_xml(document("INV-001", invoice_number="FV/7/2026")), "P_2") == "FV/7/2026"


def test_edi_has_62_and_22_fields_in_windows_1250() -> None:
    data = epp((document("INV-020"), document("INV-019"), document("INV-001")))
    text = data.decode("cp1250")
    assert "Źdźbło" in text
    assert data.count(b"\r\n") == data.count(b"\n")
    headers = [part.splitlines()[0] for part in text.split("[NAGLOWEK]\r\n")[1:]]
    assert [len(next(csv.reader([line]))) for line in headers] == [62, 62]
    (info,) = (part.splitlines()[0] for part in text.split("[INFO]\r\n")[1:])
    assert len(next(csv.reader([info]))) == 24
    content = text.split("[ZAWARTOSC]\r\n")[1].split("\r\n\r\n")[0].splitlines()
    fields = list(csv.reader(content))
    assert {len(line) for line in fields} == {22}
    assert sum(Decimal(line[16]) for line in fields) == Decimal(CASES["INV-020"]["expected"]["invoice"]["net"])


def test_json_says_what_the_golden_answer_says() -> None:
    for name, case in CASES.items():
        found, expected = json.loads(month_json(document(name))), case["expected"]
        assert (found["statement"] or {}).get("gross") == (expected["invoice"] or {}).get("gross")
        assert [row["hours"] for row in found["protocol"]] == [
            f"{Decimal(row['billed_hours']):.2f}" for row in expected["protocol"]
        ]
