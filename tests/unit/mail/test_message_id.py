"""Ids and reply addresses that only we can have made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.mail.message_id import read_reply_address, reply_address, sign, verify

KEY, OTHER = b"one key", b"another key"
POMOC = "pomoc@3rp.com.pl"


def test_an_id_is_short_and_plain() -> None:
    message_id = sign("mail/confirmation/jan@firma.pl", domain="3RP.com.pl", key=KEY)
    assert len(f"<{message_id}>") <= 70
    assert set(message_id) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-@")
    assert message_id.endswith("@3rp.com.pl")


@given(st.text(), st.text())
def test_a_cause_has_one_id(one: str, other: str) -> None:
    ids = [sign(cause, domain="3rp.com.pl", key=KEY) for cause in (one, one, other)]
    assert ids[0] == ids[1]
    assert (ids[0] == ids[2]) == (one == other)


@pytest.mark.parametrize("form", ["{}", "<{}>", " <{}> "])
def test_our_own_id_is_recognised(form: str) -> None:
    assert verify(form.format(sign("x", domain="3rp.com.pl", key=KEY)), domain="3rp.com.pl", key=KEY)


def test_an_id_whose_letters_were_changed_to_capitals_is_still_ours() -> None:
    assert verify(sign("x", domain="3rp.com.pl", key=KEY).upper(), domain="3rp.com.pl", key=KEY)


def test_forged_ids_are_not_ours() -> None:
    message_id = sign("x", domain="3rp.com.pl", key=KEY)
    swapped = "b" if message_id[0] == "a" else "a"
    assert not verify(swapped + message_id[1:], domain="3rp.com.pl", key=KEY)
    assert not verify(message_id, domain="3rp.com.pl", key=OTHER)
    assert not verify(message_id.replace("3rp.com.pl", "zly.example"), domain="zly.example", key=KEY)


@given(st.text())
def test_no_text_is_taken_for_an_id_or_an_address_of_ours(text: str) -> None:
    assert not verify(text, domain="3rp.com.pl", key=KEY)
    assert read_reply_address(text, address=POMOC, key=KEY) is None


def test_a_reply_address_leads_back_to_its_ticket() -> None:
    made = reply_address(POMOC, "26-00123-X", KEY)
    assert made.startswith("pomoc+26-00123-x.")
    assert read_reply_address(made, address=POMOC, key=KEY) == "26-00123-X"
    assert read_reply_address(made.upper(), address=POMOC, key=KEY) == "26-00123-X"


def test_a_reply_address_for_another_ticket_is_not_ours() -> None:
    made = reply_address(POMOC, "26-00123-7", KEY)
    assert read_reply_address(made.replace("00123", "00124"), address=POMOC, key=KEY) is None
    assert read_reply_address(made, address=POMOC, key=OTHER) is None
    assert read_reply_address(made.replace("3rp", "4rp"), address=POMOC, key=KEY) is None


def test_a_customers_token_is_not_a_technicians() -> None:
    customers = reply_address(POMOC, "26-00123-7", KEY)
    technicians = reply_address(POMOC, "26-00123-7", KEY, holder="m.wilk@3rp.com.pl")
    assert read_reply_address(customers, address=POMOC, key=KEY, holder="m.wilk@3rp.com.pl") is None
    assert read_reply_address(technicians, address=POMOC, key=KEY, holder="M.Wilk@3rp.com.pl") == "26-00123-7"
    assert read_reply_address(technicians, address=POMOC, key=KEY, holder="k.sowa@3rp.com.pl") is None
