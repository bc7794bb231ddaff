"""Commands carried out: one function per command, each giving its line of the receipt.

Called only when no rule objects to the whole mail. Every row that is touched is watched first, so that ``cofnij`` can
take the mail back.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from worker.application.packages.receipts import with_package
from worker.application.staff import billing_commands, case_commands, money_commands, ticket_commands, work_commands
from worker.application.staff.hand import Hand, Line
from worker.application.staff.work_day import receipt_of_visit, receipt_of_work
from worker.domain import commands as c
from worker.domain.calendar import local_day
from worker.mail.letters import facts
from worker.store import queries
from worker.store.billing_queries import last_version
from worker.store.staff_tables import Absence, WorkEntry, WorkKind
from worker.store.tables import Payer

# what describes work comes after the work, the payer before it
_DESCRIBES = (c.SetTopic, c.Connection, c.Implementation)


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
    unsaid = _DESCRIBES if hand.works else ()
    return tuple(lines[number] for number in sorted(lines) if not isinstance(commands[number], unsaid))


def _rank(command: c.Command) -> int:
    """The payer first, because work is written for him; then work; then what describes it."""
    return 0 if isinstance(command, c.SetPayer) else 2 if isinstance(command, _DESCRIBES) else 1


def _nth(commands: tuple[c.Command, ...], number: int) -> int:
    return sum(isinstance(one, c.Work | c.Visit) for one in commands[:number])


def _receipt(hand: Hand, command: c.Work | c.Visit, entry: WorkEntry) -> Line:
    return replace(
        _receipt_of(hand, command, entry), also=tuple(_with_length(command.line, one) for one in command.also)
    )


def _with_length(line: str, length: timedelta) -> str:
    """The same line said so that it can mean one length only."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return f"{line.strip()} {hours}h {minutes}m" if minutes else f"{line.strip()} {hours}h"


def _receipt_of(hand: Hand, command: c.Work | c.Visit, entry: WorkEntry) -> Line:
    post = hand.post
    late = last_version(post.session, entry.nip, f"{local_day(entry.start_at):%Y-%m}") > 0
    if entry.kind == WorkKind.VISIT.value:
        return replace(receipt_of_visit(entry, command.line, post.office.policy), late=late)
    line = receipt_of_work(post.session, entry, command.line, post.office.policy)
    return replace(with_package(post.session, post.office, entry, line, local_day(post.now)), late=late)


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
    queries.forget_binding(hand.post.session, nip)  # its next reader sees what the caller changes now
    return payer


_ACTIONS: dict[type[c.Command], Callable[[Hand, Any], Line]] = {
    c.Work: work_commands.work,
    c.Visit: work_commands.work,
    c.Travel: work_commands.travel,
    c.SetTopic: work_commands.topic,
    c.Connection: work_commands.connection,
    c.Implementation: work_commands.implementation,
    c.SetStatus: ticket_commands.status,
    c.HandOver: ticket_commands.hand_over,
    c.Assign: ticket_commands.assign,
    c.Note: ticket_commands.note,
    c.Merge: ticket_commands.merge,
    c.AddParticipant: ticket_commands.participant,
    c.SetPayer: ticket_commands.payer,
    c.TickStep: case_commands.tick,
    c.TellWallet: case_commands.wallet,
    c.Away: _away,
    c.Suspend: _suspend,
    c.Resume: _resume,
    c.HoldBills: billing_commands.hold_bills,
    c.ReleaseBills: billing_commands.release_bills,
    c.ApproveBills: billing_commands.approve_bills,
    c.CorrectBill: billing_commands.correct_bill,
    c.Demand: money_commands.demand,
    c.Extend: money_commands.extend,
    c.Decide: money_commands.decide,
}
