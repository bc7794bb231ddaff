"""Mails in hand: written down before they are parsed, struck out in the transaction that records them.

What still stands there at the next start was being worked on when the worker died. Such mails are taken one at a
time and read by the confined reader; one that was in hand at three deaths is not touched again but quarantined. A
worker that lives on after a failed poll (the database was away) puts its mails down again: that was no death. One that
cannot wait for that (PostgreSQL was started anew meanwhile) leaves marks that count none either (``store.lease``).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from worker.application.offered import Offered
from worker.store.engine import reading, transaction
from worker.store.tables import InHand

Mark = tuple[int, int]
"""UIDVALIDITY and UID of one mail."""


@dataclass
class Unfinished:
    """The marks of one mailbox; ``look`` comes first. ``in_hand``: those this poll has made and not struck out."""

    engine: Engine
    mailbox: str
    in_hand: set[Mark] = field(default_factory=set, init=False)
    _uidvalidity: int = field(default=0, init=False)
    _left: dict[int, int] = field(default_factory=dict, init=False)

    def look(self, uidvalidity: int) -> None:
        """Read what was left behind under this UIDVALIDITY."""
        self._uidvalidity = uidvalidity
        with reading(self.engine) as session:
            rows = session.exec(select(InHand).where(InHand.mailbox == self.mailbox, InHand.uidvalidity == uidvalidity))
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
                row = row or InHand(mailbox=self.mailbox, uidvalidity=self._uidvalidity, uid=uid, attempts=0)
                row.attempts += 1
                session.add(row)
        self.in_hand.update((self._uidvalidity, uid) for uid in lot)
        return suspects

    def put_down(self, session: Session, marks: Collection[Mark]) -> None:
        """Take back one try of each: its poll failed, but its worker lives."""
        for uidvalidity, uid in marks:
            row = self._row(session, uid, uidvalidity)
            if row is not None and row.attempts > 1:
                row.attempts -= 1
                session.add(row)
            elif row is not None:
                session.delete(row)

    def _row(self, session: Session, uid: int, uidvalidity: int | None = None) -> InHand | None:
        numbering = self._uidvalidity if uidvalidity is None else uidvalidity
        return session.exec(
            select(InHand).where(InHand.mailbox == self.mailbox, InHand.uidvalidity == numbering, InHand.uid == uid)
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
