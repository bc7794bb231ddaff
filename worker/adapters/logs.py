"""Logs: one line an event on stderr, so that stdout belongs to the command's own answer.

Never a body, a subject or a secret: tracebacks are plain, without the locals that hold them.
"""

import sys

import structlog


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
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
