"""Connections to the real servers, cut after any number of bytes: nothing lost, nothing double, no wrong fate."""

import asyncio
from collections import Counter

import pytest

from tests.servers.cutting_proxy import CuttingProxy
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from worker.adapters.account import Secret, Security
from worker.adapters.imap import ImapMailbox
from worker.adapters.imap_account import ImapAccount
from worker.adapters.smtp import SmtpConnection
from worker.adapters.smtp_account import SmtpAccount
from worker.application.ports import Fate, Folder, MailboxError

MAILS = [f"Subject: {number}\r\n\r\n".encode() + b"linia\r\n" * 100 for number in range(5)]


@pytest.mark.dovecot
@pytest.mark.parametrize(
    ("side", "place"), [("server", n) for n in range(60, 6500, 530)] + [("client", n) for n in range(5, 500, 41)]
)
def test_wherever_imap_is_cut_every_mail_is_read_whole_and_filed_once(dovecot: Dovecot, side: str, place: int) -> None:
    user = dovecot.new_user()
    for raw in MAILS:
        dovecot.deliver(user, raw)
    read: set[bytes | None] = set()
    with CuttingProxy(dovecot.port, **{f"after_{side}": place}) as proxy:
        mailbox = ImapMailbox(
            ImapAccount(
                host="127.0.0.1",
                port=proxy.port,
                security=Security.NONE,
                user=user,
                password=Secret(dovecot.password),
                connect_timeout=5,
                read_timeout=5,
            )
        )
        errors = 0
        for _ in range(3):
            try:
                mailbox.open()
                found = mailbox.fetch(mailbox.uids())
                read |= {message.raw for message in found}
                mailbox.file([message.uid for message in found], Folder.PROCESSED)
            except MailboxError as error:
                assert error.code == "unreachable"
                errors += 1
        mailbox.close()
        assert errors <= 1
    assert read == set(MAILS)
    assert dovecot.messages(user) == []
    assert Counter(raw for _, raw in dovecot.messages(user, "Przetworzone")) == Counter(MAILS)


LARGE = b"Subject: kopia\r\n\r\n" + b"QUJD" * 18 * 280_000 + b"\r\n"  # 20 MB in one line, as some programs send it


@pytest.mark.dovecot
@pytest.mark.parametrize("place", [100_000, 10_000_000, len(LARGE)])
def test_a_mail_of_20_mb_cut_in_its_middle_is_not_taken_for_whole(dovecot: Dovecot, place: int) -> None:
    user = dovecot.new_user()
    dovecot.deliver(user, LARGE)
    with CuttingProxy(dovecot.port, after_server=place) as proxy:
        mailbox = ImapMailbox(
            ImapAccount(
                host="127.0.0.1",
                port=proxy.port,
                security=Security.NONE,
                user=user,
                password=Secret(dovecot.password),
                connect_timeout=5,
                read_timeout=5,
            )
        )
        mailbox.open()
        with pytest.raises(MailboxError) as cut:
            mailbox.fetch(mailbox.uids())
        assert cut.value.code == "unreachable"
        mailbox.open()
        assert [one.raw for one in mailbox.fetch(mailbox.uids())] == [LARGE]
        mailbox.close()
    assert [flags for flags, _ in dovecot.messages(user)] == [""], "nothing was flagged or moved"


LETTER = b"Subject: Potwierdzenie\r\nMessage-ID: <%d@pomoc>\r\n\r\n" + b"linia\r\n" * 20
PLACES = [("client", n) for n in range(10, 420, 7)] + [("server", n) for n in range(20, 420, 9)]


async def _nothing() -> None:
    """The caller's phase needs no keeping here."""


async def send_until_accepted(port: int, letter: bytes) -> list[Fate]:
    account = SmtpAccount(host="127.0.0.1", port=port, security=Security.NONE, helo="pomoc.example", reply_timeout=5)
    connection = SmtpConnection(account)
    fates: list[Fate] = []
    while Fate.ACCEPTED not in fates and len(fates) < 5:
        attempt = await connection.send("", "klient@firma.pl", letter, before_data=_nothing)
        fates.append(attempt.fate)
    await connection.close()
    return fates


@pytest.mark.postfix
def test_wherever_smtp_is_cut_the_fate_is_true(postfix: Postfix) -> None:
    """One copy of every letter, and a second one only of those whose fate was uncertain."""
    postfix.empty()
    fates: dict[int, list[Fate]] = {}
    for number, (side, place) in enumerate(PLACES):
        with CuttingProxy(postfix.port, **{f"after_{side}": place}) as proxy:
            fates[number] = asyncio.run(send_until_accepted(proxy.port, LETTER % number))
    copies = Counter(
        number for raw in postfix.all_delivered() for number in fates if b"Message-ID: <%d@pomoc>" % number in raw
    )
    for number, ends in fates.items():
        assert ends[-1] is Fate.ACCEPTED
        assert Fate.REFUSED not in ends
        assert len(ends) <= 2
        allowed = {1, 2} if Fate.UNCERTAIN in ends else {1}
        assert copies[number] in allowed, (PLACES[number], ends, copies[number])
    assert {tuple(ends) for ends in fates.values()} == {
        (Fate.ACCEPTED,),
        (Fate.DEFERRED, Fate.ACCEPTED),
        (Fate.UNCERTAIN, Fate.ACCEPTED),
    }
