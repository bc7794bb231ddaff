"""An order that could not be decided when it came [13.8]: its payer was in doubt, or it gave no number of hours.

When a technician binds the sender to the payer (``nip:``), or the customer answers with the number, it is decided as of
its confirmation, and the customer is told, as he was promised.
"""

from dataclasses import replace

from worker.application.billing.payees import language_of
from worker.application.packages.account import accounts
from worker.application.packages.facts import balance_now
from worker.application.packages.orders import Asked, decide, order_facts
from worker.application.post import Post
from worker.application.promise_clock import REACTION, kept_by_closing, promised_days, schedule
from worker.application.remembered import from_json
from worker.domain.calendar import local_day
from worker.domain.details.orders.lengths import hours_asked
from worker.domain.found import Details, Found, Place
from worker.domain.message import Address
from worker.mail import letters
from worker.mail.letters.facts import Promise
from worker.mail.letters.facts import packages as facts
from worker.store import queries, staff_queries
from worker.store.billing_tables import Contract, OrderDecision, PackageOrder
from worker.store.tables import Ticket

_SHORT = 60  # characters of a line that says a number and not a story


def decide_later(post: Post, ticket: Ticket, *, number: str = "", other_payer: bool = False) -> bool:
    """Decide now, if it was left open and can be, or was decided for another payer; says whether it was decided.

    ``number`` is the customer's answer. What was offered already [13.10] stays as it is.
    """
    row = post.session.get(PackageOrder, ticket.id)
    if row is None or row.offered_at is not None or not ticket.verified:
        return False
    if row.decision != OrderDecision.UNKNOWN.value and not other_payer:
        return False
    details = _with_number(from_json(ticket.details), number)
    messages = staff_queries.messages_on(post.session, ticket.id or 0, post.office.staff_addresses)
    contract = queries.binding(post.session, ticket.nip).reaction_days
    asked = Asked(
        nip=ticket.nip,
        verified=True,
        details=details,
        text="\n\n".join(one.new_text for one in messages),
        at=ticket.clock_started_at,
        reaction_days=contract or post.office.reaction_days,
        ticket_id=ticket.id,
    )
    decided = decide(post.session, post.office, asked)
    if decided.row.decision == OrderDecision.UNKNOWN.value and not other_payer:
        return False
    for name in ("decision", "package_code", "requested_minutes", "limit_minutes", "technician", "absent_until"):
        setattr(row, name, getattr(decided.row, name))
    row.deadline, row.serving, row.at_risk = decided.row.deadline, decided.row.serving, decided.row.at_risk
    ticket.promised_day, ticket.deadline_at = decided.deadline.last_day, decided.deadline.expires_at
    ticket.promise = REACTION if decided.by_reaction else ""
    if ticket.clock_stopped_at is None:
        schedule(ticket, post.now, post.office.days_off)
    post.session.add_all((row, ticket))
    post.session.flush()
    _tell(post, ticket, row, by_customer=bool(number))
    return True


def number_said(new_text: str) -> str:
    """The first line of an answer when it is nothing but a length ("3 h", "około 3 godzin"); else ""."""
    first = next((line.strip() for line in new_text.split("\n") if line.strip()), "")
    return first if len(first) <= _SHORT and hours_asked(first) is not None else ""


def _with_number(details: Details, number: str) -> Details:
    return replace(details, time=Found(value=number, place=Place.BODY, rule="answer")) if number else details


def _tell(post: Post, ticket: Ticket, row: PackageOrder, *, by_customer: bool) -> None:
    account = accounts(post.session, post.office, ticket.nip, local_day(post.now)).of(row.package_code)
    last = staff_queries.last_customer_mail(post.session, ticket.id or 0, post.office.staff_addresses)
    contract = queries.binding(post.session, ticket.nip).reaction_days
    days = promised_days(ticket, reaction_days=contract or post.office.reaction_days)
    letter = letters.order_decided(
        facts.OrderDecided(
            cause=f"{post.cause}:order",
            recipient=Address(address=ticket.requester, name=ticket.requester_name),
            now=post.now,
            ticket_id=ticket.public_id,
            topic=ticket.topic,
            order=order_facts(post.session, post.office, row),
            promise=Promise(last_day=ticket.promised_day, days=days, working=not kept_by_closing(ticket)),
            package=balance_now(post.session, post.office, account) if account else None,
            answers=last.message_id if last else "",
            language=language_of(post.session.get(Contract, ticket.nip)),
        ),
        post.office.sender,
    )
    post.queue(letter, automatic=by_customer, part=":order", about_ticket=ticket.id)
