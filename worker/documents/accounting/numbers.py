"""The numbers of papers that accounting has not numbered yet: they say what they are, and accounting replaces them."""

from worker.documents.facts import MonthDocument


def working_number(document: MonthDocument) -> str:
    """``ROZLICZENIE/2026-03/5259912077``, from version 2 on with ``/w2``; ``KOREKTA/…`` for a correcting invoice.

    The number that accounting gave stands instead of it.
    """
    correcting = document.correcting
    if correcting is not None:
        return correcting.number or f"KOREKTA/{document.period}/{document.payer.nip}/w{correcting.version}"
    return document.invoice_number or sale_number(document, f"w{document.version}" if document.version > 1 else "")


def sale_number(document: MonthDocument, what: str) -> str:
    """The working number with something behind it, as for the package of an invoice of its own."""
    return "/".join(part for part in ("ROZLICZENIE", document.period, document.payer.nip, what) if part)
