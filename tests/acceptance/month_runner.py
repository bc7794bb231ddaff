"""Runs the month's end once in a forked child at a fixed moment, and may be told where or when to die.

A line of JSON in, a line out, as ``crash_runner``: {"config", "crash", "kill_after", "now"} -> {"status"}. The child
ticks the timetable and then sends what is due, so that a kill falls into either.
"""

import json
import os
import sys
from datetime import datetime
from pathlib import Path

from tests.acceptance.crash_runner import kill_later
from tests.acceptance.warm import warm
from worker.adapters import logs
from worker.app import App
from worker.application.crash import arm
from worker.documents.pdf import documents_folder
from worker.settings import load


def main() -> None:
    """Serve until stdin ends."""
    warm()
    logs.configure()
    assert documents_folder().is_dir()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(order)
        if order.get("kill_after"):
            kill_later(child, order["kill_after"])
        _, status = os.waitpid(child, 0)
        print(json.dumps({"status": os.waitstatus_to_exitcode(status)}), flush=True)


def _run(order: dict[str, str]) -> None:
    try:
        now = datetime.fromisoformat(order["now"])
        app = App(settings=load(Path(order["config"])), clock=lambda: now)
        app.prepare()
        hold = app.take_lease()
        if hold is None:
            os._exit(75)
        if order["crash"]:
            arm(order["crash"])
        with hold:
            app.month_end(hold)
            app.delivery(hold).run_due()
    except BaseException as error:
        print(repr(error), file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
