"""Repetition: the same words around other numbers are one machine; a person's next report is another text."""

import pytest

from worker.domain.repetition import Repetition, Said, repetition, same_words

FORM = "Opis: {} Stanowisko: {} Użytkownik: Jan Kowalski Telefon: 601 000 214"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zgłoszenie HD-1001 przyjęte.", "zgłoszenie HD-1002 przyjęte"),
        ("Sprawa 5 z 3.02.2026, link https://a.example/x1y", "Sprawa 6 z 4.02.2026, link https://a.example/z9q"),
        ("", ""),
        ("[#26-00001-7]", "12345"),
        ("Raport, poniedziałek 2 marca", "Raport, wtorek 13 kwietnia"),
        ("Zdarzenie deadbeefcafe w systemie", "Zdarzenie faceb00c-0001-4c2d-9a6b-1f00aa22bb33 w systemie"),
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


ALL = frozenset({"nip", "description", "workstation", "user", "contact"})
LESS = ALL - {"workstation"}
LITTLE = ALL - {"workstation", "user"}


def said(subject: str, text: str, missing: frozenset[str] = ALL, **more: object) -> Said:
    return Said(subject=subject, text=text, missing=missing, **more)  # type: ignore[arg-type]  # of conversation, user …


def test_nothing_said_before_is_no_repetition() -> None:
    assert repetition([], said("Alarm 4711", "Brak zasilania")) == Repetition()


@pytest.mark.parametrize(
    ("one", "other", "counted"),
    [
        ("Alarm 4711", "Alarm 4724", 1),
        ("Alarm 4711: pompa", "Re: Alarm 4724: winda", 1),
        ("[#4711] Alarm", "[#4724] Alarm", 0),  # the number stands where a NIP would; other words, other topic
        ("4711 alarm pompy", "4724 alarm windy", 1),
        ("Zamówienie nr 88/2026", "Zamówienie nr 89/2026", 1),
        ("Zdarzenie 6ba7b810-9dad-11d1-80b4-00c04fd430c8", "Zdarzenie 0f1e2d3c-9dad-11d1-80b4-00c04fd430c8", 1),
        ("Alarm 4711", "Alarm 4711", 0),  # the same topic: ``same`` counts it
        ("KASA 1", "KASA 2", 0),
        ("Zamówienie 88231", "Faktura 88232", 0),
        ("Drukarka", "Skaner", 0),
        ("", "4711", 0),
    ],
)
def test_subjects_that_count_on(one: str, other: str, counted: int) -> None:
    found = repetition([said(one, "Pompa stoi")], said(other, "Winda stoi"))
    assert found.numbered == counted


def test_numbers_do_not_count_against_who_tells_more_or_all() -> None:
    earlier = [said("Zamówienie 88231", "Nie drukuje się etykieta")]
    assert repetition(earlier, said("Zamówienie 88240", "Błąd kwoty", LESS)).numbered == 0
    assert repetition(earlier, said("Zamówienie 88240", "Błąd kwoty", frozenset())).numbered == 0


def test_a_description_alone_is_no_progress_but_nothing_missing_is() -> None:
    earlier = [said(f"Temat {letter}", letter) for letter in "abcde"]
    assert repetition(earlier, said("Temat f", "f", ALL - {"description"})).unheeded == 5
    assert repetition(earlier, said("Temat f", "f", LESS)).unheeded == 0
    assert repetition(earlier, said("Temat f", "f", frozenset())).unheeded == 0
    assert repetition([*earlier, said("Temat f", "f", frozenset())], said("Temat g", "g")).unheeded == 0


def test_each_step_in_a_conversation_heeds_a_checklist_even_when_another_report_lacked_less() -> None:
    earlier = [said("Skaner", "a", LITTLE, conversation=1), said("Druk", "b", ALL, conversation=2)]
    assert repetition(earlier, said("Druk", "c", LESS, conversation=2)).unheeded == 0
    assert repetition(earlier, said("Druk", "c", ALL, conversation=2)).unheeded == 2


def test_a_matter_that_was_asked_about_is_the_same_whatever_its_words() -> None:
    asked = said("Druk", "nie drukuje", conversation=1)
    assert repetition([asked], said("Re: Druk", "dalej nie", conversation=1)).same
    assert repetition([asked], said("Inny temat", "dalej nie", conversation=1)).same
    assert not repetition([asked], said("Inny temat", "dalej nie", conversation=2)).same
    assert not repetition([asked], said("Druk", "dalej nie", LESS, conversation=1)).same


@pytest.mark.parametrize("subject", ["", "Re:", "???"])
def test_mails_without_a_subject_are_no_matter_by_that(subject: str) -> None:
    asked = [said(subject, "nie drukuje", conversation=1), said(subject, "internet stoi", conversation=2)]
    found = repetition(asked, said(subject, "Subiekt się zawiesza", conversation=3))
    assert (found.same, found.unheeded) == (False, 2)
    assert repetition(asked, said(subject, "dalej nie", conversation=2)).same


def test_two_steps_of_progress_forgive_one_miss() -> None:
    talk = [said("Druk", word, missing, conversation=1) for word, missing in (("a", ALL), ("b", LESS), ("c", LITTLE))]
    assert not repetition(talk, said("Druk", "d", LITTLE, conversation=1)).same
    again = [*talk, said("Druk", "d", LITTLE, conversation=1)]
    assert repetition(again, said("Druk", "e", LITTLE, conversation=1)).same
    assert repetition(talk[:2], said("Druk", "d", LESS, conversation=1)).same, (
        "one step a machine makes with our letter"
    )


def test_the_same_words_about_another_computer_or_user_are_another_report() -> None:
    first = said("Druk", "nie drukuje", frozenset(), workstation="KASA 1", user="Jan Lis")
    for more in ({"workstation": "KASA 2", "user": "Jan Lis"}, {"workstation": "KASA 1", "user": "Anna Nowak"}):
        found = repetition([first], said("Druk", "nie drukuje", frozenset(), **more))
        assert (found.same, found.elsewhere) == (False, 1)
    numbered = said("Druk", "nie drukuje", frozenset(), workstation="kasa 1", user="Jan Lis")
    assert repetition([first], numbered).same


def test_a_running_number_in_the_name_makes_no_other_computer() -> None:
    first = said("Druk", "nie drukuje", workstation="HD-1001")
    assert repetition([first], said("Druk", "nie drukuje", workstation="HD-1002")).same
