"""The waker: it wakes when mail comes, survives what servers do, and stops within two seconds."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.servers.dovecot import Dovecot
from tests.servers.scripted import Fault
from tests.servers.scripted_imap import CAPABILITIES, ScriptedImap
from worker.adapters.account import Secret, Security
from worker.adapters.embedded import EmbeddedServers
from worker.adapters.idle import IdleWaker
from worker.adapters.imap_account import ImapAccount


def account(port: int, **changes: Any) -> ImapAccount:
    facts: dict[str, Any] = {"host": "127.0.0.1", "port": port, "security": Security.NONE, "user": "pomoc"}
    facts |= {"password": Secret("tajne"), "connect_timeout": 2.0, "read_timeout": 5.0}
    return ImapAccount(**(facts | changes))


class Bell:
    """Counts the wakes."""

    def __init__(self) -> None:
        self.rings = 0
        self._rung = threading.Condition()

    def __call__(self) -> None:
        with self._rung:
            self.rings += 1
            self._rung.notify_all()

    def wait(self, more_than: int, seconds: float = 4.0) -> bool:
        with self._rung:
            return self._rung.wait_for(lambda: self.rings > more_than, seconds)


def rung_by(deliver: Callable[[], None], waker: IdleWaker, bell: Bell) -> None:
    waker.start()
    try:
        assert bell.wait(0), waker.last_error  # IDLE stands
        time.sleep(0.05)
        before = bell.rings
        deliver()
        assert bell.wait(before), waker.last_error
    finally:
        began = time.monotonic()
        waker.stop()
        assert time.monotonic() - began < 2


@pytest.mark.dovecot
@pytest.mark.parametrize("security", list(Security))
def test_mail_arriving_in_dovecot_wakes(dovecot: Dovecot, security: Security) -> None:
    user = dovecot.new_user()
    bell = Bell()
    port = dovecot.tls_port if security is Security.TLS else dovecot.port
    facts = {"host": "localhost", "security": security, "ca_file": dovecot.ca_file, "user": user}
    waker = IdleWaker(account(port, password=Secret(dovecot.password), **facts), bell)
    rung_by(lambda: dovecot.deliver(user, b"Subject: x\n\n"), waker, bell)


def test_mail_arriving_in_the_embedded_server_wakes(embedded: EmbeddedServers) -> None:
    bell = Bell()
    waker = IdleWaker(account(embedded.imap_port, user=embedded.user, password=Secret(embedded.password)), bell)
    mail = b"Subject: x\r\n\r\n"
    rung_by(lambda: embedded.deliver(mail, envelope_from="a@b.pl", recipient="pomoc@localhost"), waker, bell)


def test_idle_is_renewed_before_the_server_or_a_router_forgets_it() -> None:
    with ScriptedImap() as server:
        bell = Bell()
        waker = IdleWaker(account(server.port), bell, renew=0.05)
        waker.start()
        assert bell.wait(3)
        waker.stop()
        assert sum(line.endswith("IDLE") for line in server.log) >= 4
        assert server.connections == 1


@pytest.mark.parametrize("fault", [Fault("IDLING", "drop", 3), Fault("LOGIN", "no", 3), Fault("banner", "bye", 3)])
def test_a_connection_that_ends_is_made_again_with_growing_pauses(fault: Fault) -> None:
    with ScriptedImap(fault=fault) as server:
        bell = Bell()
        waker = IdleWaker(account(server.port), bell, first_pause=0.05)
        began = time.monotonic()
        waker.start()
        bell.wait(3 if fault.command == "IDLING" else 0)
        assert time.monotonic() - began >= 0.05 + 0.1 + 0.2  # end of file is no busy loop
        waker.stop()
        assert server.connections == 4


@pytest.mark.parametrize("fault", [Fault("banner", "stall"), Fault("LOGIN", "stall"), Fault("IDLE", "stall")])
def test_it_stops_within_two_seconds_whatever_the_server_does(fault: Fault) -> None:
    with ScriptedImap(fault=fault) as server:
        waker = IdleWaker(account(server.port, read_timeout=30), Bell())
        waker.start()
        time.sleep(0.2)
        began = time.monotonic()
        waker.stop()
        assert time.monotonic() - began < 2


def test_a_server_without_idle_is_left_to_polling() -> None:
    with ScriptedImap(capabilities=CAPABILITIES.replace("IDLE ", "")) as server:
        bell = Bell()
        waker = IdleWaker(account(server.port), bell)
        waker.start()
        time.sleep(0.2)
        waker.stop()
        assert bell.rings == 0
        assert server.connections == 1
