"""What we were told about wallets: written down, read as an account, shown as facts of letters."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session, col, select

from worker.application.office import Office
from worker.domain.insert.account import Account, account
from worker.domain.insert.advice import Advice, advise
from worker.domain.insert.entries import WalletSaid, WalletWord
from worker.mail.letters import facts
from worker.store.insert_tables import WalletEntry
from worker.store.tables import Payer
from worker.terms.insert_packs import Pack

_ROWS = 15


def as_rows(
    session: Session, nip: str, said: Iterable[WalletSaid], *, ledger_id: int, by: str, now: datetime
) -> list[WalletEntry]:
    """New entries, not yet added; the payer they need is there afterwards."""
    if session.get(Payer, nip) is None:
        session.add(Payer(nip=nip))
        session.flush()  # the entries' foreign key needs it, and nothing else orders the two
    return [
        WalletEntry(
            nip=nip,
            ledger_id=ledger_id,
            word=one.word.value,
            day=one.day,
            points=one.points,
            program=one.program,
            valid_to=one.valid_to,
            op=one.op,
            count=one.count,
            told_by=by,
            told_at=now,
        )
        for one in said
    ]


def entries(session: Session, nip: str) -> Sequence[WalletEntry]:
    """What counts about a payer's wallet, in the order it was told."""
    query = select(WalletEntry).where(WalletEntry.nip == nip, col(WalletEntry.undone_at).is_(None))
    return session.exec(query.order_by(col(WalletEntry.id))).all()


def all_accounts(session: Session, office: Office, day: date) -> dict[str, Account]:
    """Every payer's wallet on a day, in one question to the database."""
    query = select(WalletEntry).where(col(WalletEntry.undone_at).is_(None)).order_by(col(WalletEntry.id))
    said: dict[str, list[WalletSaid]] = {}
    for row in session.exec(query):
        said.setdefault(row.nip, []).append(_said(row))
    return {nip: account(told, day, office.policy) for nip, told in sorted(said.items())}


def account_of(session: Session, office: Office, nip: str, day: date) -> Account:
    """The payer's wallet on a day."""
    return account([_said(row) for row in entries(session, nip)], day, office.policy)


def shown(known: Account, office: Office) -> facts.WalletShown:
    """The account as letters show it."""
    wallet = known.wallet
    return facts.WalletShown(
        day=known.day,
        balance=wallet.balance,
        state=known.state,
        valid_to=wallet.valid_to,
        grace_to=wallet.grace_to,
        lost=known.lost or (known.history[-1].outcome.lost if known.history else Decimal(0)),
        lasts=known.lasts,
        restores=office.policy.wallet_points_in_grace == "restore",
    )


def rows_of(known: Account) -> tuple[tuple[facts.WalletRow, ...], int]:
    """The history, newest first, and how many older rows were left out."""
    rows = tuple(
        facts.WalletRow(
            said=one.said,
            balance=one.outcome.wallet.balance,
            cost=one.outcome.cost,
            free=one.outcome.free_points,
            lost=one.outcome.lost,
            refusal=one.outcome.refusal,
        )
        for one in reversed(known.history)
    )
    return rows[:_ROWS], max(len(rows) - _ROWS, 0)


def advice_of(known: Account, packs: Sequence[Pack]) -> Advice | None:
    """The pack to buy; None when nobody told how many documents there are."""
    return advise(known.monthly, known.wallet.balance, packs, known.day, known.rate)


def _said(row: WalletEntry) -> WalletSaid:
    return WalletSaid(
        word=WalletWord(row.word),
        day=row.day,
        points=row.points,
        program=row.program,
        valid_to=row.valid_to,
        op=row.op,
        count=row.count,
    )
