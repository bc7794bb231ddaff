"""The mailbox against a real Dovecot: TLS, folders, moves, what a poll leaves behind."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.servers import free
from tests.servers.dovecot import Dovecot
from worker.adapters.account import Secret, Security
from worker.adapters.imap import ImapMailbox
from worker.adapters.imap_account import ImapAccount
from worker.application.ports import Folder, MailboxError

pytestmark = pytest.mark.dovecot

# Not MIME, 8-bit, a control character, no end of line: what programs really send. (Dovecot itself rewrites NUL.)
ODD = b"Subject: Nie dzia\xb3a\r\nFrom: a@firma.pl\r\n\r\ntre\x9c\xe6 \x01 . \r\n.kropka\r\nbez ko\xf1ca"


class Box:
    """A user of the Dovecot with the mailbox object under test."""

    def __init__(self, dovecot: Dovecot) -> None:
        self.dovecot = dovecot
        self.user = dovecot.new_user()
        self.mailbox = self.connect()

    def connect(self, **changes: Any) -> ImapMailbox:
        facts: dict[str, Any] = {
            "host": "localhost",
            "port": self.dovecot.tls_port,
            "security": Security.TLS,
            "ca_file": self.dovecot.ca_file,
            "user": self.user,
            "password": Secret(self.dovecot.password),
        }
        return ImapMailbox(ImapAccount(**(facts | changes)))


@pytest.fixture
def box(dovecot: Dovecot) -> Iterator[Box]:
    made = Box(dovecot)
    yield made
    made.mailbox.close()


def test_bytes_come_as_they_were_served_and_no_flag_is_set(box: Box) -> None:
    box.dovecot.deliver(box.user, ODD)
    box.mailbox.open()
    (message,) = box.mailbox.fetch(box.mailbox.uids())
    assert message.raw == ODD
    assert message.size == len(ODD)
    assert abs(message.received_at - datetime.now(UTC)) < timedelta(minutes=1)
    assert [flags for flags, _ in box.dovecot.messages(box.user)] == [""]


def test_a_polish_password_and_every_kind_of_security_work(box: Box) -> None:
    for security, port in ((Security.NONE, box.dovecot.port), (Security.STARTTLS, box.dovecot.port)):
        mailbox = box.connect(security=security, port=port)
        assert mailbox.open() > 0
        mailbox.close()


def test_handled_mail_is_moved_to_folders_a_person_can_look_into(box: Box) -> None:
    for number in range(6):
        box.dovecot.deliver(box.user, b"Subject: %d\n\n" % number)
    box.mailbox.open()
    uids = box.mailbox.uids()
    for folder, part in zip(Folder, (uids[:2], uids[2:4], uids[4:]), strict=True):
        box.mailbox.file(part, folder)
        assert len(box.dovecot.messages(box.user, folder.value)) == 2
        box.mailbox.file(part, folder)  # again, as after a lost answer: already gone is fine
    assert box.mailbox.uids() == []


def test_flag_only_leaves_mail_where_it_is(box: Box) -> None:
    box.dovecot.deliver(box.user, b"Subject: x\n\n")
    mailbox = box.connect(flag_only=True)
    mailbox.open()
    mailbox.file(mailbox.uids(), Folder.PROCESSED)
    mailbox.close()
    ((flags, _),) = box.dovecot.messages(box.user)
    assert "S" in flags
    assert "T" not in flags
    assert not (box.dovecot.place / "mail" / box.user / ".Przetworzone").exists()


def test_new_mail_is_seen_on_a_kept_connection(box: Box) -> None:
    box.mailbox.open()
    assert box.mailbox.uids() == []
    box.dovecot.deliver(box.user, b"Subject: x\n\n")
    box.mailbox.open()
    assert len(box.mailbox.uids()) == 1


@pytest.mark.parametrize("step", ["before fetch", "before file"])
@pytest.mark.parametrize("everything", [True, False])
def test_mail_a_person_moves_meanwhile_is_nobodys_error(box: Box, step: str, everything: bool) -> None:
    for number in range(3):
        box.dovecot.deliver(box.user, b"Subject: %d\n\n" % number)
    box.mailbox.open()
    uids = box.mailbox.uids()
    taken = uids if everything else uids[:1]
    person = box.connect()
    person.open()
    if step == "before fetch":
        person.file(taken, Folder.QUARANTINE)
        assert {message.uid for message in box.mailbox.fetch(uids)} <= set(uids)
    else:
        assert len(box.mailbox.fetch(uids)) == 3
        person.file(taken, Folder.QUARANTINE)
    box.mailbox.file(uids, Folder.PROCESSED)
    person.close()
    assert box.mailbox.uids() == []
    counts = [len(box.dovecot.messages(box.user, folder.value)) for folder in Folder]
    assert counts == [3 - len(taken), 0, len(taken)]


def test_sizes_are_known_before_bodies_are_fetched(box: Box) -> None:
    for length in (10, 5000):
        box.dovecot.deliver(box.user, b"Subject: x\r\n\r\n" + b"x" * length)
    box.mailbox.open()
    uids = box.mailbox.uids()
    assert box.mailbox.weigh(uids) == {message.uid: message.size for message in box.mailbox.fetch(uids)}


def test_nothing_of_a_mail_or_a_password_is_in_the_log(box: Box, caplog: pytest.LogCaptureFixture) -> None:
    box.dovecot.deliver(box.user, b"Subject: poufne\n\npoufne\n")
    with caplog.at_level(logging.DEBUG):
        box.mailbox.open()
        box.mailbox.fetch(box.mailbox.uids())
    assert "poufne" not in caplog.text
    assert box.dovecot.password not in caplog.text


def test_a_renumbered_folder_has_another_uidvalidity(box: Box) -> None:
    box.dovecot.deliver(box.user, b"Subject: x\n\n")
    before = box.mailbox.open()
    box.mailbox.close()
    path = box.dovecot.place / "mail" / box.user / "dovecot-uidlist"
    path.write_text(path.read_text().replace(f"V{before}", f"V{before + 1}", 1))
    for index in path.parent.glob("dovecot.index*"):
        index.unlink()
    assert box.mailbox.open() == before + 1


def test_a_killed_connection_is_made_again_by_the_next_call(box: Box) -> None:
    box.dovecot.deliver(box.user, b"Subject: x\n\n")
    box.mailbox.open()
    session = box.mailbox._session
    assert session is not None
    session.hang_up()
    with pytest.raises(MailboxError) as caught:
        box.mailbox.uids()
    assert (caught.value.code, caught.value.permanent) == ("unreachable", False)
    assert len(box.mailbox.uids()) == 1


def test_a_wrong_password_is_a_permanent_error_that_shows_no_password(box: Box) -> None:
    with pytest.raises(MailboxError) as caught:
        box.connect(password=Secret("nieprawidłowe")).open()
    assert (caught.value.code, caught.value.permanent) == ("login", True)
    assert "nieprawidłowe" not in str(caught.value)
    assert box.user in str(caught.value)


@pytest.mark.parametrize("changes", [{"ca_file": None}, {"host": "127.0.0.1"}], ids=["unknown authority", "other name"])
def test_a_certificate_that_does_not_verify_stops_the_login(box: Box, changes: dict[str, Any]) -> None:
    with pytest.raises(MailboxError) as caught:
        box.connect(**changes).open()
    assert (caught.value.code, caught.value.permanent) == ("certificate", True)
    with pytest.raises(MailboxError) as caught:
        box.connect(security=Security.STARTTLS, port=box.dovecot.port, **changes).open()
    assert (caught.value.code, caught.value.permanent) == ("certificate", True)


def test_tls_on_a_port_without_it_says_which_setting_is_wrong(box: Box) -> None:
    with pytest.raises(MailboxError, match="starttls") as caught:
        box.connect(port=box.dovecot.port).open()
    assert caught.value.permanent


def test_plaintext_to_another_machine_is_refused_before_connecting(box: Box) -> None:
    with pytest.raises(MailboxError, match="readable by everybody") as caught:
        box.connect(security=Security.NONE, host="192.0.2.1").open()
    assert caught.value.permanent


def test_a_server_that_is_away_and_a_missing_ca_file_are_sentences(box: Box, tmp_path: Path) -> None:
    nobody = free.port()
    with pytest.raises(MailboxError, match=f"Nothing listens at localhost:{nobody}") as caught:
        box.connect(port=nobody).open()
    assert (caught.value.code, caught.value.permanent) == ("unreachable", False)
    with pytest.raises(MailboxError, match="ca_file"):
        box.connect(ca_file=tmp_path / "nie ma.pem").open()


def test_folders_live_in_a_personal_namespace_with_a_prefix() -> None:
    from tests.servers import dovecot as module  # noqa: PLC0415 -- a second server only this test needs
    from tests.servers.fixtures import missing  # noqa: PLC0415

    if not module.available():
        missing("Dovecot is not installed: apt-get install dovecot-imapd")
    server = Dovecot(prefix="INBOX.")
    try:
        box = Box(server)
        server.deliver(box.user, b"Subject: x\n\n")
        box.mailbox.open()
        box.mailbox.file(box.mailbox.uids(), Folder.QUARANTINE)
        assert len(server.messages(box.user, "Kwarantanna")) == 1
        box.mailbox.close()
    finally:
        server.stop()
