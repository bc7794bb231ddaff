"""A waker beside the mailbox: it tells the poller that something may have happened, and nothing more.

Polling is the truth. The waker has its own connection and its own thread; when it fails, mail is found a poll later.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Callable

from worker.adapters.imap_account import ImapAccount
from worker.adapters.imap_session import ImapSession
from worker.application.ports import MailboxError

# RFC 2177 3: a server may drop a client after 30 minutes of silence; routers forget a flow after 10.
RENEW = 9 * 60.0
LONGEST_PAUSE = 300.0
STEADY = 60.0  # an IDLE that stood this long was a good one: the next failure starts with a short pause


class IdleWaker:
    """Calls ``on_wake`` from its thread whenever IMAP IDLE says anything; too often rather than never."""

    def __init__(
        self, account: ImapAccount, on_wake: Callable[[], None], *, renew: float = RENEW, first_pause: float = 1.0
    ) -> None:
        self._account = account
        self._on_wake = on_wake
        self._renew = renew
        self._first_pause = first_pause
        self._stopping = threading.Event()
        self._ours, self._theirs = socket.socketpair()
        self._session: ImapSession | None = None
        self._thread = threading.Thread(target=self._run, name="pomoc-idle", daemon=True)
        self.last_error: MailboxError | None = None

    def start(self) -> None:
        """Begin; errors are retried with growing pauses and kept in ``last_error``."""
        self._thread.start()

    def stop(self) -> None:
        """Return within two seconds, also when a connection is being made or the server stalls.

        A thread still waiting for a server's greeting then ends by itself at the timeout, waking nobody.
        """
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._ours.send(b"x")
        if self._thread.ident is None:
            self._close_pair()
            return
        self._thread.join(0.5)
        if self._thread.is_alive() and (session := self._session) is not None:
            session.hang_up()
        self._thread.join(1.2)

    def _run(self) -> None:
        pause = self._first_pause
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                if not self._listen():
                    break
            except MailboxError as error:
                self.last_error = error
            if time.monotonic() - began >= STEADY:
                pause = self._first_pause
            self._stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        self._close_pair()

    def _wake(self) -> None:
        if not self._stopping.is_set():
            self._on_wake()

    def _close_pair(self) -> None:
        self._ours.close()
        self._theirs.close()

    def _listen(self) -> bool:
        """IDLE until stopped (True) or until the connection fails (MailboxError); False: no IDLE here."""
        with contextlib.closing(ImapSession(self._account, readonly=True)) as session:
            self._session = session
            try:
                if not session.has("IDLE"):
                    return False
                while not self._stopping.is_set():
                    session.idle(self._renew, self._theirs, self._wake)
                    self.last_error = None
                return True
            finally:
                self._session = None
