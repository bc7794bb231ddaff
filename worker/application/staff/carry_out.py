"""Commands carried out: one function per command, each giving its line of the receipt.

Called only when no rule objects to the whole mail. Every row that is touched is watched first, so that ``cofnij`` can
take the mail back.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from worker.application.binding import bind
from worker.application.participants import add_participant
from worker.application.post import Post
from worker.application.promise_clock import react, run_on, stop
from worker.application.staff.changes import Changes
from worker.application.staff.work_day import default_topics, receipt_of_visit, receipt_of_work
from worker.domain import commands as c
from worker.domain.calendar import local_day
from worker.domain.staff_rules import people
from worker.domain.topics import service_of
from worker.domain.travel import Trip, travel_net
from worker.mail.letters import facts
from worker.store import queries, staff_queries
from worker.store.staff_tables import Absence, Assignment, Note, Travel, WorkEntry, WorkKind
from worker.store.tables import Participant, Payer, Ticket, TicketState

Line = facts.ReceiptLine


@dataclass(kw_only=True)
class Hand:
    """The mail in hand: who commands what, on which ticket, and what it changes."""

    post: Post
    ticket: Ticket | None
    actor: str
    changes: Changes
    works: list[WorkEntry] = field(default_factory=list)
    handed_to: list[tuple[Ticket, str]] = field(default_factory=list)  # tickets with the address of who gets them
    with_note: bool = False

    @property
    def own(self) -> Ticket:
        """The ticket of the mail; the rules have seen to it that there is one."""
        if self.ticket is None:
            raise ValueError("this mail has no ticket")
        self.changes.watch(self.ticket)
        return self.ticket

    @property
    def mail(self) -> int:
        """The ledger row of the mail."""
        return self.post.entry.id or 0

    @property
    def row(self) -> dict[str, Any]:
        """What every new row on the ticket holds."""
        return {"ticket_id": self.own.id, "ledger_id": self.mail}


def carry_out(hand: Hand, commands: tuple[c.Command, ...]) -> tuple[Line, ...]:
    """All commands of one mail; what describes work comes after the work, whatever their order in the mail."""
    hand.with_note = any(isinstance(command, c.Note) for command in commands)
    lines: dict[int, Line] = {}
    ordered = sorted(range(len(commands)), key=lambda n: (_rank(commands[n]), n))
    for number in ordered:
        action = _ACTIONS.get(type(commands[number]))
        if action is not None:
            lines[number] = action(hand, commands[number])
    for number, command in enumerate(commands):
        if isinstance(command, c.Work | c.Visit):  # the class and the connection are known only now
            lines[number] = _receipt(hand, command, hand.works[_nth(commands, number)])
    shown = (c.SetTopic, c.Connection, c.Implementation) if hand.works else ()
    return tuple(lines[number] for number in sorted(lines) if not isinstance(commands[number], shown))


def _rank(command: c.Command) -> int:
    """The payer first, because work is written for him; then work; then what describes it."""
    return 0 if isinstance(command, c.SetPayer) else 2 if isinstance(command, _DESCRIBES) else 1


_DESCRIBES = (c.SetTopic, c.Connection, c.Implementation)


def _nth(commands: tuple[c.Command, ...], number: int) -> int:
    return sum(isinstance(one, c.Work | c.Visit) for one in commands[:number])


def _receipt(hand: Hand, command: c.Command, entry: WorkEntry) -> Line:
    if entry.kind == WorkKind.VISIT.value:
        return receipt_of_visit(entry, command.line, hand.post.office.policy)
    return receipt_of_work(hand.post.session, entry, command.line, hand.post.office.policy)


def _work(hand: Hand, command: c.Work | c.Visit) -> Line:
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


def _travel(hand: Hand, command: c.Travel) -> Line:
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


def _described(hand: Hand) -> list[WorkEntry]:
    """The work a describing command means: that of this mail, else the last one on the ticket."""
    if hand.works:
        return hand.works
    last = staff_queries.last_work(hand.post.session, hand.own.id or 0, hand.actor)
    if last is None:
        return []
    hand.changes.watch(last)
    return [last]


def _topic(hand: Hand, command: c.SetTopic) -> Line:
    for entry in _described(hand):
        entry.topics = list(command.topics)
        hand.post.session.add(entry)
    service = service_of(command.topics, local_day(hand.post.now), hand.post.office.policy)
    hand.own.service = service.value
    hand.post.session.flush()
    return Line(line=command.line, done=facts.Done.TOPIC, service=service.value)


def _connection(hand: Hand, command: c.Connection) -> Line:
    for entry in _described(hand):
        entry.connection = command.label
        hand.post.session.add(entry)
    hand.post.session.flush()
    return Line(line=command.line, done=facts.Done.CONNECTION, about=command.label)


def _implementation(hand: Hand, command: c.Implementation) -> Line:
    for entry in _described(hand):
        entry.implementation_of = command.invoice
        hand.post.session.add(entry)
    hand.post.session.flush()
    return Line(line=command.line, done=facts.Done.IMPLEMENTATION, about=command.invoice)


def _status(hand: Hand, command: c.SetStatus) -> Line:
    ticket, post = hand.own, hand.post
    was_closed = ticket.state == TicketState.CLOSED.value
    ticket.state = command.status.value
    if command.status is c.Status.CLOSED:
        ticket.closed_at = ticket.closed_at or post.now
        stop(ticket, post.now)
    else:
        ticket.closed_at = None
        if was_closed:
            run_on(ticket, post.now, post.office.days_off)
        if command.status is c.Status.IN_PROGRESS and hand.with_note:
            react(ticket, hand.actor, post.now)  # 1.2: somebody took it up and says what he does
    post.session.add(ticket)
    return Line(line=command.line, done=facts.Done.STATUS, about=command.status.value)


def _hand_over(hand: Hand, command: c.HandOver) -> Line:
    return _give(hand, hand.own, command.to, command.line)


def _assign(hand: Hand, command: c.Assign) -> Line:
    ticket = queries.ticket_by_public_id(hand.post.session, [command.ticket])
    if ticket is None:
        raise ValueError(f"ticket {command.ticket} is gone")
    hand.changes.watch(ticket)
    return _give(hand, ticket, command.to, command.line)


def _give(hand: Hand, ticket: Ticket, to: str, line: str) -> Line:
    person = people(to, hand.post.office.technicians)[0]
    ticket.assignee = person.address
    hand.post.session.add(ticket)
    hand.changes.add(
        Assignment(
            ticket_id=ticket.id or 0,
            ledger_id=hand.mail,
            technician=person.address,
            assigned_by=hand.actor,
            assigned_at=hand.post.now,
        )
    )
    hand.handed_to.append((ticket, person.address))
    return Line(line=line, done=facts.Done.HANDED_OVER, about=person.name or person.address, service=ticket.public_id)


def _note(hand: Hand, command: c.Note) -> Line:
    hand.changes.add(Note(**hand.row, author=hand.actor, text=command.text, written_at=hand.post.now))
    return Line(line=command.line, done=facts.Done.NOTED)


def _merge(hand: Hand, command: c.Merge) -> Line:
    source, post = hand.own, hand.post
    target = queries.ticket_by_public_id(post.session, [command.ticket])
    if target is None:
        raise ValueError(f"ticket {command.ticket} is gone")
    while target.merged_into_id is not None and (next_ := post.session.get(Ticket, target.merged_into_id)) is not None:
        target = next_
    hand.changes.watch(target)
    if source.clock_stopped_at is None and target.clock_stopped_at is None and source.deadline_at < target.deadline_at:
        # the customer was promised the earlier day; merging must not make it later
        for name in ("clock_started_at", "promised_day", "deadline_at", "next_alert_at"):
            setattr(target, name, getattr(source, name))
    source.merged_into_id, source.state, source.closed_at = target.id, TicketState.CLOSED.value, post.now
    stop(source, post.now)
    post.session.add_all((source, target))
    for address in sorted({source.requester, *queries.participants(post.session, source.id or 0)}):
        _join(hand, target, address)
    return Line(line=command.line, done=facts.Done.MERGED, about=target.public_id)


def _join(hand: Hand, ticket: Ticket, address: str) -> Participant | None:
    row = add_participant(hand.post, ticket, address, added_by=hand.actor)
    if row is not None:
        hand.changes.added.setdefault("participant", []).append(row.id or 0)
    return row


def _participant(hand: Hand, command: c.AddParticipant) -> Line:
    _join(hand, hand.own, command.address)
    return Line(line=command.line, done=facts.Done.PARTICIPANT, about=command.address)


def _payer(hand: Hand, command: c.SetPayer) -> Line:
    ticket, post = hand.own, hand.post
    ticket.nip, ticket.verified = command.nip, True
    post.session.add(ticket)
    bind(post.session, ticket.requester, command.nip, name=ticket.requester_name, source="technician", now=post.now)
    for entry in staff_queries.work_on(post.session, ticket.id or 0):
        hand.changes.watch(entry)
        entry.nip = command.nip
        post.session.add(entry)
    post.session.flush()
    return Line(line=command.line, done=facts.Done.PAYER, about=command.nip)


def _away(hand: Hand, command: c.Away) -> Line:
    hand.changes.add(
        Absence(technician=hand.actor, ledger_id=hand.mail, first_day=command.first, last_day=command.last)
    )
    return Line(line=command.line, done=facts.Done.AWAY, day=command.first, until=command.last)


def _suspend(hand: Hand, command: c.Suspend) -> Line:
    payer = _known_payer(hand, command.nip)
    payer.suspended_at, payer.suspended_by = hand.post.now, hand.actor
    return Line(line=command.line, done=facts.Done.SUSPENDED, about=command.nip)


def _resume(hand: Hand, command: c.Resume) -> Line:
    payer = _known_payer(hand, command.nip)
    payer.suspended_at, payer.suspended_by = None, ""
    return Line(line=command.line, done=facts.Done.RESUMED, about=command.nip)


def _known_payer(hand: Hand, nip: str) -> Payer:
    payer = hand.post.session.get(Payer, nip)
    if payer is None:
        raise ValueError(f"payer {nip} is gone")
    hand.changes.watch(payer)
    hand.post.session.add(payer)
    return payer


_ACTIONS: dict[type[c.Command], Callable[[Hand, Any], Line]] = {
    c.Work: _work,
    c.Visit: _work,
    c.Travel: _travel,
    c.SetTopic: _topic,
    c.Connection: _connection,
    c.Implementation: _implementation,
    c.SetStatus: _status,
    c.HandOver: _hand_over,
    c.Assign: _assign,
    c.Note: _note,
    c.Merge: _merge,
    c.AddParticipant: _participant,
    c.SetPayer: _payer,
    c.Away: _away,
    c.Suspend: _suspend,
    c.Resume: _resume,
}
