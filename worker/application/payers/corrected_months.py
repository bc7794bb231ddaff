"""Months that went out in a later version than accounting has issued papers for."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from worker.application.billing.papers_of_month import papers_of
from worker.application.billing.payees import payees
from worker.domain.billing.correcting import CorrectingInvoice, correcting_invoice
from worker.domain.billing.papers import Paper
from worker.domain.policy import Policy
from worker.store.billing_tables import Bill, BillState


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthToCorrect:
    """A corrected month whose correcting invoice is still to be issued; ``correcting`` None: for a person to find."""

    nip: str
    month: str
    version: int
    day: date
    invoice: str
    correcting: CorrectingInvoice | None = None


@dataclass(kw_only=True)
class CorrectedMonths:
    """What is still to be issued; ``held_by`` are corrections already issued for a corrected month."""

    due: list[MonthToCorrect] = field(default_factory=list)
    held_by: frozenset[str] = frozenset()


def corrected_months(session: Session, policy: Policy) -> CorrectedMonths:
    """Every month with a second version, beside its papers."""
    later = select(Bill.nip, Bill.month).where(Bill.version > 1, Bill.state == BillState.SENT.value).distinct()
    months: dict[str, list[str]] = defaultdict(list)
    for nip, month in session.exec(later.order_by(col(Bill.month), col(Bill.nip))):
        months[month].append(nip)
    found, held = CorrectedMonths(), set[str]()
    for month, nips in months.items():
        known = payees(session, nips, month)
        query = select(Bill).where(Bill.month == month, col(Bill.nip).in_(nips), Bill.state == BillState.SENT.value)
        bills: dict[str, list[Bill]] = defaultdict(list)
        for bill in session.exec(query.order_by(col(Bill.version))):
            bills[bill.nip].append(bill)
        for nip in nips:
            papers = papers_of(bills[nip], known[nip])
            held |= {one.number for one in known[nip].corrections} - set(papers.strange)
            if papers.invoice is None or not papers.is_due:
                continue
            correcting = correcting_invoice(papers, policy=policy) if papers.paper is Paper.CORRECTION else None
            found.due.append(
                MonthToCorrect(
                    nip=nip,
                    month=month,
                    version=papers.newest.number,
                    day=papers.newest.day,
                    invoice=papers.invoice.number,
                    correcting=correcting,
                )
            )
    found.held_by = frozenset(held)
    return found
