"""After day 14 an order that is not performed is compensated [13.10]: the offer, the one word, what follows.

The offer is frozen when it is made; the first clear word of somebody bound to the payer is taken, once, in the
transaction that records his mail. HOURS are added to the package at once. A correction is proposed to the managers:
money is theirs to give.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any

from sqlmodel import Session as Database
from sqlmodel import col, select

from worker.application.office import Office
from worker.application.open_orders import performed
from worker.application.packages.account import accounts
from worker.application.packages.facts import balance_now, of_quarters
from worker.application.packages.sale import net_of
from worker.application.post import Post, outbox_row
from worker.application.promise_clock import stop
from worker.domain.calendar import local_day
from worker.domain.case import Case
from worker.domain.message import Address
from worker.domain.packages.compensation import compensation
from worker.domain.self_service import Choice, read_choice
from worker.domain.thresholds import in_working_hours
from worker.domain.verdict import Reason
from worker.mail import letters
from worker.mail.letters.facts import Answered
from worker.mail.letters.facts import packages as facts
from worker.store import outbox, queries, staff_queries
from worker.store.billing_tables import CompensationChoice, OrderDecision, PackageOrder, SoldPackage
from worker.store.tables import Payer, Ticket, TicketState

_PROVEN = (Reason.ON_TICKET_BY_SIGNED_ID, Reason.ON_TICKET_BY_REPLY_ADDRESS)


def offer_compensations(session: Database, office: Office, now: datetime) -> int:
    """Offer what is owed for orders whose term has passed; how many. In working hours, each order once.

    An order of a payer whose service is stopped for overdue invoices [12.7] waits until it is resumed.
    """
    if not in_working_hours(now, days_off=office.days_off):
        return 0
    passed = session.exec(
        select(PackageOrder, Ticket)
        .join(Ticket, col(Ticket.id) == col(PackageOrder.ticket_id))
        .join(Payer, col(Payer.nip) == col(Ticket.nip))
        .where(col(Payer.suspended_at).is_(None))
        .where(PackageOrder.decision == OrderDecision.WITHIN.value, col(PackageOrder.offered_at).is_(None))
        .where(Ticket.deadline_at <= now, col(Ticket.clock_stopped_at).is_(None))
        .where(Ticket.state != TicketState.CLOSED.value)
        .order_by(col(Ticket.id))
    ).all()
    offered = 0
    for row, ticket in passed:
        row.offered_at = now
        row.offer = _owed(session, office, row, ticket, now) or {}
        session.add(row)
        if row.offer:
            _send_offer(session, office, row, ticket, now)
            offered += 1
    return offered


def choose(post: Post, case: Case, ticket: Ticket) -> None:
    """Take the customer's word, or say why it is not taken. Runs in the recording transaction."""
    row = post.session.get(PackageOrder, ticket.id)
    choice = read_choice(case.message.new_text)
    if row is None or choice is None:
        return
    bound = queries.binding(post.session, ticket.nip).has(case.author.address)
    how = case.thread.how if case.thread else None
    offer = offer_facts(post.session, post.office, row, ticket, post.now) if bound else None
    if not bound:
        _answer(post, case, ticket, facts.ChoiceAnswer.NOT_YOURS)
    elif not (case.message.authentication.aligned or how in _PROVEN or case.vouched):
        _answer(post, case, ticket, facts.ChoiceAnswer.UNPROVEN)
    elif row.choice:
        _answer(post, case, ticket, facts.ChoiceAnswer.ALREADY, offer=offer, chosen=row.choice, at=row.chosen_at)
    else:
        _apply(post, case, ticket, row, choice)


def offer_facts(
    session: Database, office: Office, row: PackageOrder, ticket: Ticket, now: datetime
) -> facts.Offer | None:
    """The frozen offer as letters print it, with the package as it stands now."""
    account = accounts(session, office, ticket.nip, local_day(now)).of(row.package_code)
    if account is None or not row.offer:
        return None
    return facts.Offer(
        ticket_id=ticket.public_id,
        topic=ticket.topic,
        last_day=ticket.promised_day,
        ordered=timedelta(minutes=row.requested_minutes or 0),
        unperformed=timedelta(minutes=row.offer["unperformed_minutes"]),
        net=Decimal(row.offer["net"]),
        vat=Decimal(row.offer["vat"]),
        added=of_quarters(row.offer["added"]),
        valid_until=date.fromisoformat(row.offer["valid_until"]),
        package=balance_now(session, office, account),
        taken=of_quarters(row.offer["refunded"]),
    )


