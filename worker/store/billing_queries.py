"""Questions about billing, each asked for a lot of payers at once: a month of 2,000 payers is a few dozen queries.

Rows come back in a fixed order, so that the same database gives the same statement.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from worker.domain.billing.month import LineKind
from worker.store.billing_tables import Bill, BillHold, Contract, Payment, SalesInvoice, SoldPackage, UpdateSubscription
from worker.store.staff_tables import Travel, WorkEntry
from worker.store.tables import Ticket

NEWS = timedelta(days=62)  # how far back work is looked for that its own month's statement did not take


@dataclass(frozen=True, kw_only=True, slots=True)
class BillTaken:
    """What the newest version of a month's bill took: ids of work and travel, codes of packages, draws.

    ``corrections`` are the numbers of those it told the payer of.
    """

    nip: str
    month: str
    work: frozenset[int]
    late: frozenset[int]
    travel: frozenset[int]
    packages: frozenset[str]
    uses: tuple[Mapping[str, Any], ...]
    corrections: frozenset[str] = frozenset()


def work_for(
    session: Session, nips: Sequence[str], start: datetime, end: datetime
) -> list[tuple[WorkEntry, Ticket | None]]:
    """Work not undone that begins before ``end`` and lies, or was written, after ``start`` less ``NEWS``."""
    since = start - NEWS
    rows = session.exec(
        select(WorkEntry, Ticket)
        .join(Ticket, col(WorkEntry.ticket_id) == col(Ticket.id), isouter=True)
        .where(col(WorkEntry.nip).in_(nips), col(WorkEntry.undone_at).is_(None), WorkEntry.start_at < end)
        .where(or_(WorkEntry.end_at > since, WorkEntry.recorded_at > since))
        .order_by(col(WorkEntry.start_at), col(WorkEntry.id))
    )
    return [(entry, ticket) for entry, ticket in rows]


def work_beside(session: Session, found: Sequence[WorkEntry], start: datetime) -> Sequence[WorkEntry]:
    """Work not undone around the ``found`` that lies longer ago than ``work_for`` looks, other than the found.

    A day is rounded once [11.1.3], so late work needs what was billed on its day, however long ago that was.
    """
    since, around = start - NEWS, timedelta(days=2)  # an entry is a day at most: its own and the next
    old = [one for one in found if one.end_at <= since]
    if not old:
        return []
    return session.exec(
        select(WorkEntry)
        .where(col(WorkEntry.nip).in_({one.nip for one in old}), col(WorkEntry.undone_at).is_(None))
        .where(WorkEntry.end_at > min(one.start_at for one in old) - around, WorkEntry.end_at <= since)
        .where(col(WorkEntry.id).not_in([one.id for one in old]))
        .order_by(col(WorkEntry.start_at), col(WorkEntry.id))
    ).all()


def travel_for(session: Session, nips: Sequence[str], first: date, last: date) -> list[Travel]:
    """Travel not undone on or before ``last``, as far back as ``work_for`` looks."""
    since = first - NEWS
    return list(
        session.exec(
            select(Travel)
            .where(col(Travel.nip).in_(nips), col(Travel.undone_at).is_(None))
            .where(Travel.day >= since, Travel.day <= last)
            .order_by(col(Travel.day), col(Travel.id))
        )
    )


def invoices_for(session: Session, nips: Sequence[str], since: date, until: date) -> list[SalesInvoice]:
    """Documents issued in [since, until]."""
    return list(
        session.exec(
            select(SalesInvoice)
            .where(col(SalesInvoice.nip).in_(nips), SalesInvoice.issue_day >= since, SalesInvoice.issue_day <= until)
            .order_by(col(SalesInvoice.issue_day), col(SalesInvoice.number))
        )
    )


def payments_for(session: Session, nips: Sequence[str], since: date) -> dict[str, list[tuple[date, Decimal]]]:
    """Bookings not taken back by invoice number, for documents issued since a day."""
    rows = session.exec(
        select(col(Payment.invoice_number), col(Payment.booked_day), col(Payment.amount))
        .join(SalesInvoice, col(Payment.invoice_number) == col(SalesInvoice.number))
        .where(col(SalesInvoice.nip).in_(nips), SalesInvoice.issue_day >= since, col(Payment.reversed_day).is_(None))
        .order_by(col(Payment.booked_day), col(Payment.reference))
    )
    found: dict[str, list[tuple[date, Decimal]]] = defaultdict(list)
    for number, day, amount in rows:
        found[number].append((day, amount))
    return found


def subscriptions_for(session: Session, nips: Sequence[str]) -> list[UpdateSubscription]:
    """Update subscriptions [7]."""
    return list(
        session.exec(
            select(UpdateSubscription)
            .where(col(UpdateSubscription.nip).in_(nips))
            .order_by(col(UpdateSubscription.bought_day), col(UpdateSubscription.id))
        )
    )


def contracts_for(session: Session, nips: Sequence[str]) -> dict[str, Contract]:
    """Separate contracts [2], by payer."""
    return {one.nip: one for one in session.exec(select(Contract).where(col(Contract.nip).in_(nips)))}


def packages_for(session: Session, nips: Sequence[str], until: date) -> list[SoldPackage]:
    """Packages bought up to a day [13]."""
    return list(
        session.exec(
            select(SoldPackage)
            .where(col(SoldPackage.nip).in_(nips), SoldPackage.purchased_day <= until)
            .order_by(col(SoldPackage.start_day), col(SoldPackage.code))
        )
    )


def bills_taken(session: Session, nips: Sequence[str], *, without: str) -> dict[str, list[BillTaken]]:
    """By payer: what the bills of every month but ``without`` took, the newest version of each, by month."""
    newest: dict[tuple[str, str], BillTaken] = {}
    rows = session.exec(
        select(Bill.nip, Bill.month, Bill.billed, Bill.uses)
        .where(col(Bill.nip).in_(nips), Bill.month != without)
        .order_by(col(Bill.month), col(Bill.version))
    )
    for nip, month, billed, uses in rows:
        newest[nip, month] = BillTaken(
            nip=nip,
            month=month,
            work=frozenset(billed.get("work", ())),
            late=frozenset(billed.get("late", ())),
            travel=frozenset(billed.get("travel", ())),
            packages=frozenset(billed.get("packages", ())),
            uses=tuple(uses),
            corrections=frozenset(billed.get("corrections", ())),
        )
    found: dict[str, list[BillTaken]] = defaultdict(list)
    for one in newest.values():
        found[one.nip].append(one)
    return found


def billed_package_net(session: Session, nip: str, code: str) -> Decimal | None:
    """The net price a package was billed at, by the newest version of the bill that sold it; None before any."""
    rows = session.exec(select(Bill.settled).where(Bill.nip == nip).order_by(col(Bill.month), col(Bill.version)))
    found = None
    for settled in rows:
        for invoice in (settled.get("statement") or {}, *settled.get("package_sales", ())):
            for line in invoice.get("lines", ()):
                if line.get("kind") == LineKind.PACKAGE.value and line.get("reference") == code:
                    found = Decimal(line["net"])
    return found


def settled_months(session: Session, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
    """(NIP, month) to the newest bill's settlement, for the few whose invoice was not paid in time [12.5]."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    months = sorted({month for _, month in wanted})
    nips = sorted({nip for nip, _ in wanted})
    if not wanted:
        return found
    rows = session.exec(
        select(Bill.nip, Bill.month, Bill.settled)
        .where(col(Bill.nip).in_(nips), col(Bill.month).in_(months))
        .order_by(col(Bill.version))
    )
    for nip, month, settled in rows:
        found[nip, month] = dict(settled)
    return {key: found[key] for key in wanted if key in found}


