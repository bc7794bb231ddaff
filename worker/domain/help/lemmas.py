"""A text as the meanings of its words: lemmas by the dictionary, words of one meaning under one name.

Each word becomes the set of everything it can mean, because a form without its sentence is ambiguous ("konta" is an
account, "mam" a mother); both sides of a comparison are read alike, so what is meant is always among it. Words that
say nothing are left out. Folded, so that mails without diacritics are the same.
"""

import re
from functools import lru_cache

from worker.domain.polish import fold, readings
from worker.terms.help_words import help_words

Word = frozenset[str]

_WORD = re.compile(r"[^\W_]+(?:-[^\W\d_]+)*")
_STOP = re.compile(r"[.!?…;]+(?=\s|$)|\n")
_MOST = 4_000  # characters of a text; what a mail is about it says well before that
_SILENT = frozenset({"prep", "conj", "comp", "part", "qub", "interj", "ppron12", "ppron3", "siebie", "num", "pred"})


def sentences(text: str) -> tuple[tuple[Word, ...], ...]:
    """The words of each sentence or line, in order; a sentence of idle words is left out."""
    found = (tuple(_words(part)) for part in _STOP.split(text[:_MOST]))
    return tuple(words for words in found if words)


def meanings(text: str) -> tuple[str, ...]:
    """Every meaning in a text, each once, in order."""
    return tuple(dict.fromkeys(name for words in sentences(text) for word in words for name in sorted(word)))


def _words(text: str) -> list[Word]:
    return [word for match in _WORD.finditer(text) if (word := meaning(match.group()))]


@lru_cache(maxsize=20_000)
def meaning(word: str) -> Word:
    """What one written word can mean; empty for a word that says nothing."""
    words, plain = help_words(), fold(word)
    for beginning, name in words.beginnings:
        if plain.startswith(beginning):
            return frozenset({name})
    if plain.isdigit() or len(plain) < 2:
        return frozenset()
    known = readings(word) or readings(word.lower()) or readings(word.rpartition("-")[2])
    lemmas = {one.lemma.lower() for one in known if one.part not in _SILENT} if known else {word.lower()}
    if lemmas & words.idle or plain in words.idle:
        return frozenset()
    named = {words.concepts[lemma] for lemma in lemmas if lemma in words.concepts}
    if not known and plain in words.concepts:
        named.add(words.concepts[plain])
    return frozenset(named or {fold(lemma).replace("-", "") for lemma in lemmas})
