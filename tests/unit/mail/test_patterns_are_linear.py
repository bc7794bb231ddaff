"""No pattern and no reading grows faster than its text: four times the text, about four times the time.

The milliseconds themselves are in benchmarks/patterns.py; here a generous factor catches a quadratic one.
"""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.patterns import UNITS, seconds, uses, worst
from worker.domain.message import Address, InboundMessage
from worker.mail.mime import read_message
from worker.mail.replies import take_apart
from worker.mail.typed_answers import with_typed_answers

SMALL, LARGE = 12_000, 48_000
USES = list(uses())
ENOUGH = 0.03


@pytest.mark.parametrize(("name", "pattern", "method", "whole"), USES, ids=[use[0] for use in USES])
def test_patterns(name: str, pattern: re.Pattern[Any], method: str, whole: bool) -> None:
    _, unit = worst(pattern, method, 2_000, whole=whole)
    assert grows_linearly(lambda size: seconds(pattern, method, unit, size, whole=whole)), (name, unit)


@pytest.mark.parametrize(
    "unit", [*UNITS, "-----\n", "> a\n\n", "-- \n", "Pozdrawiam\n", "PS. a\nPoufne\n", "a:\n", "a@b.pl 12:30:\n"]
)
def test_taking_apart(unit: str) -> None:
    assert grows_linearly(lambda size: timed(lambda: take_apart(unit * (size // len(unit)), author="Jan Nowak")))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("head", ["", "Content-Type: text/html\r\n", "Content-Type: multipart/mixed; boundary=b\r\n"])
def test_reading(head: str, unit: str) -> None:
    def took(size: int) -> float:
        raw = f"From: a@b.pl\r\n{head}\r\n--b\r\n\r\n{unit * (size // len(unit))}".encode()
        return timed(lambda: read_message(raw))

    assert grows_linearly(took)


def test_looking_for_what_was_typed_into_our_letter() -> None:
    ours = compose_letter("a1 " * 6000)

    def took(size: int) -> float:
        lines = size // 4  # a third is theirs, each line another one; the rest stands in our letter
        quote = "".join(f"{chr(0x4E00 + n % 20_000)}\n" for n in range(lines // 3)) + "a1\n" * (lines * 2 // 3)
        answer = InboundMessage(size=1, sha256="", message_id="x", from_=(Address(address="a@b.pl"),), quote=quote)
        return timed(lambda: with_typed_answers(answer, ours))

    assert grows_linearly(took)


def compose_letter(text: str) -> bytes:
    return f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}".encode()


def grows_linearly(took: Callable[[int], float]) -> bool:
    """Whether four times the size takes less than ten times the time; a few tries, for a busy machine."""
    return any((large := took(LARGE)) < ENOUGH or large < 10 * took(SMALL) for _ in range(3))


def timed(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin
