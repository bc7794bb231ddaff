"""Header values as we write them: clean, encoded, folded (RFC 5322, 2047, 2231)."""

import email
import re
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.mail.header import (
    UnsafeHeader,
    checked,
    encoded_words,
    folded,
    id_tokens,
    is_id,
    is_mailbox,
    mailbox_tokens,
    one_line,
    parameter,
    text_tokens,
)

BREAKS = ("\r", "\n", "\r\n", "\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029")


@pytest.mark.parametrize("character", BREAKS)
def test_a_line_break_of_any_kind_is_refused(character: str) -> None:
    with pytest.raises(UnsafeHeader):
        checked("Subject", f"Temat{character}Bcc: ofiara@example.org")


@pytest.mark.parametrize("character", BREAKS)
def test_one_line_turns_every_line_break_into_a_space(character: str) -> None:
    assert one_line(f"Temat{character}Bcc: ofiara@example.org") == "Temat Bcc: ofiara@example.org"


@pytest.mark.parametrize(("length", "ends"), [(199, "a"), (200, "a"), (201, "…")])
def test_one_line_is_cut_behind_its_limit(length: int, ends: str) -> None:
    line = one_line("a" * length)
    assert len(line) == min(length, 200)
    assert line.endswith(ends)


def test_direction_marks_and_lone_surrogates_do_not_survive() -> None:
    assert one_line("umowa\u202efdp.exe\ud800") == "umowafdp.exe"


@given(st.text())
def test_any_text_becomes_one_safe_line(text: str) -> None:
    line = one_line(text)
    assert checked("Subject", line) == line
    assert len(line) <= 200
    assert one_line(line) == line


@given(st.text().map(lambda text: one_line(text, 300)))
def test_text_reads_back_as_it_was(text: str) -> None:
    line = folded("Subject", text_tokens(text))
    value = email.message_from_string(f"{line}\r\n")["Subject"]
    assert str(make_header(decode_header(re.sub(r"\r\n(?=[ \t])", "", value)))) == text


@given(st.text(min_size=1))
def test_an_encoded_word_is_short_and_whole(text: str) -> None:
    for word in encoded_words(text.encode("utf-8", "replace").decode()):
        assert len(word) <= 60
        assert str(make_header(decode_header(word)))  # no character is cut in two


def test_only_what_is_not_ascii_is_encoded() -> None:
    assert text_tokens("[#26-00123-7] Drukarka nie działa") == (
        *("[#26-00123-7]", "Drukarka", "nie"),
        "=?utf-8?q?dzia=C5=82a?=",
    )


def test_what_looks_like_an_encoded_word_is_encoded() -> None:
    assert "0D=0A" not in " ".join(text_tokens("=?utf-8?q?A=0D=0ABcc:_x?="))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("", "a@b.pl"),
        ("Jan Nowak", "Jan Nowak <a@b.pl>"),
        ("Pomoc 3RP.com.pl", '"Pomoc 3RP.com.pl" <a@b.pl>'),
        ('Jan "Janek" Nowak', '"Jan \\"Janek\\" Nowak" <a@b.pl>'),
        ("ofiara@example.org, x", '"ofiara@example.org, x" <a@b.pl>'),
        ("Iza Żak", "=?utf-8?q?Iza_=C5=BBak?= <a@b.pl>"),
        ("Żółć", "=?utf-8?b?xbvDs8WCxIc=?= <a@b.pl>"),
    ],
)
def test_a_name_cannot_become_an_address(name: str, written: str) -> None:
    assert " ".join(mailbox_tokens("a@b.pl", name)) == written


@pytest.mark.parametrize(
    "address", ["", "jan", "jan@", "@b.pl", "jan nowak@b.pl", "żółw@b.pl", "a@b.pl,c@d.pl", "a@b.pl\n", "<a@b.pl>"]
)
def test_an_address_that_cannot_be_written_to_is_refused(address: str) -> None:
    assert not is_mailbox(address)
    with pytest.raises(UnsafeHeader):
        mailbox_tokens(address)


@pytest.mark.parametrize("length", [77, 78, 80, 300, 900])
def test_a_long_id_stays_one_literal_token(length: int) -> None:
    ids = ("krotki@firma.pl", "A" * (length - 5) + "@b.pl")
    line = folded("References", id_tokens(ids))
    assert f"<{ids[1]}>" in line
    assert "=?" not in line


@pytest.mark.parametrize("message_id", ["", "a b@c.pl", "a@c.pl>", "<a@c.pl", "ą@c.pl", "a@c.pl\r\nBcc:x", "a" * 901])
def test_an_id_that_cannot_be_written_is_refused(message_id: str) -> None:
    assert not is_id(message_id)
    with pytest.raises(UnsafeHeader):
        id_tokens((message_id,))


@given(st.text(min_size=1).map(lambda text: one_line(text, 120)).filter(bool))
def test_a_file_name_reads_back_as_it_was(name: str) -> None:
    written = parameter("filename", name)
    assert all(len(line) <= 120 for line in written.splitlines())
    message = email.message_from_string(f"Content-Disposition: attachment;\r\n {written}\r\n\r\n")
    assert message.get_filename() == name
