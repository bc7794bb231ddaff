"""Access tokens: from a token service and from a command, kept until shortly before they end, used by IMAP and SMTP."""

import asyncio
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.servers.scripted_imap import ScriptedImap
from tests.servers.scripted_smtp import ScriptedSmtp
from tests.servers.token_service import TokenService
from worker.adapters import oauth
from worker.adapters.account import Secret, Security
from worker.adapters.imap import ImapMailbox
from worker.adapters.imap_account import ImapAccount
from worker.adapters.oauth import CommandTokens, OAuthError, RefreshTokens
from worker.adapters.smtp import SmtpConnection
from worker.adapters.smtp_account import SmtpAccount
from worker.application.ports import Attempt, Fate, MailboxError
from worker.settings import ImapSection
from worker.wiring import imap_account


def refresh(service: TokenService, **changes: Any) -> RefreshTokens:
    facts: dict[str, Any] = {"token_url": service.url, "client_id": "pomoc", "refresh_token": Secret("r1")}
    facts |= {"client_secret": Secret("s"), "scope": "offline_access", "timeout": 2.0}
    return RefreshTokens(**(facts | changes))


def test_the_request_is_the_one_of_rfc_6749_and_the_answer_is_kept() -> None:
    with TokenService() as service:
        tokens = refresh(service)
        assert [tokens.token(), tokens.token()] == ["t1", "t1"]
        assert service.asked == [
            {
                "grant_type": "refresh_token",
                "client_id": "pomoc",
                "client_secret": "s",
                "refresh_token": "r1",
                "scope": "offline_access",
            }
        ]


def test_a_token_is_renewed_shortly_before_its_end_and_when_refused() -> None:
    now = 1000.0
    with TokenService() as service:
        tokens = refresh(service, clock=lambda: now)
        tokens.token()
        now += 3600 - oauth.MARGIN - 1
        tokens.token()
        assert len(service.asked) == 1
        now += 1
        service.answer = {"access_token": "t2", "expires_in": 3600}
        assert tokens.token() == "t2"
        tokens.forget()
        service.answer = {"access_token": "t3"}
        assert tokens.token() == "t3"


def test_a_rotated_refresh_token_is_used_from_then_on_and_handed_out_to_be_kept() -> None:
    kept: list[str] = []
    with TokenService() as service:
        service.answer = {"access_token": "t1", "expires_in": 3600, "refresh_token": "r2"}
        tokens = refresh(service, rotated=kept.append)
        tokens.token()
        tokens.forget()
        tokens.token()
        assert [form["refresh_token"] for form in service.asked] == ["r1", "r2"]
        assert kept == ["r2"]


def test_a_rotated_refresh_token_outlives_the_program_in_its_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("r1\n", "utf-8")
    with TokenService() as service:
        service.answer = {"access_token": "t1", "expires_in": 3600, "refresh_token": "r2"}
        section = ImapSection.model_validate(
            {"host": "imap.example", "oauth": {"token_url": service.url, "client_id": "c", "refresh_token_file": file}}
        )
        for asked in ("r1", "r2"):  # the second is another start of the program
            tokens = imap_account(section).oauth
            assert tokens is not None and tokens.token() == "t1"
            assert service.asked[-1]["refresh_token"] == asked
    assert file.read_text("utf-8") == "r2\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["token"]


