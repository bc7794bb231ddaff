"""Orders that were accepted and wait to be performed: what they keep for themselves when the next one comes [13.8].

An order with the right of 13.8 gives way only to such orders; one without it to all. An order ends with its ticket,
with the work that was asked for, or when its compensation is offered [13.10].
"""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session as Database
from sqlmodel import col, select

from worker.application.office import Office
from worker.application.work_rows import remote_session
from worker.domain.packages.account import PackageAccount
from worker.domain.packages.open_orders import OpenOrder, with_orders
from worker.domain.tariff.work import remote_quarters, tally
from worker.store import staff_queries
from worker.store.billing_tables import OrderDecision, PackageOrder
from worker.store.staff_tables import WorkKind
from worker.store.tables import Ticket, TicketState

_NUMBERED = (OrderDecision.WITHIN.value, OrderDecision.OVER_LIMIT.value, OrderDecision.TECHNICIAN_ABSENT.value)


def open_orders(session: Database, office: Office, code: str, *, without: int | None = None) -> tuple[OpenOrder, ...]:
    """What each open order on a package still waits for, the first one told first; none of them 0.

    ``without``: the ticket of the order that is being decided.
    """
    return tuple(
        OpenOrder(quarters=left, right=row.decision == OrderDecision.WITHIN.value)
        for row, left in _waiting(session, office, [code])
        if row.ticket_id != without
    )


def ordered_quarters(session: Database, office: Office, codes: Collection[str]) -> dict[str, int]:
    """How many quarters of each of these packages open orders still wait for; packages without one are left out."""
    found: dict[str, int] = {}
    for row, left in _waiting(session, office, codes):
        found[row.package_code] = found.get(row.package_code, 0) + left
    return found


def _waiting(session: Database, office: Office, codes: Collection[str]) -> list[tuple[PackageOrder, int]]:
    rows = session.exec(
        select(PackageOrder, Ticket)
        .join(Ticket, col(Ticket.id) == col(PackageOrder.ticket_id))
        .where(col(PackageOrder.package_code).in_(codes), col(PackageOrder.decision).in_(_NUMBERED))
        .where(col(PackageOrder.offered_at).is_(None), Ticket.state != TicketState.CLOSED.value)
        .order_by(col(PackageOrder.decided_at), col(PackageOrder.ticket_id))
    ).all()
    left = ((row, -(-(row.requested_minutes or 0) // 15) - performed(session, office, ticket)) for row, ticket in rows)
    return [(row, quarters) for row, quarters in left if quarters > 0]


def with_open_orders(session: Database, office: Office, account: PackageAccount) -> PackageAccount:
    """The account with what the orders that are open now keep of it."""
    return with_orders(account, open_orders(session, office, account.package.id), office.policy)


def performed(session: Database, office: Office, ticket: Ticket, *, before: datetime | None = None) -> int:
    """Quarters of remote work on a ticket as they are settled [11.1.3], of entries begun ``before`` a moment."""
    done = [
        remote_session(one)
        for one in staff_queries.work_on(session, ticket.id or 0)
        if one.kind == WorkKind.REMOTE.value and (before is None or one.start_at < before) and one.end_at > one.start_at
    ]
    quarters = 0
    for key, sums in tally(done, office.policy).items():
        shared = remote_quarters(sums.seconds, key.day, office.policy)
        quarters += sum(count for bands in shared.values() for count in bands.values())
    return quarters
