"""When the work was and what it was about: the values of ``czas:`` and ``wizyta:``."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from worker.domain.calendar import local_day
from worker.domain.commands.days import take_day
from worker.domain.commands.times import Hours, on_day, shown_on, take_clocks, take_duration, take_range
from worker.domain.commands.written import Written
from worker.domain.commands.wrong import Problem, Wrong
from worker.domain.polish import base_forms, fold
from worker.terms.staff import staff_words

_LONGEST = timedelta(hours=24)
_PHRASES = ((re.compile(r"\bauto id\b"), "auto-id"), (re.compile(r"\bu klienta\b"), "klienta"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """Start and end in UTC, and what the value holds besides.

    ``also`` are the other lengths the same clocks can mean, in the night that has an hour twice and nothing decides.
    """

    start: datetime
    end: datetime
    rest: str
    also: tuple[timedelta, ...] = ()


def read_span(written: Written, right: str, *, durations: bool) -> Read | Wrong:
    """When the work was; ``right`` is a form to offer."""
    today = local_day(written.now)
    hours, rest = take_clocks(written.folded)
    named = take_day(rest, today)
    if named.bad:
        return written.wrong(Problem.NO_DAY, right, named.bad)
    if hours is None:
        hours, rest = take_range(named.rest)
    else:
        rest = named.rest
    length, rest = take_duration(rest)
    again, _ = take_range(rest)
    if again or take_duration(rest)[0] is not None:
        return written.wrong(Problem.TWO_TIMES, right)
    if hours is not None:
        return _of_hours(written, named.day or today, hours, length, rest, right=right)
    if length is None or not timedelta() < length <= _LONGEST or not durations:
        return written.wrong(Problem.NO_TIME, _with_unit(written.value) or right if durations else right)
    if named.day not in (None, today):
        return written.wrong(Problem.NEEDS_HOURS, f"czas: 14:05-14:40 {named.day}")
    end = written.now.replace(second=0, microsecond=0)
    return Read(start=end - length, end=end, rest=rest)


def _of_hours(
    written: Written, day: date, hours: Hours, length: timedelta | None, rest: str, *, right: str
) -> Read | Wrong:
    """The hours on their day; a ``length`` beside them picks one of the two readings of an autumn night."""
    shown = shown_on(day, hours)
    if shown != hours:
        missing = next(at for at, there in zip(hours, shown, strict=True) if at != there)
        offer = f"{right.partition(':')[0]}: {shown[0]:%-H:%M}-{shown[1]:%-H:%M} {day}"
        return written.wrong(Problem.SKIPPED_HOUR, offer, f"{missing:%-H:%M}")
    spans = on_day(day, hours)
    if length is not None and not any(end - start == length for start, end in spans):
        return written.wrong(Problem.TWO_TIMES, right)
    if not spans:
        return written.wrong(Problem.BACKWARDS, right)
    # what has not been yet is not meant, unless nothing else can be
    meant = [one for one in spans if length in (None, one[1] - one[0]) and one[1] <= written.now] or list(spans)
    start, end = meant[0]
    return Read(start=start, end=end, rest=rest, also=tuple(later - first for first, later in meant[1:]))


def _with_unit(value: str) -> str:
    """A bare number is minutes, 1:20 an hour and twenty minutes: what to offer, because it is only a guess."""
    match = re.fullmatch(r"(\d{1,3})(\s[^\d]*)?", value) or re.fullmatch(r"(\d):([0-5]\d)(\s[^\d]*)?", value)
    if match is None or not int(match[1]) or read_words(fold(match[match.re.groups] or ""))[2]:
        return ""
    more = (match[match.re.groups] or "").rstrip()
    return f"czas: {match[1]}m{more}" if match.re.groups == 2 else f"czas: {match[1]}h {match[2]}m{more}"


def read_words(text: str) -> tuple[tuple[str, ...], set[str], str]:
    """Topics, the flags among the words, and the first word that means nothing here."""
    for pattern, joined in _PHRASES:
        text = pattern.sub(joined, text)
    topics: dict[str, None] = {}
    flags: set[str] = set()
    words = staff_words()
    for raw in re.split(r"[\s,;+&()]+", text):
        word = raw.strip(".:/-")
        for part in (word,) if word in words.topics else re.split("[/-]", word):
            forms = base_forms(part)
            if not part or forms & words.filler or forms & words.remote:
                continue
            if topic := next((words.topics[one] for one in sorted(forms) if one in words.topics), None):
                topics[topic] = None
            elif part in words.confirmed | words.arranged:
                flags.add(part)
            else:
                return (), set(), part
    return tuple(topics), flags, ""
