"""Bodies in whatever character set, declared truly, falsely or not at all."""

import pytest

from worker.mail.mime import read_message
from worker.mail.mime.charset import decode, known

POLISH = "Zażółć gęślą jaźń. ŻÓŁĆ, ŁÓDŹ, ŚWIĘTA. Drukarka w księgowości nie działa."


@pytest.mark.parametrize("true", ["utf-8", "cp1250", "iso8859_2", "cp852"])
@pytest.mark.parametrize("declared", ["", "utf-8", "us-ascii", "iso-8859-1", "windows-1252", "x-unknown"])
def test_polish_text_survives_every_declaration(true: str, declared: str) -> None:
    assert decode(POLISH.encode(true), declared)[0] == POLISH


@pytest.mark.parametrize("true", ["cp1250", "iso8859_2"])
@pytest.mark.parametrize("declared", ["windows-1250", "iso-8859-2"])
def test_the_two_polish_sets_taken_for_one_another(true: str, declared: str) -> None:
    """``ś``, ``ź`` and ``ą`` differ between them; C1 controls are the tell of windows-1250 sent as ISO-8859-2."""
    text, why = decode(POLISH.encode(true), declared)
    assert text == POLISH
    assert (why == "wrong-charset") is (known(declared).replace("-", "_") != true)


@pytest.mark.parametrize("word", ["był", "żółw", "książka", "pięć", "śnieg", "źle", "ćma", "mróz"])
@pytest.mark.parametrize("true", ["cp1250", "iso8859_2"])
def test_one_undeclared_word(word: str, true: str) -> None:
    assert decode(word.encode(true))[0] == word


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        ("Müller größe façade señor", "iso-8859-1"),
        ("20 m³ gazu, ±5 °C", "iso-8859-1"),
        ("naïve – “quoted” €5", "windows-1252"),
    ],
)
def test_true_western_text_is_left_alone(text: str, declared: str) -> None:
    assert decode(text.encode(declared), declared) == (text, None)


@pytest.mark.parametrize("declared", ["iso-2022-jp", "utf-16", "utf-7"])
def test_sets_that_look_like_ascii(declared: str) -> None:
    text = "日本語 łódź" if declared != "iso-2022-jp" else "日本語"
    assert decode(text.encode(declared), declared)[0] == text


def test_a_broken_byte_does_not_turn_utf8_into_something_else() -> None:
    text, why = decode(POLISH.encode() + b"\xc5", "utf-8")
    assert text == POLISH + "\ufffd"
    assert why == "broken-characters"


@pytest.mark.parametrize(
    "label", ["base64", "rot13", "zip", "punycode", "idna", "unicode_escape", "hex", "x" * 500, "\u0142"]
)
def test_codecs_that_are_no_character_sets(label: str) -> None:
    assert known(label) == ""


def test_html_that_declares_its_charset_inside() -> None:
    html = '<html><meta charset="iso-8859-2"><p>Święta</p>'.encode("iso-8859-2")
    message = read_message(b"From: a@b.pl\r\nContent-Type: text/html\r\n\r\n" + html)
    assert message.text == "Święta"


@pytest.mark.parametrize("data", [bytes(range(256)), b"\xff" * 50, b"\x80\x81\x8d", b"\x00\xd8" * 20])
@pytest.mark.parametrize("declared", ["", "utf-8", "utf-16", "windows-1250", "cp932", "gb18030", "euc-kr", "cp037"])
def test_arbitrary_bytes_never_raise(data: bytes, declared: str) -> None:
    assert isinstance(decode(data, declared)[0], str)
