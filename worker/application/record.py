"""Steps 3 to 6 of the walk for one mail: gather, decide, write, record, all inside the caller's transaction.

Everything one mail causes is added to the session here: raw bytes, ledger row, ticket or incomplete report,
message, attachments, outbox letters. The caller commits or rolls back the whole; there is no half.
"""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from sqlmodel import Session

from worker.application.absence import tell_of_absence
from worker.application.alerts import alert_quarantine, note_bounce
from worker.application.complaints import is_answered
from worker.application.crash import crash_point
from worker.application.customer_letters import confirm, reject
from worker.application.explanation import explain
from worker.application.gather import answered_letter, fingerprint, gather
from worker.application.help.guide import go_on
from worker.application.helped import helped
from worker.application.insert.mail import answer_wallet, hear_wallet
from worker.application.insert.orders import place_order
from worker.application.offered import Offered, ledger_row
from worker.application.office import Office
from worker.application.opening import open_ticket
from worker.application.packages.compensation import choose
from worker.application.packages.later import decide_later, number_said
from worker.application.participants import join_by_copy
from worker.application.post import Post
from worker.application.promise_clock import run_on
from worker.application.remembered import to_json
from worker.application.self_service import answer
from worker.application.staff import staff_mail
from worker.application.ticket_news import forward, news
from worker.domain.calendar import Deadline
from worker.domain.case import Case
from worker.domain.letter_kind import goes_to_customer
from worker.domain.triage import decide
from worker.domain.verdict import Answer, Append, Confirm, Ignore, Kind, Quarantine, Reject, Verdict, kind_of_mail
from worker.mail.letters import facts
from worker.mail.typed_answers import with_typed_answers
from worker.store.engine import take_turn
from worker.store.rows import insert
from worker.store.tables import (
    Attachment,
    IncompleteReport,
    LedgerEntry,
    Message,
    Outcome,
    Ticket,
    TicketState,
)

_OUTCOMES = {
    Confirm: Outcome.CONFIRM,
    Reject: Outcome.REJECT,
    Append: Outcome.APPEND,
    Answer: Outcome.APPEND,  # an answer was given, no ticket was opened
    Ignore: Outcome.IGNORE,
    Quarantine: Outcome.QUARANTINE,
}


def record(session: Session, offered: Offered, office: Office, now: datetime, *, vouched: bool = False) -> LedgerEntry:
    """Judge one mail and write down everything that follows from it. Raises whatever goes wrong inside.

    Raises DocumentsWantedError when documents have to be made first; then the caller rolls back and comes again.

    ``vouched``: a person has released it from quarantine. Takes the turn (docs/adr/0017) before it reads anything.
    """
    take_turn(session.connection())
    offered = _with_answers(session, offered, office)
    case = gather(
        session,
        offered.message,
        office,
        now,
        except_id=offered.shunted_id,
        vouched=vouched,
        read_ahead=offered.details,
    )
    verdict = decide(case)
    crash_point("decided")
    entry = ledger_row(
        session, offered, now, _OUTCOMES[type(verdict)], kind_of_mail(verdict), fingerprint(offered.message)
    )
    post = Post(
        session=session,
        office=office,
        entry=entry,
        message=offered.message,
        now=now,
        raw=offered.raw,
        made=offered.made,
    )
    deadline = _carry_out(session, verdict, case, entry, post, now)
    _keep_text(session, entry, offered)
    entry.explanation = explain(case, verdict, deadline=deadline, notes=post.notes)
    session.add(entry)
    session.flush()
    return entry


def _with_answers(session: Session, offered: Offered, office: Office) -> Offered:
    """What was typed into the quoted copy of our letter is new text too: people fill in the form where they see it."""
    letter = answered_letter(session, offered.message, office) if offered.message.quote else None
    if letter is None or not goes_to_customer(letter.kind):
        return offered
    new_text = with_typed_answers(offered.message, letter.raw)
    if new_text == offered.message.new_text:
        return offered
    return replace(offered, message=replace(offered.message, new_text=new_text), details=None)


