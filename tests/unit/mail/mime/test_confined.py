"""Reading in a child process: the same facts, or a named reason why there are none."""

import pytest

from worker.mail.mime import confined, read_message
from worker.mail.mime.confined import Unreadable, read_confined

RAW = (
    "Return-Path: <>\r\nFrom: Żak <l@x.pl>\r\nTo: pomoc@3rp.com.pl\r\nDate: Mon, 9 Feb 2026 10:05:40 +0100\r\n"
    "Subject: [1234563218] Łódź\r\nAuthentication-Results: mx.pl; dmarc=pass\r\n\r\nTreść\n\n-- \nŻak\n"
).encode()


def test_the_child_gives_the_same_facts() -> None:
    own = frozenset({"pomoc@3rp.com.pl"})
    assert read_confined(RAW, authserv_id="mx.pl", own_addresses=own) == read_message(
        RAW, authserv_id="mx.pl", own_addresses=own
    )


def test_arbitrary_bytes_come_back_as_facts() -> None:
    raw = bytes(range(256)) * 20
    assert read_confined(raw) == read_message(raw)


def test_memory_is_limited() -> None:
    raw = RAW + b"x" * (24 * 1024 * 1024)
    with pytest.raises(Unreadable) as caught:
        read_confined(raw, memory_bytes=60 * 1024 * 1024)
    assert caught.value.reason in {"memory", "crash"}


def test_wall_time_is_limited() -> None:
    with pytest.raises(Unreadable) as caught:
        read_confined(RAW, wall_seconds=0.001)
    assert caught.value.reason == "time"


def test_cpu_time_is_limited() -> None:
    """A child with no processor time left is told apart from one that crashed."""
    with pytest.raises(Unreadable) as caught:
        read_confined(b"From: a@b.pl\r\nContent-Type: text/html\r\n\r\n" + b"<p>a<b>b</p>" * 300_000, cpu_seconds=0)
    assert caught.value.reason == "cpu"


@pytest.mark.parametrize(
    ("unit", "head"),
    [
        (b"\n--a", b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\n"),
        (b"<div>", b"Content-Type: text/html\r\n\r\n"),
        (b"a \n", b"Content-Type: text/plain; format=flowed\r\n\r\n"),
        (b"=\r\n", b"Content-Type: x/y; name=z\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"),
        (b"\xb3\xb9\n", b"\r\n"),
    ],
)
def test_a_full_size_hostile_message_fits_the_limits(unit: bytes, head: bytes) -> None:
    raw = b"From: a@b.pl\r\n" + head + unit * (25 * 1024 * 1024 // len(unit) - 100)
    message = read_confined(raw)
    assert message.size == len(raw)
    assert confined.CPU_SECONDS == 10
