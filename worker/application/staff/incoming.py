"""A technician's or manager's mail from its first line to the last letter it causes.

    read the commands -> gather what the rules need -> any objection: ask back, nothing else happens
    -> carry out -> relay the rest -> tell colleagues and the writer

All of it in the recording transaction; whatever raises rolls the whole mail back.
"""

from dataclasses import dataclass, replace

from worker.application.files import files_of
from worker.application.post import Post
from worker.application.promise_clock import react
from worker.application.staff import answers, overview
from worker.application.staff.billing_commands import about_bills
from worker.application.staff.carry_out import carry_out
from worker.application.staff.changes import Changes, take_back
from worker.application.staff.hand import Hand
from worker.application.staff.knowledge import staff_facts
from worker.application.staff.phone import ask_to_confirm
from worker.application.staff.relay import relay
from worker.application.ticket_news import news
from worker.application.ticket_rows import who_said, words_of
from worker.domain import commands as c
from worker.domain import guards, nip
from worker.domain.case import Case
from worker.domain.letter_kind import goes_to_customer
from worker.domain.staff_rules import StaffFacts, objections
from worker.domain.verdict import Reason
from worker.mail.letters import facts
from worker.store import queries, staff_queries
from worker.store.staff_tables import Instruction
from worker.store.tables import Ticket

_TICKET_LETTERS = ("", "staff-ticket", "staff-receipt", "staff-question")
_QUESTIONS = (c.Help, c.Report, c.Show)
_BILLS = (c.HoldBills, c.ReleaseBills, c.ApproveBills)
_PAYERS = (c.Suspend, c.Resume, c.Demand, c.CorrectBill)
_TICKET_FREE = (*_QUESTIONS, *_BILLS, *_PAYERS, c.Assign, c.Away, c.PhoneReport, c.TellWallet, c.Undo, c.Confirmed)
# what went to the customer by letter cannot be taken back
_FINAL = (facts.Done.NOTICED, facts.Done.EXTENDED)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """What a mail asks for: commands, and the text that is left for the customer."""

    reading: c.Reading
    ticket: Ticket | None
    facts: StaffFacts

    @property
    def phone(self) -> c.PhoneReport | None:
        """The telephone report, whose notes are the rest of the mail."""
        return next((one for one in self.reading.commands if isinstance(one, c.PhoneReport)), None)

    @property
    def replies(self) -> bool:
        """Whether anything is meant for the customer: text below the commands, or a mail without commands."""
        if self.phone is not None or any(isinstance(one, _QUESTIONS) for one in self.reading.commands):
            return False
        if self.ticket is None and self.reading.commands:
            return False
        return bool(self.reading.rest.strip()) or not (self.reading.commands or self.reading.wrong)

    @property
    def confirmed(self) -> bool:
        """Whether the guards may be passed."""
        return any(isinstance(one, c.Confirmed) for one in self.reading.commands)


def staff_mail(post: Post, case: Case) -> None:
    """Do what the mail says, or say why not. The caller has made sure who wrote it."""
    asked = _ask(post, case)
    wrong = asked.reading.wrong + objections(asked.reading.commands, asked.facts)
    if not wrong and asked.replies:
        wrong = _objections_to_reply(post, case, asked)
    if wrong:
        answers.ask_back(post, case, asked.ticket, wrong)
        return
    reacted = asked.ticket is not None and asked.ticket.reacted_at is not None
    was_closed = asked.ticket is not None and asked.ticket.closed_at is not None
    lines, new_owners = _carry_out(post, case, asked)
    if asked.ticket is not None and asked.replies:
        _reply(post, case, asked, lines, new_owners, was_closed=was_closed)
    elif lines:
        first = asked.ticket is not None and asked.ticket.reacted_at is not None and not reacted
        answers.send_receipt(post, case, asked.ticket, lines=lines, reaction=first)


