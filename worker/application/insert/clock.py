"""The wallet's clock: letters 30 and 7 days before its end, on the first day of the grace and 7 days before that ends.

Each goes once per wallet and end, to the addresses bound to the payer and to nobody else; of letters that fell due
together only the most urgent leaves. Low points are told once for each refill.
"""

from datetime import datetime, time

from sqlmodel import Session, col, select

from worker.application.insert import book
from worker.application.office import Office
from worker.application.post import outbox_row
from worker.domain.calendar import WARSAW, local_day
from worker.domain.insert.account import Account
from worker.domain.insert.notices import Due, Notice, due
from worker.domain.message import Address
from worker.mail import letters
from worker.mail.compose import is_mailbox
from worker.mail.letters import facts
from worker.store import outbox
from worker.store.insert_tables import WalletNotice
from worker.store.tables import Contact, Payer

FROM, UNTIL = time(8), time(20)


def watch_wallets(session: Session, office: Office, now: datetime) -> int:
    """Write the letters that are due today; how many. Runs in the caller's transaction."""
    if not FROM <= now.astimezone(WARSAW).time() < UNTIL:
        return 0
    known = book.all_accounts(session, office, local_day(now))
    return sum(_watch(session, office, nip, one, now) for nip, one in known.items())


def _watch(session: Session, office: Office, nip: str, known: Account, now: datetime) -> int:
    reached = due(known, office.low_days)
    if not reached:
        return 0
    told = set(session.exec(select(WalletNotice.notice, WalletNotice.about).where(WalletNotice.nip == nip)))
    fresh = [one for one in reached if (one.notice.value, one.about) not in told]
    people = _bound(session, nip) if fresh else ()
    if not people:  # nobody to write to yet: whoever is bound later is still told
        return 0
    for one in fresh:
        session.add(WalletNotice(nip=nip, notice=one.notice.value, about=one.about, told_at=now))
    session.flush()
    validity = [one for one in fresh if one.notice is not Notice.LOW]
    return sum(_write(session, office, nip, known, one, people, now) for one in (*validity[-1:], *_low(fresh)))


def _low(fresh: list[Due]) -> list[Due]:
    return [one for one in fresh if one.notice is Notice.LOW]


def _write(
    session: Session, office: Office, nip: str, known: Account, one: Due, people: tuple[Address, ...], now: datetime
) -> int:
    payer = session.get(Payer, nip)
    cause = f"wallet:{nip}:{one.notice.value}:{one.about}"
    written = 0
    for person in people:
        notice = facts.WalletNotice(
            cause=cause,
            recipient=person,
            now=now,
            notice=one.notice,
            nip=nip,
            payer=payer.name if payer else "",
            wallet=book.shown(known, office),
            advice=book.advice_of(known, office.packs),
        )
        letter = letters.wallet_notice(notice, office.sender)
        written += outbox.enqueue(session, outbox_row(letter, cause=cause, now=now))
    return written


def _bound(session: Session, nip: str) -> tuple[Address, ...]:
    contacts = session.exec(select(Contact).where(Contact.nip == nip).order_by(col(Contact.address)))
    return tuple(Address(address=one.address, name=one.name) for one in contacts if is_mailbox(one.address))
