"""A company adds its own article and guided case by adding files to a folder: no Python, no restart of thinking."""

from pathlib import Path

import pytest

from worker.application.shelf import open_shelf, shipped_shelf
from worker.domain.help.checklist import Said, read_mail
from worker.terms.help_articles import HelpFileError

ARTICLE = """
title = "Jak zmienić domyślną drukarkę w Subiekcie"
asks = ["jak zmienić domyślną drukarkę", "Subiekt drukuje na złej drukarce"]
unlike = ["drukarka nie drukuje, miga na czerwono"]
steps = ["W menu wybrać Podmiot, a potem Parametry.", "Na zakładce Wydruki wskazać drukarkę."]
"""
CASE = """
title = "Wymiana kasy fiskalnej"
asks = ["chcemy wymienić kasę fiskalną na kasę online", "wymiana kasy fiskalnej na nową"]
about = ["kasa fiskalny"]
first = "Najpierw trzeba zrobić raport dobowy."

[[step]]
key = "raport"
name = "raport dobowy zrobiony"
missing = "raportu dobowego"
says = ["raport* dobow* zrobion*", "zrobil* raport*"]

[[step]]
key = "numer"
name = "numer unikatowy kasy"
missing = "numeru unikatowego"
after = ["numer unikatowy"]
value = '[A-Z]{3}\\s?\\d{8,10}'
"""


def test_an_article_in_the_folder_is_shown_beside_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "drukarka-domyslna.toml").write_text(ARTICLE, "utf-8")
    shelf = open_shelf(tmp_path)
    found = shelf.suggest("Wydruki\nNasz Subiekt drukuje na złej drukarce. Jak zmienić domyślną drukarkę?")
    assert [one.key for one in found.articles] == ["drukarka-domyslna"]
    assert not shelf.suggest("Drukarka fiskalna nie drukuje, miga na czerwono od rana").articles
    assert [one.key for one in shelf.suggest("Jak założyć Konto InsERT?").articles] == ["konto-insert-zalozenie"]


def test_a_case_in_the_folder_gets_its_list(tmp_path: Path) -> None:
    (tmp_path / "wymiana-kasy.toml").write_text(CASE, "utf-8")
    shelf = open_shelf(cases_folder=tmp_path)
    case = shelf.suggest("Kasa\nChcemy wymienić kasę fiskalną na nową kasę online").case
    assert case is not None
    assert case.key == "wymiana-kasy"
    read = read_mail(case, Said(text="Zrobiłem raport. Numer unikatowy to EAZ 1801234567."))
    assert {tick.step: tick.value for tick in read.ticks} == {"raport": "Zrobiłem raport", "numer": "EAZ 1801234567"}


def test_a_file_of_a_shipped_name_replaces_it_and_off_takes_it_away(tmp_path: Path) -> None:
    (tmp_path / "konto-insert-zalozenie.toml").write_text("off = true\n", "utf-8")
    (tmp_path / "inspunkty-do-czego.toml").write_text(ARTICLE, "utf-8")
    shelf = open_shelf(tmp_path)
    assert not shelf.suggest("Jak założyć Konto InsERT?").articles
    assert next(one.title for one in shelf.articles if one.key == "inspunkty-do-czego").startswith("Jak zmienić")
    assert len(shelf.articles) == len(shipped_shelf().articles) - 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ARTICLE.replace('"Jak zmienić domyślną drukarkę w Subiekcie"', "1"), "title must be a text"),
        (ARTICLE.replace("steps", "stepps"), "steps must be a list of texts|must not be empty"),
        (ARTICLE + 'kolor = "zielony"\n', "unknown field kolor"),
        ("title = ", "not valid TOML"),
        (ARTICLE + 'checked = "wczoraj"\n', "checked must be a day"),
    ],
)
def test_a_wrong_article_says_which_file_and_why(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "moj.toml").write_text(text, "utf-8")
    with pytest.raises(HelpFileError, match=rf"moj\.toml: .*({said})"):
        open_shelf(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CASE.replace('key = "numer"', 'key = "raport"'), "each step has a key of its own"),
        (CASE.replace("[A-Z]{3}", "[A-Z"), "not a regular expression"),
        ('title = "x"\nasks = ["y"]\n', r"a case needs \[\[step\]\]"),
    ],
)
def test_a_wrong_case_says_which_file_and_why(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "moja.toml").write_text(text, "utf-8")
    with pytest.raises(HelpFileError, match=said):
        open_shelf(cases_folder=tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(HelpFileError, match="no such folder"):
        open_shelf(tmp_path / "nie-ma")


def test_every_shipped_file_names_its_source_and_its_day() -> None:
    shelf = shipped_shelf()
    assert len(shelf.articles) >= 5
    assert len(shelf.cases) >= 2
    assert all(one.source and one.checked and one.steps for one in (*shelf.articles,))
    assert all(one.source and one.checked for one in shelf.cases)
    keys = {one.key for one in shelf.articles}
    assert all(one.article in keys for one in shelf.cases if one.article)
