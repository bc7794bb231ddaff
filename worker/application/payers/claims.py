"""Who is overdue [12.7], from the office's invoices and payments.

A correction that names its invoice counts with it: a credit lowers what is owed, a charge is owed by its own term.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session, col, select

from worker.domain.billing.customer import Booking, DocumentType, Payable
from worker.domain.billing.overdue import Late, Stage, late, stage
from worker.domain.policy import Policy
from worker.store.billing_tables import OverdueNotice, Payment, SalesInvoice
from worker.store.tables import Payer

_PROFORMA = DocumentType.PROFORMA.value
_INVOICE = DocumentType.INVOICE.value
_LOT = 400


@dataclass(frozen=True, kw_only=True, slots=True)
class Debtor:
    """A payer with overdue invoices, or one still suspended. ``ksef`` are KSeF numbers by invoice.

    ``corrects`` maps a correcting invoice to the invoice it names, ``credited`` an invoice to what has lowered it.
    ``noticed`` maps invoices that a notice named to its day; ``final_day`` is the one the last notice gave.
    """

    nip: str
    name: str
    owed: tuple[Late, ...]
    stage: Stage
    ksef: dict[str, str]
    issued: dict[str, date]
    corrects: dict[str, str]
    credited: dict[str, tuple[str, ...]]
    noticed: dict[str, datetime]
    final_day: date | None = None
    suspended_at: datetime | None = None

    @property
    def total(self) -> Decimal:
        """Everything that is left to pay of what is overdue."""
        return sum((one.left for one in self.owed), Decimal(0))

    @property
    def unnoticed(self) -> tuple[Late, ...]:
        """Invoices no notice has named yet."""
        return tuple(one for one in self.owed if one.number not in self.noticed)


def debtors(session: Session, today: date, policy: Policy, nips: Collection[str] | None = None) -> tuple[Debtor, ...]:
    """Who owes anything overdue or is suspended, the largest sum first. ``nips`` None: everybody."""
    payers = select(Payer)
    invoices = select(SalesInvoice).where(SalesInvoice.kind != _PROFORMA)
    if nips is not None:
        payers = payers.where(col(Payer.nip).in_(nips))
        invoices = invoices.where(col(SalesInvoice.nip).in_(nips))
    by_payer: dict[str, list[SalesInvoice]] = defaultdict(list)
    for invoice in session.exec(invoices):
        by_payer[invoice.nip].append(invoice)
    bookings = bookings_of(session, nips)
    owing = {nip: late(payables(rows, bookings), today, policy) for nip, rows in by_payer.items()}
    known = {one.nip: one for one in session.exec(payers) if owing.get(one.nip) or one.suspended_at is not None}
    notices = _notices(session, known)
    found = [_debtor(payer, owing.get(nip, ()), by_payer[nip], notices[nip], today) for nip, payer in known.items()]
    return tuple(sorted(found, key=lambda one: (-one.total, one.nip)))


def debtor(session: Session, nip: str, today: date, policy: Policy) -> Debtor | None:
    """One payer; None when he owes nothing and is not suspended."""
    return next(iter(debtors(session, today, policy, [nip])), None)


def _debtor(
    payer: Payer, owed: tuple[Late, ...], invoices: list[SalesInvoice], notices: list[OverdueNotice], today: date
) -> Debtor:
    noticed = {one.invoice_number: one.noticed_at for one in notices}
    days = [one.final_day for one in notices if one.invoice_number in {late.number for late in owed}]
    all_told = all(one.number in noticed for one in owed)
    return Debtor(
        nip=payer.nip,
        name=payer.name,
        owed=owed,
        stage=stage(
            owed, max(days, default=None) if all_told else None, suspended=payer.suspended_at is not None, as_of=today
        ),
        ksef={one.number: one.ksef_number for one in invoices if one.ksef_number},
        issued={one.number: one.issue_day for one in invoices},
        corrects={one.number: one.corrects for one in invoices if one.corrects and one.kind != _INVOICE},
        credited=_credited(invoices),
        noticed=noticed,
        final_day=max(days, default=None),
        suspended_at=payer.suspended_at,
    )


def _credited(invoices: Iterable[SalesInvoice]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for one in sorted(invoices, key=lambda one: (one.issue_day, one.number)):
        if one.kind != _INVOICE and one.gross < 0 and one.corrects:
            found[one.corrects] = (*found[one.corrects], one.number)
    return dict(found)


def payables(rows: Iterable[SalesInvoice], bookings: Mapping[str, Sequence[Booking]]) -> list[Payable]:
    """Documents of one payer as the rules take them; a credit lowers the invoice it names."""
    rows = tuple(rows)
    credits: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.kind != _INVOICE and row.gross < 0:
            credits[row.corrects] += row.gross
    return [
        Payable(number=row.number, due=row.due_day, gross=gross, bookings=tuple(bookings.get(row.number, ())))
        for row in rows
        if (gross := row.gross + (credits[row.number] if row.kind == _INVOICE else 0)) > 0
    ]


def bookings_of(session: Session, nips: Collection[str] | None) -> dict[str, list[Booking]]:
    """What was booked and not taken back, by invoice; ``nips`` None: everybody's."""
    query = select(Payment).where(col(Payment.reversed_day).is_(None))
    if nips is not None:
        query = query.join(SalesInvoice, col(Payment.invoice_number) == col(SalesInvoice.number))
        query = query.where(col(SalesInvoice.nip).in_(nips))
    found: dict[str, list[Booking]] = defaultdict(list)
    for one in session.exec(query):
        found[one.invoice_number].append(Booking(day=one.booked_day, amount=one.amount))
    return found


def _notices(session: Session, nips: Collection[str]) -> dict[str, list[OverdueNotice]]:
    found: dict[str, list[OverdueNotice]] = defaultdict(list)
    wanted = sorted(nips)
    for at in range(0, len(wanted), _LOT):
        query = select(OverdueNotice).where(col(OverdueNotice.nip).in_(wanted[at : at + _LOT]))
        for one in session.exec(query.order_by(col(OverdueNotice.id))):
            found[one.nip].append(one)
    return found
