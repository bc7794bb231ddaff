"""From a mail in the mailbox to its answer accepted by SMTP: ``python -m benchmarks.latency``.

The service runs as ``pomoc run`` runs it, against a Dovecot that offers IDLE; mails arrive one by one, each when the
answer to the one before has left. The poll is an hour away, so only IDLE can be quick. The first mail is shown apart:
it pays for templates and dictionaries.
"""

import statistics
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.generated_mail import generate
from benchmarks.ingest import ADDRESS, settings
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Sink
from worker.app import App
from worker.service import Service

LONGEST = 30.0  # seconds
QUIET = 0.5  # seconds


def run(count: int = 30) -> None:
    """Print the median and the longest time to the answer, in milliseconds."""
    dovecot, sink = Dovecot(), Sink()
    try:
        with tempfile.TemporaryDirectory() as folder:
            user = dovecot.new_user()
            app = App(settings=settings(dovecot, user, sink, Path(folder), poll_seconds=3600))
            app.prepare()
            service = threading.Thread(target=Service(app=app).serve)
            service.start()
            try:
                time.sleep(2)  # the first poll, and IDLE stands
                mails = (mail for mail in generate(4 * count, seed=3, to_addr=ADDRESS) if mail.reply_to is None)
                took = [_answered(dovecot, user, sink, next(mails).raw) for _ in range(count)]
            finally:
                app.stopping.set()
                service.join()
    finally:
        sink.stop()
        dovecot.stop()
    first, *later = (seconds * 1000 for seconds in took)
    print(f"first {first:.0f} ms   then median {statistics.median(later):.0f} ms   longest {max(later):.0f} ms")


def _answered(dovecot: Dovecot, user: str, sink: Sink, raw: bytes) -> float:
    """Seconds until the last letter of this mail was accepted: nothing more came for ``QUIET`` seconds."""
    seen, start, last = sink.accepted(), time.perf_counter(), 0.0
    dovecot.deliver(user, raw)
    while True:
        now, accepted = time.perf_counter() - start, sink.accepted()
        if accepted > seen:
            seen, last = accepted, now
        if last and now > last + QUIET:
            return last
        if now > LONGEST:
            raise TimeoutError(f"no answer within {LONGEST:.0f} s")
        time.sleep(0.002)


if __name__ == "__main__":
    run()
