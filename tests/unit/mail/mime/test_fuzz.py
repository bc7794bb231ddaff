"""Arbitrary bytes and mutated real mail: never an exception, never a broken promise of InboundMessage."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.domain.message import InboundMessage
from worker.mail.mime import attachment_bytes, caps, read_header_only, read_message

MAILS = sorted((Path(__file__).parents[4] / "fixtures" / "emails").glob("**/*.eml"))

HEADERS = st.sampled_from(
    [
        *(b"From: ", b"To: ", b"Subject: ", b"Date: ", b"Message-ID: <", b"References: <", b"Content-Type: ", b"\r\n "),
        *(b"multipart/mixed; boundary=b", b"multipart/alternative; boundary=bb", b"text/html", b"text/plain; charset="),
        *(
            b"Content-Transfer-Encoding: base64",
            b"Content-Transfer-Encoding: x-uuencode",
            b"begin 644 a\n",
            b"--b",
            b"--bb--",
        ),
        *(
            b"Content-Disposition: attachment; filename*0*=utf-8''",
            b"application/ms-tnef",
            b"\x78\x9f\x3e\x22",
            b"message/rfc822",
        ),
        *(
            b"=?utf-8?b?",
            b"=?windows-1250?q?=B3",
            b"?=",
            b"<p>",
            b"<blockquote type=cite>",
            b"<!--",
            b"> ",
            b"-- \n",
            b"Od: a@b.pl\n",
        ),
        *(
            b"\r\n",
            b"\n",
            b"\r",
            b"\r\n\r\n",
            b"\0",
            b"\xff",
            b"\xc5\x82",
            b"(",
            b'"',
            b";",
            b":",
            b"\x85",
            b"Authentication-Results: m;",
        ),
        *(
            b"Content-Type: message/delivery-status",
            b"Final-Recipient: rfc822;",
            b"Return-Path: <>",
            b"napisal(a):",
            b"format=flowed",
        ),
    ]
)


def check(message: InboundMessage) -> None:
    for line in (message.subject, message.message_id, *message.in_reply_to, *message.references):
        assert line.isprintable() or not any(character in line for character in "\r\n\0\x0b\x0c\x85\u2028\u2029")
    for address in (*message.from_, *message.to, *message.cc, *message.reply_to):
        assert address.address.count("@") >= 1
        assert not set("\r\n\0 ") & set(address.address)
        assert "\n" not in address.name
    for text in (message.text, message.new_text, message.signature, message.quote):
        assert "\r" not in text
        assert "\0" not in text
        text.encode()  # no lone surrogates
        assert "\uf8f0" not in text
    assert bool(message.text.strip()) is bool(message.new_text.strip())
    assert len(message.text) <= caps.TEXT
    assert message.date is None or message.date.tzinfo is not None
    for found in message.attachments:
        assert len(found.name) <= caps.NAME
        assert "/" not in found.name


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2_000))
def test_arbitrary_bytes(raw: bytes) -> None:
    check(read_message(raw, authserv_id="m"))
    check(read_header_only(raw, 30_000_000))


@settings(max_examples=500, deadline=None)
@given(st.lists(st.one_of(HEADERS, st.binary(max_size=12)), max_size=60).map(b"".join))
def test_bytes_that_look_like_mail(raw: bytes) -> None:
    message = read_message(raw, authserv_id="m")
    check(message)
    for found in message.attachments:
        assert len(attachment_bytes(raw, found.part)) == found.size


@pytest.mark.skipif(not MAILS, reason="the labelled mails are not in this checkout")
def test_mutated_real_mails() -> None:
    chance = random.Random(20261121)
    for path in MAILS[:60]:
        raw = bytearray(path.read_bytes())
        for _ in range(15):
            mutated = bytearray(raw)
            for _ in range(chance.randint(1, 12)):
                at = chance.randrange(len(mutated))
                match chance.randrange(4):
                    case 0:
                        mutated[at] = chance.randrange(256)
                    case 1:
                        del mutated[at : at + chance.randint(1, 80)]
                    case 2:
                        mutated[at:at] = mutated[at : at + chance.randint(1, 200)]
                    case _:
                        mutated[at:at] = chance.choice(
                            [b"\r\n", b"\0", b"--", b"=?", b"?=", b'"', b"\xb3", b"<", b"> "]
                        )
                if not mutated:
                    break
            check(read_message(bytes(mutated), authserv_id="mx.3rp.com.pl"))
