"""The exact bytes of a message: header names and counts, bodies, files, long ids."""

import email
from datetime import UTC, datetime
from email.message import Message
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.domain.message import Address
from worker.mail.compose import Automatic, File, Outgoing, UnsafeHeader, compose, one_line

LONG_ID = "AM0PR07MB5313D1E8D7B9A0C2F4A6B8C0D2E4F6081A3C5E7@AM0PR07MB5313.eurprd07.prod.outlook.com"


def outgoing(**changes: Any) -> Outgoing:
    facts: dict[str, Any] = {
        "from_": Address(address="pomoc@3rp.com.pl", name="Pomoc"),
        "to": (Address(address="jan@firma.example", name="Jan Żak"),),
        "subject": "Dzień dobry",
        "date": datetime(2026, 11, 21, 9, 15, tzinfo=UTC),
        "message_id": "abc.def@3rp.com.pl",
        "text": "Dzień dobry,\n\n.\nkropka\n",
        "html": "<p>Dzień dobry</p>",
        "automatic": Automatic.REPLIED,
        "loop": "pomoc@3rp.com.pl",
    }
    return Outgoing(**{**facts, **changes})


def leaves(raw: bytes) -> list[Message]:
    return [part for part in email.message_from_bytes(raw).walk() if not part.is_multipart()]


def test_the_headers_are_exactly_these() -> None:
    raw = compose(outgoing(in_reply_to=LONG_ID, references=("first@firma.example", LONG_ID)))
    assert raw.split(b"\r\n\r\n")[0].decode() == (
        "From: Pomoc <pomoc@3rp.com.pl>\r\n"
        "To: =?utf-8?q?Jan_=C5=BBak?= <jan@firma.example>\r\n"
        "Subject: =?utf-8?q?Dzie=C5=84_dobry?=\r\n"
        "Date: Sat, 21 Nov 2026 09:15:00 +0000\r\n"
        "Message-ID: <abc.def@3rp.com.pl>\r\n"
        f"In-Reply-To: <{LONG_ID}>\r\n"
        "References: <first@firma.example>\r\n"
        f" <{LONG_ID}>\r\n"
        "Auto-Submitted: auto-replied\r\n"
        "X-Auto-Response-Suppress: All\r\n"
        "X-Pomoc-Loop: pomoc@3rp.com.pl\r\n"
        "Content-Language: pl\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/alternative; boundary="=_pomoc_alternative"'
    )


def test_a_persons_words_are_not_marked_as_automatic() -> None:
    message = email.message_from_bytes(compose(outgoing(automatic=Automatic.NO)))
    assert message["Auto-Submitted"] is None
    assert message["X-Auto-Response-Suppress"] is None
    assert message["X-Pomoc-Loop"] == "pomoc@3rp.com.pl"


def test_several_recipients_stand_in_one_header() -> None:
    people = tuple(Address(address=f"osoba{n}@firma.example", name="Żaneta") for n in range(5))
    message = email.message_from_bytes(compose(outgoing(to=people, cc=people[:2])))
    assert len(message.get_all("To", [])) == 1
    assert message["To"].count("@firma.example>") == 5
    assert message["Cc"].count("@firma.example>") == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "A\r\nBcc: ofiara@example.org"},
        {"subject": "A\x85Bcc: x"},
        {"subject": "A\u2028Bcc: x"},
        {"from_": Address(address="pomoc@3rp.com.pl", name="A\nBcc: x")},
        {"to": (Address(address="jan@firma.example\r\nBcc: x"),)},
        {"to": (Address(address="jan nowak@firma.example"),)},
        {"reply_to": Address(address="jan@firma.example", name="\x00")},
        {"references": ("a@b\r\nBcc: x",)},
        {"in_reply_to": "a b"},
        {"message_id": "żółw@3rp.com.pl"},
        {"loop": "a\x0bb"},
        {"language": "pl\r\nBcc: ofiara@example.org"},  # only the reading back at the end sees this one
        {"date": datetime(2026, 11, 21, 9, 15)},  # noqa: DTZ001 - the missing zone is the point
        {"files": (File(name="a", content_type="text/calendar", data=b"", parameters=(("method", "X\r\nY"),)),)},
    ],
)
def test_a_value_that_could_become_two_headers_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(UnsafeHeader):
        compose(outgoing(**changes))


def test_a_polish_file_name_and_its_bytes_arrive() -> None:
    data = bytes(range(256)) * 9
    raw = compose(outgoing(files=(File(name="protokół „luty”.pdf", content_type="application/pdf", data=data),)))
    part = leaves(raw)[2]
    assert part.get_filename() == "protokół „luty”.pdf"
    assert part.get_payload(decode=True) == data


@pytest.mark.parametrize("content_type", ["message/rfc822", "multipart/mixed", "text/plain\r\nBcc: x", "", "a/b; c=d"])
def test_a_file_of_a_type_that_cannot_be_base64_travels_as_octets(content_type: str) -> None:
    raw = compose(outgoing(files=(File(name="x", content_type=content_type, data=b"Subject: x\r\n\r\n"),)))
    assert leaves(raw)[2].get_content_type() == "application/octet-stream"


def test_a_body_cannot_close_its_own_part() -> None:
    text = "--=_pomoc_alternative--\n--=_pomoc_mixed\nContent-Type: text/html\n\n<script>"
    raw = compose(outgoing(text=text, files=(File(name="a.txt", content_type="text/plain", data=text.encode()),)))
    assert [part.get_content_type() for part in leaves(raw)] == ["text/plain", "text/html", "text/plain"]


@given(text=st.text(), html=st.text(alphabet=st.characters(codec="utf-8")))
def test_any_body_arrives_and_no_line_is_over_998(text: str, html: str) -> None:
    raw = compose(outgoing(text=text, html=html))
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    received = leaves(raw)[1].get_payload(decode=True)
    assert isinstance(received, bytes)
    assert received.decode().replace("\r\n", "\n") == html.replace("\r\n", "\n").replace("\r", "\n")


@given(subject=st.text().map(one_line), name=st.text().map(one_line), file_name=st.text())
def test_any_clean_value_gives_the_same_set_of_headers(subject: str, name: str, file_name: str) -> None:
    files = (File(name=file_name, content_type="image/png", data=b"png"),)
    changes: dict[str, Any] = {"subject": subject, "to": (Address(address="jan@firma.example", name=name),)}
    names = email.message_from_bytes(compose(outgoing(**changes, files=files))).keys()
    assert names == email.message_from_bytes(compose(outgoing(files=files))).keys()
