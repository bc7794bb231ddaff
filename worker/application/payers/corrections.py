"""The corrections the office should issue: rebates revoked for late payment [12.5], complaints upheld [12.10].

A list for people. Nothing is issued or sent from here; an entry leaves the list when the correction that names its
invoice is imported, and a charge never hides a credit nor the other way round.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, select

from worker.application.billing.billed_lines import billed_lines
from worker.application.payers.claims import bookings_of, payables
from worker.domain.calendar import local_day
from worker.domain.corrections import Billed, Correction, correction_of
from worker.domain.customer import DocumentType, last_timely_day, paid_in_time
from worker.domain.policy import Policy
from worker.store.billing_queries import settled_months
from worker.store.billing_tables import ComplaintCourse, ComplaintDecision, SalesInvoice
from worker.store.tables import Payer, Ticket

_UPHELD = frozenset({ComplaintDecision.UPHELD.value, ComplaintDecision.PARTLY.value})


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A correction to issue. ``revoked`` is the engine's answer; None for a complaint, or without the lines.

    ``since`` is the first day it may be issued, or the day the complaint was upheld; ``ticket_id`` its ticket.
    """

    number: str
    nip: str
    payer: str
    since: date
    month: str = ""
    revoked: Correction | None = None
    ticket_id: str = ""


def proposed(session: Session, today: date, policy: Policy, *, month: str = "") -> tuple[Proposal, ...]:
    """What is to be corrected today, the oldest first. ``month`` (``2026-03``): only invoices of that month's work."""
    documents = session.exec(select(SalesInvoice)).all()
    names = {one.nip: one.name for one in session.exec(select(Payer))}
    late = _late(session, documents, today, policy)
    upheld = _upheld(session, documents)
    named = [
        Proposal(
            number=one.number,
            nip=one.nip,
            payer=names.get(one.nip, ""),
            since=one.since,
            month=one.month,
            revoked=one.revoked,
            ticket_id=one.ticket_id,
        )
        for one in (*late, *upheld)
        if not month or one.month == month
    ]
    return tuple(sorted(named, key=lambda one: (one.since, one.nip, one.number)))


def _late(session: Session, documents: Sequence[SalesInvoice], today: date, policy: Policy) -> list[Proposal]:
    charged = {one.corrects for one in documents if _is_correction(one) and one.gross > 0}
    by_payer: dict[str, list[SalesInvoice]] = defaultdict(list)
    for one in documents:
        by_payer[one.nip].append(one)
    bookings = bookings_of(session, None)
    owed = {one.number: one for rows in by_payer.values() for one in payables(rows, bookings)}
    wanted = [
        one
        for one in documents
        if one.kind == DocumentType.INVOICE.value
        and one.month
        and one.number not in charged
        and one.number in owed
        and last_timely_day(one.due_day, policy) < today
        and not paid_in_time(owed[one.number], policy)
    ]
    settled = settled_months(session, sorted({(one.nip, one.month) for one in wanted}))
    found = []
    for one in wanted:
        lines = billed_lines(settled.get((one.nip, one.month), {}))
        revoked = correction_of(Billed(payable=owed[one.number], lines=lines), policy) if lines else None
        if revoked is None and lines:
            continue  # no rebate was given, so there is nothing to revoke
        since = revoked.earliest_issue if revoked else last_timely_day(one.due_day, policy)
        found.append(Proposal(number=one.number, nip=one.nip, payer="", since=since, month=one.month, revoked=revoked))
    return found


def _upheld(session: Session, documents: Sequence[SalesInvoice]) -> list[Proposal]:
    by_number = {"".join(one.number.split()).upper(): one for one in documents}
    found = []
    rows = session.exec(
        select(ComplaintCourse, Ticket.public_id, Ticket.nip).join(Ticket)  # the payer may have been named later
    )
    for course, public_id, nip in rows:
        if course.decision not in _UPHELD or course.decided_at is None:
            continue
        day = local_day(course.decided_at)
        invoice = by_number.get("".join(course.invoice_number.split()).upper())
        number = invoice.number if invoice else course.invoice_number
        if any(_credits(one, number, nip, day) for one in documents):
            continue
        found.append(
            Proposal(
                number=number,
                nip=nip,
                payer="",
                since=day,
                month=invoice.month if invoice else "",
                ticket_id=public_id,
            )
        )
    return found


def _credits(document: SalesInvoice, number: str, nip: str, since: date) -> bool:
    """Whether this is the correction a complaint was waiting for; without a number any later credit of the payer."""
    if not _is_correction(document) or document.gross >= Decimal(0) or document.nip != nip:
        return False
    return document.corrects == number if number else document.issue_day >= since


def _is_correction(document: SalesInvoice) -> bool:
    return document.kind == DocumentType.CORRECTION.value
