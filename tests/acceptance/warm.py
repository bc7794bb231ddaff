"""What a process from which others are forked does once, so that not every one of them has to.

One mail goes through a worker of its own, in memory of nobody: the dictionaries, holidays and numbering plans are
loaded, the templates compiled and the tables mapped.
"""

import gc
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from tests.acceptance.office import ADDRESS, mail
from tests.servers.blank import put_blank
from worker.app import App
from worker.application.ingest import ingest_file
from worker.settings import DatabaseSection, MailSection, Person, Settings


def warm() -> None:
    """Take one report; nothing is left of it but what was loaded."""
    with TemporaryDirectory(prefix="pomoc-") as folder:
        path = Path(folder, "pomoc.db")
        put_blank(path)
        app = App(
            settings=Settings(
                mail=MailSection(address=ADDRESS),
                database=DatabaseSection(url=f"sqlite:///{path}"),
                technicians=[Person(email="technik@3rp.com.pl")],
            )
        )
        entry = ingest_file(app.engine, mail(message_id="w@x.example"), app.office, datetime.now(UTC), app.read)
        assert entry.outcome == "confirm"
        app.engine.dispose()
    structlog.reset_defaults()
    gc.freeze()  # else the first collection of every child copies all of it
