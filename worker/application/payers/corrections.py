"""The corrections the office should issue: rebates revoked for late payment [12.5], complaints upheld and months
corrected [12.10].

A list for people. Nothing is issued or sent from here; an entry leaves the list when the correction that names its
invoice is imported, and a charge never hides a credit nor the other way round. A correction whose sum is that of a
corrected month says nothing of rebates; rebates revoked with another sum than 12.5 gives stay on the list and say so.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session, select

from worker.application.billing.billed_lines import billed_lines, month_of
from worker.application.payers.claims import bookings_of, payables
from worker.application.payers.corrected_months import MonthToCorrect, corrected_months
from worker.domain.billing.correcting import CorrectingInvoice
from worker.domain.billing.corrections import Billed, Correction, correction_of
from worker.domain.billing.customer import DocumentType, Payable, last_timely_day, paid_in_time
from worker.domain.calendar import local_day
from worker.domain.policy import Policy
from worker.domain.tariff.money import Amount
from worker.store.billing_queries import settled_months
from worker.store.billing_tables import ComplaintCourse, ComplaintDecision, SalesInvoice
from worker.store.tables import Payer, Ticket

_UPHELD = frozenset({ComplaintDecision.UPHELD.value, ComplaintDecision.PARTLY.value})


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A correction to issue. ``revoked`` is the engine's answer; None for a complaint, or without the lines.

    ``since`` is the first day it may be issued, the day the complaint was upheld or the corrected month went out;
    ``ticket_id`` the complaint's ticket. ``corrected`` is a corrected month; ``unclear``: its corrections so far fit no
    version. ``charged``: what corrections already issued come to, where that is not what 12.5 gives.
    """

    number: str
    nip: str
    payer: str
    since: date
    month: str = ""
    revoked: Correction | None = None
    ticket_id: str = ""
    corrected: CorrectingInvoice | None = None
    version: int = 0
    unclear: bool = False
    charged: Decimal | None = None

    @property
    def amount(self) -> Amount | None:
        """What it comes to; None where a person must find it."""
        if self.corrected is not None:
            return self.corrected.amount
        return Amount(net=self.revoked.delta_net, vat=self.revoked.delta_vat) if self.revoked is not None else None


def proposed(session: Session, today: date, policy: Policy, *, month: str = "") -> tuple[Proposal, ...]:
    """What is to be corrected today, the oldest first. ``month`` (``2026-03``): only invoices of that month's work."""
    documents = session.exec(select(SalesInvoice)).all()
    names = {one.nip: one.name for one in session.exec(select(Payer))}
    months = corrected_months(session, policy)
    late = _late(session, documents, today, policy, of_months=months.held_by)
    upheld = _upheld(session, documents)
    named = [
        replace(one, payer=names.get(one.nip, ""))
        for one in (*late, *upheld, *(_of_month(one) for one in months.due))
        if not month or one.month == month
    ]
    return tuple(sorted(named, key=lambda one: (one.since, one.nip, one.number, one.version)))


def _of_month(one: MonthToCorrect) -> Proposal:
    return Proposal(
        number=one.invoice,
        nip=one.nip,
        payer="",
        since=one.day,
        month=one.month,
        corrected=one.correcting,
        version=one.version,
        unclear=one.correcting is None,
    )


def _late(
    session: Session, documents: Sequence[SalesInvoice], today: date, policy: Policy, *, of_months: frozenset[str]
) -> list[Proposal]:
    """Rebates to revoke [12.5]: invoices of months that were not paid in time, less what was charged already."""
    charged: dict[str, Decimal] = defaultdict(Decimal)
    for one in documents:
        if _is_correction(one) and one.gross > 0 and one.number not in of_months:
            charged[one.corrects] += one.gross
    unpaid = _not_paid_in_time(session, documents, today, policy)
    settled = settled_months(session, sorted({(one.nip, month_of(one)) for one, _ in unpaid}))
    found = []
    for one, owed in unpaid:
        month = month_of(one)
        lines = billed_lines(settled.get((one.nip, month), {}), one)
        if not (lines or one.month):
            continue  # not of our bills
        revoked = correction_of(Billed(payable=owed, lines=lines), policy) if lines else None
        issued = charged.get(one.number)
        if revoked is None and (lines or issued):
            continue  # no rebate was given, so there is nothing to revoke; or a person has revoked it
        if revoked is not None and issued == revoked.delta_gross:
            continue
        since = revoked.earliest_issue if revoked else last_timely_day(one.due_day, policy)
        found.append(
            Proposal(
                number=one.number, nip=one.nip, payer="", since=since, month=month, revoked=revoked, charged=issued
            )
        )
    return found


def _not_paid_in_time(
    session: Session, documents: Sequence[SalesInvoice], today: date, policy: Policy
) -> list[tuple[SalesInvoice, Payable]]:
    """Invoices whose last timely day is over and whose money did not come by then."""
    by_payer: dict[str, list[SalesInvoice]] = defaultdict(list)
    for one in documents:
        by_payer[one.nip].append(one)
    bookings = bookings_of(session, None)
    owed = {one.number: one for rows in by_payer.values() for one in payables(rows, bookings)}
    return [
        (one, owed[one.number])
        for one in documents
        if one.kind == DocumentType.INVOICE.value
        and one.number in owed
        and last_timely_day(one.due_day, policy) < today
        and not paid_in_time(owed[one.number], policy)
    ]


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
