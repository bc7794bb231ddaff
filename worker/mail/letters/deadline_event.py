"""The last day of a term as an all-day calendar event (.ics, RFC 5545; METHOD:PUBLISH, RFC 5546 3.2.1)."""

import re
from datetime import UTC, timedelta

from worker.mail.compose import File
from worker.mail.letters.environment import render
from worker.mail.letters.facts import Confirmation, Promise, Sender

_OCTETS = 75  # a content line, RFC 5545 3.1


def deadline_event(facts: Confirmation, promise: Promise, topic: str, sender: Sender) -> File:
    """The event as a file. Its UID depends on the ticket alone: a second letter moves the event, never doubles it."""
    safe_id = re.sub(r"[^0-9A-Za-z-]", "", facts.ticket_id)
    text = render(
        "customer-deadline.ics.j2",
        sender=sender,
        matter=facts.matter,
        topic=topic,
        ticket_id=facts.ticket_id,
        uid=f"termin-{safe_id}@{sender.domain}",
        stamp=f"{facts.mail.now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        first=f"{promise.last_day:%Y%m%d}",
        end=f"{promise.last_day + timedelta(days=1):%Y%m%d}",
    )
    lines = (_folded(line) for line in text.splitlines() if line)
    return File(
        name=f"termin-{safe_id}.ics",
        content_type="text/calendar",
        data="".join(lines).encode(),
        parameters=(("charset", "utf-8"), ("method", "PUBLISH")),
    )


def _folded(line: str) -> str:
    """One content line in pieces of at most 75 octets, cut between characters, with CRLF."""
    if len(line.encode()) <= _OCTETS:
        return f"{line}\r\n"
    pieces, octets = [""], 0
    for character in line:
        width = len(character.encode())
        if octets + width > _OCTETS:
            pieces.append(" ")
            octets = 1
        pieces[-1] += character
        octets += width
    return "\r\n".join(pieces) + "\r\n"
