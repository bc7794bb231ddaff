"""The pass over deadlines: only what is due, each threshold once, only in working hours, one letter a person."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, event
from sqlmodel import Session, col, select

from tests.integration.staffed import OFFICE
from worker.application.deadlines import alert_deadlines
from worker.application.digest import write_digest
from worker.application.promise_clock import react, schedule
from worker.domain.calendar import WARSAW, reaction_deadline
from worker.domain.ticket_id import ticket_id
from worker.store.engine import transaction
from worker.store.staff_tables import DeadlineAlert
from worker.store.tables import OutboxLetter, Ticket

START = datetime(2026, 11, 10, 8, 40, tzinfo=WARSAW).astimezone(UTC)


def open_tickets(engine: Engine, count: int, *, start: datetime = START, assignee: str = "") -> None:
    term = reaction_deadline(start)
    with transaction(engine) as session:
        known = len(session.exec(select(Ticket.id)).all())
        for serial in range(known + 1, known + count + 1):
            ticket = Ticket(
                public_id=ticket_id(2026, serial), year=2026, serial=serial, kind="report", state="open",
                nip="5259912077", topic=f"Drukarka {serial}", requester="jan@firma.example", received_at=start,
                clock_started_at=start, promised_day=term.last_day, deadline_at=term.expires_at, created_at=start,
                assignee=assignee,
            )  # fmt: skip
            schedule(ticket, start, ())
            session.add(ticket)


def alerted(engine: Engine, when: str) -> int:
    now = datetime.strptime(when, "%Y-%m-%d %H:%M").replace(tzinfo=WARSAW)
    with transaction(engine) as session:
        return alert_deadlines(session, OFFICE, now.astimezone(UTC))


def recipients(engine: Engine) -> list[str]:
    with Session(engine) as session:
        rows = session.exec(select(OutboxLetter).order_by(col(OutboxLetter.id)))
        return [row.recipient for row in rows if row.kind == "staff-deadlines"]


def test_each_threshold_is_told_once_and_only_in_working_hours(engine: Engine) -> None:
    open_tickets(engine, 3)
    moments = ["2026-11-20 17:59", "2026-11-21 10:00", "2026-11-23 07:59", "2026-11-23 08:00", "2026-11-23 08:01"]
    assert [alerted(engine, when) for when in moments] == [0, 0, 0, 3, 0]
    assert [alerted(engine, f"2026-11-{day} 09:00") for day in (25, 26, 27, 30)] == [0, 3, 0, 3]
    assert [alerted(engine, f"2026-12-0{day} 09:00") for day in (1, 2, 3)] == [0, 3, 0]
    assert recipients(engine) == ["szef@3rp.com.pl"] * 4  # grouped: one letter about three tickets


def test_after_an_outage_only_the_most_urgent_threshold_is_told(engine: Engine) -> None:
    open_tickets(engine, 1)
    assert alerted(engine, "2026-12-10 12:00") == 1
    assert alerted(engine, "2026-12-10 12:01") == 0
    with Session(engine) as session:
        assert len(session.exec(select(DeadlineAlert)).all()) == 4
    assert recipients(engine) == ["szef@3rp.com.pl"]


def test_who_has_the_ticket_hears_of_his_own_only(engine: Engine) -> None:
    open_tickets(engine, 2)
    open_tickets(engine, 1, assignee="k.sowa@3rp.com.pl")
    assert alerted(engine, "2026-11-23 08:00") == 3
    assert sorted(recipients(engine)) == ["k.sowa@3rp.com.pl", "szef@3rp.com.pl"]


def test_a_reaction_ends_the_watch(engine: Engine) -> None:
    open_tickets(engine, 1)
    with transaction(engine) as session:
        ticket = session.exec(select(Ticket)).one()
        react(ticket, "m.wilk@3rp.com.pl", START + timedelta(days=1))
        session.add(ticket)
    assert alerted(engine, "2026-12-10 12:00") == 0


def test_a_pass_reads_the_tickets_that_are_due_and_no_other(engine: Engine) -> None:
    open_tickets(engine, 200, start=START + timedelta(days=7))
    open_tickets(engine, 2)
    seen: list[int] = []

    def loaded(ticket: Ticket, context: object) -> None:
        seen.append(ticket.id or 0)

    event.listen(Ticket, "load", loaded)
    assert alerted(engine, "2026-11-23 08:00") == 2
    event.remove(Ticket, "load", loaded)
    assert len(set(seen)) == 2


def test_the_digest_comes_once_a_working_day(engine: Engine) -> None:
    def digest(when: str) -> bool:
        now = datetime.strptime(when, "%Y-%m-%d %H:%M").replace(tzinfo=WARSAW)
        with transaction(engine) as session:
            return write_digest(session, replace(OFFICE), now.astimezone(UTC))

    moments = ["2026-11-10 07:59", "2026-11-10 08:00", "2026-11-10 08:01", "2026-11-11 08:00", "2026-11-12 17:30"]
    assert [digest(when) for when in moments] == [False, True, False, False, True]