def _ask(post: Post, case: Case) -> _Asked:
    reading = c.read_commands(post.message.new_text, post.entry.received_at)
    name = f"{case.author.name} {post.office.name_of(case.author.address)}"
    if reading.commands and guards.is_signature(reading.rest, name):
        reading = replace(reading, rest="")
    if not reading.commands and not reading.wrong:
        by_subject = c.command_in_subject(post.message.subject, post.entry.received_at)
        if isinstance(by_subject, c.Wrong):
            reading = c.Reading(wrong=(by_subject,))
        elif by_subject is not None:
            reading = c.Reading(commands=(by_subject,))
    reading = about_bills(post, reading)
    case = _without_hearsay(case, reading)
    key = case.thread.ticket.id if case.thread and case.thread.ticket else None
    ticket = post.session.get(Ticket, key) if key is not None else None
    post.entry.ticket_id = key
    return _Asked(reading=reading, ticket=ticket, facts=_facts(post, case, reading))


def _facts(post: Post, case: Case, reading: c.Reading) -> StaffFacts:
    return staff_facts(post, case, reading.commands, has_words=bool(reading.rest.strip()))


def _without_hearsay(case: Case, reading: c.Reading) -> Case:
    """A Ticket ID that is only mentioned in the text makes no reply to its customer; commands may mean it."""
    if case.thread is None or case.thread.how is not Reason.ON_TICKET_BY_QUOTE:
        return case
    about_ticket = [one for one in reading.commands if not isinstance(one, _TICKET_FREE)]
    return case if about_ticket and not reading.rest.strip() else replace(case, thread=None)


def _objections_to_reply(post: Post, case: Case, asked: _Asked) -> tuple[c.Wrong, ...]:
    if asked.ticket is None:
        problem = c.Problem.UNKNOWN_TICKET if asked.facts.unknown_id else c.Problem.WITHOUT_TICKET
        if case.answers and case.answers not in _TICKET_LETTERS:
            problem = c.Problem.NO_TICKET_LETTER
        return (c.Wrong(line="", problem=problem, about=asked.facts.unknown_id),)
    message = post.message
    written = (
        one.text for one in staff_queries.messages_on(post.session, asked.ticket.id or 0, post.office.staff_addresses)
    )
    return guards.objections(
        guards.Reply(
            text=asked.reading.rest,
            now=post.entry.received_at,
            files=bool(files_of(post)),
            payer=asked.ticket.nip,
            allowed_nips=frozenset(number for text in written for number in nip.find_all(text)),
            other_ticket=_other_ticket(post, case, asked.ticket),
            is_whole_quote=bool(message.quote) and message.new_text.strip() == message.text.strip(),
            from_ticket_letter=case.answers in _TICKET_LETTERS or goes_to_customer(case.answers),
        ),
        confirmed=asked.confirmed,
    )


def _other_ticket(post: Post, case: Case, ticket: Ticket) -> str:
    """A ticket named in the subject that is neither the one answered nor merged into it."""
    own = staff_queries.with_merged(post.session, ticket.id or 0)
    named = (queries.ticket_by_public_id(post.session, [one]) for one in case.subject.ticket_ids)
    return next((one.public_id for one in named if one is not None and one.id not in own), "")


