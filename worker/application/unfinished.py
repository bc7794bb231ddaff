"""Mails in hand: written down before they are parsed, struck out in the transaction that records them.

What still stands there at the next start was being worked on when the worker died. Such mails are taken one at a
time and read by the confined reader; one that was in hand at three deaths is not touched again but quarantined.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from worker.application.record import Offered
from worker.store.engine import reading, transaction
from worker.store.tables import InHand


@dataclass
class Unfinished:
    """The marks of one mailbox under one UIDVALIDITY."""

    engine: Engine
    mailbox: str
    uidvalidity: int
    _left: dict[int, int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        with reading(self.engine) as session:
            rows = session.exec(
                select(InHand).where(InHand.mailbox == self.mailbox, InHand.uidvalidity == self.uidvalidity)
            )
            self._left = {row.uid: row.attempts for row in rows}

    def lots(
        self, uids: Sequence[int], weights: Mapping[int, int], *, most: int, most_bytes: int
    ) -> Iterator[list[int]]:
        """``uids`` in lots of at most ``most`` mails and ``most_bytes`` (or one larger mail), in order.

        A mail somebody died over is a lot of its own, and comes last.
        """
        lot: list[int] = []
        weight = 0
        for uid in uids:
            if uid in self._left:
                continue
            mine = weights.get(uid, 0)
            if lot and (len(lot) >= most or weight + mine > most_bytes):
                yield lot
                lot, weight = [], 0
            lot.append(uid)
            weight += mine
        if lot:
            yield lot
        for uid in uids:
            if uid in self._left:
                yield [uid]

    def take(self, lot: Sequence[int]) -> dict[int, int]:
        """Mark a lot as in hand, committed. Returns those that were in hand before, with the number of deaths."""
        suspects = {uid: self._left[uid] for uid in lot if uid in self._left}
        with transaction(self.engine) as session:
            for uid in lot:
                row = self._row(session, uid) if uid in suspects else None
                row = row or InHand(mailbox=self.mailbox, uidvalidity=self.uidvalidity, uid=uid, attempts=0)
                row.attempts += 1
                session.add(row)
        return suspects

    def _row(self, session: Session, uid: int) -> InHand | None:
        return session.exec(
            select(InHand).where(
                InHand.mailbox == self.mailbox, InHand.uidvalidity == self.uidvalidity, InHand.uid == uid
            )
        ).first()

    @staticmethod
    def forget(session: Session, offered: Sequence[Offered]) -> None:
        """Strike mails of one mailbox out, in the transaction that records them."""
        if offered:
            session.exec(
                delete(InHand).where(
                    col(InHand.mailbox) == offered[0].mailbox,
                    col(InHand.uidvalidity) == offered[0].uidvalidity,
                    col(InHand.uid).in_([one.uid for one in offered]),
                )
            )
