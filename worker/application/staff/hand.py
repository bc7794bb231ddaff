"""The mail in hand while its commands are carried out: who commands what, on which ticket, and what it changes."""

from dataclasses import dataclass, field
from typing import Any

from worker.application.post import Post
from worker.application.staff.changes import Changes
from worker.mail.letters import facts
from worker.store.staff_tables import WorkEntry
from worker.store.tables import Ticket

Line = facts.ReceiptLine


@dataclass(kw_only=True)
class Hand:
    """The mail in hand: who commands what, on which ticket, and what it changes."""

    post: Post
    ticket: Ticket | None
    actor: str
    changes: Changes
    works: list[WorkEntry] = field(default_factory=list)
    handed_to: list[tuple[Ticket, str]] = field(default_factory=list)  # tickets with the address of who gets them
    taken_from: list[tuple[Ticket, str]] = field(default_factory=list)  # … and of who had them
    with_note: bool = False

    @property
    def own(self) -> Ticket:
        """The ticket of the mail; the rules have seen to it that there is one."""
        if self.ticket is None:
            raise ValueError("this mail has no ticket")
        self.changes.watch(self.ticket)
        return self.ticket

    @property
    def mail(self) -> int:
        """The ledger row of the mail."""
        return self.post.entry.id or 0

    @property
    def row(self) -> dict[str, Any]:
        """What every new row on the ticket holds."""
        return {"ticket_id": self.own.id, "ledger_id": self.mail}
