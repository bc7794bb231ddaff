"""Questions by subject: STAN PAKIETU, MOJE ZGŁOSZENIA, PROTOKÓŁ 2026-10, answered by the program itself.

Answered is only who is bound to the payer, and only to his own address. Everybody else gets one letter that is the
same whatever he asked and whomever he named, so nobody learns who is a customer; it opens no ticket and needs nobody.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sqlmodel import Session as Database
from sqlmodel import col, or_, select

from worker.application import drafts
from worker.application.billing.letter import cause_of
from worker.application.billing.month_facts import period_of
from worker.application.billing.payees import payees
from worker.application.billing.settle import settle
from worker.application.document_files import is_protocol
from worker.application.open_orders import with_open_orders
from worker.application.packages.account import accounts_of, month_so_far
from worker.application.packages.facts import balance, of_quarters
from worker.application.post import Post
from worker.application.ticket_rows import ticket_row
from worker.documents import MonthDocument
from worker.domain.calendar import add_months, local_day
from worker.domain.case import Case
from worker.domain.packages.account import PackageAccount, PackageState, Promised, Share, Window
from worker.domain.self_service import Asked
from worker.domain.verdict import Answer
from worker.mail import letters
from worker.mail.compose import File
from worker.mail.letters import Letter
from worker.mail.letters.facts import Answered
from worker.mail.letters.facts import packages as facts
from worker.mail.sent_files import files_of_letter
from worker.store.billing_tables import Bill
from worker.store.tables import OutboxLetter, Participant, Payer, Ticket, TicketState

_PAYERS = 20  # of an accounting office, in one letter about packages
_MONTHS = 3  # payers whose protocols go in one letter; of more the sender is asked which
_TICKETS = 30
_CLOSED_LATELY = timedelta(days=30)
_EXPIRED_LATELY = timedelta(days=60)


def answer(post: Post, verdict: Answer, case: Case) -> None:
    """The one letter that answers a question by subject."""
    mail = post.answered(echo=bool(verdict.payers))
    post.notes.append({"asked": verdict.request.asked.value, "payers": list(verdict.payers)})
    post.queue(_letter(post, verdict, mail), automatic=True, may_repeat=True)


def _letter(post: Post, verdict: Answer, mail: Answered) -> Letter:
    sender, request = post.office.sender, verdict.request
    if not verdict.payers:
        return letters.not_bound(facts.NotBound(mail=mail), sender)
    match request.asked:
        case Asked.PACKAGES:
            return letters.packages_answer(_packages(post, verdict.payers, mail), sender)
        case Asked.TICKETS:
            return letters.tickets_answer(_tickets(post, mail), sender)
        case Asked.PROTOCOL:
            return letters.protocol_answer(_protocol(post, verdict.payers, request.month, mail), sender)


# --- STAN PAKIETU ---


def _packages(post: Post, nips: tuple[str, ...], mail: Answered) -> facts.PackagesAnswer:
    day = local_day(post.now)
    found = accounts_of(post.session, post.office, nips[:_PAYERS], day)
    return facts.PackagesAnswer(
        mail=mail,
        day=day,
        answers_to=next(iter(post.office.managers), None),
        payers=tuple(
            facts.PayerCard(
                nip=nip,
                name=_name(post.session, nip),
                accounts=tuple(
                    account_card(with_open_orders(post.session, post.office, one))
                    for one in known.packages
                    if _worth_showing(one)
                ),
            )
            for nip, known in found.items()
        ),
    )


def _worth_showing(account: PackageAccount) -> bool:
    return account.state is not PackageState.EXPIRED or account.valid_to > account.day - _EXPIRED_LATELY


def account_card(account: PackageAccount) -> facts.AccountCard:
    """A package in full."""
    held = account.package.full_quarters
    used = held - account.package.balance
    return facts.AccountCard(
        package=balance(account),
        state=facts.AccountState(account.state.value),
        start=account.package.start,
        held=of_quarters(held),
        used=of_quarters(used),
        percent=round(100 * used / held) if held else 0,
        windows=tuple(_window(one, account.day) for one in account.windows or (account.window,) if one is not None),
        orders=_orders(account.promised) if account.promised else None,
    )


def _orders(promised: Promised) -> facts.OrdersOfPackage:
    return facts.OrdersOfPackage(
        waiting=_share(promised.waiting),
        free=_share(promised.free),
        free_with_right=_share(promised.free_with_right),
        without_right=of_quarters(promised.without_right),
    )


def _share(share: Share) -> facts.ShareOfPackage:
    return facts.ShareOfPackage(
        total=of_quarters(share.total),
        now=of_quarters(share.now),
        later=of_quarters(share.later),
        later_from=share.later_from,
        never=of_quarters(share.never),
    )


def _window(window: Window, day: date) -> facts.WindowRow:
    return facts.WindowRow(
        first=window.first,
        last=window.last,
        limit=of_quarters(window.limit),
        used=of_quarters(window.used),
        free=of_quarters(window.free),
        now=window.first <= day <= window.last,
        reserved=of_quarters(window.reserved),
    )


# --- MOJE ZGŁOSZENIA ---


def _tickets(post: Post, mail: Answered) -> facts.TicketsAnswer:
    session, address = post.session, mail.author.address
    joined = select(Participant.ticket_id).where(Participant.address == address)
    mine = select(Ticket).where(or_(Ticket.requester == address, col(Ticket.id).in_(joined)))
    mine = mine.where(col(Ticket.merged_into_id).is_(None))
    running = session.exec(
        mine.where(Ticket.state != TicketState.CLOSED.value).order_by(col(Ticket.deadline_at), col(Ticket.id))
    ).all()
    closed = session.exec(
        mine.where(Ticket.state == TicketState.CLOSED.value, col(Ticket.closed_at) > post.now - _CLOSED_LATELY)
        .order_by(col(Ticket.closed_at).desc())
        .limit(_TICKETS)
    ).all()
    today = local_day(post.now)
    return facts.TicketsAnswer(
        mail=mail,
        open=tuple(ticket_row(session, post.office, one, today) for one in running[:_TICKETS]),
        closed=tuple(ticket_row(session, post.office, one, today) for one in closed),
        more=max(len(running) - _TICKETS, 0),
    )


# --- PROTOKÓŁ ---


def _protocol(post: Post, nips: tuple[str, ...], month: date | None, mail: Answered) -> facts.ProtocolAnswer:
    today = local_day(post.now)
    last = add_months(today.replace(day=1), -1)
    if month is None:
        written: tuple[str, ...] = (f"PROTOKÓŁ {period_of(last)}", f"PROTOKÓŁ {period_of(today)}")
        return facts.ProtocolAnswer(mail=mail, month=None, examples=written)
    if month > today:
        return facts.ProtocolAnswer(mail=mail, month=month, future=True)
    if len(nips) > _MONTHS:
        written = tuple(f"[{nip}] PROTOKÓŁ {period_of(month)}" for nip in nips[:_PAYERS])
        return facts.ProtocolAnswer(mail=mail, month=month, examples=written)
    found = [_month(post, nip, month, today) for nip in nips]
    made = iter(drafts.files_of(post.made, [one for _, one in found if isinstance(one, MonthDocument)]))
    files = [next(made) if isinstance(one, MonthDocument) else one for _, one in found]
    payers = tuple(card for card, _ in found)
    return facts.ProtocolAnswer(
        mail=mail, month=month, payers=payers, files=tuple(file for own in files for file in own)
    )


def _month(post: Post, nip: str, month: date, today: date) -> tuple[facts.MonthCard, tuple[File, ...] | MonthDocument]:
    """What is said of the month, and its protocol: as it was sent, or the document that is to be made."""
    name = _name(post.session, nip)
    bill = post.session.exec(
        select(Bill).where(Bill.nip == nip, Bill.month == period_of(month)).order_by(col(Bill.version).desc())
    ).first()
    if bill is not None and (files := _as_sent(post.session, bill)):
        invoice = bill.settled.get("statement") or {}
        net = Decimal(invoice["net"]) if invoice else Decimal(0)
        return facts.MonthCard(nip=nip, name=name, version=bill.version, net=net), files
    gathered = month_so_far(post.session, post.office, nip, month, today=today)
    settled = settle(post.office, gathered, payees(post.session, [nip], period_of(month))[nip])
    if gathered.is_empty or settled.document is None:
        return facts.MonthCard(nip=nip, name=name, empty=True), ()
    document = replace(settled.document, draft_of=None if bill else today, version=bill.version if bill else 1)
    statement = document.statement
    net = statement.invoice.amount.net if statement.invoice else Decimal(0)
    return facts.MonthCard(nip=nip, name=name, draft=bill is None, net=net), document


def _as_sent(session: Database, bill: Bill) -> tuple[File, ...]:
    """The protocol of a bill out of its own letter; nothing when none could be sent."""
    letter = session.exec(
        select(OutboxLetter)
        .where(OutboxLetter.cause == cause_of(bill.nip, bill.month, bill.version))
        .where(OutboxLetter.kind == "customer-billing")
        .order_by(col(OutboxLetter.id))
    ).first()
    if letter is None:
        return ()
    return tuple(one for one in files_of_letter(letter.raw) if is_protocol(one))


def _name(session: Database, nip: str) -> str:
    payer = session.get(Payer, nip)
    return payer.name if payer is not None else ""
