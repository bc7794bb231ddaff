"""The facts that the rules about a technician's mail need, read in the recording transaction."""

from datetime import date, timedelta

from sqlmodel import Session

from worker.application.billing.asked_corrections import has_left
from worker.application.billing.correction import NothingToCorrectError, Why, draft_correction
from worker.application.billing.payees import recipients_of
from worker.application.gather import ticket_facts
from worker.application.help.guide import case_of
from worker.application.payers.claims import debtor
from worker.application.post import Post
from worker.application.staff.billing_commands import answers_outdated, correction_answered, month_answered
from worker.domain import commands as c
from worker.domain.calendar import ONE_DAY, local_day, start_of_day
from worker.domain.case import Case
from worker.domain.commands.wrong import Problem
from worker.domain.money_rules import AnsweredCorrection, ClaimFacts, ComplaintFacts
from worker.domain.staff_rules import StaffFacts
from worker.domain.verdict import Kind
from worker.domain.work_log import Span
from worker.store import queries, staff_queries
from worker.store.billing_queries import billed_payers
from worker.store.billing_tables import ComplaintCourse
from worker.store.tables import Payer, Ticket


def staff_facts(post: Post, case: Case, commands: tuple[c.Command, ...], *, has_words: bool = False) -> StaffFacts:
    """Everything the rules may know about these commands; ``has_words``: there is text below them."""
    session, actor = post.session, case.author
    ticket = case.thread.ticket if case.thread else None
    named = [command.ticket for command in commands if isinstance(command, c.Merge | c.Show | c.Assign)]
    found = {one: queries.ticket_by_public_id(session, [one]) for one in named}
    bills = (c.HoldBills, c.ReleaseBills, c.ApproveBills)
    about_payers = (c.Suspend, c.Resume, c.Demand, c.CorrectBill, *bills)
    numbers = [command.nip for command in commands if isinstance(command, about_payers)]
    month = month_answered(post)
    billed = billed_payers(session, month, state="sent") if month else frozenset()
    return StaffFacts(
        now=post.now,
        actor=actor,
        is_manager=actor.address in post.office.manager_addresses,
        technicians=post.office.technicians,
        ticket=ticket,
        unknown_id=next(iter(case.subject.ticket_ids), "") if ticket is None else "",
        tickets={
            public_id: ticket_facts(session, queries.merged_into(session, one))
            for public_id, one in found.items()
            if one is not None
        },
        spans=_spans(post, actor.address, commands),
        away=staff_queries.away(session, local_day(post.now)),
        can_undo=_can_undo(session, actor.address, ticket.id if ticket else None),
        has_work=ticket is not None and staff_queries.last_work(session, ticket.id, actor.address) is not None,
        steps=_steps(post, ticket.id) if ticket else 0,
        own_addresses=post.office.own_addresses,
        payers=frozenset(one for one in numbers if session.get(Payer, one) is not None),
        month=month,
        billed=billed.intersection(numbers),
        answered=_answered(post),
        corrections=_corrections(post, commands),
        claims={one.nip: _claim(post, one.nip) for one in commands if isinstance(one, c.Demand)},
        complaint=_complaint(post, ticket.id) if ticket else None,
        has_words=has_words,
    )


def _can_undo(session: Session, person: str, ticket_id: int | None) -> bool:
    """Whether there is something to take back; a corrected month that has gone out is not."""
    last = staff_queries.last_instruction(session, person, ticket_id)
    return last is not None and not has_left(session, last.before)


def _answered(post: Post) -> AnsweredCorrection | None:
    row = correction_answered(post)
    if row is None:
        return None
    over = row.ended_at is not None or row.undone_at is not None
    return AnsweredCorrection(nip=row.nip, over=over, outdated=answers_outdated(post, row))


_PROBLEMS = {
    Why.NO_BILL: Problem.NO_BILL,
    Why.BROKEN: Problem.CANNOT_SETTLE,
    Why.NOTHING_DIFFERS: Problem.NOTHING_DIFFERS,
    Why.NOBODY_TO_WRITE_TO: Problem.NOBODY_TO_WRITE_TO,
}


def _corrections(post: Post, commands: tuple[c.Command, ...]) -> dict[tuple[str, date], Problem]:
    found = {}
    for one in commands:
        if isinstance(one, c.CorrectBill):
            try:
                draft_correction(post.session, post.office, one.nip, one.month, today=local_day(post.now))
            except NothingToCorrectError as error:
                found[one.nip, one.month] = _PROBLEMS.get(error.why, Problem.CANNOT_SETTLE)
    return found


def _claim(post: Post, nip: str) -> ClaimFacts:
    found = debtor(post.session, nip, local_day(post.now), post.office.policy)
    if found is None or not found.owed:
        return ClaimFacts()
    return ClaimFacts(
        overdue=True,
        told_until=None if found.unnoticed else found.final_day,
        reachable=bool(recipients_of(post.session, nip)),
    )


def _complaint(post: Post, key: int) -> ComplaintFacts | None:
    ticket = post.session.get(Ticket, key)
    if ticket is None or ticket.kind != Kind.COMPLAINT.value:
        return None
    course = post.session.get(ComplaintCourse, key)
    return ComplaintFacts(
        extended_until=ticket.promised_day if course and course.extended_at else None,
        decided=bool(course and course.decision),
    )


def _steps(post: Post, ticket_id: int) -> int:
    _, guided = case_of(post.session, post.office, ticket_id)
    return len(guided.steps) if guided else 0


def _spans(post: Post, technician: str, commands: tuple[c.Command, ...]) -> tuple[Span, ...]:
    """The actor's own work of the days these commands touch."""
    works = [command for command in commands if isinstance(command, c.Work | c.Visit)]
    if not works:
        return ()
    first = start_of_day(local_day(min(work.start for work in works)))
    last = start_of_day(local_day(max(work.end for work in works)) + ONE_DAY) + timedelta(hours=1)
    rows = staff_queries.work_between(post.session, first, last, technician=technician)
    return tuple(Span(start=row.start_at, end=row.end_at, on=_public_id(post, row.ticket_id)) for row in rows)


def _public_id(post: Post, key: int) -> str:
    ticket = post.session.get(Ticket, key)
    return ticket.public_id if ticket is not None else ""
