"""Puts the golden months of the regulamin into a database, as mails and imports would have left them there."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from worker.domain.billing.customer import DocumentType
from worker.domain.calendar import start_of_day
from worker.domain.packages.package import Package
from worker.domain.ticket_id import ticket_id
from worker.store.billing_tables import Bill, BillState, Payment, SalesInvoice, SoldPackage, UpdateSubscription
from worker.store.staff_tables import Travel, WorkEntry, WorkKind
from worker.store.tables import LedgerEntry, Payer, Ticket

TECHNICIAN = "m.wilk@3rp.com.pl"
OFFICE = "biuro"


def store_payer(session: Session, nip: str, given: dict[str, Any], *, name: str = "Delikatesy Źdźbło s.c.") -> None:
    """One golden invoice's ``given`` under this NIP."""
    session.add(Payer(nip=nip, name=name))
    session.flush()
    _documents(session, nip, given["customer"], given)
    _packages(session, nip, given.get("packages") or [])
    ticket, ledger = store_ticket(session, nip)
    for row in given.get("sessions") or []:
        session.add(work_row(nip, ticket, ledger, row, WorkKind.REMOTE))
    for row in given.get("visits") or []:
        session.add(work_row(nip, ticket, ledger, row, WorkKind.VISIT))
        if row.get("travel"):
            session.add(_travel(nip, ticket, ledger, row))
    session.flush()


def store_ticket(session: Session, nip: str) -> tuple[int, int]:
    """A ticket of a payer with the mail that opened it; their ids."""
    moment = start_of_day(date(2026, 1, 5))
    count = int(nip) % 100_000
    entry = LedgerEntry(
        mailbox="pomoc", uidvalidity=1, uid=count, message_id=f"{nip}@firma.example", received_at=moment,
        recorded_at=moment, outcome="confirm",
    )  # fmt: skip
    ticket = Ticket(
        public_id=ticket_id(2026, count), year=2026, serial=count, kind="report", state="in-progress", nip=nip,
        verified=True, topic="Drukarka etykiet nie drukuje", requester="biuro@firma.example", received_at=moment,
        clock_started_at=moment, promised_day=date(2026, 1, 26), deadline_at=moment, created_at=moment,
    )  # fmt: skip
    session.add_all([entry, ticket])
    session.flush()
    assert entry.id is not None
    assert ticket.id is not None
    return ticket.id, entry.id


def work_row(nip: str, ticket: int, ledger: int, row: dict[str, Any], kind: WorkKind) -> WorkEntry:
    """A session or visit of the golden cases as a technician's command left it."""
    start, end = datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"])
    return WorkEntry(
        ticket_id=ticket,
        ledger_id=ledger,
        nip=nip,
        technician=TECHNICIAN,
        kind=kind.value,
        start_at=start,
        end_at=end,
        topics=list(row["topics"]),
        connection=row.get("connection") or "",
        implementation_of=row.get("implementation_of") or "",
        arranged=bool(row.get("individual_arrangement")),
        recorded_at=end,
    )


def _travel(nip: str, ticket: int, ledger: int, row: dict[str, Any]) -> Travel:
    kilometres = (row["travel"].get("km_one_way_from_office") or {}).values()
    return Travel(
        ticket_id=ticket,
        ledger_id=ledger,
        nip=nip,
        technician=TECHNICIAN,
        day=datetime.fromisoformat(row["start"]).date(),
        place=row["travel"]["location"],
        km_one_way=min(map(Decimal, kilometres)) if kilometres else None,  # a technician writes the nearer office's
        recorded_at=datetime.fromisoformat(row["end"]),
    )


def _documents(session: Session, nip: str, customer: dict[str, Any], given: dict[str, Any]) -> None:
    for n, row in enumerate(customer["documents"]):
        session.add(_invoice(nip, f"{nip}/D{n}", date.fromisoformat(row["date"]), kind=row["type"]))
    for n, row in enumerate(customer["update_purchases"]):
        vendor = row.get("vendor") or f"? {n}"
        session.add(UpdateSubscription(nip=nip, bought_day=date.fromisoformat(row["date"]), vendor=vendor))
    for row in given.get("purchases") or []:
        purchase = _invoice(nip, row["id"], date.fromisoformat(row["date"]), kind=DocumentType.PROFORMA.value)
        purchase.implementation_finished = bool(row.get("implementation_finished"))
        session.add(purchase)
    for row in customer["open_invoices"]:
        _open_invoice(session, nip, row)


def _invoice(nip: str, number: str, day: date, *, kind: str = "invoice") -> SalesInvoice:
    return SalesInvoice(number=number, nip=nip, kind=kind, issue_day=day, due_day=day, gross=Decimal(0))


def _open_invoice(session: Session, nip: str, row: dict[str, Any]) -> None:
    due = date.fromisoformat(row["due_date"])
    issued = due - timedelta(days=7)
    session.add(
        SalesInvoice(
            number=row["number"],
            nip=nip,
            kind="correction",
            issue_day=issued,
            due_day=due,
            gross=Decimal(row["gross"]),
            month=f"{issued:%Y-%m}",
        )
    )
    session.flush()
    for n, booking in enumerate(row.get("bookings") or []):
        session.add(
            Payment(
                reference=f"{nip}/{row['number']}/{n}",
                invoice_number=row["number"],
                booked_day=date.fromisoformat(booking["date"]),
                amount=Decimal(booking["amount"]),
            )
        )
    lines = [_settled_line(line) for line in row.get("lines") or []]
    session.add(
        Bill(
            nip=nip,
            month=f"{issued:%Y-%m}",
            version=1,
            state=BillState.SENT.value,
            issue_day=issued,
            settled={"statement": {"lines": lines}},
            created_at=start_of_day(issued),
        )
    )


def _settled_line(line: dict[str, Any]) -> dict[str, str]:
    net, full = Decimal(line["net_rate"]), Decimal(line["rate_without_rebate"])
    return {"kind": line["what"], "quantity": line["hours"], "unit_net": str(net), "discount": str(full - net)}


def _packages(session: Session, nip: str, rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        full = Package(hours=int(row["hours"]), service=row["class"], start=date.fromisoformat(row["start"]))
        bought = date.fromisoformat(row.get("purchase_date") or row["start"])
        session.add(
            SoldPackage(
                code=row["id"],
                nip=nip,
                hours=full.hours,
                service=row["class"],
                purchased_day=bought,
                start_day=full.start,
                used_before=full.full_quarters - int(row["balance_quarters"]),
                invoiced=not row.get("sold_on_this_invoice"),
                sold_at=start_of_day(bought),
            )
        )
