"""Whether the writer tells in the first person of work on the computer: then who signs is the user (rule 4)."""

import re

from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passage, Passages
from worker.domain.polish import PERSONAL, readings
from worker.terms.words import words

_WORD = re.compile(r"[^\W\d_]{3,20}")
_FIRST_PERSON_END = ("ę", "e", "am", "em", "łem", "łam")
_VERBS_READ = 400


def speaks_of_own_use(texts: Passages) -> bool:
    """Whether the writer tells in the first person what he or she did on the computer."""
    return any(tells_own_use(passage) for passage in texts.written)


def tells_own_use(passage: Passage) -> bool:
    """Whether a passage does: "wydrukowałam", "nie mogę zapisać"; "proszę" and "dzwonię" tell nothing."""
    if pattern("people", "own", "own_trouble").search(passage.folded):
        return True
    courtesy = words("people")["courtesy"]
    checked = 0
    for match in _WORD.finditer(passage.text):
        word = match.group().lower()
        if not word.endswith(_FIRST_PERSON_END):
            continue
        checked += 1
        if checked > _VERBS_READ:
            break
        for reading in readings(word):
            if reading.part in PERSONAL and {"sg", "pri"} <= reading.tags and reading.lemma not in courtesy:
                return True
    return False
