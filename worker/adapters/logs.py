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
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
