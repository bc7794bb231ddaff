"""The mailbox of the walk: steps 1 (poll) and 7 (acknowledge) over IMAP (RFC 3501, MOVE: RFC 6851).

Reading peeks, so nothing is flagged by it. Nothing is ever deleted or expunged: a handled message is moved, or,
where the server cannot MOVE or the setting says so, only flagged.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from worker.adapters.imap_account import ImapAccount
from worker.adapters.imap_errors import connection_lost
from worker.adapters.imap_session import Attributes, ImapSession, zoned
from worker.application.ports import FetchedMessage, Folder, MailboxError

Answer = TypeVar("Answer")

# imaplib reads lines of at most 1,000,000 bytes; a UID takes up to 11 of them in the answer to SEARCH.
SEARCH_SPAN = 80_000
DONE_KEYWORD = "$PomocDone"
SEEN = "\\Seen"


class ImapMailbox:
    """``worker.application.ports.Mailbox`` over IMAP. Not thread-safe.

    After any MailboxError the connection is dropped and the next call makes a new one. UIDs are only good
    under the UIDVALIDITY that the last ``open`` returned: should the server renumber the folder behind a
    reconnect, ``uids``, ``fetch`` and ``file`` refuse until ``open`` is called again.
    """

    def __init__(self, account: ImapAccount, *, search_span: int = SEARCH_SPAN) -> None:
        self._account, self._search_span = account, search_span
        self._session: ImapSession | None = None
        self._uidvalidity: int | None = None
        self._folders: dict[Folder, str] = {}
        self.unreadable: frozenset[int] = frozenset()

    @property
    def name(self) -> str:
        """``user@host/folder``."""
        return self._account.name

    def open(self) -> int:
        """Connect if needed, SELECT and return UIDVALIDITY; creates missing target folders."""
        fresh = self._session is None
        self._uidvalidity = None

        def select(session: ImapSession) -> int:
            # SELECT again on a kept connection: only it tells that the folder was renumbered.
            return session.uidvalidity if fresh else session.select()

        self._uidvalidity = self._with(select)
        return self._uidvalidity

    def uids(self) -> list[int]:
        """All UIDs now in the folder, ascending. Never ``UID n:*``, which always names the last message."""
        return self._with(lambda session: _all_uids(session, self._search_span))

    def fetch(self, uids: Sequence[int]) -> list[FetchedMessage]:
        """BODY.PEEK[] of these UIDs in their order; header only above the size cap.

        A message that vanished meanwhile is left out. So is one whose body the server does not give
        (``BODY[] NIL``, or NO for it alone): it stays in the folder, the next poll meets it again, and
        until then ``unreadable`` names it.
        """
        self.unreadable = frozenset()
        return self._with(lambda session: self._fetch(session, list(dict.fromkeys(uids))))

    def weigh(self, uids: Sequence[int]) -> dict[int, int]:
        """UID -> announced size in bytes, of those that still exist: ``fetch`` holds all it was asked for in
        memory at once, so a caller with a bound asks first and fetches in portions."""

        def ask(session: ImapSession) -> dict[int, int]:
            about: dict[int, Attributes] = {}
            for chunk in _chunks(list(uids), self._account.batch):
                about |= self._ask(session, chunk, ("RFC822.SIZE",))
            return {uid: int(facts[b"RFC822.SIZE"]) for uid, facts in about.items() if b"RFC822.SIZE" in facts}

        return self._with(ask)

    def file(self, uids: Sequence[int], folder: Folder) -> None:
        """MOVE to the folder; or flag ``\\Seen`` and ``$PomocDone`` when MOVE is missing or not wanted."""
        if uids:
            self._with(lambda session: self._file(session, list(dict.fromkeys(uids)), folder))

    def close(self) -> None:
        """Log out; never raises."""
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _with(self, work: Callable[[ImapSession], Answer]) -> Answer:
        try:
            return work(self._ready())
        except MailboxError as error:
            if self._session is not None and connection_lost(error):
                self._session.hang_up()  # no farewell to a server that does not listen
            self.close()
            raise

    def _ready(self) -> ImapSession:
        if self._session is None:
            self._session = ImapSession(self._account)
            self._folders = self._prepare_folders(self._session)
        if self._uidvalidity is not None and self._session.uidvalidity != self._uidvalidity:
            raise MailboxError(
                f"The folder {self.name} was renumbered by the server while we were away "
                f"(UIDVALIDITY {self._uidvalidity} became {self._session.uidvalidity}); it is polled anew.",
                code="folder",
            )
        return self._session

    def _prepare_folders(self, session: ImapSession) -> dict[Folder, str]:
        if self._account.flag_only or not session.has("MOVE"):
            return {}
        prefix = session.personal_prefix()
        names = {folder: f"{prefix}{folder.value}" for folder in Folder}
        for name in names.values():
            session.ensure_folder(name)
        return names

    def _fetch(self, session: ImapSession, uids: list[int]) -> list[FetchedMessage]:
        found: dict[int, FetchedMessage] = {}
        for chunk in _chunks(uids, self._account.batch):
            about = self._ask(session, chunk, ("RFC822.SIZE", "INTERNALDATE"))
            sizes = {uid: int(facts[b"RFC822.SIZE"]) for uid, facts in about.items() if b"RFC822.SIZE" in facts}
            small = [uid for uid in chunk if uid in sizes and sizes[uid] <= self._account.size_cap]
            large = [uid for uid in chunk if uid in sizes and sizes[uid] > self._account.size_cap]
            header_item = f"BODY.PEEK[HEADER]<0.{self._account.header_cap}>"
            bodies: dict[int, Attributes] = {}
            for batch in _batches(small, sizes, self._account.batch_bytes):
                bodies |= self._ask(session, batch, ("BODY.PEEK[]",))
            for uid in small:
                raw = bodies.get(uid, {}).get(b"BODY[]")
                if isinstance(raw, bytes):
                    found[uid] = self._message(uid, about[uid], raw)
                elif uid in bodies:
                    self.unreadable |= {uid}
            for uid, facts in self._ask(session, large, (header_item,)).items():
                header = facts.get(b"BODY[HEADER]<0>") or b""
                found[uid] = FetchedMessage(
                    uid=uid,
                    size=sizes[uid],
                    received_at=_received(about[uid]),
                    raw=None,
                    header=header[: self._account.header_cap],
                )
        return [found[uid] for uid in uids if uid in found]

    def _ask(self, session: ImapSession, uids: list[int], items: Sequence[str]) -> dict[int, Attributes]:
        """UID FETCH; when the server refuses the batch or answers rubbish, message by message, so that
        one bad mail holds up no other. All of several refused is the server's trouble and raised."""
        if not uids:
            return {}
        try:
            return session.fetch(uids, items)
        except MailboxError as error:
            if connection_lost(error) or error.code != "protocol":
                raise
            refused = error
        answers: dict[int, Attributes] = {}
        failed: set[int] = set()
        for uid in uids:
            try:
                answers |= session.fetch([uid], items)
            except MailboxError as error:
                if connection_lost(error):
                    raise
                failed.add(uid)
        if len(failed) == len(uids) > 1:
            raise refused
        self.unreadable |= failed
        return answers

    def _message(self, uid: int, facts: Attributes, raw: bytes) -> FetchedMessage:
        """A server may announce a wrong RFC822.SIZE: the cap holds for the bytes that came."""
        received_at = _received(facts)
        if len(raw) <= self._account.size_cap:
            return FetchedMessage(uid=uid, size=len(raw), received_at=received_at, raw=raw)
        header = raw[: self._account.header_cap].partition(b"\r\n\r\n")[0]
        return FetchedMessage(uid=uid, size=len(raw), received_at=received_at, raw=None, header=header)

    def _file(self, session: ImapSession, uids: list[int], folder: Folder) -> None:
        for chunk in _chunks(uids, self._account.batch):
            if folder not in self._folders:
                session.add_flags(chunk, [SEEN, DONE_KEYWORD] if session.keywords else [SEEN])
                continue
            try:
                session.move(chunk, self._folders[folder])
            except MailboxError as error:
                if connection_lost(error):
                    raise
                # Somebody removed the folder since we looked (NO [TRYCREATE]).
                session.ensure_folder(self._folders[folder])
                session.move(chunk, self._folders[folder])


