"""Letters to the customer: the verdict on his mail as the facts of a confirmation or a checklist."""

from collections.abc import Mapping

from worker.application.help.guide import checklist, doubts_of
from worker.application.help.offer import help_along
from worker.application.insert.orders import pack_order_of
from worker.application.own_rates import own_rates
from worker.application.packages.account import accounts
from worker.application.packages.facts import balance_now, balances
from worker.application.packages.orders import order_facts
from worker.application.post import Post
from worker.application.promise_clock import kept_by_closing, promised_days
from worker.application.tariff import tariff_now
from worker.application.ticket_matter import matter_of, order_of, payment, service_of_ticket
from worker.application.ticket_news import news
from worker.domain.calendar import Deadline, local_day
from worker.domain.case import Case, IncompleteFacts
from worker.domain.details import REQUIRED, RequestKind
from worker.domain.found import Detail, Details
from worker.domain.verdict import Confirm, Kind, Reject
from worker.mail import letters
from worker.mail.compose import is_mailbox
from worker.mail.letters import facts
from worker.store import queries
from worker.store.billing_tables import Contract, PackageOrder
from worker.store.tables import IncompleteReport, Ticket

# what a checklist asks for besides the NIP
_ASKED: Mapping[facts.Matter, tuple[Detail, ...]] = {
    facts.Matter.POINTS_ORDER: (),
    facts.Matter.PACKAGE_ORDER: REQUIRED[RequestKind.PACKAGE_ORDER],
}


def confirm(post: Post, verdict: Confirm, case: Case, ticket: Ticket, deadline: Deadline) -> None:
    """The confirmation to the customer [1.2, 1.4] and the news to the technicians' queue."""
    matter = matter_of(verdict.kind)
    order = order_of(post, ticket)
    promise = _promise(post, ticket, deadline)
    own = own_rates(post.session.get(Contract, verdict.nip)) if ticket.verified and verdict.nip else ()
    tariff = tariff_now(verdict.details.service, post.now, post.office.policy, own=own)
    report = _whole_report(post, verdict)
    articles = help_along(post, verdict, ticket, report)
    news(post, ticket, facts.TicketEvent.NEW, text=report)
    if not _answerable(post):
        return
    package, other_packages = _packages(post, ticket, order)
    post.queue(
        letters.confirmation(
            facts.Confirmation(
                mail=post.answered(topic=verdict.topic, echo=_echo(post, case)),
                ticket_id=ticket.public_id,
                matter=matter,
                promise=promise,
                details=verdict.details,
                nip=verdict.nip,
                payer_unverified=not ticket.verified,
                first_received_at=ticket.received_at if verdict.completes is not None else None,
                tariff=tariff,
                # a stranger who types somebody's NIP must not learn what that company owes
                payment=payment(post, ticket) if ticket.verified else facts.Payment.CLEAR,
                attachments=post.message.attachments,
                articles=articles,
                pack=pack_order_of(post.session, ticket) if verdict.kind is Kind.POINTS_ORDER else None,
                checklist=checklist(post.session, post.office, ticket, doubts=doubts_of(post, ticket)),
                package=package,
                other_packages=other_packages,
                order=order_facts(post.session, post.office, order) if order else None,
            ),
            post.office.sender,
        ),
        automatic=True,
        details=verdict.details,
    )


def _packages(
    post: Post, ticket: Ticket, order: PackageOrder | None
) -> tuple[facts.PackageBalance | None, tuple[facts.PackageBalance, ...]]:
    """What the payer's packages hold: only for somebody who is bound to him; an order shows the one it draws on."""
    if not ticket.verified or ticket.kind == Kind.COMPLAINT.value:
        return None, ()
    if order is not None:
        found = accounts(post.session, post.office, ticket.nip, local_day(post.now)).of(order.package_code)
        return (balance_now(post.session, post.office, found) if found else None), ()
    return balances(post.session, post.office, ticket.nip, service_of_ticket(ticket), local_day(post.now))


def _whole_report(post: Post, verdict: Confirm) -> str:
    """The text of the mail, under the earlier mails or the notes of a call that it completes."""
    report = post.session.get(IncompleteReport, verdict.completes) if verdict.completes is not None else None
    return "\n\n".join(part for part in (report.text if report else "", post.message.new_text) if part)


def reject(post: Post, verdict: Reject, case: Case) -> None:
    """The checklist to the customer [1.5]."""
    matter = matter_of(verdict.kind)
    checklist = tuple(
        facts.Checked(detail=detail, found=_value(verdict.details, detail, verdict.nip))
        for detail in (Detail.NIP, *_ASKED.get(matter, REQUIRED[RequestKind.REPORT]))
        if detail in post.office.required
    )
    pending = case.pending
    if not _answerable(post):
        return
    post.queue(
        letters.rejection(
            facts.Rejection(
                mail=post.answered(topic=verdict.topic, echo=_echo(post, case)),
                checklist=checklist,
                matter=matter,
                nip=verdict.nip,
                nip_hint=_nip_hint(verdict, case),
                first_received_at=pending.first_received_at if pending else None,
                nothing_new=pending is not None
                and all((row.found is None) == _was_missing(pending, row.detail) for row in checklist),
            ),
            post.office.sender,
        ),
        automatic=True,
        missing=verdict.missing,
        details=verdict.details,
    )


def _was_missing(pending: IncompleteFacts, detail: Detail) -> bool:
    return _value(pending.details, detail, pending.nip) is None


def _answerable(post: Post) -> bool:
    """Whether a letter can be addressed to the author at all; if not, the ledger says so."""
    author = post.message.author
    if author is not None and is_mailbox(author.address):
        return True
    post.notes.append({"unanswerable": author.address if author else ""})
    return False


def _echo(post: Post, case: Case) -> bool:
    """Whether the sender's own words may be repeated to him: authenticated, or somebody we know."""
    if post.message.authentication.aligned or case.known_nips or case.vouched:
        return True
    return queries.binding(post.session, case.subject.nip).has(case.author.address)


def _promise(post: Post, ticket: Ticket, deadline: Deadline) -> facts.Promise:
    working = not kept_by_closing(ticket)
    contract = queries.binding(post.session, ticket.nip).reaction_days if working and ticket.verified else None
    return facts.Promise(
        last_day=deadline.last_day,
        days=promised_days(ticket, reaction_days=contract or post.office.reaction_days),
        working=working,
        skipped=tuple(
            facts.SkippedDay(day=one.day, reason=one.reason.value, name=one.name) for one in deadline.skipped
        ),
        contract=contract is not None,
    )


def _value(details: Details, detail: Detail, nip: str) -> str | None:
    if detail is Detail.NIP:
        return nip or None
    found = [details.phone, details.email] if detail is Detail.CONTACT else [getattr(details, detail.value)]
    values = [one.value for one in found if one is not None]
    return ", ".join(values) or None


def _nip_hint(verdict: Reject, case: Case) -> facts.NipHint | None:
    if verdict.nip_problem is None:
        return None
    return facts.NipHint(
        problem=verdict.nip_problem,
        seen=case.subject.written,
        candidates=tuple(facts.NipCandidate(nip=one, earlier=one in case.known_nips) for one in verdict.nip_candidates),
    )
