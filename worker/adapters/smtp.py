"""The transport of the walk: step 8 (send) over SMTP (RFC 5321), one letter after another on a kept connection.

The fate of a letter is decided by how far it came. Until the first byte of it has left, whatever happens is
DEFERRED: nobody can have accepted it. From then until the answer to the dot, a loss is UNCERTAIN: the
same bytes with the same Message-ID must go again. A refused login, greeting or EHLO is never the letter's fault.
"""

import re
import time
from collections.abc import Awaitable, Callable

from worker.adapters.smtp_account import SmtpAccount
from worker.adapters.smtp_envelope import UnsendableError, sendable
from worker.adapters.smtp_session import LostError, Reply, SmtpSession, UnusableError
from worker.application.ports import Attempt, Fate

# 5yz that speak of the session and not of this letter: authentication wanted (530, 534, 535, 538), bad sequence (503).
SESSION_TROUBLE = frozenset({503, 530, 534, 535, 538})
SERVICE_CLOSING = 421


class SmtpTransport:
    """``worker.application.ports.Transport``."""

    def __init__(self, account: SmtpAccount) -> None:
        self._account = account

    def connection(self) -> "SmtpConnection":
        """A new, still unconnected, connection."""
        return SmtpConnection(self._account)


class SmtpConnection:
    """``worker.application.ports.Connection``: one letter at a time; calls must not overlap."""

    def __init__(self, account: SmtpAccount) -> None:
        self._account = account
        self._session: SmtpSession | None = None
        self._letters = 0
        self._used_at = 0.0
        self._clean = True  # no transaction is open on the server

    async def send(
        self, envelope_from: str, recipient: str, raw: bytes, *, before_data: Callable[[], Awaitable[None]]
    ) -> Attempt:
        """MAIL, RCPT, then ``await before_data()``, then DATA; see the module for the fates.

        ``raw`` in network form arrives byte for byte; a lone CR or LF in it would not survive SMTP
        (RFC 5321 2.3.8) and leaves as CRLF. Raises only what ``before_data`` raises.
        """
        letter = network_form(raw)
        try:
            to = sendable(recipient)
        except UnsendableError as error:
            return Attempt(fate=Fate.REFUSED, text=str(error))
        try:
            sender = sendable(envelope_from) if envelope_from else ""
        except UnsendableError as error:
            # Ours to correct in the settings: the letter waits.
            return Attempt(fate=Fate.DEFERRED, text=f"The envelope sender is wrong: {error}")
        try:
            ready = await self._introduce(sender, to, letter)
            if isinstance(ready, Attempt):
                return ready
            await before_data()
            return await self._hand_over(ready, letter)
        except BaseException:
            # before_data failed, or we were cancelled somewhere in the dialogue: its state is unknown.
            self._drop()
            raise

    async def check(self) -> Attempt:
        """Connect and log in without sending anything: ACCEPTED, or DEFERRED with the sentence to show."""
        try:
            await self._ready()
        except (UnusableError, LostError) as error:
            return _deferred(error)
        return Attempt(fate=Fate.ACCEPTED, code=250, text=f"{self._account.place} takes letters.")

    async def close(self) -> None:
        """QUIT if connected; never raises."""
        session, self._session = self._session, None
        if session is not None:
            await session.quit()

    async def _introduce(self, sender: str, to: str, letter: bytes) -> SmtpSession | Attempt:
        """Connect, MAIL and RCPT: the session ready for DATA, or the letter's fate.

        A kept connection may have been closed meanwhile, noticed only by writing to it or told by 421;
        that says nothing about the server's health, so a fresh one is tried at once.
        """
        kept = self._session
        while True:
            session = None
            try:
                session = await self._ready()
                refused = await self._dialogue(session, sender, to, letter)
            except (UnusableError, LostError) as error:
                self._drop()
                refused = _deferred(error)
            else:
                if refused is None:
                    return session
            dropped = self._session is None
            if kept is None or session is not kept or not dropped:
                return refused
            kept = None

    async def _dialogue(self, session: SmtpSession, sender: str, to: str, letter: bytes) -> Attempt | None:
        """MAIL and RCPT with the parameters the server knows; None when both were taken."""
        limit = session.size_limit
        if limit and len(letter) > limit:
            text = f"The letter has {len(letter)} bytes; {self._account.place} takes at most {limit}."
            return Attempt(fate=Fate.REFUSED, code=552, text=text)
        parameters = ""
        if session.offers("SIZE"):
            parameters += f" SIZE={len(letter)}"
        if session.offers("8BITMIME") and not letter.isascii():
            parameters += " BODY=8BITMIME"
        if not (sender + to).isascii():
            if not session.offers("SMTPUTF8"):
                text = f"The address {to} needs SMTPUTF8, which {self._account.place} does not offer."
                return Attempt(fate=Fate.REFUSED, code=553, text=text)
            parameters += " SMTPUTF8"
        self._clean = False
        reply = await session.command(f"MAIL FROM:<{sender}>{parameters}")
        if reply.code // 100 == 2:
            reply = await session.command(f"RCPT TO:<{to}>")
        if reply.code // 100 == 2:
            return None
        return self._judged(reply)

    async def _hand_over(self, session: SmtpSession, letter: bytes) -> Attempt:
        """DATA and the letter; MAIL and RCPT have just succeeded on the session."""
        try:
            reply = await session.command("DATA")
        except LostError as error:
            self._drop()
            return Attempt(fate=Fate.DEFERRED, text=f"{self._account.place} at DATA: {error}")
        if reply.code != 354:
            return self._judged(reply)
        try:
            reply = await session.letter(letter)
        except LostError as error:
            self._drop()
            text = f"{self._account.place} was given the letter, but its answer did not come: {error}"
            return Attempt(fate=Fate.UNCERTAIN, text=text)
        if reply.code // 100 == 2:
            self._letters, self._clean, self._used_at = self._letters + 1, True, time.monotonic()
            return Attempt(fate=Fate.ACCEPTED, code=reply.code, text=reply.text)
        self._drop()  # refused perhaps before all of it was sent: the rest would be read as commands
        if reply.code // 100 == 3:
            text = f"{self._account.place} answered the letter with {reply.code}, which decides nothing."
            return Attempt(fate=Fate.UNCERTAIN, code=reply.code, text=text)
        return self._judged(reply)

    def _judged(self, reply: Reply) -> Attempt:
        """What a refusing reply means for the letter."""
        if reply.code // 100 == 5 and reply.code not in SESSION_TROUBLE:
            return Attempt(fate=Fate.REFUSED, code=reply.code, text=reply.text)
        if reply.code // 100 != 4 or reply.code == SERVICE_CLOSING:
            self._drop()  # closing, or out of step: 2yz or 3yz where neither can be
        return Attempt(fate=Fate.DEFERRED, code=reply.code, text=reply.text)

    async def _ready(self) -> SmtpSession:
        """The kept session when it still answers and has a clean slate, else a new one."""
        session = self._session
        if session is not None and self._letters < self._account.letters_per_connection and session.alive:
            idle = time.monotonic() - self._used_at > self._account.probe_after
            if self._clean and not idle:
                return session
            try:
                reply = await session.command("NOOP" if self._clean else "RSET", self._account.probe_timeout)
            except LostError:
                self._drop()
            else:
                if reply.code // 100 == 2:
                    self._clean = True
                    self._used_at = time.monotonic()
                    return session
        await self.close()
        self._session = await SmtpSession.open(self._account)
        self._letters, self._clean, self._used_at = 0, True, time.monotonic()
        return self._session

    def _drop(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.abandon()


def network_form(raw: bytes) -> bytes:
    """Every line ended by CRLF, the last one too; unchanged when it already is so."""
    if not raw.count(b"\r") == raw.count(b"\n") == raw.count(b"\r\n"):  # counting takes a fiftieth of a search
        raw = re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
    return raw if raw.endswith(b"\r\n") else raw + b"\r\n"


def _deferred(error: UnusableError | LostError) -> Attempt:
    return Attempt(fate=Fate.DEFERRED, code=getattr(error, "code", 0), text=str(error))