def _all_uids(session: ImapSession, span: int) -> list[int]:
    """One SEARCH, or several by ``span`` sequence numbers when the answer would not fit imaplib's line.

    Mail that comes or goes between two ranges can be missed once; the next poll has it.
    """
    if session.exists <= span:
        found = session.search(["ALL"])
    else:
        starts = range(1, session.exists + 1, span)
        spans = [f"{start}:{start + span - 1}" for start in starts[:-1]] + [f"{starts[-1]}:*"]
        found = [uid for span in spans for uid in session.search([span])]
    return sorted(set(found))


def _received(facts: Attributes) -> datetime:
    """INTERNALDATE; a server that gives none has received the message by now."""
    return zoned(facts.get(b"INTERNALDATE")) or datetime.now(UTC)


def _chunks(uids: list[int], count: int) -> Iterator[list[int]]:
    for start in range(0, len(uids), count):
        yield uids[start : start + count]


def _batches(uids: list[int], sizes: dict[int, int], limit: int) -> Iterator[list[int]]:
    """Runs of UIDs of at most ``limit`` bytes together; a larger message goes alone."""
    batch: list[int] = []
    weight = 0
    for uid in uids:
        if batch and weight + sizes[uid] > limit:
            yield batch
            batch, weight = [], 0
        batch.append(uid)
        weight += sizes[uid]
    if batch:
        yield batch
