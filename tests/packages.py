"""A payer with packages and work in the database, for the tests of packages."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from worker.domain.calendar import WARSAW
from worker.domain.found import Service
from worker.store.billing_tables import SoldPackage
from worker.store.engine import transaction
from worker.store.staff_tables import WorkEntry, WorkKind
from worker.store.tables import Contact, LedgerEntry, Payer, Ticket

NIP = "5259912077"
JAN = "jan@rudnik.example"


def payer(session: Session, nip: str = NIP, *addresses: str) -> None:
    """A known payer, with addresses bound to it."""
    if session.get(Payer, nip) is None:
        session.add(Payer(nip=nip, name="Delikatesy Rudnik s.c."))
        session.flush()
    for address in addresses:
        now = datetime(2026, 1, 1, tzinfo=WARSAW)
        session.add(Contact(address=address, nip=nip, source="settings", bound_at=now))
    session.flush()


def sell(
    engine: Engine,
    code: str,
    hours: int,
    start: date,
    *,
    service: Service = Service.GENERAL,
    purchased: date | None = None,
    nip: str = NIP,
    **facts: Any,
) -> None:
    """A package sold on its first day (or ``purchased``)."""
    with transaction(engine) as session:
        payer(session, nip)
        session.add(
            SoldPackage(
                code=code,
                nip=nip,
                hours=hours,
                service=service.value,
                purchased_day=purchased or start,
                start_day=start,
                sold_at=datetime(2026, 1, 1, tzinfo=WARSAW),
                **facts,
            )
        )


def work(
    engine: Engine, start: str, minutes: int, *, nip: str = NIP, topics: list[str] | None = None, **facts: Any
) -> int:
    """Remote work from a Warsaw moment on; the id of its entry."""
    begin = datetime.strptime(start, "%Y-%m-%d %H:%M").replace(tzinfo=WARSAW)
    with transaction(engine) as session:
        payer(session, nip)
        ticket_id, ledger_id = facts.pop("ticket_id", None), _mail(session, begin)
        entry = WorkEntry(
            ticket_id=ticket_id or _ticket(session, nip, begin),
            ledger_id=ledger_id,
            nip=nip,
            technician="m.wilk@3rp.com.pl",
            kind=WorkKind.REMOTE.value,
            start_at=begin,
            end_at=begin + timedelta(minutes=minutes),
            topics=topics or ["it"],
            recorded_at=begin,
            **facts,
        )
        session.add(entry)
        session.flush()
        return entry.id or 0


def _mail(session: Session, now: datetime) -> int:
    uid = len(session.exec(select(LedgerEntry.id)).all()) + 100_000
    entry = LedgerEntry(
        mailbox="test",
        uidvalidity=2,
        uid=uid,
        message_id=f"w{uid}@x.example",
        received_at=now,
        recorded_at=now,
        outcome="append",
    )
    session.add(entry)
    session.flush()
    return entry.id or 0


def _ticket(session: Session, nip: str, now: datetime) -> int:
    known = session.exec(select(Ticket).where(Ticket.nip == nip)).first()
    if known is None:
        serial = 90_000 + int(nip[-4:])
        known = Ticket(
            public_id=f"26-{serial}-0",
            year=2026,
            serial=serial,
            kind="report",
            state="closed",
            nip=nip,
            topic="Praca",
            requester=JAN,
            received_at=now,
            clock_started_at=now,
            promised_day=now.date(),
            deadline_at=now,
            created_at=now,
            clock_stopped_at=now,
            closed_at=now,
        )
        session.add(known)
        session.flush()
    return known.id or 0
