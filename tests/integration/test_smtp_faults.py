"""An SMTP server that refuses, drops, stalls or talks rubbish at any step: the fate says how far the letter came."""

import asyncio
import time
from typing import Any

import pytest

from tests.servers.scripted import Fault
from tests.servers.scripted_smtp import ScriptedSmtp
from worker.adapters.account import Secret, Security
from worker.adapters.smtp import SmtpConnection, SmtpTransport
from worker.adapters.smtp_account import SmtpAccount
from worker.application.ports import Attempt, Fate

LETTER = b"Subject: Potwierdzenie\r\nMessage-ID: <1@pomoc>\r\n\r\n.kropka\r\n..dwie\r\n\r\n.\r\nkoniec\r\n"
STUFFED = b"Subject: Potwierdzenie\r\nMessage-ID: <1@pomoc>\r\n\r\n..kropka\r\n...dwie\r\n\r\n..\r\nkoniec\r\n"

REFUSED_OR_NOT = {"421": Fate.DEFERRED, "451": Fate.DEFERRED, "452": Fate.DEFERRED, "550": Fate.REFUSED}
BEFORE = {"drop": Fate.DEFERRED, "stall": Fate.DEFERRED, "garbage": Fate.DEFERRED, **REFUSED_OR_NOT}
AFTER = {"drop": Fate.UNCERTAIN, "stall": Fate.UNCERTAIN, "garbage": Fate.UNCERTAIN, **REFUSED_OR_NOT}
CASES = [
    *[("banner", kind, Fate.DEFERRED) for kind in BEFORE],
    *[("EHLO", kind, Fate.DEFERRED) for kind in BEFORE if kind != "550"],  # HELO is tried instead
    *[(command, kind, fate) for command in ("MAIL", "RCPT", "DATA") for kind, fate in BEFORE.items()],
    *[("dot", kind, fate) for kind, fate in AFTER.items()],
    ("EHLO", "550", Fate.ACCEPTED),
    ("MAIL", "530", Fate.DEFERRED),  # authentication wanted: the account's fault
    ("MAIL", "354", Fate.DEFERRED),
    ("DATA", "250", Fate.DEFERRED),
    ("dot", "354", Fate.UNCERTAIN),
    ("dot", "552", Fate.REFUSED),
]


def connection_to(server: ScriptedSmtp, **changes: Any) -> SmtpConnection:
    facts: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": server.port,
        "security": Security.NONE,
        "helo": "pomoc.example",
    }
    facts |= {"connect_timeout": 0.4, "reply_timeout": 0.4, "data_timeout": 0.4, "probe_timeout": 0.4}
    return SmtpTransport(SmtpAccount(**(facts | changes))).connection()


class Phase:
    """Counts how often the caller was told that DATA comes next."""

    def __init__(self) -> None:
        self.times = 0

    async def __call__(self) -> None:
        self.times += 1


async def send(connection: SmtpConnection, letter: bytes = LETTER, to: str = "klient@firma.pl") -> tuple[Attempt, int]:
    phase = Phase()
    attempt = await connection.send("odbicia@pomoc.example", to, letter, before_data=phase)
    return attempt, phase.times


@pytest.mark.parametrize(("command", "kind", "fate"), CASES)
def test_the_fate_says_how_far_the_letter_came_and_the_next_one_goes_out(command: str, kind: str, fate: Fate) -> None:
    async def dialogue(server: ScriptedSmtp) -> None:
        connection = connection_to(server)
        began = time.monotonic()
        attempt, told = await send(connection)
        assert attempt.fate is fate, attempt
        assert time.monotonic() - began < 2
        assert attempt.text
        assert "\n" not in attempt.text
        assert told == (1 if command in {"DATA", "dot"} or fate is Fate.ACCEPTED else 0)
        if kind.isdigit() and fate is not Fate.ACCEPTED:
            assert attempt.code == int(kind)
        attempt, told = await send(connection)
        assert (attempt.fate, told) == (Fate.ACCEPTED, 1)
        await connection.close()

    with ScriptedSmtp(fault=Fault(command, kind)) as server:
        asyncio.run(dialogue(server))
        assert server.fault.times == 0, "the fault was never reached"
        assert {letter for _, _, letter in server.accepted} == {STUFFED}


