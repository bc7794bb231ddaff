"""What the managers hear of a month's end: the preview before it, the report after a run, the alarm when time is up.

Each is written once, in one transaction with the ``job_run`` that says so; a run that was killed is reported by the
next one, because the sums come from the bills themselves.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from sqlmodel import Session, select

from worker.application.billing import state
from worker.application.billing.preview import Look, PayerLook
from worker.application.billing.run import Unsent
from worker.application.crash import crash_point
from worker.application.office import Office
from worker.application.post import outbox_row
from worker.documents.protocol_csv import safe
from worker.domain.billing.anomalies import Found
from worker.domain.calendar import ONE_DAY, local_day
from worker.domain.month_end import MonthEnd
from worker.mail import letters
from worker.mail.compose import File
from worker.mail.letters import facts
from worker.store import outbox
from worker.store.billing_tables import Bill, BillState

_ROWS, _ODD, _UNSENT = 60, 80, 60
_BOM = "\ufeff"


def write_preview(
    session: Session, office: Office, end: MonthEnd, look: Look, now: datetime, *, send_at: datetime | None
) -> bool:
    """The preview of a month to every manager, once; nothing for a month in which nothing was done.

    ``send_at`` None: it is too late for the letters to leave by themselves.
    """
    if state.happened(session, state.PREVIEW, end.period):
        return False
    state.mark(session, state.PREVIEW, end.period, now=now, until=now)
    if not look.payers and not look.elsewhere:
        return False
    cause = f"{state.PREVIEW}:{end.period}"
    odd = odd_rows(look)
    shown = sorted(look.payers, key=lambda one: (not one.stops, not one.held, -(one.gross or 0), one.nip))
    for manager in office.managers:
        letter = letters.billing_preview(
            facts.Preview(
                cause=cause,
                recipient=manager,
                now=now,
                month=end.first,
                send_at=send_at,
                late=send_at != end.send_at,
                until=local_day(end.over_at) - ONE_DAY,
                automatic=office.billing.automatic,
                payers=len(look.payers),
                net=look.net,
                gross=look.gross,
                rows=tuple(_payer_row(one) for one in shown[:_ROWS]),
                more=max(len(shown) - _ROWS, 0),
                odd=odd[:_ODD],
                more_odd=max(len(odd) - _ODD, 0),
                all_held=look.all_held,
                unset=unset(office),
                files=(_table(look, end),),
            ),
            office.sender,
        )
        outbox.enqueue(session, outbox_row(letter, cause=cause, now=now))
    return True


def write_report(session: Session, office: Office, end: MonthEnd, unsent: list[Unsent], now: datetime) -> bool:
    """What was sent since the last report of this month, and what was not; nothing when there is no news."""
    last = state.last_report(session, end.period)
    query = select(Bill).where(Bill.month == end.period, Bill.state == BillState.SENT.value)
    if last is not None:
        query = query.where(Bill.created_at > last.covered_until)
    sums = [_amounts(bill.settled) for bill in session.exec(query)]
    if not sums and (last is not None or not unsent):
        return False
    number = 1 + (int(last.period.partition("/")[2] or "1") if last is not None else 0)
    period = end.period if last is None else f"{end.period}/{number}"
    state.mark(session, state.REPORT, period, now=now, until=now)
    _report(session, office, end, unsent, now, cause=f"{state.REPORT}:{period}", sums=sums)
    crash_point("report-before-commit")
    return True


def write_alarm(session: Session, office: Office, end: MonthEnd, unsent: list[Unsent], now: datetime) -> bool:
    """The time to catch up is over and somebody's letter has not left; once a month."""
    if state.happened(session, state.ALARM, end.period):
        return False
    state.mark(session, state.ALARM, end.period, now=now, until=now)
    if unsent:
        _report(session, office, end, unsent, now, cause=f"{state.ALARM}:{end.period}", sums=[], over=True)
    return bool(unsent)


