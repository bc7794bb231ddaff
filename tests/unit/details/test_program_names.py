"""Names of programs that no list holds (1.5): the subject of what happens, the head of a topic; and what is none."""

import pytest

from worker.domain.details import Source, read_details
from worker.domain.found import Details


def details(text: str, topic: str = "Prośba o pomoc") -> Details:
    return read_details(Source(topic=topic, new_text=text, author_address="x@firma.example"))


ACTING = [
    ("Egzekutor.NET przy zajęciu rachunku wysyła do banku puste zapytanie.", "Egzekutor.NET"),
    ("SEE Electrical gubi numery zacisków przy generowaniu listwy X3.", "SEE Electrical"),
    ("Rzeźnik-PLU nie wysyła nowych cen na wagę przy ladzie.", "Rzeźnik-PLU"),
    ("Konkretnie Edgecam 2019 po wygenerowaniu kodu pisze, że nie ma licencji.", "Edgecam 2019"),
    ("Patronat-SKP nie przesyła wyniku badania do CEPiK.", "Patronat-SKP"),
    ("Fara 4 po wpisaniu chrztu z datą listopadową podaje „data spoza zakresu”.", "Fara 4"),
    ("Stado Online nie pobiera wyników próbnego udoju.", "Stado Online"),
    ('Przy wprowadzaniu pochówku "Nekros" nie pozwala wybrać kwatery.', "Nekros"),
    ("Nasz Premiere Pro 2025 po eksporcie gubi dźwięk.", "Premiere Pro 2025"),
    ("Szyba nie dolicza się, jak wyceniam w Klaesie drzwi tarasowe.", "Klaesie"),
    ("Po wymianie dysku zdjęcia nie wskakują do Prodentisa.", "Prodentisa"),
    ("w optimie 2025.3 nie mogę zaksięgować raportu kasowego.", "optimie 2025.3"),
    ("Od niedzieli mamy zmartwienie z Farą 7.4.", "Farą 7.4"),
    ("W ESOKu 5.14 po przyłożeniu opaski rachunek nalicza pobyt od północy.", "ESOKu 5.14"),
    ("Plik jest w porządku, ale Word go nie otwiera.", "Word"),
    ("Excel 15 minut nie reaguje.", "Excel"),
    ("Optima 12 osób wyrzuciła o ósmej.", "Optima"),
    ("Subiekt GO nie drukuje paragonów.", "Subiekt GO"),
    ("Na teamsie nikt mnie nie słyszy.", "teamsie"),
    ("W excellu nie działa makro.", "excellu"),
    ("W corelu x7 po otwarciu projektu napisy zamieniają się na Arial.", "corelu x7"),
    ("Na stanowisku SKLEP Subiekt GT nie drukuje paragonów.", "Subiekt GT"),
    ("Przy eksporcie z Corela litery znikają.\n\nCorelDRAW 2021, Windows 11", "CorelDRAW 2021"),
]
NONE = [
    "Laptop z numerem seryjnym 5CD1234 nie startuje.",
    "Brama 2 nie otwiera się z komputera portierni.",
    "Działka 117 nie daje się zaznaczyć na mapie.",
    "Na CAD-3 drukarka drukuje puste strony.",
    "EMISJA-1 gubi dźwięk co kilka minut.",
    "TOKARNIA_HAAS nie widzi pliku na dysku.",
    "Igłówka OKI ML3320 drukuje pół strony.",
    "Pani Klaes nie może się zalogować do komputera.",
    "Drukarka w pokoju pana Worda drukuje co drugą stronę pustą.",
    "Hurtownia Optima, od rana nie ma internetu na parterze.",
    "Zamówienie od firmy Legalis-Bud nie wpadło do magazynu.",
    "Autokad po dwukliku znika. Win11.",
]


@pytest.mark.parametrize(("text", "program"), ACTING)
def test_what_acts_as_programs_do_is_the_program(text: str, program: str) -> None:
    found = details(text).software
    assert found is not None
    assert found.value == program


@pytest.mark.parametrize("text", NONE)
def test_a_thing_a_post_or_a_person_is_no_program(text: str) -> None:
    assert details(text).software is None


@pytest.mark.parametrize(
    ("topic", "program"),
    [
        ("Tartacznik - rozliczenie kłód", "Tartacznik"),
        ("odczyt kart kierowców w Tachospeedzie", "Tachospeedzie"),
        ("SEKR-02 - brak obrazu", ""),
        ("OR.1331.4.2026 – brak podpisu", ""),
    ],
)
def test_an_unknown_name_heads_a_topic(topic: str, program: str) -> None:
    found = details("Kubatura po korze liczy się razy dwa.", topic=topic).software
    assert (found.value if found else "") == program


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("Komputer uruchamia się w 10 minut.", ""),
        ("Komputer uruchamia się w dziesięć minut.", ""),
        ("W 8 przypadkach na 9 wydruk jest pusty.", ""),
        ("Mam w 10 pro i nie drukuje.", "w 10 pro"),
        ("U mnie w10 nie drukuje.", "w10"),
    ],
)
def test_a_number_of_things_is_no_system(text: str, system: str) -> None:
    found = details(text).os
    assert (found.value if found else "") == system


def test_an_edition_of_windows_may_stand_on_the_next_line() -> None:
    found = details("Program nie pozwala zamknąć recepty od wczoraj wieczorem. System Windows 10\nPro.").os
    assert found is not None
    assert found.value.split() == ["Windows", "10", "Pro"]
