"""Days as technicians write them, out of folded text.

    day = 2026-11-20 | 2026.11.20 | 20.11 | 20.11.2026 | 20.11.26 | 20-11-2026 | 20/11 | 20 listopada [2026]
        | dziś | jutro | pojutrze | wczoraj | przedwczoraj | [w] poniedziałek | pn …

A day without a year, and a day of the week, is the nearest one that is not in the future; for what lies ahead (an
absence) the nearest one that is not long past.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from worker.domain.calendar import ONE_DAY
from worker.terms.staff import staff_words
from worker.terms.words import alternation

_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_LONG_PAST = timedelta(days=60)
_WORDS = staff_words().days
_MONTHS = tuple(alternation(forms) for forms in staff_words().months)
_WEEKDAYS = tuple(alternation(forms) for forms in staff_words().weekdays)
MONTH = "|".join(_MONTHS)
A_DAY = alternation((*_WORDS, *chain.from_iterable(staff_words().weekdays)))
"""A day that is named by a word: ``jutro``, ``w środę``; a part of an expression."""
_YEAR_FIRST = re.compile(r"(?<![\w.-])(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![\w-])")
_DAY_FIRST = re.compile(r"(?<![\w:.,/-])(\d{1,2})([./])(\d{1,2})(?:\2(\d{4}|\d{2}))?\.?(?:\s?r\.?(?!\w))?(?![\w:-])")
_DASHED = re.compile(r"(?<![\w:.-])(\d{1,2})-(\d{1,2})-(\d{4})(?![\w:-])")
_NAMED = re.compile(rf"(?<![\w:.-])(\d{{1,2}})\.?\s(?:({MONTH})\b)\.?(?:\s(\d{{4}})(?!\d))?(?:\s?r\.?(?!\w))?")
_WORD = re.compile(rf"(?<!\w)({alternation(_WORDS)})(?!\w)")
_WEEKDAY = re.compile(rf"(?<!\w)(?:we?\s|ze?\s|od\s|do\s)?(?:{'|'.join(f'({one})' for one in _WEEKDAYS)})\.?(?!\w)")


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenDay:
    """A day and the text without it; no ``day``: the text names none, or ``bad`` cannot be a day (30.02)."""

    rest: str
    day: date | None = None
    bad: str = ""


def take_day(text: str, today: date, *, ahead: bool = False) -> TakenDay:
    """The first day named in the text. ``today`` is the Warsaw day the mail arrived on."""
    found = [(match.start(), n, match) for n, (pattern, _) in enumerate(_FORMS) if (match := pattern.search(text))]
    if not found:
        return TakenDay(rest=text)
    _, number, match = min(found, key=lambda one: one[:2])
    possible = list(_FORMS[number][1](match, today))
    if not possible:
        return TakenDay(rest=text, bad=match.group().strip())
    earliest = today + ONE_DAY if _FORMS[number][1] is _weekday else today - _LONG_PAST
    fits = [day for day in possible if (day >= earliest if ahead else day <= today)]
    day = (min(fits) if ahead else max(fits)) if fits else possible[0]
    return TakenDay(rest=f"{text[: match.start()]} {text[match.end() :]}", day=day)


def _written(year: str, month: int, day: str, today: date) -> Iterator[date]:
    """Every day it can mean: one with a year, else those of this year and its neighbours."""
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else [today.year, today.year - 1, today.year + 1]
    for one in years:
        if _FIRST_YEAR <= one <= _LAST_YEAR:
            try:
                yield date(one, month, int(day))
            except ValueError:
                continue


def _named(match: re.Match[str], today: date) -> Iterator[date]:
    month = next(n for n, one in enumerate(_MONTHS, 1) if re.fullmatch(one, match[2]))
    return _written(match[3] or "", month, match[1], today)


def _weekday(match: re.Match[str], today: date) -> Iterator[date]:
    """The last such day, today included, and the next one."""
    wanted = next(n for n in range(7) if match[n + 1])
    back = (today.weekday() - wanted) % 7
    yield today - back * ONE_DAY if back else today
    yield today + (7 - back) * ONE_DAY


_Reader = Callable[[re.Match[str], date], Iterator[date]]
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_YEAR_FIRST, lambda match, today: _written(match[1], int(match[3]), match[4], today)),
    (_DASHED, lambda match, today: _written(match[3], int(match[2]), match[1], today)),
    (_NAMED, _named),
    (_DAY_FIRST, lambda match, today: _written(match[4] or "", int(match[3]), match[1], today)),
    (_WORD, lambda match, today: iter((today + _WORDS[match[1]] * ONE_DAY,))),
    (_WEEKDAY, _weekday),
)