def _report(
    session: Session,
    office: Office,
    end: MonthEnd,
    unsent: list[Unsent],
    now: datetime,
    *,
    cause: str,
    sums: list[tuple[Decimal, Decimal]],
    over: bool = False,
) -> None:
    for manager in office.managers:
        letter = letters.billing_report(
            facts.Report(
                cause=cause,
                recipient=manager,
                now=now,
                month=end.first,
                until=local_day(end.over_at) - ONE_DAY,
                sent=len(sums),
                net=sum((net for net, _ in sums), Decimal(0)),
                gross=sum((gross for _, gross in sums), Decimal(0)),
                not_sent=tuple(_not_sent(one) for one in unsent[:_UNSENT]),
                more=max(len(unsent) - _UNSENT, 0),
                over=over,
            ),
            office.sender,
        )
        outbox.enqueue(session, outbox_row(letter, cause=cause, now=now))


def _amounts(settled: Mapping[str, object]) -> tuple[Decimal, Decimal]:
    invoice = settled.get("statement")
    if not isinstance(invoice, dict):
        return Decimal(0), Decimal(0)
    return Decimal(invoice["net"]), Decimal(invoice["gross"])


def unset(office: Office) -> tuple[str, ...]:
    """Keys of the settings without which the documents lack something."""
    company = office.company
    wanted = {
        "company.nip": company.nip,
        "company.street": company.address,
        "company.bank_account": company.account,
    }
    return tuple(key for key, value in wanted.items() if not value)


def odd_rows(look: Look) -> tuple[facts.OddRow, ...]:
    """Everything odd, the days and details of one kind at one payer together."""
    found = [row for one in look.payers for row in _odd(one.nip, one.name, one.odd)]
    found += [row for nip, odd in look.elsewhere.items() for row in _odd(nip, look.names.get(nip, ""), odd)]
    return tuple(found)


def _odd(nip: str, name: str, odd: Iterable[Found]) -> Iterable[facts.OddRow]:
    kinds: dict[str, list[Found]] = defaultdict(list)
    for one in odd:
        kinds[one.kind].append(one)
    for rows in kinds.values():
        about = dict.fromkeys(one.about for one in rows if one.about and one.about != nip)
        yield facts.OddRow(
            kind=rows[0].kind,
            nip=nip,
            name=name,
            days=tuple(sorted({one.day for one in rows if one.day is not None})),
            about=tuple(about),
            details=tuple(dict.fromkeys(one.detail for one in rows if one.detail)),
        )


def _payer_row(one: PayerLook) -> facts.PayerRow:
    return facts.PayerRow(
        nip=one.nip,
        name=one.name,
        net=one.net,
        gross=one.gross,
        hours=_number(one.hours),
        package_hours=_number(one.package_hours),
        odd=len({row.kind for row in one.odd}),
        stops=one.stops,
        held=one.held,
    )


def _not_sent(one: Unsent) -> facts.NotSent:
    return facts.NotSent(
        nip=one.nip,
        name=one.name,
        why=tuple(_odd(one.nip, one.name, one.stops)),
        held=one.held,
        waits_for_approval=one.waits_for_approval,
    )


def _table(look: Look, end: MonthEnd) -> File:
    """All payers for a spreadsheet: UTF-8 with BOM, semicolons, decimal comma, no formulas."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(("NIP", "płatnik", "netto", "brutto", "godziny", "godziny z pakietu", "wyjdzie", "uwagi"))
    for one in look.payers:
        goes = "wstrzymany" if one.held else "nie" if one.stops else "tak"
        odd = ", ".join(dict.fromkeys(row.kind.value for row in one.odd))
        cells = (_number(one.net), "" if one.gross is None else _number(one.gross))
        hours = (_number(one.hours), _number(one.package_hours))
        writer.writerow((safe(one.nip), safe(one.name), *cells, *hours, goes, odd))
    data = (_BOM + text.getvalue()).encode()
    return File(
        name=f"podglad-{end.period}.csv", content_type="text/csv", data=data, parameters=(("charset", "utf-8"),)
    )


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
