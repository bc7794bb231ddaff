"""What a workplace has: rooms, posts, counters and buildings by base form or by how the word is built; any device."""

import re
from functools import cache

from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import base_forms, fold, is_person, readings
from worker.terms.words import alternation, words

_BUILT = re.compile(r"(?:[lrw]nia|[^r]teka|orium|arium)$")  # as workplaces are called: "montażownia", "nutoteka"
_UNKNOWN_TEKA = re.compile(r"[^r]te(?:ce|ki|ka|ke)$")


def names_place(word: str) -> bool:
    """Whether a word is called like a place of work, in any case: ``montażowni``, ``leśniczówce``, ``nutotece``."""
    forms = base_forms(word.lower())
    if not forms.isdisjoint(_place_lemmas()) or any(_BUILT.search(form) for form in forms):
        return True
    if any(_is_lodge(form) for form in forms):
        return True
    return not readings(word.lower()) and _UNKNOWN_TEKA.search(fold(word)) is not None


def is_wide(word: str) -> bool:
    """A place that may be one of many, or the whole company: by itself it singles out nothing."""
    return not base_forms(word.lower()).isdisjoint(_wide_lemmas())


def _is_lodge(lemma: str) -> bool:
    """``leśniczówka``, ``stróżówka``: a house called after whoever sits in it."""
    stem = lemma.removesuffix("owka")
    return stem != lemma and any(is_person(stem + end, "nom") for end in ("", "y", "a"))


def is_another_thing(passage: Passage, start: int) -> bool:
    """``stacja paliw``, ``waga towaru``."""
    return pattern("devices", "other_things").match(passage.folded, start) is not None


def may_qualify(word: str) -> bool:
    """Whether a word can be an adjective, among others: ``basenowej``, ``dyżurna``."""
    return any(one.part == "adj" for one in readings(word.lower()))


@cache
def _place_lemmas() -> frozenset[str]:
    return frozenset(words("devices")["place_lemmas"])


@cache
def _wide_lemmas() -> frozenset[str]:
    lists = words("devices")
    return frozenset((*lists["whole"], *lists["wide_lemmas"]))


@cache
def any_device() -> re.Pattern[str]:
    """Any device at which somebody works or looks."""
    lists = words("devices")
    known = (*lists["computers"], *lists["positions"], *lists["machines"], *lists["screens"])
    return re.compile(rf"(?<![\w-]){alternation(known)}(?![\w-])")
