"""Contacts written so that no machine reads them: in words, digit by digit, with "małpa" (point 1.5).

telephone = words and digits that make nine digits     "sześćset sześć, zero zero zero, jeden osiem osiem"
          | nine digits set apart                      "6 6 9  0 0 0  5 4 1"
address   = local at domain {dot domain}               "i.mroz małpa med-park kropka example", "jan[at]firma.example"
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from worker.terms.words import alternation, words

_APART = re.compile(r"(?<![\d.,-])(?:\d[ ]{1,3}){8}\d(?![ ]?\d)")
_TOKEN = re.compile(r"[a-z]+|\d+")
_LENGTHS = (9, 11)  # with 48
_ADDRESS = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:[ ]?[(\[{][ ]?(?:malpa|at)[ ]?[)\]}][ ]?|[ ]malpa[ ])[\w-]{1,63}"
    r"(?:(?:[ ]?[(\[{]?[ ]?(?:kropka|dot)[ ]?[)\]}]?[ ]?|\.)[\w-]{1,63}){1,4}"
)


def spelled_phones(folded: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and digits of every telephone that is spelled out in folded text."""
    for match in _run().finditer(folded):
        digits = _digits(_TOKEN.findall(match.group()))
        if len(digits) in _LENGTHS:
            yield match.start(), match.end(), digits
    for match in _APART.finditer(folded):
        yield match.start(), match.end(), re.sub(r"\D", "", match.group())


def spelled_addresses(folded: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and the address meant, of every one that is spelled out in folded text."""
    for match in _ADDRESS.finditer(folded):
        local, domain = re.split(r"[ ]?[(\[{]?[ ]?(?:malpa|(?<=[(\[{ ])at)[ ]?[)\]}]?[ ]?", match.group(), maxsplit=1)
        domain = re.sub(r"[ ]?[(\[{]?[ ]?(?<![\w-])(?:kropka|dot)(?![\w-])[ ]?[)\]}]?[ ]?", ".", domain)
        yield match.start(), match.end(), f"{local}@{domain}"


def _digits(tokens: list[str]) -> str:
    """``sześćset sześć`` is 606, ``sześć zero`` is 60: a smaller kind of numeral is added, any other follows."""
    said = ""
    pending = step = 0
    for token in (*tokens, ""):
        worth = _worths().get(token)
        size = 0 if worth is None else 100 if worth >= 100 else 10 if worth >= 20 else 1
        if worth and size and size < step and not (step == 10 and worth >= 10):
            pending, step = pending + worth, size
            continue
        if step:
            said += str(pending)
        pending, step = (worth, size) if worth is not None else (0, 0)
        if token.isdigit():
            said += token
    return said


@cache
def _worths() -> Mapping[str, int]:
    lists = words("numerals")
    steps = (("units", 0, 1), ("teens", 10, 1), ("tens", 20, 10), ("hundreds", 100, 100))
    return {word: first + step * at for key, first, step in steps for at, word in enumerate(lists[key])}


@cache
def _run() -> re.Pattern[str]:
    numeral = alternation(_worths())
    return re.compile(rf"(?<![\w.,-]){numeral}(?:[ ,–-]{{1,3}}(?:{numeral}|\d{{1,3}})(?!\w)){{2,9}}")
