"""What managers ask for by mail: the report, and the card of a ticket."""

from worker.application.digest import last_digest, overview
from worker.application.post import Post
from worker.application.ticket_rows import ticket_row, words_of
from worker.domain.calendar import local_day
from worker.domain.message import Address
from worker.mail import letters
from worker.mail.letters import facts
from worker.store import queries, staff_queries

_MESSAGES = 20
_WORDS = 600


def send_report(post: Post, person: Address) -> None:
    """Open tickets, and the balance of the mail since the last digest, now."""
    last = last_digest(post.session)
    letter = overview(
        post.session,
        post.office,
        post.office.person(person.address),
        post.now,
        cause=post.cause,
        since=last.covered_until if last else None,
        asked=True,
    )
    post.queue(letter)


def send_card(post: Post, person: Address, public_id: str) -> None:
    """Everything about one ticket."""
    session, office = post.session, post.office
    ticket = queries.ticket_by_public_id(session, [public_id])
    if ticket is None or ticket.id is None:
        return
    messages = staff_queries.messages_on(session, ticket.id, office.staff_addresses)
    notes = staff_queries.notes_on(session, ticket.id)
    history = [
        (one.received_at, _who(post, one.author, one.author_name), _short(words_of(one, office)), False)
        for one in messages
    ]
    history += [(one.written_at, office.name_of(one.author), _short(one.text), True) for one in notes]
    work = staff_queries.work_on(session, ticket.id)
    letter = letters.card(
        facts.Card(
            cause=f"{post.cause}:{public_id}",
            recipient=post.office.person(person.address),
            now=post.now,
            row=ticket_row(session, office, ticket, local_day(post.now)),
            requester=Address(address=ticket.requester, name=ticket.requester_name),
            participants=tuple(sorted(queries.participants(session, ticket.id))),
            reacted_by=office.name_of(ticket.reacted_by),
            reacted_at=ticket.reacted_at,
            history=tuple(sorted(history, key=lambda one: one[0])[-_MESSAGES:]),
            work=tuple((one.start_at, one.end_at, office.name_of(one.technician)) for one in work),
        ),
        office.sender,
    )
    post.queue(letter, part=f":{public_id}")


def _who(post: Post, address: str, name: str) -> str:
    return post.office.name_of(address) if address in post.office.staff_addresses else name or address


def _short(text: str) -> str:
    return text if len(text) <= _WORDS else text[:_WORDS].rstrip() + " […]"
