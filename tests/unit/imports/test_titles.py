"""Which invoice a transfer is for: never a guess."""

from decimal import Decimal

import pytest

from worker.application.imports.titles import Owed, Titles

ANNA, JAN = "5259912077", "9519834101"


def owed(number: str, nip: str = ANNA, left: str = "123.00") -> Owed:
    return Owed(number=number, nip=nip, left=Decimal(left))


INVOICES = [
    owed("FV/1/2026"),
    owed("FV/12/2026"),
    owed("FV/2/2026", JAN),
    owed("7/03/2026", JAN),
    owed("FS 0044/26", JAN),
]


def meant(title: str, amount: str = "1.00", invoices: list[Owed] | None = None) -> tuple[str, ...]:
    titles = Titles(invoices or INVOICES, [ANNA, JAN])
    left = {one.number: one.left for one in invoices or INVOICES}
    return tuple(one.number for one in titles.meant(title, Decimal(amount), left).invoices)


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Zapłata za FV/12/2026", "FV/12/2026"),
        ("zaplata fv 12/2026", "FV/12/2026"),
        ("FV-12-2026", "FV/12/2026"),
        ("fv12/2026.", "FV/12/2026"),
        ("FV/012/2026", "FV/12/2026"),
        ("FAKTURA FV/1/2026 Z DNIA 2026-03-31", "FV/1/2026"),
        ("/VAT/23,00/IDC/1234563218/INV/FV/12/2026/TXT/oplata", "FV/12/2026"),
        ("za 7/03/2026", "7/03/2026"),
        ("za 7/3/2026", "7/03/2026"),
        ("fs44/26", "FS 0044/26"),
        ("Zaplata za FV/12/20\nZaplata za FV/12/2026", "FV/12/2026"),
    ],
)
def test_a_number_in_any_dress(title: str, number: str) -> None:
    assert meant(title) == (number,)


@pytest.mark.parametrize(
    "title",
    [
        "FV/112/2026",
        "FV/12/20261",
        "FV/1/12/2026",
        "17/03/2026",
        "1/7/03/2026",
        "przelew środków",
        "12/2026",
        "2026",
        "",
    ],
)
def test_part_of_another_number_is_not_it(title: str) -> None:
    assert meant(title) == ()


def test_a_number_without_its_letters_needs_the_nip() -> None:
    assert meant("faktura 12/2026") == ()
    assert meant(f"faktura 12/2026 NIP {ANNA}") == ("FV/12/2026",)
    assert meant("faktura 12/2026 NIP 525-991-20-77") == ("FV/12/2026",)


def test_the_nip_alone_needs_the_exact_amount_of_one_open_invoice() -> None:
    invoices = [owed("A/1", left="100.00"), owed("A/2", left="200.00"), owed("A/3", left="0.00")]
    assert meant(f"NIP {ANNA}", "200.00", invoices) == ("A/2",)
    assert meant(f"NIP {ANNA}", "300.00", invoices) == ()
    assert meant(f"NIP {ANNA}", "0.00", invoices) == ()
    twins = [owed("A/1", left="100.00"), owed("A/2", left="100.00")]
    assert meant(f"NIP {ANNA}", "100.00", twins) == ()


def test_several_numbers_are_all_meant() -> None:
    assert meant("FV/12/2026, FV/1/2026") == ("FV/12/2026", "FV/1/2026")


def test_invoices_of_two_payers_are_left_to_a_person() -> None:
    assert meant("FV/12/2026 i FV/2/2026") == ()


def test_a_number_beside_the_nip_of_another_payer_is_left_to_a_person() -> None:
    assert meant(f"FV/12/2026 NIP {JAN}") == ()
    assert meant("FV/12/2026 NIP 1234563218") == ("FV/12/2026",)  # nobody we bill: our own, or an accountant's


def test_why_nothing_fits_is_said() -> None:
    titles = Titles(INVOICES, [ANNA, JAN])
    assert "NIP-u" in titles.meant("dziękuję", Decimal(1), {}).why_not
    found = titles.meant(f"NIP {JAN}", Decimal(1), {})
    assert found.near == ("FV/2/2026", "7/03/2026", "FS 0044/26")
