"""Help articles for the confirmation of a new ticket, and its guided case."""

from worker.application.help.guide import no_case_yet, open_case
from worker.application.post import Post
from worker.domain.verdict import Confirm, Kind
from worker.mail.letters import facts
from worker.store.insert_tables import HelpOffer
from worker.store.tables import Ticket

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
