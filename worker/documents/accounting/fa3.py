"""The invoice of a month as a structured invoice FA(3), the form that KSeF takes.

The number of an invoice is given by accounting; until it is known P_2 carries a working number
(``ROZLICZENIE/2026-03/5259912077``), which accounting replaces. VAT is counted once on the sum.
"""

from worker.documents.accounting.fa3_parts import (
    NAMESPACE,
    UnfitForInvoiceError,
    add,
    annotations,
    begin,
    line,
    payment,
    period,
    refuse_unfit,
    sums,
    vat_percent,
    xml,
)
from worker.documents.accounting.numbers import working_number
from worker.documents.facts import MonthDocument
from worker.domain.billing.month import Invoice

__all__ = ["NAMESPACE", "UnfitForInvoiceError", "fa3_xml"]


def fa3_xml(document: MonthDocument, invoice: Invoice | None = None) -> bytes:
    """The month's invoice (or one of its ``sales``) as UTF-8 XML; the same facts give the same bytes.

    Raises UnfitForInvoiceError when there is nothing to invoice, or a NIP, name or address is missing or unfit.
    """
    invoice = invoice or document.statement.invoice
    refuse_unfit(document, invoice.lines if invoice else (), "there is nothing to invoice in this month")
    assert invoice is not None  # noqa: S101 - refused above
    percent = vat_percent(invoice.issue)
    root = begin(document, document.facts.issue)
    fa = add(root, "Fa")
    add(fa, "KodWaluty", "PLN")
    add(fa, "P_1", invoice.issue.isoformat())
    add(fa, "P_2", working_number(document))
    period(fa, document)
    sums(fa, invoice.amount.net, invoice.amount.vat, percent)
    annotations(add(fa, "Adnotacje"))
    add(fa, "RodzajFaktury", "VAT")
    for number, one in enumerate(invoice.lines, 1):
        line(add(fa, "FaWiersz"), number, one, percent)
    payment(add(fa, "Platnosc"), document.company, invoice.due)
    return xml(root)
