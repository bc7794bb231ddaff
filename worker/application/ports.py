"""What the jobs need of the outside world: the mailbox (IMAP), the transport (SMTP), a process that reads beside us.

The database is not a port: tests use the real one.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from worker.domain.found import Details
from worker.domain.message import InboundMessage


class MailboxError(Exception):
    """The mailbox could not be read or changed. ``permanent``: waiting will not help, a person must act.

    ``code`` is one of: unreachable, certificate, login, folder, protocol. ``str(error)`` is one
    sentence saying what is wrong, where, and what to do.
    """

    def __init__(self, sentence: str, *, code: str, permanent: bool = False) -> None:
        super().__init__(sentence)
        self.code = code
        self.permanent = permanent


@dataclass(frozen=True, kw_only=True, slots=True)
class FetchedMessage:
    """One message as the server gave it. ``raw`` is None when the message is over the size cap.

    ``header`` then holds the header bytes (at most 256 KiB). ``received_at`` is INTERNALDATE, zone-aware.
    """

    uid: int
    size: int
    received_at: datetime
    raw: bytes | None
    header: bytes = b""


Reader = Callable[[FetchedMessage, bool], InboundMessage]
"""Parses a fetched message; the second argument asks for the confined reader (a child process with limits). Whatever it
raises shunts that mail alone.
"""


class Folder(StrEnum):
    """Where a handled message is put, so that a person can look into it."""

    PROCESSED = "Przetworzone"
    REJECTED = "Odrzucone"
    QUARANTINE = "Kwarantanna"


class Mailbox(Protocol):
    """One IMAP folder. Every method may raise MailboxError; after one, the next call connects anew.

    Not thread-safe: all calls come from one thread. Nothing is ever deleted or expunged.
    """

    @property
    def name(self) -> str:
        """Stable identity for the ledger: ``user@host/folder``."""
        ...

    def open(self) -> int:
        """Connect if needed, SELECT, and return UIDVALIDITY; creates missing target folders."""
        ...

    def uids(self) -> list[int]:
        """All UIDs now in the folder, ascending."""
        ...

    def weigh(self, uids: Sequence[int]) -> dict[int, int]:
        """UID -> announced size in bytes; one that vanished meanwhile is left out."""
        ...

    def fetch(self, uids: Sequence[int]) -> list[FetchedMessage]:
        """BODY.PEEK[] of these UIDs; one that vanished meanwhile is left out. No flag changes."""
        ...

    def file(self, uids: Sequence[int], folder: Folder) -> None:
        """Acknowledge: MOVE to the folder (or only flag, by setting). UIDs already gone are fine."""
        ...

    def close(self) -> None:
        """Log out; never raises."""
        ...


class Fate(StrEnum):
    """How one attempt to send ended."""

    ACCEPTED = "accepted"  # 250 after the dot
    REFUSED = "refused"  # 5xx, or an address that can never be sent to: do not try again
    DEFERRED = "deferred"  # 4xx, or lost before the first byte of the letter left: try again later
    UNCERTAIN = "uncertain"  # lost after that and before the answer to the dot: the same bytes again


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """The end of one attempt: its fate, the SMTP code (0 when none) and the server's or our sentence."""

    fate: Fate
    code: int = 0
    text: str = ""


class Connection(Protocol):
    """One kept SMTP connection; reconnects by itself when the server closed it between two letters."""

    async def send(
        self, envelope_from: str, recipient: str, raw: bytes, *, before_data: Callable[[], Awaitable[None]]
    ) -> Attempt:
        """MAIL, RCPT, then ``await before_data()`` (the caller persists the phase), then DATA.

        Never raises for anything the network or the server does. ``envelope_from`` "" is the null path.
        """
        ...

    async def close(self) -> None:
        """QUIT if connected; never raises."""
        ...


class Transport(Protocol):
    """Gives connections; delivery keeps a few side by side."""

    def connection(self) -> Connection:
        """A new, still unconnected, connection."""
        ...


class ReaderBeside(Protocol):
    """Reads mails in a process of its own. ``ready`` never waits; ``read`` is for whole mails, and only when ready."""

    @property
    def ready(self) -> bool:
        """Whether it has come up."""
        ...

    def read(self, raw: bytes) -> tuple[InboundMessage, Details | None]:
        """The mail and, where a person wrote it, its details. Raises anything when it cannot be read there."""
        ...
