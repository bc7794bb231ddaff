"""Commands about money: the notice of overdue invoices [12.7], more time or an answer for a complaint [12.8, 12.10]."""

from dataclasses import replace
from decimal import Decimal

from sqlmodel import Session

from worker.application.billing.payees import recipients_of
from worker.application.complaints import course_of, extended_term, forget_thresholds
from worker.application.payers.claims import Debtor
from worker.application.payers.notices import NoticeRefusedError, send_notice, write_notice
from worker.application.post import Post
from worker.application.promise_clock import react, schedule, stop
from worker.application.staff.hand import Hand, Line
from worker.domain import commands as c
from worker.domain.calendar import local_day
from worker.domain.message import Address
from worker.mail import letters
from worker.mail.compose import is_mailbox
from worker.mail.letters import facts
from worker.store import queries
from worker.store.tables import Ticket, TicketState


def demand(hand: Hand, command: c.Demand) -> Line:
    """``wezwij``."""
    post = hand.post
    by = post.office.person(hand.actor)
    try:
        notice = write_notice(post.session, post.office, command.nip, until=command.until, by=by, now=post.now)
    except NoticeRefusedError as error:  # the same payer twice in one mail: the rules have refused everything else
        return _noticed(command, post, error.debtor)
    send_notice(post.session, notice, by=hand.actor, now=post.now)
    post.session.flush()
    return _noticed(command, post, replace(notice.debtor, final_day=notice.until))


def _noticed(command: c.Demand, post: Post, debtor: Debtor | None) -> Line:
    return Line(
        line=command.line,
        done=facts.Done.NOTICED,
        about=", ".join(one.address for one in recipients_of(post.session, command.nip)),
        until=debtor.final_day if debtor else None,
        money=debtor.total if debtor else Decimal(0),
    )


def extend(hand: Hand, command: c.Extend) -> Line:
    """``przedłuż:``; the customer is told at once [12.8]."""
    post, ticket = hand.post, _ticket(hand)
    course = course_of(post.session, ticket)
    if course.extended_at is None:
        course.first_day, course.extended_at = ticket.promised_day, post.now
        course.extended_by, course.reason = hand.actor, command.reason
        term = extended_term(ticket, post.now, post.office.policy)
        ticket.promised_day, ticket.deadline_at = term.last_day, term.expires_at
        forget_thresholds(post.session, ticket)
        if ticket.clock_stopped_at is None:
            schedule(ticket, post.now, post.office.days_off)
        post.session.add(ticket)
        for person in _customers(post.session, ticket, post.office.staff_addresses):
            letter = letters.complaint_extended(_extension(hand, ticket, command.reason, person), post.office.sender)
            post.queue(letter, about_ticket=ticket.id)
    return Line(line=command.line, done=facts.Done.EXTENDED, until=ticket.promised_day)


def decide(hand: Hand, command: c.Decide) -> Line:
    """``reklamacja:``; the words below it are the answer, and with it the promise is kept."""
    post, ticket = hand.post, hand.own
    course = course_of(post.session, ticket)
    hand.changes.watch(course)
    course.decision, course.decided_at, course.decided_by = command.decision.value, post.now, hand.actor
    post.session.add(course)
    react(ticket, hand.actor, post.now)
    stop(ticket, post.now)
    ticket.state, ticket.closed_at = TicketState.CLOSED.value, ticket.closed_at or post.now
    post.session.add(ticket)
    return Line(line=command.line, done=facts.Done.DECIDED, about=command.decision.value)


def _ticket(hand: Hand) -> Ticket:
    """Not watched: what the customer was told of cannot be taken back."""
    if hand.ticket is None:
        raise ValueError("this mail has no ticket")
    return hand.ticket


def _customers(session: Session, ticket: Ticket, staff: frozenset[str]) -> tuple[Address, ...]:
    requester = Address(address=ticket.requester, name=ticket.requester_name)
    others = sorted(queries.participants(session, ticket.id or 0) - {ticket.requester} - staff)
    return tuple(one for one in (requester, *(Address(address=other) for other in others)) if is_mailbox(one.address))


def _extension(hand: Hand, ticket: Ticket, reason: str, person: Address) -> facts.ComplaintExtended:
    course = course_of(hand.post.session, ticket)
    return facts.ComplaintExtended(
        cause=hand.post.cause,
        recipient=person,
        now=hand.post.now,
        ticket_id=ticket.public_id,
        received=local_day(ticket.received_at),
        invoice=course.invoice_number,
        first_day=course.first_day or ticket.promised_day,
        last_day=ticket.promised_day,
        reason=reason,
    )
