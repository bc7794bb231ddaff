"""The PDFs of a month: what is printed adds up again by hand, is the same every time, and is never markup."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.documents.months import CASES, document, needs_pdftotext, text_of, worked
from worker.documents.page_data import protocol_data, statement_data
from worker.documents.pdf import protocol_pdf, statement_pdf
from worker.domain.policy import DEFAULT, Policy

_LINE = re.compile(
    r"^ *\d+ +\S.*? (?P<quantity>[\d,]+) ?(?:h|szt\.) +(?P<unit>[\d ]+,\d\d) +\S+ +(?P<net>[\d ]+,\d\d)$"
)
_TO_BILL = [name for name, case in CASES.items() if case["expected"]["invoice"]]


def _number(printed: str) -> Decimal:
    return Decimal(printed.replace(" ", "").replace(",", "."))


def _after(label: str, text: str) -> Decimal:
    found = re.search(rf"{label} +([\d ]+,\d\d) zł", text)
    assert found, f"no {label} in\n{text}"
    return _number(found[1])


@needs_pdftotext
@pytest.mark.parametrize("name", _TO_BILL)
def test_the_printed_lines_add_up_to_the_golden_sums(name: str) -> None:
    text, expected = text_of(statement_pdf(document(name))), CASES[name]["expected"]["invoice"]

    lines = [found for line in text.splitlines() if (found := _LINE.match(line.rstrip()))]
    net = sum((_number(one["net"]) for one in lines), Decimal(0))

    assert len(lines) == len(expected["lines"])
    for one in lines:
        assert _number(one["quantity"]) * _number(one["unit"]) == _number(one["net"])
    assert net == _after("Razem netto", text) == Decimal(expected["net"])
    assert _after("VAT 23%", text) == Decimal(expected["vat"])
    assert _after("Razem brutto", text) == net + Decimal(expected["vat"]) == Decimal(expected["gross"])


@needs_pdftotext
@pytest.mark.parametrize("name", list(CASES))
def test_the_protocol_prints_every_golden_row(name: str) -> None:
    text = text_of(protocol_pdf(document(name)))

    for row in CASES[name]["expected"]["protocol"]:
        day = f"{row['date'][8:]}.{row['date'][5:7]}"
        assert day in text
        assert f"{row['seconds'] // 60} min" in text
        assert re.search(rf" {row['billed_hours'].rstrip('0').rstrip('.').replace('.', ',')}\s", text)


@needs_pdftotext
def test_the_net_of_the_protocol_is_the_work_of_the_statement() -> None:
    for name in _TO_BILL:
        work = [
            line for line in CASES[name]["expected"]["invoice"]["lines"] if line["kind"] not in ("package", "travel")
        ]
        printed = _after("Wartość prac netto", text_of(protocol_pdf(document(name))))
        assert printed == sum((Decimal(line["net"]) for line in work), Decimal(0))


@pytest.mark.parametrize("make", [statement_pdf, protocol_pdf])
def test_the_same_month_gives_the_same_bytes(make: object) -> None:
    assert callable(make)
    assert make(document("INV-020")) == make(document("INV-020"))


def test_another_month_in_between_changes_nothing() -> None:
    before = statement_pdf(document("INV-020"))
    protocol_pdf(document("INV-001"))
    assert statement_pdf(document("INV-020")) == before


@needs_pdftotext
@pytest.mark.parametrize(
    "subject", ["#panic()", '$x^2$ #set page(width: 1pt) "', "*gruby* _i_ `kod` @ref <a> // uwaga", "\\ #"]
)
def test_what_people_wrote_is_never_markup(subject: str) -> None:
    text = text_of(protocol_pdf(document("INV-001", worked=worked("INV-001", subject))))
    assert subject.split(maxsplit=1)[0] in text


@needs_pdftotext
def test_it_says_that_it_is_no_invoice_until_both_numbers_are_known() -> None:
    numbers: dict[str, str]
    for numbers in ({}, {"invoice_number": "FV/7/2026"}, {"ksef_number": "5272525995-20260331-0123456789AB-CD"}):
        for make in (statement_pdf, protocol_pdf):
            assert "nie jest fakturą" in text_of(make(document("INV-001", DEFAULT, **numbers)))
    both = {"invoice_number": "FV/7/2026", "ksef_number": "5272525995-20260331-0123456789AB-CD"}
    text = text_of(statement_pdf(document("INV-001", DEFAULT, **both)))
    assert "nie jest fakturą" not in text
    assert both["invoice_number"] in text
    assert both["ksef_number"] in text


@needs_pdftotext
def test_pages_are_counted_on_each_of_them() -> None:
    text = text_of(statement_pdf(document("INV-020")))
    assert "strona 1 z 2" in text
    assert "strona 2 z 2" in text


@needs_pdftotext
def test_the_account_is_printed_in_groups() -> None:
    assert "61 1090 1014 0000 0712 1981 2874" in text_of(statement_pdf(document("INV-001")))


def test_a_month_of_package_hours_alone_has_a_statement_without_anything_to_pay() -> None:
    data = statement_data(document("INV-019"))
    assert data["invoice"] is None
    assert data["packages"]
    assert statement_pdf(document("INV-019")).startswith(b"%PDF-")


def test_a_package_bar_shows_what_was_used_and_what_is_left() -> None:
    (bar,) = statement_data(document("INV-020"))["packages"]
    assert (bar["before"], bar["now"], bar["left"], bar["full"]) == tuple(
        f"{hours}\u00a0h" for hours in ("0", "1,25", "3,75", "5")
    )
    assert bar["before_permille"] + bar["now_permille"] == 250


def test_a_row_says_which_setting_decided_it() -> None:
    notes = [note for row in protocol_data(document("INV-007"))["rows"] for note in row["notes"]]
    assert any("Piątek 20–22" in note for note in notes) == ("bands.friday_20_22" in _deciders("INV-007"))
    changed = protocol_data(document("INV-001", Policy.of({"remote.rounding": "down"})))
    assert any("remote.rounding = down" in note for row in changed["rows"] for note in row["notes"])


def _deciders(name: str) -> set[str]:
    return {key for row in document(name).statement.protocol for key in row.decided_by}


@pytest.mark.parametrize(
    "logo", [b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>']
)
def test_a_logo_takes_the_place_of_the_name(logo: bytes) -> None:
    plain = document("INV-001")
    with_logo = replace(plain, company=replace(plain.company, logo=logo))
    assert statement_pdf(with_logo) != statement_pdf(plain)
