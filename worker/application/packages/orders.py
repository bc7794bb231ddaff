"""An order on a package is decided when it is confirmed [13.8, 13.9]: right or not, by when, what the window gives.

The decision is a row of its own: the confirmation, the technicians' letter, the managers' list and, after day 14, the
compensation [13.10] all read the same words. An order of somebody who is not bound to the payer is not decided: he must
not learn what the company owns.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import ceil
from typing import Any

from sqlmodel import Session as Database

from worker.application.office import Office
from worker.application.open_orders import open_orders
from worker.application.packages.account import Accounts, accounts
from worker.application.packages.facts import drawn_first, of_quarters
from worker.domain.calendar import Deadline, end_of_day, local_day, next_working_day, reaction_deadline
from worker.domain.deadlines import DeadlineKind, deadline
from worker.domain.details.orders.lengths import hours_asked
from worker.domain.details.orders.technician import named_technician
from worker.domain.found import Details, Service
from worker.domain.message import Address
from worker.domain.packages.account import PackageAccount, PackageState
from worker.domain.packages.drawing import Serving, serve
from worker.domain.packages.orders import Order, order_right, reserved
from worker.domain.packages.package import limit_minutes
from worker.domain.policy import DEFAULT, Policy
from worker.mail.letters import facts
from worker.store import staff_queries
from worker.store.billing_tables import OrderDecision, PackageOrder


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """The decision before its ticket exists: the row to write, and the day the ticket promises."""

    row: PackageOrder
    deadline: Deadline

    @property
    def by_reaction(self) -> bool:
        """Whether the promise is that of any order (1.2), because 13.8 gives this one no right."""
        return self.row.decision not in (OrderDecision.WITHIN.value, OrderDecision.UNKNOWN.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """An order as it was read. ``text`` is searched for a technician's name; ``nip`` "" when the payer is in doubt."""

    nip: str
    verified: bool
    details: Details
    text: str
    at: datetime
    reaction_days: int | None = None  # a separate contract's
    ticket_id: int | None = None  # its own ticket, when it was left open before

    @property
    def hours(self) -> Decimal | None:
        """The time asked for; None when the words give no number."""
        return hours_asked(self.details.time.value) if self.details.time else None


def decide(session: Database, office: Office, asked: Asked) -> Decided:
    """What an order confirmed ``at`` this moment has a right to. ``row.ticket_id`` is still to be set."""
    day, hours, policy = local_day(asked.at), asked.hours, office.policy
    row = PackageOrder(ticket_id=0, decision=OrderDecision.UNKNOWN.value, decided_at=asked.at)
    row.requested_minutes = ceil(hours * 60) if hours is not None else None
    fortnight = deadline(DeadlineKind.PACKAGE_ORDER, asked.at, policy)
    if not asked.verified:
        return Decided(row=row, deadline=fortnight)
    known = accounts(session, office, asked.nip, day)
    account = package_meant(known, asked.details, policy)
    if account is None:
        row.decision, row.serving = OrderDecision.NO_PACKAGE.value, _why_none(known, asked.details.service)
        return Decided(row=row, deadline=_reaction(asked, office))
    row.package_code = account.package.id
    row.limit_minutes = int(limit_minutes(account.package, policy))
    if hours is None:
        return Decided(row=row, deadline=fortnight)
    return _on_package(session, office, asked, row, account)


def _on_package(session: Database, office: Office, asked: Asked, row: PackageOrder, account: PackageAccount) -> Decided:
    day, policy = local_day(asked.at), office.policy
    person = named_technician(asked.text, office.technicians)
    absent_until = away_until(session, office, person, day) if person else None
    row.technician = person.address if person else ""
    order = Order(
        confirmed_at=asked.at,
        hours=asked.hours,
        nip=asked.nip,
        # which of these an order must give is a setting (rules.required), judged before it is confirmed
        person=asked.details.orderer.value if asked.details.orderer else "–",
        suggested_dates=(asked.details.dates.value if asked.details.dates else "–",),
        named_technician=person.name or person.address if person else "",
        technician_absent=absent_until is not None,
    )
    has_right = order_right(account.package, order, policy).right
    before = open_orders(session, office, account.package.id, without=asked.ticket_id)
    first = (one.quarters for one in before if one.right or not has_right)
    kept = reserved(account.package, first, day, policy, uses=account.drawn, lacking=True)
    taken = [*account.drawn, *kept]
    row.serving = _serving(serve(account.package, order.quarters, day, policy, uses=taken, lacking=True))
    row.serving["reserved"] = sum(one.quarters for one in kept)
    found = order_right(account.package, order, policy, used_before=taken, lacking=True)
    if not found.right or found.deadline is None:
        row.absent_until = absent_until
        row.decision = (OrderDecision.TECHNICIAN_ABSENT if absent_until else OrderDecision.OVER_LIMIT).value
        return Decided(row=row, deadline=_reaction(asked, office))
    row.decision, row.deadline, row.at_risk = OrderDecision.WITHIN.value, found.deadline, found.at_risk
    fortnight = deadline(DeadlineKind.PACKAGE_ORDER, asked.at, policy)
    if found.deadline == fortnight.last_day:
        return Decided(row=row, deadline=fortnight)
    moved = Deadline(
        last_day=found.deadline, expires_at=end_of_day(found.deadline, policy), nominal_day=fortnight.nominal_day
    )
    return Decided(row=row, deadline=moved)


