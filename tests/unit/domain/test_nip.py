"""NIP: written in every usual way, found in running text, never made up of neighbouring numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.domain import nip

NIP = "5259912077"
WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)


@st.composite
def nips(draw: st.DrawFn) -> str:
    """A number with a correct check digit, computed by the published weights and not by the code under test."""
    digits = draw(
        st.lists(st.integers(0, 9), min_size=9, max_size=9).filter(
            lambda found: sum(w * d for w, d in zip(WEIGHTS, found, strict=True)) % 11 != 10 and len(set(found)) > 1
        )
    )
    check = sum(w * d for w, d in zip(WEIGHTS, digits, strict=True)) % 11
    return "".join(map(str, (*digits, check)))


@given(nips())
def test_a_correct_check_digit_is_valid_and_the_other_nine_are_not(number: str) -> None:
    valid = [number[:9] + digit for digit in "0123456789" if nip.is_valid(number[:9] + digit)]
    assert valid == [number]


@pytest.mark.parametrize("digit", "0123456789")
def test_ten_equal_digits_are_a_placeholder(digit: str) -> None:
    assert not nip.is_valid(digit * 10)


@pytest.mark.parametrize(
    "text", ["", "525991207", "52599120770", "525991207７", "525-991-20-77", "abcdefghij", "²²²²²²²²²²"]
)
def test_only_ten_ascii_digits_can_be_valid(text: str) -> None:
    assert not nip.is_valid(text)


@pytest.mark.parametrize(
    "written",
    [
        NIP,
        "525-991-20-77",
        "525 991 20 77",
        "PL5259912077",
        "pl 525-991-20-77",
        "525\u00a0991\u00a020\u00a077",
        "525–991–20–77",
    ],
)
def test_every_usual_way_to_write_it_is_the_same_number(written: str) -> None:
    assert nip.compact(written) == NIP
    assert nip.find_all(f"nasz NIP to {written}, proszę o fakturę") == (NIP,)
    assert nip.find_all(f"NIP:{written}.") == (NIP,)


@given(nips())
def test_display_is_read_back(number: str) -> None:
    assert nip.compact(nip.display(number)) == number
    assert nip.find_all(nip.display(number)) == (number,)


@pytest.mark.parametrize(
    "text",
    [
        f"1{NIP}", f"{NIP}1", "12 525 991 20 77", "525 991 20 77 12",
        f"konto 61 1090 1014 0000 {NIP[:4]} {NIP[4:8]} {NIP[8:]}",
        f"konto 61 1090 1014 {NIP[:4]} {NIP[4:8]} {NIP[8:]}00 0000", "000-525-991-20-77", "525-991-20-77-1",
        f"x{NIP}", f"{NIP}x", f"nr-{NIP}", "5259912078", "tel. 22 535 36 80",
    ],
)  # fmt: skip
def test_a_part_of_something_longer_is_not_a_nip(text: str) -> None:
    assert nip.find_all(text) == ()


def test_a_telephone_on_the_next_line_does_not_hide_the_nip() -> None:
    assert nip.find_all(f"NIP: {NIP}\n501 222 333\npozdrawiam") == (NIP,)
    assert nip.find_all(f"tel. 501 222 333\n{NIP}") == (NIP,)
    assert nip.find_all("525-991-20-77\n501 222 333") == (NIP,)
    assert nip.find_all(f"Prosta 12 {NIP} 501 222 333") == (NIP,)


def test_a_number_is_never_put_together_from_two_lines() -> None:
    assert nip.find_all("525 991 207\n7 sztuk") == ()


def test_numbers_come_in_order_once_each_and_not_without_end() -> None:
    assert nip.find_all(f"5839902173, {NIP}, 583-990-21-73") == ("5839902173", NIP)
    assert len(nip.find_all(f"5839902173, {NIP}", limit=1)) == 1


@given(st.text())
def test_any_text_is_searched_without_an_error(text: str) -> None:
    assert all(nip.is_valid(found) for found in nip.find_all(text))
