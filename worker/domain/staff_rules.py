"""Whether a technician's or manager's mail may be carried out: every reason against it, or none.

All or nothing: one reason, and no command is carried out and nothing reaches the customer. The rules are pure;
``StaffFacts`` is everything they may know.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from worker.domain import commands as c
from worker.domain.calendar import WARSAW, local_day
from worker.domain.case import TicketFacts
from worker.domain.commands.wrong import Problem, Wrong
from worker.domain.message import Address
from worker.domain.money_rules import (
    AnsweredCorrection,
    ClaimFacts,
    ComplaintFacts,
    against_bills_of_correction,
    against_complaint,
    against_demand,
)
from worker.domain.polish import base_forms, fold
from worker.domain.work_log import Span, doubt, month_closed


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffFacts:
    """What the rules need to know. ``spans`` are the actor's own work; ``tickets`` those the commands name, or those
    they were merged into.

    ``away`` maps the address of an absent technician to his last day of absence. ``unknown_id`` is a Ticket ID in
    the subject that no ticket has.
    """

    now: datetime
    actor: Address
    is_manager: bool
    technicians: tuple[Address, ...]
    ticket: TicketFacts | None = None
    unknown_id: str = ""
    tickets: Mapping[str, TicketFacts] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    away: Mapping[str, date] = field(default_factory=dict)
    can_undo: bool = False
    has_work: bool = False  # the actor has work on this ticket that ``klasa:`` can mean
    own_addresses: frozenset[str] = frozenset()
    steps: int = 0  # of the ticket's guided case; 0: it has none
    payers: frozenset[str] = frozenset()  # NIPs among those the commands name that we know
    month: str = ""  # the month whose preview this mail answers ("2026-03")
    billed: frozenset[str] = frozenset()  # NIPs among those the commands name whose bill of that month went out
    answered: AnsweredCorrection | None = None  # the correction whose preview this mail answers
    corrections: Mapping[tuple[str, date], Problem] = field(default_factory=dict)  # why a month cannot be corrected
    claims: Mapping[str, ClaimFacts] = field(default_factory=dict)
    complaint: ComplaintFacts | None = None  # None: the ticket is none
    has_words: bool = False  # the mail says something to the customer below its commands


_NEEDS_TICKET = (
    c.Work, c.Visit, c.Travel, c.SetTopic, c.Connection, c.Implementation, c.SetStatus, c.HandOver, c.Note, c.Merge,
    c.AddParticipant, c.Extend, c.Decide, c.TickStep,
)  # fmt: skip
_ABOUT_WORK = (c.SetTopic, c.Connection, c.Implementation)
_ONCE = (c.PhoneReport, c.SetStatus, c.HandOver, c.SetPayer, c.Merge, c.Extend, c.Decide)
_BILLS = (c.HoldBills, c.ReleaseBills, c.ApproveBills)
_AboutBills = c.HoldBills | c.ReleaseBills | c.ApproveBills
_MANAGERS = (c.Report, c.Assign, c.Suspend, c.Resume, c.Demand, c.CorrectBill, *_BILLS)


def objections(commands: tuple[c.Command, ...], facts: StaffFacts) -> tuple[Wrong, ...]:
    """Everything that speaks against these commands, in their order."""
    found: list[Wrong] = []
    written: list[Span] = []
    phone = any(isinstance(command, c.PhoneReport) for command in commands)
    for command in commands:
        for rule in RULES:
            wrong = rule(command, facts)
            if wrong is not None:
                found.append(wrong)
                break
        else:
            if isinstance(command, c.SetPayer) and facts.ticket is None and not phone:
                found.append(_without_ticket(command, facts))
            if isinstance(command, c.TellWallet) and facts.ticket is None and not command.nip:
                found.append(_without_ticket(command, facts))
            if isinstance(command, c.Work | c.Visit):
                found.extend(_doubts(command, facts, written))
                written.append(Span(start=command.start, end=command.end))
            if isinstance(command, c.Travel):
                found.extend(_doubtful_day(command, facts))
    found.extend(_together(commands, facts))
    return tuple(found)


def needs_ticket(command: c.Command, facts: StaffFacts) -> Wrong | None:
    """Commands about a ticket need one."""
    if isinstance(command, _NEEDS_TICKET) and facts.ticket is None:
        return _without_ticket(command, facts)
    return None


def managers_only(command: c.Command, facts: StaffFacts) -> Wrong | None:
    """[12.7] and the day's work are the managers' business."""
    if isinstance(command, _MANAGERS) and not facts.is_manager:
        return Wrong(line=command.line, problem=Problem.MANAGERS_ONLY)
    return None


def known_ticket(command: c.Command, facts: StaffFacts) -> Wrong | None:
    """A named ticket must exist; merging needs another one of the same payer."""
    if not isinstance(command, c.Merge | c.Show | c.Assign):
        return None
    other = facts.tickets.get(command.ticket)
    if other is None:
        return Wrong(line=command.line, problem=Problem.UNKNOWN_TICKET, about=command.ticket)
    if isinstance(command, c.Merge) and facts.ticket is not None:
        if other.id == facts.ticket.id:
            return Wrong(line=command.line, problem=Problem.MERGE_SELF, about=command.ticket)
        if other.nip != facts.ticket.nip:
            return Wrong(line=command.line, problem=Problem.MERGE_OTHER_PAYER, about=command.ticket)
    return None


def known_person(command: c.Command, facts: StaffFacts) -> Wrong | None:
    """The named colleague must be one, exactly one, and here."""
    if not isinstance(command, c.HandOver | c.Assign):
        return None
    found = people(command.to, facts.technicians)
    start = command.line[: len(command.line) - len(command.to)].rstrip()
    if not found:
        names = ", ".join(one.name or one.address for one in facts.technicians)
        example = first_name(facts.technicians[0]) if facts.technicians else ""
        right = f"{start} {example}".strip()
        return Wrong(line=command.line, problem=Problem.UNKNOWN_PERSON, about=names, right=right)
    if len(found) > 1:
        names = ", ".join(one.name or one.address for one in found)
        right = f"{start} {fold(found[0].name) or found[0].address}"
        return Wrong(line=command.line, problem=Problem.TWO_PERSONS, about=names, right=right)
    if found[0].address in facts.away:
        here = [one for one in facts.technicians if one.address not in {*facts.away, facts.actor.address}]
        right = f"{start} {first_name(here[0])}" if here else ""
        return Wrong(
            line=command.line, problem=Problem.PERSON_AWAY, about=found[0].name or found[0].address, right=right
        )
    return None


def undoable(command: c.Command, facts: StaffFacts) -> Wrong | None:
    """There must be something to take back."""
    if isinstance(command, c.Undo) and not facts.can_undo:
        return Wrong(line=command.line, problem=Problem.NOTHING_TO_UNDO)
    return None


def known_payer(command: c.Command, facts: StaffFacts) -> Wrong | None:
    """Only a payer we know can be stopped or resumed, or his bill be held or corrected."""
    if not isinstance(command, c.Suspend | c.Resume | c.Demand | c.CorrectBill | _AboutBills):
        return None
    everybody = isinstance(command, _BILLS) and not command.nip
    if everybody or command.nip in facts.payers:
        return None
    return Wrong(line=command.line, problem=Problem.UNKNOWN_PAYER, about=command.nip)


def bills_of_a_month(command: c.Command, facts: StaffFacts) -> Wrong | None:
    """Bills are held and released in reply to the preview of their month or correction, before they leave (12.6)."""
    if not isinstance(command, _AboutBills):
        return None
    if facts.answered is not None:
        found = against_bills_of_correction(command, facts.answered)
        return Wrong(line=command.line, problem=found[0], about=found[1]) if found else None
    if not facts.month:
        return Wrong(line=command.line, problem=Problem.NOT_IN_PREVIEW)
    if isinstance(command, c.HoldBills) and command.nip in facts.billed:
        return Wrong(line=command.line, problem=Problem.BILL_SENT, about=command.nip)
    return None


def known_step(command: c.Command, facts: StaffFacts) -> Wrong | None:
    """A step needs a list, and a number on it."""
    if not isinstance(command, c.TickStep):
        return None
    if not facts.steps:
        return Wrong(line=command.line, problem=Problem.NO_CASE)
    if not all(1 <= number <= facts.steps for number in command.numbers):
        return Wrong(line=command.line, problem=Problem.UNKNOWN_STEP, about=str(facts.steps), right="krok: 1")
    return None


def strangers_address(command: c.Command, facts: StaffFacts) -> Wrong | None:
    """Our own address is nobody's participant: the letters would come back to us."""
    if isinstance(command, c.AddParticipant | c.PhoneReport) and command.address in facts.own_addresses:
        return Wrong(line=command.line, problem=Problem.OWN_ADDRESS, about=command.address)
    return None


