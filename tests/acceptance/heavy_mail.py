"""What one mail of 20 MB costs a worker that has everything loaded: ``peak kept``, in megabytes, on stdout.

``peak``: the most that was resident while it was read, recorded and its letters were claimed, beyond what was before
and the mail itself; ``kept``: what is still resident afterwards. A process of its own, because memory that others gave
back to the C library hides what is taken. An argument is the address of a database; none: a new SQLite.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.acceptance.office import ADDRESS, mail, with_file
from tests.servers.blank import put_blank
from worker.app import App
from worker.application.ingest import ingest_file
from worker.mail.memory import return_big_blocks
from worker.settings import DatabaseSection, MailSection, Person, Settings
from worker.store.engine import transaction
from worker.store.migrate import migrate
from worker.store.outbox import claim_due

DECODED = 15 * 1024 * 1024  # bytes; 20 MB in base64
TECHNICIANS = [Person(email="technik@3rp.com.pl"), Person(email="technik2@3rp.com.pl")]


def main() -> None:
    """Take a small mail, then the large one, and say what it cost."""
    return_big_blocks()
    with TemporaryDirectory(prefix="pomoc-") as folder:
        path = Path(folder, "pomoc.db")
        put_blank(path)
        database = DatabaseSection(url=sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{path}")
        app = App(settings=Settings(mail=MailSection(address=ADDRESS), database=database, technicians=TECHNICIANS))
        migrate(app.engine)
        large = with_file(mail(message_id="duzy@x.example", subject="[5259912077] Kopia bazy"), os.urandom(DECODED))
        _take(app, mail(message_id="maly@x.example"))
        before = _resident("VmRSS")
        Path("/proc/self/clear_refs").write_text("5")  # the high-water mark begins again (proc(5))
        _take(app, large)
        print(round(_resident("VmHWM") - before), round(_resident("VmRSS") - before))
        app.engine.dispose()


def _take(app: App, raw: bytes) -> None:
    entry = ingest_file(app.engine, raw, app.office, datetime.now(UTC), app.read)
    assert entry.outcome == "confirm", entry.outcome
    claimed = 0
    while due := _claim(app):
        claimed += due
    assert claimed == 1 + len(TECHNICIANS)


def _claim(app: App) -> int:
    """As delivery does: a letter that is larger than a batch comes alone."""
    with transaction(app.engine) as session:
        return len(claim_due(session, token=1, now=app.clock(), limit=100, most_bytes=16 * 1024 * 1024))


def _resident(what: str) -> float:
    """Megabytes, by the name of a line in /proc/self/status."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{what}:"))


if __name__ == "__main__":
    main()
