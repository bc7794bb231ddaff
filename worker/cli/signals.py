"""Signals of the service: what a person or systemd tells it without a terminal.

``SIGTERM``, ``SIGINT``   finish the mail in hand, then end
``SIGHUP``                read the settings again; wrong ones are named in the log and the old ones stay
``SIGUSR1``               look into the mailbox now, and write down in the log how things stand

The interpreter's C handler writes the number into a socket at once; a thread of its own reads it and acts. A handler
in Python would run on the main thread only when that wakes, and a signal between its check and its wait is not heard.
"""

import signal
import socket
import threading
from collections.abc import Callable, Mapping

import structlog

_log = structlog.get_logger()


def listen(acts: Mapping[signal.Signals, Callable[[], None]]) -> None:
    """From now on each of these signals runs its act, one after the other, on a thread of its own.

    Called from the main thread; a later call takes the signals over. What an act raises is logged.
    """
    arrived, told = socket.socketpair()
    told.setblocking(False)

    def serve() -> None:
        while numbers := arrived.recv(64):
            for number in map(signal.Signals, numbers):
                try:
                    if number in acts:
                        acts[number]()
                except Exception:
                    _log.exception("a signal could not be obeyed", signal=number.name)
        told.close()  # kept open until here

    threading.Thread(target=serve, name="signals", daemon=True).start()
    for number in acts:
        signal.signal(number, lambda number, frame: None)
    signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
