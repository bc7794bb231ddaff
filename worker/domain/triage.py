"""One screen of policy: what becomes of a mail.

``RULES`` are asked in order; the first that answers decides. A rule answers, it does not act. The last rule always
answers. Points in brackets are points of the regulamin.

``report_rules`` says what a report must hold, ``points_rules`` what InsPunkty are; the order stands here.
"""

from collections.abc import Callable
from datetime import timedelta

from worker.domain.case import Case, Standing
from worker.domain.classify import (
    Machine,
    doubt,
    is_no_more_than_a_hint,
    reports,
    signs,
    written_in_a_mail_program,
)
from worker.domain.machine_wording import sounds_automatic
from worker.domain.matter import speaks_of_a_matter
from worker.domain.message import SUBJECT_CONTROL
from worker.domain.points_rules import points_order, wallet
from worker.domain.report_rules import complaint, is_new_topic, lacking, report
from worker.domain.self_service import read_choice
from worker.domain.verdict import Answer, Append, Confirm, Ignore, Kind, Quarantine, Reason, Verdict

REOPEN_FOR = timedelta(days=14)
_LEFT_OPEN = frozenset(
    {
        Reason.NOTIFICATION_HEADER,
        Reason.NO_REPLY_SENDER,
        Reason.NULL_RETURN_PATH,
        Reason.BULK_PRECEDENCE,
        Reason.LIST_HEADER,
    }
)
"""Signs of machines that stand on people's mail now and then."""


def decide(case: Case) -> Verdict:
    """The verdict on one mail. Pure: the same case always gives the same answer."""
    for rule in RULES:
        verdict = rule(case)
        if verdict is not None:
            return verdict
    raise AssertionError("the last rule answers every mail")


def duplicate(case: Case) -> Verdict | None:
    """Same Message-ID, same From, same body: the mail came twice, it is answered once."""
    if case.is_duplicate:
        return Ignore(kind=Kind.DUPLICATE, reasons=(Reason.SAME_MESSAGE_AGAIN,))
    return None


def from_machine(case: Case) -> Verdict | None:
    """Machines are never answered; on a ticket they are noted, and nothing more."""
    rows = tuple(signs(case.message, case.me, by_wording=not case.commanding))
    if not rows:
        return None
    found = rows[0]
    ticket = case.thread.ticket if case.thread else None
    if case.commanding and found.kind is Kind.AUTO_REPLY:
        # a command that is not carried out must not vanish; a machine cannot be told, so a manager is
        if case.vouched:
            return None
        reasons = (found.reason, Reason.COMMAND_FROM_MACHINE)
        return Quarantine(kind=found.kind, reasons=reasons, ticket=ticket.id if ticket else None)
    if all(row.reason in _LEFT_OPEN for row in rows) and _a_person_writes(case, rows):
        return None
    if found.reason in _LEFT_OPEN and ticket is None and _may_be_a_report(case, found):
        # a form on a web site, a postmaster's own trouble: the sender cannot be answered, and a report must not vanish
        return (
            None if case.vouched else Quarantine(kind=found.kind, reasons=(found.reason, Reason.REPORT_AMONG_MACHINES))
        )
    return Ignore(kind=found.kind, reasons=(found.reason,), ticket=ticket.id if ticket else None)


def _a_person_writes(case: Case, rows: tuple[Machine, ...]) -> bool:
    """Somebody we know answers a letter of ours, or a whole report carries no more than hints of a machine."""
    message = case.message
    if message.author is None:
        return False
    if case.thread is not None and case.thread.ticket is not None and case.standing is not Standing.STRANGER:
        return bool(message.quote) and speaks_of_a_matter(message.new_text)
    return all(is_no_more_than_a_hint(message, row) for row in rows) and _is_whole(case)


def _may_be_a_report(case: Case, found: Machine) -> bool:
    """A NIP at its place, or all the rest of a report. Lists hand on what people write, and tag its subject."""
    if found.reason is not Reason.LIST_HEADER:
        return reports(case.message) or _is_whole(case)
    if is_no_more_than_a_hint(case.message, found):
        return reports(case.message) and not sounds_automatic(case.message)
    return reports(case.message) and not case.subject.topic.startswith("[") and _is_whole(case)


def _is_whole(case: Case) -> bool:
    """Whether nothing but the NIP is missing, and nothing says that it was sent to many or by itself."""
    return (
        case.message.author is not None
        and not sounds_automatic(case.message)
        and not lacking(case.details, Kind.REPORT, case)
    )


def one_author(case: Case) -> Verdict | None:
    """None or several From mailboxes: nobody to answer, and a known trick (CVE-2023-27043)."""
    if case.message.author is None:
        return Quarantine(kind=Kind.MALFORMED, reasons=(Reason.NOT_ONE_AUTHOR,))
    return None


def rewritten_author(case: Case) -> Verdict | None:
    """A Google Group put the helpdesk's own address into From: whom to answer is a guess, so a person looks."""
    if case.author.address in case.me.addresses:
        return Quarantine(kind=Kind.MALFORMED, reasons=(Reason.AUTHOR_REWRITTEN,))
    return None


def forged(case: Case) -> Verdict | None:
    """Our own server measured a forgery. No rejection goes out: it would hit the victim (backscatter)."""
    if case.message.authentication.failed and not case.vouched:
        return Quarantine(kind=Kind.SPOOF, reasons=(Reason.AUTHENTICATION_FAILED,))
    return None


def smuggled_headers(case: Case) -> Verdict | None:
    """An encoded line break in the subject is never an accident."""
    if SUBJECT_CONTROL in case.message.defects and not case.vouched:
        return Quarantine(kind=Kind.SPOOF, reasons=(Reason.CONTROL_CHARACTERS_IN_SUBJECT,))
    return None


