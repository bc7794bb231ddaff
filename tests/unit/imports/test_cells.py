"""What a cell may hold: each way people write it, and a sentence for each way that means nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from worker.application.imports import cells


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234,5 zł", "1234.50"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234.567", "1234567.00"),
        ("12 345 678,90 PLN", "12345678.90"),
        ("-12", "-12.00"),
        ("\u221212,00", "-12.00"),
        ("0,1", "0.10"),
        ("12,500", None),
        ("1.234", None),
        ("12,345,6", None),
        ("12 EUR", None),
        ("dwanaście", None),
        ("1e3", None),
        ("99999999999", None),
    ],
)
def test_an_amount(written: str, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(cells.UnreadableCellError):
            cells.money(written)
    else:
        assert cells.money(written) == Decimal(meant)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-03-31", date(2026, 3, 31)),
        ("31.03.2026", date(2026, 3, 31)),
        ("1.3.2026", date(2026, 3, 1)),
        ("31/03/2026", date(2026, 3, 31)),
        ("31-03-2026", date(2026, 3, 31)),
        ("20260331", date(2026, 3, 31)),
        ("2026-03-31 00:00:00", date(2026, 3, 31)),
        ("2026-02-30", None),
        ("31.03.26", None),
        ("46082", None),
        ("31.03.0026", None),
        ("jutro", None),
    ],
)
def test_a_day(written: str, meant: date | None) -> None:
    if meant is None:
        with pytest.raises(cells.UnreadableCellError):
            cells.day(written)
    else:
        assert cells.day(written) == meant


@pytest.mark.parametrize(
    "written", ["5259912077", "525-991-20-77", "PL 5259912077", "NIP: 525 991 20 77", "5259912077.0"]
)
def test_a_nip_in_any_dress(written: str) -> None:
    assert cells.payer(written) == "5259912077"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("525991207", "jest ich 9"),
        ("5259912078", "cyfra kontrolna"),
        ("1111111111", "cyfra kontrolna"),
        ("brak", "to nie"),
    ],
)
def test_a_wrong_nip_says_what_is_wrong(written: str, why: str) -> None:
    with pytest.raises(cells.UnreadableCellError, match=why) as caught:
        cells.payer(written)
    assert caught.value.right


@pytest.mark.parametrize(
    ("written", "meant"),
    [("2026-03", "2026-03"), ("3.2026", "2026-03"), ("Marzec 2026", "2026-03"), ("październik 2026", "2026-10"),
     ("2026-03-31", "2026-03"), ("13.2026", None), ("marzec", None)],
)  # fmt: skip
def test_a_month(written: str, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(cells.UnreadableCellError):
            cells.month(written)
    else:
        assert cells.month(written) == meant


def test_people_with_and_without_names() -> None:
    written = 'A@Firma.pl; Anna Maj <anna@firma.pl>\n"Nowak, Jan" <jan@firma.pl>, b@firma.pl c@firma.pl'
    assert cells.people(written) == (
        ("a@firma.pl", ""),
        ("anna@firma.pl", "Anna Maj"),
        ("jan@firma.pl", "Nowak, Jan"),
        ("b@firma.pl", ""),
        ("c@firma.pl", ""),
    )


@pytest.mark.parametrize("written", ["Anna Maj", "anna@", "a@firma.pl Jan <jan@firma.pl>", "ąnna@firma.pl", "a@b"])
def test_people_that_mail_cannot_reach(written: str) -> None:
    with pytest.raises(cells.UnreadableCellError):
        cells.people(written)


def test_domains_as_people_write_them() -> None:
    assert cells.domains("@firma.pl, www.firma.com.pl; Sklep.Firma.pl") == (
        "firma.pl",
        "firma.com.pl",
        "sklep.firma.pl",
    )


@pytest.mark.parametrize("written", ["biuro@firma.pl", "firma", "firma..pl", "-a.pl"])
def test_what_is_no_domain(written: str) -> None:
    with pytest.raises(cells.UnreadableCellError):
        cells.domains(written)


@pytest.mark.parametrize("written", ["5265877635-20250826-0100001AF629-AF", "5265877635-20250826-010000-1af629-af"])
def test_a_ksef_number(written: str) -> None:
    assert cells.ksef_number(written) == written.upper()


def test_a_word_near_a_right_one_is_named() -> None:
    read = cells.one_of({"faktura": "invoice", "korekta": "correction"})
    assert read("Korekta.") == "correction"
    with pytest.raises(cells.UnreadableCellError) as caught:
        read("korketa")
    assert caught.value.right == "korekta?"


@pytest.mark.parametrize(
    "reader", [cells.money, cells.day, cells.payer, cells.people, cells.domains, cells.month, cells.count]
)
def test_hostile_cells_are_read_in_linear_time(reader: Any) -> None:
    for part in ("1", "1.", ",", "a@", "<", "-", '"', "1,234."):
        try:
            reader(part * 20_000)
        except cells.UnreadableCellError:
            continue
