"""What makes an article fit: the phrase, the word, enough of a question, and nothing that looks more alike."""

import pytest

from worker.domain.help.lemmas import meanings
from worker.domain.help.matching import Heard, Look, best
from worker.store.ranking import Ranking


def test_inflection_and_missing_diacritics_are_one() -> None:
    assert set(meanings("usunięte Konto InsERT")) == set(meanings("usunieto kontem Insertu"))
    assert set(meanings("założenie konta")) == set(meanings("zarejestrować konto"))


def test_words_that_say_nothing_are_left_out() -> None:
    assert meanings("Dzień dobry, proszę o pomoc, bo nie wiem, co z tym zrobić") == ()


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("w naszym koncie InsERT", True),
        ("konto w serwisie InsERT", True),
        ("InsERT założył nam konto", True),
        ("InsERT przysłał wczoraj mail o nowym koncie", False),
        ("Konto jest w banku. Program mamy od InsERT", False),
        ("konto bankowe w programie handlowym firmy InsERT", False),
        ("konto", False),
    ],
)
def test_a_phrase_stands_close_together_in_one_sentence(text: str, holds: bool) -> None:
    assert Heard(text=text).says("konto insert") is holds


def test_a_ranking_says_how_much_of_a_sentence_is_said() -> None:
    ranking = Ranking([("konto", "insert", "usunac"), ("drukarka", "drukowac"), ("konto", "bank")])
    whole, none, part = (one.share for one in ranking.weigh(("usunac", "konto", "insert", "pilne")))
    assert whole == 1
    assert none == 0
    assert 0 < part < 0.5
    assert [one.share for one in ranking.weigh(())] == [0, 0, 0]


def test_rare_words_weigh_more() -> None:
    ranking = Ranking([("konto", "karencja"), ("konto", "bank"), ("konto", "haslo"), ("myszka",), ("ekran",)])
    assert ranking.weigh(("karencja",))[0].share > ranking.weigh(("konto",))[0].share


def look(key: str, share: float, *, rival: float = 0, about: str | None = "", beside: str | None = "") -> Look:
    return Look(key=key, about=about, beside=beside, share=share, ask="", rival=rival, unlike="")


def test_only_what_fits_is_shown_and_a_second_only_when_nearly_as_good() -> None:
    assert [one.key for one in best([look("a", 0.6), look("b", 0.9), look("c", 0.85)])] == ["b", "c"]
    assert [one.key for one in best([look("a", 0.9), look("b", 0.9), look("c", 0.9)])] == ["a", "b"]
    assert not best([look("a", 0.49), look("b", 0.9, rival=0.95), look("c", 1, about=None), look("d", 1, beside=None)])
