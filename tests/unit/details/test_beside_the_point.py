"""Computers and people whom a report names without meaning them (point 1.3, rules 3, 4, 5)."""

import pytest

from worker.domain.details import Source, merge, read_details

TROUBLE = "Rachmistrz przy zamykaniu miesiąca pokazuje „Księga zablokowana”."


def workstation(text: str) -> str | None:
    found = read_details(Source(new_text=text)).workstation
    return found.value if found else None


def user(text: str, signature: str = "") -> str | None:
    found = read_details(Source(new_text=text, signature=signature)).user
    return found.value if found else None


def phone(text: str) -> str | None:
    found = read_details(Source(new_text=text)).phone
    return found.value if found else None


@pytest.mark.parametrize(
    "beside",
    [
        "Na laptopie prezesa ten sam klucz jest widziany bez problemu.",
        "Kolega Szymon z promocji na PROMOCJA-1 zapisuje pisma normalnie.",
        "Na komputerze naświetlarni RIP-1, u pana Romana, te same pliki wychodzą w kolorze.",
        "Na komputerze w rejestracji nic takiego się nie dzieje.",
        "Na komputerze stacjonarnym w świetlicy ten sam plik otwiera się prawidłowo.",
        "Na laptopie doktor Lis też nie.",
        "Dziękuję za zeszłotygodniową wymianę dysku w komputerze organisty.",
        "Komputer Jadzi i laptop szefowej mają starą wersję i u nich wychodzi prawidłowo.",
        "W moim komputerze w sekretariacie nie próbowałyśmy.",
        "Mirka na swoim laptopie robi zupełnie inną firmę.",
        "Serwer FINANSE pan Artur zrestartował wieczorem.",
    ],
)
def test_a_computer_that_only_compares_is_not_the_one(beside: str) -> None:
    assert workstation(f"{TROUBLE} {beside}") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Na komputerze KASA-2 paragony drukują normalnie, ale Subiekt się zawiesza.", "KASA-2"),
        ("Ja jestem przy tym samym komputerze co zawsze, w kadrach, i program się zamyka.", "kadrach"),
        ("Na PC-ZAK-05 drukuje normalnie, na PC-ZAK-07 wychodzi pusta kartka.", "PC-ZAK-07"),
        ("Dziękuję za pomoc, ale na komputerze KASA-2 nadal pojawia się błąd druku.", "KASA-2"),
        ("Na stanowisku FAKTURY-1 ten sam błąd pojawia się trzeci raz.", "FAKTURY-1"),
        ("Komputer w kadrach nie drukuje, na laptopie szefa jest dobrze.", "kadrach"),
        ("Na laptopie mec. Doroty Wronowskiej Word zamyka się przy zapisie.", "laptopie mec. Doroty Wronowskiej"),
        ("Laptop z ciemni gaśnie po minucie.", "laptop z ciemni"),
        ("Mam dwa komputery, stary i nowy. Chodzi o LASER-1. Program zatrzymuje głowicę.", "LASER-1"),
        ("Tamta sprawa z kasą 1 jest załatwiona. Na kasie nr 3 program dodaje towar dwa razy.", "kasie nr 3"),
        ("U mnie w kabinie inspicjenta laptop nie widzi konsolety.", "kabinie inspicjenta laptop"),
    ],
)
def test_the_one_in_trouble_is_found(text: str, value: str) -> None:
    found = workstation(text)
    assert found is not None
    assert value.casefold() in found.casefold()


def test_a_telephone_is_no_part_of_a_computers_name() -> None:
    found = workstation("DRUKARKA PRZY LADZIE STAJE W POŁOWIE PARAGONU. TELEFON W SKLEPIE 32 555 01 49")
    assert found is not None
    assert "32" not in found


