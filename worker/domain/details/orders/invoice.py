"""The number of the invoice that a complaint is about (point 12.8): "FS 214/02/2026"."""

import re

from worker.domain.details.text.source import Passages
from worker.domain.found import Found

_INVOICE = re.compile(
    r"(?<!\w)(?:fs|fv|fvs|fa|fvat|faktur\w*(?:\s+vat)?(?:\s+nr\.?|\s+numer)?)[ :]{0,2}"
    r"(?P<n>(?:fs|fv|fvs|fa)?[ /-]?(?=[\w/-]*\d)\w+(?:[/-]\w+){1,5})"
)
_INVOICE_SIGN = re.compile(r"(?:fs|fv|fvs|fa)[ /-]{0,2}$")


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
