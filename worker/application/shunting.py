"""A mail that cannot be worked on is kept, tried again, and after the third try shown to a person."""

import hashlib
from datetime import datetime

import structlog
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlmodel import Session

from worker.application.alerts import alert_unworkable
from worker.application.drafts import DocumentsWantedError
from worker.application.offered import Offered, ledger_row
from worker.application.office import Office
from worker.application.post import Post
from worker.application.record import record
from worker.domain.message import InboundMessage
from worker.domain.verdict import Kind, Reason
from worker.mail.mime.clean import line
from worker.store import queries
from worker.store.tables import LedgerEntry, Outcome

TRIES = 3
_log = structlog.get_logger()


def record_or_shunt(session: Session, offered: Offered, office: Office, now: datetime) -> LedgerEntry:
    """Record one mail in a savepoint of its own; one that fails is shunted and takes no other with it.

    One that a person has replayed since it was offered comes back as it ended then. Raises only what the database
    itself raises: then nothing of the caller's transaction can be kept; and DocumentsWantedError, then it can.
    """
    if (settled := _settled_meanwhile(session, offered)) is not None:
        return settled
    if offered.failure:
        return shunt(session, offered, office, now, why=offered.failure)
    try:
        with session.begin_nested():
            return record(session, offered, office, now)
    except (OperationalError, InterfaceError):
        raise
    except DocumentsWantedError:
        queries.forget_all(session)
        raise
    except Exception as error:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise
        _log.exception("mail shunted", mailbox=offered.mailbox, uid=offered.uid)
        queries.forget_all(session)
        with session.begin_nested():
            return shunt(session, offered, office, now, why=told(error))


def _settled_meanwhile(session: Session, offered: Offered) -> LedgerEntry | None:
    known = session.get(LedgerEntry, offered.shunted_id) if offered.shunted_id is not None else None
    return known if known is not None and known.outcome != Outcome.SHUNTED.value else None


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
