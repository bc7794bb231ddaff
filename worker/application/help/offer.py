"""Help articles into the confirmation, and what the customer's POMOGŁO does.

Only a plain POMOGŁO on a ticket that was offered an article and that nobody has worked on closes it, free of charge;
everything else is an ordinary message, and the clock runs on untouched.
"""

from sqlmodel import select

from worker.application.help.guide import no_case_yet, open_case
from worker.application.post import Post
from worker.application.promise_clock import stop
from worker.application.ticket_news import news
from worker.domain.case import Case
from worker.domain.help.helped import says_helped
from worker.domain.verdict import Append, Confirm, Kind
from worker.mail import letters
from worker.mail.compose import is_mailbox
from worker.mail.letters import facts
from worker.store import staff_queries
from worker.store.insert_tables import HelpOffer
from worker.store.tables import Ticket, TicketState

_HELPED_WITH = frozenset({Kind.REPORT, Kind.PHONE_CONFIRMATION})


def help_along(post: Post, verdict: Confirm, ticket: Ticket, text: str) -> tuple[facts.Article, ...]:
    """Look what a new ticket asks for: its guided case is opened, the articles for its confirmation come back."""
    no_case_yet(post, ticket)
    if verdict.kind not in _HELPED_WITH or not text.strip():
        return ()
    found = post.office.shelf.suggest(f"{verdict.topic}\n{text}")
    if found.case is not None:
        open_case(post, ticket, found.case, text)
    if not found.articles:
        return ()
    keys = [one.key for one in found.articles]
    post.session.add(
        HelpOffer(ticket_id=ticket.id or 0, ledger_id=post.entry.id or 0, articles=keys, offered_at=post.now)
    )
    post.notes.append({"articles": keys})
    return tuple(facts.Article(title=one.title, steps=one.steps, source=one.source) for one in found.articles)


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
