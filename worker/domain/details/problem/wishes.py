"""What is asked for where nothing is broken: "proszę o założenie konta dla nowej osoby", "trzeba przenieść program".

    wish = plea … deed … object        within one sentence

A deed of our trade with its object tells a technician what to do, which is more than "nie działa" [1.5]. A repair is
no such deed: "proszę o naprawę drukarki" does not say what happens.
"""

import itertools
import re

from worker.domain.details.problem.complement import is_object
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import Sentence
from worker.domain.polish import fold, readings
from worker.terms.words import words

_WORD = re.compile(r"[^\W\d_]{2,}")
_DEED_REACH, _OBJECT_REACH = 5, 5  # words behind the plea, and behind the deed
_STOP = re.compile(r"[,;:.!?()]")
_OURSELVES = frozenset({"się", "sie"})  # "proszę o podłączenie się do mnie"
_FORMS = frozenset({"ger", "inf", "subst"})


def has_wish(sentence: Sentence) -> bool:
    """Whether the sentence asks for a deed on something."""
    return any(_asks(sentence, plea.end()) for plea in pattern("symptoms", "pleas").finditer(sentence.folded))


def _asks(sentence: Sentence, start: int) -> bool:
    stop = _STOP.search(sentence.folded, start)
    following = list(
        itertools.islice(
            _WORD.finditer(sentence.text, start, stop.start() if stop else len(sentence.text)),
            _DEED_REACH + _OBJECT_REACH,
        )
    )
    for at, deed in enumerate(following[:_DEED_REACH]):
        after = following[at + 1].group().lower() if at + 1 < len(following) else ""
        if _is_deed(deed.group()) and after not in _OURSELVES:
            return _has_object(sentence, following[at + 1 : at + 1 + _OBJECT_REACH])
    return False


def _has_object(sentence: Sentence, following: list[re.Match[str]]) -> bool:
    """The first noun decides: "przenieść wizytę na piątek" and "założyć zgłoszenie" ask for no work."""
    for word in following:
        if pattern("symptoms", "no_objects").fullmatch(fold(word.group())):
            return False
        if is_object(sentence, word):
            return True
    return False


def _is_deed(word: str) -> bool:
    return any(
        reading.part in _FORMS and reading.lemma in words("symptoms")["deed_lemmas"]
        for reading in readings(word.lower())
    )
