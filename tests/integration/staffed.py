"""A company with two technicians and a manager whose mail is recorded without servers; see ``conftest``."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, col, select

from worker.application.office import Office
from worker.domain.message import Address
from worker.mail.letters import Sender
from worker.store.engine import transaction
from worker.store.tables import LedgerEntry, OutboxLetter, Ticket

MAREK, KAROLINA = "Marek Wilk <m.wilk@3rp.com.pl>", "Karolina Sowa <k.sowa@3rp.com.pl>"
MORNING = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)  # Thursday, 10:00 in Warsaw
OFFICE = Office(
    sender=Sender(address="pomoc@3rp.com.pl", name="Pomoc 3RP", company="3RP", key=b"k" * 16, plus_addresses=True),
    own_addresses=frozenset({"pomoc@3rp.com.pl"}),
    authserv_id="mx.3rp.com.pl",
    technicians=(
        Address(address="m.wilk@3rp.com.pl", name="Marek Wilk"),
        Address(address="k.sowa@3rp.com.pl", name="Karolina Sowa"),
    ),
    managers=(Address(address="szef@3rp.com.pl", name="Anna Szef"),),
    queue=(
        Address(address="m.wilk@3rp.com.pl", name="Marek Wilk"),
        Address(address="k.sowa@3rp.com.pl", name="Karolina Sowa"),
    ),
)
Send = Callable[..., LedgerEntry]


def letter(engine: Engine, kind: str, recipient: str) -> OutboxLetter:
    return letters(engine, kind, recipient)[-1]


def letters(engine: Engine, kind: str, recipient: str = "") -> list[OutboxLetter]:
    with transaction(engine) as session:
        found = session.exec(select(OutboxLetter).where(OutboxLetter.kind == kind).order_by(col(OutboxLetter.id))).all()
        return [one for one in found if recipient in ("", one.recipient)]


def rows(engine: Engine, *tables: type[SQLModel]) -> list[int]:
    with Session(engine) as session:
        return [len(session.exec(select(table)).all()) for table in tables]


def ticket(engine: Engine, serial: int = 1) -> Ticket:
    with Session(engine) as session:
        return session.exec(select(Ticket).where(Ticket.serial == serial)).one()