def money(command: c.Command, facts: StaffFacts) -> Wrong | None:
    """[12.7] each notice once and only for what is overdue; [12.8] more time and the answer once, for complaints;
    [12.10] only a month that went out and comes to something else now is corrected.
    """
    found = None
    if isinstance(command, c.CorrectBill):
        problem = facts.corrections.get((command.nip, command.month))
        found = (problem, command.nip) if problem else None
    elif isinstance(command, c.Demand):
        found = against_demand(command, facts.claims.get(command.nip, ClaimFacts()), local_day(facts.now))
    elif isinstance(command, c.Extend | c.Decide):
        found = against_complaint(command, facts.complaint, has_words=facts.has_words)
    return Wrong(line=command.line, problem=found[0], about=found[1]) if found else None


RULES: tuple[Callable[[c.Command, StaffFacts], Wrong | None], ...] = (
    managers_only,
    needs_ticket,
    known_ticket,
    known_person,
    known_payer,
    bills_of_a_month,
    undoable,
    known_step,
    strangers_address,
    money,
)


def _without_ticket(command: c.Command, facts: StaffFacts) -> Wrong:
    problem = Problem.UNKNOWN_TICKET if facts.unknown_id else Problem.WITHOUT_TICKET
    return Wrong(line=command.line, problem=problem, about=facts.unknown_id)