def _carry_out(
    session: Session, verdict: Verdict, case: Case, entry: LedgerEntry, post: Post, now: datetime
) -> Deadline | None:
    match verdict:
        case Confirm():
            ticket, deadline = open_ticket(session, verdict, case, entry, now, post.office)
            join_by_copy(post, case, ticket)
            if verdict.kind is Kind.POINTS_ORDER and case.pack is not None:
                place_order(post, ticket, case.pack)
            confirm(post, verdict, case, ticket, deadline)
            hear_wallet(post, case, ticket)
            return deadline
        case Reject():
            _remember_report(session, verdict, case, entry)
            reject(post, verdict, case)
        case Append():
            entry.ticket_id = verdict.ticket
            if verdict.kind is Kind.TECHNICIAN_REPLY:
                staff_mail(post, case)
            elif verdict.kind is Kind.WALLET:
                answer_wallet(post, case)
            elif verdict.kind is Kind.COMPENSATION_CHOICE:
                _choose(post, verdict, case)
            else:
                _append(session, verdict, case, post)
        case Answer():
            answer(post, verdict, case)
        case Ignore():
            entry.ticket_id = verdict.ticket
            note_bounce(post)
            tell_of_absence(post, verdict, case)
        case Quarantine():
            entry.ticket_id = verdict.ticket
            alert_quarantine(post, verdict)
        case _:
            assert_never(verdict)
    return None


def _remember_report(session: Session, verdict: Reject, case: Case, entry: LedgerEntry) -> None:
    report = session.get(IncompleteReport, verdict.completes) if verdict.completes is not None else None
    if report is None:
        report = IncompleteReport(
            requester=case.author.address, kind=verdict.kind.value, first_received_at=entry.received_at
        )
    report.kind = verdict.kind.value
    report.nip = verdict.nip or report.nip
    report.topic = report.topic or verdict.topic
    report.details = to_json(verdict.details)
    report.text = "\n\n".join(part for part in (report.text, case.message.new_text) if part)
    report.last_received_at = entry.received_at
    session.add(report)
    session.flush()
    entry.incomplete_report_id = report.id


def _append(session: Session, verdict: Append, case: Case, post: Post) -> None:
    ticket = session.get(Ticket, verdict.ticket)
    if ticket is None or helped(post, case, verdict):
        return
    if verdict.reopens:
        ticket.state, ticket.closed_at = TicketState.OPEN.value, None
        if ticket.reacted_at is not None:
            ticket.state = TicketState.IN_PROGRESS.value
        run_on(ticket, post.now, post.office.days_off, answered=is_answered(session, ticket))
    elif ticket.state == TicketState.WAITING.value:
        ticket.state = TicketState.IN_PROGRESS.value
    session.add(ticket)
    join_by_copy(post, case, ticket)
    if number := number_said(case.message.new_text):
        decide_later(post, ticket, number=number)
    go_on(post, case, ticket)
    hear_wallet(post, case, ticket)
    forward(post, verdict)


def _choose(post: Post, verdict: Append, case: Case) -> None:
    """One word of 13.10; the managers and the writer hear of it, and the technicians as of any message."""
    ticket = post.session.get(Ticket, verdict.ticket)
    if ticket is not None:
        choose(post, case, ticket)
        news(post, ticket, facts.TicketEvent.MESSAGE)


def _keep_text(session: Session, entry: LedgerEntry, offered: Offered) -> None:
    """Text and attachment list of every mail a person may want to read; machines' mails stay as raw bytes only."""
    if entry.outcome == Outcome.IGNORE.value and entry.ticket_id is None:
        return
    message, author = offered.message, offered.message.author
    assert entry.id is not None  # noqa: S101 - flushed by ledger_row
    insert(
        session,
        Message(
            ledger_id=entry.id,
            ticket_id=entry.ticket_id,
            author=author.address if author else "",
            author_name=author.name if author else "",
            new_text=message.new_text,
            text=message.text,
            received_at=entry.received_at,
        ),
    )
    for part in message.attachments:
        insert(
            session,
            Attachment(
                ledger_id=entry.id,
                part=part.part,
                name=part.name,
                content_type=part.content_type,
                size=part.size,
                sha256=part.sha256,
                inline=part.inline,
                content_id=part.content_id,
                not_kept=part.not_kept,
            ),
        )
