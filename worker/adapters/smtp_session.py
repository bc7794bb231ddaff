"""One open, secured, logged-in SMTP connection; the only file that knows aiosmtplib.

aiosmtplib raises the same exception for a connection lost before and after the server accepted a letter, and its
``sendmail`` hides which command a reply belongs to. Here every command is one call that gives a ``Reply``
or raises ``LostError``, so that the caller always knows how far the letter came.
"""

import asyncio
import contextlib
import re
import ssl
from dataclasses import dataclass

import aiosmtplib

from worker.adapters.account import Security, is_loopback, verified_context
from worker.adapters.oauth import OAuthError
from worker.adapters.smtp_account import SmtpAccount

FAREWELL = 2.0  # seconds QUIT may take


class LostError(Exception):
    """The connection is gone, stalls, or speaks something else than SMTP; what happened is the message."""


class UnusableError(Exception):
    """No session could be had: nobody there, wrong certificate, login refused. Never the letter's fault."""

    def __init__(self, sentence: str, *, code: int = 0) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """A server's answer: code 200-599 and its text on one line of at most 400 characters."""

    code: int
    text: str


class SmtpSession:
    """Made by ``SmtpSession.open(account)``; every method raises LostError when the connection fails."""

    def __init__(self, account: SmtpAccount, client: aiosmtplib.SMTP) -> None:
        self._account = account
        self._client = client

    @classmethod
    async def open(cls, account: SmtpAccount) -> "SmtpSession":
        """Connect, EHLO, STARTTLS, AUTH as the account says. Raises UnusableError with a sentence."""
        session = cls(account, _client(account))
        try:
            await session._connect()
        except BaseException:
            session.abandon()
            raise
        return session

    @property
    def alive(self) -> bool:
        """Whether no end of the connection was noticed yet."""
        return self._client.is_connected

    def offers(self, extension: str) -> bool:
        """Whether EHLO listed the extension, e.g. ``8BITMIME``."""
        return self._client.supports_extension(extension.lower())

    @property
    def size_limit(self) -> int:
        """The largest letter in bytes the server announced (RFC 1870); 0 when it set no limit."""
        announced = self._client.esmtp_extensions.get("size", "")
        return int(announced) if announced.isascii() and announced.isdigit() else 0

    async def command(self, line: str, timeout: float | None = None) -> Reply:
        """One command and its reply. ``line`` holds no control characters."""
        try:
            response = await self._client.execute_command(line.encode(), timeout=timeout or self._account.reply_timeout)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise LostError(_told(error)) from error
        return _reply(response.code, response.message)

    async def letter(self, raw: bytes) -> Reply:
        """The bytes after a 354, dot-stuffed, and the reply to the dot. ``raw`` is in network form (CRLF)."""
        protocol = self._client.protocol
        if protocol is None:
            raise LostError("the connection was closed")
        # Dots by hand and not by aiosmtplib's data(): that sends DATA itself and hides whether 354 came.
        stuffed = re.sub(rb"(?m)^\.", b"..", raw) if raw.startswith(b".") or b"\n." in raw else raw
        try:
            protocol.write(stuffed)  # a letter may have 25 MB: no copy of it for the last line
            protocol.write(b".\r\n")
            response = await protocol.read_response(timeout=self._account.data_timeout)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise LostError(_told(error)) from error
        return _reply(response.code, response.message)

    async def quit(self) -> None:
        """QUIT; never raises."""
        with contextlib.suppress(LostError):
            await self.command("QUIT", timeout=FAREWELL)
        self.abandon()

    def abandon(self) -> None:
        """Drop the connection without a word; what was sent without its final dot is thrown away by the server."""
        protocol = self._client.protocol
        transport = protocol.transport if protocol is not None else None
        self._client.close()
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()  # close() would first try to send what is still buffered

    async def _connect(self) -> None:
        account = self._account
        try:
            await self._client.connect(timeout=account.connect_timeout)
            await self._client.ehlo(timeout=account.reply_timeout)
        except aiosmtplib.SMTPHeloError as error:
            if error.code < 500:
                raise _unusable(account, error) from error
            await self._helo()
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise _unusable(account, error) from error
        if account.security is Security.STARTTLS:
            await self._upgrade()
        if account.user:
            await self._log_in()

    async def _helo(self) -> None:
        """EHLO was refused: a server of before 1995 knows HELO, anything else refuses that as well."""
        try:
            await self._client.helo(timeout=self._account.reply_timeout)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise _unusable(self._account, error) from error

    async def _upgrade(self) -> None:
        account = self._account
        if not self.offers("STARTTLS"):
            raise UnusableError(
                f"The SMTP server {account.place} does not offer STARTTLS, and letters are never sent in clear; "
                'set [smtp] security = "tls" and port = 465.'
            )
        try:
            await self._client.starttls(tls_context=_context(account), timeout=account.connect_timeout)
            await self._client.ehlo(timeout=account.reply_timeout)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise _unusable(account, error) from error

    async def _log_in(self) -> None:
        account = self._account
        try:
            if account.oauth is not None:
                token = await asyncio.to_thread(account.oauth.token)
                await self._client.auth_xoauth2(account.user, token, timeout=account.reply_timeout)
            else:
                await self._client.login(account.user, await self._password(), timeout=account.reply_timeout)
        except aiosmtplib.SMTPAuthenticationError as error:
            if account.oauth is not None:
                account.oauth.forget()
            advice = "it is tried again by itself" if error.code < 500 else "check [smtp] user and password"
            raise UnusableError(
                f"The SMTP server {account.place} refused the login of {account.user} "
                f"({error.code} {_line(error.message)}); {advice}.",
                code=error.code,
            ) from error
        except OAuthError as error:
            raise UnusableError(str(error)) from error
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise _unusable(account, error) from error

    async def _password(self) -> str:
        account = self._account
        if account.password is None:
            raise UnusableError(f"No password for {account.user} at {account.place}; set [smtp] password_file.")
        try:
            return await asyncio.to_thread(account.password.reveal)
        except Exception as error:
            raise UnusableError(
                f"The password of {account.user} at {account.place} cannot be had ({error}); "
                "check [smtp] password_file or password_command."
            ) from error