def payers_with_business(session: Session, start: datetime, end: datetime, first: date, last: date) -> tuple[str, ...]:
    """NIPs that may have anything to bill in a month: work or travel in it or newly written, a package sold."""
    since = start - NEWS
    worked = select(WorkEntry.nip).where(
        col(WorkEntry.undone_at).is_(None),
        WorkEntry.start_at < end,
        or_(WorkEntry.end_at > start, WorkEntry.recorded_at > since),
    )
    travelled = select(Travel.nip).where(
        col(Travel.undone_at).is_(None), Travel.day >= first - NEWS, Travel.day <= last
    )
    bought = select(SoldPackage.nip).where(
        col(SoldPackage.invoiced).is_(False),
        SoldPackage.purchased_day <= last,
        SoldPackage.purchased_day >= first - NEWS,
    )
    found: set[str] = set()
    for query in (worked, travelled, bought):
        found.update(session.exec(query.distinct()))
    return tuple(sorted(found))


def billed_payers(session: Session, month: str, *, state: str | None = None) -> frozenset[str]:
    """Who has a bill of that month (in that state)."""
    query = select(Bill.nip).where(Bill.month == month)
    if state is not None:
        query = query.where(Bill.state == state)
    return frozenset(session.exec(query))


def holds(session: Session, month: str) -> Sequence[BillHold]:
    """What managers keep back of a month, not yet released."""
    return session.exec(
        select(BillHold).where(BillHold.month == month, col(BillHold.released_at).is_(None)).order_by(col(BillHold.id))
    ).all()


