"""What is owed on a document once its corrections are counted [12.5, 12.10], as the imports say it."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from worker.application.imports.manner import shown
from worker.domain.billing.customer import DocumentType
from worker.store.billing_tables import SalesInvoice


def plain_number(number: str) -> str:
    """Numbers of invoices as people write them are the same in any case and with any spaces."""
    return "".join(number.split()).upper()


def credits_of(documents: Iterable[SalesInvoice]) -> dict[str, Decimal]:
    """What was credited, as negative sums by the number of the invoice; 0 for every other number."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for one in documents:
        if one.kind == DocumentType.CORRECTION.value and one.gross < 0:
            found[one.corrects] += one.gross
    return found


def correction_note(correction: SalesInvoice, documents: Iterable[SalesInvoice]) -> str:
    """What a correction does to what is owed."""
    documents = tuple(documents)
    corrected = next((one for one in documents if one.number == correction.corrects), None)
    if not correction.corrects:
        return "nie wiadomo, którą fakturę koryguje (kolumna „koryguje”): niczyjej należności nie zmienia"
    if corrected is None:
        return f"faktury {correction.corrects} nie mamy: niczyjej należności nie zmienia"
    if correction.gross < 0:
        after = corrected.gross + credits_of(documents)[corrected.number]
        return f"wartość {corrected.number} po korekcie: {shown(after)} zł"
    if correction.gross > 0:
        return f"do zapłaty osobno, do {correction.due_day}"
    return "kwoty do zapłaty nie zmienia"
