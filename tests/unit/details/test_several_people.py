"""Letters that name several people: who uses the computer, and who has nothing to do with it (rule 4)."""

import pytest

from worker.domain.details import RequestKind, Source, missing_details, read_details
from worker.domain.polish.names import is_short_for


def _user(text: str, author_name: str = "") -> str:
    found = read_details(Source(new_text=text, text=text, author_name=author_name)).user
    return found.value if found else ""


@pytest.mark.parametrize(
    ("text", "user"),
    [
        (
            "Pani podinspektor Bogumiła Stęplewska od wczoraj nie jest w stanie podpisać żadnego pisma. W gabinecie "
            "Pana Wójta (Pan Zenon Kwaterski) karta działa. Proszę o rozmowę z Panią Stęplewską.\n\nGrażyna Wrzos",
            "Bogumiła Stęplewska",
        ),
        ("Aplikantka p. Maria Nowotna skanuje akta, plik jest uszkodzony.\n\nAleksander Nowik\nradca", "Maria Nowotna"),
        ("Piszę z polecenia kierownika (Hubert Zasępa). Jeździ z tym terminalem Mykoła Szewczuk.\n\nEwa Wąs", "Mykoła"),
        ("Chodzi z nim Patryk Sikorski, telefon 728 000 471.\n\nEmilia Banaś", "Patryk Sikorski"),
        ("Dyspozytor to Sebastian Pyka, pokazuje błąd.\n\nMirosława Pyka", "Sebastian Pyka"),
        ("System na kasie użytkowanej przez Panią Lucynę Mazgaj gaśnie.\n\nCyprian Woźnicki", "Lucynę Mazgaj"),
        (
            "U Pani Romany Pietrusiak przy sąsiednim biurku wszystko spływa. Osobą, która na tym stanowisku pracuje, "
            "jest Pan Gerard Mróz.\n\nOlga Żelazowska",
            "Gerard Mróz",
        ),
        ("Liczy Oliwia Tkacz, zdalnie.\n\nKinga Obrębska\nwiceprezes", "Oliwia Tkacz"),
        ("Etykieta nie wychodzi. Pakuje tam Nikola Hajduk.\n\nSklep Kocia Łapka", "Nikola Hajduk"),
        ("Piszę za profesora Zbigniewa Hańczę, ekran miga.\n\nAleksandra Pawluk", "Zbigniewa Hańczę"),
        ("Komputer przydzielony panu Eugeniuszowi Walczakowi gaśnie.\n\nKazimiera Lorenc", "Eugeniuszowi Walczakowi"),
        ("Gratyfikant gaśnie na komputerze pani Uli. Użytkownik Urszula Hajduk.\n\nAnna Bąk", "Urszula Hajduk"),
    ],
)
def test_the_words_tell_of_use(text: str, user: str) -> None:
    assert user in _user(text)


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("Próbowałam wczoraj, kierowniczka (p. Ofmańska) już dostaje telefony.\n\nGenowefa Sikorzyna", "Sikorzyna"),
        ("Zamykam miesiąc i wyskakuje błąd, kolega też patrzył, pan Stefan.\n\nHalszka Drewniak", "Halszka Drewniak"),
        ("Walczę z plikiem, koleżanka Hania otwiera go u siebie w domu.\n\nKornelia Zych", "Kornelia Zych"),
        (
            "Zauważyłem to ja, potwierdziła pani kustosz Marianna Figiel, a pan Olek z pracowni przypuszcza, że to "
            "przeglądarka.\n\nRoman Kądziela",
            "Roman Kądziela",
        ),
        ("Przepraszam, że się rozpisuję, wyskakuje okienko.\n\nGenowefa Rzepka\n\nP.S. Wnuczek mówi, że ma", "Rzepka"),
        ("Okres jest zablokowany, choć jestem sama i koleżanka ma urlop.\n\nZdzisława Oleksy", "Zdzisława Oleksy"),
        (
            "PO WLACZENIU ROBIL AKTUALIZACJE I KOLEGA WYCIAGNAL Z GNIAZDKA.\nANDRZEJ SZELAG 533 000 219",
            "ANDRZEJ SZELAG",
        ),
    ],
)
def test_who_signs_for_an_own_trouble_is_the_user(text: str, user: str) -> None:
    assert user in _user(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Wraca Adam Nowak w piątek z urlopu.",
        "Kupuje Jan Kot towar, a paragon nie wychodzi.",
        "Przychodzi teraz Jan Kot i pyta o paragon.",
        "Widnieje tam Jan Kowalski jako kontrahent.",
        "Pokazuje Jan Kowalski, a ma być nazwa firmy.",
        "Nabywcą jest Jan Kowalski.",
        "Prezesem jest Jan Kowalski.",
        "Jest zła nazwa, czyli Jan Kowalski zamiast Anna Lis.",
        "Pojawia się zły nabywca, czyli Jan Kowalski.",
    ],
)
def test_a_verb_or_a_role_beside_a_name_need_not_tell_who_sits_there(sentence: str) -> None:
    assert _user(f"Komputer KADRY-2 gaśnie przy zapisie. {sentence}\n\nEwa Malik", "Ewa Malik") == "Ewa Malik"