def _client(account: SmtpAccount) -> aiosmtplib.SMTP:
    if account.security is Security.NONE and not is_loopback(account.host):
        raise UnusableError(
            f'[smtp] security = "none" would send every letter to {account.host} in clear; '
            'set "tls" or "starttls" (plaintext is for this machine only).'
        )
    try:
        return aiosmtplib.SMTP(
            hostname=account.host,
            port=account.port,
            use_tls=account.security is Security.TLS,
            start_tls=False,  # None would take STARTTLS when offered and go on in clear when not
            tls_context=_context(account) if account.security is Security.TLS else None,
            local_hostname=account.helo or None,
            timeout=account.reply_timeout,
        )
    except ValueError as error:
        raise UnusableError(f"The settings for the SMTP server {account.place} do not fit ({error}).") from error


def _context(account: SmtpAccount) -> ssl.SSLContext:
    try:
        return verified_context(account.ca_file)
    except OSError as error:
        raise UnusableError(
            f"The file {account.ca_file} with the certificate authorities cannot be read ({error}); "
            "check [smtp] ca_file."
        ) from error


def _unusable(account: SmtpAccount, error: Exception) -> UnusableError:
    causes = [error, error.__cause__, error.__context__]
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return UnusableError(
                f"The certificate of the SMTP server {account.place} cannot be trusted ({cause.verify_message}); "
                "set [smtp] host to the name in the certificate, or ca_file to the company's own authority."
            )
        if isinstance(cause, ssl.SSLError) and cause.reason == "WRONG_VERSION_NUMBER":
            return UnusableError(
                f"Port {account.port} of {account.host} does not speak TLS from the first byte; "
                'set [smtp] security = "starttls".'
            )
    if isinstance(error, aiosmtplib.SMTPResponseException) and 400 <= error.code <= 599:
        return UnusableError(
            f"The SMTP server {account.place} does not want to talk to us ({error.code} {_line(error.message)}).",
            code=error.code,
        )
    return UnusableError(f"The SMTP server {account.place} cannot be used now ({_told(error)}).")


def _reply(code: int, text: str) -> Reply:
    if not 200 <= code <= 599:
        raise LostError(f"the server answered with {code}, which is not SMTP")
    return Reply(code=code, text=_line(text))


def _told(error: Exception) -> str:
    if isinstance(error, aiosmtplib.SMTPTimeoutError | TimeoutError):
        return "it did not answer in time"
    if isinstance(error, aiosmtplib.SMTPServerDisconnected):
        return "it closed the connection"
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return f"it answered something that is not SMTP: {_line(error.message)}"
    return _line(str(error)) or type(error).__name__


def _line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))[:400]
