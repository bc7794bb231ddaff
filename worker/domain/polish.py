"""Polish words: folding for comparison, and what the dictionary (morfeusz2, SGJP) knows of a word.

The only file that imports morfeusz2. It is not thread-safe by promise and an analyser takes 33 MB, so there is one,
asked under a lock; the answers are immutable and cached for all threads. People write without diacritics:
a word the dictionary does not know is looked up again with diacritics put back.
"""

import itertools
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import morfeusz2

_FOLD = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ\xa0\u202f\t", "acelnoszzACELNOSZZ   ")
CAPITALS = "A-ZĄĆĘŁŃÓŚŹŻ"  # for a class of a regular expression
CONSONANTS = frozenset("bcćdfghjklłmnńprsśtwxzźż")
_RESTORE = {plain: plain + marked for plain, marked in zip("acelnos", "ąćęłńóś", strict=True)} | {"z": "zżź"}
_RESTORE |= {plain.upper(): options.upper() for plain, options in _RESTORE.items()}
_MOST_VARIANTS = 64  # a word of seven doubtful letters; beyond that it is left unknown
_LONGEST_WORD = 24
_PROPER = frozenset({"imię", "nazwisko", "nazwa_geograficzna"})
_MEN = {"ka": ("", "a", "k"), "czka": ("k",), "czyni": ("ca", "wca"), "na": ("ny",)}  # how a man of her job is called
_SHORTEST_JOB = 5
_asking = threading.Lock()


def fold(text: str) -> str:
    """Lower case without Polish diacritics; tabs and no-break spaces become spaces.

    The length never changes, so an offset in the folded text is an offset in the text.
    """
    return _fold_word(text) if len(text) <= _LONGEST_WORD else _fold(text)


def bare(text: str) -> str:
    """Folded, and without the accents of other languages too: "Novák" is "novak". Offsets are lost."""
    apart = unicodedata.normalize("NFKD", fold(text))
    return "".join(char for char in apart if not unicodedata.combining(char))


def _fold(text: str) -> str:
    plain = text.translate(_FOLD)
    lowered = plain.lower()
    if len(lowered) == len(plain):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in plain)


_fold_word = lru_cache(maxsize=20_000)(_fold)  # the same words are compared with many lists; long texts are not kept


@dataclass(frozen=True, slots=True)
class Reading:
    """One dictionary reading: the lemma without its homonym mark, grammatical tags, and kinds of name."""

    lemma: str
    part: str  # first tag: subst, adj, fin, praet, inf, …
    tags: frozenset[str]
    names: frozenset[str]  # "imię", "nazwisko", "nazwa_geograficzna", …


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[Reading, ...]:
    """All readings of one word; empty when it is unknown even with diacritics put back."""
    if len(word) > _LONGEST_WORD or not word.isalpha():
        return ()
    known = tuple(_look_up(word))
    if known:
        return known
    return tuple(itertools.chain.from_iterable(_look_up(variant) for variant in _with_diacritics(word)))


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


def is_first_name(word: str) -> bool:
    """Whether the word can be a first name in any case ending."""
    return "imię" in names_of(word)


def is_surname(word: str) -> bool:
    """Whether each part of the (perhaps hyphenated) word can be a surname in any case ending."""
    return all("nazwisko" in names_of(part) for part in word.split("-"))


_CASES = frozenset({"nom", "gen", "dat", "acc", "inst", "loc"})
_NUMBERS = frozenset({"sg", "pl"})
_GENDERS = frozenset({"m1", "m2", "m3", "f", "n"})


def agrees(adjective: Reading, noun: str) -> bool:
    """Whether an adjective stands in the case, the number and the gender of a noun; a word unknown agrees with all."""
    kinds = [one.tags for one in readings(noun.lower()) if one.part == "subst"]
    wanted = (_CASES, _NUMBERS, _GENDERS)
    return not kinds or any(all(tags & adjective.tags & one for one in wanted) for tags in kinds)


def is_vocative_only(word: str) -> bool:
    """Whether the word, read as a first name, is an address ("Panie Marku", "Aniu"), not a mention."""
    cases = [reading.tags for reading in readings(word[:1].upper() + word[1:].lower()) if "imię" in reading.names]
    return bool(cases) and all("voc" in tags and "nom" not in tags for tags in cases if "sg" in tags)


def is_person(word: str, case: str = "sg") -> bool:
    """Whether a common noun is somebody, in that case (or in any): "fakturzystki", "handlowca".

    The dictionary marks men (m1); a woman is told by the man of the same job: fakturzystka, fakturzysta.
    """
    return any(
        reading.part == "subst"
        and {case, "sg"} <= reading.tags
        and not reading.names & _PROPER
        and _is_somebody(reading)
        for reading in readings(word.lower())
    )


def _is_somebody(reading: Reading) -> bool:
    if "m1" in reading.tags:
        return True
    if "f" not in reading.tags or len(reading.lemma) < _SHORTEST_JOB:
        return False
    men = [
        reading.lemma.removesuffix(end) + man for end, men in _MEN.items() if reading.lemma.endswith(end) for man in men
    ]
    return any("m1" in one.tags and "nom" in one.tags for man in men for one in readings(man))


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