def test_a_rotated_refresh_token_that_cannot_be_kept_is_used_and_told_of(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with TokenService() as service:
        service.answer = {"access_token": "t1", "expires_in": 3600, "refresh_token": "r2"}
        section = ImapSection.model_validate(
            {"host": "imap.example", "oauth": {"token_url": service.url, "client_id": "c", "refresh_token": "r1"}}
        )
        tokens = imap_account(section).oauth
        assert tokens is not None
        tokens.token()
        tokens.forget()
        tokens.token()
        assert [form["refresh_token"] for form in service.asked] == ["r1", "r2"]
    assert "not kept" in "".join(capfd.readouterr())


def test_threads_that_ask_together_share_one_request() -> None:
    with TokenService() as service:
        tokens = refresh(service)
        threads = [threading.Thread(target=tokens.token) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(service.asked) == 1


@pytest.mark.parametrize(
    ("status", "answer", "permanent", "word"),
    [
        (400, {"error": "invalid_grant", "error_description": "AADSTS70008: expired"}, True, "sign in again"),
        (401, {"error": "invalid_client"}, True, "client_secret"),
        (404, b"<html>", True, "HTTP 404"),
        (503, b"", False, "HTTP 503"),
        (200, b"not JSON", False, "no access_token"),
        (200, {"token": "x"}, False, "no access_token"),
        (200, {"access_token": "two words\r\n"}, False, "not an access token"),
        (200, [], False, "no access_token"),
    ],
)
def test_a_refusal_is_a_sentence_and_says_whether_waiting_helps(
    status: int, answer: Any, permanent: bool, word: str
) -> None:
    with TokenService() as service:
        service.status, service.answer = status, answer
        with pytest.raises(OAuthError, match=word) as caught:
            refresh(service).token()
        assert caught.value.permanent is permanent
        assert "r1" not in str(caught.value)


def test_a_redirect_is_not_followed_with_the_secret() -> None:
    with TokenService() as service, TokenService() as elsewhere:
        service.status, service.location = 307, elsewhere.url
        with pytest.raises(OAuthError):
            refresh(service).token()
        assert elsewhere.asked == []


def test_a_service_that_is_away_is_temporary_and_clear_text_is_refused() -> None:
    with TokenService() as service:
        url = service.url
    with pytest.raises(OAuthError, match="cannot be reached") as caught:
        refresh(service, token_url=url).token()
    assert not caught.value.permanent
    with pytest.raises(OAuthError, match="https"):
        refresh(service, token_url="http://login.example.com/token")


@pytest.mark.parametrize(
    ("program", "token"),
    [("print('abc.def')", "abc.def"), ('print(\'{"access_token": "xyz", "expires_in": 5}\')', "xyz")],
)
def test_a_command_gives_the_bare_token_or_json(program: str, token: str) -> None:
    assert CommandTokens([sys.executable, "-c", program]).token() == token


@pytest.mark.parametrize(
    ("command", "permanent", "word"),
    [
        (["/nie/ma/takiego"], True, "cannot be run"),
        ([], True, "cannot be run"),
        ([sys.executable, "-c", "import sys; sys.exit('brak sesji')"], False, "brak sesji"),
        ([sys.executable, "-c", "print()"], False, "not an access token"),
        ([sys.executable, "-c", "import time; time.sleep(9)"], False, "did not end"),
    ],
)
def test_a_command_that_fails_is_a_sentence(command: list[str], permanent: bool, word: str) -> None:
    with pytest.raises(OAuthError, match=word) as caught:
        CommandTokens(command, timeout=0.5).token()
    assert caught.value.permanent is permanent


@pytest.mark.parametrize("capability", ["AUTH=XOAUTH2", "AUTH=OAUTHBEARER"])
def test_imap_logs_in_with_a_token_and_fetches_another_after_a_refusal(capability: str) -> None:
    with TokenService() as service, ScriptedImap(capabilities=f"IMAP4rev1 {capability}", token="t2") as server:
        tokens = refresh(service)
        account = ImapAccount(host="127.0.0.1", port=server.port, security=Security.NONE, user="p@x.pl", oauth=tokens)
        mailbox = ImapMailbox(account)
        with pytest.raises(MailboxError) as caught:
            mailbox.open()
        assert caught.value.code == "login"
        service.answer = {"access_token": "t2", "expires_in": 3600}
        assert mailbox.open() == 7
        mailbox.close()
        assert all("t2" not in line for line in server.log)  # only ever inside base64


def test_smtp_logs_in_with_a_token_and_fetches_another_after_a_refusal() -> None:
    async def ask(tokens: RefreshTokens, port: int) -> Attempt:
        account = SmtpAccount(host="127.0.0.1", port=port, security=Security.NONE, user="p@x.pl", oauth=tokens)
        connection = SmtpConnection(account)
        try:
            return await connection.check()
        finally:
            await connection.close()

    with TokenService() as service, ScriptedSmtp(extensions=("AUTH XOAUTH2",), token="t2") as server:
        tokens = refresh(service)
        attempt = asyncio.run(ask(tokens, server.port))
        assert (attempt.fate, attempt.code) == (Fate.DEFERRED, 535)
        service.answer = {"access_token": "t2", "expires_in": 3600}
        assert asyncio.run(ask(tokens, server.port)).fate is Fate.ACCEPTED


def test_a_token_that_cannot_be_had_is_the_mailboxes_and_the_transports_sentence() -> None:
    tokens = CommandTokens(["/nie/ma/takiego"])
    with ScriptedImap() as server, ScriptedSmtp(extensions=("AUTH XOAUTH2",)) as smtp:
        account = ImapAccount(host="127.0.0.1", port=server.port, security=Security.NONE, user="p", oauth=tokens)
        with pytest.raises(MailboxError, match="token_command") as caught:
            ImapMailbox(account).open()
        assert (caught.value.code, caught.value.permanent) == ("login", True)
        letters = SmtpAccount(host="127.0.0.1", port=smtp.port, security=Security.NONE, user="p", oauth=tokens)
        attempt = asyncio.run(SmtpConnection(letters).check())
        assert attempt.fate is Fate.DEFERRED
        assert "token_command" in attempt.text
