"""How English letters print values: dates, money, lists. What is the same in both languages is in ``polish``."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from worker.mail.letters.polish import NBSP
from worker.terms.phrases import Language, phrases, price
from worker.terms.words import words

_WEEKDAYS = words("calendar")["english_weekdays"]


def _month(value: date) -> str:
    return str(phrases(Language.ENGLISH)["calendar"]["months"][value.month - 1])


def day(value: date) -> str:
    """``Tuesday, 8 December 2026``."""
    return f"{_WEEKDAYS[value.weekday()]}, {plain_date(value)}"


def plain_date(value: date) -> str:
    """``8 December 2026``."""
    return f"{value.day}{NBSP}{_month(value)} {value.year}"


def money(value: Decimal) -> str:
    """``PLN 1,092.50``."""
    return price(value.quantize(Decimal("0.01"), ROUND_HALF_UP), Language.ENGLISH)


def hours(value: timedelta) -> str:
    """``10-hour``, the name of a package."""
    return f"{int(value.total_seconds()) // 3600}-hour"


def days(count: int, *, working: bool = False) -> str:
    """``14 working days``, ``1 day``."""
    return f"{count}{NBSP}{'working ' if working else ''}{'day' if count == 1 else 'days'}"


def counted(count: int, one: str, many: str) -> str:
    """A number with the form of its noun: ``1 ticket``, ``3 tickets``."""
    return f"{count}{NBSP}{one if count == 1 else many}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """``a, b and c``."""
    return f" {last} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def days_of_month(days: Sequence[date]) -> str:
    """``3, 5 and 9 March``; days of several months keep theirs apart: ``31 March; 2 and 3 April``."""
    months: dict[tuple[int, int], list[date]] = {}
    for one in sorted(set(days)):
        months.setdefault((one.year, one.month), []).append(one)
    return "; ".join(f"{listed([str(one.day) for one in found])}{NBSP}{_month(found[0])}" for found in months.values())
