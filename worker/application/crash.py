"""Named points between the steps of the walk where a test may kill the worker.

``POMOC_CRASH_AT=after-record`` ends the process there as ``kill -9`` would, ``after-record:3`` at the third
passing. ``settings`` alone reads the environment and arms the point; unarmed, a point costs one comparison.
"""

import os
import signal

_armed: str = ""
_left: int = 0

POINTS = (
    "fetched",
    "in-hand",
    "parsed",
    "decided",
    "before-commit",
    "after-commit",
    "filed",
    "claimed",
    "before-data",
    "after-data",
    "sent-recorded",
)

# passed by the letters of the month's end (worker.application.billing.run), not by mails
BILLING_POINTS = (
    "preview-before-commit",
    "preview-after-commit",
    "bill-settled",
    "bill-rendered",
    "bill-before-commit",
    "bill-after-commit",
    "report-before-commit",
    "report-after-commit",
)


def arm(spec: str) -> None:
    """Arm one point: ``name`` or ``name:n``. Raises ValueError for a name that does not exist."""
    global _armed, _left
    name, _, count = spec.partition(":")
    if name not in (*POINTS, *BILLING_POINTS):
        raise ValueError(f"no crash point {name!r}; there are: {', '.join((*POINTS, *BILLING_POINTS))}")
    _armed, _left = name, int(count or "1")


def crash_point(name: str) -> None:
    """Die here if armed, without any clean-up."""
    global _left  # noqa: PLW0603 - see arm
    if name != _armed:
        return
    _left -= 1
    if _left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
