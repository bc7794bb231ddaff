"""News of a ticket: one letter to everybody who has it, one thread per ticket and person."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import col, select

from worker.application.files import files_of
from worker.application.help.guide import checklist, doubts_of
from worker.application.insert.orders import pack_order_of
from worker.application.own_rates import own_rates
from worker.application.packages.facts import balances
from worker.application.packages.orders import order_facts
from worker.application.post import Post
from worker.application.promise_clock import kept_by_closing
from worker.application.remembered import from_json
from worker.application.tariff import tariff_now
from worker.application.ticket_matter import matter_of, order_of, payment, service_of_ticket
from worker.domain.calendar import local_day
from worker.domain.details.programs.version import untold
from worker.domain.found import Details, Service
from worker.domain.message import Address
from worker.domain.tariff.rates import OwnRate
from worker.domain.verdict import Append, Kind
from worker.mail import letters
from worker.mail.letters import facts
from worker.mail.letters.facts import TicketEvent
from worker.store import queries, staff_queries
from worker.store.billing_tables import Contract
from worker.store.tables import OutboxLetter, Ticket, TicketState

_FROM_CUSTOMER = frozenset({TicketEvent.NEW, TicketEvent.MESSAGE, TicketEvent.REOPENED})
_HANDED_OVER = frozenset({TicketEvent.ASSIGNED, TicketEvent.TAKEN})
_BY_COLLEAGUE = _HANDED_OVER | {TicketEvent.REPLIED}


def forward(post: Post, verdict: Append) -> None:
    """A customer's message on a ticket, to the technicians' queue."""
    ticket = post.session.get(Ticket, verdict.ticket) if verdict.ticket is not None else None
    if ticket is not None and verdict.kind is Kind.FOLLOWUP:
        event = TicketEvent.REOPENED if verdict.reopens else TicketEvent.MESSAGE
        news(post, ticket, event)


def news(
    post: Post,
    ticket: Ticket,
    event: TicketEvent,
    *,
    text: str | None = None,
    to: tuple[Address, ...] = (),
    without: frozenset[str] = frozenset(),
    note: str = "",
    last_word: tuple[str, datetime, str] | None = None,
) -> None:
    """One letter to everybody who has the ticket, but not to who wrote; one thread per ticket and person.

    ``to`` names other recipients, ``without`` leaves some out; ``text`` is shown instead of the mail's own. ``note``
    and ``last_word`` (who, when, what) go with a ticket that is handed over.
    """
    author = post.message.author
    if author is None:
        return
    silent = without | {author.address}
    heard = tuple(one for one in to or who_hears(post, ticket) if one.address not in silent)
    if not heard:
        return
    told = replace(_of_mail(post, ticket, event, author), note=note, last_word=last_word)
    if text is not None:
        told = replace(told, text=text)
    _send(post, ticket, _with_payer(_with_standing(told, post, ticket), post, ticket), heard)


def _of_mail(post: Post, ticket: Ticket, event: TicketEvent, author: Address) -> facts.TicketNews:
    """The mail that the news is of; it is addressed to nobody in particular yet."""
    return facts.TicketNews(
        cause=post.cause,
        event=event,
        recipient=author,
        now=post.now,
        ticket_id=ticket.public_id,
        topic=ticket.topic,
        requester=author,
        received_at=post.entry.received_at,
        text=post.message.new_text,
        attachments=post.message.attachments,
        files=files_of(post),
    )


def _send(post: Post, ticket: Ticket, shown: facts.TicketNews, heard: tuple[Address, ...]) -> None:
    # a mail can hand over several tickets, some of them to one person
    part = f":{ticket.public_id}:{shown.event.value}" if shown.event in _HANDED_OVER else ""
    for person in heard:
        earlier = () if shown.event is TicketEvent.NEW else _earlier_letters(post, ticket, person)
        addressed = replace(shown, cause=post.cause + part, recipient=person, references=earlier)
        post.queue(letters.ticket_news(addressed, post.office.sender), part=part, about_ticket=ticket.id)


def _with_standing(shown: facts.TicketNews, post: Post, ticket: Ticket) -> facts.TicketNews:
    """How the ticket itself stands: what is known of it, who has it, until when, which steps are done."""
    details = from_json(ticket.details)
    running = ticket.clock_stopped_at is None and ticket.state != TicketState.CLOSED.value
    doubts = doubts_of(post, ticket) if shown.event in _FROM_CUSTOMER else ()
    customer = Address(address=ticket.requester, name=ticket.requester_name)
    return replace(
        shown,
        matter=matter_of(Kind(ticket.kind)),
        promise=facts.Promise(last_day=ticket.promised_day, days=0) if running else None,
        by_reaction=not kept_by_closing(ticket),
        details=details,
        unknown=_unknown(ticket, details, service_of_ticket(ticket)),
        status=ticket.state,
        assignee=post.office.name_of(ticket.assignee),
        reacted_by=post.office.name_of(ticket.reacted_by),
        reacted_at=ticket.reacted_at,
        customer=customer if shown.event in _BY_COLLEAGUE else None,
        checklist=checklist(post.session, post.office, ticket, doubts=doubts),
    )


def _with_payer(shown: facts.TicketNews, post: Post, ticket: Ticket) -> facts.TicketNews:
    """Who pays for the work, what it costs now, and what he has ordered or bought before."""
    service, order = service_of_ticket(ticket), order_of(post, ticket)
    package, other_packages = balances(post.session, post.office, ticket.nip, service, local_day(post.now))
    return replace(
        shown,
        nip=ticket.nip,
        payer=queries.binding(post.session, ticket.nip).name,
        payer_unverified=not ticket.verified,
        payment=payment(post, ticket),
        tariff=tariff_now(service, post.now, post.office.policy, own=_own_rates(post, ticket)),
        package=package,
        other_packages=other_packages,
        order=order_facts(post.session, post.office, order) if order else None,
        pack=pack_order_of(post.session, ticket) if ticket.kind == Kind.POINTS_ORDER.value else None,
    )


def who_hears(post: Post, ticket: Ticket) -> tuple[Address, ...]:
    """The technician who has the ticket, or the queue: nobody has it, or he is away."""
    if ticket.assignee and ticket.assignee not in staff_queries.away(post.session, local_day(post.now)):
        return (post.office.person(ticket.assignee),)
    return post.office.queue


def _own_rates(post: Post, ticket: Ticket) -> tuple[OwnRate, ...]:
    known = queries.binding(post.session, ticket.nip).has_contract
    return own_rates(post.session.get(Contract, ticket.nip)) if known else ()


def _unknown(ticket: Ticket, details: Details, service: Service | None) -> tuple[str, ...]:
    """Details of point 1.5 that nobody has told yet."""
    if ticket.kind in (Kind.COMPLAINT.value, Kind.PACKAGE_ORDER.value, Kind.POINTS_ORDER.value):
        return ()
    known = {
        "workstation": details.workstation,
        "user": details.user,
        "contact": details.phone or details.email,
    }
    unknown = [name for name, found in known.items() if found is None]
    return (*unknown, *untold(details), *(() if service else ("service",)))


def _earlier_letters(post: Post, ticket: Ticket, person: Address) -> tuple[str, ...]:
    return tuple(post.session.exec(_EARLIER, params={"ticket_id": ticket.id, "recipient": person.address}))


_EARLIER = (
    select(OutboxLetter.message_id)
    .where(OutboxLetter.ticket_id == bindparam("ticket_id"), OutboxLetter.recipient == bindparam("recipient"))
    .where(OutboxLetter.kind == "staff-ticket")
    .order_by(col(OutboxLetter.id))
    .limit(20)
)
