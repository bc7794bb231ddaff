"""Complaints [12.8-12.10]: their ticket runs the clock; here is what else became of them."""

from datetime import datetime

from sqlmodel import Session, select

from worker.application.remembered import from_json
from worker.domain.calendar import Deadline
from worker.domain.deadlines import DeadlineKind, deadline
from worker.domain.policy import Policy
from worker.domain.verdict import Kind
from worker.store.billing_tables import ComplaintCourse
from worker.store.staff_tables import DeadlineAlert
from worker.store.tables import Ticket

_FIRST_TERM = "first-"  # before the name of a threshold that was told of the 30 days


def course_of(session: Session, ticket: Ticket) -> ComplaintCourse:
    """The row of a complaint; made when first needed."""
    course = session.get(ComplaintCourse, ticket.id)
    if course is None:
        course = ComplaintCourse(ticket_id=ticket.id or 0, nip=ticket.nip, invoice_number=invoice_of(ticket))
        session.add(course)
        session.flush()
    return course


def is_answered(session: Session, ticket: Ticket) -> bool:
    """Whether a complaint had its answer: opening the ticket again starts no second term."""
    course = session.get(ComplaintCourse, ticket.id) if ticket.kind == Kind.COMPLAINT.value else None
    return course is not None and bool(course.decision)


def invoice_of(ticket: Ticket) -> str:
    """The number of the invoice the customer complained about, as he wrote it; "" when he named none."""
    invoice = from_json(ticket.details).invoice
    return " ".join(invoice.value.split()) if invoice is not None else ""


def extended_term(ticket: Ticket, now: datetime, policy: Policy) -> Deadline:
    """The 90 days [12.8], from the same confirmation; by policy ``complaint.extended_from`` from now."""
    return deadline(DeadlineKind.COMPLAINT_EXTENDED, ticket.clock_started_at, policy, announced=now)


def forget_thresholds(session: Session, ticket: Ticket) -> None:
    """The new term has thresholds of its own; those told of the old one stay as history under another name."""
    for told in session.exec(select(DeadlineAlert).where(DeadlineAlert.ticket_id == ticket.id)):
        if not told.threshold.startswith(_FIRST_TERM):
            told.threshold = _FIRST_TERM + told.threshold
            session.add(told)
