"""Which part is the text, which are attachments, and that the tree is the one compat32 sees."""

import base64
import binascii
import email
import hashlib
from typing import Any

import pytest

from worker.mail.mime import attachment_bytes, read_message
from worker.mail.mime.entity import Tree, split_header

HEADER = b"From: Jan <jan@x.pl>\r\nSubject: x\r\nMessage-ID: <1@x.pl>\r\nMIME-Version: 1.0\r\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def multipart(kind: str, *parts: bytes, mark: bytes = b"b1") -> bytes:
    body = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts)
    return b'Content-Type: multipart/%s; boundary="%s"\r\n\r\n%s--%s--\r\n' % (kind.encode(), mark, body, mark)


def text(content: str, kind: str = "plain", extra: bytes = b"") -> bytes:
    return b"Content-Type: text/%s; charset=utf-8%s\r\n\r\n%s" % (kind.encode(), extra, content.encode())


def file(name: bytes, data: bytes = PNG, kind: bytes = b"image/png", extra: bytes = b"") -> bytes:
    head = b"Content-Type: %s\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; %s\r\n%s\r\n"
    return head % (kind, name, extra) + base64.encodebytes(data).replace(b"\n", b"\r\n")


def test_plain_before_html() -> None:
    message = read_message(HEADER + multipart("alternative", text("zwykły"), text("<p>html</p>", "html")))
    assert message.text == "zwykły"


@pytest.mark.parametrize(
    "plain", ["", " \r\n", "This is an HTML email, please view it in a browser.", "Twój program nie wyświetla HTML"]
)
def test_html_where_the_plain_part_says_nothing(plain: str) -> None:
    message = read_message(HEADER + multipart("alternative", text(plain), text("<p>Treść</p>", "html")))
    assert message.text == "Treść"


def test_apple_puts_files_inside_an_alternative() -> None:
    inner = multipart(
        "mixed", text("<p>html</p>", "html"), file(b"filename=a.png"), text("<p>ogon</p>", "html"), mark=b"b2"
    )
    message = read_message(HEADER + multipart("alternative", text("zwykły"), inner))
    assert message.text == "zwykły"
    assert [found.name for found in message.attachments] == ["a.png"]


def test_text_parts_of_a_mixed_message_are_joined() -> None:
    message = read_message(HEADER + multipart("mixed", text("pierwsza"), file(b"filename=a.png"), text("druga")))
    assert message.text == "pierwsza\n\ndruga"


def test_the_walk_stops_at_a_forwarded_message() -> None:
    inner = b"Subject: =?utf-8?q?Zg=C5=82oszenie?=\r\n\r\ntekst w srodku"
    raw = HEADER + multipart("mixed", text("nad"), b"Content-Type: message/rfc822\r\n\r\n" + inner)
    message = read_message(raw)
    assert message.text == "nad"
    (found,) = message.attachments
    assert (found.name, found.content_type, found.size) == ("Zgłoszenie.eml", "message/rfc822", len(inner))
    assert attachment_bytes(raw, found.part) == inner


