"""Both servers together, in a thread with an event loop of their own: a small mail system on loopback.

    with EmbeddedServers(letters=Path("letters")) as servers:
        ...  # servers.imap_port, servers.smtp_port, servers.letters()

Mail sent to the helpdesk's address through the SMTP port lands in the IMAP INBOX of ``pomoc`` with the trace
lines of a real MTA; mail to any other address is kept as a file and shown to the IMAP user ``klient``.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from worker.adapters.embedded.post import Letter, LetterFolder, traced

if TYPE_CHECKING:
    from worker.adapters.embedded.imap_server import ImapServer
    from worker.adapters.embedded.smtp_server import SmtpServer

Answer = TypeVar("Answer")

START_LIMIT = 20.0  # seconds; a loaded machine needs some of them for the imports


class MissingExtraError(Exception):
    """pymap and aiosmtpd are not installed; install them with: pip install 'pomoc[demo]'."""


class EmbeddedServers:
    """A context manager; ports are known inside it. ``helpdesk`` are the addresses whose mail is for the worker.

    ``clock`` gives the time of arrival of every mail.

    Both users, ``user`` and ``customer``, have the same ``password``, for IMAP and for SMTP.
    Raises MissingExtraError when the ``demo`` extra is not installed, OSError when a given port is taken.
    """

    host = "127.0.0.1"

    def __init__(
        self,
        *,
        letters: Path,
        helpdesk: tuple[str, ...] = ("pomoc@localhost",),
        user: str = "pomoc",
        customer: str = "klient",
        password: str = "pomoc",  # noqa: S107 -- a demo on loopback; the caller may choose another
        imap_port: int = 0,
        smtp_port: int = 0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        into: Callable[[bytes], None] | None = None,
    ) -> None:
        self.user = user
        self.customer = customer
        self.password = password
        self.imap_port = imap_port
        self.smtp_port = smtp_port
        self._clock = clock
        self._helpdesk = frozenset(address.lower() for address in helpdesk)
        self._folder = LetterFolder(letters)
        self._into = into
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="pomoc-embedded", daemon=True)
        self._imap: ImapServer | None = None
        self._smtp: SmtpServer | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            self._run(self._start(), START_LIMIT)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def deliver(self, raw: bytes, *, envelope_from: str, recipient: str) -> None:
        """Take a mail as if it had come by SMTP. Raises OSError when a letter cannot be written."""
        self._run(self._deliver(envelope_from, recipient, raw, self.host, "localhost"))

    def letters(self) -> tuple[Letter, ...]:
        """Every accepted letter that was not for the helpdesk, in the order of acceptance."""
        return self._folder.listed()

    def _run(self, work: Coroutine[Any, Any, Answer], limit: float | None = None) -> Answer:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(limit)

    async def _start(self) -> None:
        try:
            from worker.adapters.embedded.imap_server import ImapServer  # noqa: PLC0415 -- optional extra
            from worker.adapters.embedded.smtp_server import SmtpServer  # noqa: PLC0415 -- optional extra
        except ModuleNotFoundError as error:
            raise MissingExtraError(
                f"The demo servers need {error.name}, which is not installed; run: pip install 'pomoc[demo]'"
            ) from error
        users = {self.user: self.password, self.customer: self.password}
        self._imap = ImapServer(users)
        self._smtp = SmtpServer(users, self._deliver)
        self.imap_port = await self._imap.start(self.imap_port)
        self.smtp_port = await self._smtp.start(self.smtp_port)

    async def _deliver(self, envelope_from: str, recipient: str, raw: bytes, peer: str, helo: str) -> None:
        assert self._imap is not None  # noqa: S101 -- started before anything can be delivered; for the type checker
        now = self._clock()
        kept = traced(raw, envelope_from=envelope_from, recipient=recipient, peer=peer, helo=helo, now=now)
        if recipient.lower() in self._helpdesk and self._into is not None:
            self._into(kept)
        elif recipient.lower() in self._helpdesk:
            await self._imap.append(self.user, kept, now)
        else:
            self._folder.keep(envelope_from, recipient, raw)
            await self._imap.append(self.customer, kept, now)

    def _end(self) -> None:
        with contextlib.suppress(Exception):  # it is ending anyway, and the caller's own error matters more
            self._run(self._stop(), 5.0)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5.0)
        if not self._thread.is_alive():
            self._loop.close()

    async def _stop(self) -> None:
        for server in (self._smtp, self._imap):
            if server is not None:
                await server.stop()
        mine = asyncio.current_task()
        open_connections = [task for task in asyncio.all_tasks() if task is not mine]
        for task in open_connections:
            task.cancel()
        await asyncio.gather(*open_connections, return_exceptions=True)