def test_dots_are_doubled_and_bytes_arrive_as_they_were_written() -> None:
    with ScriptedSmtp() as server:
        asyncio.run(_once(server, LETTER))
        assert server.accepted == [("odbicia@pomoc.example", "klient@firma.pl", STUFFED)]


async def _once(server: ScriptedSmtp, letter: bytes, to: str = "klient@firma.pl") -> Attempt:
    connection = connection_to(server)
    attempt, _ = await send(connection, letter, to)
    await connection.close()
    return attempt


@pytest.mark.parametrize("end", [b"a\nb", b"a\rb", b"a\r\nb", b"a\n\nb\n", b"\r\n.\nMAIL FROM:<x@y>\n"])
def test_lone_line_ends_cannot_smuggle_a_second_letter(end: bytes) -> None:
    with ScriptedSmtp() as server:
        asyncio.run(_once(server, b"Subject: x\r\n\r\n" + end))
        ((_, _, wire),) = server.accepted
        assert wire.endswith(b"\r\n")
        assert wire.replace(b"\r\n", b"").count(b"\n") == wire.replace(b"\r\n", b"").count(b"\r") == 0


@pytest.mark.parametrize("fault", [None, Fault("MAIL", "421"), Fault("MAIL", "drop")])
def test_a_connection_closed_between_two_letters_is_made_again_at_once(fault: Fault | None) -> None:
    async def dialogue(server: ScriptedSmtp) -> None:
        connection = connection_to(server)
        assert (await send(connection))[0].fate is Fate.ACCEPTED
        if fault is not None:
            server.fault = fault
        await asyncio.sleep(0.02)
        assert await send(connection) == (Attempt(fate=Fate.ACCEPTED, code=250, text="2.0.0 Ok: queued"), 1)
        await connection.close()

    with ScriptedSmtp() as server:
        server.hang_up_when_idle = fault is None
        asyncio.run(dialogue(server))
        assert server.connections == 2


def test_a_server_that_says_421_to_a_fresh_connection_is_left_alone() -> None:
    async def dialogue(server: ScriptedSmtp) -> None:
        connection = connection_to(server)
        assert (await send(connection))[0].fate is Fate.ACCEPTED
        server.fault = Fault("MAIL", "421", times=9)
        attempt, _ = await send(connection)
        assert (attempt.fate, attempt.code) == (Fate.DEFERRED, 421)

    with ScriptedSmtp() as server:
        asyncio.run(dialogue(server))
        assert server.connections == 2
        assert server.fault.times == 7


def test_letters_share_a_connection_up_to_the_limit_and_a_refusal_is_reset() -> None:
    async def dialogue(server: ScriptedSmtp) -> None:
        connection = connection_to(server, letters_per_connection=3)
        for _ in range(2):
            assert (await send(connection))[0].fate is Fate.ACCEPTED
        server.fault = Fault("RCPT", "550")
        assert (await send(connection))[0].fate is Fate.REFUSED
        for _ in range(2):
            assert (await send(connection))[0].fate is Fate.ACCEPTED
        await connection.close()

    with ScriptedSmtp() as server:
        asyncio.run(dialogue(server))
        assert server.connections == 2
        assert [line for line in server.log if line in {"RSET", "NOOP"}] == ["RSET"]


def test_an_idle_connection_is_tried_before_it_is_trusted() -> None:
    async def dialogue(server: ScriptedSmtp) -> None:
        connection = connection_to(server, probe_after=0.0)
        await send(connection)
        await send(connection)
        server.fault = Fault("NOOP", "stall")
        assert (await send(connection))[0].fate is Fate.ACCEPTED
        await connection.close()

    with ScriptedSmtp() as server:
        asyncio.run(dialogue(server))
        assert server.log.count("NOOP") == 2
        assert server.connections == 2


def test_an_error_of_the_caller_before_data_sends_nothing_and_spoils_nothing() -> None:
    async def broken() -> None:
        raise RuntimeError("database is locked")

    async def dialogue(server: ScriptedSmtp) -> None:
        connection = connection_to(server)
        with pytest.raises(RuntimeError, match="locked"):
            await connection.send("", "klient@firma.pl", LETTER, before_data=broken)
        assert (await send(connection))[0].fate is Fate.ACCEPTED
        await connection.close()

    with ScriptedSmtp() as server:
        asyncio.run(dialogue(server))
        assert len(server.accepted) == 1


