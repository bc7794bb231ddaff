"""Contacts written for people, so that no program collects them: digits said as words or one by one, "małpa" for @.

number  = part { sep part }                  ; at least nine digits in all, at least one part not plain digits
part    = hundreds [ tens ] [ unit ] / teen / digits   ; "sześćset sześć" 606, "dwadzieścia dwa" 22, "zero" 0
address = name at host { dot host }          ; jan(małpa)firma.pl, jan [at] firma.pl, jan małpa firma kropka pl
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from worker.terms.words import words

_FEWEST, _MOST_DIGITS = 9, 11  # of a Polish number; with the country's own prefix
_ONE_BY_ONE = re.compile(r"(?<![\w.,/-])\d(?:[ .,-]{1,3}\d){8}(?![\w/]|[ .,-]{1,3}\d)")
_AT = r"(?: ?[(\[{<] ?(?:malpa|malpka|at) ?[)\]}>] ?| (?:malpa|malpka) | @ ?|@ )"
_DOT = r"(?:\.| ?[(\[{] ?(?:kropka|dot) ?[)\]}] ?| kropka )"
_ADDRESS = re.compile(
    rf"(?<![\w.+-])(?P<name>[a-z0-9_][a-z0-9_+.-]{{0,40}}(?:{_DOT}[a-z0-9_+-]{{1,30}}){{0,2}}){_AT}"
    rf"(?P<host>[a-z0-9-]{{1,40}}(?:{_DOT}[a-z0-9-]{{1,40}}){{0,3}}{_DOT}[a-z]{{2,12}})(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Spelled:
    """A contact as it stands at ``start:end`` of the text, and what it means: digits, or an address."""

    start: int
    end: int
    means: str


def spelled_numbers(folded: str) -> Iterator[Spelled]:
    """Numbers of nine digits and more in words, in words and digits, or digit by digit."""
    for match in _run().finditer(folded):
        digits = _digits(match.group())
        if _FEWEST <= len(digits) <= _MOST_DIGITS and re.search(r"[a-z]", match.group()):
            yield Spelled(match.start(), match.end(), digits)
    for match in _ONE_BY_ONE.finditer(folded):
        yield Spelled(match.start(), match.end(), re.sub(r"\D", "", match.group()))


def spelled_addresses(folded: str) -> Iterator[Spelled]:
    """Addresses whose @ is a word."""
    for match in _ADDRESS.finditer(folded):
        name, host = (re.sub(_DOT, ".", match[part]) for part in ("name", "host"))
        yield Spelled(match.start(), match.end(), f"{name}@{host}")


def _digits(run: str) -> str:
    """The digits that the words say: a hundred takes the tens and units behind it, a ten the unit."""
    found, room = "", 1  # only what is smaller than ``room`` still belongs to the part before it
    for part in re.findall(r"\d+|[a-z]+", run):
        if part.isdigit():
            found, room = found + part, 1
            continue
        value = _values()[part]
        if 0 < value < room:
            found = found[: -len(str(value))] + str(value)
        else:
            found += str(value)
        room = 100 if value >= 100 else 10 if value >= 20 else 1
    return found


@cache
def _values() -> dict[str, int]:
    return {word: int(value) for value, spoken in words("numerals").items() for word in spoken}


@cache
def _run() -> re.Pattern[str]:
    word = "(?:" + "|".join(sorted(_values(), key=len, reverse=True)) + ")(?![a-z])"
    part = rf"(?:{word}|\d{{1,4}}(?!\d))"
    return re.compile(rf"(?<![\w.,/-]){part}(?:[ ,.\n-]{{1,3}}{part}){{2,12}}")
