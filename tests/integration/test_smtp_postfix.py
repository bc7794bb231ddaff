"""Letters through a real Postfix: every kind of security, its answers, and the bytes it delivers."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from tests.servers.postfix import Postfix, Sink
from worker.adapters.account import Security
from worker.adapters.smtp import SmtpConnection, SmtpTransport
from worker.adapters.smtp_account import SmtpAccount
from worker.application.ports import Attempt, Fate

pytestmark = pytest.mark.postfix

LETTER = (
    b"From: Pomoc <pomoc@firma.example>\r\nTo: klient@firma.pl\r\nSubject: =?utf-8?Q?Zg=C5=82oszenie?=\r\n"
    b"Message-ID: <1@pomoc>\r\nDate: Mon, 02 Nov 2026 10:00:00 +0100\r\n\r\n.kropka\r\n..dwie\r\n.\r\n"
    + "zażółć gęślą jaźń\r\n".encode()
    + b"x" * 900
    + b"\r\n"
)


async def _nothing() -> None:
    """The caller's phase needs no keeping here."""


def account(postfix: Postfix, security: Security, **changes: Any) -> SmtpAccount:
    port = postfix.tls_port if security is Security.TLS else postfix.port
    facts: dict[str, Any] = {"host": "localhost", "port": port, "security": security, "ca_file": postfix.ca_file}
    return SmtpAccount(**(facts | changes))


def send_all(account: SmtpAccount, letters: list[tuple[str, bytes]]) -> list[Attempt]:
    async def dialogue() -> list[Attempt]:
        connection = SmtpConnection(account)
        try:
            return [await connection.send("", to, raw, before_data=_nothing) for to, raw in letters]
        finally:
            await connection.close()

    work: Coroutine[Any, Any, list[Attempt]] = dialogue()
    return asyncio.run(work)


@pytest.mark.parametrize("security", list(Security))
def test_bytes_are_delivered_as_they_were_written(postfix: Postfix, security: Security) -> None:
    postfix.empty()
    attempts = send_all(account(postfix, security), [("klient@firma.pl", LETTER)] * 3)
    assert [attempt.fate for attempt in attempts] == [Fate.ACCEPTED] * 3
    delivered = postfix.delivered(3)
    assert len(delivered) == 3
    for raw in delivered:
        assert raw.startswith(b"Return-Path: <>\n")
        assert raw.endswith(LETTER.replace(b"\r\n", b"\n"))


def test_its_refusals_concern_one_letter_and_the_connection_goes_on(postfix: Postfix) -> None:
    postfix.empty()
    letters = [("nobody@refused.example", LETTER), ("later@busy.example", LETTER), ("klient@firma.pl", LETTER)]
    refused, deferred, accepted = send_all(account(postfix, Security.STARTTLS), letters)
    assert (refused.fate, refused.code) == (Fate.REFUSED, 550)
    assert (deferred.fate, deferred.code) == (Fate.DEFERRED, 450)
    assert accepted.fate is Fate.ACCEPTED
    assert len(postfix.delivered(1)) == 1


def test_a_letter_over_its_size_limit_is_refused_before_it_is_sent(postfix: Postfix) -> None:
    large = LETTER + b"x" * postfix.size_limit
    (attempt,) = send_all(account(postfix, Security.NONE), [("klient@firma.pl", large)])
    assert (attempt.fate, attempt.code) == (Fate.REFUSED, 552)


@pytest.mark.parametrize("changes", [{"ca_file": None}, {"host": "127.0.0.1"}], ids=["unknown authority", "other name"])
@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_that_does_not_verify_defers(
    postfix: Postfix, security: Security, changes: dict[str, Any]
) -> None:
    (attempt,) = send_all(account(postfix, security, **changes), [("klient@firma.pl", LETTER)])
    assert attempt.fate is Fate.DEFERRED
    assert "certificate" in attempt.text


def test_several_connections_side_by_side_lose_nothing(sink: Sink) -> None:
    async def one(transport: SmtpTransport, count: int) -> list[Attempt]:
        connection = transport.connection()
        try:
            return [await connection.send("", "klient@firma.pl", LETTER, before_data=_nothing) for _ in range(count)]
        finally:
            await connection.close()

    async def all_of_them() -> list[list[Attempt]]:
        account = SmtpAccount(host="127.0.0.1", port=sink.port, security=Security.NONE, letters_per_connection=20)
        return await asyncio.gather(*(one(SmtpTransport(account), 50) for _ in range(4)))

    before = sink.accepted()
    attempts = [attempt for part in asyncio.run(all_of_them()) for attempt in part]
    assert {attempt.fate for attempt in attempts} == {Fate.ACCEPTED}
    assert sink.accepted() - before == len(attempts) == 200
