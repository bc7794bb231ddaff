"""A technician's reply on its way to the customer: from our address under his name, in the customer's own thread."""

import re
import zlib
from dataclasses import replace

from worker.application.complaints import invoice_of
from worker.application.files import files_of
from worker.application.post import Post
from worker.domain.message import Address
from worker.mail import letters
from worker.mail.compose import is_mailbox
from worker.mail.letters import facts
from worker.mail.mime import read_header_only
from worker.store import queries, staff_queries
from worker.store.tables import Ticket


def relay(post: Post, ticket: Ticket, text: str, author: Address, *, decision: str = "") -> tuple[str, ...]:
    """One copy to the requester and to each participant; returns the addresses it goes to.

    ``decision``: the text answers a complaint so [12.10].
    """
    assert ticket.id is not None  # noqa: S101 - a stored row
    staff = post.office.staff_addresses
    requester = Address(address=ticket.requester, name=ticket.requester_name)
    others = tuple(
        Address(address=one)
        for one in sorted(queries.participants(post.session, ticket.id) - {ticket.requester} - staff)
        if is_mailbox(one)
    )
    answers, references = _last_of_customer(post, ticket, staff)
    reply = facts.CustomerReply(
        cause=post.cause,
        recipient=requester,
        to=requester,
        cc=others,
        author=_name(post, author),
        now=post.now,
        ticket_id=ticket.public_id,
        topic=ticket.topic,
        text=without_private_address(text, author.address, post.office.sender.address),
        answers=answers,
        references=references,
        files=files_of(post),
        decision=decision,
        invoice=invoice_of(ticket) if decision else "",
    )
    # who stands in To or Cc of the technician's own mail has it already
    direct = {one.address for one in (*post.message.to, *post.message.cc)}
    recipients = tuple(one for one in (requester, *others) if is_mailbox(one.address) and one.address not in direct)
    for person in recipients:
        post.queue(letters.customer_reply(replace(reply, recipient=person), post.office.sender))
    return tuple(one.address for one in recipients)


def without_private_address(text: str, private: str, ours: str) -> str:
    """The text with our address where the technician wrote his own."""
    return re.sub(re.escape(private), ours, text, flags=re.IGNORECASE)


def _name(post: Post, author: Address) -> str:
    """The name in our settings, else the one he writes under; never an address."""
    name = post.office.name_of(author.address)
    name = author.name if name == author.address else name
    return "" if "@" in name else name


def _last_of_customer(post: Post, ticket: Ticket, staff: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """Id and references of the customer's last message on the ticket."""
    last = staff_queries.last_customer_mail(post.session, ticket.id or 0, staff)
    if last is None:
        return "", ()
    raw = queries.raw_message(post.session, last.raw_id)
    if raw is None:
        return last.message_id, ()
    data = zlib.decompress(raw.data)
    head = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0] + b"\r\n\r\n"
    return last.message_id, read_header_only(head, raw.size).references
