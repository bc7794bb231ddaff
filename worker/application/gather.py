"""Step 3 of the walk: every fact the rules need about one mail, read in the recording transaction.

Order of evidence for the thread: our own signed Message-ID, a reply address token,
a stored Message-ID, the Ticket ID in the subject, the Ticket ID in quoted text.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from worker.application.office import Office
from worker.application.remembered import from_json
from worker.domain import ticket_id
from worker.domain.case import Case, IncompleteFacts, Thread, TicketFacts
from worker.domain.found import Details
from worker.domain.insert.asking import mentions_points
from worker.domain.message import InboundMessage
from worker.domain.self_service import read_request
from worker.domain.subject import read_subject, takes_up_topic
from worker.domain.verdict import Kind, Reason
from worker.mail.message_id import read_reply_address
from worker.store import queries
from worker.store.billing_tables import PackageOrder
from worker.store.tables import IncompleteReport, OutboxLetter, Ticket

COMPLETE_WITHIN = timedelta(days=7)


def gather(
    session: Session,
    message: InboundMessage,
    office: Office,
    now: datetime,
    except_id: int | None,
    *,
    vouched: bool = False,
    read_ahead: Details | None = None,
) -> Case:
    """The case of one mail. ``except_id`` is the ledger row of an earlier try at this same mail.

    ``vouched``: a person has looked at it and lets it through. ``read_ahead``: its details, when they are known.
    """
    author = message.author.address if message.author else ""
    letter = answered_letter(session, message, office)
    token = _token(message, office, author)
    thread = _thread(session, message, letter, token)
    return Case(
        message=message,
        now=now,
        me=office.me,
        technicians=office.staff_addresses,
        free_mail_domains=office.free_mail_domains,
        thread=thread,
        recent_report=None if thread else _recent_report(session, message, author, now),
        is_duplicate=_is_duplicate(session, message, except_id),
        proven_by_token=token is not None and token.of_staff,
        answers=letter.kind if letter else "",
        vouched=vouched,
        reaction_days=office.reaction_days,
        days_off=office.days_off,
        policy=office.policy,
        required=office.required,
        known_nips=queries.nips_used_by(session, author) if author else (),
        read_ahead=read_ahead,
        bound_nips=queries.payers_of(session, author) if author and _asks_for_payers(message) else (),
    )


def _asks_for_payers(message: InboundMessage) -> bool:
    """Whether the payers the sender is bound to can matter: a question by subject, the wallet, points."""
    return mentions_points(message) or read_request(read_subject(message.subject)) is not None


def fingerprint(message: InboundMessage) -> str:
    """SHA-256 over From and body: equal for two copies of a mail, whatever the relays added to the header."""
    authors = ",".join(sorted(author.address for author in message.from_))
    parts = "\x00".join((authors, message.text, *(attachment.sha256 for attachment in message.attachments)))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def _is_duplicate(session: Session, message: InboundMessage, except_id: int | None) -> bool:
    copies = queries.earlier_copies(session, message.message_id, except_id)
    return bool(copies) and fingerprint(message) in copies


@dataclass(frozen=True, kw_only=True, slots=True)
class _Token:
    """A reply address of ours among the recipients; ``of_staff``: one that only our people were given."""

    public_id: str
    of_staff: bool


def _token(message: InboundMessage, office: Office, author: str) -> _Token | None:
    """The ticket of a reply address; a technician's own token, or one of the queue, says that he got our letter."""
    shared = tuple(one.address for one in office.queue if one.address not in office.staff_addresses)
    holders = (author, *shared) if author in office.staff_addresses else ()
    for address in (*message.to, *message.cc):
        for holder in (*holders, ""):
            found = read_reply_address(
                address.address, address=office.sender.address, key=office.sender.key, holder=holder
            )
            if found:
                return _Token(public_id=found, of_staff=bool(holder))
    return None


def answered_letter(session: Session, message: InboundMessage, office: Office) -> OutboxLetter | None:
    """Our own letter that this mail answers, the nearest one; an id that we did not sign names nothing."""
    ids = message.thread_ids
    if not ids:
        return None
    letters = queries.letters_by_message_id(session, ids)
    signed = office.me.is_own_id
    return next((letters[key] for key in ids if key in letters and signed(key)), None)


