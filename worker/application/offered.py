"""A mail as the mailbox offered it, and its row in the ledger with its bytes as served."""

import zlib
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from worker.application.drafts import Made
from worker.domain.found import Details
from worker.domain.message import InboundMessage
from worker.domain.verdict import Kind
from worker.store import queries
from worker.store.rows import insert
from worker.store.tables import LedgerEntry, Outcome, RawMessage

_PORTION = 1024 * 1024  # bytes; zlib.compress doubles its buffer instead


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """One mail as the mailbox offered it, and as it was read.

    ``raw`` is the header alone when the mail is over the size cap. ``packed`` (the bytes as they are stored) and
    ``details`` are there when somebody had the time to make them before. ``failure`` says why it could not be parsed,
    after ``tries`` tries; such a mail is shunted.
    """

    mailbox: str
    uidvalidity: int
    uid: int
    raw: bytes
    received_at: datetime
    message: InboundMessage
    packed: bytes = b""
    details: Details | None = None
    failure: str = ""
    tries: int = 0
    shunted_id: int | None = None  # the ledger row of an earlier try
    made: Made = ()  # documents that it turned out to want


def ledger_row(
    session: Session, offered: Offered, now: datetime, outcome: Outcome, kind: Kind, fingerprint: str = ""
) -> LedgerEntry:
    """The ledger row of an offered mail: a new one, or the shunted one of an earlier try. Keeps the raw bytes."""
    message = offered.message
    known = session.get(LedgerEntry, offered.shunted_id) if offered.shunted_id is not None else None
    entry = known or LedgerEntry(
        mailbox=offered.mailbox,
        uidvalidity=offered.uidvalidity,
        uid=offered.uid,
        message_id=message.message_id,
        received_at=offered.received_at,
        outcome=outcome.value,
        attempts=0,
    )
    if not offered.failure:
        entry.message_id = message.message_id  # an earlier try may not have been able to read it
    entry.raw_id = _keep_raw(session, offered)
    entry.fingerprint = fingerprint
    entry.sender = message.author.address if message.author else ""
    entry.subject = message.subject
    entry.size = message.size
    entry.recorded_at = now
    entry.outcome, entry.kind = outcome.value, kind.value
    entry.attempts += 1
    session.add(entry)
    session.flush()
    return entry


def packed(raw: bytes) -> bytes:
    """Raw bytes as they are stored. Level 1: a mail is mostly base64, on which more effort gains nothing."""
    packer = zlib.compressobj(level=1)
    portions = (packer.compress(raw[start : start + _PORTION]) for start in range(0, len(raw), _PORTION))
    return b"".join((*portions, packer.flush()))


def _keep_raw(session: Session, offered: Offered) -> int:
    known = queries.raw_id(session, offered.message.sha256)
    if known is not None:
        return known
    data = offered.packed or packed(offered.raw)
    return insert(session, RawMessage(sha256=offered.message.sha256, size=len(offered.raw), data=data))
