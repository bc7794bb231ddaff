"""The alarm: the worker has not looked into the mailbox for some minutes, and says so by another way out.

Not through the outbox: whoever is silent sends nothing. Once per silence, remembered as a ``job_run`` of the moment
of the last look.
"""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, select

from worker.application.office import Office
from worker.application.ports import Fate, Transport
from worker.mail import letters
from worker.mail.letters import facts
from worker.store.engine import reading, transaction
from worker.store.staff_tables import JobRun
from worker.store.tables import Lease

_JOB = "alarm"


def silent_since(engine: Engine, lease: str, now: datetime, patience: timedelta) -> datetime | None:
    """When the mailbox was last looked into, if that is longer ago than ``patience``; None while all is well."""
    with reading(engine) as session:
        row = session.get(Lease, lease)
        last = (row.polled_at or row.taken_at) if row is not None else None
    return last if last is not None and now - last > patience else None


def raise_alarm(engine: Engine, office: Office, transport: Transport, since: datetime, now: datetime) -> list[str]:
    """Write to every manager over ``transport``, unless this silence was told already; the addresses that took it."""
    with reading(engine) as session:
        if _told(session, since):
            return []
    reached = [manager.address for manager in office.managers if _send(office, transport, manager.address, since, now)]
    if reached:
        with transaction(engine) as session:
            if not _told(session, since):
                session.add(JobRun(job=_JOB, period=since.isoformat(), ran_at=now, covered_until=now))
    return reached


def _told(session: Session, since: datetime) -> bool:
    query = select(JobRun.id).where(JobRun.job == _JOB, JobRun.period == since.isoformat())
    return session.exec(query).first() is not None


def _send(office: Office, transport: Transport, address: str, since: datetime, now: datetime) -> bool:
    letter = letters.alert(
        facts.Alert(
            cause=f"{_JOB}:{since.isoformat()}",
            kind=facts.AlertKind.SILENT,
            recipient=next(one for one in office.managers if one.address == address),
            now=now,
            correspondent=office.sender.address,
            received_at=since,
        ),
        office.sender,
    )

    async def nothing_to_note() -> None:
        """The outbox is not part of this."""

    async def send() -> bool:
        line = transport.connection()
        try:
            attempt = await line.send(letter.envelope_from, address, letter.raw, before_data=nothing_to_note)
        finally:
            await line.close()
        return attempt.fate is Fate.ACCEPTED

    return asyncio.run(send())
