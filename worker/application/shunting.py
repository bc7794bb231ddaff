"""A mail that cannot be worked on is kept, tried again, and after the third try shown to a person."""

import hashlib
from datetime import datetime

from sqlmodel import Session

from worker.application.office import Office
from worker.application.post import Post
from worker.application.record import Offered, ledger_row
from worker.application.staff_letters import alert_unworkable
from worker.domain.message import InboundMessage
from worker.domain.verdict import Kind, Reason
from worker.mail.mime.clean import line
from worker.store.tables import LedgerEntry, Outcome

TRIES = 3


def shunt(session: Session, offered: Offered, office: Office, now: datetime, *, why: str) -> LedgerEntry:
    """Keep a mail that could not be worked on; at the third try it is quarantined and the managers are told."""
    entry = ledger_row(session, offered, now, Outcome.SHUNTED, Kind.UNREADABLE)
    entry.attempts = max(entry.attempts, offered.tries)
    entry.explanation = {
        "message_id": offered.message.message_id,
        "kind": entry.kind,
        "reasons": [Reason.COULD_NOT_BE_WORKED_ON.value],
        "error": why,
    }
    if entry.attempts >= TRIES:
        entry.outcome = Outcome.QUARANTINE.value
        post = Post(session=session, office=office, entry=entry, message=offered.message, now=now)
        alert_unworkable(post, why)
    session.add(entry)
    session.flush()
    return entry


def told(error: Exception) -> str:
    """An error as one line for the ledger and the alert; what it quotes of the mail may be anything."""
    return line(f"{type(error).__name__}: {error}"[:2000], 500)[0]


def unread(raw: bytes, size: int) -> InboundMessage:
    """Stands in for a mail that could not be parsed: only its bytes are known."""
    digest = hashlib.sha256(raw).hexdigest()
    return InboundMessage(size=size, sha256=digest, message_id=f"sha256-{digest}@missing", defects=("unread",))
