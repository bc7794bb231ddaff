"""Rows of the work log as the rules of the regulamin take them."""

from worker.domain.calendar import local_day
from worker.domain.tariff.work import Session
from worker.store.staff_tables import WorkEntry


def remote_session(entry: WorkEntry) -> Session:
    """A stored entry as the rules of the regulamin take it."""
    connection = f"{entry.technician}/{entry.ticket_id}/{local_day(entry.start_at)}/{entry.connection}"
    return Session(
        session=str(entry.id),
        start=entry.start_at,
        end=entry.end_at,
        topics=tuple(entry.topics),
        connection=connection if entry.connection else "",
        implementation_of=entry.implementation_of,
        arranged=entry.arranged,
    )
