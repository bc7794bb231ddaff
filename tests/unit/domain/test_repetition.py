"""Repetition: the same words around other numbers are one machine; a person's next report is another text."""

import pytest

from worker.domain.repetition import same_words

FORM = "Opis: {} Stanowisko: {} Użytkownik: Jan Kowalski Telefon: 601 000 214"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zgłoszenie HD-1001 przyjęte.", "zgłoszenie HD-1002 przyjęte"),
        ("Sprawa 5 z 3.02.2026, link https://a.example/x1y", "Sprawa 6 z 4.02.2026, link https://a.example/z9q"),
        ("", ""),
        ("[#26-00001-7]", "12345"),
        ("Wracam w poniedziałek. " + "słowo " * 80 + "koniec", "Wracam w poniedziałek. " + "słowo " * 80 + "finał"),
    ],
)
def test_only_numbers_ids_and_addresses_differ(one: str, other: str) -> None:
    assert same_words(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", "Nie działa drukarka"),
        ("Nie działa drukarka", "Nie działa skaner"),
        (
            FORM.format("drukarka nie pobiera papieru z podajnika", "KASA"),
            FORM.format("program zamyka się przy starcie", "BIURO"),
        ),
    ],
)
def test_another_matter_is_another_text(one: str, other: str) -> None:
    assert not same_words(one, other)


def test_a_megabyte_without_a_space_is_no_work() -> None:
    assert same_words("a" * 1_000_000, "a" * 1_000_000)
    assert not same_words("-" * 1_000_000, "słowo")
