"""Whether the writer tells in the first person of work on the computer: then who signs is the user (rule 4)."""

import re
from collections.abc import Iterator

from worker.domain.details.phrases import pattern
from worker.domain.details.source import Passage, Passages
from worker.domain.polish import readings
from worker.terms.words import words

_ALONE = re.compile(r"(?<!\w)sama?(?!\w)")
_ALONE_REACH, _ALONE_WORDS = 40, 4  # characters and words before it
_WORD = re.compile(r"[^\W\d_]{3,20}")
_FIRST_PERSON_END = ("ę", "e", "am", "em", "łem", "łam")
_VERBS_READ = 400


def works_alone(passage: Passage) -> Iterator[int]:
    """Behind each ``pakuję tu sama``, ``sprzedaję tam sam``: nobody else sits there."""
    for alone in _ALONE.finditer(passage.folded):
        before = _WORD.findall(passage.text[max(0, alone.start() - _ALONE_REACH) : alone.start()].lower())
        for word in before[-_ALONE_WORDS:]:
            written = word if "ę" in passage.text or not word.endswith("e") else f"{word[:-1]}ę"
            if any(
                one.part == "fin" and {"sg", "pri"} <= one.tags and one.lemma not in words("people")["courtesy"]
                for one in readings(written)
            ):
                yield alone.end()
                break


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
            if reading.part in ("fin", "praet") and {"sg", "pri"} <= reading.tags and reading.lemma not in courtesy:
                return True
    return False
