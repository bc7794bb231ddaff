"""``python -m benchmarks``: every benchmark of the house, each beside its floor in the same run.

A name runs that one alone; the month's end and the storm take minutes and come last.
"""

import sys
from collections.abc import Callable

from benchmarks import deadlines, ingest, latency, month_end, patterns, statement_month, storm

_ALL: dict[str, tuple[str, Callable[[], object]]] = {
    "ingest": ("Dovecot -> worker -> SMTP", ingest.run),
    "latency": ("one mail, from the mailbox to its answer", latency.run),
    "deadlines": ("the pass over many open tickets", deadlines.main),
    "patterns": ("every pattern against the worst text", patterns.main),
    "statement_month": ("a month settled, 1,000 to 100,000 entries", statement_month.main),
    "month_end": ("bills and PDFs of 2,000 payers", month_end.main),
    "storm": ("10,000 mails at once", storm.run),
}

if __name__ == "__main__":
    for name in sys.argv[1:] or _ALL:
        about, run = _ALL[name]
        print(f"== {name}: {about}", flush=True)
        run()
