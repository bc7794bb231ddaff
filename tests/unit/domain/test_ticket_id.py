"""The Ticket ID (1.4): found however people write it, proof against slips, never taken for another number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.domain import nip
from worker.domain.ticket_id import find_all, is_valid, ticket_id, without_ids

ids = st.builds(ticket_id, st.integers(2000, 2099), st.integers(1, 9_999_999))


def test_year_serial_and_check_digit() -> None:
    assert ticket_id(2026, 123) == "26-00123-7"
    assert ticket_id(2026, 123456).startswith("26-123456-")


@pytest.mark.parametrize("serial", [0, -1])
def test_serials_start_at_one(serial: int) -> None:
    with pytest.raises(ValueError, match="starts at 1"):
        ticket_id(2026, serial)


@given(ids, st.data())
def test_every_single_wrong_digit_is_caught(made: str, data: st.DataObject) -> None:
    assert is_valid(made)
    place = data.draw(st.sampled_from([n for n, sign in enumerate(made) if sign.isdigit()]))
    for digit in "0123456789":
        assert is_valid(made[:place] + digit + made[place + 1 :]) is (digit == made[place])


@given(st.integers(2000, 2099), st.integers(1, 99_999))
def test_an_id_is_never_a_nip_wherever_it_stands(year: int, serial: int) -> None:
    made = ticket_id(year, serial)
    assert not nip.is_valid(nip.compact(made))
    assert nip.find_all(f"[#{made}] 12 sztuk; {made}") == ()


@pytest.mark.parametrize(
    "text",
    [
        "26-00123-7", "#26-00123-7", "[26-00123-7]", "[#26-00123-7]", "Re: [#26-00123-7] drukarka", "(26-00123-7)",
        "zgłoszenie 26-00123-7.", "nr26-00123-7 nie, 26-00123-7 tak", "id:26-00123-7,", "«26-00123-7»",
    ],
)  # fmt: skip
def test_it_is_found_with_and_without_its_decoration(text: str) -> None:
    assert find_all(text) == ("26-00123-7",)


@pytest.mark.parametrize(
    "text",
    ["26-11-21", "2026-11-21", "22-535-36-80", "05-200", "+48 22-53536-80", "126-00123-7", "26-00123-77",
     "26-00123-7-1", "26-0123-7", "26-00123-8", "26 00123 7", "9519834101", "12-26-00123-7"],
)  # fmt: skip
def test_dates_telephones_and_longer_numbers_are_not_ids(text: str) -> None:
    assert find_all(text) == ()


def test_order_repeats_and_limit() -> None:
    one, two = ticket_id(2026, 1), ticket_id(2026, 2)
    assert find_all(f"{two} {one} {two}") == (two, one)
    assert find_all(f"{two} {one}", limit=1) == (two,)


@given(st.text())
def test_any_text_is_searched_without_an_error(text: str) -> None:
    assert all(is_valid(found) for found in find_all(text))
    without_ids(text)


@given(ids)
def test_a_text_without_ids_holds_none(made: str) -> None:
    assert find_all(without_ids(f"Re: [#{made}] drukarka #{made} {made}")) == ()
