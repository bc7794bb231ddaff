"""``pomoc run`` and ``pomoc ingest``: the work itself."""

import signal
from pathlib import Path
from typing import Annotated

import structlog
import typer

from worker.app import App
from worker.application.delivery import Tally as Sent
from worker.application.ingest import ingest_file
from worker.application.intake import Tally as Taken
from worker.cli.options import Config
from worker.cli.terminal import PROBLEMS, TEMPORARY, WRONG_USE, console, end, settings, told
from worker.domain.verdict import Kind

_log = structlog.get_logger()


def run(
    config: Config = None,
    once: Annotated[bool, typer.Option("--once", help="Drain the mailbox and the outbox, then exit.")] = False,
) -> None:
    """Read the mailbox, decide, answer. Runs until SIGTERM, which lets the mail in hand be finished."""
    app = App(settings=settings(config))
    _stop_on_signals(app)
    with told():
        app.prepare()
        if not once:
            app.serve()
            return
        hold = app.take_lease()
        if hold is None:
            end(TEMPORARY, "another worker works on this mailbox at the moment; try again when it has ended")
        with hold:
            taken, sent = app.once(hold)
    console.print(_summary(taken, sent))
    waiting = sent.deferred + sent.unknown
    if waiting:
        end(TEMPORARY, f"{waiting} letters wait for the SMTP server ({sent.why}); they go at a later run")


def ingest(
    file: Annotated[Path, typer.Argument(help="A message as a file (.eml).")],
    config: Config = None,
) -> None:
    """Work on one message from a file as if it had come through the mailbox; its letters go with the next run."""
    app = App(settings=settings(config))
    try:
        raw = file.read_bytes()
    except OSError as error:
        end(WRONG_USE, f"{file} cannot be read: {error.strerror}")
    with told():
        app.prepare()
        entry = ingest_file(app.engine, raw, app.office, app.clock(), app.read)
    if entry.kind == Kind.UNREADABLE.value:
        # nobody offers a file a second time, and no poll meets it: the person at the terminal does
        end(
            PROBLEMS,
            f"mail {entry.id} could not be worked on and waits in quarantine; `pomoc replay {entry.id}` tries again",
        )
    console.print(f"{entry.outcome} ({entry.kind}); `pomoc explain {entry.id}` says why")


def _summary(taken: Taken, sent: Sent) -> str:
    mails = ", ".join(f"{count} {outcome}" for outcome, count in sorted(taken.outcomes.items())) or "none"
    return f"mails: {taken.total} ({mails}); letters: {sent.sent} sent, {sent.deferred} deferred, {sent.failed} failed"


def _stop_on_signals(app: App) -> None:
    def stop(number: int, frame: object) -> None:
        app.stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
