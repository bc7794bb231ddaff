"""Flood and loop brakes: whether one more automatic letter may go to an address (RFC 3834 section 2).

All that is counted are rows of the outbox, so a brake holds across restarts and for all workers. A letter over a
brake is kept as ``held``; the ledger says so, and the managers hear of it once a day and address.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from worker.application.office import Brakes
from worker.domain.found import Detail
from worker.domain.repetition import same_words
from worker.domain.subject import same_topic
from worker.store import brake_queries
from worker.store.tables import LedgerEntry

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)


def braked(
    session: Session,
    brakes: Brakes,
    recipient: str,
    entry: LedgerEntry,
    *,
    text: str,
    missing: Sequence[Detail],
    now: datetime,
    may_repeat: bool = False,
) -> str | None:
    """Which brake holds the letter that answers ``entry``, or None. ``text`` and ``missing`` describe that mail.

    ``may_repeat``: the same mail is a new question each time, so only the number of letters counts.
    """
    times = brake_queries.automatic_letters_since(session, recipient, now - _DAY, limit=brakes.per_address_day)
    if sum(time > now - _HOUR for time in times) >= brakes.per_address_hour:
        return f"{brakes.per_address_hour} letters an hour"
    if len(times) >= brakes.per_address_day:
        return f"{brakes.per_address_day} letters a day"
    loops = len(times) >= brakes.in_a_loop_day and not may_repeat
    if loops and _repeats_itself(session, recipient, entry, text, missing, now):
        return f"{brakes.in_a_loop_day} letters a day to somebody who repeats himself"
    # without a letter to this address today the conversation cannot have caused many
    if not times or (entry.ticket_id is None and entry.incomplete_report_id is None):
        return None
    caused = brake_queries.automatic_letters_in_conversation(
        session, entry.ticket_id, entry.incomplete_report_id, now - _DAY
    )
    return f"{brakes.per_ticket_day} letters a day on one ticket" if caused >= brakes.per_ticket_day else None


def _repeats_itself(
    session: Session, recipient: str, entry: LedgerEntry, text: str, missing: Sequence[Detail], now: datetime
) -> bool:
    """Whether a mail of today that we answered said the same, and lacked the same.

    A checklist that helped nothing is not sent a third time under one topic, however the words change; but a person
    may confirm ten reports a day under the topic "Problem", so for those only the words count.
    """
    wanted = sorted(detail.value for detail in missing)
    for subject, told, words in brake_queries.answered_since(session, recipient, now - _DAY, except_id=entry.id):
        if sorted(told.get("missing", [])) != wanted:
            continue
        if same_words(words, text) or (wanted and same_topic(subject, entry.subject)):
            return True
    return False