def _doubts(command: c.Work | c.Visit, facts: StaffFacts, written: list[Span]) -> Iterator[Wrong]:
    """What is doubtful about work; the lines of the same mail count too."""
    span = Span(start=command.start, end=command.end)
    found = doubt(span, (*facts.spans, *written), facts.now, confirmed=command.confirmed)
    if found is None:
        return
    right = f"{command.line} potwierdzam" if found.problem in (Problem.OVERLAP, Problem.TOO_LONG) else ""
    about = ""
    if found.other is not None:
        local = [instant.astimezone(WARSAW).strftime("%H:%M") for instant in (found.other.start, found.other.end)]
        about = "-".join(local)
    yield Wrong(line=command.line, problem=found.problem, about=about, right=right)


def _doubtful_day(command: c.Travel, facts: StaffFacts) -> Iterator[Wrong]:
    """A trip of tomorrow, or of a month that is billed."""
    today = local_day(facts.now)
    if command.day > today:
        yield Wrong(line=command.line, problem=Problem.FUTURE)
    elif month_closed(command.day, today):
        yield Wrong(line=command.line, problem=Problem.CLOSED_MONTH)


def _together(commands: tuple[c.Command, ...], facts: StaffFacts) -> Iterator[Wrong]:
    """What the commands of one mail may not be together."""
    for command in commands if len(commands) > 1 else ():
        if isinstance(command, c.Undo):
            yield Wrong(line=command.line, problem=Problem.UNDO_ALONE, right="cofnij")
    for kind in _ONCE:
        for command in [one for one in commands if isinstance(one, kind)][1:]:
            yield Wrong(line=command.line, problem=Problem.ONLY_ONCE)
    if facts.ticket is not None:
        yield from _lacking(commands, facts.ticket.nip, has_work=facts.has_work)


def _lacking(commands: tuple[c.Command, ...], payer: str, *, has_work: bool) -> Iterator[Wrong]:
    """Commands on a ticket that speak of work nobody has written down, or that need a payer it does not have."""
    works = any(isinstance(command, c.Work | c.Visit) for command in commands)
    named = any(isinstance(command, c.SetPayer) for command in commands)
    for command in commands:
        if isinstance(command, _ABOUT_WORK) and not works and not has_work:
            yield Wrong(line=command.line, problem=Problem.NO_WORK, right=f"czas: 35m\n{command.line}")
        needs_payer = isinstance(command, c.Work | c.Visit | c.Travel) or (
            isinstance(command, c.TellWallet) and not command.nip
        )
        if needs_payer and not (payer or named):
            yield Wrong(line=command.line, problem=Problem.NO_PAYER, right=f"nip: …\n{command.line}")


def people(who: str, everybody: tuple[Address, ...]) -> tuple[Address, ...]:
    """The colleagues a word can mean: address, its local part, first name, surname or both; in any case ending."""
    wanted = fold(who).replace(".", " ").split()
    forms = [base_forms(word) for word in wanted]

    def means(one: Address) -> bool:
        parts = fold(one.name).split()
        local = one.address.partition("@")[0]
        written = {one.address.replace(".", " "), local.replace(".", " "), local.rpartition(".")[2]}
        return " ".join(wanted) in written or any(
            len(names) == len(forms) and all(name in form for name, form in zip(names, forms, strict=True))
            for names in (parts, parts[::-1], *([part] for part in parts))
        )

    return tuple(one for one in everybody if wanted and means(one))


def first_name(one: Address) -> str:
    """How a colleague is named in a command: ``marek``, or the address when there is no name."""
    return fold(one.name).split()[0] if one.name else one.address
