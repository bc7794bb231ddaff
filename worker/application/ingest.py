"""One message from a file, through the same steps as one from the mailbox."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine, func
from sqlmodel import select

from worker.application.intake import shunt
from worker.application.office import Office
from worker.application.ports import FetchedMessage
from worker.application.record import Offered, record
from worker.domain.message import InboundMessage
from worker.store.engine import transaction
from worker.store.lease import check
from worker.store.tables import LedgerEntry

MAILBOX = "file"


def ingest_file(
    engine: Engine,
    raw: bytes,
    office: Office,
    now: datetime,
    read: Callable[[FetchedMessage, bool], InboundMessage],
) -> LedgerEntry:
    """Record ``raw``; the UID is a running number of the mailbox "file". Returns its ledger row."""
    message = read(FetchedMessage(uid=1, size=len(raw), received_at=now, raw=raw), False)
    with transaction(engine) as session:
        check(session, None)
        last = session.exec(select(func.max(LedgerEntry.uid)).where(LedgerEntry.mailbox == MAILBOX)).one()
        offered = Offered(
            mailbox=MAILBOX, uidvalidity=1, uid=(last or 0) + 1, raw=raw, received_at=now, message=message
        )
        try:
            with session.begin_nested():
                return record(session, offered, office, now)
        except Exception as error:
            with session.begin_nested():
                return shunt(session, offered, office, now, why=f"{type(error).__name__}: {error}"[:500])
