"""``krok:`` ticks the list of a guided case; ``portfel:`` tells about the payer's InsERT wallet."""

from collections.abc import Sequence

from worker.application.help.guide import case_of, checklist, marks_of
from worker.application.insert import book
from worker.application.staff.hand import Hand, Line
from worker.domain import commands as c
from worker.domain.calendar import local_day
from worker.domain.insert.account import Account
from worker.domain.insert.entries import WalletSaid
from worker.mail.letters import facts
from worker.store.insert_tables import CaseMark


def wallet(hand: Hand, command: c.TellWallet) -> Line:
    """``portfel:``; the receipt says what the wallet comes to."""
    post = hand.post
    nip = command.nip or hand.own.nip
    for row in book.as_rows(post.session, nip, command.said, ledger_id=hand.mail, by=hand.actor, now=post.now):
        hand.changes.add(row)
    known = book.account_of(post.session, post.office, nip, local_day(post.now))
    about = _refused(known, command.said)
    return Line(line=command.line, done=facts.Done.WALLET, about=about, wallet=book.shown(known, post.office))


def _refused(known: Account, told: Sequence[WalletSaid]) -> str:
    """Why the first of the entries just told was refused; "" when none was.

    The history goes by days, so they need not be its last ones; of equal entries the newest are.
    """
    left, refused = list(told), ""
    for one in reversed(known.history):
        if one.said in left:
            left.remove(one.said)
            refused = one.outcome.refusal.value if one.outcome.refusal else refused
    return refused


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
