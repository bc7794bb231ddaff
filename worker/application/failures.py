"""A letter of ours that will never arrive is a promise broken in silence: the managers hear of it."""

from datetime import datetime

from sqlmodel import Session

from worker.application.office import Office
from worker.application.post import outbox_row
from worker.domain.letter_kind import goes_to_staff
from worker.mail import letters
from worker.mail.letters import facts
from worker.store import outbox
from worker.store.tables import OutboxLetter, Ticket


def tell_managers(session: Session, office: Office, letter: OutboxLetter, why: str, now: datetime) -> None:
    """One alert per manager and failed letter. A failed alert is not alerted: it would fail again."""
    if goes_to_staff(letter.kind):
        return
    ticket = session.get(Ticket, letter.ticket_id) if letter.ticket_id is not None else None
    cause = f"outbox:{letter.id}"
    for manager in office.managers:
        alert = letters.alert(
            facts.Alert(
                cause=cause,
                kind=facts.AlertKind.REFUSED,
                recipient=manager,
                now=now,
                entry=str(letter.id),
                ticket_id=ticket.public_id if ticket else "",
                correspondent=letter.recipient,
                subject=letter.subject,
                diagnostic=why,
            ),
            office.sender,
        )
        row = outbox_row(alert, cause=cause, now=now)
        row.ticket_id = letter.ticket_id
        outbox.enqueue(session, row)
