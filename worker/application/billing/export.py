"""The month for accounting, from the bills as they went out: nothing is settled again.

    <dir>/2026-03-5259912077.xml     FA(3), checked against the official schema     one per payer with something to pay
    <dir>/2026-03-5259912077.json    everything the documents say                   one per bill
    <dir>/2026-03.epp                EDI++, experimental                            all papers of the month

A corrected month (``-w2``) of which accounting has imported the invoice is a correcting invoice; without it an ordinary
one. A package sold on an invoice of its own has a file of its own. Each file is written whole or not at all; what does
not hold against the schema is not written but named.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree
from sqlalchemy import Engine
from sqlmodel import col, select

from worker.application.billing.month_facts import period_of
from worker.application.billing.papers_of_month import papers_of
from worker.application.billing.payees import Payee, payees
from worker.application.billing.whole_file import write_whole
from worker.application.office import Office
from worker.documents import MonthDocument
from worker.documents.accounting import (
    SchemaMissingError,
    UnfitForInvoiceError,
    epp,
    fa3_correction_xml,
    fa3_xml,
    open_schema,
    problems,
)
from worker.documents.accounting.month_json import correction_data, invoice_from, json_bytes
from worker.documents.accounting.numbers import sale_number
from worker.documents.differences import differences
from worker.domain.billing.correcting import correcting_invoice
from worker.domain.billing.customer import RegularStatus, last_timely_day
from worker.domain.billing.month import Invoice, MonthFacts, Statement
from worker.domain.billing.papers import Paper, Papers
from worker.domain.tariff.rates import Standing
from worker.store.billing_tables import Bill
from worker.store.engine import reading

_LOT = 100


@dataclass(kw_only=True)
class Exported:
    """The files written; what could not be, and what the office should know of them, one sentence each."""

    files: list[Path] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


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
        documents: list[MonthDocument] = []
        for count, (bills, payee, everybody) in enumerate(_bills(engine, period), 1):
            found = papers_of(bills, payee)
            document = _document(office, bills, payee, month, found)
            done.files.append(write_whole(folder / f"{document.file_stem}.json", _json(bills, document, found)))
            done.notes += _notes(document, found)
            if found.paper is Paper.UNCLEAR:
                done.problems.append(_unclear(document, found))
            else:
                documents += _xml(document, folder, schema, done)
            documents += _sales(document, bills, folder, schema, done)
            progress(count, everybody)
        if documents:
            done.files.append(write_whole(folder / f"{period}.epp", epp(tuple(documents))))
    except OSError as error:
        done.problems.append(f"{error.filename or folder} cannot be written: {error.strerror}")
    if not any(one.suffix == ".json" for one in done.files) and folder.is_dir():
        done.problems.append(f"{period} has no bills; `pomoc billing run {period}` writes them")
    return done


def _bills(engine: Engine, period: str) -> Iterator[tuple[list[Bill], Payee, int]]:
    """Every payer's bills by version, by NIP, with his payee and the number of all payers."""
    with reading(engine) as session:
        nips = sorted(set(session.exec(select(Bill.nip).where(Bill.month == period))))
    for at in range(0, len(nips), _LOT):
        lot = nips[at : at + _LOT]
        with reading(engine) as session:
            known = payees(session, lot, period)
            query = select(Bill).where(Bill.month == period, col(Bill.nip).in_(lot))
            rows = session.exec(query.order_by(col(Bill.version))).all()
        for nip in lot:
            yield [row for row in rows if row.nip == nip], known[nip], len(nips)


def _document(office: Office, bills: list[Bill], payee: Payee, month: date, found: Papers) -> MonthDocument:
    """A document of the invoice alone, as it was billed; who pays and what accounting calls it are of today."""
    bill, invoice = bills[-1], found.newest.invoice
    reason = str(bill.settled.get("reason", ""))
    plain = MonthDocument(
        company=office.company,
        payer=payee.party,
        facts=MonthFacts(month=month, issue=bill.issue_day),
        statement=_statement(invoice),
        policy=office.policy,
        version=bill.version,
        reason=reason,
    )
    if found.paper is Paper.CORRECTION:
        return replace(plain, correcting=correcting_invoice(found, reason, office.policy))
    paper = found.issued
    if paper is None or invoice is None:
        return plain
    # accounting's own paper, with its own days
    timely = last_timely_day(paper.due, office.policy)
    dated = replace(invoice, issue=paper.day, due=paper.due, last_timely_day=timely)
    return replace(plain, statement=_statement(dated), invoice_number=paper.number, ksef_number=paper.ksef_number)


