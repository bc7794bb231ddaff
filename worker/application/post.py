"""What one mail makes us write, on its way into the outbox.

Whether an automatic letter may leave at all is decided here: over a flood brake it is kept as ``held`` and the ledger
says so.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from worker.application.office import Office
from worker.domain.message import InboundMessage
from worker.mail.compose import File
from worker.mail.letters import Letter
from worker.store import queries
from worker.store.tables import LedgerEntry, OutboxLetter, OutboxState


@dataclass(kw_only=True)
class Post:
    """The letters of one mail: what they are about, and the session they are added to."""

    session: Session
    office: Office
    entry: LedgerEntry
    message: InboundMessage
    now: datetime
    notes: list[dict[str, Any]] = field(default_factory=list)
    files: tuple[File, ...] | None = None  # see worker.application.files

    def queue(self, letter: Letter, *, automatic: bool = False, about_report: int | None = None) -> None:
        """Add a letter; ``automatic`` ones obey the brakes. ``about_report``: an answer completes this report."""
        braked = self._brake(letter.recipient) if automatic else None
        row = outbox_row(letter, cause=f"ledger:{self.entry.id}", now=self.now)
        row.ledger_id = self.entry.id
        row.ticket_id = self.entry.ticket_id
        row.incomplete_report_id = about_report or self.entry.incomplete_report_id
        row.ticket_id = None if about_report else row.ticket_id
        if braked:
            row.state = OutboxState.HELD.value
            self.notes.append({"held": letter.kind, "recipient": letter.recipient, "brake": braked})
        # the ledger row is new in this transaction, so nothing it causes can be in the outbox yet
        self.session.add(row)

    def _brake(self, recipient: str) -> str | None:
        brakes, day, hour = self.office.brakes, self.now - timedelta(days=1), self.now - timedelta(hours=1)
        times = queries.automatic_letters_since(self.session, recipient, day, limit=brakes.per_address_day)
        if sum(time > hour for time in times) >= brakes.per_address_hour:
            return f"{brakes.per_address_hour} letters an hour"
        if len(times) >= brakes.per_address_day:
            return f"{brakes.per_address_day} letters a day"
        ticket = self.entry.ticket_id
        # without a letter to this address today the ticket cannot have caused many
        if ticket is None or not times:
            return None
        on_ticket = queries.automatic_letters_on_ticket(self.session, ticket, day)
        return f"{brakes.per_ticket_day} letters a day on one ticket" if on_ticket >= brakes.per_ticket_day else None


def outbox_row(letter: Letter, *, cause: str, now: datetime) -> OutboxLetter:
    """A finished letter as a queued row, due at once."""
    return OutboxLetter(
        cause=cause,
        kind=letter.kind,
        recipient=letter.recipient,
        envelope_from=letter.envelope_from,
        message_id=letter.message_id,
        subject=letter.subject,
        raw=letter.raw,
        state=OutboxState.QUEUED.value,
        due_at=now,
        created_at=now,
    )
