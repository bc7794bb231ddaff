"""Every cap at its limit minus one, its limit, and its limit plus one."""

import pytest

from worker.domain.message import InboundMessage
from worker.mail.mime import caps, read_header_only, read_message

AROUND = pytest.mark.parametrize(("extra", "over"), [(-1, False), (0, False), (1, True)])


def has(message: InboundMessage, defect: str) -> bool:
    return defect in message.defects


@AROUND
def test_header_field(extra: int, over: bool) -> None:
    field = b"X-Long: "
    message = read_message(b"From: a@b.pl\r\n" + field + b"x" * (caps.HEADER - len(field) + extra) + b"\r\n\r\ntekst")
    assert has(message, "header-too-long") is over
    assert (message.text, message.author is not None) == ("tekst", True)


@AROUND
def test_header_block(extra: int, over: bool) -> None:
    block = b"From: a@b.pl\r\n"
    line = b"X-Filler: " + b"x" * 1012 + b"\r\n"
    block += line * ((caps.HEADERS - len(block)) // len(line) - 1)
    block += b"X-Last: " + b"y" * (caps.HEADERS - len(block) - len(b"X-Last: ") + extra)
    message = read_message(block + b"\r\n\r\ntekst")
    assert has(message, "headers-too-long") is over
    assert message.text == "tekst"


@AROUND
def test_parts(extra: int, over: bool) -> None:
    children = caps.PARTS - 1 + extra  # the root is an entity too
    raw = multipart([b"Content-Type: text/plain\r\n\r\nx"] * children)
    message = read_message(raw)
    assert has(message, "too-many-parts") is over
    assert message.text.count("x") == min(children, caps.PARTS - 1)


@AROUND
def test_depth(extra: int, over: bool) -> None:
    depth = caps.DEPTH + extra
    inner = b"Content-Type: text/plain\r\n\r\nna dnie"
    for level in reversed(range(depth)):
        mark = b"b%d." % level
        inner = b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n--%s\r\n%s\r\n--%s--\r\n' % (
            mark,
            mark,
            inner,
            mark,
        )
    message = read_message(b"From: a@b.pl\r\n" + inner)
    assert has(message, "too-deep") is over
    assert "na dnie" in message.text


@AROUND
def test_addresses(extra: int, over: bool) -> None:
    count = caps.ADDRESSES + extra
    message = read_message(b"To: " + b", ".join(b"a%d@b.pl" % n for n in range(count)) + b"\r\n\r\n")
    assert has(message, "too-many-addresses") is over
    assert len(message.to) == min(count, caps.ADDRESSES)


@AROUND
def test_kept_text(extra: int, over: bool) -> None:
    size = caps.TEXT + extra
    message = read_message(b"From: a@b.pl\r\n\r\n" + b"x" * size)
    assert has(message, "text-too-long") is over
    assert len(message.text) == min(size, caps.TEXT)


@AROUND
def test_attachments(extra: int, over: bool) -> None:
    count = caps.ATTACHMENTS + extra
    message = read_message(multipart([b"Content-Type: image/png; name=a.png\r\n\r\nx"] * count))
    assert has(message, "too-many-attachments") is over
    assert [bool(found.not_kept) for found in message.attachments] == [n >= caps.ATTACHMENTS for n in range(count)]


def test_over_the_size_cap_the_header_says_who_and_what() -> None:
    message = read_header_only(
        b"From: a@b.pl\r\nSubject: [1234563218] film\r\nMessage-ID: <x@b.pl>\r\n\r\n", 40_000_000
    )
    assert (message.size, message.subject, message.message_id) == (40_000_000, "[1234563218] film", "x@b.pl")
    assert message.text == ""
    assert has(message, "header-only")


def multipart(parts: list[bytes]) -> bytes:
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
    return b"From: a@b.pl\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + body + b"--b--\r\n"
