"""Which addresses belong to which payer."""

from datetime import datetime

from sqlmodel import Session

from worker.store import queries
from worker.store.tables import Contact, Payer


def bind(session: Session, address: str, nip: str, *, name: str, source: str, now: datetime) -> None:
    """Remember that an address belongs to a payer; repeating changes nothing."""
    if session.get(Payer, nip) is None:
        session.add(Payer(nip=nip))
        session.flush()  # the contact's foreign key needs it, and nothing else orders the two
    if address not in queries.binding(session, nip).addresses:
        queries.forget_binding(session, nip)
        session.add(Contact(address=address, nip=nip, name=name, source=source, bound_at=now))
