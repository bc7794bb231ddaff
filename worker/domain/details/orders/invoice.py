"""The number of the invoice that a complaint is about (point 12.8): "FS 214/02/2026"."""

import re

from worker.domain.details.text.source import Passages
from worker.domain.found import Found
from worker.terms.words import alternation, words

_SIGN = alternation(words("orders")["invoice_signs"])
_INVOICE = re.compile(
    rf"(?<!\w)(?:{_SIGN}|fvat|faktur\w*(?:\s+vat)?(?:\s+nr\.?|\s+numer)?)[ :]{{0,2}}"
    rf"(?P<n>{_SIGN}?[ /-]?(?=[\w/-]*\d)\w+(?:[/-]\w+){{1,5}})"
)
_INVOICE_SIGN = re.compile(rf"{_SIGN}[ /-]{{0,2}}$")


def read_invoice(texts: Passages) -> Found | None:
    """The number of the invoice a complaint is about: "FS 214/02/2026"."""
    for passage in (*texts.written, texts.topic):
        if match := _INVOICE.search(passage.folded):
            start = match.start("n")
            sign = _INVOICE_SIGN.search(passage.folded[match.start() : start])
            if sign:
                start = match.start() + sign.start()
            return passage.found(start, match.end("n"), "invoice")
    return None