def package_meant(known: Accounts, details: Details, policy: Policy = DEFAULT) -> PackageAccount | None:
    """The package an order means: of the size it names, if there is one, else the one drawn on first."""
    size = hours_asked(details.package.value) if details.package else None
    of_size = tuple(one for one in known.packages if one.package.hours == size)
    named = drawn_first(Accounts(nip=known.nip, day=known.day, packages=of_size), details.service, policy)
    return named or drawn_first(known, details.service, policy)


def away_until(session: Database, office: Office, person: Address, day: date) -> date | None:
    """The last day of an absence on the first working day from ``day`` on; None when he is there [13.9]."""
    first = next_working_day(day, days_off=office.days_off)
    return staff_queries.away(session, first).get(person.address)


def order_facts(session: Database, office: Office, row: PackageOrder) -> facts.Order:
    """The decision as letters print it."""
    told, absent = row.serving, row.decision == OrderDecision.TECHNICIAN_ABSENT.value
    day = next_working_day(local_day(row.decided_at), days_off=office.days_off)
    away = staff_queries.away(session, day) if absent else {}
    return facts.Order(
        right=facts.OrderRight(row.decision),
        requested=timedelta(minutes=row.requested_minutes) if row.requested_minutes is not None else None,
        limit=timedelta(minutes=row.limit_minutes) if row.limit_minutes is not None else None,
        at_risk=row.at_risk,
        technician=office.name_of(row.technician) if row.technician else "",
        technician_absent_until=row.absent_until,
        others=tuple(one.name for one in office.technicians if absent and one.name and one.address not in away),
        now=of_quarters(told["now"]) if "now" in told else None,
        rest=of_quarters(told.get("rest", 0)),
        rest_from=_day(told.get("rest_from")),
        never=of_quarters(told.get("never", 0)),
        over_balance=of_quarters(told.get("over_balance", 0)),
        reserved=of_quarters(told.get("reserved", 0)),
        no_package=facts.NoPackage(told["why"]) if "why" in told else None,
        day=_day(told.get("day")),
        compensation=row.choice or ("offered" if row.offer else ""),
    )


def _serving(serving: Serving) -> dict[str, Any]:
    found: dict[str, Any] = {
        "now": serving.now,
        "rest": sum(one.quarters for one in serving.deferred),
        "never": serving.never_fits,
        "over_balance": serving.over_balance,
    }
    if serving.deferred:
        found["rest_from"] = serving.deferred[0].earliest_service_day.isoformat()
    return found


def _why_none(known: Accounts, service: Service | None) -> dict[str, Any]:
    """Why no package serves, of the one that comes nearest to it: the one that will, then the last one that did."""
    covering = [one for one in known.packages if service is None or one.package.covers(service)]
    if not covering:
        return {"why": (facts.NoPackage.CLASS if known.packages else facts.NoPackage.NONE).value}
    order = (PackageState.NOT_STARTED, PackageState.USED_UP, PackageState.EXPIRED)
    nearest = min(covering, key=lambda one: (order.index(one.state), -one.valid_to.toordinal()))
    if nearest.state is PackageState.USED_UP:
        return {"why": facts.NoPackage.USED_UP.value}
    if nearest.state is PackageState.NOT_STARTED:
        return {"why": facts.NoPackage.NOT_STARTED.value, "day": nearest.package.start.isoformat()}
    return {"why": facts.NoPackage.EXPIRED.value, "day": nearest.valid_to.isoformat()}


def _reaction(asked: Asked, office: Office) -> Deadline:
    """Without the right of 13.8 an order is still an order: a reaction in the term of 1.2, or the contract's."""
    days = asked.reaction_days or office.reaction_days
    return reaction_deadline(asked.at, days=days, days_off=office.days_off, policy=office.policy)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
