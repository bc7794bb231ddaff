"""Letters about compensations [13.10] and the answers to questions by subject."""

from worker.mail.compose import Automatic
from worker.mail.header import one_line
from worker.mail.letters.facts import Letter, Sender
from worker.mail.letters.facts import packages as facts
from worker.mail.letters.writing import TOPIC, Addressed, answer_to, in_thread, reply_to_ticket, write


def compensation_offer(offered: facts.Compensation, sender: Sender) -> Letter:
    """``customer-compensation``: the term has passed; one word chooses."""
    in_reply_to, references = in_thread(offered.answers, offered.references)
    addressed = Addressed(
        recipient=offered.recipient,
        now=offered.now,
        cause=offered.cause,
        automatic=Automatic.GENERATED,
        in_reply_to=in_reply_to,
        references=references,
        reply_to=reply_to_ticket(offered.offer.ticket_id, sender),
    )
    return write("customer-compensation", addressed, sender, facts=offered, topic=one_line(offered.offer.topic, TOPIC))


def order_decided(decided: facts.OrderDecided, sender: Sender) -> Letter:
    """``customer-order``: what an order has a right to, when that was not known at once."""
    in_reply_to, references = in_thread(decided.answers)
    addressed = Addressed(
        recipient=decided.recipient,
        now=decided.now,
        cause=decided.cause,
        automatic=Automatic.GENERATED,
        in_reply_to=in_reply_to,
        references=references,
        reply_to=reply_to_ticket(decided.ticket_id, sender),
        language=decided.language,
    )
    return write("customer-order", addressed, sender, facts=decided, topic=one_line(decided.topic, TOPIC))


def compensation_choice(choice: facts.Choice, sender: Sender) -> Letter:
    """``customer-choice``: what became of the customer's word."""
    addressed = answer_to(choice.mail, reply_to=reply_to_ticket(choice.ticket_id, sender))
    return write("customer-choice", addressed, sender, facts=choice)


def compensation_alert(alert: facts.CompensationAlert, sender: Sender) -> Letter:
    """``staff-compensation``: to a manager."""
    addressed = Addressed(recipient=alert.recipient, now=alert.now, cause=alert.cause, automatic=Automatic.GENERATED)
    return write("staff-compensation", addressed, sender, facts=alert, topic=one_line(alert.offer.topic, TOPIC))


def packages_answer(answer: facts.PackagesAnswer, sender: Sender) -> Letter:
    """``customer-packages``."""
    return write("customer-packages", answer_to(answer.mail, reply_to=answer.answers_to), sender, facts=answer)


def tickets_answer(answer: facts.TicketsAnswer, sender: Sender) -> Letter:
    """``customer-tickets``."""
    return write("customer-tickets", answer_to(answer.mail), sender, facts=answer)


def protocol_answer(answer: facts.ProtocolAnswer, sender: Sender) -> Letter:
    """``customer-protocol`` with the files of the month."""
    return write("customer-protocol", answer_to(answer.mail), sender, answer.files, facts=answer)


def not_bound(answer: facts.NotBound, sender: Sender) -> Letter:
    """``customer-not-bound``: the polite refusal."""
    return write("customer-not-bound", answer_to(answer.mail), sender, facts=answer)
