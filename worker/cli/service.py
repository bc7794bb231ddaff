"""``pomoc run`` and ``pomoc ingest``: the work itself."""

import signal
from functools import partial
from pathlib import Path
from typing import Annotated

import structlog
import typer

from worker.app import App
from worker.application.delivery import Tally as Sent
from worker.application.ingest import ingest_file
from worker.application.intake import Tally as Taken
from worker.cli.options import Config
from worker.cli.signals import listen
from worker.cli.terminal import PROBLEMS, TEMPORARY, WRONG_USE, console, end, settings, told
from worker.domain.verdict import Kind
from worker.mail.memory import return_big_blocks
from worker.service import Service
from worker.settings import load

_log = structlog.get_logger()


def run(
    config: Config = None,
    once: Annotated[bool, typer.Option("--once", help="Read the mailbox, look at the deadlines, send, exit.")] = False,
) -> None:
    """Read the mailbox, decide, answer. Runs until SIGTERM, which lets the mail in hand be finished.

    SIGHUP reads the settings again; SIGUSR1 looks into the mailbox now and logs how things stand.
    """
    return_big_blocks()
    app = App(settings=settings(config))
    if not once:
        _Reloading(app, config).run()
        return
    stop = app.stopping.set
    listen({signal.SIGTERM: stop, signal.SIGINT: stop, signal.SIGUSR1: partial(_tell, app)})
    with told():
        app.prepare()
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


class _Reloading:
    """Serves until told to end; with new settings the old service ends as on SIGTERM and a new one begins."""

    def __init__(self, app: App, config: Path | None) -> None:
        self._service, self._config = Service(app=app), config
        self._following: App | None = None
        self._ended = False

    def run(self) -> None:
        """Returns after SIGTERM or SIGINT. Ends with 75 when another worker took over: started anew, it stands by."""
        listen(
            {
                signal.SIGTERM: self._end,
                signal.SIGINT: self._end,
                signal.SIGHUP: self._reload,
                signal.SIGUSR1: self._look_now,
            }
        )
        with told():
            self._service.app.prepare()
        while True:
            with told():
                self._service.serve()
            self._service.app.engine.dispose()
            if self._following is None:
                return
            self._service, self._following = Service(app=self._following), None
            if self._ended:  # told so while the old one was ending
                return

    def _end(self) -> None:
        self._ended = True
        self._service.app.stopping.set()

    def _reload(self) -> None:
        """Put a prepared service with the new settings in line, and end this one; or say what is wrong with them."""
        try:
            following = App(settings=load(self._config))
            following.prepare()
        except Exception as error:
            _log.error("settings not read again; the old ones stay", why=str(error))
            return
        _log.info("settings read again")
        self._following = following
        self._service.app.stopping.set()

    def _look_now(self) -> None:
        self._service.look_now()
        _tell(self._service)


def _tell(one: App | Service) -> None:
    _log.info("state", **one.state())