@pytest.mark.parametrize(("spare", "fate"), [(1, Fate.ACCEPTED), (0, Fate.ACCEPTED), (-1, Fate.REFUSED)])
def test_a_letter_larger_than_the_server_announced_is_refused_with_both_numbers(spare: int, fate: Fate) -> None:
    with ScriptedSmtp(extensions=(f"SIZE {len(LETTER) + spare}",)) as server:
        attempt = asyncio.run(_once(server, LETTER))
        assert attempt.fate is fate
        if fate is Fate.REFUSED:
            assert str(len(LETTER)) in attempt.text
            assert not any(line.startswith("MAIL") for line in server.log)


@pytest.mark.parametrize(
    ("extensions", "letter", "parameters"),
    [
        ((), b"Subject: x\r\n\r\nx\r\n", ""),
        (("SIZE", "8BITMIME"), b"Subject: x\r\n\r\nx\r\n", " SIZE=17"),
        (("8BITMIME",), "Subject: x\r\n\r\nż\r\n".encode(), " BODY=8BITMIME"),
    ],
)
def test_mail_carries_the_parameters_the_server_knows(
    extensions: tuple[str, ...], letter: bytes, parameters: str
) -> None:
    with ScriptedSmtp(extensions=extensions) as server:
        asyncio.run(_once(server, letter))
        assert f"MAIL FROM:<odbicia@pomoc.example>{parameters}" in server.log


@pytest.mark.parametrize("to", ["jan kowalski@firma.pl", "a@b@c", "zażółć@firma.pl", "a\r\nRCPT TO:<b@x>@firma.pl", ""])
def test_an_address_that_can_never_be_sent_to_is_refused_not_a_crash(to: str) -> None:
    with ScriptedSmtp() as server:
        assert asyncio.run(_once(server, LETTER, to)).fate is Fate.REFUSED
        assert server.accepted == []


def test_a_polish_domain_is_sent_in_ascii_and_a_polish_local_part_with_smtputf8() -> None:
    with ScriptedSmtp(extensions=("SMTPUTF8",)) as server:
        assert asyncio.run(_once(server, LETTER, "biuro@żółw.pl")).fate is Fate.ACCEPTED
        assert asyncio.run(_once(server, LETTER, "zażółć@firma.pl")).fate is Fate.ACCEPTED
        assert [to for _, to, _ in server.accepted] == ["biuro@xn--w-uga1v8h.pl", "zażółć@firma.pl"]
        assert [line.endswith(" SMTPUTF8") for line in server.log if line.startswith("MAIL")] == [False, True]


@pytest.mark.parametrize("changes", [{"password": Secret("zle")}, {"password": None}])
def test_a_refused_or_missing_password_defers_and_never_refuses_the_letter(changes: dict[str, Any]) -> None:
    async def dialogue(server: ScriptedSmtp) -> Attempt:
        connection = connection_to(server, user="pomoc", **changes)
        attempt, told = await send(connection)
        assert told == 0
        assert await connection.check() != Attempt(fate=Fate.ACCEPTED)
        return attempt

    with ScriptedSmtp(extensions=("AUTH PLAIN",), fault=Fault("AUTH", "535", times=9)) as server:
        attempt = asyncio.run(dialogue(server))
        assert attempt.fate is Fate.DEFERRED
        assert "password" in attempt.text
        assert "zle" not in attempt.text


def test_check_says_what_is_wrong_or_that_letters_are_taken() -> None:
    async def ask(server: ScriptedSmtp, **changes: Any) -> Attempt:
        connection = connection_to(server, **changes)
        try:
            return await connection.check()
        finally:
            await connection.close()

    with ScriptedSmtp() as server:
        assert asyncio.run(ask(server)).fate is Fate.ACCEPTED
        assert "STARTTLS" in asyncio.run(ask(server, security=Security.STARTTLS)).text
        assert "does not speak TLS" in asyncio.run(ask(server, security=Security.TLS)).text
        assert "in clear" in asyncio.run(ask(server, security=Security.NONE, host="192.0.2.1")).text
        assert not server.accepted
