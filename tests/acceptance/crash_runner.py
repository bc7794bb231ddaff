"""Runs the worker once in a forked child that may be told where to die; a line of JSON in, a line out.

    {"config": "/…/pomoc.toml", "crash": "before-data"}          ->   {"status": -9}
    {"config": "/…/pomoc.toml", "crash": "", "kill_after": 0.2}   ->   {"status": -9}, or 0 when it was done before
    {"config": "/…/pomoc.toml", "crash": "", "room": 40960}       ->   no file of it may grow beyond so many bytes

Forking from a process that has everything imported makes a run cost 0.1 s instead of 1.5 s, so that every point
between two steps of the walk is killed many times.
"""

import json
import os
import resource
import signal
import sys
import time
from pathlib import Path

from tests.acceptance.warm import warm
from worker.adapters import logs
from worker.app import App
from worker.application.crash import arm
from worker.settings import load


def main() -> None:
    """Serve until stdin ends."""
    warm()
    logs.configure()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            if "room" in order:
                resource.setrlimit(resource.RLIMIT_FSIZE, (int(order["room"]),) * 2)
            _run(order["config"], order["crash"])
        if order.get("kill_after"):
            kill_later(child, order["kill_after"])
        _, status = os.waitpid(child, 0)
        print(json.dumps({"status": os.waitstatus_to_exitcode(status)}), flush=True)


def kill_later(child: int, seconds: float) -> None:
    """SIGKILL the child at that moment, unless it has ended by itself."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)


def _run(config: str, crash: str) -> None:
    try:
        app = App(settings=load(Path(config)))
        app.prepare()
        hold = app.take_lease()
        if hold is None:
            os._exit(75)
        if crash:
            arm(crash)
        with hold:
            app.once(hold)
    except BaseException as error:
        print(repr(error), file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
