"""``python -m benchmarks``: every benchmark of the house, each beside its floor in the same run.

A name (``ingest``, ``latency``, ``storm``) runs that one alone; the storm takes minutes and comes last.
"""

import sys

from benchmarks import ingest, latency, storm

_ALL = {
    "ingest": ("Dovecot -> worker -> SMTP", ingest.run),
    "latency": ("one mail, from the mailbox to its answer", latency.run),
    "storm": ("10,000 mails at once", storm.run),
}

if __name__ == "__main__":
    for name in sys.argv[1:] or _ALL:
        about, run = _ALL[name]
        print(f"== {name}: {about}", flush=True)
        run()
