"""The life of a letter in the outbox. Allowed moves:

    queued ----> inflight ----> unknown ----> sent
       ^            |  |           |  \\--> deferred ----> inflight …
       '--orphan----'  '-----------'------> failed

    held ----> queued        a person lets a letter go that a flood brake kept back

``inflight`` is committed before the server is spoken to, ``unknown`` before DATA begins: whatever kills the worker,
the next one knows whether the letter can have been accepted. In doubt the same bytes go again under the same
Message-ID, so that the receiving side can see the repeat. Only ``worker.application.delivery`` sends and moves letters;
``release`` is a person's word.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import bindparam, func, or_, update
from sqlmodel import Session, col, select

from worker.store.rows import AS_BYTES
from worker.store.tables import OutboxLetter, OutboxState

LONGEST_DELAY = timedelta(hours=4)
"""How far a letter is put off at most between two attempts."""
_WAITING = (OutboxState.QUEUED.value, OutboxState.DEFERRED.value, OutboxState.UNKNOWN.value)


def enqueue(session: Session, letter: OutboxLetter) -> bool:
    """Add a letter unless its (cause, kind, recipient) is there already; says whether it was added."""
    there = session.exec(
        select(OutboxLetter.id).where(
            OutboxLetter.cause == letter.cause,
            OutboxLetter.kind == letter.kind,
            OutboxLetter.recipient == letter.recipient,
        )
    ).first()
    if there is not None:
        return False
    session.add(letter)
    return True


def claim_due(
    session: Session, *, token: int, now: datetime, limit: int, most_bytes: int = 2**63
) -> Sequence[OutboxLetter]:
    """Up to ``limit`` letters of ``most_bytes`` together that are due, oldest first, now ``inflight`` and ours.

    A letter that is larger alone is claimed alone. A wall clock that was set back (a virtual machine after its start)
    holds nothing up: what was never tried is due whatever its row says, and so is what would wait longer than we ever
    put a letter off.
    """
    weights = session.exec(_DUE, params={"now": now, "never": now + LONGEST_DELAY, "most": limit}).all()
    total = 0
    fit: list[int | None] = []
    for letter_id, size in weights:
        total += size
        if fit and total > most_bytes:
            break
        fit.append(letter_id)
    letters = session.exec(_CLAIMED, params={"ids": fit}).all() if fit else []
    for letter in letters:
        letter.state = OutboxState.INFLIGHT.value
        letter.claimed_by = token
        letter.attempts += 1
        session.add(letter)
    return letters


_DUE = (
    select(OutboxLetter.id, func.length(OutboxLetter.raw))
    .where(
        col(OutboxLetter.state).in_(_WAITING),
        or_(
            col(OutboxLetter.due_at) <= bindparam("now"),
            col(OutboxLetter.due_at) > bindparam("never"),
            col(OutboxLetter.state) == OutboxState.QUEUED.value,
        ),
    )
    .order_by(col(OutboxLetter.due_at), col(OutboxLetter.id))
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CLAIMED = (
    select(OutboxLetter)
    .where(col(OutboxLetter.id).in_(bindparam("ids", expanding=True)))
    .order_by(col(OutboxLetter.due_at), col(OutboxLetter.id))
    .execution_options(**AS_BYTES)
)


def free_orphans(session: Session) -> int:
    """Letters that were claimed, but whose transmission never began, go back to the queue; how many.

    Called by the only holder of the lease before it claims anything, so whatever is ``inflight`` was left behind by
    a dead worker or an aborted run.
    """
    orphans = session.exec(select(OutboxLetter).where(OutboxLetter.state == OutboxState.INFLIGHT.value)).all()
    for letter in orphans:
        letter.state = OutboxState.QUEUED.value
        letter.claimed_by = None
        session.add(letter)
    return len(orphans)


def release(session: Session, letter_id: int, *, now: datetime) -> bool:
    """Queue a held letter; says whether it was held."""
    released = session.exec(
        update(OutboxLetter)
        .where(col(OutboxLetter.id) == letter_id, col(OutboxLetter.state) == OutboxState.HELD.value)
        .values(state=OutboxState.QUEUED.value, due_at=now)
        .returning(col(OutboxLetter.id))
    )
    return released.first() is not None


Move = tuple[int, OutboxState, Mapping[str, object]]
"""A letter's id, its new state and the columns (``last_code``, ``due_at``, ``sent_at`` …) that change with it."""


def move_all(session: Session, moves: Iterable[Move]) -> None:
    """Set state and columns of letters, in their order; neighbours that change the same columns share a statement."""
    for _, alike in groupby(moves, key=lambda one: tuple(one[2])):
        rows = [{"letter": letter_id, "state": state.value, **values} for letter_id, state, values in alike]
        session.connection().execute(_MOVE, rows)


# past the unit of work: two moves a letter are made, and building each took ten times as long as SQLite needs for it
_LETTERS = OutboxLetter.__table__  # type: ignore[attr-defined]  # SQLModel gives tables this at run time
_MOVE = update(_LETTERS).where(_LETTERS.c.id == bindparam("letter"))


def waiting(session: Session) -> int:
    """How many letters still have to go, due or not."""
    count = session.exec(
        select(func.count())
        .select_from(OutboxLetter)
        .where(col(OutboxLetter.state).in_((*_WAITING, OutboxState.INFLIGHT.value)))
    ).one()
    return int(count)
