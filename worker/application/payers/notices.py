"""The notice of overdue invoices with the final day to pay [12.7]: on a manager's word, each invoice once."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session, select

from worker.application.billing.payees import payees
from worker.application.office import Office
from worker.application.payers.claims import Debtor, debtor
from worker.application.post import outbox_row
from worker.documents.wording import account as account_in_groups
from worker.domain.billing.overdue import final_day
from worker.domain.calendar import local_day
from worker.domain.message import Address
from worker.mail import letters
from worker.mail.letters import facts
from worker.store import outbox
from worker.store.billing_tables import OverdueNotice
from worker.store.engine import take_turn
from worker.terms.phrases import Language


class Refusal(StrEnum):
    """Why no notice is written."""

    NOTHING_OVERDUE = "nothing-overdue"
    NOTICED_ALREADY = "noticed-already"
    NOBODY_TO_WRITE_TO = "nobody-to-write-to"
    PAST_DAY = "past-day"


class NoticeRefusedError(ValueError):
    """No notice can be written; ``refusal`` says why."""

    def __init__(self, refusal: Refusal, found: Debtor | None = None) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.debtor = found


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A notice ready to leave: to whom, until when, and the letters."""

    debtor: Debtor
    until: date
    recipients: tuple[Address, ...]
    letters: tuple[letters.Letter, ...]


def write_notice(
    session: Session, office: Office, nip: str, *, until: date | None, by: Address, now: datetime
) -> Notice:
    """The notice for one payer; nothing is stored. ``until`` None: the days of the settings.

    ``by`` is the manager who sends it; the customer's answer goes to him. Raises NoticeRefusedError. Takes the turn
    first (docs/adr/0017): what nobody has been told of now is still so when ``send_notice`` writes it down.
    """
    take_turn(session.connection())
    today = local_day(now)
    found = debtor(session, nip, today, office.policy)
    if found is None or not found.owed:
        raise NoticeRefusedError(Refusal.NOTHING_OVERDUE, found)
    if not found.unnoticed:
        raise NoticeRefusedError(Refusal.NOTICED_ALREADY, found)
    last = until or final_day(today, office.final_payment_days, office.policy)
    if last <= today:
        raise NoticeRefusedError(Refusal.PAST_DAY, found)
    payee = payees(session, [nip], "")[nip]
    recipients = payee.recipients
    if not recipients:
        raise NoticeRefusedError(Refusal.NOBODY_TO_WRITE_TO, found)
    written = tuple(
        letters.overdue(_facts(found, office, recipient, recipients, last, by, now, payee.language), office.sender)
        for recipient in recipients
    )
    return Notice(debtor=found, until=last, recipients=recipients, letters=written)


def send_notice(session: Session, notice: Notice, *, by: str, now: datetime) -> None:
    """Put the letters into the outbox and remember what they named, in the caller's transaction."""
    found = notice.debtor
    for letter in notice.letters:
        outbox.enqueue(session, outbox_row(letter, cause=_cause(found), now=now))
    for one in found.unnoticed:
        session.add(
            OverdueNotice(
                invoice_number=one.number,
                nip=found.nip,
                amount=one.left,
                final_day=notice.until,
                noticed_at=now,
                noticed_by=by,
            )
        )
    for earlier in session.exec(select(OverdueNotice).where(OverdueNotice.nip == found.nip)):
        earlier.final_day = notice.until  # the last letter counts
        session.add(earlier)


def _cause(found: Debtor) -> str:
    """The invoices named for the first time: their notice happens once."""
    return f"overdue:{found.nip}:{'+'.join(one.number for one in found.unnoticed)}"


def _facts(
    found: Debtor,
    office: Office,
    recipient: Address,
    everybody: tuple[Address, ...],
    until: date,
    by: Address,
    now: datetime,
    language: Language,
) -> facts.Overdue:
    bank = office.company.account
    return facts.Overdue(
        cause=_cause(found),
        recipient=recipient,
        to=everybody,
        now=now,
        payer=found.name,
        nip=found.nip,
        until=until,
        answers_to=by,
        invoices=tuple(
            facts.OverdueInvoice(
                number=one.number,
                ksef_number=found.ksef.get(one.number, ""),
                issued=found.issued[one.number],
                due=one.due,
                days=one.days,
                gross=one.gross,
                left=one.left,
                corrects=found.corrects.get(one.number, ""),
                credited_by=found.credited.get(one.number, ()),
            )
            for one in found.owed
        ),
        total=found.total,
        account=account_in_groups(bank.number) if bank else "",
        bank=bank.bank if bank else "",
        language=language,
    )
