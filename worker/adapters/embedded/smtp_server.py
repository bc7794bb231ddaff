"""The SMTP side: aiosmtpd, taking mail for the helpdesk's box and letters for everybody else."""

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

SIZE_LIMIT = 40 * 1024 * 1024

# (envelope sender, recipient, bytes, peer address, HELO name); an exception means "try again later"
Deliver = Callable[[str, str, bytes, str, str], Awaitable[None]]


# aiosmtpd warns at every login of an attribute that it sets itself, and at every line it does not understand.
logging.getLogger("mail.log").setLevel(logging.ERROR)


class _Server(SMTP):
    # Real mail has lines far over the 998 of RFC 5322; a server in front of people takes them (Postfix, too).
    line_length_limit = 4 * 1024 * 1024


class _Door:
    """aiosmtpd's hooks; the names and the order of arguments are aiosmtpd's."""

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- the name aiosmtpd calls
        peer = session.peer[0] if isinstance(session.peer, tuple) else "127.0.0.1"
        raw = envelope.original_content or b""
        sender = (envelope.mail_from or "").removeprefix("<>")  # aiosmtpd spells the null path out
        try:
            for recipient in envelope.rcpt_tos:
                await self._deliver(sender, recipient, raw, str(peer), session.host_name or "")
        except Exception as error:  # whatever it is, the sender keeps the mail and comes again
            return f"451 4.3.0 Not delivered: {' '.join(str(error).split())[:200]}"
        return "250 2.0.0 Delivered"


class SmtpServer:
    """An aiosmtpd on 127.0.0.1. AUTH is offered and checked, but not demanded: customers send in without it."""

    def __init__(self, users: Mapping[str, str], deliver: Deliver) -> None:
        """``users``: user name -> password."""
        self._users = dict(users)
        self._door = _Door(deliver)
        self._server: asyncio.Server | None = None

    async def start(self, port: int) -> int:
        """Listen on the port (0: any free one); returns the port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._protocol, host="127.0.0.1", port=port)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()

    def _protocol(self) -> SMTP:
        return _Server(
            self._door,
            data_size_limit=SIZE_LIMIT,
            enable_SMTPUTF8=True,
            hostname="localhost",
            ident="Pomoc demo",
            authenticator=self._authenticate,
            auth_require_tls=False,  # both ends are this machine
            loop=asyncio.get_running_loop(),
        )

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        if not isinstance(data, LoginPassword):
            return AuthResult(success=False, handled=False)
        expected = self._users.get(data.login.decode("utf-8", "replace"), "")
        right = bool(expected) and hmac.compare_digest(expected.encode(), data.password)
        return AuthResult(success=right, handled=False)
