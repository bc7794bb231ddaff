"""Durations and ranges of hours, as technicians write them, out of folded text.

    duration = 35m | 35 min | 1h | 1h 20m | 1h20 | 1:20h | 0:35 | 1,5h | 1.5 godz | pół godziny | kwadrans …
    range    = 14:05-14:40 | 14.05 – 14.40 | od 14 do 14:40 | 1405-1440
                                                     ; over midnight only from the evening into the morning

Words for durations are in worker/terms/staff.toml.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache

from worker.domain.calendar import ONE_DAY, WARSAW
from worker.terms.staff import staff_words

_HOUR, _MINUTE = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
DURATION = re.compile(
    r"(?<![\w:.,/-])(?:(?P<h>\d{1,2}):(?P<m>[0-5]\d)\s?(?:h|godz\w*\.?)|0:(?P<short>[0-5]\d)"
    r"|(?P<hours>\d{1,2}(?:[.,]\d{1,2})?)\s?(?:h|godz\w*\.?)(?:\s?(?:i\s)?(?P<rest>[0-5]?\d)\s?(?:m|min\w*\.?)?)?"
    r"|(?P<minutes>\d{1,3})\s?(?:m|min\w*\.?|'))(?![\w:/-])"
)
_BETWEEN = r"\s?,?\s?(?:[-\u2010-\u2015]+|do(?:\sgodz\.?)?)\s?"
_END = r"(?:\s?(?:h|godz\.?)(?!\w))?(?![\w:/.-]*\d)"
# with minutes on both sides it is surely no day, though "8.10 - 9.10" looks like two
CLOCKS = re.compile(
    rf"(?<![\w:.,/-])(?:od\s)?(?P<h1>{_HOUR})(?P<sep>[:.])(?P<m1>{_MINUTE}){_BETWEEN}"
    rf"(?P<h2>{_HOUR})(?P=sep)(?P<m2>{_MINUTE}){_END}"
)
COMPACT = re.compile(
    rf"(?<![\w:.,/-])(?P<h1>[01]\d|2[0-4])(?P<m1>{_MINUTE})\s?[-\u2010-\u2015]\s?"
    rf"(?P<h2>[01]\d|2[0-4])(?P<m2>{_MINUTE})(?![\w:/.-])"
)
RANGE = re.compile(
    rf"(?<![\w:.,/-])(?:od\s)?(?P<h1>{_HOUR})(?:[:.](?P<m1>{_MINUTE}))?{_BETWEEN}"
    rf"(?P<h2>{_HOUR})(?:[:.](?P<m2>{_MINUTE}))?{_END}"
)
_EVENING, _MORNING = time(17), time(9)

Hours = tuple[time, time]


def take_duration(text: str) -> tuple[timedelta | None, str]:
    """The duration named in the text, and the text without it."""
    match = DURATION.search(text)
    if match is None:
        spoken = _spoken().search(text)
        return (
            (timedelta(minutes=staff_words().durations[spoken[1]]), _without(text, spoken)) if spoken else (None, text)
        )
    if match["minutes"] or match["short"]:
        minutes = Decimal(match["minutes"] or match["short"])
    elif match["m"]:
        minutes = Decimal(match["h"]) * 60 + Decimal(match["m"])
    else:
        minutes = Decimal(match["hours"].replace(",", ".")) * 60 + Decimal(match["rest"] or 0)
    return timedelta(minutes=int(minutes)), _without(text, match)


def take_clocks(text: str) -> tuple[Hours | None, str]:
    """Two Warsaw wall-clock times with minutes, and the text without them."""
    return _take(CLOCKS.search(text) or COMPACT.search(text), text)


def take_range(text: str) -> tuple[Hours | None, str]:
    """Two Warsaw wall-clock times, and the text without them; 24:00 is given as 0:00."""
    return _take(RANGE.search(text), text)


def _take(match: re.Match[str] | None, text: str) -> tuple[Hours | None, str]:
    if match is None:
        return None, text
    first, last = ((int(match[f"h{n}"]), int(match[f"m{n}"] or 0)) for n in (1, 2))
    if max(first, last) > (24, 0):
        return None, text
    return (time(first[0] % 24, first[1]), time(last[0] % 24, last[1])), _without(text, match)


def on_day(day: date, hours: Hours) -> tuple[tuple[datetime, datetime], ...]:
    """The instants in UTC that a range on a day can mean, the shortest first; none when it runs backwards.

    More than one only in the night that has its 2:00 to 2:59 twice; each then has another length.
    """
    first, last = hours
    found = {} if first == last else _between(day, first, day, last)
    if not found and _into_next_day(first, last):
        found = _between(day, first, day + ONE_DAY, last)
    return tuple(found[length] for length in sorted(found))


def shown_on(day: date, hours: Hours) -> Hours:
    """The range as the clocks of Warsaw show it on its day; another one where they go forward over one of its times."""
    first, last = hours
    end_day = day + ONE_DAY if _into_next_day(first, last) else day
    shown = (
        datetime.combine(on, at, tzinfo=WARSAW).astimezone(UTC).astimezone(WARSAW).time()
        for on, at in ((day, first), (end_day, last))
    )
    return next(shown), next(shown)


def _into_next_day(first: time, last: time) -> bool:
    return last <= first and (last == time(0) or (first >= _EVENING and last <= _MORNING))


def _between(day: date, first: time, end_day: date, last: time) -> dict[timedelta, tuple[datetime, datetime]]:
    """By length, so that of two readings with the same length the earlier one counts: their band is the same (8)."""
    found: dict[timedelta, tuple[datetime, datetime]] = {}
    for start in _passes(day, first):
        for end in _passes(end_day, last):
            if start < end:
                found.setdefault(end - start, (start, end))
    return found


def _passes(day: date, at: time) -> tuple[datetime, ...]:
    """The instants at which the clocks of Warsaw show this: two where they go back over it."""
    both = (datetime.combine(day, at, tzinfo=WARSAW).replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return tuple(sorted(set(both)))


@cache
def _spoken() -> re.Pattern[str]:
    longest_first = sorted(staff_words().durations, key=len, reverse=True)
    return re.compile(rf"(?<![\w,.])({'|'.join(map(re.escape, longest_first))})(?!\w)")


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