def _thread(
    session: Session, message: InboundMessage, letter: OutboxLetter | None, token: _Token | None
) -> Thread | None:
    ids = message.thread_ids
    if letter is not None and (thread := _of_letter(session, letter)):
        return thread
    if token is not None and (ticket := queries.ticket_by_public_id(session, [token.public_id])):
        return _on(session, ticket, Reason.ON_TICKET_BY_REPLY_ADDRESS)
    if ids:
        stored = queries.ledger_by_message_id(session, ids)
        for entry in (stored[key] for key in ids if key in stored):
            if thread := _of_row(session, entry.ticket_id, entry.incomplete_report_id, Reason.ON_TICKET_BY_STORED_ID):
                return thread
    for text, how in (
        (message.subject, Reason.ON_TICKET_BY_SUBJECT),
        (message.text[:100_000], Reason.ON_TICKET_BY_QUOTE),
    ):
        found = ticket_id.find_all(text)
        ticket = queries.ticket_by_public_id(session, found) if found else None
        if ticket:
            return _on(session, ticket, how)
    return None


def _on(session: Session, ticket: Ticket, how: Reason) -> Thread:
    """The thread of a ticket, or of the one it was merged into."""
    into = queries.merged_into(session, ticket)
    merged_from = ticket.public_id if into is not ticket else ""
    return Thread(how=how, ticket=ticket_facts(session, into), merged_from=merged_from)


def _of_letter(session: Session, letter: OutboxLetter) -> Thread | None:
    return _of_row(session, letter.ticket_id, letter.incomplete_report_id, Reason.ON_TICKET_BY_SIGNED_ID)


def _of_row(session: Session, ticket_key: int | None, report_key: int | None, how: Reason) -> Thread | None:
    report = session.get(IncompleteReport, report_key) if report_key is not None else None
    if ticket_key is None and report is not None:
        ticket_key = report.ticket_id  # completed meanwhile: an answer to the old checklist belongs to the ticket
    ticket = session.get(Ticket, ticket_key) if ticket_key is not None else None
    if ticket is not None:
        return _on(session, ticket, how)
    return Thread(how=how, report=_incomplete_facts(session, report)) if report is not None else None


def ticket_facts(session: Session, ticket: Ticket) -> TicketFacts:
    """What the rules may know of a ticket."""
    assert ticket.id is not None  # noqa: S101 - a stored row
    bound = queries.binding(session, ticket.nip)
    return TicketFacts(
        id=ticket.id,
        public_id=ticket.public_id,
        nip=ticket.nip,
        topic=ticket.topic,
        requester=ticket.requester,
        closed_at=ticket.closed_at,
        participants=queries.participants(session, ticket.id),
        bound_addresses=bound.addresses,
        bound_domains=bound.domains,
        kind=ticket.kind,
        compensation_offered=ticket.kind == Kind.PACKAGE_ORDER.value
        and (order := session.get(PackageOrder, ticket.id)) is not None
        and bool(order.offer),
    )


def _incomplete_facts(session: Session, report: IncompleteReport) -> IncompleteFacts:
    assert report.id is not None  # noqa: S101 - a stored row
    asked = queries.last_explanation_of_report(session, report.id)
    return IncompleteFacts(
        id=report.id,
        requester=report.requester,
        kind=Kind(report.kind),
        nip=report.nip,
        topic=report.topic,
        details=from_json(report.details),
        text=report.text,
        first_received_at=report.first_received_at,
        nip_candidates=tuple(asked.get("nip_candidates", ())),
    )


def _recent_report(session: Session, message: InboundMessage, author: str, now: datetime) -> IncompleteFacts | None:
    """A new mail instead of an answer: same sender, same topic, and not another NIP, within a week."""
    subject = read_subject(message.subject)
    if not author or not subject.topic:
        return None
    for report in queries.open_incomplete_reports(session, author, now - COMPLETE_WITHIN):
        other_payer = subject.nip and report.nip and subject.nip != report.nip
        if not other_payer and takes_up_topic(subject.topic, report.topic):
            return _incomplete_facts(session, report)
    return None
