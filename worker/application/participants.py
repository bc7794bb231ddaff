"""Who takes part in a ticket besides the requester: people the requester copies in, or a technician names."""

from sqlmodel import select

from worker.application.post import Post
from worker.domain.case import Case
from worker.domain.classify import is_machine_address
from worker.mail.compose import is_mailbox
from worker.store.tables import Participant, Ticket

_MOST = 10


def join_by_copy(post: Post, case: Case, ticket: Ticket) -> None:
    """The people the requester wrote to besides us take part.

    Only when our server measured that the mail is his: otherwise a forger would copy himself in.
    """
    if case.author.address != ticket.requester or not case.message.authentication.aligned:
        return
    ours = post.office.own_addresses | post.office.staff_addresses | {one.address for one in post.office.queue}
    for person in (*case.message.cc, *case.message.to)[:_MOST]:
        if person.address in ours or _is_reply_address(person.address, post) or is_machine_address(person):
            continue
        if person.address != ticket.requester and is_mailbox(person.address):
            add_participant(post, ticket, person.address, added_by=case.author.address)


def add_participant(post: Post, ticket: Ticket, address: str, *, added_by: str) -> Participant | None:
    """One more participant; None when he takes part already."""
    assert ticket.id is not None  # noqa: S101 - a stored row
    there = post.session.exec(
        select(Participant).where(Participant.ticket_id == ticket.id, Participant.address == address)
    ).first()
    if there is not None or address == ticket.requester:
        return None
    row = Participant(ticket_id=ticket.id, address=address, added_by=added_by, added_at=post.now)
    post.session.add(row)
    post.session.flush()
    return row


def _is_reply_address(address: str, post: Post) -> bool:
    local, _, domain = post.office.sender.address.partition("@")
    return address.startswith(f"{local}+") and address.endswith(f"@{domain}")
