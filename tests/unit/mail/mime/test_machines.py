"""What the header and the reports say about machines: markers, authentication, bounces, winmail.dat."""

import struct

import pytest

from worker.domain.message import Authentication, Bounce
from worker.mail.mime import attachment_bytes, read_message

SERVER = "mx.3rp.com.pl"
FROM = b"From: Jan <jan@firma.pl>\r\n"


def authentication(*values: bytes, authserv_id: str = SERVER, sender: bytes = FROM) -> Authentication:
    header = b"".join(b"Authentication-Results: " + value + b"\r\n" for value in values)
    return read_message(header + sender + b"\r\nx", authserv_id=authserv_id).authentication


PASS = (
    b"mx.3rp.com.pl;\r\n\tdkim=pass header.d=firma.pl;\r\n"
    b"\tspf=pass smtp.mailfrom=jan@firma.pl;\r\n\tdmarc=pass header.from=firma.pl"
)
FAIL = b"mx.3rp.com.pl; dkim=none; spf=fail smtp.mailfrom=x@zly.pl; dmarc=fail header.from=firma.pl"


def test_our_own_results_count() -> None:
    assert authentication(PASS) == Authentication(spf="pass", dkim="pass", dmarc="pass", aligned=True)
    assert authentication(FAIL) == Authentication(spf="fail", dkim="none", dmarc="fail", aligned=False)


def test_only_the_topmost_counts() -> None:
    assert authentication(FAIL, PASS).failed
    assert authentication(b"mx.attacker.example; dmarc=pass", PASS) == Authentication()


@pytest.mark.parametrize("authserv_id", ["", "mx.other.pl", "3rp.com.pl", "mx.3rp.com.pl.evil.pl"])
def test_results_under_another_name_count_for_nothing(authserv_id: str) -> None:
    assert authentication(PASS, authserv_id=authserv_id) == Authentication()


@pytest.mark.parametrize(
    ("value", "aligned"),
    [
        (b"mx.3rp.com.pl; dkim=pass header.d=mail.firma.pl", True),
        (b"mx.3rp.com.pl; dkim=pass header.d=fima.pl", False),
        (b"mx.3rp.com.pl; dkim=pass header.d=pl", False),
        (b"mx.3rp.com.pl; dkim=fail header.d=x.pl; dkim=pass header.d=firma.pl", True),
        (b"mx.3rp.com.pl; dkim=pass header.d=firma.pl; dkim=fail header.d=firma.pl", True),
        (b"mx.3rp.com.pl; spf=pass smtp.mailfrom=bounce@firma.pl", True),
        (b"mx.3rp.com.pl; spf=pass smtp.mailfrom=bounce@sendgrid.net", False),
        (b"mx.3rp.com.pl 1; spf=pass (ok ; dmarc=pass) smtp.mailfrom=a@firma.pl", True),
        (b"mx.3rp.com.pl; spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=firma.pl; compauth=pass reason=100", True),
        (b"mx.3rp.com.pl; none", False),
        (b"mx.3rp.com.pl", False),
        (b"mx.3rp.com.pl; ((((", False),
    ],
)
def test_alignment(value: bytes, aligned: bool) -> None:
    assert authentication(value).aligned is aligned


def test_a_comment_cannot_pass_for_a_result() -> None:
    assert authentication(b"mx.3rp.com.pl; spf=fail (x; dmarc=pass header.from=firma.pl)").dmarc == ""


def markers_of(header: bytes) -> dict[str, object]:
    markers = read_message(header + b"\r\n" + FROM + b"\r\nx").markers
    return {name: getattr(markers, name) for name in markers.__slots__}


@pytest.mark.parametrize(
    ("header", "name", "value"),
    [
        (b"Return-Path: <>", "return_path", ""),
        (b"Return-Path: <Jan@Firma.pl>", "return_path", "jan@firma.pl"),
        (b"X-A: b", "return_path", None),
        (b"Auto-Submitted: Auto-Replied (vacation); owner=x", "auto_submitted", "auto-replied"),
        (b"Auto-Submitted: no", "auto_submitted", "no"),
        (b"Precedence: Bulk", "precedence", "bulk"),
        (b"X-Auto-Response-Suppress: All", "autoreply_headers", ("x-auto-response-suppress",)),
        (b"List-Id: <a.b.pl>\r\nList-Unsubscribe: <mailto:a@b.pl>", "list_headers", ("list-id", "list-unsubscribe")),
        (b"X-GitHub-Reason: mention", "feedback_headers", ("x-github-reason",)),
        (b"X-Spam-Flag: YES", "spam", True),
        (b"X-Spam-Flag: NO", "spam", False),
        (b"X-Spam-Status: No, score=-1", "spam", False),
        (b"X-WP-SPAM: NO 0000000 [2BcD]", "spam", False),
        (b"X-Pomoc-Loop: pomoc@3rp.com.pl", "loop", "pomoc@3rp.com.pl"),
        (b"User-Agent: Mozilla Thunderbird", "mailer", "Mozilla Thunderbird"),
        (
            b"Content-Type: multipart/report; report-type=Delivery-Status",
            "report_type",
            "delivery-status",
        ),
    ],
)
def test_markers(header: bytes, name: str, value: object) -> None:
    assert markers_of(header)[name] == value


