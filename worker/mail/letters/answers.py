"""Letters around a technician's own mail: ``customer-reply``, ``customer-phone``, ``staff-receipt``, ``staff-question``
and ``staff-help``.
"""

from worker.domain.message import Address
from worker.mail.compose import Automatic
from worker.mail.header import one_line
from worker.mail.letters.facts import CustomerReply, Guide, Letter, PhoneRequest, Question, Receipt, Sender
from worker.mail.letters.writing import TOPIC, Addressed, in_thread, reply_to_ticket, write


def customer_reply(facts: CustomerReply, sender: Sender) -> Letter:
    """A technician's words to one person of the ticket, from our address under his name, in the customer's thread."""
    in_reply_to, references = in_thread(facts.answers, facts.references)
    addressed = Addressed(
        recipient=facts.recipient,
        now=facts.now,
        cause=facts.cause,
        automatic=Automatic.NO,
        in_reply_to=in_reply_to,
        references=references,
        reply_to=reply_to_ticket(facts.ticket_id, sender),
        author=f"{one_line(facts.author, 60)} ({one_line(sender.name, 60)})" if facts.author else "",
        to=(facts.to,),
        cc=facts.cc,
    )
    return write(
        "customer-reply",
        addressed,
        sender,
        facts.files,
        facts=facts,
        topic=one_line(facts.topic, TOPIC),
        lines=facts.text.strip("\n").split("\n") if facts.text.strip() else [],
    )


def phone_request(facts: PhoneRequest, sender: Sender) -> Letter:
    """The notes of a call, to be confirmed by answering [1.1]."""
    addressed = Addressed(recipient=facts.recipient, now=facts.now, cause=facts.cause, automatic=Automatic.GENERATED)
    return write(
        "customer-phone",
        addressed,
        sender,
        facts=facts,
        topic=one_line(facts.topic, TOPIC),
        lines=facts.notes.strip("\n").split("\n"),
    )


def receipt(facts: Receipt, sender: Sender) -> Letter:
    """What was done with a technician's mail, in a few lines."""
    return write("staff-receipt", _back(facts, sender), sender, facts=facts)


def question(facts: Question, sender: Sender) -> Letter:
    """Why nothing was done, and the text to send again."""
    return write("staff-question", _back(facts, sender), sender, facts=facts, lines=facts.text.strip("\n").split("\n"))


def guide(facts: Guide, sender: Sender) -> Letter:
    """Every command with an example."""
    return write("staff-help", _back(facts, sender), sender, facts=facts)


def _back(facts: Receipt | Question | Guide, sender: Sender) -> Addressed:
    """In the thread of the mail it answers; an answer to it finds the ticket."""
    in_reply_to, references = in_thread(facts.message_id, facts.references)
    ticket = "" if isinstance(facts, Guide) else facts.ticket_id
    return Addressed(
        recipient=Address(address=facts.recipient.address, name=facts.recipient.name),
        now=facts.now,
        cause=facts.cause,
        automatic=Automatic.REPLIED,
        in_reply_to=in_reply_to,
        references=references,
        reply_to=reply_to_ticket(ticket, sender, holder=facts.recipient.address) if ticket else None,
    )
