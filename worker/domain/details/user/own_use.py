"""Whether the writer tells in the first person of work on the computer: then who signs is the user (rule 4)."""

import re

from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passage, Passages
from worker.domain.polish import CAPITALS, PERSONAL, readings
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


_USE_VERB = r"(?:uzywam|korzystam|obsluguje|pracuje|siedze|siadam|robie|ucze)"
_ME = re.compile(
    rf"(?<!\w)(?:{_USE_VERB}\s(?:\w+\s){{0,3}}?|(?:zawsze|tylko|wylacznie)\s|uzytkowni\w+\s(?:to\s|jestem\s){{0,2}})"
    r"(?P<me>ja)(?!\w)"
)
_I_SIT = re.compile(rf"(?<!\w)ja\s(?:(?:dzis|teraz|tu|tam|zawsze|codziennie)\s){{0,2}}{_USE_VERB}(?!\w)")
_OF_HER = re.compile(rf"[jJ]ą|[jJ]a\s+(?:p\.|pan|kole[gż]|[{CAPITALS}])")  # "obsługuje ją pani Halina"


def says_it_is_me(texts: Passages) -> bool:
    """``Kolektora używam ja.``: whoever signs, whomever else the text names."""
    if any(_I_SIT.search(passage.folded) for passage in texts.written):
        return True
    return any(
        not _OF_HER.match(passage.text, match.end("me") - 2)
        for passage in texts.written
        for match in _ME.finditer(passage.folded)
    )