def report(action: bytes, status: bytes, *, returned: bytes = b"text/rfc822-headers") -> bytes:
    return (
        b"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.pl\r\nSubject: Undelivered Mail\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        b"--b\r\n\r\nNie dostarczono.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Reporting-MTA: dns; mx.pl\r\n\r\nFinal-Recipient: rfc822; Jan@Firma.pl\r\n"
        b"Action: " + action + b"\r\nStatus: " + status
        + b"\r\nDiagnostic-Code: smtp; 550 brak skrzynki\r\n\r\n--b\r\nContent-Type: " + returned
        + b"\r\n\r\nFrom: pomoc@3rp.com.pl\r\nMessage-ID: <nasz@3rp.com.pl>\r\n\r\n--b--\r\n"
    )  # fmt: skip


@pytest.mark.parametrize("returned", [b"text/rfc822-headers", b"message/rfc822"])
def test_standard_reports(returned: bytes) -> None:
    message = read_message(report(b"failed", b"5.1.1", returned=returned))
    assert message.bounce == Bounce(
        recipients=("jan@firma.pl",),
        permanent=True,
        status="5.1.1",
        original_message_id="nasz@3rp.com.pl",
        diagnostic="550 brak skrzynki",
    )
    assert message.attachments == ()


def test_a_delay_is_no_permanent_failure() -> None:
    bounce = read_message(report(b"delayed", b"4.4.1")).bounce
    assert bounce is not None
    assert not bounce.permanent


def test_a_report_of_success_is_no_bounce() -> None:
    assert read_message(report(b"delivered", b"2.0.0")).bounce is None


def test_qmail_reports_go_through_flufl() -> None:
    raw = (
        b"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.pl\r\nSubject: failure notice\r\n\r\n"
        b"Hi. This is the qmail-send program at mx.pl.\n"
        b"I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        b"This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        b"<jan@firma.pl>:\nno such user (#5.1.1)\n\n"
        b"--- Below this line is a copy of the message.\n\nMessage-ID: <nasz@3rp.com.pl>\n"
    )
    bounce = read_message(raw).bounce
    assert bounce is not None
    assert (bounce.recipients, bounce.permanent, bounce.status) == (("jan@firma.pl",), True, "5.1.1")


@pytest.mark.parametrize(
    "sentence",
    [
        "Nie można dostarczyć wiadomości do: jan@firma.pl",
        "Skrzynka jan@firma.pl jest przepełniona.",
        "Adresat jan@firma.pl nie istnieje.",
        "Wiadomość nie została dostarczona do jan@firma.pl",
    ],
)
def test_polish_wordings(sentence: str) -> None:
    head = "From: Poczta <postmaster@poczta.pl>\r\nReturn-Path: <>\r\nSubject: Zwrot wiadomości\r\n\r\n"
    bounce = read_message((head + sentence).encode()).bounce
    assert bounce is not None
    assert bounce.recipients == ("jan@firma.pl",)


@pytest.mark.parametrize("subject", ["Nie można dostarczyć poczty", "[1234563218] Undelivered mail wraca"])
def test_a_person_who_writes_about_bounces_is_none(subject: str) -> None:
    raw = f"Return-Path: <jan@firma.pl>\r\nFrom: jan@firma.pl\r\nSubject: {subject}\r\n\r\n"
    raw += "Skrzynka jan@firma.pl jest przepełniona."
    assert read_message(raw.encode()).bounce is None


def tnef(*attributes: tuple[int, int, bytes]) -> bytes:
    stream = b"\x78\x9f\x3e\x22\x01\x00"
    for level, attribute, value in attributes:
        stream += struct.pack("<BHHI", level, attribute, 6, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)
    return stream


def with_winmail(stream: bytes, text: bytes = b"") -> bytes:
    return (
        FROM + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + text
        + b"\r\n--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\n" + stream + b"\r\n--b--\r\n"
    )  # fmt: skip


