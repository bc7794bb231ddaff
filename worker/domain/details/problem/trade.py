"""Whether a sentence speaks of something that we look after: a device, a program, what is on a screen or on paper.

"Hydraulik zalał nam sufit" says what somebody did, and to nothing of ours (point 1.5). A word that the dictionary does
not know may be a program's name or a term of somebody's trade, and counts. Of machines that does not decide: nobody can
list all that stops after an update (a gate, a dispenser, a bell).
"""

import re
from functools import lru_cache

from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import Sentence
from worker.domain.polish import CAPITALS, fold, readings

_UNKNOWN = re.compile(r"[^\W\d_]{4,}")
_ABBREVIATION = re.compile(rf"(?<!\w)[{CAPITALS}]{{2,8}}(?!\w)")  # JPK, RIP, EZD


@lru_cache(maxsize=256)
def is_of_our_trade(sentence: Sentence) -> bool:
    """Whether anything that we look after is named."""
    listed = (
        ("devices", "computers", "machines", "positions"),
        ("programs", "accounting", "general", "shops", "common", "browsers", "screen_work"),
        ("symptoms", "at_screen", "trade"),
    )
    if any(pattern(*keys).search(sentence.folded) for keys in listed):
        return True
    if sentence.passage.plain is sentence.passage.text and _ABBREVIATION.search(sentence.text):
        return True
    said = [word.group() for word in _UNKNOWN.finditer(sentence.text)]
    return any(not readings(word.lower()) and not readings(fold(word).capitalize()) for word in said)
