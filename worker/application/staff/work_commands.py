"""Commands that write the work log: work, visits, travel, and what describes them [10.4, 10.5, 11]."""

from typing import Any

from worker.application.staff.hand import Hand, Line
from worker.application.staff.work_day import default_topics
from worker.domain import commands as c
from worker.domain.calendar import local_day
from worker.domain.tariff.topics import service_of
from worker.domain.tariff.travel import Trip, travel_net
from worker.mail.letters import facts
from worker.store import staff_queries
from worker.store.staff_tables import Travel, WorkEntry, WorkKind


def work(hand: Hand, command: c.Work | c.Visit) -> Line:
    """``czas:`` and ``wizyta:``."""
    ticket = hand.own
    remote = isinstance(command, c.Work)
    entry = WorkEntry(
        **hand.row,
        nip=ticket.nip,
        technician=hand.actor,
        kind=(WorkKind.REMOTE if remote else WorkKind.VISIT).value,
        start_at=command.start,
        end_at=command.end,
        topics=list(command.topics or default_topics(ticket.service)),
        arranged=isinstance(command, c.Work) and command.arranged,
        recorded_at=hand.post.now,
    )
    hand.changes.add(entry)
    hand.works.append(entry)
    return Line(line=command.line, done=facts.Done.WORK)  # replaced once everything about the work is known


def travel(hand: Hand, command: c.Travel) -> Line:
    """``dojazd:`` [10.5]."""
    ticket = hand.own
    hand.changes.add(
        Travel(
            **hand.row,
            nip=ticket.nip,
            technician=hand.actor,
            day=command.day,
            place=command.place,
            km_one_way=command.km_one_way,
            recorded_at=hand.post.now,
        )
    )
    km = command.km_one_way
    trip = Trip(location=command.place, km_one_way={"biuro": km} if km is not None else {})
    about = command.place.capitalize() if km is None else f"{_short(km)} km w jedną stronę"
    return Line(
        line=command.line,
        done=facts.Done.TRAVEL,
        about=about,
        day=command.day,
        money=travel_net(trip, command.day, hand.post.office.policy),
    )


def _short(value: Any) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _describe(hand: Hand, **values: object) -> None:
    """Write these columns of the work a command means: that of this mail, else the last one on the ticket."""
    meant: list[WorkEntry] = hand.works
    if not meant and (last := staff_queries.last_work(hand.post.session, hand.own.id or 0, hand.actor)) is not None:
        hand.changes.watch(last)
        meant = [last]
    for entry in meant:
        for name, value in values.items():
            setattr(entry, name, value)
        hand.post.session.add(entry)
    hand.post.session.flush()


def topic(hand: Hand, command: c.SetTopic) -> Line:
    """``klasa:``."""
    _describe(hand, topics=list(command.topics))
    service = service_of(command.topics, local_day(hand.post.now), hand.post.office.policy)
    hand.own.service = service.value
    hand.post.session.flush()
    return Line(line=command.line, done=facts.Done.TOPIC, service=service.value)


def connection(hand: Hand, command: c.Connection) -> Line:
    """``połączenie:`` [11.1.5]."""
    _describe(hand, connection=command.label)
    return Line(line=command.line, done=facts.Done.CONNECTION, about=command.label)


def implementation(hand: Hand, command: c.Implementation) -> Line:
    """``wdrożenie:`` [10.4]."""
    _describe(hand, implementation_of=command.invoice)
    return Line(line=command.line, done=facts.Done.IMPLEMENTATION, about=command.invoice)
