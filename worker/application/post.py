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
from worker.mail.letters import Letter
from worker.store import outbox, queries
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

    def queue(self, letter: Letter, *, automatic: bool = False) -> None:
        """Add a letter, unless this mail has already caused the same one; ``automatic`` ones obey the brakes."""
        braked = self._brake(letter.recipient) if automatic else None
        row = outbox_row(letter, cause=f"ledger:{self.entry.id}", now=self.now)
        row.ledger_id = self.entry.id
        row.ticket_id = self.entry.ticket_id
        row.incomplete_report_id = self.entry.incomplete_report_id
        if braked:
            row.state = OutboxState.HELD.value
            self.notes.append({"held": letter.kind, "recipient": letter.recipient, "brake": braked})
        outbox.enqueue(self.session, row)

    def _brake(self, recipient: str) -> str | None:
        brakes = self.office.brakes
        hour = queries.automatic_letters_since(self.session, recipient, self.now - timedelta(hours=1))
        if hour >= brakes.per_address_hour:
            return f"{brakes.per_address_hour} letters an hour"
        day = queries.automatic_letters_since(self.session, recipient, self.now - timedelta(days=1))
        if day >= brakes.per_address_day:
            return f"{brakes.per_address_day} letters a day"
        if self.entry.ticket_id is not None:
            ticket = queries.automatic_letters_on_ticket(
                self.session, self.entry.ticket_id, self.now - timedelta(days=1)
            )
            if ticket >= brakes.per_ticket_day:
                return f"{brakes.per_ticket_day} letters a day on one ticket"
        return None


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
