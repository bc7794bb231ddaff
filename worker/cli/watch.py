"""``pomoc watch`` and ``pomoc alarm``: what a timer of the system runs."""

from datetime import timedelta

from worker.adapters.smtp import SmtpTransport
from worker.app import LEASE, App
from worker.application.alarm import raise_alarm, silent_since
from worker.cli.options import Config
from worker.cli.terminal import PROBLEMS, TEMPORARY, WRONG_USE, console, end, looking, settings, told
from worker.wiring import smtp_account


def watch(config: Config = None) -> None:
    """Look at the clocks (deadlines, calls, packages, digest), as the service and ``run --once`` do by themselves."""
    app = App(settings=settings(config))
    with told():
        app.prepare()
        hold = app.take_lease()
        if hold is None:
            end(TEMPORARY, "another worker works on this mailbox at the moment, and watches")
        with hold:
            found = app.watch(hold)
    console.print(f"tickets and packages told of: {found}; the letters go with the next run")


def alarm(config: Config = None) -> None:
    """Tell the managers over the second server when the worker has not looked into the mailbox for a while."""
    app = looking(config)
    section = app.settings.alarm
    if not section.host:
        end(WRONG_USE, "alarm.host is missing: the second server over which the alarm leaves")
    with told():
        since = silent_since(app.engine, LEASE, app.clock(), timedelta(minutes=section.minutes))
        if since is None:
            console.print("the mailbox is being looked into")
            return
        reached = raise_alarm(app.engine, app.office, SmtpTransport(smtp_account(section)), since, app.clock())
    said = f"; told {', '.join(reached)}" if reached else ""
    end(PROBLEMS, f"nobody has looked into the mailbox since {since.isoformat(timespec='minutes')}{said}")