def _carry_out(post: Post, case: Case, asked: _Asked) -> tuple[tuple[facts.ReceiptLine, ...], frozenset[str]]:
    """The commands, and the row by which they can be taken back; who got a ticket by them has had his letter."""
    commands, actor = asked.reading.commands, case.author.address
    for command in dict.fromkeys(commands):
        match command:
            case c.Help():
                answers.send_guide(post, case, is_manager=asked.facts.is_manager)
            case c.Report():
                overview.send_report(post, case.author)
            case c.Show():
                overview.send_card(post, case.author, command.ticket)
            case c.Undo():
                return _undo(post, case, asked, command), frozenset()
            case _:
                pass
    changes = Changes(session=post.session)
    hand = Hand(post=post, ticket=asked.ticket, actor=actor, changes=changes)
    if asked.phone is not None:
        lines: tuple[facts.ReceiptLine, ...] = (_phone(post, case, asked, asked.phone, changes),)
        commands = tuple(one for one in commands if not isinstance(one, c.PhoneReport | c.SetPayer))
    else:
        lines = ()
    lines += carry_out(hand, commands)
    if any(one.done not in _FINAL for one in lines):
        post.session.add(
            Instruction(
                ledger_id=post.entry.id or 0,
                ticket_id=asked.ticket.id if asked.ticket else None,
                person=actor,
                lines=[one.line for one in asked.reading.commands],
                before=changes.as_json(),
                carried_out_at=post.now,
            )
        )
    for ticket, address in hand.handed_to:
        _tell_new_owner(post, ticket, address, asked)
    for ticket, address in hand.taken_from:
        news(post, ticket, facts.TicketEvent.TAKEN, text="", to=(post.office.person(address),))
    return lines, frozenset(address for ticket, address in hand.handed_to if ticket is asked.ticket)


def _phone(post: Post, case: Case, asked: _Asked, command: c.PhoneReport, changes: Changes) -> facts.ReceiptLine:
    number = next((one.nip for one in asked.reading.commands if isinstance(one, c.SetPayer)), "")
    notes = asked.reading.rest or next((one.text for one in asked.reading.commands if isinstance(one, c.Note)), "")
    return ask_to_confirm(post, case, command, notes, number, changes)


def _undo(post: Post, case: Case, asked: _Asked, command: c.Undo) -> tuple[facts.ReceiptLine, ...]:
    key = asked.ticket.id if asked.ticket else None
    last = staff_queries.last_instruction(post.session, case.author.address, key)
    if last is None:
        return ()
    take_back(post.session, last.before, post.now)
    last.undone_at = post.now
    post.session.add(last)
    return (facts.ReceiptLine(line=command.line, done=facts.Done.UNDONE, about="; ".join(last.lines)),)


def _tell_new_owner(post: Post, ticket: Ticket, address: str, asked: _Asked) -> None:
    """The colleague gets the ticket as a mail: the note of who hands over, and the customer's last words."""
    note = next((one.text for one in asked.reading.commands if isinstance(one, c.Note)), "")
    last = staff_queries.last_word(post.session, ticket.id or 0, post.office.staff_addresses)
    reply = asked.reading.rest if asked.replies and ticket is asked.ticket else ""
    if address != (post.message.author.address if post.message.author else ""):
        said = (who_said(last, post.office), last.received_at, words_of(last, post.office)) if last else None
        news(
            post,
            ticket,
            facts.TicketEvent.ASSIGNED,
            text=reply,
            to=(post.office.person(address),),
            note=note,
            last_word=said,
        )


def _reply(
    post: Post,
    case: Case,
    asked: _Asked,
    lines: tuple[facts.ReceiptLine, ...],
    new_owners: frozenset[str],
    *,
    was_closed: bool,
) -> None:
    ticket = asked.ticket
    if ticket is None:
        return
    decided = next((one.decision.value for one in asked.reading.commands if isinstance(one, c.Decide)), "")
    sent_to = relay(post, ticket, asked.reading.rest, case.author, decision=decided)
    reacted = ticket.reacted_by == case.author.address and ticket.reacted_at == post.now  # by a command of this mail
    over = was_closed and ticket.closed_at is not None  # closed before, and this mail does not open it
    first = reacted or (not over and react(ticket, case.author.address, post.now))
    post.session.add(ticket)
    post.notes.append({"relayed_to": list(sent_to), "reaction": first})
    news(post, ticket, facts.TicketEvent.REPLIED, text=asked.reading.rest, without=new_owners)
    answers.send_receipt(post, case, ticket, lines=lines, sent_to=sent_to, reaction=first)