def test_whom_we_sent_is_no_user() -> None:
    text = "Potwierdzam zgłoszenie przyjęte dziś przez telefon przez panią Karolinę. Bonownik drukuje dwa razy."
    assert _user(text) == ""


def test_another_firm_s_man_is_no_user_of_an_unnamed_operator_s_computer() -> None:
    text = (
        "Operator skarży się, że etykieta wychodzi po minucie. Automatyk z firmy Robosys (p. Dec) sprawdzał sieć.\n\n"
    )
    read = read_details(Source(new_text=text + "Waldemar Hyży\nKierownik produkcji", text=text))
    assert "user" in missing_details(read, RequestKind.REPORT)


@pytest.mark.parametrize(
    "text",
    [
        "Proszę o pomoc dla naszej nowej pracownicy. Na komputerze w pokoju 3 (stanowisko po p. Stasi) puste rubryki. "
        "Skarbnik Ewa Mucha mówi, żeby pisać ręcznie.\n\nKierownik GOPS",
        "Okno mapy ucieka na Bałtyk. Aktualnie dyżuruje doświadczona koleżanka. Lekarz koordynator, dr Maurycy Hejna, "
        "został powiadomiony.\n\nDział Techniki",
        "Kto pracuje\n\nnasza nowa pracownica, od maja, jeszcze w trakcie szkolenia\n\nBilet drukuje się bez ceny.",
        "Kto pracuje: nasza nowa kasjerka\nKASA 2 nie drukuje paragonów.\n\nJan Lis",
        "Potwierdzam, że dzwoniłem wczoraj do pana Tomasza i zgłosiłem sprawę, pan notował.",
    ],
)
def test_who_only_speaks_or_hears_is_no_user(text: str) -> None:
    assert _user(text) == ""


def test_who_says_that_he_sits_there_is_the_user_without_a_signature() -> None:
    text = "Drukarka wypuszcza puste blankiety. Ja dziś siedzę w kasie. Dyrektor Sęp-Nowicki stoi nade mną i wzdycha."
    assert _user(text, author_name="Malwina Ostoja-Rudzka") == "Malwina Ostoja-Rudzka"


def test_a_name_that_says_what_its_bearer_does_signs() -> None:
    text = "Trzeba poukładać umowy, zejdzie cztery godziny.\n\nCecylia Kostrzewa, prowadzę biuro młyna i to ja zlecam"
    read = read_details(Source(topic="godzinki z pakietu", new_text=text, text=text))
    assert read.orderer is not None
    assert read.orderer.value == "Cecylia Kostrzewa"


def test_a_diminutive_under_a_mail_is_its_author_in_full() -> None:
    assert _user("Gubi sieć od rana.\n\nLidka", author_name="Lidia Frątczak") == "Lidia Frątczak"
    assert _user("Gubi sieć od rana.\n\nOla", author_name="Aleksandra Bis") == "Aleksandra Bis"
    assert _user("Gubi sieć od rana.\n\nAnia", author_name="Adam Nowak") == "Ania"


@pytest.mark.parametrize(
    ("part", "full", "same"),
    [
        ("Uli", "Urszula Hajduk", True),
        ("Kasi", "Katarzyna Lis", True),
        ("Stęplewską", "Bogumiła Stęplewska", True),
        ("Seweryn", "Seweryn Łopuch", True),
        ("Aga", "Agnieszka Lis", True),
        ("Darek", "Dariusz Lis", True),
        ("Wojtek", "Wojciech Lis", True),
        ("Elka", "Elżbieta Lis", True),
        ("Zbyszek", "Zbigniew Lis", True),
        ("Marek", "Marcin Lis", False),
        ("Jacek", "Jan Lis", False),
        ("Darek", "Daniel Lis", False),
        ("Danka", "Dagmara Lis", False),
        ("Agnieszka", "Agata Lis", False),
        ("Antonia", "Anna Lis", False),
        ("Adam", "Adrian Lis", False),
        ("Marek", "Marta Lis", False),
        ("Ania", "", False),
        ("Ania", "Anna", False),
    ],
)
def test_who_may_be_meant(part: str, full: str, same: bool) -> None:
    assert is_short_for(part, full) is same
