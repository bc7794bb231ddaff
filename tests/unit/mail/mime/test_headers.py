"""Header fields: every Polish letter, in whatever form a program sends it, and nothing that injects a line."""

import base64
import time

import pytest

from worker.mail.mime import read_message
from worker.mail.mime.headers import decode, read

SENTENCE = "Zażółć gęślą jaźń – drukarka"


def subject_of(value: bytes) -> str:
    return read_message(b"From: a@b.pl\r\nSubject: " + value + b"\r\n\r\nx").subject


@pytest.mark.parametrize("charset", ["utf-8", "windows-1250", "iso-8859-2", "cp852"])
def test_raw_eight_bit_subject_keeps_its_polish_letters(charset: str) -> None:
    text = "Nie działa łączność, proszę o pomoc"
    assert subject_of(text.encode(charset)) == text


@pytest.mark.parametrize("charset", ["utf-8", "windows-1250"])
@pytest.mark.parametrize("encoding", ["b", "q"])
def test_encoded_words(charset: str, encoding: str) -> None:
    assert subject_of(word(SENTENCE.encode(charset), charset, encoding)) == SENTENCE


@pytest.mark.parametrize("encoding", ["b", "q"])
@pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
@pytest.mark.parametrize("between", [b" ", b"\r\n ", b"\r\n\t", b""])
def test_characters_cut_between_two_words(encoding: str, size: int, between: bytes) -> None:
    data = SENTENCE.encode()
    words = [word(data[at : at + size], "UTF-8", encoding) for at in range(0, len(data), size)]
    assert subject_of(between.join(words)) == SENTENCE


def test_two_charsets_side_by_side() -> None:
    value = word("Żółw".encode(), "utf-8", "q") + b" " + word(" ćma".encode("cp1250"), "windows-1250", "b")
    assert subject_of(value) == "Żółw ćma"


def test_plain_text_around_words_keeps_its_spaces() -> None:
    assert subject_of(b"Re: =?utf-8?q?=C5=BC?= [1] =?utf-8?q?=C5=82?=") == "Re: ż [1] ł"


@pytest.mark.parametrize("label", ["utf8", "UTF-8*pl", "x-unknown", "nonsense", "us-ascii", "iso-8859-1"])
def test_a_wrong_label_loses_nothing(label: str) -> None:
    assert subject_of(word("łódź żąda".encode(), label, "b")) == "łódź żąda"


@pytest.mark.parametrize(
    "broken", [b"=?utf-8?b?xYLDs2TFug?=", b"=?utf-8?B?xYLDs2TFug=?=", b"=?utf-8?b? xYLDs2TF ug== ?="]
)
def test_broken_base64_padding(broken: bytes) -> None:
    assert subject_of(broken) == "łódź"


def test_question_mark_left_raw_in_a_word() -> None:
    assert subject_of(b"=?utf-8?q?co_to_jest?_=C5=82?=") == "co to jest? ł"


@pytest.mark.parametrize(
    "control", ["\r\n", "\n", "\r", "\0", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\u202e", "\u2066", "\x1b"]
)
def test_encoded_controls_become_a_space_and_a_defect(control: str) -> None:
    """An encoded CRLF is a real one after decoding, and would start a new header field in our answer."""
    value = b"=?utf-8?b?" + base64.b64encode(f"a{control}Bcc: x@y.pl".encode()) + b"?="
    message = read_message(b"From: a@b.pl\r\nSubject: " + value + b"\r\n\r\nx")
    assert message.subject == "a Bcc: x@y.pl"
    assert "subject-control-characters" in message.defects


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("Brak wydruku\r i skanu", "Brak wydruku i skanu"),
        ("Brak wydruku\r\n i skanu", "Brak wydruku i skanu"),
        ("Brak wydruku\n\ti skanu", "Brak wydruku i skanu"),
        ("Brak wydruku\n", "Brak wydruku"),
        ("dzwonić \u202a+48 501 222 333\u202c", "dzwonić +48 501 222 333"),
        ("Brak wydruku\u200e", "Brak wydruku"),
    ],
)
def test_a_fold_taken_into_an_encoded_word_is_an_accident(subject: str, shown: str) -> None:
    value = b"=?utf-8?b?" + base64.b64encode(subject.encode()) + b"?="
    message = read_message(b"From: a@b.pl\r\nMessage-ID: <1@b.pl>\r\nSubject: " + value + b"\r\n\r\nx")
    assert (message.subject, message.defects) == (shown, ())


