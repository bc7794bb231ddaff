"""``customer-overdue``: the final day to pay overdue invoices [12.7]; ``customer-extension``: a complaint's new day."""

from worker.mail.compose import Automatic
from worker.mail.letters.facts import ComplaintExtended, Letter, Overdue, Sender
from worker.mail.letters.writing import Addressed, reply_to_ticket, write


def overdue(facts: Overdue, sender: Sender) -> Letter:
    """The notice to one of the payer's addresses. Raises UnsafeHeader when it cannot be written to."""
    addressed = Addressed(
        recipient=facts.recipient,
        to=facts.to,
        now=facts.now,
        cause=facts.cause,
        automatic=Automatic.GENERATED,
        reply_to=facts.answers_to,
        language=facts.language,
    )
    return write("customer-overdue", addressed, sender, facts=facts)


def complaint_extended(facts: ComplaintExtended, sender: Sender) -> Letter:
    """The announcement that a complaint needs more time [12.8]; an answer goes to the ticket."""
    addressed = Addressed(
        recipient=facts.recipient,
        now=facts.now,
        cause=facts.cause,
        automatic=Automatic.GENERATED,
        reply_to=reply_to_ticket(facts.ticket_id, sender),
    )
    return write("customer-extension", addressed, sender, facts=facts)
