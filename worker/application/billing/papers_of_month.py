"""The bills of a payer's month beside what accounting has issued for it: which paper the newest version is."""

from collections.abc import Mapping, Sequence

from worker.application.billing.payees import Payee
from worker.documents.accounting.month_json import invoice_from
from worker.domain.billing.month import Invoice
from worker.domain.billing.papers import Papers, Version, papers
from worker.domain.calendar import local_day
from worker.store.billing_tables import Bill


def papers_of(bills: Sequence[Bill], payee: Payee) -> Papers:
    """What the newest of these bills (at least one, versions in order) is to accounting."""
    return papers([version_of(one) for one in bills], payee.invoice, payee.corrections)


def version_of(bill: Bill) -> Version:
    """A bill as the rules about papers take it."""
    return Version(number=bill.version, day=local_day(bill.created_at), invoice=invoice_of(bill.settled))


def invoice_of(settled: Mapping[str, object]) -> Invoice | None:
    """The invoice a bill remembers."""
    data = settled.get("statement")
    return invoice_from(data) if isinstance(data, Mapping) else None
