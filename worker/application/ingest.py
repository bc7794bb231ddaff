"""Messages from files, through the same steps as those from the mailbox."""

from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy import Engine, func
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select

from worker.application.drafts import Made, with_documents
from worker.application.offered import Offered
from worker.application.office import Office
from worker.application.ports import FetchedMessage, Reader
from worker.application.shunting import TRIES, record_or_shunt, told, unread
from worker.mail.mime import caps
from worker.store.engine import transaction
from worker.store.lease import check
from worker.store.tables import LedgerEntry

MAILBOX = "file"
_log = structlog.get_logger()


def ingest_file(engine: Engine, raw: bytes, office: Office, now: datetime, read: Reader) -> LedgerEntry:
    """Record ``raw``; the UID is a running number of the mailbox "file". Returns its ledger row."""
    offered = offer_file(raw, size=len(raw), uid=0, received_at=now, read=read)

    def recording(made: Made) -> LedgerEntry:
        with transaction(engine) as session:
            check(session, None)
            last = session.exec(select(func.max(LedgerEntry.uid)).where(LedgerEntry.mailbox == MAILBOX)).one()
            return record_or_shunt(session, replace(offered, uid=(last or 0) + 1, made=made), office, now)

    try:
        return with_documents(recording)
    except SQLAlchemyError:
        raise
    except Exception as error:  # a document that cannot be made: kept and shown to a person, as in the mailbox
        _log.exception("documents not made", mailbox=MAILBOX)
        offered = replace(offered, failure=told(error))
        return recording(())


def offer_file(raw: bytes, *, size: int, uid: int, received_at: datetime, read: Reader) -> Offered:
    """The mail as a mailbox would offer it: of one over the size cap only the header. Never raises.

    ``raw`` may be cut after the header when ``size`` is over the cap.
    """
    whole = size <= caps.MESSAGE
    raw = raw if whole else raw[: caps.HEADERS]
    fetched = FetchedMessage(
        uid=uid, size=size, received_at=received_at, raw=raw if whole else None, header=b"" if whole else raw
    )
    failure, message = "", None
    try:
        message = read(fetched, False)
    except Exception as error:
        _log.exception("mail could not be read", mailbox=MAILBOX, uid=uid)
        failure = told(error)
    return Offered(
        mailbox=MAILBOX,
        uidvalidity=1,
        uid=uid,
        raw=raw,
        received_at=received_at,
        message=message or unread(raw, size),
        failure=failure,
        tries=TRIES,  # nobody offers a file a second time
    )
