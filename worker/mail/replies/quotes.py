"""Which lines of a body are quoted: the regions between a writer's words and somebody else's.

Text below a run of ``>`` lines is kept: that is where people answer who write below or between the lines.
Below a head without ``>`` (Outlook, phones, Onet) everything to the end is the old message.
"""

import re
from dataclasses import dataclass
from typing import Final

from worker.mail.replies import marks
from worker.mail.replies.marks import Head

_COMMAND: Final = re.compile(r"^ ?> ?[^\s>]+(?: [^\s>]+){0,2}$")
_WRAPPED_FROM: Final = 66
_ENDS_OPEN: Final = re.compile(r"[\w,;(–-]$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """Lines that belong together; ``head`` is what introduced a quote, None for a bare run of ``>``."""

    lines: list[str]
    quoted: bool
    head: Head | None = None


def regions(lines: list[str]) -> list[Region]:
    """The body cut into what is written now and what is quoted, in order; every line in exactly one region."""
    found: list[Region] = []
    pending: list[str] = []
    at = _below_commands(lines)
    pending += lines[:at]
    while at < len(lines):
        if marks.is_quoted(lines[at]):
            head, end = _head_inside(lines, at), _end_of_run(lines, at)
        else:
            head = marks.head_at(lines, at)
            end = _end_below(lines, head) if head else at
        if end == at:
            pending.append(lines[at])
            at += 1
            continue
        if pending:
            found.append(Region(lines=pending, quoted=False))
        found.append(Region(lines=lines[at:end], quoted=True, head=head))
        pending = []
        at = end
    if pending:
        found.append(Region(lines=pending, quoted=False))
    return found


def _below_commands(lines: list[str]) -> int:
    """Past lines like ``> ping`` at the very top: typed by a person, not quoted by a program.

    One or two short words-only lines before anything else; a quoted sentence has an end sign or runs on.
    """
    at = marks.next_said(lines, 0)
    end = at
    while end < len(lines) and _COMMAND.match(lines[end]) and lines[end].rstrip()[-1] not in ".?!:,":
        end += 1
    runs_on = end < len(lines) and marks.is_quoted(lines[end])
    return end if 0 < end - at <= 2 and not runs_on else 0


def _head_inside(lines: list[str], at: int) -> Head | None:
    """The head of a message that stands behind ``>`` together with it."""
    bare = [line.lstrip("> ") for line in lines[at : at + 30]]
    head = marks.head_at(bare, 0) if bare[0] else None
    return Head(start=at, end=at + head.end, forward=head.forward, sender=head.sender) if head else None


def _end_of_run(lines: list[str], at: int) -> int:
    """Past the quoted lines from ``at``, blank lines between them, and tails that a program broke off a long line."""
    end = at + 1
    while end < len(lines):
        if marks.is_quoted(lines[end]):
            end += 1
            continue
        below = marks.next_said(lines, end)
        if below < len(lines) and below > end and marks.is_quoted(lines[below]):
            end = below
        elif below == end and _is_broken_tail(lines, end):
            end += 1
        else:
            break
    return end


def _is_broken_tail(lines: list[str], at: int) -> bool:
    """A few words in lower case under a long open line, more quotes right below: a wrapped line, not an answer."""
    above, line = lines[at - 1].rstrip(), lines[at].strip()
    followed = at + 1 < len(lines) and marks.is_quoted(lines[at + 1])
    return (
        followed
        and len(above) >= _WRAPPED_FROM
        and bool(_ENDS_OPEN.search(above))
        and line[:1].islower()
        and len(line) < len(above)
    )


def _end_below(lines: list[str], head: Head) -> int:
    """Where the quote under a head ends: after its ``>`` lines, or at the end when it has none."""
    below = marks.next_said(lines, head.end)
    if below < len(lines) and marks.is_quoted(lines[below]):
        return _end_of_run(lines, below)
    return len(lines)
