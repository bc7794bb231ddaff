"""Lines about the InsERT wallet: what a technician and a bookkeeper write, read alike."""

from datetime import date
from decimal import Decimal

import pytest

from worker.domain.insert.entries import Unread, WalletWord, read_line

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("value", "points", "valid_to"),
    [
        ("350 pkt, ważny do 2027-03-01", "350", date(2027, 3, 1)),
        ("350 punktów wazny do 01.03.2027 r.", "350", date(2027, 3, 1)),
        ("1 250 pkt", "1250", None),
        ("96,5 pkt", "96.5", None),
        ("ważny do 2027-03-01", None, date(2027, 3, 1)),
        ("saldo 0 pkt", "0", None),
        ("Mamy 12 inspunktów, portfel ważny do dnia 2026-12-31", "12", date(2026, 12, 31)),
    ],
)
def test_a_report(value: str, points: str | None, valid_to: date | None) -> None:
    (said,) = read_line(value, TODAY).entries
    assert (said.word, said.day, said.valid_to) == (WalletWord.REPORTED, TODAY, valid_to)
    assert said.points == (None if points is None else Decimal(points))


@pytest.mark.parametrize(
    ("value", "day", "points"),
    [
        ("zakup 500", TODAY, 500),
        ("dokupione 1000 pkt 2026-11-02", date(2026, 11, 2), 1000),
        ("paczka 10 000 InsPunktów", TODAY, 10_000),
    ],
)
def test_a_purchase(value: str, day: date, points: int) -> None:
    (said,) = read_line(value, TODAY).entries
    assert (said.word, said.day, said.points) == (WalletWord.POINTS_PURCHASE, day, Decimal(points))


def test_entitlements_name_their_last_day() -> None:
    (said,) = read_line("abonament Subiekt GT od 2026-04-15 do 2027-04-14", TODAY).entries
    assert (said.word, said.program, said.day, said.valid_to) == (
        WalletWord.SUBSCRIPTION, "subiekt gt", date(2026, 4, 15), date(2027, 4, 14),
    )  # fmt: skip
    assert read_line("licencja do 2026-12-31", TODAY).entries[0].word is WalletWord.LICENCE
    assert read_line("usługa do 2026-12-31", TODAY).entries[0].word is WalletWord.SERVICE
    assert read_line("abonament Rewizor", TODAY).unread is Unread.NO_DAY


@pytest.mark.parametrize(
    ("value", "used"),
    [
        ("wysłane 120", {"ksef_send": 120}),
        ("120 wysłanych, 80 odebranych", {"ksef_send": 120, "ksef_receive": 80}),
        ("wyslane 5 i sello 7", {"ksef_send": 5, "sello_order": 7}),
        ("portal dokumentów 10", {"portal_document": 10}),
        ("40 zamówień w Sello NX", {"sello_order": 40}),
    ],
)
def test_operations(value: str, used: dict[str, int]) -> None:
    found = read_line(value, TODAY).entries
    assert {one.op: one.count for one in found} == used
    assert {one.word for one in found} == {WalletWord.OPERATION}


def test_a_month_is_told_in_documents_or_in_points() -> None:
    found = read_line("miesięcznie 120 faktur wysłanych, 80 odebranych i 40 zamówień w Sello", TODAY).entries
    assert {one.op: one.count for one in found} == {"ksef_send": 120, "ksef_receive": 80, "sello_order": 40}
    assert {one.word for one in found} == {WalletWord.MONTHLY}
    (said,) = read_line("zużycie 60 pkt na miesiąc", TODAY).entries
    assert (said.word, said.points) == (WalletWord.MONTHLY, Decimal(60))


def test_a_line_may_name_its_payer() -> None:
    read = read_line("525-991-20-77: 350 pkt, ważny do 2027-03-01", TODAY)
    assert (read.nip, read.entries[0].points) == ("5259912077", Decimal(350))
    assert not read_line("1234567890 pkt", TODAY).nip  # ten digits that are no NIP


@pytest.mark.parametrize(
    ("value", "why", "about"),
    [
        ("dużo", Unread.UNKNOWN_WORD, "duzo"),
        ("", Unread.NOTHING, ""),
        ("350 pkt, 400 pkt", Unread.NOTHING, ""),
        ("ważny do 2027-02-30", Unread.BAD_DAY, "2027-02-30"),
        ("zakup 500 2027-05-01", Unread.FUTURE, "2027-05-01"),
        ("ksef 5", Unread.UNKNOWN_WORD, "ksef"),
        ("zakup", Unread.NOTHING, ""),
        ("350 pkt ważny do końca roku", Unread.UNKNOWN_WORD, "konca"),
    ],
)
def test_what_cannot_be_written_down_says_why(value: str, why: Unread, about: str) -> None:
    read = read_line(value, TODAY)
    assert (read.entries, read.unread, read.about) == ((), why, about)


@pytest.mark.parametrize("value", ["9" * 5000, "ważny do " * 3000, "1 " * 20_000, "wysłane,,,,," * 2000])
def test_any_text_is_read_without_an_exception(value: str) -> None:
    read_line(value, TODAY)
