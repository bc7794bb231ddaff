"""The protocol row by row: what was worked, and how it became hours and money (12.6).

One list for the PDF, the CSV and the JSON, so that they cannot tell different stories.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from worker.documents.facts import MonthDocument, Worked
from worker.documents.wording import decision, say, short_date
from worker.domain.billing.explanation import explain_row, time_worked
from worker.domain.billing.month import ProtocolRow, Settled
from worker.domain.calendar import WARSAW
from worker.domain.found import Service
from worker.domain.policy import DEFAULT
from worker.terms.phrases import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One session or visit inside a row; ``start`` and ``end`` in Warsaw time."""

    name: str
    start: datetime
    end: datetime
    seconds: int
    worked: Worked
    language: Language = Language.POLISH

    @property
    def hours_of_day(self) -> str:
        """``9:30–10:05``; past midnight with the day it ends on."""
        shown = f"{self.start:%-H:%M}–{self.end:%-H:%M}"
        ends_at_midnight = self.end.hour == self.end.minute == self.end.second == 0
        if ends_at_midnight and self.end.date() > self.start.date():
            return f"{self.start:%-H:%M}–24:00"
        return shown if self.end.date() == self.start.date() else f"{shown} ({short_date(self.end, self.language)})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of the protocol as documents show it.

    ``sum_of`` is ``20 min + 35 min = 55 min``, empty for one entry; ``how`` the whole way to the price with its
    points; ``notes`` say which settings decided where the regulamin leaves a choice. ``onsite`` is a visit.
    """

    day: date
    service: Service
    onsite: bool
    settled: Settled
    package: str
    seconds: int
    hours: Decimal
    by_band: tuple[tuple[str, Decimal], ...]
    net: Decimal
    entries: tuple[Entry, ...]
    sum_of: str
    how: str
    notes: tuple[str, ...]
    points: tuple[str, ...]
    part: str = ""


def rows(document: MonthDocument) -> tuple[Row, ...]:
    """Every row of the protocol, in its order and in the document's language."""
    return tuple(_row(row, document) for row in document.statement.protocol)


def _row(row: ProtocolRow, document: MonthDocument) -> Row:
    entries, language = tuple(_entries(row, document)), document.language
    late = any(entry.worked.late for entry in entries)
    return Row(
        day=row.day,
        service=row.service,
        onsite=bool(row.visit),
        settled=row.settled,
        package=row.package,
        seconds=row.seconds,
        hours=row.hours,
        by_band=tuple((str(band), hours) for band, hours in sorted(row.by_band.items())),
        net=row.net,
        entries=entries,
        sum_of=_sum_of(entries, row.seconds, language),
        how=explain_row(row, document.statement.standing, document.policy, language),
        notes=(
            *((say("protocol", "late_visit" if row.visit else "late", language),) if late else ()),
            *(decision(key, document.policy.value(key), DEFAULT.value(key), language) for key in row.decided_by),
        ),
        points=tuple(dict.fromkeys(point for joined in row.points for point in joined.split(", "))),
        part=row.part,
    )


def _entries(row: ProtocolRow, document: MonthDocument) -> Iterator[Entry]:
    nothing_known = Worked()
    for piece in row.pieces:
        yield Entry(
            name=piece.session,
            start=piece.start.astimezone(WARSAW),
            end=piece.end.astimezone(WARSAW),
            seconds=piece.seconds,
            worked=document.worked.get(piece.session, nothing_known),
            language=document.language,
        )


def _sum_of(entries: tuple[Entry, ...], seconds: int, language: Language) -> str:
    """How the pieces add up to the sum of the day; empty where there is nothing to add (11.1.3)."""
    if len(entries) < 2 or sum(entry.seconds for entry in entries) != seconds:
        return ""
    return (
        " + ".join(time_worked(entry.seconds, language) for entry in entries) + f" = {time_worked(seconds, language)}"
    )
