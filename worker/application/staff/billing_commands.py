"""WSTRZYMAJ, WZNÓW and ZATWIERDŹ in reply to the preview or report of a month: its bills, not the payer's service.

KOREKTA, and the same three words in reply to its preview: the correction of one payer's month.
"""

from dataclasses import replace
from datetime import date

from worker.application.billing import state
from worker.application.billing.asked_corrections import answered, ask, is_outdated, write_letter
from worker.application.post import Post
from worker.application.staff.hand import Hand, Line
from worker.domain import commands as c
from worker.domain.calendar import local_day
from worker.mail.letters import facts
from worker.store import queries
from worker.store.billing_tables import BillCorrection
from worker.store.tables import OutboxLetter

_KINDS = ("staff-billing-preview", "staff-billing-report")
_CORRECTION = "staff-billing-correction"


def month_answered(post: Post) -> str:
    """The month (``2026-03``) whose preview, report or alarm a mail answers; "" for any other mail."""
    asked = _asked(post)
    return asked.cause.partition(":")[2].partition("/")[0] if asked is not None and asked.kind in _KINDS else ""


def correction_answered(post: Post) -> BillCorrection | None:
    """The correction whose preview a mail answers; None for any other mail."""
    asked = _asked(post)
    return answered(post.session, asked.cause) if asked is not None and asked.kind == _CORRECTION else None


def answers_outdated(post: Post, row: BillCorrection) -> bool:
    """Whether the preview a mail answers was followed by another of the same correction."""
    asked = _asked(post)
    return asked is not None and is_outdated(row, asked.cause)


def _asked(post: Post) -> OutboxLetter | None:
    """The nearest letter about bills that the mail answers: our receipt of an earlier answer may stand before it."""
    ours = queries.letters_by_message_id(post.session, post.message.thread_ids)
    thread = (ours[one] for one in post.message.thread_ids if one in ours)
    return next((letter for letter in thread if letter.kind in (*_KINDS, _CORRECTION)), None)


def about_bills(post: Post, reading: c.Reading) -> c.Reading:
    """Under a preview ``WSTRZYMAJ <NIP>`` holds the payer's bill; anywhere else it stops his service [12.7]."""
    if not any(isinstance(one, c.Suspend | c.Resume) for one in reading.commands) or _asked(post) is None:
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
    if (row := _correction(hand)) is not None:
        was = row.held_at is not None
        row.held_at, row.approved_at = row.held_at or hand.post.now, None
        return _of_correction(command.line, row, facts.Done.BILLS_AS_BEFORE if was else facts.Done.CORRECTION_HELD)
    period = month_answered(hand.post)
    held = state.hold(hand.post.session, period, command.nip, by=hand.actor, now=hand.post.now)
    if held is not None:
        hand.changes.added.setdefault("bill_hold", []).append(held.id or 0)
    return _line(command, facts.Done.BILLS_HELD if held else facts.Done.BILLS_AS_BEFORE, period)


def release_bills(hand: Hand, command: c.ReleaseBills) -> Line:
    """``WZNÓW``."""
    if (row := _correction(hand)) is not None:
        was, row.held_at = row.held_at, None
        done = facts.Done.CORRECTION_RELEASED if was else facts.Done.BILLS_AS_BEFORE
        return _of_correction(command.line, row, done, automatic=hand.post.office.billing.automatic)
    period = month_answered(hand.post)
    released = state.release(hand.post.session, period, command.nip, now=hand.post.now, before=hand.changes.watch)
    return _line(command, facts.Done.BILLS_RELEASED if released else facts.Done.BILLS_AS_BEFORE, period)


def approve_bills(hand: Hand, command: c.ApproveBills) -> Line:
    """``ZATWIERDŹ``: the month; with a NIP one payer, as ``WZNÓW``; the correction whose preview it answers."""
    if (row := _correction(hand)) is not None:
        was = row.approved_at is not None
        row.held_at, row.approved_at = None, row.approved_at or hand.post.now
        return _of_correction(command.line, row, facts.Done.BILLS_AS_BEFORE if was else facts.Done.CORRECTION_APPROVED)
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


def correct_bill(hand: Hand, command: c.CorrectBill) -> Line:
    """``KOREKTA``: the preview of what would differ, to every manager."""
    post = hand.post
    asked = ask(
        post.session,
        post.office,
        command.nip,
        command.month,
        reason=command.reason,
        by=hand.actor,
        now=post.now,
        watch=hand.changes.watch,
    )
    row, automatic = asked.row, post.office.billing.automatic
    if not asked.is_new:
        return _of_correction(command.line, row, facts.Done.CORRECTION_WAITS)
    stage = facts.CorrectionStage.ASKED if row.id is None else facts.CorrectionStage.CHANGED
    if row.id is None:
        hand.changes.add(row)
    post.session.add(row)
    write_letter(post.session, post.office, row, asked.settled, stage, post.now)
    line = _of_correction(command.line, row, facts.Done.CORRECTION_ASKED, automatic=automatic)
    return replace(line, version=row.version, money=asked.settled.difference)


def _correction(hand: Hand) -> BillCorrection | None:
    row = correction_answered(hand.post)
    if row is not None:
        hand.changes.watch(row)
        hand.post.session.add(row)
    return row


def _of_correction(line: str, row: BillCorrection, done: facts.Done, *, automatic: bool = False) -> Line:
    until = local_day(row.send_at) if automatic else None
    return Line(line=line, done=done, about=row.nip, day=date.fromisoformat(f"{row.month}-01"), until=until)


def _line(command: c.HoldBills | c.ReleaseBills | c.ApproveBills, done: facts.Done, period: str) -> Line:
    return Line(line=command.line, done=done, about=command.nip, day=date.fromisoformat(f"{period}-01"))
