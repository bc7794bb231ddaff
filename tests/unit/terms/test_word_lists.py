"""The word lists of the mail reader: no row is dead, and lists of one purpose do not overlap."""

import itertools
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

import worker
from worker.domain.polish import ADJECTIVES, readings
from worker.terms.words import WordListError, words

VERB, ADJECTIVE = frozenset({"inf"}), frozenset({"adj"})
KEYED_BY_DATA = (
    "columns",
    "labels",
    "lengths",
    "lures",
    "numerals",
    "products",
    "systems",
    "units",
)  # a key is what is meant
BASE_FORMS = (
    ("symptoms", "vague_lemmas", VERB),
    ("symptoms", "idle_lemmas", VERB),
    ("symptoms", "machine_lemmas", VERB),
    ("symptoms", "perceives", VERB),
    ("symptoms", "deed_lemmas", VERB | {"subst"}),
    ("symptoms", "judgements", VERB | ADJECTIVES),
    ("people", "courtesy", VERB),
    ("people", "labours", VERB),
    ("devices", "tells_nothing", ADJECTIVE),
)


@pytest.mark.parametrize(("name", "key", "parts"), BASE_FORMS)
def test_every_base_form_is_one_that_the_dictionary_gives(name: str, key: str, parts: frozenset[str]) -> None:
    unknown = [
        row
        for row in words(name)[key]
        if not any(one.lemma == row and one.part in parts for one in readings(row.lower()))
    ]
    assert unknown == []


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("people", ("partners", "visitors", "on_papers", "not_roles", "before_others", "streets", "helped_us")),
        ("symptoms", ("idle_subjects", "crowds", "queues")),
        ("symptoms", ("vague_lemmas", "idle_lemmas")),
    ],
)
def test_a_word_stands_in_one_list_of_its_purpose(name: str, keys: tuple[str, ...]) -> None:
    for one, other in itertools.combinations(keys, 2):
        assert set(words(name)[one]).isdisjoint(words(name)[other]), (one, other)


def _asked_by_key() -> list[str]:
    named = (path.name.removesuffix(".toml") for path in files("worker.terms").iterdir() if path.name.endswith(".toml"))
    found = []
    for name in sorted(set(named) - set(KEYED_BY_DATA)):
        try:
            words(name)
        except WordListError:
            continue  # dated rules and phrases of letters, which are no lists
        found.append(name)
    return found


@cache
def _modules() -> tuple[str, ...]:
    return tuple(path.read_text("utf-8") for path in Path(worker.__path__[0]).rglob("*.py"))


def _keys_asked_of(name: str) -> frozenset[str]:
    """What modules that name the list say in quotation marks; the same word elsewhere reads no list of it."""
    source = "\n".join(text for text in _modules() if re.search(rf"\b{name}\b", text))
    return frozenset((*re.findall(r"[\"'](\w+)[\"']", source), *re.findall(r"\b(\w+): (?:tuple|frozenset)", source)))


@pytest.mark.parametrize("name", _asked_by_key())
def test_every_list_has_a_reader(name: str) -> None:
    assert set(words(name)) - _keys_asked_of(name) == set()
