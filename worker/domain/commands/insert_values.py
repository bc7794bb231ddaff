"""The values behind ``krok:`` and ``portfel:``: text in, a command or what is wrong out."""

import re

from worker.domain.calendar import local_day
from worker.domain.commands import forms
from worker.domain.commands.written import Result, Written
from worker.domain.commands.wrong import Problem
from worker.domain.insert.entries import Unread, read_line

_STEPS = re.compile(
    r"(?P<numbers>\d{1,2}(?:\s?-\s?\d{1,2})?(?:\s?(?:,|;|i|oraz)\s?\d{1,2}(?:\s?-\s?\d{1,2})?)*)"
    r"(?:\s(?P<undone>nie|cofnij|odznacz|-)|\s(?:tak|ok|gotowe|zrobione|jest))?[.!]?"
)
_RIGHT_WALLET = "portfel: 350 pkt, ważny do 2027-03-01"


def wallet(written: Written) -> Result:
    """``portfel:``"""
    read = read_line(written.value, local_day(written.now), written.line)
    if read.unread is None:
        return forms.TellWallet(line=written.line, said=read.entries, nip=read.nip)
    problem = {
        Unread.UNKNOWN_WORD: Problem.UNKNOWN_WORD,
        Unread.BAD_DAY: Problem.NO_DAY,
        Unread.FUTURE: Problem.FUTURE,
        Unread.NO_DAY: Problem.NO_LAST_DAY,
    }.get(read.unread, Problem.NO_WALLET)
    right = "portfel: abonament Subiekt do 2027-04-14" if problem is Problem.NO_LAST_DAY else _RIGHT_WALLET
    return written.wrong(problem, right, read.about)


def step(written: Written) -> Result:
    """``krok:``"""
    match = _STEPS.fullmatch(written.folded)
    if match is None:
        return written.wrong(Problem.NO_STEP, "krok: 2", written.value)
    numbers: dict[int, None] = {}
    for first, last in re.findall(r"(\d{1,2})(?:\s?-\s?(\d{1,2}))?", match["numbers"]):
        numbers |= dict.fromkeys(range(int(first), int(last or first) + 1))
    if not numbers:
        return written.wrong(Problem.NO_STEP, "krok: 2", written.value)
    return forms.TickStep(line=written.line, numbers=tuple(numbers), undone=match["undone"] is not None)
