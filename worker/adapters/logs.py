"""Logs: one line an event on stderr, so that stdout belongs to the command's own answer.

Never a body, a subject or a secret: tracebacks are plain, without the locals that hold them. A line that cannot be
written (the disk of the log is full, the program behind the pipe has ended) is lost, and nothing but the line.
"""

import sys
from contextlib import suppress

import structlog


class _Lines(structlog.PrintLogger):
    """Prints lines; never raises for the place they go to: most are written where something else went wrong."""

    def msg(self, message: str) -> None:
        """One event."""
        with suppress(OSError, ValueError):  # ValueError: the file was closed
            super().msg(message)

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg


def configure() -> None:
    """Set structlog up for the whole process."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            ),
        ],
        # stderr as it is at the time of the event: tests and daemons replace it
        logger_factory=lambda *_: _Lines(sys.stderr),
    )
