"""What the dictionary (morfeusz2, SGJP) knows of a word.

The only file that imports morfeusz2. It is not thread-safe by promise and an analyser takes 33 MB, so there is one,
asked under a lock; the answers are immutable and cached for all threads. People write without diacritics:
a word the dictionary does not know is looked up again with diacritics put back.
"""

import itertools
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import morfeusz2

from worker.domain.polish.folding import fold

_RESTORE = {plain: plain + marked for plain, marked in zip("acelnos", "ąćęłńóś", strict=True)} | {"z": "zżź"}
_RESTORE |= {plain.upper(): options.upper() for plain, options in _RESTORE.items()}
_MOST_VARIANTS = 64  # a word of seven doubtful letters; beyond that it is left unknown
_LONGEST_WORD = 24
_asking = threading.Lock()


@dataclass(frozen=True, slots=True)
class Reading:
    """One dictionary reading: the lemma without its homonym mark, grammatical tags, and kinds of name."""

    lemma: str
    part: str  # first tag: subst, adj, fin, praet, inf, …
    tags: frozenset[str]
    names: frozenset[str]  # "imię", "nazwisko", "nazwa_geograficzna", …


def readings(word: str, *, unmarked: bool = False) -> tuple[Reading, ...]:
    """All readings of one word; empty when it is unknown even with diacritics put back.

    ``unmarked``: of a text without diacritics, where a word that is known may be another one: "wazy" may be "waży".
    """
    if len(word) > _LONGEST_WORD or not word.isalpha():
        return ()
    return _readings_unmarked(word) if unmarked else _readings(word)


@lru_cache(maxsize=20_000)
def _readings(word: str) -> tuple[Reading, ...]:
    known = tuple(_look_up(word))
    if known:
        return known
    return tuple(itertools.chain.from_iterable(_look_up(variant) for variant in _with_diacritics(word)))


@lru_cache(maxsize=5_000)
def _readings_unmarked(word: str) -> tuple[Reading, ...]:
    variants = (word, *_with_diacritics(word))
    return tuple(itertools.chain.from_iterable(_look_up(variant) for variant in variants))


@lru_cache(maxsize=20_000)
def names_of(word: str) -> frozenset[str]:
    """The kinds of name the word can be, in any case ending; looked up with a capital letter."""
    found: set[str] = set()
    for reading in readings(word[:1].upper() + word[1:].lower()):
        found |= reading.names
    return frozenset(found)


@lru_cache(maxsize=20_000)
def base_forms(word: str) -> frozenset[str]:
    """The folded word and the folded base forms it can have: "karolinie" is "karolina" too."""
    found = {fold(word)}
    for form in (word, word[:1].upper() + word[1:].lower()):
        found.update(fold(reading.lemma) for reading in readings(form))
    return frozenset(found)


@cache
def _analyser() -> morfeusz2.Morfeusz:
    return morfeusz2.Morfeusz(expand_tags=False, praet="composite", generate=False)


def _look_up(word: str) -> Iterator[Reading]:
    with _asking:
        found = _analyser().analyse(word)
    for start, end, (_, lemma, tag, names, _) in found:
        # a word cut into segments (aglutinate, hyphen) is read by its first segment only
        if start == 0 and end >= 1 and tag != "ign":
            part, tags = _tags(tag)
            yield Reading(lemma.partition(":")[0], part, tags, _kinds(tuple(names)))


@cache  # the tag set is small, and thousands of readings share each
def _tags(tag: str) -> tuple[str, frozenset[str]]:
    part, *rest = tag.split(":")
    return part, frozenset(itertools.chain.from_iterable(item.split(".") for item in rest))


@cache
def _kinds(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(names)


def _with_diacritics(word: str) -> Iterator[str]:
    options = [_RESTORE.get(letter, letter) for letter in word]
    variants = itertools.product(*options)
    next(variants)  # the word itself
    for variant in itertools.islice(variants, _MOST_VARIANTS):
        yield "".join(variant)
