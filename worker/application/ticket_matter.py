"""What every letter about a ticket shows of it: its matter, its class of work, its order, whether its payer owes."""

from worker.application.payers.claims import debtor
from worker.application.post import Post
from worker.application.remembered import from_json
from worker.domain.calendar import local_day
from worker.domain.found import Service
from worker.domain.verdict import Kind
from worker.mail.letters import facts
from worker.store import queries
from worker.store.billing_tables import PackageOrder
from worker.store.tables import Ticket

_MATTERS = {
    Kind.PHONE_CONFIRMATION: facts.Matter.PHONE,
    Kind.PACKAGE_ORDER: facts.Matter.PACKAGE_ORDER,
    Kind.COMPLAINT: facts.Matter.COMPLAINT,
    Kind.POINTS_ORDER: facts.Matter.POINTS_ORDER,
}


def matter_of(kind: Kind) -> facts.Matter:
    """What a letter calls a mail or a ticket of this kind."""
    return _MATTERS.get(kind, facts.Matter.REPORT)


def service_of_ticket(ticket: Ticket) -> Service | None:
    """The class of the work, as a technician set it or as the mail says; None while nobody knows."""
    return Service(ticket.service) if ticket.service else from_json(ticket.details).service


def order_of(post: Post, ticket: Ticket) -> PackageOrder | None:
    """The package order that a ticket is."""
    return post.session.get(PackageOrder, ticket.id) if ticket.kind == Kind.PACKAGE_ORDER.value else None


def payment(post: Post, ticket: Ticket) -> facts.Payment:
    """Whether the payer's service is stopped, or anything of his is overdue [12.7]."""
    payer = queries.binding(post.session, ticket.nip)
    if payer.suspended:
        return facts.Payment.SUSPENDED
    if not payer.has_invoices:
        return facts.Payment.CLEAR
    found = debtor(post.session, ticket.nip, local_day(post.now), post.office.policy)
    return facts.Payment.OVERDUE if found is not None and found.owed else facts.Payment.CLEAR