def test_winmail_gives_its_text_and_files() -> None:
    properties = (
        struct.pack("<IHHII", 1, 0x1F, 0x3707, 1, 22) + "błąd.png".encode("utf-16-le") + b"\0\0\0\0" + b"\0\0\0\0"
    )
    properties = struct.pack("<IHHII", 1, 0x1F, 0x3707, 1, 18) + "błąd.png\0".encode("utf-16-le") + b"\0\0"
    raw = with_winmail(
        tnef(
            (1, 0x9007, struct.pack("<II", 1250, 0)),
            (1, 0x800C, "Drukarka nie działa\0".encode("cp1250")),
            (2, 0x9002, b"\0" * 14),
            (2, 0x8010, b"BLAD~1.PNG\0"),
            (2, 0x800F, b"dane pliku"),
            (2, 0x9005, properties),
            (2, 0x9002, b"\0" * 14),
            (2, 0x8010, b"drugi.txt\0"),
            (2, 0x800F, b"inne"),
        )
    )
    message = read_message(raw)
    assert message.text == "Drukarka nie działa"
    assert [(found.name, found.size) for found in message.attachments] == [("błąd.png", 10), ("drugi.txt", 4)]
    assert [attachment_bytes(raw, found.part) for found in message.attachments] == [b"dane pliku", b"inne"]


def test_a_read_receipt_inside_winmail() -> None:
    raw = with_winmail(tnef((1, 0x8008, b"REPORT.IPM.Note.IPNRN\0")))
    assert read_message(raw).markers.report_type == "disposition-notification"


def test_what_is_no_winmail_is_a_file() -> None:
    message = read_message(with_winmail(b"cokolwiek", b"tekst"))
    assert [found.name for found in message.attachments] == ["winmail.dat"]
    assert "tnef-broken" in message.defects


@pytest.mark.parametrize("cut", range(6, 60, 3))
def test_a_cut_winmail_never_raises(cut: int) -> None:
    stream = tnef(
        (1, 0x800C, b"tekst\0"), (1, 0x9003, struct.pack("<IHHI", 9, 0x1E, 0x1000, 9_999)), (2, 0x9002, b"\0" * 14)
    )
    read_message(with_winmail(stream[:cut]))


@pytest.mark.parametrize(
    ("header", "services"),
    [
        (
            b"X-SES-Outgoing: 2026.03.10-54.240.1.1\r\nFeedback-ID: ::1.eu-west-1.x:AmazonSES",
            ("x-ses-outgoing", "feedback-id"),
        ),
        (b"X-SG-EID: abc", ("x-sg-eid",)),
        (b"Feedback-ID: i1234:Fastmail", ()),
        (b"X-Auto-Response-Suppress: DR, OOF, AutoReply", ("x-auto-response-suppress",)),
        (b"X-Auto-Response-Suppress: None", ()),
        (b"X-MS-Exchange-Inbox-Rules-Loop: biuro@firma.pl", ()),
    ],
)
def test_headers_of_a_service_say_nothing_of_who_wrote(header: bytes, services: tuple[str, ...]) -> None:
    markers = markers_of(header)
    assert markers["service_headers"] == services
    assert markers["feedback_headers"] == markers["list_headers"] == ()


def test_a_list_names_itself() -> None:
    group = (
        b"Precedence: list\r\nMailing-list: list pomoc@3rp.com.pl; contact pomoc+owners@3rp.com.pl\r\n"
        b"List-ID: <pomoc.3rp.com.pl>\r\nX-Original-Sender: Jan@Firma.pl"
    )
    markers = markers_of(group)
    assert markers["list_addresses"] == ("pomoc.3rp.com.pl", "pomoc@3rp.com.pl", "pomoc+owners@3rp.com.pl")
    assert markers["original_sender"] == "jan@firma.pl"


@pytest.mark.parametrize("sender", ["mail.delivery.system@x.pl", "NDR@x.pl", "imss@x.pl", "av_for_smtp_gateway@x.pl"])
def test_a_bounce_of_a_gateway_that_names_nobody_is_a_bounce(sender: str) -> None:
    raw = f"From: {sender}\r\nSubject: Mail delivery failed\r\n\r\nSorry.\r\n".encode()
    assert read_message(raw).bounce is not None


@pytest.mark.parametrize("subject", ["Fwd: Undelivered Mail Returned to Sender", "[5259912077] Mail delivery failed"])
def test_a_person_who_asks_about_a_bounce_is_no_bounce(subject: str) -> None:
    text = "Dostaję takie zwroty:\r\n<jan@firma.pl>: host mx said: 550 5.1.1 User unknown"
    assert read_message(FROM + f"Subject: {subject}\r\n\r\n{text}\r\n".encode()).bounce is None


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Undeliverable: [5259912077] oferta", "Your message did not reach some recipients: 550 5.1.1 unknown"),
        ("DELIVERY FAILURE: User x not listed", "could not be delivered to: x"),
        ("[BOUNCE]", "Unable to deliver the message"),
    ],
)
def test_a_bounce_under_a_persons_looking_name_is_known_by_subject_and_words(subject: str, text: str) -> None:
    raw = f"From: mail@x.pl\r\nSubject: {subject}\r\n\r\n{text}\r\n".encode()
    assert read_message(raw).bounce is not None
    assert read_message(raw.replace(b"Subject: ", b"Subject: FW: ")).bounce is None
