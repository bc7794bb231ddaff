"""``krok:`` a technician ticks the list of a guided case."""

from worker.application.help.guide import case_of, checklist, marks_of
from worker.application.staff.hand import Hand, Line
from worker.domain import commands as c
from worker.mail.letters import facts
from worker.store.insert_tables import CaseMark


def tick(hand: Hand, command: c.TickStep) -> Line:
    """Tick the steps, or take the ticks away, the customer's too."""
    ticket, post = hand.own, hand.post
    _, guided = case_of(post.session, post.office, ticket.id or 0)
    if guided is None:
        raise ValueError(f"ticket {ticket.public_id} has no guided case")
    steps = [guided.steps[number - 1] for number in command.numbers]
    marks = [one for one in marks_of(post.session, ticket.id or 0) if not one.exception]
    for step in steps:
        there = [one for one in marks if one.step == step.key]
        for mark in there if command.undone else ():
            hand.changes.watch(mark)
            mark.undone_at = post.now
            post.session.add(mark)
        if not there and not command.undone:
            hand.changes.add(CaseMark(**hand.row, step=step.key, technician=hand.actor, marked_at=post.now))
    post.session.flush()
    now = checklist(post.session, post.office, ticket)
    done = facts.Done.UNTICKED if command.undone else facts.Done.TICKED
    names = "; ".join(step.name for step in steps)
    return Line(line=command.line, done=done, about=names, left=now.missing if now else ())
