"""An IMAP server that drops, stalls, says BYE, NO, BAD or rubbish at any command: a sentence, then it goes on.

Whatever happens in one poll, the next one brings every mail, byte for byte, and nothing was deleted.
"""

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.servers.scripted import Fault
from tests.servers.scripted_imap import CAPABILITIES, ScriptedImap
from worker.adapters.account import Secret, Security
from worker.adapters.imap import SEARCH_SPAN, ImapMailbox
from worker.adapters.imap_account import ImapAccount
from worker.application.ports import FetchedMessage, Folder, MailboxError

MAILS = [f"Subject: zgłoszenie {number}\r\n\r\ntreść {number}\r\n".encode() for number in range(1, 4)]
COMMANDS = ("banner", "LOGIN", "SELECT", "NOOP", "NAMESPACE", "LIST", "CREATE", "SEARCH", "FETCH", "MOVE")
KINDS = ("drop", "stall", "bye", "no", "bad", "garbage")
CODES = {"unreachable", "certificate", "login", "folder", "protocol"}


def mailbox_at(server: ScriptedImap, *, search_span: int = SEARCH_SPAN, **changes: Any) -> ImapMailbox:
    facts: dict[str, Any] = {"host": "127.0.0.1", "port": server.port, "security": Security.NONE, "user": "pomoc"}
    facts |= {"password": Secret("tajne"), "connect_timeout": 0.4, "read_timeout": 0.4}
    return ImapMailbox(ImapAccount(**(facts | changes)), search_span=search_span)


def poll(mailbox: ImapMailbox) -> list[FetchedMessage]:
    mailbox.open()
    uids = mailbox.uids()
    found = mailbox.fetch(uids)
    mailbox.file([message.uid for message in found], Folder.PROCESSED)
    return found


def assert_sentence(error: MailboxError, server: ScriptedImap) -> None:
    sentence = str(error)
    assert error.code in CODES
    assert f"127.0.0.1:{server.port}" in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "tajne" not in sentence


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_fault_at_any_command_costs_one_poll_and_no_mail(command: str, kind: str) -> None:
    with ScriptedImap(MAILS, fault=Fault(command, kind)) as server:
        mailbox = mailbox_at(server)
        seen: list[bytes | None] = []
        began = time.monotonic()
        try:
            seen += [message.raw for message in poll(mailbox)]
        except MailboxError as error:
            assert_sentence(error, server)
            assert not error.permanent or kind in {"no", "bad"}
        else:
            assert kind not in {"drop", "stall", "bye"}
        assert server.fault.times == 0, "the fault was never reached"
        seen += [message.raw for message in poll(mailbox)]
        assert time.monotonic() - began < 3
        assert set(MAILS) <= set(seen)
        assert server.boxes["INBOX"] == {}
        assert sorted(server.boxes["Przetworzone"].values()) == MAILS
        assert server.forbidden == []
        mailbox.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_while_flagging_costs_one_poll_and_no_mail(kind: str) -> None:
    with ScriptedImap(MAILS, fault=Fault("STORE", kind)) as server:
        mailbox = mailbox_at(server, flag_only=True)
        try:
            poll(mailbox)
        except MailboxError as error:
            assert_sentence(error, server)
        else:
            assert kind == "garbage"
        assert [message.raw for message in poll(mailbox)] == MAILS
        assert set(server.flags) == {1, 2, 3}
        assert server.forbidden == []
        mailbox.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_at_starttls_never_lets_the_password_out_in_clear(kind: str) -> None:
    with ScriptedImap(MAILS, capabilities=f"{CAPABILITIES} STARTTLS", fault=Fault("STARTTLS", kind)) as server:
        mailbox = mailbox_at(server, security=Security.STARTTLS)
        for _ in range(2):
            with pytest.raises(MailboxError) as caught:
                mailbox.open()
            assert_sentence(caught.value, server)
        assert not any("tajne" in line for line in server.log)


def test_a_server_without_starttls_is_not_logged_in_to() -> None:
    with ScriptedImap(MAILS) as server:
        with pytest.raises(MailboxError, match="does not offer STARTTLS") as caught:
            mailbox_at(server, security=Security.STARTTLS).open()
        assert caught.value.permanent
        assert not any("tajne" in line for line in server.log)


