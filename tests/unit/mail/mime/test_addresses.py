"""Exactly one From mailbox, or no author at all."""

import pytest

from worker.mail.mime import read_message
from worker.mail.mime.addresses import read


@pytest.mark.parametrize(
    ("value", "address", "name"),
    [
        (b"jan@x.pl", "jan@x.pl", ""),
        (b"<jan@x.pl>", "jan@x.pl", ""),
        (b"Jan Kowalski <Jan.Kowalski@X.PL>", "jan.kowalski@x.pl", "Jan Kowalski"),
        (b'"Kowalski, Jan (IT)" <jan@x.pl>', "jan@x.pl", "Kowalski, Jan (IT)"),
        (b'"Jan \\"Janek\\" K." <jan@x.pl>', "jan@x.pl", 'Jan "Janek" K.'),
        (b"jan@x.pl (Jan Kowalski)", "jan@x.pl", "Jan Kowalski"),
        (b"Kowalski, Jan <jan@x.pl>", "jan@x.pl", "Kowalski, Jan"),
        (b"=?utf-8?q?=C5=BBak=2C_Leszek?= <l@x.pl>", "l@x.pl", "Żak, Leszek"),
        (b"=?utf-8?q?Kowalski,_Jan?= <jan@x.pl>", "jan@x.pl", "Kowalski, Jan"),
        (b'"=?windows-1250?Q?=AFak?=" <l@x.pl>', "l@x.pl", "Żak"),
        ("Żak <l@x.pl>".encode("cp1250"), "l@x.pl", "Żak"),
        (b"jan@x.pl <jan@x.pl>", "jan@x.pl", "jan@x.pl"),
        (b"'jan@x.pl' <jan@x.pl>", "jan@x.pl", "jan@x.pl"),
        (b"Jan@X.pl <jan@x.pl>", "jan@x.pl", "Jan@X.pl"),
        (b"jan@x.pl\r\n <jan@x.pl>", "jan@x.pl", "jan@x.pl"),
        (b"jan@x.pl <jan@x.pl>, jan@x.pl", "jan@x.pl", "jan@x.pl"),
        (b"Jan Kowalski jan@x.pl <jan@x.pl>", "jan@x.pl", "Jan Kowalski jan@x.pl"),
        (b"=?utf-8?B?a?= <a@x.pl>", "a@x.pl", ""),
        ("Jan <jan@żółw.pl>".encode(), "jan@żółw.pl", "Jan"),
        (b"Jan K. <@relay.pl:jan@x.pl>", "jan@x.pl", "Jan K."),
        (b"Jan =?utf-8?q?=0D=0ABcc=3A?= <jan@x.pl>", "jan@x.pl", "Jan Bcc:"),
        (b"Kontakt@Firma <jan@x.pl>", "jan@x.pl", "Kontakt@Firma"),
        (b"Jan <jan@x.pl>, Jan <Jan@x.pl>", "jan@x.pl", "Jan"),
        (b"Jan 8) <jan@x.pl>", "jan@x.pl", "Jan 8)"),
    ],
)
def test_one_mailbox(value: bytes, address: str, name: str) -> None:
    message = read_message(b"From: " + value + b"\r\n\r\n")
    assert message.author is not None
    assert (message.author.address, message.author.name) == (address, name)


@pytest.mark.parametrize(
    "value",
    [
        b"alice@a)bob@b.pl",
        b"alice@a.pl)<bob@b.pl>",
        b"alice@a) <bob@b.pl>",
        b"alice\\@a.pl <bob@b.pl>",
        b"alice:) ",
        b"<alice@a.pl>bob@b.pl",
        b"alice@a.pl<bob@b.pl",
        b"alice@a.pl <bob@b.pl>",
        b"alice@a.pl, bob@b.pl",
        b'"alice@a.pl <bob@b.pl>',
        b"alice@a.pl(comment",
        b"alice @a.pl bob@b.pl",
        b"<alice@a.pl> <bob@b.pl>",
        b"alice@a.pl@b.pl",
        b"undisclosed-recipients:;",
        b"",
        b"MAILER-DAEMON",
        b"jan@x.pl\\",
        b"a@b..pl",
        b"a@b pl",
    ],
)
def test_anything_else_has_no_author(value: bytes) -> None:
    """CVE-2023-27043: what two programs read differently is nobody."""
    message = read_message(b"From: " + value + b"\r\n\r\n")
    assert message.author is None
    assert {"no-from", "from-malformed", "from-multiple"} & set(message.defects)


def test_two_from_fields_have_no_author() -> None:
    message = read_message(b"From: a@x.pl\r\nFrom: b@x.pl\r\n\r\n")
    assert message.author is None
    assert "from-multiple" in message.defects


def test_groups_and_lists() -> None:
    boxes = read([b'Biuro: Jan <jan@x.pl>, "A, B" <ab@x.pl>;, ola@x.pl'])
    assert [box.address for box in boxes.addresses] == ["jan@x.pl", "ab@x.pl", "ola@x.pl"]
    assert not boxes.malformed


@pytest.mark.parametrize("unit", [b",", b"(", b'"\\', b'"', b"<", b"a@b.pl,", b"a,", b"=?utf-8?q?a,?= ", b"[", b"@"])
def test_hostile_lists_are_quick(unit: bytes) -> None:
    """``policy.default`` takes a minute for 200 KB of commas; pytest's timeout is the judge here."""
    read([unit * (65_536 // len(unit))] * 4)
