"""The billing letter of a settled month: its documents, its facts, and the letter to each recipient."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from worker.application.billing.settle import SettledMonth
from worker.application.document_files import documents_of
from worker.application.office import Office
from worker.documents import MonthDocument
from worker.documents.package_bars import PackageBar, package_bars
from worker.documents.rows import Entry, rows
from worker.documents.wording import account, decision, line_name, say, service_name, unit_of
from worker.domain.billing.month import Invoice, Line
from worker.domain.calendar import local_day
from worker.domain.message import Address
from worker.domain.policy import DEFAULT
from worker.domain.tariff.bands import Band
from worker.domain.tariff.money import to_grosz
from worker.mail import letters
from worker.mail.compose import File
from worker.mail.letters import facts
from worker.terms import price_list_on
from worker.terms.phrases import Language, number, price

_SHOWN = 12  # tickets in the letter; the protocol has all of them
_LINES = 14


def cause_of(nip: str, period: str, version: int) -> str:
    """What every letter of one bill is caused by; with kind and recipient it happens once."""
    return f"bill:{nip}:{period}:{version}"


def billing_letters(settled: SettledMonth, office: Office, now: datetime) -> tuple[letters.Letter, ...]:
    """One letter to each recipient, all with the same words and the same documents."""
    document = settled.document
    if document is None or not settled.payee.recipients:
        return ()
    files = documents_of(document)
    return tuple(
        letters.bill(_facts(document, settled, recipient, now, files), office.sender)
        for recipient in settled.payee.recipients
    )


def _facts(
    document: MonthDocument, settled: SettledMonth, recipient: Address, now: datetime, files: tuple[File, ...]
) -> facts.Bill:
    statement, company, language = document.statement, document.company, document.language
    work = list(_work(document))
    numbers = (document.invoice_number, document.ksef_number) if document.is_for_an_invoice else ("", "")
    keys = dict.fromkeys(key for row in statement.protocol for key in row.decided_by)
    return facts.Bill(
        cause=cause_of(settled.nip, document.period, document.version),
        recipient=recipient,
        to=settled.payee.recipients,
        now=now,
        month=document.first_day,
        payer=document.payer.name,
        nip=document.payer.nip,
        version=document.version,
        changes=document.changes,
        difference=settled.difference,
        reason=document.reason,
        corrected=corrected_invoice(document),
        issued=settled.month.issued if document.version == 1 else (),
        invoice=_sum(statement.invoice, language) if statement.invoice else None,
        sales=tuple(_sum(sale, language) for sale in statement.sales),
        account=account(company.account.number) if company.account else "",
        bank=company.account.bank if company.account else "",
        reference=numbers[0]
        or say("letter", "transfer_title", language, period=document.period, nip=document.payer.nip),
        invoice_number=numbers[0],
        ksef_number=numbers[1],
        work=tuple(work[:_SHOWN]),
        more_work=max(len(work) - _SHOWN, 0),
        packages=tuple(_package(bar, _ordered(bar, settled, now), language) for bar in package_bars(document)),
        rebate=_rebate(statement.invoice),
        overdue=statement.overdue,
        decided=tuple(decision(key, document.policy.value(key), DEFAULT.value(key), language) for key in keys),
        files=files,
        language=language,
    )


def corrected_invoice(document: MonthDocument) -> facts.CorrectedInvoice | None:
    """The invoice a later version corrects, where accounting has issued it."""
    correcting = document.correcting
    if correcting is None:
        return None
    paper = correcting.corrected
    return facts.CorrectedInvoice(
        number=paper.number, day=paper.day, gross=correcting.amount.gross, ksef_number=paper.ksef_number
    )


def _sum(invoice: Invoice, language: Language) -> facts.Sum:
    lines = [_line(line, language) for line in invoice.lines]
    if len(lines) > _LINES:
        rest = sum((line.net for line in lines[_LINES - 1 :]), Decimal(0))
        count = say("letter", "rest_count", language, n=len(lines) - _LINES + 1)
        more = facts.BilledLine(name=say("letter", "rest", language), quantity=count, net=rest)
        lines = [*lines[: _LINES - 1], more]
    return facts.Sum(
        net=invoice.amount.net,
        vat=invoice.amount.vat,
        gross=invoice.amount.gross,
        vat_percent=price_list_on(invoice.issue).billing.vat_percent,
        due=invoice.due,
        timely=invoice.last_timely_day,
        lines=tuple(lines),
        reference=next((line.reference for line in invoice.lines), ""),
    )


def _line(line: Line, language: Language) -> facts.BilledLine:
    has_band = line.band and line.band is not Band.NONE
    band = say("letter", "band", language, letter=line.band) if has_band else ""
    quantity = say(
        "letter",
        "quantity",
        language,
        n=number(line.quantity, language),
        unit=unit_of(line, language),
        price=price(line.unit_net, language),
    )
    return facts.BilledLine(name=f"{line_name(line, language)}{band}", quantity=quantity, net=line.net)


def _work(document: MonthDocument) -> Iterator[facts.WorkDone]:
    """What was done, ticket by ticket, in the order of its first day; late work and visits apart."""
    found: dict[tuple[str, str, bool, bool], tuple[list[date], dict[tuple[str, datetime], int]]] = {}
    for row in rows(document):
        for entry in row.entries:
            key = entry.worked.ticket, entry.worked.subject, row.onsite, entry.worked.late
            days, seconds = found.setdefault(key, ([], {}))
            days.append(_day(row.onsite, entry, row.day))
            seconds[entry.name, entry.start] = entry.seconds  # one piece can stand in two rows: package and tariff
    for (ticket, subject, onsite, late), (days, seconds) in found.items():
        yield facts.WorkDone(
            subject=subject,
            ticket=ticket,
            days=tuple(sorted(set(days))),
            time=timedelta(seconds=sum(seconds.values())),
            onsite=onsite,
            late=late,
        )


def _day(onsite: bool, entry: Entry, day: date) -> date:
    return day if onsite else entry.start.date()


def _ordered(bar: PackageBar, settled: SettledMonth, now: datetime) -> int:
    """Quarters of what is left that open orders wait for; a package that has ended serves none of them (13.5)."""
    if bar.valid_to < local_day(now):
        return 0
    return min(settled.month.ordered.get(bar.package.id, 0), bar.left)


def _package(bar: PackageBar, ordered: int, language: Language) -> facts.PackageUsed:
    full, size = bar.full or 1, number(Decimal(bar.package.hours), language)
    return facts.PackageUsed(
        name=say("letter", "package", language, hours=size, id=bar.package.id).strip(),
        service=service_name(bar.package.service, language),
        used_now=_quarters(bar.used_now),
        left=_quarters(bar.left),
        ordered=_quarters(ordered),
        valid_to=bar.valid_to,
        share=(bar.used_before + bar.used_now) * 100 // full,
        window_left=_quarters(bar.window_left) if bar.window_left is not None else None,
    )


def _quarters(count: int) -> timedelta:
    return timedelta(minutes=15 * count)


def _rebate(invoice: Invoice | None) -> Decimal:
    lines = invoice.lines if invoice else ()
    return sum((to_grosz(line.discount * line.quantity) for line in lines), Decimal(0))
