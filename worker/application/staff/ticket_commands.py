"""Commands that change a ticket: its state, who has it, what it belongs to, who takes part."""

from sqlmodel import select

from worker.application.binding import bind
from worker.application.complaints import is_answered
from worker.application.packages.later import decide_later
from worker.application.participants import add_participant
from worker.application.promise_clock import react, run_on, stop
from worker.application.staff.hand import Hand, Line
from worker.domain import commands as c
from worker.domain.staff_rules import people
from worker.mail.letters import facts
from worker.store import queries, staff_queries
from worker.store.staff_tables import Assignment, Note
from worker.store.tables import Contact, Participant, Ticket, TicketState


def status(hand: Hand, command: c.SetStatus) -> Line:
    """``status:``."""
    ticket, post = hand.own, hand.post
    was_closed = ticket.state == TicketState.CLOSED.value
    ticket.state = command.status.value
    if command.status is c.Status.CLOSED:
        ticket.closed_at = ticket.closed_at or post.now
        stop(ticket, post.now)
    else:
        ticket.closed_at = None
        if was_closed:
            run_on(ticket, post.now, post.office.days_off, answered=is_answered(post.session, ticket))
        if command.status is c.Status.IN_PROGRESS and hand.with_note:
            react(ticket, hand.actor, post.now)  # 1.2: somebody took it up and says what he does
    post.session.add(ticket)
    return Line(line=command.line, done=facts.Done.STATUS, about=command.status.value)


def hand_over(hand: Hand, command: c.HandOver) -> Line:
    """``przekaz:``."""
    return _give(hand, hand.own, command.to, command.line)


def assign(hand: Hand, command: c.Assign) -> Line:
    """``przydziel``."""
    ticket = queries.ticket_by_public_id(hand.post.session, [command.ticket])
    if ticket is None:
        raise ValueError(f"ticket {command.ticket} is gone")
    ticket = queries.merged_into(hand.post.session, ticket)
    hand.changes.watch(ticket)
    return _give(hand, ticket, command.to, command.line)


def _give(hand: Hand, ticket: Ticket, to: str, line: str) -> Line:
    person = people(to, hand.post.office.technicians)[0]
    if ticket.assignee not in ("", person.address, hand.actor):
        hand.taken_from.append((ticket, ticket.assignee))
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


def note(hand: Hand, command: c.Note) -> Line:
    """``notatka:``."""
    hand.changes.add(Note(**hand.row, author=hand.actor, text=command.text, written_at=hand.post.now))
    return Line(line=command.line, done=facts.Done.NOTED)


def merge(hand: Hand, command: c.Merge) -> Line:
    """``scal:``; whoever takes part in the one takes part in the other."""
    source, post = hand.own, hand.post
    target = queries.ticket_by_public_id(post.session, [command.ticket])
    if target is None:
        raise ValueError(f"ticket {command.ticket} is gone")
    target = queries.merged_into(post.session, target)
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


def participant(hand: Hand, command: c.AddParticipant) -> Line:
    """``uczestnik:``."""
    _join(hand, hand.own, command.address)
    return Line(line=command.line, done=facts.Done.PARTICIPANT, about=command.address)


def payer(hand: Hand, command: c.SetPayer) -> Line:
    """``nip:`` a technician's word binds the requester to the payer."""
    ticket, post = hand.own, hand.post
    other_payer = ticket.nip != command.nip
    ticket.nip, ticket.verified = command.nip, True
    post.session.add(ticket)
    known = ticket.requester in queries.binding(post.session, command.nip).addresses
    bind(post.session, ticket.requester, command.nip, name=ticket.requester_name, source="technician", now=post.now)
    if not known:
        post.session.flush()
        row = select(Contact).where(Contact.address == ticket.requester, Contact.nip == command.nip)
        hand.changes.added.setdefault("contact", []).append(post.session.exec(row).one().id or 0)
    for entry in staff_queries.work_on(post.session, ticket.id or 0):
        hand.changes.watch(entry)
        entry.nip = command.nip
        post.session.add(entry)
    post.session.flush()
    decide_later(post, ticket, other_payer=other_payer)
    return Line(line=command.line, done=facts.Done.PAYER, about=command.nip)
