"""The word lists of the mail reader: no row is dead, and lists of one purpose do not overlap."""

import itertools

import pytest

from worker.domain.polish import ADJECTIVES, readings
from worker.terms.words import words

VERB, ADJECTIVE = frozenset({"inf"}), frozenset({"adj"})
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
