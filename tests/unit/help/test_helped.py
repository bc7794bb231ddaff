"""POMOGŁO closes a ticket, so only a plain one counts; in doubt a person reads it."""

import pytest

from worker.domain.help.helped import says_helped


@pytest.mark.parametrize(
    "text",
    [
        "POMOGŁO",
        "pomoglo",
        "Pomogło!",
        "Dzień dobry,\n\npomogło, dziękuję bardzo.\n\nPozdrawiam\nAnna Nowak\nBiuro Rachunkowe",
        "Super, instrukcja pomogła, dziękujemy.",
        "POMOGŁO\n\nAnna Nowak",
        "Wskazówki pomogły",
        "Dzień dobry, pomogło, wszystko już działa. Dziękuję za pomoc",
        "Tak, pomogło, dziękujemy serdecznie\nAnna Nowak-Lis",
    ],
)
def test_a_plain_one(text: str) -> None:
    assert says_helped(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nie pomogło.",
        "niestety nie pomoglo",
        "Pomogło tylko na chwilę",
        "Pomogło, ale teraz nie widzę licencji",
        "Pomogło? Bo u mnie nadal to samo",
        "POMOGŁO\n\nMam jeszcze pytanie o kasę fiskalną.",
        "Dziękuję, sprawdzę to jutro.",
        "Czy to pomogło innym klientom?",
        "Restart pomógł nam w zeszłym roku, teraz proszę o wizytę",
        "Pomogło jednak w połowie",
        "Pomogło 5 osobom, a mnie wcale",
        "Koleżance pomogło, u mnie bez zmian",
        "Pomogło z drukarką, skaner stoi",
        "Pomogło jak umarłemu kadzidło",
        "Pomogło połowicznie",
        "Komu to pomogło",
        "POMOGŁO\n\nSkaner Stoi dalej",
    ],
)
def test_everything_else_is_for_a_person(text: str) -> None:
    assert not says_helped(text)
