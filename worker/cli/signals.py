"""Signals of the service: what a person or systemd tells it without a terminal.

``SIGTERM``, ``SIGINT``   finish the mail in hand, then end
``SIGHUP``                read the settings again; wrong ones are named in the log and the old ones stay
``SIGUSR1``               look into the mailbox now, and write down in the log how things stand

A handler only puts the number into a queue: whatever else it touched, the interrupted thread might hold locked. A
thread of its own takes it out and acts.
"""

import queue
import signal
import threading
from collections.abc import Callable, Mapping

import structlog

_log = structlog.get_logger()


def listen(acts: Mapping[signal.Signals, Callable[[], None]]) -> None:
    """From now on each of these signals runs its act, one after the other, on a thread of its own.

    Called from the main thread; a later call takes the signals over. What an act raises is logged.
    """
    arrived: queue.SimpleQueue[int] = queue.SimpleQueue()  # its put may interrupt itself

    def put(number: int, frame: object) -> None:
        arrived.put(number)

    def serve() -> None:
        while True:
            number = signal.Signals(arrived.get())
            try:
                acts[number]()
            except Exception:
                _log.exception("a signal could not be obeyed", signal=number.name)

    threading.Thread(target=serve, name="signals", daemon=True).start()
    for number in acts:
        signal.signal(number, put)
