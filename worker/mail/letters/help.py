"""``customer-case``: what a mail added to the list of a guided case. ``customer-helped``: closed free of charge."""

from worker.mail.header import one_line
from worker.mail.letters.facts import CaseNews, Helped, Letter, Sender
from worker.mail.letters.writing import TOPIC, answer_to, reply_to_ticket, write


def case_news(facts: CaseNews, sender: Sender) -> Letter:
    """In the customer's thread. Raises UnsafeHeader when the author's address cannot be written to."""
    addressed = answer_to(facts.mail, reply_to=reply_to_ticket(facts.ticket_id, sender))
    return write("customer-case", addressed, sender, facts=facts, topic=_topic(facts))


def helped(facts: Helped, sender: Sender) -> Letter:
    """In the customer's thread. Raises UnsafeHeader when the author's address cannot be written to."""
    addressed = answer_to(facts.mail, reply_to=reply_to_ticket(facts.ticket_id, sender))
    return write("customer-helped", addressed, sender, facts=facts, topic=_topic(facts))


def _topic(facts: CaseNews | Helped) -> str:
    return one_line(facts.mail.topic, TOPIC) if facts.mail.echo else ""
