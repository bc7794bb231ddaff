"""Letters that a flood brake kept back: a person looks at one, and lets it go when there is no loop behind it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from worker.store import outbox
from worker.store.engine import reading, transaction
from worker.store.tables import LedgerEntry, OutboxLetter, OutboxState


class NotHeldError(LookupError):
    """The letter is not held back; the message says what became of it."""


def stored_letter(engine: Engine, number: int) -> tuple[dict[str, Any], bytes]:
    """One letter of the outbox in any state: its facts, and the exact bytes that leave. Raises NotHeldError."""
    with reading(engine) as session:
        letter = _letter(session, number)
        entry = session.get(LedgerEntry, letter.ledger_id) if letter.ledger_id is not None else None
        return {
            "id": letter.id,
            "state": letter.state,
            "kind": letter.kind,
            "recipient": letter.recipient,
            "subject": letter.subject,
            "message_id": letter.message_id,
            "created_at": letter.created_at.isoformat(),
            "attempts": letter.attempts,
            "last_answer": f"{letter.last_code} {letter.last_text}".strip() if letter.last_code else letter.last_text,
            "mail": letter.ledger_id,
            "brake": _brake(entry, letter) if letter.state == OutboxState.HELD.value else "",
        }, letter.raw


def release_letters(engine: Engine, numbers: list[int], *, by: str, now: datetime) -> list[dict[str, Any]]:
    """Let held letters go with the next run; all of them or, when one is not held, none. Notes who did it.

    Returns ``{id, recipient, kind}`` of each. Raises NotHeldError.
    """
    released = []
    with transaction(engine) as session:
        for number in dict.fromkeys(numbers):
            letter = _letter(session, number)
            if not outbox.release(session, number, now=now):
                raise NotHeldError(f"letter {number} is not held back: it is {letter.state}")
            entry = session.get(LedgerEntry, letter.ledger_id) if letter.ledger_id is not None else None
            if entry is not None:
                note = {"action": "letter-released", "letter": letter.kind, "by": by, "at": now.isoformat()}
                entry.explanation = {**entry.explanation, "notes": [*entry.explanation.get("notes", []), note]}
                session.add(entry)
            released.append({"id": number, "recipient": letter.recipient, "kind": letter.kind})
    return released


def _letter(session: Session, number: int) -> OutboxLetter:
    letter = session.exec(select(OutboxLetter).where(col(OutboxLetter.id) == number)).first()
    if letter is None:
        raise NotHeldError(f"there is no letter {number}; `pomoc outbox list --all` shows them")
    return letter


def _brake(entry: LedgerEntry | None, letter: OutboxLetter) -> str:
    notes = entry.explanation.get("notes", []) if entry is not None else []
    fits = (note for note in notes if note.get("held") == letter.kind and note.get("recipient") == letter.recipient)
    return next((str(note["brake"]) for note in fits), "")
