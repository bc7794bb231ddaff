"""WSTRZYMAJ, WZNÓW and ZATWIERDŹ in reply to the preview or report of a month: its bills, not the payer's service."""

from dataclasses import replace
from datetime import date

from worker.application.billing import state
from worker.application.post import Post
from worker.application.staff.hand import Hand, Line
from worker.domain import commands as c
from worker.mail.letters import facts
from worker.store import queries

_KINDS = ("staff-billing-preview", "staff-billing-report")


def month_answered(post: Post) -> str:
    """The month (``2026-03``) whose preview, report or alarm a mail answers; "" for any other mail."""
    ours = queries.letters_by_message_id(post.session, post.message.thread_ids)
    thread = (ours[one] for one in post.message.thread_ids if one in ours)
    # the nearest letter may be our receipt of an earlier answer: the preview is further up its thread
    asked = next((letter for letter in thread if letter.kind in _KINDS), None)
    return asked.cause.partition(":")[2].partition("/")[0] if asked is not None else ""


def about_bills(post: Post, reading: c.Reading) -> c.Reading:
    """Under a preview ``WSTRZYMAJ <NIP>`` holds the payer's bill; anywhere else it stops his service [12.7]."""
    if not any(isinstance(one, c.Suspend | c.Resume) for one in reading.commands) or not month_answered(post):
        return reading
    return replace(reading, commands=tuple(_bill_command(one) for one in reading.commands))


def _bill_command(command: c.Command) -> c.Command:
    if isinstance(command, c.Suspend):
        return c.HoldBills(line=command.line, nip=command.nip)
    if isinstance(command, c.Resume):
        return c.ReleaseBills(line=command.line, nip=command.nip)
    return command


def hold_bills(hand: Hand, command: c.HoldBills) -> Line:
    """``WSTRZYMAJ``."""
    period = month_answered(hand.post)
    held = state.hold(hand.post.session, period, command.nip, by=hand.actor, now=hand.post.now)
    if held is not None:
        hand.changes.added.setdefault("bill_hold", []).append(held.id or 0)
    return _line(command, facts.Done.BILLS_HELD if held else facts.Done.BILLS_AS_BEFORE, period)


def release_bills(hand: Hand, command: c.ReleaseBills) -> Line:
    """``WZNÓW``."""
    period = month_answered(hand.post)
    released = state.release(hand.post.session, period, command.nip, now=hand.post.now, before=hand.changes.watch)
    return _line(command, facts.Done.BILLS_RELEASED if released else facts.Done.BILLS_AS_BEFORE, period)


def approve_bills(hand: Hand, command: c.ApproveBills) -> Line:
    """``ZATWIERDŹ``: the month; with a NIP one payer, as ``WZNÓW``."""
    if command.nip:
        return release_bills(hand, c.ReleaseBills(line=command.line, nip=command.nip))
    period, post = month_answered(hand.post), hand.post
    now_held = frozenset(hand.changes.added.get("bill_hold", ()))
    approval = state.approve(
        post.session,
        period,
        automatic=post.office.billing.automatic,
        now=post.now,
        before=hand.changes.watch,
        without=now_held,
    )
    if approval is not None:
        hand.changes.added.setdefault("job_run", []).append(approval.id or 0)
    held = ", ".join(sorted(state.holds_of(post.session, period).nips))
    return replace(_line(command, facts.Done.BILLS_APPROVED, period), about=held)


def _line(command: c.HoldBills | c.ReleaseBills | c.ApproveBills, done: facts.Done, period: str) -> Line:
    return Line(line=command.line, done=done, about=command.nip, day=date.fromisoformat(f"{period}-01"))
