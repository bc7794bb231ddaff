"""What a customer may ask the program itself: by subject, and in one word for a compensation [13.10].

    subject  = *( "Re:" / "Odp:" / … ) [ "[" nip "]" ] [ polite ] asked
    asked    = "STAN PAKIETU" / "MOJE ZGŁOSZENIA" / "PROTOKÓŁ" [ month ]
    month    = 2026-10 / 10-2026 / 10.2026 / 10/2026 / październik 2026

With or without diacritics, in any case; a subject that says anything else is a report. The words are in
``worker/terms/requests.toml``.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from worker.domain.polish import fold
from worker.domain.subject import Subject
from worker.terms.words import alternation, words

_ISO = re.compile(r"(?P<y>\d{4})\s*[-./]\s*(?P<m>\d{1,2})|(?P<m2>\d{1,2})\s*[-./]\s*(?P<y2>\d{4})")
_FIRST_YEAR, _LAST_YEAR = 2000, 2099


class Asked(StrEnum):
    """What is asked for."""

    PACKAGES = "packages"
    TICKETS = "tickets"
    PROTOCOL = "protocol"


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A question to the program. ``month`` is the first day of the month asked for, None when none is understood."""

    asked: Asked
    month: date | None = None


class Choice(StrEnum):
    """The two ways of 13.10."""

    CORRECTION = "correction"
    HOURS = "hours"


def read_request(subject: Subject) -> Request | None:
    """The question a subject asks; None for everything else, and for a subject that names a ticket."""
    if subject.ticket_ids:
        return None
    said = re.sub(r"\s+", " ", re.sub(r"[!?.,;:„”\"']+(?=\s|$)|[„”\"']", "", fold(subject.topic))).strip(" -–")
    if match := _polite().match(said):
        said = said[match.end() :]
    for asked in (Asked.PACKAGES, Asked.TICKETS):
        if _phrase(asked.value).fullmatch(said):
            return Request(asked=asked)
    match = _phrase(Asked.PROTOCOL.value).match(said)
    if match is None:
        return None
    rest = said[match.end() :].strip(" -–:")
    month = read_month(rest)
    return Request(asked=Asked.PROTOCOL, month=month) if month is not None or not rest else None


def read_month(text: str) -> date | None:
    """The month a folded text names and nothing else; None when it names none."""
    if match := _ISO.fullmatch(text):
        year, month = int(match["y"] or match["y2"]), int(match["m"] or match["m2"])
    elif match := re.fullmatch(r"([a-z]+)\s+(\d{4})(?:\s?r(?:oku)?)?", text):
        year, month = int(match[2]), _month_named(match[1])
    else:
        return None
    return date(year, month, 1) if 1 <= month <= 12 and _FIRST_YEAR <= year <= _LAST_YEAR else None


def read_choice(new_text: str) -> Choice | None:
    """The one word of the first line below a greeting; None when it is no clear choice."""
    for line in fold(new_text).split("\n"):
        found = re.findall(r"[^\W\d_]+", line)
        if not found or line.lstrip().startswith(">") or " ".join(found) in words("requests")["greeting"]:
            continue
        left = [word for word in found if word not in words("requests")["choice_filler"]]
        chosen = {choice for choice in Choice for word in left if word in words("requests")[choice.value]}
        return chosen.pop() if len(left) == 1 and chosen else None
    return None


def _month_named(word: str) -> int:
    for row in words("requests")["months"]:
        stem, number = row.split(" ")
        if word == stem or (stem.endswith("*") and word.startswith(stem[:-1])):
            return int(number)
    return 0


@cache
def _polite() -> re.Pattern[str]:
    return re.compile(rf"{alternation(words('requests')['polite'])}\s+")


@cache
def _phrase(key: str) -> re.Pattern[str]:
    return re.compile(rf"{alternation(words('requests')[key])}(?!\w)")
