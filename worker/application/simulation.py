"""What would happen to an existing mailbox: every mail through the real ``record``, against a private database.

The clock follows the mails' own dates, so that completions, brakes and deadlines fall as they would have. Nothing
is sent, and the private database keeps no mail: the bytes are struck out as soon as they are judged.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Engine, update
from sqlmodel import Session, col, select

from worker.application.drafts import with_documents
from worker.application.ingest import offer_file
from worker.application.office import Office
from worker.application.ports import Reader
from worker.application.shunting import record_or_shunt
from worker.domain.calendar import local_day
from worker.domain.verdict import Reason
from worker.mail.mime import caps
from worker.store.engine import reading, transaction
from worker.store.tables import LedgerEntry, OutboxLetter, OutboxState, RawMessage
from worker.terms import price_lists

LOT = 50


class StoredMail(Protocol):
    """One mail of the mailbox, on disk until somebody reads it."""

    @property
    def name(self) -> str:
        """Where it is: a file, or a file and the number in it."""
        ...

    @property
    def size(self) -> int:
        """Bytes."""
        ...

    @property
    def received_at(self) -> datetime:
        """When it arrived; zone-aware."""
        ...

    def read(self, limit: int | None = None) -> bytes:
        """Its bytes, or the first ``limit`` of them. Raises OSError."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """One mail and what would have become of it. ``letters`` and ``held`` are kinds of letters, with repeats.

    ``milliseconds``: what reading, judging, recording and writing its letters took.
    """

    name: str
    received_at: datetime
    message_id: str
    sender: str
    subject: str
    verdict: str
    kind: str
    reasons: tuple[Reason, ...]
    letters: tuple[str, ...]
    held: tuple[tuple[str, str], ...]  # recipient and brake
    milliseconds: int
    error: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Mails that ended the same way for the same first reason."""

    verdict: str
    kind: str
    reason: Reason
    mails: tuple[Judged, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Simulation:
    """The whole mailbox. ``shifted`` is by how much the clock ran ahead of the mails' dates."""

    judged: tuple[Judged, ...]
    unreadable: tuple[str, ...]
    shifted: timedelta

    @property
    def outcomes(self) -> Counter[str]:
        """How many mails ended how."""
        return Counter(one.verdict for one in self.judged)

    @property
    def groups(self) -> tuple[Group, ...]:
        """By outcome, kind and first reason, the largest group of each outcome first."""
        found: dict[tuple[str, str, Reason], list[Judged]] = defaultdict(list)
        for one in self.judged:
            found[(one.verdict, one.kind, one.reasons[0])].append(one)
        outcomes = self.outcomes
        order = sorted(found, key=lambda key: (-outcomes[key[0]], key[0], -len(found[key])))
        return tuple(Group(verdict=key[0], kind=key[1], reason=key[2], mails=tuple(found[key])) for key in order)

    @property
    def letters(self) -> Counter[str]:
        """Letters that would have left, by kind."""
        return Counter(kind for one in self.judged for kind in one.letters)

    @property
    def held(self) -> Counter[tuple[str, str]]:
        """Letters that a brake would have kept back, by recipient and brake."""
        return Counter(pair for one in self.judged for pair in one.held)


def simulate(
    engine: Engine,
    mails: Sequence[StoredMail],
    office: Office,
    read: Reader,
    progress: Callable[[int], None] = lambda done: None,
) -> Simulation:
    """Judge ``mails`` in the given order (oldest first). ``engine`` is a migrated, empty, private database."""
    judged: list[Judged] = []
    unreadable: list[str] = []
    shift = _shift(mails)
    for start in range(0, len(mails), LOT):
        lot = mails[start : start + LOT]
        entries: list[_Entry] = []
        with transaction(engine) as session:
            for uid, mail in enumerate(lot, start + 1):
                try:
                    raw = mail.read(None if mail.size <= caps.MESSAGE else caps.HEADERS)
                except OSError as error:
                    unreadable.append(f"{mail.name}: {error.strerror}")
                else:
                    began = time.perf_counter()
                    key = _one(session, raw, mail, uid, shift, office, read)
                    took = round((time.perf_counter() - began) * 1000)
                    entries.append(_Entry(mail=mail, ledger_id=key, milliseconds=took))
                progress(1)
            _strike_out(session)
        judged.extend(_read_back(engine, entries))
    return Simulation(judged=tuple(judged), unreadable=tuple(unreadable), shifted=shift)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    mail: StoredMail
    ledger_id: int
    milliseconds: int


def _one(
    session: Session, raw: bytes, mail: StoredMail, uid: int, shift: timedelta, office: Office, read: Reader
) -> int:
    when = mail.received_at + shift
    offered = offer_file(raw, size=max(mail.size, len(raw)), uid=uid, received_at=when, read=read)
    # made while the transaction waits: nobody else has this private database
    entry = with_documents(lambda made: record_or_shunt(session, replace(offered, made=made), office, when))
    assert entry.id is not None  # noqa: S101 - flushed by record and by shunt
    return entry.id


def _shift(mails: Sequence[StoredMail]) -> timedelta:
    """Letters name a tariff, and there was none before the first price list: older mails move on by whole weeks."""
    if not mails:
        return timedelta()
    missing = price_lists()[0].valid_from - local_day(min(mail.received_at for mail in mails))
    return timedelta(weeks=max(0, -(-missing.days // 7)))


def _strike_out(session: Session) -> None:
    session.exec(update(RawMessage).where(col(RawMessage.data) != b"").values(data=b""))
    session.exec(update(OutboxLetter).where(col(OutboxLetter.raw) != b"").values(raw=b""))


def _read_back(engine: Engine, entries: Sequence[_Entry]) -> list[Judged]:
    ids = [one.ledger_id for one in entries]
    letters: dict[int, list[OutboxLetter]] = defaultdict(list)
    with reading(engine) as session:
        for letter in session.exec(select(OutboxLetter).where(col(OutboxLetter.ledger_id).in_(ids))):
            letters[letter.ledger_id or 0].append(letter)
        rows = {row.id: row for row in session.exec(select(LedgerEntry).where(col(LedgerEntry.id).in_(ids)))}
    return [_judged(one, rows[one.ledger_id], letters[one.ledger_id]) for one in entries]


def _judged(done: _Entry, entry: LedgerEntry, letters: Sequence[OutboxLetter]) -> Judged:
    told = entry.explanation
    codes = [one if isinstance(one, str) else one["code"] for one in told["reasons"]]
    held = [note for note in told.get("notes", []) if "brake" in note]
    return Judged(
        name=done.mail.name,
        received_at=done.mail.received_at,
        message_id=entry.message_id,
        sender=entry.sender,
        subject=entry.subject,
        verdict=entry.outcome,
        kind=entry.kind,
        reasons=tuple(Reason(code) for code in codes),
        letters=tuple(one.kind for one in letters if one.state != OutboxState.HELD.value),
        held=tuple((note["recipient"], note["brake"]) for note in held),
        milliseconds=done.milliseconds,
        error=told.get("error", ""),
    )
