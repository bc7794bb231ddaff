"""The customer's POMOGŁO: the article of the confirmation was enough.

Only a plain POMOGŁO on a ticket that was offered an article and that nobody has worked on closes it, free of charge;
everything else is an ordinary message, and the clock runs on untouched.
"""

from sqlmodel import select

from worker.application.post import Post
from worker.application.promise_clock import stop
from worker.application.ticket_news import news
from worker.domain.case import Case
from worker.domain.help.helped import says_helped
from worker.domain.verdict import Append, Kind
from worker.mail import letters
from worker.mail.compose import is_mailbox
from worker.mail.letters import facts
from worker.store import staff_queries
from worker.store.insert_tables import HelpOffer
from worker.store.tables import Ticket, TicketState


def helped(post: Post, case: Case, verdict: Append) -> bool:
    """Close the ticket when this answer says POMOGŁO; whether it did. A second POMOGŁO changes nothing."""
    if verdict.kind is not Kind.FOLLOWUP or not says_helped(post.message.new_text):
        return False
    ticket = post.session.get(Ticket, verdict.ticket)
    offer = post.session.exec(select(HelpOffer).where(HelpOffer.ticket_id == verdict.ticket)).first()
    if ticket is None or offer is None:
        return False
    if offer.helped_at is not None and ticket.state == TicketState.CLOSED.value:
        return True
    # once a technician has answered or worked, POMOGŁO may be about him: a person looks at it
    if ticket.closed_at or ticket.reacted_at or staff_queries.work_on(post.session, ticket.id or 0):
        return False
    offer.helped_at = post.now
    ticket.state, ticket.closed_at = TicketState.CLOSED.value, post.now
    stop(ticket, post.now)
    post.session.add_all((offer, ticket))
    post.notes.append({"helped": offer.articles})
    news(post, ticket, facts.TicketEvent.HELPED)
    if is_mailbox(case.author.address):
        told = facts.Helped(mail=post.answered(topic=ticket.topic), ticket_id=ticket.public_id)
        post.queue(letters.helped(told, post.office.sender), automatic=True)
    return True