def last_version(session: Session, nip: str, month: str) -> int:
    """The newest version of a payer's month; 0 when there is none."""
    return session.exec(select(func.max(Bill.version)).where(Bill.nip == nip, Bill.month == month)).one() or 0


def work_of_everybody(
    session: Session, start: datetime, end: datetime
) -> Sequence[tuple[str, str, datetime, datetime]]:
    """Technician, NIP, begin and end of all work not undone that touches [start, end)."""
    return session.exec(
        select(WorkEntry.technician, WorkEntry.nip, WorkEntry.start_at, WorkEntry.end_at)
        .where(col(WorkEntry.undone_at).is_(None), WorkEntry.start_at < end, WorkEntry.end_at > start)
        .order_by(col(WorkEntry.start_at), col(WorkEntry.id))
    ).all()


def closed_without_work(session: Session, start: datetime, end: datetime) -> Sequence[tuple[str, str, datetime]]:
    """NIP, Ticket ID and moment of tickets a technician worked on, closed in [start, end), with no work written."""
    worked = select(WorkEntry.id).where(col(WorkEntry.ticket_id) == col(Ticket.id), col(WorkEntry.undone_at).is_(None))
    rows = session.exec(
        select(Ticket.nip, Ticket.public_id, Ticket.closed_at)
        .where(col(Ticket.closed_at) >= start, col(Ticket.closed_at) < end, Ticket.nip != "")
        .where(col(Ticket.merged_into_id).is_(None), col(Ticket.reacted_at).is_not(None), Ticket.kind == "report")
        .where(~worked.exists())
        .order_by(col(Ticket.closed_at), col(Ticket.id))
    )
    return [(nip, public_id, closed) for nip, public_id, closed in rows if closed is not None]


def billed_work(session: Session, month: str) -> dict[int, str]:
    """Id of work to the NIP whose newest bill of the month took it."""
    rows = session.exec(select(Bill.nip, Bill.billed).where(Bill.month == month).order_by(col(Bill.version)))
    newest = dict(rows.all())  # a later version takes the place of an earlier one
    return {int(key): nip for nip, billed in newest.items() for key in billed.get("work", ())}


def work_by_id(session: Session, keys: Sequence[int]) -> list[tuple[int, str, datetime, bool]]:
    """Id, NIP, begin and whether it was taken back."""
    found: list[tuple[int, str, datetime, bool]] = []
    for at in range(0, len(keys), 500):
        rows = session.exec(
            select(WorkEntry.id, WorkEntry.nip, WorkEntry.start_at, WorkEntry.undone_at).where(
                col(WorkEntry.id).in_(keys[at : at + 500])
            )
        )
        found += [(key or 0, nip, begin, undone is not None) for key, nip, begin, undone in rows]
    return found
