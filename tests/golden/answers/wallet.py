"""The InsERT wallet: a list of events, one row of outcome for each."""

from datetime import date
from decimal import Decimal
from typing import Any

from worker.domain.insert.wallet import Event, EventType, Outcome, replay
from worker.domain.policy import Policy


def answer(case: dict[str, Any], policy: Policy) -> Any:
    return [_row(outcome) for outcome in replay(map(_event, case["given"]["events"]), policy)]


def _event(row: dict[str, Any]) -> Event:
    return Event(
        day=date.fromisoformat(row["date"]),
        type=EventType(row["type"]),
        points=Decimal(str(row.get("points", 0))),
        program=row.get("program", ""),
        valid_to=date.fromisoformat(row["valid_to"]) if row.get("valid_to") else None,
        op=row.get("op", ""),
        count=int(row.get("count", 1)),
    )


def _row(outcome: Outcome) -> dict[str, Any]:
    wallet = outcome.wallet
    found: dict[str, Any] = {
        "date": outcome.day.isoformat(),
        "ok": outcome.ok,
        "cost": f"{outcome.cost:.1f}",
        "free_points": str(outcome.free_points),
        "served": outcome.served,
        "lost": f"{outcome.lost:.1f}",
        "balance": f"{wallet.balance:.1f}",
        "valid_to": wallet.valid_to and wallet.valid_to.isoformat(),
        "grace_to": wallet.grace_to and wallet.grace_to.isoformat(),
        "state": str(outcome.state),
    }
    return found | ({"reason": str(outcome.refusal)} if outcome.refusal else {})
