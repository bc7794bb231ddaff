"""Why mail-parser is only our second reader: what version 4.8 really does with the mail we get.

Each test states a failure of the library and our own result beside it. When one of them begins to fail, the
library was repaired: read its changelog, then this file, then docs/adr about the reading of mail.
"""

import mailparser
import pytest

from worker.mail.mime import read_message, second

FROM = b"From: Jan <jan@x.pl>\r\nMessage-ID: <1@x.pl>\r\n"


@pytest.mark.parametrize("charset", ["windows-1250", "iso-8859-2"])
def test_it_drops_raw_polish_letters_of_a_subject(charset: str) -> None:
    raw = FROM + b"Subject: " + "Nie działa".encode(charset) + b"\r\n\r\nx"
    assert mailparser.parse_from_bytes(raw).subject == "Nie dziaa"
    assert read_message(raw).subject == "Nie działa"


def test_it_keeps_control_characters_of_a_subject() -> None:
    raw = FROM + b"Subject: =?utf-8?q?A=0D=0ABcc:_x=00?=\r\n\r\nx"
    assert any(ord(character) < 32 for character in mailparser.parse_from_bytes(raw).subject)
    assert read_message(raw).subject == "A Bcc: x"


def test_it_raises_on_nested_boundaries_that_begin_alike() -> None:
    """The inner boundary begins with the outer one and never comes; the outer one is never closed."""
    raw = (
        FROM + b"Content-Type: multipart/mixed; boundary=ab\r\n\r\n--ab\r\n"
        b"Content-Type: multipart/alternative; boundary=abc\r\n\r\n--ab\r\n\r\ntekst\r\n"
    )
    with pytest.raises(AttributeError):
        mailparser.parse_from_bytes(raw)
    assert read_message(raw).text == "tekst"
    assert second.text_of(raw) == ""


def test_it_raises_on_a_broken_encoded_word_in_from() -> None:
    raw = b"From: =?utf-8?B?a?= <a@x.pl>\r\n\r\nx"
    with pytest.raises(Exception, match=r".*"):  # email.errors.HeaderParseError, out of a property
        _ = mailparser.parse_from_bytes(raw).from_
    author = read_message(raw).author
    assert author is not None
    assert author.address == "a@x.pl"


def test_it_merges_a_forwarded_message_into_the_outer_one() -> None:
    raw = (
        FROM + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nzewnatrz\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\n"
        b"Subject: s\r\nContent-Type: text/plain\r\n\r\nwewnatrz\r\n--b--\r\n"
    )
    assert any("wewnatrz" in text for text in mailparser.parse_from_bytes(raw).text_plain)
    assert read_message(raw).text == "zewnatrz"


def test_it_does_not_join_soft_line_breaks() -> None:
    raw = FROM + b"Content-Type: text/plain; format=flowed\r\n\r\nAla ma \r\nkota"
    assert "ma \n" in mailparser.parse_from_bytes(raw).text_plain[0].replace("\r", "")
    assert read_message(raw).text == "Ala ma kota"


def test_an_ordinary_mail_is_read_alike() -> None:
    raw = (
        FROM + "Subject: Zgłoszenie\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDrukarka nie działa.\r\n".encode()
    )
    assert (
        mailparser.parse_from_bytes(raw).text_plain[0].strip() == read_message(raw).text == second.text_of(raw).strip()
    )


def test_it_is_asked_only_where_our_own_walk_finds_defects_and_no_text() -> None:
    """A picture in a multipart that is never closed, and nothing else: it finds no text either, and adds none."""
    raw = FROM + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: image/png; name=a.png\r\n\r\nx"
    message = read_message(raw)
    assert message.text == ""
    assert "second-reader" not in message.defects


def test_what_it_finds_is_clean_text() -> None:
    raw = FROM + b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>Drukarka\x00 <b>stoi</b></p><script>x()</script>"
    assert second.text_of(raw) == "Drukarka stoi"


def test_its_log_does_not_repeat_the_mail(caplog: pytest.LogCaptureFixture) -> None:
    """It logs "Email content 'tajne' not handled"; bodies never belong into a log."""
    caplog.set_level("DEBUG")
    raw = FROM + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/tajne\r\n\r\nx"
    read_message(raw)
    second.text_of(raw)
    assert not caplog.records
