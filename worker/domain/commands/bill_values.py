"""The value behind ``korekta``: a month, a NIP and perhaps why, in any order of the first two."""

import re

from worker.domain import nip
from worker.domain.commands import forms
from worker.domain.commands.written import Result, Written
from worker.domain.commands.wrong import Problem
from worker.domain.polish import fold
from worker.domain.self_service import read_month

RIGHT = "KOREKTA 2026-03 5259912077 praca wpisana dwa razy"
_NUMBERS = r"\d{4}\s?[-./]\s?\d{1,2}(?!\d)|\d{1,2}\s?[-./]\s?\d{4}(?!\d)"
_MONTH = re.compile(rf"(?:(?:za|miesi\w+|rozliczeni\w+)\s)*({_NUMBERS}|[a-z]{{3,12}}\s\d{{4}}(?:\s?r\.?(?!\w))?)")
_NIP = re.compile(r"(?:(?:dla|nip)[\s:]*)*((?:pl\s?)?\d(?:[\s-]?\d){9})(?!\d)")
_LIKE_NIP = re.compile(r"(?:(?:dla|nip)[\s:]*)*((?:pl\s?)?\d[\d\s-]{4,}\d)(?!\d)")
_WHY = re.compile(r"\s*[,;:.–—-]*\s*(?:(?:z\s)?pow[oó]d(?:u)?\s?:?\s*)?", re.IGNORECASE)
_LONGEST = 250  # characters of the reason: what a correcting invoice can hold
_PAYER = r"(?:dla\s)?(?:nip\s)?(?:pl\s?)?"
# without a colon: a month as we write it, any month before what may be a NIP, or a NIP
SHAPE = re.compile(
    r"(?:za\s)?\d{4}-\d{2}(?:\s|$)"
    rf"|(?:za\s)?(?:{_NUMBERS}|[a-z]{{3,12}}\s\d{{4}})\s{_PAYER}\d[\d\s-]{{5,}}"
    rf"|{_PAYER}\d(?:[\s-]?\d){{9}}(?!\d)"
)


def correct(written: Written) -> Result:
    """``korekta``: the next version of a payer's month that has gone out."""
    rest, month, number = written.value.strip(), None, ""
    for _ in range(2):
        folded = fold(rest)
        if month is None and (found := _MONTH.match(folded)):
            month = read_month(re.sub(r"\s?r\.?$", "", found[1]))
            if month is None:
                return written.wrong(Problem.NO_MONTH, RIGHT, found[1])
            rest = rest[found.end() :].lstrip(" ,;")
        elif not number and (found := _NIP.match(folded) or _LIKE_NIP.match(folded)):
            number = nip.compact(found[1].upper())
            if not nip.is_valid(number):
                return written.wrong(Problem.NO_NIP, RIGHT, rest[found.start(1) : found.end(1)])
            rest = rest[found.end() :].lstrip(" ,;")
    if month is None:
        return written.wrong(Problem.NO_MONTH, RIGHT, " ".join(rest.split()[:2]) if not number else "")
    if not number:
        return written.wrong(Problem.NO_NIP, RIGHT, " ".join(rest.split()[:1]))
    return forms.CorrectBill(line=written.line, month=month, nip=number, reason=_reason(rest))


def _reason(rest: str) -> str:
    begin = _WHY.match(rest)
    return " ".join(rest[begin.end() if begin else 0 :].split())[:_LONGEST]
