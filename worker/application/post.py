"""What one mail makes us write, on its way into the outbox.

Whether an automatic letter may leave at all is decided here: over a flood brake it is kept as ``held`` and the ledger
says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from worker.application.brakes import Held, braked
from worker.application.drafts import Made
from worker.application.office import Office
from worker.domain.calendar import local_day
from worker.domain.found import Detail, Details
from worker.domain.message import InboundMessage
from worker.mail import letters
from worker.mail.compose import File
from worker.mail.letters import Letter, facts
from worker.store import outbox
from worker.store.rows import insert
from worker.store.tables import LedgerEntry, OutboxLetter, OutboxState


@dataclass(kw_only=True)
class Post:
    """The letters of one mail: what they are about, and the session they are added to."""

    session: Session
    office: Office
    entry: LedgerEntry
    message: InboundMessage
    now: datetime
    raw: bytes = b""  # the mail as served; empty: it is read back from the store
    notes: list[dict[str, Any]] = field(default_factory=list)
    files: tuple[File, ...] | None = None  # see worker.application.files
    made: Made = ()  # documents made before the transaction, see worker.application.drafts

    @property
    def cause(self) -> str:
        """What every letter of this mail is caused by."""
        return f"ledger:{self.entry.id}"

    def answered(self, *, topic: str = "", echo: bool = True, part: str = "") -> facts.Answered:
        """This mail as a letter answers it; only for a mail with one author. ``part`` as of ``queue``.

        ``echo``: whether what he wrote may be repeated to him.
        """
        author = self.message.author
        assert author is not None  # noqa: S101 - only mails with one author are answered
        return facts.Answered(
            cause=self.cause + part,
            author=author,
            received_at=self.entry.received_at,
            now=self.now,
            topic=topic,
            message_id=self.message.message_id,
            references=self.message.references,
            echo=echo,
        )

    def queue(
        self,
        letter: Letter,
        *,
        automatic: bool = False,
        missing: Sequence[Detail] = (),
        details: Details | None = None,
        part: str = "",
        about_ticket: int | None = None,
        about_report: int | None = None,
        may_repeat: bool = False,
    ) -> None:
        """Add a letter, unless this mail has already caused the same one.

        ``automatic`` ones obey the brakes; ``missing`` is what such a letter asks for, ``details`` what its mail told.
        ``part`` tells letters of one kind to one person apart; ``may_repeat``: asking the same again is no loop. An
        answer belongs to ``about_ticket`` or ``about_report`` instead of the mail's own.
        """
        row = outbox_row(letter, cause=self.cause + part, now=self.now)
        row.ledger_id = self.entry.id
        row.ticket_id = None if about_report else about_ticket or self.entry.ticket_id
        row.incomplete_report_id = about_report or self.entry.incomplete_report_id
        held = self._held(letter.recipient, missing, details or Details(), may_repeat=may_repeat) if automatic else None
        if held is not None:
            row.state = OutboxState.HELD.value
            self.notes.append({"held": letter.kind, "recipient": letter.recipient, "brake": str(held)})
            self._alert(letter.recipient, held)
        if self.entry.attempts > 1:  # tried or quarantined before: what it caused then is not written again
            outbox.enqueue(self.session, row)
        else:  # the ledger row is new in this transaction, so nothing it causes can be in the outbox yet
            insert(self.session, row)

    def _held(self, recipient: str, missing: Sequence[Detail], details: Details, *, may_repeat: bool) -> Held | None:
        return braked(
            self.session,
            self.office.brakes,
            recipient,
            self.entry,
            text=self.message.new_text,
            missing=missing,
            details=details,
            now=self.now,
            may_repeat=may_repeat,
        )

    def _alert(self, recipient: str, held: Held) -> None:
        """One alert a day and address: in a storm the alerts must not be the next storm."""
        cause = f"brake:{local_day(self.now)}:{recipient}"
        for manager in self.office.managers:
            alert = letters.alert(
                facts.Alert(
                    cause=cause,
                    kind=facts.AlertKind.FLOOD,
                    recipient=manager,
                    now=self.now,
                    entry=str(self.entry.id),
                    correspondent=recipient,
                    subject=self.entry.subject,
                    received_at=self.entry.received_at,
                    brake=held.brake,
                    limit=held.limit,
                ),
                self.office.sender,
            )
            outbox.enqueue(self.session, outbox_row(alert, cause=cause, now=self.now))


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