def test_folding_is_undone_without_new_spaces() -> None:
    assert subject_of(b"[1234563218]\r\n Drukarka\r\n\tnie drukuje") == "[1234563218] Drukarka nie drukuje"


def test_decomposed_letters_are_composed() -> None:
    assert subject_of("zo\u0301\u0142w".encode()) == "zółw"


def test_the_first_subject_counts_and_a_second_is_noted() -> None:
    message = read_message(b"From: a@b.pl\r\nSubject: jeden\r\nSubject: dwa\r\n\r\nx")
    assert message.subject == "jeden"
    assert "duplicate-header" in message.defects


def test_a_line_that_is_no_field_is_noted_and_passed_over() -> None:
    header = read(b"Subject: a\r\nnot a field\r\nTo: b@c.pl")
    assert [field.name for field in header.fields] == ["subject", "to"]
    assert header.defects == ("malformed-header",)


def test_message_ids() -> None:
    raw = b"Message-ID: <a@x.pl>\r\nIn-Reply-To: <b@\r\n x.pl> (comment)\r\n"
    raw += b"References: <c@x.pl>\r\n <d@x.pl><e@x.pl> <c@x.pl>\r\n\r\n"
    message = read_message(raw)
    assert message.message_id == "a@x.pl"
    assert message.in_reply_to == ("b@x.pl",)
    assert message.references == ("c@x.pl", "d@x.pl", "e@x.pl")
    assert message.thread_ids == ("b@x.pl", "e@x.pl", "d@x.pl", "c@x.pl")


def test_a_message_without_id_is_named_by_its_bytes() -> None:
    message = read_message(b"From: a@b.pl\r\n\r\nx")
    assert message.message_id == f"sha256-{message.sha256}@missing"
    assert "no-message-id" in message.defects


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"Mon, 9 Feb 2026 10:05:40 +0100", "2026-02-09T10:05:40+01:00"),
        (b"9 Feb 2026 10:05 -0000", "2026-02-09T10:05:00+00:00"),
        (b"Mon, 9 Feb 2026 10:05:40 GMT", "2026-02-09T10:05:40+00:00"),
    ],
)
def test_dates_know_their_zone(value: bytes, expected: str) -> None:
    date = read_message(b"Date: " + value + b"\r\n\r\n").date
    assert date is not None
    assert date.isoformat() == expected


@pytest.mark.parametrize(
    "value", [b"yesterday", b"Mon, 99 Feb 99999 10:05", b"1 Jan 1901 00:00:00 +0100", b"=?utf-8?q?=00?="]
)
def test_a_date_nobody_can_read_is_a_defect(value: bytes) -> None:
    message = read_message(b"Date: " + value + b"\r\n\r\n")
    assert message.date is None
    assert "date-invalid" in message.defects


@pytest.mark.parametrize("unit", [b"=?utf-8?q?", b"=?utf-8?q?a?= ", b"=?", b"?=", b"=?a?b?", b"=?utf-8?q?a?b?c?"])
def test_encoded_words_take_linear_time(unit: bytes) -> None:
    def seconds(size: int) -> float:
        value = unit * (size // len(unit))
        begin = time.perf_counter()
        decode(value)
        return time.perf_counter() - begin

    small, large = min(seconds(16_384) for _ in range(3)), min(seconds(65_536) for _ in range(3))
    assert large < max(12 * small, 0.1)


def word(data: bytes, charset: str, encoding: str) -> bytes:
    if encoding == "b":
        body = base64.b64encode(data)
    else:
        body = b"".join(b"_" if byte == 32 else b"=%02X" % byte for byte in data)
    return b"=?" + charset.encode() + b"?" + encoding.encode() + b"?" + body + b"?="
