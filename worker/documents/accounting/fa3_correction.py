"""A corrected month as a correcting invoice FA(3): ``RodzajFaktury`` KOR, for an invoice accounting has issued.

As the schema says of corrections: sums are differences; a corrected line stands twice, before (``StanPrzed``) and
after, each with a number of its own. A line that is new or gone has no quantity on its other side. ``TypKorekty`` (in
which period the VAT counts) is left to accounting: it follows from the cause, which only a person knows.
"""

from lxml import etree

from worker.documents.accounting.fa3_parts import (
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
from worker.domain.billing.correcting import CorrectingInvoice

REASON = "Korekta rozliczenia usług"


def fa3_correction_xml(document: MonthDocument) -> bytes:
    """``document.correcting`` as UTF-8 XML; the same facts give the same bytes.

    Raises UnfitForInvoiceError when no line differs, or a NIP, name or address is missing or unfit.
    """
    correcting = document.correcting
    refuse_unfit(document, correcting.lines if correcting else (), "no line of the invoice differs")
    assert correcting is not None  # noqa: S101 - refused above
    percent = vat_percent(correcting.corrected.day)
    root = begin(document, correcting.issue)
    fa = add(root, "Fa")
    add(fa, "KodWaluty", "PLN")
    add(fa, "P_1", correcting.issue.isoformat())
    add(fa, "P_2", working_number(document))
    period(fa, document)
    sums(fa, correcting.amount.net, correcting.amount.vat, percent)
    annotations(add(fa, "Adnotacje"))
    add(fa, "RodzajFaktury", "KOR")
    add(fa, "PrzyczynaKorekty", reason_of(correcting)[:256])
    _corrected(fa, correcting)
    number = 0
    for one in correcting.lines:
        for side in (one.before, one.after):
            number += 1
            row = add(fa, "FaWiersz")
            line(row, number, side or one.known, percent, is_there=side is not None)
            if number % 2:
                add(row, "StanPrzed", "1")
    if correcting.due is not None:
        payment(add(fa, "Platnosc"), document.company, correcting.due)
    return xml(root)


def reason_of(correcting: CorrectingInvoice) -> str:
    """Why, in the words of who asked for it; else what it is."""
    return " ".join(correcting.reason.split()) or REASON


def _corrected(fa: etree._Element, correcting: CorrectingInvoice) -> None:
    paper = correcting.corrected
    found = add(fa, "DaneFaKorygowanej")
    add(found, "DataWystFaKorygowanej", paper.day.isoformat())
    add(found, "NrFaKorygowanej", paper.number[:256])
    if paper.ksef_number:
        add(found, "NrKSeF", "1")
        add(found, "NrKSeFFaKorygowanej", paper.ksef_number)
    else:
        add(found, "NrKSeFN", "1")
