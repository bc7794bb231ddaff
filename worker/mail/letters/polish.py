"""How Polish letters print values: dates, money, sizes, lists. Numbers are tied to their units by NBSP."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from worker.mail.letters.facts import SkippedDay
from worker.terms.words import words

WARSAW = ZoneInfo("Europe/Warsaw")
NBSP = "\u00a0"

_WEEKDAYS = words("calendar")["weekdays"]
_ON = tuple(f"{on[0]}{NBSP}{on[2:]}" if on[1] == " " else on for on in words("calendar")["on_weekdays"])
_MONTHS = words("calendar")["months"]
_SATURDAY, _SUNDAY = 5, 6


def day(value: date) -> str:
    """``wtorek 8 grudnia 2026 r.``"""
    return f"{_WEEKDAYS[value.weekday()]} {plain_date(value)}"


def plain_date(value: date) -> str:
    """``8 grudnia 2026 r.``"""
    return f"{value.day}{NBSP}{_MONTHS[value.month - 1]} {value.year}{NBSP}r."


def short_day(value: date) -> str:
    """``8.12``, for lists whose year is plain from the sentence."""
    return f"{value.day}.{value.month:02}"


def moment(value: datetime) -> str:
    """``sobota 21 listopada 2026 r., godz. 10:15``, in Warsaw time."""
    local = value.astimezone(WARSAW)
    return f"{day(local.date())}, godz.{NBSP}{local.hour}:{local.minute:02}"


def on_day(value: date) -> str:
    """``w sobotę 21 listopada 2026 r.``"""
    return f"{_ON[value.weekday()]} {plain_date(value)}"


def when(value: datetime) -> str:
    """``w sobotę 21 listopada 2026 r. o 10:15``, in Warsaw time."""
    local = value.astimezone(WARSAW)
    return f"{on_day(local.date())} o{NBSP}{local.hour}:{local.minute:02}"


def money(value: Decimal) -> str:
    """``1 092,50 zł``."""
    whole, cents = str(value.quantize(Decimal("0.01"), ROUND_HALF_UP)).split(".")
    return f"{int(whole):,}".replace(",", NBSP) + f",{cents}{NBSP}zł"


def duration(value: timedelta) -> str:
    """``6 h 45 min``; ``0 min`` for nothing."""
    hours, minutes = divmod(int(value.total_seconds()) // 60, 60)
    parts = [f"{hours}{NBSP}h"] * (hours > 0) + [f"{minutes}{NBSP}min"] * (minutes > 0 or hours == 0)
    return NBSP.join(parts)


def minutes(value: timedelta) -> str:
    """``50 min``, also over an hour: what is summed and rounded to quarters."""
    return f"{int(value.total_seconds()) // 60}{NBSP}min"


def hours(value: timedelta) -> str:
    """``10h``, the name of a package."""
    return f"{int(value.total_seconds()) // 3600}h"


def quarters(count: int) -> str:
    """``1 kwadrans``, ``4 kwadranse``, ``5 kwadransów``."""
    return counted(count, "kwadrans", "kwadranse", "kwadransów")


def clock(value: datetime) -> str:
    """``o 9:02``, in Warsaw time."""
    local = value.astimezone(WARSAW)
    return f"o{NBSP}{local.hour}:{local.minute:02}"


def warsaw_day(value: datetime) -> str:
    """``sobota 21 listopada 2026 r.``, the Warsaw day of an instant."""
    return day(value.astimezone(WARSAW).date())


def tied_digits(text: str) -> str:
    """``601 000 214``: a number that does not break at the end of a line."""
    return re.sub(r"(?<=\d) (?=\d)", NBSP, text)


def inner_quotes(text: str) -> str:
    """Text for inside „…”: its own quotation marks become »…«, as Polish writes quotes within quotes."""
    return re.sub(r'"([^"]*)"', r"»\1«", text).replace("„", "»").replace("”", "«")


def short_moment(value: datetime) -> str:
    """``21.11 o 10:15``, in Warsaw time."""
    return f"{short_day(value.astimezone(WARSAW).date())} {clock(value)}"


def span(start: datetime, end: datetime) -> str:
    """``21.11 9:05–14:40``, in Warsaw time."""
    first, last = start.astimezone(WARSAW), end.astimezone(WARSAW)
    return f"{short_day(first.date())} {first.hour}:{first.minute:02}–{last.hour}:{last.minute:02}"


def days_of_month(days: Sequence[date]) -> str:
    """``3, 5 i 9 marca``; days of several months keep theirs apart: ``31 marca oraz 2 i 3 kwietnia``."""
    months: dict[tuple[int, int], list[str]] = {}
    for one in sorted(set(days)):
        months.setdefault((one.year, one.month), []).append(str(one.day))
    parts = [f"{listed(numbers)}{NBSP}{_MONTHS[month - 1]}" for (_, month), numbers in months.items()]
    return listed(parts, "oraz")


def lower_first(value: str) -> str:
    """A sentence that goes on in the middle of another one."""
    return value[:1].lower() + value[1:]


def counted(count: int, one: str, few: str, many: str) -> str:
    """A number with the form of its noun: ``1 nowe``, ``3 nowe``, ``12 nowych``."""
    if count == 1:
        return f"{count}{NBSP}{one}"
    is_few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return f"{count}{NBSP}{few if is_few else many}"


def points(value: Decimal, unit: bool = True) -> str:
    """``350 pkt``, ``1 250 pkt``, ``96,5 pkt``; the number alone without ``unit``."""
    number = f"{value:,.1f}".removesuffix(".0").replace(",", NBSP).replace(".", ",")
    return f"{number}{NBSP}pkt" if unit else number


def thousands(value: int) -> str:
    """``10 000``; four digits stay together: ``1000``."""
    return str(value) if value < 10_000 else f"{value:,}".replace(",", NBSP)


def months(value: Decimal) -> str:
    """``1 miesiąc``, ``4 miesiące``, ``12 miesięcy``, ``9,5 miesiąca``."""
    if value != int(value):
        return f"{value:.1f}{NBSP}miesiąca".replace(".", ",")
    return counted(int(value), "miesiąc", "miesiące", "miesięcy")


def size(octets: int) -> str:
    """``850 B``, ``240 KB``, ``1,2 MB`` (powers of 1,024, as mail programs show them)."""
    if octets < 1024:
        return f"{octets}{NBSP}B"
    kilobytes = (octets + 512) // 1024
    if kilobytes < 1024:
        return f"{kilobytes}{NBSP}KB"
    return f"{octets / 1024**2:.1f}".replace(".", ",") + f"{NBSP}MB"


def nip(value: str) -> str:
    """``894-987-70-12`` for ten digits, anything else as it is."""
    if not re.fullmatch(r"[0-9]{10}", value):
        return value
    return f"{value[:3]}-{value[3:6]}-{value[6:8]}-{value[8:]}"


def listed(items: Sequence[str], last: str = "i") -> str:
    """``a, b i c``."""
    return f" {last}{NBSP if len(last) == 1 else ' '}".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def days(count: int, *, working: bool = False) -> str:
    """``14 dni roboczych``, ``2 dni robocze``, ``1 dzień``."""
    noun = "dzień" if count == 1 else "dni"
    if not working:
        return f"{count}{NBSP}{noun}"
    few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return f"{count}{NBSP}{noun} {'roboczy' if count == 1 else 'robocze' if few else 'roboczych'}"


def digits(count: int) -> str:
    """``1 cyfrę``, ``3 cyfry``, ``9 cyfr``."""
    few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return f"{count}{NBSP}{'cyfrę' if count == 1 else 'cyfry' if few else 'cyfr'}"


def weekends(days: Sequence[SkippedDay]) -> str:
    """The plain Saturdays and Sundays: ``22, 28 i 29 listopada oraz 5 i 6 grudnia``; empty when there are none."""
    return days_of_month([one.day for one in days if not _is_named(one)])


def weekend_word(days: Sequence[SkippedDay]) -> str:
    """What ``weekends`` lists, in the genitive: ``sobót i niedziel``, ``sobót`` or ``niedziel``."""
    kinds = {one.day.weekday() for one in days if not _is_named(one)}
    words = [word for weekday, word in ((_SATURDAY, "sobót"), (_SUNDAY, "niedziel")) if weekday in kinds]
    return listed(words) if words else ""


def holidays(days: Sequence[SkippedDay]) -> str:
    """The days off with a name of their own: ``11 listopada (Narodowe Święto Niepodległości)``."""
    named = sorted((one for one in days if _is_named(one)), key=lambda one: one.day)
    return ", ".join(f"{_day_of_month(one.day)} ({one.name})" if one.name else _day_of_month(one.day) for one in named)


def _day_of_month(value: date) -> str:
    return f"{value.day}{NBSP}{_MONTHS[value.month - 1]}"


def _is_named(one: SkippedDay) -> bool:
    weekday = one.day.weekday()
    if one.name in ("", _WEEKDAYS[weekday]):
        return weekday not in (_SATURDAY, _SUNDAY)
    return True
