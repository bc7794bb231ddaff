"""The second look for a computer (ADR 60): by grammar where no stricter rule found one; and what it must not take."""

import pytest

from worker.domain.details import Source, read_details

TROUBLE = "Program przy zapisie pokazuje „brak miejsca na dysku” i zamyka się."


def workstation(text: str) -> str:
    found = read_details(Source(new_text=text, text=text)).workstation
    return found.value if found else ""


@pytest.mark.parametrize(
    ("text", "core"),
    [
        # what depends on a device
        ("Komputer brygady pakującej startuje z pytaniem o „boot device”.", "brygady pakującej"),
        ("Poczta z komputera kapitanatu leży w „Do wysłania” od świtu.", "kapitanatu"),
        ("Na laptopie pana wójta podpis zgłasza „nie znaleziono certyfikatu”.", "pana wójta"),
        ("Fakturzystki komputer po aktualizacji ma pusty pulpit.", "Fakturzystki komputer"),
        ("Pecet, na którym brakarz wpisuje kubiki, od rana melduje „brak miejsca”.", "brakarz wpisuje kubiki"),
        ("Urządzenie: kasa wyjazdowa B\nNie drukuje polskich znaków na kwitach.", "kasa wyjazdowa B"),
        # pointed at
        ("Mamy dwa komputery w salonie. Ten obok skanera do stóp nie drukuje zamówień.", "obok skanera"),
        ("Gra nie włącza się na tablecie, gaśnie po 3 sekundach. To ten z pękniętym rogiem.", "pękniętym rogiem"),
        # a name of the house
        ("STOLARNIA-BIURO od aktualizacji nie wykrywa kluczyka.", "STOLARNIA-BIURO"),
        ("KIOSK-HALA1 nie budzi się po nocy.", "KIOSK-HALA1"),
        ("magiel-pc od dziś nie przyjmuje hasła, „konto zablokowane”.", "magiel-pc"),
        # where the trouble is told
        ("Za drugim stołem po zeskanowaniu kodu jest „timeout P1”.", "drugim stołem"),
        ("Żona w sklepiku na dole nie może nabić towaru, kod się rozłącza.", "sklepiku na dole"),
        ("Program do drewna w leśniczówce nie synchronizuje rejestratora, „nieudana autoryzacja”.", "leśniczówce"),
        ("Przy okienku z obiadami komputer zapomina, kto już jadł, licznik się zeruje.", "okienku z obiadami"),
        ("U Janki zamiast polskich liter w pismach są pytajniki.", "Janki"),
        # without a verb
        (f"Warsztat lutniczy, pokój strojenia. {TROUBLE}", "pokój strojenia"),
        (f"Kino Wrzos, kabina operatora. {TROUBLE}", "kabina operatora"),
        ("Hol główny: zamiast mapy od rana widać pulpit Windows i okno aktywacji.", "Hol główny"),
        (f"{TROUBLE} Stanowisko to montażownia.", "montażownia"),
        (f"Trzeci gabinet, nie drugi. {TROUBLE}", "Trzeci gabinet"),
        (f"Zgłaszam, że drugie okienko od strony drzwi nam padło. {TROUBLE}", "drugie okienko"),
        (f"Laptop mojej żony, ten różowy, tak robi. {TROUBLE}", "Laptop mojej żony"),
    ],
)
def test_a_careful_reader_finds_it(text: str, core: str) -> None:
    assert core in workstation(text)


@pytest.mark.parametrize(
    "text",
    [
        TROUBLE,
        f"{TROUBLE} Laptop którejś z trenerek też tak miał.",
        "Zamawialiśmy u was komputery do biura i na którymś z nich wyskakuje „Windows nie jest aktywny”.",
        "Z dwóch stanowisk, które mamy w biurze, na jednym jest błąd „licencja zajęta”.",
        f"{TROUBLE} U nas w księgowości są trzy komputery i każda robi trochę tu, trochę tam.",
        f"Moje poprzednie zgłoszenie dotyczyło laptopa na sali ślubów. {TROUBLE}",
        f"Dwa tygodnie temu wymienialiście komputer na portierni. {TROUBLE}",
        f"Drukarka 3D w pracowni jest sprawna. {TROUBLE}",
        "Na komputerze w serwisowni raport ładuje się w 5 sekund, natomiast tutaj czekam i jest „limit czasu”.",
        f"{TROUBLE}\n\nLeokadia Gromnica\nkancelaria cmentarza",
        f"{TROUBLE} Recepcja hotelu",
        "W naszej pralni wychodzą kwity bez numeru zlecenia, pole jest puste.",
        "Przy drukowaniu biletów na basen wydruk przesuwa się o dwa centymetry.",
        f"Zatrudniamy nową osobę na stanowisko kelnera. {TROUBLE}",
        "Komputer sieci nie widzi i pokazuje „brak połączenia”.",
        "Pokazuje ERR_CONNECTION_RESET i zamyka się przy zapisie.",
        "Waga towaru drukuje się podwójnie na etykiecie.",
    ],
)
def test_a_careful_reader_finds_none(text: str) -> None:
    assert workstation(text) == ""


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("Na jednym z komputerów przy drukowaniu pokazuje się „Raport nie istnieje”.", ""),
        ("Przy drukowaniu karty pokazuje się „Raport nie istnieje”.", "Komputery na hali"),
    ],
)
def test_a_subject_names_no_computer_of_which_the_mail_means_any(text: str, core: str) -> None:
    found = read_details(Source(topic="Komputery na hali", new_text=text, text=text)).workstation
    assert (found.value if found else "") == core