@pytest.mark.parametrize("kind", ["half", "half-stall"])
def test_a_connection_lost_within_a_body_gives_no_half_mail(kind: str) -> None:
    with ScriptedImap(MAILS, fault=Fault("FETCH", kind)) as server:
        mailbox = mailbox_at(server)
        with pytest.raises(MailboxError) as caught:
            poll(mailbox)
        assert caught.value.code == "unreachable"
        assert [message.raw for message in poll(mailbox)] == MAILS
        mailbox.close()


def test_a_move_done_whose_answer_was_lost_is_not_done_twice() -> None:
    with ScriptedImap(MAILS, fault=Fault("MOVE-END", "after")) as server:
        mailbox = mailbox_at(server)
        mailbox.open()
        uids = mailbox.uids()
        with pytest.raises(MailboxError):
            mailbox.file(uids, Folder.PROCESSED)
        mailbox.open()
        mailbox.file(uids, Folder.PROCESSED)
        assert sorted(server.boxes["Przetworzone"].values()) == MAILS
        mailbox.close()


def test_a_body_that_is_nil_is_left_out_named_and_met_again() -> None:
    with ScriptedImap(MAILS) as server:
        server.withheld = {2}
        mailbox = mailbox_at(server)
        mailbox.open()
        assert [message.uid for message in mailbox.fetch([1, 2, 3])] == [1, 3]
        assert mailbox.unreadable == {2}
        server.withheld = set()
        assert [message.raw for message in mailbox.fetch(mailbox.uids())] == MAILS
        assert mailbox.unreadable == frozenset()
        mailbox.close()


def test_one_mail_the_server_cannot_read_holds_up_no_other() -> None:
    with ScriptedImap(MAILS) as server:
        server.refused = {2}
        mailbox = mailbox_at(server)
        mailbox.open()
        assert [message.uid for message in mailbox.fetch([1, 2, 3])] == [1, 3]
        assert mailbox.unreadable == {2}
        mailbox.close()


def test_a_server_that_refuses_every_mail_is_an_error_not_an_empty_mailbox() -> None:
    with ScriptedImap(MAILS) as server:
        server.refused = {1, 2, 3}
        mailbox = mailbox_at(server)
        mailbox.open()
        with pytest.raises(MailboxError, match="FETCH"):
            mailbox.fetch([1, 2, 3])
        mailbox.close()


def test_a_mail_that_vanished_meanwhile_is_left_out() -> None:
    with ScriptedImap(MAILS) as server:
        mailbox = mailbox_at(server)
        mailbox.open()
        uids = mailbox.uids()
        del server.boxes["INBOX"][2]
        assert [message.uid for message in mailbox.fetch(uids)] == [1, 3]
        assert mailbox.unreadable == frozenset()
        mailbox.file(uids, Folder.PROCESSED)
        mailbox.close()


@pytest.mark.parametrize(("excess", "whole"), [(-1, True), (0, True), (1, False)])
def test_above_the_size_cap_only_the_header_is_fetched(excess: int, whole: bool) -> None:
    raw = b"Subject: duzy\r\n\r\n" + b"x" * 5000
    with ScriptedImap([raw]) as server:
        mailbox = mailbox_at(server, size_cap=len(raw) - excess)
        mailbox.open()
        (message,) = mailbox.fetch(mailbox.uids())
        assert message.size == len(raw)
        assert message.raw == (raw if whole else None)
        assert message.header == (b"" if whole else b"Subject: duzy\r\n\r\n")
        mailbox.close()


def test_a_server_that_understates_a_size_does_not_get_past_the_cap() -> None:
    raw = b"Subject: duzy\r\n\r\n" + b"x" * 5000
    with ScriptedImap([raw]) as server:
        server.announced_size = 10
        mailbox = mailbox_at(server, size_cap=1000)
        mailbox.open()
        (message,) = mailbox.fetch(mailbox.uids())
        assert (message.raw, message.size, message.header) == (None, len(raw), b"Subject: duzy")
        mailbox.close()


def test_the_time_of_receipt_is_the_servers_with_its_zone() -> None:
    with ScriptedImap(MAILS[:1]) as server:
        mailbox = mailbox_at(server)
        mailbox.open()
        (message,) = mailbox.fetch(mailbox.uids())
        assert message.received_at == datetime(2026, 11, 3, 8, 10, 11, tzinfo=UTC)
        mailbox.close()


def test_bodies_are_fetched_in_batches_by_count_and_by_bytes() -> None:
    mails = [b"Subject: m\r\n\r\n" + b"x" * 100 for _ in range(10)]
    with ScriptedImap(mails) as server:
        mailbox = mailbox_at(server, batch=4, batch_bytes=250)
        mailbox.open()
        assert len(mailbox.fetch(mailbox.uids())) == 10
        asked = [line for line in server.log if "BODY.PEEK[]" in line]
        assert len(asked) == 5  # 4 + 4 + 2 mails, two at a time by bytes
        mailbox.close()


