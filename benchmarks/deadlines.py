"""The pass over deadlines with many open tickets: ``python -m benchmarks.deadlines``.

Ten thousand tickets are open; ten of them reach a threshold. The pass must touch those ten, so its time must depend on
what is due and hardly on what is open: the table shows the time for 100, 1,000 and 10,000 open tickets, the rows
SQLite says it visits (EXPLAIN QUERY PLAN names the index), and the time when nothing is due at all.
"""

import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text
from sqlmodel import select

from worker.application.deadlines import alert_deadlines
from worker.application.office import Office
from worker.domain.calendar import reaction_deadline
from worker.domain.message import Address
from worker.domain.ticket_id import ticket_id
from worker.mail.letters import Sender
from worker.store.engine import open_engine, transaction
from worker.store.migrate import migrate
from worker.store.staff_tables import DeadlineAlert
from worker.store.tables import Ticket

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DUE = 10
OFFICE = Office(
    sender=Sender(address="pomoc@example.com", name="Pomoc", company="Firma", key=b"k" * 16),
    own_addresses=frozenset({"pomoc@example.com"}),
    managers=(Address(address="szef@example.com", name="Anna Szef"),),
)


def filled(engine: Engine, count: int) -> None:
    """``count`` open tickets, of which ``DUE`` reach a threshold at ``NOW``."""
    with transaction(engine) as session:
        for serial in range(1, count + 1):
            due = serial <= DUE
            start = NOW - timedelta(days=14 if due else 0)
            term = reaction_deadline(start)
            session.add(
                Ticket(
                    public_id=ticket_id(2026, serial), year=2026, serial=serial, kind="report", state="open",
                    nip="5259912077", topic=f"Drukarka {serial}", requester=f"jan{serial}@firma.example",
                    received_at=start, clock_started_at=start, promised_day=term.last_day, deadline_at=term.expires_at,
                    created_at=start, next_alert_at=NOW if due else NOW + timedelta(days=7),
                )
            )  # fmt: skip


def milliseconds(engine: Engine, now: datetime) -> tuple[float, int]:
    """How long one pass takes, and how many tickets it alerts."""
    start = time.perf_counter()
    with transaction(engine) as session:
        alerted = alert_deadlines(session, OFFICE, now)
    return (time.perf_counter() - start) * 1000, alerted


def measure(count: int) -> None:
    """One line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'pomoc.db'}")
        migrate(engine)
        filled(engine, count)
        idle = min(milliseconds(engine, NOW - timedelta(minutes=1))[0] for _ in range(5))
        busy, alerted = milliseconds(engine, NOW)
        again, twice = milliseconds(engine, NOW + timedelta(minutes=1))
        with transaction(engine) as session:
            plan = session.connection().execute(
                text("EXPLAIN QUERY PLAN SELECT * FROM ticket WHERE next_alert_at <= :now ORDER BY next_alert_at"),
                {"now": "2026-11-20"},
            )
            index = "ticket_next_alert" in str(plan.all())
            told = len({row.ticket_id for row in session.exec(select(DeadlineAlert))})
        engine.dispose()
    assert alerted == DUE == told
    assert twice == 0
    print(
        f"{count:>7} open  nothing due {idle:6.1f} ms  {DUE} due {busy:6.1f} ms  again {again:5.1f} ms  index {index}"
    )


def main() -> None:
    """The whole table."""
    for tickets in (100, 1_000, 10_000):
        measure(tickets)


if __name__ == "__main__":
    main()