def technician(case: Case) -> Verdict | None:
    """A technician's word moves tickets, so the address alone is not enough."""
    if case.author.address not in case.technicians:
        return None
    if not (case.message.authentication.aligned or case.proven_by_token or case.vouched):
        return Quarantine(kind=Kind.SPOOF, reasons=(Reason.TECHNICIAN_UNPROVEN,))
    if case.thread is None or case.thread.ticket is None:
        if not case.instructs:
            return None
        return Append(kind=Kind.TECHNICIAN_REPLY, ticket=None, reasons=(Reason.FROM_TECHNICIAN, Reason.STAFF_COMMAND))
    return Append(
        kind=Kind.TECHNICIAN_REPLY, ticket=case.thread.ticket.id, reasons=(case.thread.how, Reason.FROM_TECHNICIAN)
    )


def self_service(case: Case) -> Verdict | None:
    """A question to the program itself, by subject: to those bound to the payer; nobody else learns who is one."""
    if case.request is None or not lacking(case.details, Kind.REPORT, case):
        return None  # a complete report under such a subject is a report
    asked = case.subject.nip
    staff = case.author.address in case.technicians  # proven by the rule before
    payers = tuple(one for one in case.bound_nips if not asked or one == asked) or ((asked,) if staff and asked else ())
    if not payers and (case.message.markers.spam or doubt(case.message)):
        return None  # perhaps nobody asks: the rules below look closer
    reason = Reason.ASKED_BY_SUBJECT if payers else Reason.ASKED_BY_A_STRANGER
    return Answer(kind=Kind.SELF_SERVICE, request=case.request, payers=payers, reasons=(reason,))


def compensation(case: Case) -> Verdict | None:
    """[13.10] One word of somebody on the ticket answers our offer; the payer's list says whether he may choose."""
    ticket = case.thread.ticket if case.thread else None
    if ticket is None or case.thread is None or not ticket.compensation_offered or case.standing is Standing.STRANGER:
        return None
    if read_choice(case.message.new_text) is None:
        return None
    return Append(
        kind=Kind.COMPENSATION_CHOICE, ticket=ticket.id, reasons=(case.thread.how, Reason.COMPENSATION_CHOSEN)
    )


def perhaps_a_machine(case: Case) -> Verdict | None:  # noqa: PLR0911  # a ladder of signs, the strongest first
    """Sent through SES, SendGrid …, asking for no automatic answer, or worded like a newsletter: some people's mail is.

    A person shows by a mail program, a NIP where it belongs, a quoted letter, by telling all that a report needs, or by
    being known; on an invitation a program and a quote say nothing. Of the rest nobody is answered and nobody is lost:
    a manager looks.
    """
    reason = doubt(case.message)
    if reason is None or case.vouched:
        return None
    known = case.known_nips or case.standing is not Standing.STRANGER or case.pending is not None
    if case.subject.nip or known:
        return None
    if reason is Reason.SOUNDS_LIKE_SPAM:
        return Quarantine(kind=Kind.SPAM, reasons=(reason,))  # spammers name any mail program
    if not lacking(case.details, Kind.REPORT, case):
        return None  # who tells all that a report needs is no program
    if reason is Reason.INVITATION:
        return Quarantine(kind=Kind.CALENDAR, reasons=(reason,))
    if case.message.quote or written_in_a_mail_program(case.message):
        return None
    return Quarantine(kind=Kind.NOTIFICATION, reasons=(reason,))


def on_a_ticket(case: Case) -> Verdict | None:
    """[1.4] An answer belongs to its ticket, whatever its form, if its author may speak there."""
    if case.thread is None or case.thread.ticket is None:
        return None
    ticket, how = case.thread.ticket, case.thread.how
    if case.standing is Standing.STRANGER:
        # a quoted ID is weak evidence: the mail is judged by itself and nothing of the ticket goes out
        if how is Reason.ON_TICKET_BY_QUOTE:
            return None
        if not case.vouched:
            return Quarantine(kind=Kind.STRANGER, reasons=(how, Reason.STRANGER_ON_TICKET), ticket=ticket.id)
    if is_new_topic(case):
        return None
    if ticket.closed_at is not None and case.now - ticket.closed_at > REOPEN_FOR:
        return Confirm(
            kind=Kind.FOLLOWUP,
            nip=ticket.nip,
            topic=ticket.topic,
            details=case.details,
            reasons=(how, Reason.CLOSED_LONG_AGO),
            linked_ticket=ticket.id,
        )
    rows = signs(case.message, case.me, by_wording=False)  # an automatic mail never reopens anything
    human = all(is_no_more_than_a_hint(case.message, row) for row in rows)
    return Append(kind=Kind.FOLLOWUP, ticket=ticket.id, reasons=(how,), reopens=ticket.closed_at is not None and human)


def spam(case: Case) -> Verdict | None:
    """The company's own filter says spam; asked after the ticket, so that a customer in a thread gets through.

    A filter errs: what tells all that a report needs waits for a manager.
    """
    if not case.message.markers.spam or case.pending is not None or case.vouched:
        return None
    if _is_whole(case):
        return Quarantine(kind=Kind.SPAM, reasons=(Reason.SPAM_FILTER, Reason.REPORT_AMONG_MACHINES))
    return Ignore(kind=Kind.SPAM, reasons=(Reason.SPAM_FILTER,))


# Silence first, because a wrong answer there loops or leaks; then who may speak; then what it says.
RULES: tuple[Callable[[Case], Verdict | None], ...] = (
    duplicate,
    from_machine,
    one_author,
    rewritten_author,
    forged,
    smuggled_headers,
    technician,
    self_service,
    compensation,
    perhaps_a_machine,
    points_order,
    on_a_ticket,
    spam,
    wallet,
    complaint,
    report,
)
