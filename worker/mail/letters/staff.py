"""``staff-alert`` for managers and ``staff-ticket`` for technicians, who live in their mail programs."""

from worker.mail.compose import Automatic
from worker.mail.header import one_line
from worker.mail.letters.facts import Alert, Letter, Sender, TicketEvent, TicketNews
from worker.mail.letters.understood import understood
from worker.mail.letters.writing import TOPIC, Addressed, reply_to_ticket, thread, write

_TEXT = 20_000  # characters of a customer's text shown; the ticket keeps all of it


def alert(facts: Alert, sender: Sender) -> Letter:
    """What happened and what to do, for one manager. Raises UnsafeHeader when the address cannot be written to."""
    addressed = Addressed(recipient=facts.recipient, now=facts.now, cause=facts.cause, automatic=Automatic.GENERATED)
    return write("staff-alert", addressed, sender, facts=facts)


def ticket_news(facts: TicketNews, sender: Sender) -> Letter:
    """A ticket or a new message of it, for one technician; a plain answer goes to the customer.

    Raises UnsafeHeader when the address cannot be written to.
    """
    references = thread(facts.references)
    # who only hears of a colleague's answer, or that the customer is away, knows the matter already
    brief = facts.event in (TicketEvent.REPLIED, TicketEvent.TAKEN, TicketEvent.ABSENT)
    addressed = Addressed(
        recipient=facts.recipient,
        now=facts.now,
        cause=facts.cause,
        automatic=Automatic.GENERATED,
        in_reply_to=references[-1] if references else "",
        references=references,
        reply_to=reply_to_ticket(facts.ticket_id, sender, holder=facts.recipient.address),
    )
    return write(
        "staff-ticket",
        addressed,
        sender,
        facts.files,
        facts=facts,
        topic=one_line(facts.topic, TOPIC),
        understood=() if brief else understood(facts.details, facts.matter),
        brief=brief,
        lines=facts.text[:_TEXT].strip("\n").split("\n"),
        cut=len(facts.text) > _TEXT,
    )
