"""A gathered month settled: its statement and document, and everything odd about it. Never raises for data."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from worker.application.billing.month_facts import PayerMonth
from worker.application.billing.payees import Payee
from worker.application.office import Office
from worker.documents import MonthDocument
from worker.documents.accounting.month_json import month_data
from worker.documents.differences import differences
from worker.domain.billing import anomalies
from worker.domain.billing.anomalies import STOPS, Anomaly, Found
from worker.domain.billing.customer import last_timely_day
from worker.domain.billing.month import MonthFacts, Statement
from worker.domain.billing.statement import statement
from worker.domain.calendar import local_day


@dataclass(frozen=True, kw_only=True, slots=True)
class SettledMonth:
    """One payer's month. ``document`` is None when it cannot be settled; then one of ``odd`` says why.

    ``before`` is what the version that went out said; None for the first one.
    """

    payee: Payee
    month: PayerMonth
    odd: tuple[Found, ...]
    document: MonthDocument | None = None
    before: Mapping[str, Any] | None = None

    @property
    def nip(self) -> str:
        """Whose month it is."""
        return self.month.nip

    @property
    def stops(self) -> tuple[Found, ...]:
        """Why the letter cannot leave."""
        return tuple(one for one in self.odd if one.kind in STOPS)

    @property
    def only_lacks_address(self) -> bool:
        """Settled and right, but nobody to write to."""
        return self.document is not None and {one.kind for one in self.stops} == {Anomaly.NO_ADDRESS}

    @property
    def difference(self) -> Decimal | None:
        """How much more, gross, than the version before says; None for the first version."""
        if self.before is None or self.document is None:
            return None
        invoice = self.document.statement.invoice
        was = Decimal((self.before.get("statement") or {}).get("gross", "0.00"))
        return (invoice.amount.gross if invoice else Decimal("0.00")) - was

    @property
    def changes(self) -> tuple[str, ...]:
        """What differs from the version before, for our own people: Polish, whatever the payer reads."""
        return differences(self.before, self.data) if self.before is not None else ()

    @property
    def data(self) -> dict[str, Any]:
        """What the bill remembers of it."""
        return month_data(self.document) if self.document is not None else {}


def settle(
    office: Office,
    month: PayerMonth,
    payee: Payee,
    *,
    version: int = 1,
    before: Mapping[str, Any] | None = None,
    about_work: Iterable[Found] = (),
    reason: str = "",
) -> SettledMonth:
    """Settle one month; ``before`` is what the version that went out said, ``about_work`` what is odd elsewhere.

    The term of payment is that of the invoice, where accounting has issued it already. A later version is no longer
    what that invoice was issued for, so it does not bear its number. ``reason`` is why there is a later version.
    """
    odd = [*_before_settling(month, payee), *about_work]
    if month.broken:
        odd.append(Found(kind=Anomaly.BROKEN, detail=month.broken))
    unfit = any(one.kind in (Anomaly.NEGATIVE_TIME, Anomaly.BROKEN) for one in odd)
    settled = None if unfit else _statement(month.facts, office, odd)
    if settled is None:
        return SettledMonth(payee=payee, month=month, odd=tuple(odd))
    odd += anomalies.of_statement(settled)
    document = replace(_document(office, month, payee, settled, version), reason=reason)
    if before is not None:
        document = _with_changes(document, before)
    return SettledMonth(payee=payee, month=month, odd=tuple(odd), document=document, before=before)


def _before_settling(month: PayerMonth, payee: Payee) -> Iterator[Found]:
    """What is odd about the payer and what was gathered, whatever it comes to."""
    postal = bool(payee.party.address)
    yield from anomalies.of_payer(month.nip, known=payee.known, recipients=len(payee.recipients), postal=postal)
    yield from (_named(one, month) for one in anomalies.of_times(month.facts))
    yield from _of_gathering(month)


def _document(office: Office, month: PayerMonth, payee: Payee, settled: Statement, version: int) -> MonthDocument:
    """The statement with all that is printed around it; the invoice of accounting is that of the first version."""
    paper = _without_sales(payee, settled)
    return MonthDocument(
        company=office.company,
        payer=payee.party,
        facts=month.facts,
        statement=_with_term(settled, paper, office),
        policy=office.policy,
        version=version,
        invoice_number=paper.invoice_number if version == 1 else "",
        ksef_number=paper.ksef_number if version == 1 else "",
        worked=month.worked,
        language=payee.language,
    )


def _statement(facts: MonthFacts, office: Office, odd: list[Found]) -> Statement | None:
    try:
        return statement(facts, office.policy)
    except (ValueError, ArithmeticError, LookupError) as error:  # unknown topics, travel without kilometres, …
        odd.append(Found(kind=Anomaly.BROKEN, detail=str(error)))
        return None


def _without_sales(payee: Payee, settled: Statement) -> Payee:
    """Until the month has a bill, only now it is known that the imported invoice is that of a package sold apart."""
    invoice = payee.invoice
    if invoice is None or (invoice.gross, invoice.day) not in {(one.amount.gross, one.issue) for one in settled.sales}:
        return payee
    return replace(payee, invoice=None, corrections=())


def _with_term(settled: Statement, payee: Payee, office: Office) -> Statement:
    """The term printed on the office's own invoice instead of the computed one [12.4]."""
    if settled.invoice is None or payee.invoice is None:
        return settled
    due = payee.invoice.due
    dated = replace(settled.invoice, due=due, last_timely_day=last_timely_day(due, office.policy))
    return replace(settled, invoice=dated)


def _named(found: Found, month: PayerMonth) -> Found:
    """The technician and ticket of an entry instead of its number."""
    worked = month.worked.get(found.about)
    return replace(found, about=f"{worked.technician} ({worked.ticket})") if worked is not None else found


def _of_gathering(month: PayerMonth) -> Iterable[Found]:
    late = month.facts.late
    days = {
        *(local_day(one.start) for one in month.facts.sessions if one.session in late),
        *(one.day for one in month.facts.visits if one.visit in late),
    }
    yield from (Found(kind=Anomaly.LATE, day=day) for day in sorted(days))
    yield from (Found(kind=Anomaly.FORGOTTEN, day=day) for day in month.forgotten)
    yield from (Found(kind=Anomaly.STRAY_TRIP, day=day) for day in month.stray_trips)
    yield from (Found(kind=Anomaly.UNKNOWN_PURCHASE, about=one) for one in month.unknown_purchases)


def _with_changes(document: MonthDocument, before: Mapping[str, Any]) -> MonthDocument:
    return replace(document, changes=differences(before, month_data(document), document.language))
