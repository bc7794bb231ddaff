"""Flood and loop brakes: whether one more automatic letter may go to an address (RFC 3834 section 2).

All that is counted are rows of the outbox, so a brake holds across restarts and for all workers. A letter over a
brake is kept as ``held``; the ledger says so, and the managers hear of it once a day and address.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from worker.application.office import Brakes
from worker.domain.found import Detail, Details
from worker.domain.repetition import Said, repetition
from worker.mail.letters.facts import Brake
from worker.store import brake_queries
from worker.store.brake_queries import AnsweredMail
from worker.store.tables import LedgerEntry

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_SENTENCES: Final = {
    Brake.HOUR: "{} letters an hour",
    Brake.DAY: "{} letters a day",
    Brake.TICKET: "{} letters a day on one ticket",
    Brake.REPEATED: "{} letters a day to somebody who repeats himself",
    Brake.NUMBERED: "{} checklists a day to somebody whose subjects differ by a number",
    Brake.ELSEWHERE: "{} letters a day about the same trouble of several computers or users",
    Brake.UNHEEDED: "{} checklists a day that nobody heeds",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """Which brake holds a letter, and the number it allows."""

    brake: Brake
    limit: int

    def __str__(self) -> str:
        """As the ledger notes it."""
        return _SENTENCES[self.brake].format(self.limit)


def braked(
    session: Session,
    brakes: Brakes,
    recipient: str,
    entry: LedgerEntry,
    *,
    text: str,
    missing: Sequence[Detail],
    details: Details,
    now: datetime,
    may_repeat: bool = False,
) -> Held | None:
    """What holds the letter that answers ``entry``, or None. ``text``, ``missing`` and ``details`` describe that mail.

    ``may_repeat``: the same mail is a new question each time, so only the number of letters counts.
    """
    times = brake_queries.automatic_letters_since(session, recipient, now - _DAY, limit=brakes.per_address_day)
    if sum(time > now - _HOUR for time in times) >= brakes.per_address_hour:
        return Held(brake=Brake.HOUR, limit=brakes.per_address_hour)
    if len(times) >= brakes.per_address_day:
        return Held(brake=Brake.DAY, limit=brakes.per_address_day)
    if len(times) >= brakes.in_a_loop_day and not may_repeat:
        earlier = brake_queries.answered_since(session, recipient, now - _DAY, except_id=entry.id)
        said = Said(
            subject=entry.subject,
            text=text,
            missing=frozenset(detail.value for detail in missing),
            conversation=entry.incomplete_report_id,
            workstation=details.workstation.value if details.workstation else "",
            user=details.user.value if details.user else "",
        )
        if held := _in_a_loop(brakes, [_said(one) for one in earlier], said):
            return held
    # without a letter to this address today the conversation cannot have caused many
    if not times or (entry.ticket_id is None and entry.incomplete_report_id is None):
        return None
    caused = brake_queries.automatic_letters_in_conversation(
        session, entry.ticket_id, entry.incomplete_report_id, now - _DAY
    )
    return Held(brake=Brake.TICKET, limit=brakes.per_ticket_day) if caused >= brakes.per_ticket_day else None


def _in_a_loop(brakes: Brakes, earlier: Sequence[Said], said: Said) -> Held | None:
    """The surer the sign of a machine, the fewer letters it gets."""
    found = repetition(earlier, said)
    if found.same:
        return Held(brake=Brake.REPEATED, limit=brakes.in_a_loop_day)
    if found.numbered >= brakes.numbered_day:
        return Held(brake=Brake.NUMBERED, limit=brakes.numbered_day)
    if found.elsewhere >= brakes.unheeded_day:
        return Held(brake=Brake.ELSEWHERE, limit=brakes.unheeded_day)
    return Held(brake=Brake.UNHEEDED, limit=brakes.unheeded_day) if found.unheeded >= brakes.unheeded_day else None


def _said(mail: AnsweredMail) -> Said:
    extracted = mail.told.get("extracted", {})
    return Said(
        subject=mail.subject,
        text=mail.new_text,
        missing=frozenset(mail.told.get("missing", [])),
        conversation=mail.report_id,
        workstation=extracted.get("workstation", ""),
        user=extracted.get("user", ""),
    )
