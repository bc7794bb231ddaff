"""Bands and deadlines: the CSV sets with ``local`` + ``fold``, or ``utc``."""

from datetime import datetime
from typing import Any

from worker.domain.calendar import WARSAW
from worker.domain.deadlines import DeadlineKind, deadline
from worker.domain.policy import Policy
from worker.domain.tariff.bands import band_at


def instant(local: str, fold: str, utc: str) -> datetime:
    """The instant of a row; the UTC column wins, for it needs no reading."""
    if utc:
        return datetime.fromisoformat(utc)
    return datetime.fromisoformat(local).replace(tzinfo=WARSAW, fold=int(fold or 0))


def band(row: dict[str, Any], policy: Policy) -> Any:
    return str(band_at(instant(row["local"], row["fold"], row["utc"]), policy))


def last_day(row: dict[str, Any], policy: Policy) -> Any:
    event = instant(row["event_local"], row["fold"], row["event_utc"])
    found = deadline(DeadlineKind(row["kind"]), event, policy)
    return {
        "last_day": found.last_day.isoformat(),
        "nominal_last_day": found.nominal_day.isoformat(),
        "expires_utc": f"{found.expires_at:%Y-%m-%dT%H:%M:%SZ}",
    }
