"""Types ``pomoc …`` in a forked child; a line of JSON in, a line out.

    {"folder": "/…", "arguments": ["tickets"], "environment": {…}, "stdout": "/…", "stderr": "/…"}  ->  {"status": 0}

The child is a process of its own with its own streams, folder and environment, and ends as any Python program ends;
only the imports are made already, which spares two seconds of processor time a command.
"""

import json
import os
import runpy
import sys
from typing import Any

import worker.cli
from tests.acceptance.warm import warm


def main() -> None:
    """Serve until stdin ends."""
    assert worker.cli
    warm()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _type(order)
        _, status = os.waitpid(child, 0)
        print(json.dumps({"status": os.waitstatus_to_exitcode(status)}), flush=True)


def _type(order: dict[str, Any]) -> None:
    for number, name, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, order["stdout"], os.O_WRONLY | os.O_CREAT),
        (2, order["stderr"], os.O_WRONLY | os.O_CREAT),
    ):
        opened = os.open(name, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.argv = ["pomoc", *order["arguments"]]
    runpy.run_module("worker", run_name="__main__", alter_sys=True)
    sys.exit()


if __name__ == "__main__":
    main()
