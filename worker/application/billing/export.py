"""The month for accounting, from the bills as they went out: nothing is settled again.

    <dir>/2026-03-5259912077.xml     FA(3), checked against the official schema     one per payer with something to pay
    <dir>/2026-03-5259912077.json    everything the documents say                   one per bill
    <dir>/2026-03.epp                EDI++, experimental                            all invoices of the month

A package sold on an invoice of its own has a file of its own. Each file is written whole or not at all; what does not
hold against the schema is not written but named.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from lxml import etree
from sqlalchemy import Engine
from sqlmodel import col, select

from worker.application.billing.month_facts import period_of
from worker.application.billing.payees import Payee, payees
from worker.application.office import Office
from worker.documents import MonthDocument
from worker.documents.accounting import (
    SchemaMissingError,
    UnfitForInvoiceError,
    epp,
    fa3_xml,
    open_schema,
    problems,
)
from worker.documents.accounting.month_json import invoice_from, json_bytes
from worker.domain.customer import RegularStatus
from worker.domain.month import Invoice, MonthFacts, Statement
from worker.domain.rates import Standing
from worker.store.billing_tables import Bill
from worker.store.engine import reading

_LOT = 100


@dataclass(kw_only=True)
class Exported:
    """The files written, and what could not be, one sentence each."""

    files: list[Path] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def export_month(
    engine: Engine,
    office: Office,
    month: date,
    folder: Path,
    *,
    progress: Callable[[int, int], None] = lambda done, everybody: None,
) -> Exported:
    """Write the newest version of every bill of a month. A missing schema is a problem; the JSON is written anyway."""
    period, done = period_of(month), Exported()
    schema = None
    try:
        schema = open_schema(office.billing.fa3_schema)
    except (SchemaMissingError, etree.XMLSchemaParseError, etree.XMLSyntaxError) as error:
        done.problems.append(f"no FA(3): {error}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        documents = []
        for count, (bill, payee, everybody) in enumerate(_bills(engine, period), 1):
            document = _document(office, bill, payee, month)
            _write(folder / f"{document.file_stem}.json", json_bytes(bill.settled), done)
            documents += list(_xml(document, folder, schema, done))
            progress(count, everybody)
        if documents:
            _write(folder / f"{period}.epp", epp(tuple(documents)), done)
    except OSError as error:
        done.problems.append(f"{error.filename or folder} cannot be written: {error.strerror}")
    if not any(one.suffix == ".json" for one in done.files) and folder.is_dir():
        done.problems.append(f"{period} has no bills; `pomoc billing run {period}` writes them")
    return done


def _bills(engine: Engine, period: str) -> Iterator[tuple[Bill, Payee, int]]:
    """The newest version of each bill, by NIP, with its payee and the number of all."""
    with reading(engine) as session:
        keys: dict[str, int] = {}
        rows = session.exec(select(Bill.nip, Bill.id).where(Bill.month == period).order_by(col(Bill.version)))
        for nip, key in rows:
            keys[nip] = key or 0
    nips = sorted(keys)
    for at in range(0, len(nips), _LOT):
        lot = nips[at : at + _LOT]
        with reading(engine) as session:
            known = payees(session, lot, period)
            bills = {
                one.nip: one for one in session.exec(select(Bill).where(col(Bill.id).in_([keys[nip] for nip in lot])))
            }
        for nip in lot:
            yield bills[nip], known[nip], len(nips)


def _document(office: Office, bill: Bill, payee: Payee, month: date) -> MonthDocument:
    """A document of the invoices alone, as they were billed; who pays and what accounting calls it are of today."""
    invoice = bill.settled.get("statement")
    return MonthDocument(
        company=office.company,
        payer=payee.party,
        facts=MonthFacts(month=month, issue=bill.issue_day),
        statement=_statement(
            invoice_from(invoice) if invoice else None,
            tuple(invoice_from(one) for one in bill.settled.get("package_sales", ())),
        ),
        policy=office.policy,
        version=bill.version,
        invoice_number=payee.invoice_number,
        ksef_number=payee.ksef_number,
    )


def _statement(invoice: Invoice | None, sales: tuple[Invoice, ...]) -> Statement:
    nobody = date(2000, 1, 1)
    return Statement(
        standing=Standing(),
        status=RegularStatus(window_from=nobody, window_to=nobody, months_with_invoice=0, regular=False),
        overdue=(),
        discount=Decimal(0),
        invoice=invoice,
        sales=sales,
        corrections=(),
        package_use=(),
        protocol=(),
    )


def _xml(
    document: MonthDocument, folder: Path, schema: etree.XMLSchema | None, done: Exported
) -> Iterator[MonthDocument]:
    """Write the FA(3) of each invoice of a bill; gives those that hold as documents for EDI++."""
    statement = document.statement
    own = [(document.file_stem, statement.invoice)] if statement.invoice else []
    sales = [(f"{document.file_stem}-pakiet-{n}", sale) for n, sale in enumerate(statement.sales, 1)]
    for stem, invoice in [*own, *sales]:
        alone = replace(document, statement=_statement(invoice, ()))
        try:
            xml = fa3_xml(alone)
        except UnfitForInvoiceError as error:
            done.problems.append(str(error))
            continue
        if schema is not None:
            wrong = problems(xml, schema)
            if wrong:
                done.problems.append(f"{document.payer.nip}: the FA(3) does not hold: {'; '.join(wrong[:3])}")
                continue
            _write(folder / f"{stem}.xml", xml, done)
        yield alone


def _write(path: Path, data: bytes, done: Exported) -> None:
    """A file that is there whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    done.files.append(path)
