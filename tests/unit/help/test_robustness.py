"""No text of a stranger stops the reader: a megabyte of the worst is read in a moment."""

import time
from datetime import date

import pytest

from worker.application.shelf import shipped_shelf
from worker.domain.help.checklist import Said, read_mail
from worker.domain.help.helped import says_helped
from worker.domain.insert.asking import read_pack_order, read_wallet_mail
from worker.domain.insert.entries import read_line
from worker.domain.subject import read_subject

WORST = [
    "portfel: " * 110_000,
    "portfel: 1 2 3\n" * 70_000,
    "prosze o " * 110_000,
    "konto insert " * 80_000,
    "zalozyl " * 120_000,
    "numer licencji " * 70_000,
    "a@b." * 250_000,
    "x" * 1_000_000,
    "1 " * 500_000,
    "\x00\ud800.?!\n" * 150_000,
    "pomogło " * 120_000,
]


@pytest.mark.parametrize("text", WORST, ids=lambda text: repr(text[:12]))
def test_the_worst_megabyte_is_read_in_a_moment(text: str) -> None:
    shelf = shipped_shelf()
    shelf.suggest("Jak założyć Konto InsERT?")  # the dictionary is read once
    started = time.perf_counter()
    shelf.suggest(text)
    for case in shelf.cases:
        read_mail(case, Said(text=text))
    from_subject = read_subject("PORTFEL")
    day = date(2026, 11, 21)
    read_wallet_mail(from_subject, text, day)
    read_pack_order(text, text, (100, 1000))
    read_line(text, day)
    says_helped(text)
    assert time.perf_counter() - started < 2
