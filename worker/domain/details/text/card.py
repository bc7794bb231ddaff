"""Business cards: what stands below a closing formula says who writes, and nothing of the trouble."""

import re

from worker.domain.details.text.phrases import last
from worker.domain.details.text.source import Passage
from worker.domain.found import Place
from worker.terms.words import alternation, words

_CLOSING = re.compile(rf"^[ \t]*(?:{alternation(words('symptoms')['formulas'])}(?!\w)|-- ?$)", re.MULTILINE)


def is_on_card(passage: Passage, start: int) -> bool:
    """Whether an offset stands in a signature or in the last lines, under a closing formula: a business card."""
    if passage.place is Place.SIGNATURE:
        return True
    closing = last(_CLOSING, passage.folded, 0, len(passage.folded))
    return closing is not None and closing.start() < start
