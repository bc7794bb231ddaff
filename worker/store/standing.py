"""How things stand, in numbers: what waits, and who works."""

from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from worker.store.tables import InHand, Lease, LedgerEntry, OutboxLetter, OutboxState, Outcome

_OVER = (OutboxState.SENT.value, OutboxState.FAILED.value)
_WAITING = (Outcome.SHUNTED.value, Outcome.QUARANTINE.value)


def standing(session: Session, lease: str) -> dict[str, Any]:
    """Who has the lease and when he looked (UTC), mails in hand or waiting for a person, letters not gone yet."""
    held = session.get(Lease, lease)
    letters = session.exec(
        select(OutboxLetter.state, func.count())
        .where(col(OutboxLetter.state).not_in(_OVER))
        .group_by(OutboxLetter.state)
    )
    mails = session.exec(
        select(LedgerEntry.outcome, func.count())
        .where(col(LedgerEntry.outcome).in_(_WAITING))
        .group_by(LedgerEntry.outcome)
    )
    return {
        "holder": held.holder if held else "",
        "polled_at": held.polled_at.isoformat() if held and held.polled_at else "",
        "in_hand": session.exec(select(func.count()).select_from(InHand)).one(),
        "mails": dict(mails.all()),
        "letters": dict(letters.all()),
    }
