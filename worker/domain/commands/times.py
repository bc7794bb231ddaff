"""Durations, ranges of hours and days, as technicians write them.

    duration = 35m | 35 min | 1h | 1h 20m | 1h20 | 1,5h | 1.5 godz
    range    = 14:05-14:40 | 14.05–14.40 | 9-10:30       ; over midnight only from the evening into the morning
    day      = 2026-11-20 | 20.11 | 20.11.2026 | dziś | wczoraj | przedwczoraj

All take folded text. A day without a year is the nearest one that is not in the future.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from worker.domain.calendar import ONE_DAY, WARSAW

DURATION = re.compile(
    r"(?<![\w:.,/-])(?:(?P<hours>\d{1,2}(?:[.,]\d{1,2})?)\s?(?:h|godz\w*\.?)(?:\s?(?P<rest>[0-5]?\d)\s?(?:m|min\w*\.?)?)?"
    r"|(?P<minutes>\d{1,3})\s?(?:m|min\w*\.?|'))(?![\w:/-])"
)
RANGE = re.compile(
    r"(?<![\w:.,/-])(?:od\s)?(?P<h1>[01]?\d|2[0-4])(?:[:.](?P<m1>[0-5]\d))?\s?(?:[-\u2010-\u2015]|do)\s?"
    r"(?P<h2>[01]?\d|2[0-4])(?:[:.](?P<m2>[0-5]\d))?(?![\w:/.-]*\d)"
)
ISO_DAY = re.compile(r"(?<![\w-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\w-])")
PLAIN_DAY = re.compile(r"(?<![\w:.-])(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?\.?(?:\s?r\.?)?(?![\w:.-])")
_WORDS = {"dzis": 0, "dzisiaj": 0, "wczoraj": 1, "przedwczoraj": 2}
WORD_DAY = re.compile(r"\b(dzis|dzisiaj|wczoraj|przedwczoraj)\b")
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_EVENING, _MORNING = time(17), time(9)


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """A value read out of a text, and the text without it."""

    rest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenDay(Taken):
    """``day`` is None when the text names none; ``bad`` is what cannot be a day (30.02)."""

    day: date | None = None
    bad: str = ""


def take_day(text: str, today: date) -> TakenDay:
    """The day named in the text. ``today`` is the Warsaw day the mail arrived on."""
    if match := ISO_DAY.search(text):
        return _day(text, match, int(match[1]), int(match[2]), int(match[3]))
    if match := WORD_DAY.search(text):
        return TakenDay(rest=_without(text, match), day=today - _WORDS[match[1]] * ONE_DAY)
    if match := PLAIN_DAY.search(text):
        year = int(match[3]) if match[3] else today.year
        found = _day(text, match, year, int(match[2]), int(match[1]))
        if found.day and not match[3] and found.day > today:
            return _day(text, match, year - 1, int(match[2]), int(match[1]))
        return found
    return TakenDay(rest=text)


def _day(text: str, match: re.Match[str], year: int, month: int, day: int) -> TakenDay:
    try:
        found = date(year, month, day)
    except ValueError:
        found = None
    if found is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return TakenDay(rest=text, bad=match.group().strip())
    return TakenDay(rest=_without(text, match), day=found)


def take_duration(text: str) -> tuple[timedelta | None, str]:
    """The duration named in the text, and the text without it."""
    match = DURATION.search(text)
    if match is None:
        return None, text
    if match["minutes"]:
        minutes = Decimal(match["minutes"])
    else:
        minutes = Decimal(match["hours"].replace(",", ".")) * 60 + Decimal(match["rest"] or 0)
    return timedelta(minutes=int(minutes)), _without(text, match)


def take_range(text: str) -> tuple[tuple[time, time] | None, str]:
    """Two Warsaw wall-clock times, and the text without them; 24:00 is given as 0:00."""
    match = RANGE.search(text)
    if match is None:
        return None, text
    first, last = ((int(match[f"h{n}"]), int(match[f"m{n}"] or 0)) for n in (1, 2))
    if max(first, last) > (24, 0):
        return None, text
    return (time(first[0] % 24, first[1]), time(last[0] % 24, last[1])), _without(text, match)


def on_day(day: date, hours: tuple[time, time]) -> tuple[datetime, datetime] | None:
    """The instants in UTC of a range on a day; None when it runs backwards."""
    first, last = hours
    end_day = day
    if last <= first:
        if not (last == time(0) or (first >= _EVENING and last <= _MORNING)):
            return None
        end_day = day + ONE_DAY
    start, end = (datetime.combine(d, t, tzinfo=WARSAW).astimezone(UTC) for d, t in ((day, first), (end_day, last)))
    return (start, end) if start < end else None


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
