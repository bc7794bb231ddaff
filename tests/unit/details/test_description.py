"""What is a description and what is only "nie działa" (point 1.5, rule 2)."""

import pytest

from worker.domain.details import Source, read_details


@pytest.mark.parametrize(
    "text",
    [
        "Drukarka nie drukuje paragonów od rana.",
        "Po naciśnięciu „Drukuj” w Subiekcie pojawia się „Błąd komunikacji”.",
        "Komputer wyłącza się sam co pół godziny.",
        "Outlook caly czas pyta o haslo, zaczelo sie wczoraj",
        "Przy zapisie faktury program się zamyka.",
        "Jak otwieram Excela to wyskakuje błąd 0x80070005",
        "Nie mogę zalogować się do poczty od wczoraj.",
        "Nie da się zestawić VPN, FortiClient dochodzi do 40% i staje.",
        "Teams: nie słyszę rozmówców, zaczęło się po wymianie słuchawek.",
        "Ekran jest czarny po włączeniu komputera.",
        "Brak internetu na wszystkich komputerach od 8 rano.",
        "program sie zawiesza na bialo jak robie przyjecie zewnetrzne",
        "Klikam załącznik, otwiera się puste okno i po kilku sekundach znika.",
        "Opis: przy zapisywaniu faktury program wyświetla „Naruszenie ograniczenia CHECK”",
        "Program wyrzuca nas podczas wystawiania WZ.",
        "Po aktualizacji zniknęły wszystkie skróty z pulpitu.",
        "Wydruk jest ucięty z prawej strony, dzieje się tak od zmiany papieru.",
        "Podczas logowania komunikat: brak połączenia z serwerem licencji",
        "Excel pokazuje #ADR! w całej kolumnie po kliknięciu Tak",
        "Myszka skacze po ekranie, gdy podłączam ładowarkę.",
        "Drukarka nie działa: po wysłaniu dokumentu świeci na czerwono i nic nie wychodzi.",
        "W module sprzedaż nie widać cennika hurtowego, zniknął w piątek.",
        "Skaner skanuje, ale pliki nie trafiają do folderu od zmiany hasła.",
        "Faktury drukują się z krzaczkami zamiast polskich liter",
        "Subiekt otwiera się 10 minut, odkąd przenieśliśmy bazę na nowy serwer.",
        "Nie dziala mi klawiatura po zalaniu kawa, litery a i s sie nie wciskaja",
    ],
)
def test_described(text: str) -> None:
    assert read_details(Source(new_text=text)).description is not None


@pytest.mark.parametrize(
    "text",
    [
        "Nie działa drukarka.",
        "nie dziala drukarka prosze o pomoc",
        "Komputer wariuje i w ogóle nie da się pracować. Proszę coś z tym zrobić, bo tracimy zlecenia.",
        "Proszę o kontakt.",
        "Proszę o pilny kontakt w sprawie programu.",
        "W załączeniu zrzut ekranu z błędem.",
        "Wysyłam zdjęcie błędu.",
        "Potwierdzam zgłoszenie, o którym mówiłam przez telefon ok. 12.40. Resztę powiedziałam w rozmowie.",
        "Awaria! Nic nie działa!",
        "Coś się zepsuło, proszę przyjechać.",
        "Internet nie działa od rana.",
        "Mamy problem z Subiektem.",
        "Subiekt szwankuje od wczoraj, pomocy.",
        "Drukarka nie działa. Proszę o kontakt jutro po 10.",
        "Jak w temacie.",
        "Witam, system świruje. Proszę o interwencję.",
        "Komputer padł.",
        "Drukarka strajkuje, proszę o pomoc dziś do 15.",
        "Proszę zadzwonić, opowiem co się dzieje.",
        "",
    ],
)
def test_not_described(text: str) -> None:
    assert read_details(Source(new_text=text)).description is None