def test_inline_pictures_are_told_apart_by_their_content_id() -> None:
    head = b"Content-Type: image/png; name=image001.png\r\nContent-ID: <image001@01>\r\n"
    picture = head + b"Content-Disposition: inline\r\n\r\nx"
    raw = HEADER + multipart(
        "related", text("<p>a<img src=cid:image001@01></p>", "html"), picture, file(b"filename=b.png")
    )
    assert [(found.name, found.inline) for found in read_message(raw).attachments] == [
        ("image001.png", True),
        ("b.png", False),
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b'filename="zrzut.png"', "zrzut.png"),
        (b"filename*=utf-8''b%C5%82%C4%85d.png", "błąd.png"),
        (b"filename*=windows-1250''b%B3%B9d.png", "błąd.png"),
        (b"filename*0*=utf-8''b%C5; filename*1*=%82%C4%85; filename*2=d.png", "błąd.png"),
        (b'filename="=?utf-8?q?b=C5=82=C4=85d.png?="', "błąd.png"),
        (b'filename="b\xc5\x82\xc4\x85d.png"', "błąd.png"),
        (b'filename="b\xb3\xb9d.png"', "błąd.png"),
        (b'filename="../../etc/passwd"', "passwd"),
        (b'filename="C:\\Users\\Jan\\zrzut.png"', "zrzut.png"),
        (b'filename="faktura\xe2\x80\xaegnp.exe"', "faktura gnp.exe"),
        (b'filename="=?utf-8?q?a=0D=0AX:_y=00.png?="', "a X_ y .png"),
        (b'filename="' + b"x" * 5000 + b'.png"', "x" * 116 + ".png"),
        (b'filename="..."', "zalacznik-1.png"),
        (b'filename=""', "zalacznik-1.png"),
    ],
)
def test_names_of_attachments_are_decoded_and_clean(name: bytes, shown: str) -> None:
    (found,) = read_message(HEADER + multipart("mixed", file(name))).attachments
    assert found.name == shown
    assert (found.size, found.sha256) == (len(PNG), hashlib.sha256(PNG).hexdigest())


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "x-uuencode", "8bit", "nonsense"])
def test_transfer_encodings(encoding: str) -> None:
    data = bytes(range(33, 120)) * 3
    encoded = {"base64": base64.encodebytes(data), "x-uuencode": uuencoded(data)}.get(
        encoding, data.replace(b"=", b"=3D") if encoding[0] == "q" else data
    )
    part = b"Content-Type: application/x-data; name=d.bin\r\nContent-Transfer-Encoding: %s\r\n\r\n%s" % (
        encoding.encode(),
        encoded,
    )
    raw = HEADER + multipart("mixed", part)
    (found,) = read_message(raw).attachments
    assert attachment_bytes(raw, found.part) == data


@pytest.mark.parametrize("encoding", ["base64;", "BASE64 ", '"base64"', "base64 (by hand)", "base 64"])
def test_names_of_encodings_as_programs_write_them(encoding: str) -> None:
    part = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: %s\r\n\r\n" % encoding.encode()
    assert read_message(HEADER + part + base64.encodebytes("zażółć".encode())).text == "zażółć"


def test_soft_line_breaks_are_joined_within_their_quote_depth() -> None:
    flowed = "Ala ma \r\nkota.\r\n> cytat \r\n> dalej\r\n>> glebiej \r\n> plytko\r\n-- \r\nJan"
    message = read_message(HEADER + text(flowed, extra=b"; format=flowed"))
    assert message.text == "Ala ma kota.\n> cytat dalej\n>> glebiej \n> plytko\n-- \nJan"


def test_delsp_takes_the_space_of_a_soft_break_away() -> None:
    message = read_message(HEADER + text("dłu \r\ngie", extra=b"; format=flowed; DelSp=Yes"))
    assert message.text == "długie"


@pytest.mark.parametrize("boundary", [b"", b'; boundary=""', b'; boundary="nie ma"'])
def test_a_multipart_without_its_boundary_is_read_as_text(boundary: bytes) -> None:
    message = read_message(HEADER + b"Content-Type: multipart/mixed" + boundary + b"\r\n\r\nKomputer stoi.")
    assert message.text == "Komputer stoi."
    assert "no-boundary" in message.defects