def test_without_move_mail_is_only_flagged() -> None:
    with ScriptedImap(MAILS, capabilities=CAPABILITIES.replace("MOVE ", "")) as server:
        mailbox = mailbox_at(server)
        poll(mailbox)
        assert list(server.boxes) == ["INBOX"]
        assert server.flags == {uid: {"\\Seen", "$PomocDone"} for uid in (1, 2, 3)}
        assert server.forbidden == []
        mailbox.close()


def test_where_the_server_keeps_no_keywords_only_seen_is_set() -> None:
    with ScriptedImap(MAILS, permanent_flags=r"\Seen") as server:
        mailbox = mailbox_at(server, flag_only=True)
        poll(mailbox)
        assert server.flags == {uid: {"\\Seen"} for uid in (1, 2, 3)}
        mailbox.close()


def test_folders_are_made_within_the_personal_namespace_and_subscribed() -> None:
    with ScriptedImap(MAILS, prefix="INBOX.") as server:
        mailbox = mailbox_at(server)
        poll(mailbox)
        names = {"INBOX.Przetworzone", "INBOX.Odrzucone", "INBOX.Kwarantanna"}
        assert set(server.boxes) == {"INBOX"} | names
        assert server.subscribed == names
        mailbox.close()


def test_a_folder_removed_meanwhile_is_made_again() -> None:
    with ScriptedImap(MAILS) as server:
        mailbox = mailbox_at(server)
        mailbox.open()
        del server.boxes["Przetworzone"]
        mailbox.file(mailbox.uids(), Folder.PROCESSED)
        assert sorted(server.boxes["Przetworzone"].values()) == MAILS
        mailbox.close()


def test_uids_of_an_earlier_numbering_are_not_used_after_a_reconnect() -> None:
    with ScriptedImap(MAILS, fault=Fault("SEARCH", "drop")) as server:
        mailbox = mailbox_at(server)
        assert mailbox.open() == 7
        with pytest.raises(MailboxError):
            mailbox.uids()
        server.uidvalidity = 8
        with pytest.raises(MailboxError, match="UIDVALIDITY 7 became 8"):
            mailbox.file([1], Folder.PROCESSED)
        assert len(server.boxes["INBOX"]) == 3
        assert mailbox.open() == 8
        assert mailbox.uids() == [1, 2, 3]
        mailbox.close()


def test_a_mailbox_too_large_for_one_answer_is_listed_by_ranges() -> None:
    mails = [b"Subject: m\r\n\r\n"] * 10
    with ScriptedImap(mails) as server:
        mailbox = mailbox_at(server, search_span=4)
        mailbox.open()
        assert mailbox.uids() == list(range(1, 11))
        assert [line.split(" SEARCH ")[1] for line in server.log if " SEARCH " in line] == ["1:4", "5:8", "9:*"]
        mailbox.close()


def test_a_missing_folder_is_the_persons_to_correct() -> None:
    with ScriptedImap(MAILS) as server:
        mailbox = mailbox_at(server, folder="Helpdesk")
        with pytest.raises(MailboxError, match="Helpdesk") as caught:
            mailbox.open()
        assert (caught.value.code, caught.value.permanent) == ("folder", True)


def test_a_drop_during_the_login_is_not_called_a_wrong_password() -> None:
    with ScriptedImap(MAILS, fault=Fault("LOGIN", "drop")) as server:
        with pytest.raises(MailboxError) as caught:
            mailbox_at(server).open()
        assert (caught.value.code, caught.value.permanent) == ("unreachable", False)


def test_a_secret_is_not_in_the_repr_of_an_account() -> None:
    account = ImapAccount(host="imap.example.pl", user="pomoc", password=Secret("tajne"))
    assert "tajne" not in repr(account)


def test_a_password_that_cannot_be_had_is_a_sentence() -> None:
    def read() -> str:
        raise FileNotFoundError("/etc/pomoc/haslo")

    with ScriptedImap(MAILS) as server:
        account = ImapAccount(
            host="127.0.0.1", port=server.port, security=Security.NONE, user="pomoc", password=Secret(read)
        )
        with pytest.raises(MailboxError, match="/etc/pomoc/haslo") as caught:
            ImapMailbox(account).open()
        assert (caught.value.code, caught.value.permanent) == ("login", True)
