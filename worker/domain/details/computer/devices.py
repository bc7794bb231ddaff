"""Phrases around a device word that single it out, with their worth.

    phrase = [lead] device [side] {modifier | telling}     "moim laptopie", "serwerze terminalowym TS01"

An indefinite word before the device ("jeden z komputerów", "na innym komputerze") makes it worthless.
"""

import re
from collections.abc import Iterator
from functools import cache

from worker.domain.details.computer.leads import SIDE, lead
from worker.domain.details.computer.modifiers import modifier_at
from worker.domain.details.computer.no_devices import is_no_device
from worker.domain.details.computer.singling import (
    AROUND,
    NUMBER,
    TOLD,
    Device,
    Phrase,
)
from worker.domain.details.computer.telling import telling
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passage
from worker.terms.words import alternation, words

_REACHED = re.compile(  # a server that a message says to be out of reach
    rf"{AROUND['reaching']}\s(?:\w+\s){{0,2}}?(?:z|ze|do)\s$"
)
_MOST_MODIFIERS = 6


def device_phrases(passage: Passage) -> Iterator[Phrase]:
    """Every device that something singles out."""
    for match in _device().finditer(passage.folded):
        if is_no_device(passage, match):
            continue
        before = lead(passage, match)
        if before is None:
            continue
        side = SIDE.match(passage.folded, match.end())
        worth, end = before.worth, side.end() if side else match.end()
        at = end
        for _ in range(_MOST_MODIFIERS):
            step = modifier_at(passage, at, device=Device(match.lastgroup or ""), known=worth >= NUMBER)
            if step is None or step.worth == 0:
                step = telling(passage, at, match) or step
            if step is None:
                break
            worth, at = max(worth, step.worth), step.end
            if step.worth or pattern("devices", "glue").fullmatch(passage.folded, step.start, step.end) is None:
                end = at  # "w budce jest": the last word is of the sentence, and no part of the phrase
        if worth and _REACHED.search(passage.folded, max(0, match.start() - 40), match.start()):
            worth = TOLD  # "nie można nawiązać połączenia z serwerem 192.168.1.20"
        if worth:
            yield Phrase(worth, before.start, end, match.lastgroup == Device.MACHINE.value)


@cache
def _device() -> re.Pattern[str]:
    lists = words("devices")
    order = (Device.MACHINE, Device.POSITION, Device.COMPUTER)  # "terminal płatniczy" before "terminal"
    kinds = "|".join(f"(?P<{device.value}>{alternation(lists[f'{device.value}s'])})" for device in order)
    return re.compile(rf"(?<![\w-])(?:{kinds})(?![\w-])")
