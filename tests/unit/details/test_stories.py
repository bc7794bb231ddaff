"""A story beside "nie działa" describes nothing; a trouble told among stories does (point 1.5, rule 2)."""

import pytest

from worker.domain.details import Source, read_details


@pytest.mark.parametrize(
    "text",
    [
        # what people did, once or long ago
        "Enova znowu nie działa. W styczniu pan Tomasz przyjechał w śnieżycy i wszystko naprawił.",
        "Drukarka nie działa. Pamięta Pan, jak śmialiśmy się, że ta drukarka przeżyje moje auto?",
        "Laptop wariuje, ale tym razem przysięgam, że nic nie wylałam.",
        "Komputer wariuje. Wkleiłam zrzut, z niego na pewno wszystko zrozumiecie.",
        "Komputer nie działa, a Zefir-1 zajmuje Patryk i nie odda, choćbym płakała.",
        "Komputer znowu nie działa. Nowy pracownik siedzi na krześle i uczy się katalogu na pamięć.",
        "System nie działa. Na tym komputerze pracuje Kamila Wójcicka, tylko w piątek ma wolne.",
        "Nie chcę nikogo obwiniać, ale komputer znowu nie działa.",
        # what happens to nothing of ours
        "Hydraulik zalał nam sufit w łazience.",
        "Autobus odjeżdża o 15.",
        "Dach przecieka po każdym deszczu.",
        "Wczoraj przyszedł elektryk i wymienił bezpieczniki.",
        # what somebody will not do or did not see
        "Szef nie może przyjść przed piątkiem, komputer nie działa.",
        "Autobus odjeżdża o 15 i pracownicy nie zdążą.",
        "Nikt nie widział, jak to się stało.",
    ],
)
def test_a_story_is_no_description(text: str) -> None:
    assert read_details(Source(new_text=text)).description is None


@pytest.mark.parametrize(
    "text",
    [
        "Kolega włączył komputer i zgasł po minucie.",
        "Kasjerka klika „Zapisz” i znika cały paragon.",
        "Ja klikam i wyskakuje błąd połączenia.",
        "Hydraulik zalał nam serwer i od rana nie ma sieci.",
        "Komputer nie działa. Zamyka się po minucie i zaraz wstaje.",
        "Księgowa nie może wystawić faktury od wczoraj, program się zawiesza.",
        "Odtwarzacz nagrań po wskazaniu rekordu odgrywa szum zamiast głosu.",
        "Od wczoraj nie mogłam wejść na pocztę.",
        "Program nie chce się otworzyć po aktualizacji.",
        "Nie mogliśmy wczoraj wystawić żadnego paragonu.",
        "Pamięta Pan, że w zeszłym tygodniu wymienialiście dysk, od tego czasu gaśnie ekran.",
        "Nic nie ruszałam, a po włączeniu piszczy i nie startuje.",
    ],
)
def test_a_trouble_among_people_is_one(text: str) -> None:
    assert read_details(Source(new_text=text)).description is not None


@pytest.mark.parametrize(
    "text",
    [
        "Szlaban na parkingu nie podnosi się po przyłożeniu karty.",
        "Bramka na basenie nie wpuszcza gości od rana.",
        "Alarm włącza się sam w nocy co godzinę.",
        "Licznik wejść zeruje się co noc.",
        "Centrala dzwoni tylko do pierwszego pokoju, pozostałe milczą od wczoraj.",
        "Tachograf nie czyta kart kierowców od wczoraj.",
        "Zegar spóźnia się o godzinę po każdym włączeniu.",
        "Myjka nie przyjmuje żetonów po wczorajszej burzy.",
        "Rejestrator nie zapisuje wejść od soboty.",
        "Od rana wszystko jest po angielsku i znaki są zamienione miejscami.",
    ],
)
def test_nobody_can_list_all_that_may_fail(text: str) -> None:
    assert read_details(Source(new_text=text)).description is not None


@pytest.mark.parametrize(
    "text",
    [
        "Kelnerki nie mogą wysłać zamówień na kuchnię od 12.",
        "Po przerwie obiadowej nikt nie może się zalogować.",
        "Panie w kuchni nie widzą zamówień po zatwierdzeniu.",
        "pani ksiegowa nie moze wyslac deklaracji od piatku",
        "Domofon nie łączy z recepcją od poniedziałku.",
        "Sklep nie wysyła potwierdzeń od rana.",
        "Drzwi wejściowe nie otwierają się po przyłożeniu breloka.",
        "Uczeń po przeniesieniu do innej klasy znika z dziennika.",
        "Stażystka usunęła folder z umowami wczoraj po południu.",
    ],
)
def test_what_people_and_offices_fail_to_do_is_one(text: str) -> None:
    assert read_details(Source(new_text=text)).description is not None
