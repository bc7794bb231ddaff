"""A month looked at before it is billed: what each payer comes to, and everything odd. Writes nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from worker.application.billing.month_facts import gather, payers_to_bill
from worker.application.billing.payees import payees
from worker.application.billing.settle import SettledMonth, settle
from worker.application.billing.state import Holds, holds_of
from worker.application.office import Office
from worker.domain.billing.anomalies import STOPS, Anomaly, Found, Logged, of_technicians
from worker.domain.billing.month import Settled
from worker.domain.calendar import ONE_DAY, local_day, start_of_day
from worker.domain.month_end import MonthEnd, previous_month
from worker.store import billing_queries as ask

_LOT = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class PayerLook:
    """One payer's month in figures. ``gross`` None: it cannot be settled."""

    nip: str
    name: str
    net: Decimal = Decimal(0)
    gross: Decimal | None = None
    hours: Decimal = Decimal(0)
    package_hours: Decimal = Decimal(0)
    odd: tuple[Found, ...] = ()
    held: bool = False

    @property
    def stops(self) -> bool:
        """Whether the letter cannot leave."""
        return any(one.kind in STOPS for one in self.odd)


@dataclass(kw_only=True)
class Look:
    """The whole month; ``elsewhere`` is what is odd at payers that have nothing to bill, ``names`` their names."""

    payers: list[PayerLook] = field(default_factory=list)
    elsewhere: dict[str, list[Found]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    all_held: bool = False

    @property
    def net(self) -> Decimal:
        """Everybody's net."""
        return sum((one.net for one in self.payers), Decimal(0))

    @property
    def gross(self) -> Decimal:
        """Everybody's gross."""
        return sum((one.gross or Decimal(0) for one in self.payers), Decimal(0))


def look_at(
    session: Session,
    office: Office,
    end: MonthEnd,
    *,
    issue: date,
    progress: Callable[[int, int], None] = lambda done, everybody: None,
) -> Look:
    """Settle every payer's month as if it were billed on ``issue``; payers already billed are left out."""
    done = ask.billed_payers(session, end.period, state="sent")
    nips = [nip for nip in payers_to_bill(session, end.first) if nip not in done]
    holds = holds_of(session, end.period)
    odd = _of_everybody(session, office, end)
    look = Look(all_held=holds.everybody)
    for at in range(0, len(nips), _LOT):
        lot = nips[at : at + _LOT]
        known = payees(session, lot, end.period)
        for nip, month in gather(session, office, lot, end.first, issue=issue).items():
            if month.is_empty and not month.forgotten:
                continue
            settled = settle(office, month, known[nip], about_work=odd.pop(nip, ()))
            if month.is_empty:
                odd[nip] = [one for one in settled.odd if one.kind is Anomaly.FORGOTTEN]
                continue
            look.payers.append(_figures(settled, holds))
        progress(min(at + _LOT, len(nips)), len(nips))
    look.elsewhere = {nip: found for nip, found in sorted(odd.items()) if found}
    look.names = {nip: one.party.name for nip, one in payees(session, list(look.elsewhere), end.period).items()}
    return look


def _figures(settled: SettledMonth, holds: Holds) -> PayerLook:
    name, held = settled.payee.party.name, holds.holds(settled.nip)
    if settled.document is None:
        return PayerLook(nip=settled.nip, name=name, odd=settled.odd, held=held)
    statement = settled.document.statement
    invoices = [*statement.sales, *([statement.invoice] if statement.invoice else [])]
    from_package = sum((row.hours for row in statement.protocol if row.settled is Settled.PACKAGE), Decimal(0))
    return PayerLook(
        nip=settled.nip,
        name=name,
        net=sum((one.amount.net for one in invoices), Decimal(0)),
        gross=sum((one.amount.gross for one in invoices), Decimal(0)),
        hours=sum((row.hours for row in statement.protocol), Decimal(0)) - from_package,
        package_hours=from_package,
        odd=settled.odd,
        held=held,
    )


def _of_everybody(session: Session, office: Office, end: MonthEnd) -> dict[str, list[Found]]:
    """What is odd across payers: technicians' days, finished tickets without work, bills whose work changed since."""
    start, after = start_of_day(end.first), start_of_day(end.last + ONE_DAY)
    work = [
        Logged(technician=office.name_of(who), nip=nip, start=begin, end=finish)
        for who, nip, begin, finish in ask.work_of_everybody(session, start, after)
    ]
    found: dict[str, list[Found]] = defaultdict(list, of_technicians(work, end.first, end.last))
    for nip, public_id, closed in ask.closed_without_work(session, start, after):
        found[nip].append(Found(kind=Anomaly.NO_TIME, day=local_day(closed), about=public_id))
    for nip, one in _changed_later(session, previous_month(end.first)):
        found[nip].append(one)
    return found


def _changed_later(session: Session, month: date) -> Iterator[tuple[str, Found]]:
    """Work that the last month's bills took, taken back or given to another payer since."""
    owners: Mapping[int, str] = ask.billed_work(session, f"{month:%Y-%m}")
    for key, nip, begin, undone in ask.work_by_id(session, sorted(owners)):
        if undone or nip != owners[key]:
            yield owners[key], Found(kind=Anomaly.CHANGED_LATER, day=local_day(begin))