@pytest.mark.parametrize(
    "text",
    [
        "Na KASA-1 Subiekt się zamyka. Pani Teresa Kubik z księgowości czeka na raporty.",
        "Na KASA-1 Subiekt się zamyka. Prezes Zbigniew Hałasa wyjeżdża jutro do Niemiec.",
        "Na KASA-1 Subiekt się zamyka. Księgowa pani Barbara Mazurek przyjeżdża do nas raz w tygodniu.",
        "Na KASA-1 Subiekt się zamyka. Kierowniczka, pani Jadwiga Ostrowska, twierdzi, że taniej kupić nowy.",
        "Na KASA-1 Subiekt się zamyka. Szef, pan Bogdan Sitek, jest na targach w Hanowerze.",
        "Na KASA-1 Subiekt się zamyka. Do końca lutego pracowała tam Patrycja Mazurek, teraz nowa osoba.",
        "Na KASA-1 Subiekt się zamyka. Na komputerze pani Leokadii przy ladzie dokumenty zapisują się poprawnie.",
    ],
)
def test_who_waits_travels_or_talks_is_no_user(text: str) -> None:
    assert user(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tablet nr 2 nie wysyła zamówień. Z dwójki przyjmuje zamówienia Sandra Kmiecik.", "Sandra Kmiecik"),
        ("Waga na pakowni drukuje stare ceny. Przy wadze stoi Mirek Zaręba.", "Mirek Zaręba"),
        ("Kolektor dodaje pozycję podwójnie. Z kolektorem chodzi Adrian Nawrot.", "Adrian Nawrot"),
        ("Na WYSYŁKA nie idą listy, kolega Igor ma to samo. Pakuję tu sama, Helena Brzezińska.", "Helena Brzezińska"),
        ("Laptop gaśnie. Siedzę przy nim ja, czyli Ludmiła Hryń. Reżyser Borowik szaleje.", "Ludmiła Hryń"),
        ("Tablet w szatni się wyłącza. Tabletem zajmuje się pani Sylwia Okoń.", "Sylwia Okoń"),
        ("SELF-2 nie przyjmuje zwrotów. Automatem SELF-2 opiekuje się Maurycy Drozd.", "Maurycy Drozd"),
        ("LAB-01 nie odbiera wyników.\n\nLaborantka – Sabina Wnęk (6–14)\nTelefon – 885 000 071", "Sabina Wnęk"),
        ("Księgowa Ewa Lis nie widzi dysku sieciowego na KASA-1.", "Ewa Lis"),
        ("Kadrowa Ewa Lis mówi, że program nie otwiera kartotek.", "Ewa Lis"),
    ],
)
def test_who_does_the_work_is_the_user(text: str, value: str) -> None:
    assert user(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "Jak wpiszę kursanta, pojawia się druga kopia pliku i kolega widzi stary plan.",
        "Gratyfikant wpisuje wszystkim pracownikom 5 %. Siedzę w pokoju nr 12.",
    ],
)
def test_who_tries_it_signs_for_himself(text: str) -> None:
    assert user(text, signature="Norbert Jaśkiewicz") == "Norbert Jaśkiewicz"


@pytest.mark.parametrize(
    "text",
    [
        "Serwis drukarki fiskalnej (p. Rafał, 503 000 778) był wczoraj i nic nie znalazł.",
        "Pan Wrona z ich serwisu (61 555 04 77) obejrzał dozownik zdalnie.",
        "Serwis kas Posnet 22 868 68 88 umył ręce.",
    ],
)
def test_a_servicemans_number_is_no_contact(text: str) -> None:
    assert phone(text) is None


def test_hours_behind_a_slash_are_no_part_of_a_number() -> None:
    assert phone("Program się zamyka.\n\nHubert Zięba\noptyk\n664 000 508 / 14-18") == "664 000 508"


@pytest.mark.parametrize(
    "text",
    [
        "Mamy szukać u siebie, a ich mail helpdesk@puesc.test odpowiada z automatu.",
        "Autorowi programu zgłosiliśmy to mailem support@biletsoft.example, ale odpisał automat.",
    ],
)
def test_an_address_of_somebody_else_is_no_contact(text: str) -> None:
    assert read_details(Source(new_text=text)).email is None


def test_who_asks_to_call_gives_his_number() -> None:
    assert phone("klient czeka wiec dzwoncie szybko 796 000 205") == "796 000 205"


def test_a_completion_keeps_the_labelled_computer() -> None:
    first = read_details(Source(new_text="Komputer: INWENTARZ, strych\nProgram się zamyka."))
    added = read_details(Source(new_text="Dopisałam NIP w temacie, dostałam go z księgowości."))
    kept = merge(added, first).workstation
    assert kept is not None
    assert kept.value.startswith("INWENTARZ")