def test_a_missing_end_boundary() -> None:
    message = read_message(HEADER + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nKomputer stoi.")
    assert message.text == "Komputer stoi."
    assert "unclosed-multipart" in message.defects


def test_boundaries_that_begin_alike() -> None:
    """mail-parser raises AttributeError here."""
    inner = multipart("alternative", text("w środku"), mark=b"granica-2")
    message = read_message(HEADER + multipart("mixed", inner, file(b"filename=a.png"), mark=b"granica"))
    assert message.text == "w środku"
    assert len(message.attachments) == 1


def test_a_multipart_inside_with_the_boundary_of_its_parent() -> None:
    """Outlook Express for Mac: the file behind the inner end line must not be lost, nor the HTML read as well."""
    inner = multipart("alternative", text("zwykły"), text("<p>html</p>", "html"))
    raw = HEADER + multipart("mixed", inner, file(b'filename="a.png"'))
    message = read_message(raw)
    assert message.text == "zwykły"
    assert [found.name for found in message.attachments] == ["a.png"]
    assert attachment_bytes(raw, message.attachments[0].part) == PNG


def test_parts_below_an_end_line_are_read() -> None:
    raw = HEADER + multipart("mixed", text("pierwszy")) + b"--b1\r\n" + file(b'filename="a.png"') + b"\r\n--b1--\r\n"
    message = read_message(raw)
    assert message.text == "pierwszy"
    assert [found.name for found in message.attachments] == ["a.png"]


def test_what_stands_below_the_last_end_line_is_no_part() -> None:
    message = read_message(HEADER + multipart("mixed", text("pierwszy")) + b"stopka listy\r\n")
    assert (message.text, message.attachments, message.defects) == ("pierwszy", (), ())


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n", b"\r"])
def test_every_kind_of_line_end(line_end: bytes) -> None:
    raw = (HEADER + multipart("mixed", text("jeden\r\ndwa"), text("trzy"))).replace(b"\r\n", line_end)
    assert read_message(raw).text == "jeden\ndwa\n\ntrzy"


def test_no_blank_line_below_the_header() -> None:
    message = read_message(b"From: a@b.pl\nSubject: x\nKomputer stoi i nic nie robi")
    assert (message.subject, message.text) == ("x", "Komputer stoi i nic nie robi")


@pytest.mark.parametrize("before", [b"\r\n\r\n", b"From jan@x.pl Mon Feb  9 10:05:40 2026\n"])
def test_what_exports_put_above_the_header(before: bytes) -> None:
    message = read_message(before + HEADER + b"\r\ntekst")
    assert (message.subject, message.text) == ("x", "tekst")


def test_text_controls_go_with_a_defect() -> None:
    message = read_message(HEADER + text("a\x00b\x1b[2Jc\u202ed\tе"))
    assert message.text == "ab[2Jcd\tе"
    assert "text-control-characters" in message.defects


def test_calendar_answers_show_their_method() -> None:
    calendar = b"Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR"
    message = read_message(HEADER + multipart("alternative", text("Zaakceptowano"), calendar))
    assert message.markers.calendar_method == "REPLY"
    assert message.attachments == ()


def test_attachment_bytes_of_no_part_is_an_error() -> None:
    for part in (-1, 1, 999, 5001):
        with pytest.raises(KeyError):
            attachment_bytes(HEADER + b"\r\nx", part)


@pytest.mark.parametrize(
    "raw",
    [
        HEADER + b"\r\ntekst\r\n",
        HEADER
        + multipart(
            "mixed", text("a"), multipart("alternative", text("b"), text("c", "html"), mark=b"b2"), file(b"filename=x")
        ),
        HEADER + b"Content-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n--b\r\n\r\nx\r\n--b--\r\nepilogue\r\n",
        HEADER + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nunclosed",
        HEADER
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b  \r\nno header\r\n--bb\r\n--b\t\r\n\r\n\r\n--b--",
        HEADER + b"Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nSubject: a\r\n\r\nx\r\n--b--",
    ],
)
def test_the_tree_is_the_one_compat32_sees(raw: bytes) -> None:
    ours = [
        (entity.media_type, bytes(entity.body))
        for entity in Tree(raw).build(*split_header(raw)).walk()
        if not entity.is_multipart
    ]
    theirs: list[tuple[str, bytes]] = []
    parsed: Any = email.message_from_bytes(raw)
    for part in parsed.walk():
        if part.get_content_maintype() == "message":
            theirs.append((part.get_content_type(), part.get_payload()[0].as_bytes()))
        elif not part.is_multipart() and (part.get_content_type(), part.get_payload()) not in [("text/plain", "x")] * (
            b"digest" in raw
        ):
            theirs.append((part.get_content_type(), part.get_payload(decode=False).encode("ascii", "surrogateescape")))
    assert [(kind, body.replace(b"\r\n", b"\n").strip()) for kind, body in ours] == [
        (kind, body.replace(b"\r\n", b"\n").strip()) for kind, body in theirs
    ]


def uuencoded(data: bytes) -> bytes:
    lines = [binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45)]
    return b"begin 644 d.bin\n" + b"".join(lines) + b"`\nend\n"