def _statement(invoice: Invoice | None) -> Statement:
    nobody = date(2000, 1, 1)
    return Statement(
        standing=Standing(),
        status=RegularStatus(window_from=nobody, window_to=nobody, months_with_invoice=0, regular=False),
        overdue=(),
        discount=Decimal(0),
        invoice=invoice,
        sales=(),
        corrections=(),
        package_use=(),
        protocol=(),
    )


def _json(bills: list[Bill], document: MonthDocument, found: Papers) -> bytes:
    """What the bill remembers, which paper it is, and of a later version what it corrects."""
    bill, invoice = bills[-1], found.invoice
    data: dict[str, Any] = dict(bill.settled) | {"paper": found.paper.value}
    if invoice is not None:
        data |= {"invoice_number": invoice.number, "ksef_number": invoice.ksef_number}
    if document.correcting is not None:
        before = _settled(bills, document.correcting.since)
        data["corrects"] = correction_data(document.correcting, differences(before, bill.settled))
    elif len(bills) > 1:
        data["corrects"] = {
            "version": bills[-2].version,
            "invoice_number": "",
            "changes": list(differences(bills[-2].settled, bill.settled)),
        }
    return json_bytes(data)


def _settled(bills: list[Bill], version: int) -> Mapping[str, Any]:
    return next(one.settled for one in bills if one.version == version)


def _notes(document: MonthDocument, found: Papers) -> Iterator[str]:
    nip, invoice = document.payer.nip, found.invoice
    if document.version > 1 and invoice is None:
        yield (
            f"{nip}: version {document.version} is no correcting invoice, because no invoice of {document.period} is "
            "imported; if one was issued, `pomoc invoices import` it and export again"
        )
    if invoice is not None and found.differs:
        yield (
            f"{nip}: {invoice.number} is for {invoice.gross}, which no version of {document.period} comes to; "
            f"check it beside the files"
        )
    if document.correcting is not None:
        corrected = document.correcting.corrected
        said = "" if corrected.ksef_number else ", as one issued outside KSeF: its KSeF number is not imported"
        yield f"{nip}: version {document.version} is a correcting invoice (KOR) for {corrected.number}{said}"


def _unclear(document: MonthDocument, found: Papers) -> str:
    number = found.invoice.number if found.invoice else ""
    return (
        f"{document.payer.nip}: {number} was corrected by {', '.join(found.strange)}, whose sums are of no version of "
        f"{document.period} (rebates revoked by 12.5?); the correction of version {document.version} is for a person"
    )


def _xml(
    document: MonthDocument, folder: Path, schema: etree.XMLSchema | None, done: Exported, stem: str = ""
) -> Iterator[MonthDocument]:
    """Write the FA(3) of a paper; gives the document when it holds, for EDI++."""
    invoice = document.statement.invoice
    if document.correcting is None and invoice is None:
        return
    try:
        xml = fa3_correction_xml(document) if document.correcting is not None else fa3_xml(document)
    except UnfitForInvoiceError as error:
        done.problems.append(str(error))
        return
    if schema is not None:
        wrong = problems(xml, schema)
        if wrong:
            done.problems.append(f"{document.payer.nip}: the FA(3) does not hold: {'; '.join(wrong[:3])}")
            return
        done.files.append(write_whole(folder / f"{stem or document.file_stem}.xml", xml))
    yield document


def _sales(
    document: MonthDocument, bills: list[Bill], folder: Path, schema: etree.XMLSchema | None, done: Exported
) -> Iterator[MonthDocument]:
    """Packages sold on invoices of their own; one that an earlier version had sold keeps that version's file."""
    for number, sale in enumerate(bills[-1].settled.get("package_sales", ()), 1):
        first = next(one for one in bills if sale in one.settled.get("package_sales", ()))
        alone = replace(
            document,
            statement=_statement(invoice_from(sale)),
            version=first.version,
            correcting=None,
            invoice_number=sale_number(document, sale["lines"][0]["reference"]),
            ksef_number="",
        )
        yield from _xml(alone, folder, schema, done, stem=f"{alone.file_stem}-pakiet-{number}")
