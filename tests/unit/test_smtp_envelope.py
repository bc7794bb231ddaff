"""Which addresses an SMTP server can be given, and how bytes are brought into network form."""

import pytest

from worker.adapters.account import Secret, is_loopback
from worker.adapters.smtp import network_form
from worker.adapters.smtp_envelope import UnsendableError, sendable


@pytest.mark.parametrize(
    ("address", "wire"),
    [
        ("jan@firma.pl", "jan@firma.pl"),
        ("jan+pomoc=x/y@sub.firma.pl", "jan+pomoc=x/y@sub.firma.pl"),
        ("biuro@żółw.pl", "biuro@xn--w-uga1v8h.pl"),
        ("zażółć@firma.pl", "zażółć@firma.pl"),
        ("pomoc@[127.0.0.1]", "pomoc@[127.0.0.1]"),
        ('"jan"@firma.pl', '"jan"@firma.pl'),
        ("a" * 245 + "@firma.pl", "a" * 245 + "@firma.pl"),
    ],
)
def test_an_address_goes_out_with_its_domain_in_ascii(address: str, wire: str) -> None:
    assert sendable(address) == wire


@pytest.mark.parametrize(
    "address",
    [
        *("", "jan", "@firma.pl", "jan@", "jan kowalski@firma.pl", "jan@firma .pl", "a@b@c.pl", "<jan@firma.pl>"),
        *("a,b@c.pl", "jan\n@firma.pl", "jan\x00@firma.pl", "jan@firma.pl\r\nRCPT TO:<x@y>", "\ud800@firma.pl"),
        *("jan@" + "ż" * 80 + ".pl", "jan@ż..pl", "a" * 246 + "@firma.pl"),
    ],
)
def test_what_can_never_be_sent_says_so(address: str) -> None:
    with pytest.raises(UnsendableError):
        sendable(address)


@pytest.mark.parametrize(
    ("raw", "wire"),
    [
        (b"a\r\nb\r\n", b"a\r\nb\r\n"),
        (b"a\nb", b"a\r\nb\r\n"),
        (b"a\rb\r", b"a\r\nb\r\n"),
        (b"a\r\r\nb\r\n", b"a\r\n\r\nb\r\n"),
        (b"", b"\r\n"),
    ],
)
def test_every_line_ends_with_crlf(raw: bytes, wire: bytes) -> None:
    assert network_form(raw) == wire


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "127.0.0.1", "127.8.8.8", "::1", "[::1]"])
def test_this_machine_is_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "imap.firma.pl", "localhost.firma.pl", "10.0.0.1", "0.0.0.0", "127.0.0.1.nip.io"])  # noqa: S104 -- not bound, judged
def test_another_machine_is_not(host: str) -> None:
    assert not is_loopback(host)


def test_a_secret_may_be_fetched_each_time() -> None:
    answers = iter(["jeden", "dwa"])
    secret = Secret(lambda: next(answers))
    assert [secret.reveal(), secret.reveal()] == ["jeden", "dwa"]
    assert repr(secret) == "Secret(***)"