def _owed(session: Database, office: Office, row: PackageOrder, ticket: Ticket, now: datetime) -> dict[str, Any] | None:
    """The compensation as JSON; None when the order was performed by the end of its term."""
    sold = session.get(SoldPackage, row.package_code)
    account = accounts(session, office, ticket.nip, local_day(now)).of(row.package_code)
    if sold is None or account is None or row.requested_minutes is None:
        return None
    found = compensation(
        account.package,
        net_of(session, office, sold),
        ordered=Decimal(row.requested_minutes) / 60,
        performed=Decimal(performed(session, office, ticket, before=ticket.deadline_at)) / 4,
        policy=office.policy,
    )
    if found is None:
        return None
    return {
        "unperformed_minutes": int((found.unperformed * 60).to_integral_value(ROUND_CEILING)),
        "net": str(found.refund.net),
        "vat": str(found.refund.vat),
        "refunded": account.package.balance - found.balance_after_refund,
        "added": found.added,
        "valid_until": found.valid_to.isoformat(),
    }


def _send_offer(session: Database, office: Office, row: PackageOrder, ticket: Ticket, now: datetime) -> None:
    offer = offer_facts(session, office, row, ticket, now)
    if offer is None:
        return
    last = staff_queries.last_customer_mail(session, ticket.id or 0, office.staff_addresses)
    letter = letters.compensation_offer(
        facts.Compensation(
            cause=f"compensation:{ticket.public_id}",
            recipient=Address(address=ticket.requester, name=ticket.requester_name),
            now=now,
            offer=offer,
            answers=last.message_id if last else "",
        ),
        office.sender,
    )
    queued = outbox_row(letter, cause=f"compensation:{ticket.public_id}", now=now)
    queued.ticket_id = ticket.id
    outbox.enqueue(session, queued)
    _tell_managers(session, office, ticket, offer, now, customer=ticket.requester)


def _apply(post: Post, case: Case, ticket: Ticket, row: PackageOrder, choice: Choice) -> None:
    session = post.session
    sold = session.get(SoldPackage, row.package_code)
    if sold is None:
        raise ValueError(f"package {row.package_code} is gone")
    row.choice, row.chosen_by, row.chosen_at = choice.value, case.author.address, post.now
    if choice is Choice.HOURS:
        sold.added_quarters += row.offer["added"]
        sold.extended_times += 1
    else:
        sold.refunded_quarters += row.offer["refunded"]
    stop(ticket, post.now)
    session.add_all((row, sold, ticket))
    session.flush()
    offer = offer_facts(session, post.office, row, ticket, post.now)
    post.notes.append({"compensation": CompensationChoice(choice.value).value, "package": row.package_code})
    _answer(post, case, ticket, facts.ChoiceAnswer(choice.value), offer=offer)
    if offer is not None:
        # what was promised stays; the package itself may have been extended by another order meanwhile
        offer = replace(offer, valid_until=offer.package.valid_until if choice is Choice.HOURS else offer.valid_until)
        _tell_managers(session, post.office, ticket, offer, post.now, customer=case.author.address, chosen=choice.value)


def _answer(
    post: Post,
    case: Case,
    ticket: Ticket,
    answer: facts.ChoiceAnswer,
    *,
    offer: facts.Offer | None = None,
    chosen: str = "",
    at: datetime | None = None,
) -> None:
    mail = Answered(
        cause=post.cause,
        author=case.author,
        received_at=post.entry.received_at,
        now=post.now,
        message_id=post.message.message_id,
        references=post.message.references,
    )
    post.notes.append({"choice": answer.value})
    letter = letters.compensation_choice(
        facts.Choice(mail=mail, ticket_id=ticket.public_id, answer=answer, offer=offer, chosen=chosen, at=at),
        post.office.sender,
    )
    post.queue(letter, automatic=True)


def _tell_managers(
    session: Database,
    office: Office,
    ticket: Ticket,
    offer: facts.Offer,
    now: datetime,
    *,
    customer: str,
    chosen: str = "",
) -> None:
    cause = f"compensation:{ticket.public_id}:{chosen or 'offered'}"
    for manager in office.managers:
        alert = facts.CompensationAlert(
            cause=cause,
            recipient=manager,
            now=now,
            nip=ticket.nip,
            payer=queries.binding(session, ticket.nip).name,
            offer=offer,
            customer=customer,
            chosen=chosen,
        )
        outbox.enqueue(session, outbox_row(letters.compensation_alert(alert, office.sender), cause=cause, now=now))
