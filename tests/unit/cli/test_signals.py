"""A signal is acted on at once, whatever the main thread is doing."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent.parent

WAITING = """
    import os, signal, threading
    from worker.adapters import logs
    from worker.cli.signals import listen

    logs.configure()

    heard, names = threading.Event(), []

    def act(name):
        names.append(name)
        heard.set()
        if name == "SIGUSR2":
            raise ValueError("an act that fails")

    listen({one: (lambda name=one.name: act(name)) for one in (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2)})
    # The kernel may give a signal to any thread. With this one closed to them, it is given to another, and nothing
    # interrupts the wait below: as when a signal comes between the interpreter's look for one and its wait.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2})
    for number in (%s):
        heard.clear()
        os.kill(os.getpid(), number)
        if not heard.wait(5):
            break
    print(*names)
"""


@pytest.mark.parametrize(
    "sent",
    [("SIGHUP",), ("SIGHUP", "SIGUSR1", "SIGHUP"), ("SIGUSR2", "SIGHUP")],
    ids=["one", "one after the other", "behind an act that failed"],
)
def test_a_signal_is_heard_while_nothing_wakes_the_main_thread(sent: tuple[str, ...]) -> None:
    code = textwrap.dedent(WAITING) % "".join(f"signal.{name}, " for name in sent)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == list(sent)
