"""Ways in which people really name a computer, a person, a wish: each row a way, none a case (points 1.3, 1.5).

Taken from what unseen mails taught; ``fixtures/emails`` holds those mails whole.
"""

import pytest

from worker.domain.details import RequestKind, Source, missing_details, read_details
from worker.domain.found import Detail, Details, Found


def read(text: str, *, topic: str = "", author_name: str = "") -> Details:
    return read_details(Source(new_text=text, topic=topic, author_name=author_name))


def value(found: Found | None) -> str:
    return found.value if found else ""


@pytest.mark.parametrize(
    ("text", "workstation"),
    [
        ("U mnie na kompie Word nie zapisuje plików.", "U mnie na kompie"),
        ("Prezesowi na laptopie wyskakuje niebieski ekran.", "Prezesowi na laptopie"),
        ("Na stanowisku fakturzystki zrywa się sesja.", "stanowisku fakturzystki"),
        ("Stanowisko sprzedaży 2 nie drukuje.", "Stanowisko sprzedaży 2"),
        ("Na stanowisku Obsługa Klienta 2 staje import.", "stanowisku Obsługa Klienta 2"),
        ("Drugi komputer od lewej nie włącza się.", "Drugi komputer od lewej"),
        ("W dziale kadr, biurko przy oknie: brak sieci.", "biurko przy oknie"),
        ("Na komputerze w rejestracji numer dwa gaśnie ekran.", "komputerze w rejestracji numer dwa"),
        ("Na tym komputerze co jest na produkcji zawiesza się program.", "komputerze co jest na produkcji"),
        ("Tablet do inwentury (jest tylko jeden) nie skanuje.", "Tablet do inwentury (jest tylko jeden)"),
        ("Na małym laptopie w sklepie stoi raport.", "małym laptopie w sklepie"),
        ("1. PRAC-04 (Ola Kmieć): VPN się rozłącza.", "PRAC-04"),
        ("U p. Doroty Kuś (KADRY-2) jest inna kwota.", "U p. Doroty Kuś (KADRY-2)"),
        ("W moim biurze komputer co chwilę gubi wifi.", "W moim biurze"),
        ("Na tokarce CNC nr 2 nie ładują się programy.", "tokarce CNC nr 2"),
        ("Komputer 192.168.1.45 nie pinguje.", "Komputer 192.168.1.45"),
        ("Dotyczy stacji HANDEL-01..04.", "stacji HANDEL-01..04"),
        ("na pc-ksieg02 nie otwiera się excel", "pc-ksieg02"),
        ("Sesja na serwerze terminalowym się zrywa.", "serwerze terminalowym"),
        ("WAGA 1 PRZYJMUJE NORMALNIE. WAGA 2 NIE POBIERA CEN.", "WAGA 2"),
        ("KOMPUTER KASA 2 PO WŁĄCZENIU PISZE NO BOOT DEVICE.", "KASA 2"),
        (
            "Na służbowym samsungu (ten z naklejką MONTER 5) Teams się wyłącza.",
            "służbowym samsungu (ten z naklejką MONTER 5)",
        ),
        (
            "W kwiaciarni przy dworcu (jest tam tylko jeden komputer) nic się nie drukuje.",
            "W kwiaciarni przy dworcu (jest tam tylko jeden komputer)",
        ),
        ("Lokalizacja: Oddział Nysa, pokój 12\nNazwa komputera: NYSA-PC-04", "NYSA-PC-04"),
        (
            "Gdzie\tBIURO OSK – laptop Lenovo nr inw. 0007\nKto na tym pracuje\tPaulina Zając",
            "BIURO OSK – laptop Lenovo nr inw. 0007",
        ),
        ("Na stanowisku przyjęć P2 czytnik wpisuje same cyfry.", "stanowisku przyjęć P2"),
        ("Lokalizacja: Oddział Nysa, pokój 12\nTelefon: 77 555 01 38", "Oddział Nysa, pokój 12"),
        ("Stanowisko: KASA 1, użytkownik Jan Rudnik, tel. 601 000 214.", "KASA 1"),
        ("Na laptopie serwisowym nr 2 program Grundfos GO nie łączy się.", "laptopie serwisowym nr 2"),
    ],
)
def test_a_workstation(text: str, workstation: str) -> None:
    assert value(read(text).workstation) == workstation


@pytest.mark.parametrize(
    "text",
    [
        "Na komputerze użytkownika wyskakuje błąd.",
        "Na komputerze pracownika wyskakuje błąd.",
        "Na laptopie klienta nie ma dźwięku.",
        "Zatwierdzam WZ na magazynie MAG2 i nic.",
        "Ekran pokazuje „BŁĄD TRANSMISJI WAGA 2”.",
        "Skończyło się miejsce na pulpicie.",
    ],
)
def test_no_workstation(text: str) -> None:
    assert read(text).workstation is None


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("Kolektora używam ja, dzwoniłem do pana Kowala.\n\nŁukasz Wrzos", "Łukasz Wrzos"),
        ("to ja zbyszek z tartaku, kasa gaśnie", "zbyszek"),
        ("Tablet serwisanta Adama Cebuli gaśnie.", "Adama Cebuli"),
        ("Komputer u dyrektora Wójcika gaśnie.", "Wójcika"),
        ("Na dół wpuści krzysiek (on tam przy serwerze siedzi).\nszymon glazer", "krzysiek"),
        ("Biega z nim nasz Misiek, znaczy Michał Laskowski.\nLidia Haba 669 000 541", "Michał Laskowski"),
        ("Dyspozytor to Sebastian Pyka, 880 000 139.\n\nMirosława Pyka", "Sebastian Pyka"),
        ("Nie chodzi o mnie, tylko o Edka Szarka.\nNorbert Preis", "Edka Szarka"),
        ("Kasa gaśnie. pisał Waldek Mech recepcja 504 000 377", "Waldek Mech"),
        ("Dotyczy stanowiska głównej księgowej.\nGłówna księgowa\nHalina Pyrka", "Halina Pyrka"),
        ("Zgłaszający: Dariusz Mielcarek\nUżytkownik: Patryk Zaręba", "Patryk Zaręba"),
        ("Zgłaszający: Dariusz Mielcarek", "Dariusz Mielcarek"),
        ("Szwaczki robią na zmianę, tym razem trafiło na Arka Lisowskiego.\nLeokadia Wąs", "Arka Lisowskiego"),
        ("Osoba pracująca na sprzęcie: Jean-Luc Mbeki (kucharz)", "Jean-Luc Mbeki"),
        ("kasa gaśnie po starcie. ola 601222333", "ola"),
        ("KASA GAŚNIE PO STARCIE!!! 502 222 111 KRYSIA", "KRYSIA"),
    ],
)
def test_a_user(text: str, user: str) -> None:
    assert value(read(text).user) == user


@pytest.mark.parametrize(
    "text",
    [
        "Mamy nową dziewczynę w spedycji, siedzi przy biurku po Marku.\nKrzysztof Ulman",
        "Proszę pytać w sekretariacie o panią Wiesię.",
        "Dyrektor Szkoły prosi o pomoc.",
        "Kasa w sklepie przy Jana Kochanowskiego 5 gaśnie.",
        "Na komputerze po Marku nic nie drukuje.",
    ],
)
def test_no_user(text: str) -> None:
    assert read(text).user is None


def test_a_name_that_no_dictionary_knows_signs_when_the_header_has_it() -> None:
    assert value(read("Drukuje dwa razy.\nLan 729 000 614", author_name="Nguyen Thi Lan").user) == "Lan"


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("Odblokowanie konta, komputer BIURO-3, Irena Lis 600 700 800", "600 700 800"),
        ("Nie weryfikuje konta. 600 700 800", "600 700 800"),
        ("nie drukuje faktur z programu. ola 601222333", "601222333"),
        ("centrala 22 555 01 88 wew. 12", "22 555 01 88 wew. 12"),
        ("Po zapisie WZ błąd 1017. 600 700 800", "600 700 800"),
        ("Po zapisie WZ błąd 1017, 600-700-800", "600-700-800"),
        ("dzwonić do mnie, bo ona nie odbierze przy klientach 793 000 641", "793 000 641"),
        ("Komputer to FAKTURY-1, mój bezpośredni 564 000 190.", "564 000 190"),
        ("Producent (p. Kozera, tel. 12 555 01 11, serwis@kozera.example) twierdzi, że to sieć.", ""),
        ("Numer klienta 600 123 987", ""),
        ("na ekranie jest „ECR busy, ref. 501 774 206”", ""),
        ("nie mogę wystawić faktury na komputerze w biurze Jan Kot 600700800", "600700800"),
    ],
)
def test_a_phone(text: str, phone: str) -> None:
    assert value(read(text).phone) == phone


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("Proszę o zainstalowanie Subiekta na nowym komputerze.", True),
        ("W sobotę mamy wesele, a tu nic nie idzie jak powinno.", False),
        ("Komputer odmawia współpracy. Proszę, żeby ktoś się nim zajął, bo się nie znam. Telefon po południu.", False),
        ("Proszę o założenie konta pocztowego dla nowej osoby.", True),
        ("Trzeba przenieść bazę na nowy serwer.", True),
        ("Kamera nie działa, obraz jest czarny.", True),
        ("Po włączeniu pisze NO BOOT DEVICE.", True),
        ("Po wpisaniu hasła wraca do ekranu logowania.", True),
        ("Proszę o naprawę drukarki.", False),
        ("Proszę o aktualizację danych firmy.", False),
        ("Chcę dodać, że komputer KASA-2 nie działa.", False),
        ("Proszę o podłączenie się do mnie.", False),
        ("Drukarka nie drukuje na komputerze STOL-3.", False),
        ("Drukarka nie drukuje na komputerze Biuro.", False),
    ],
)
def test_a_description(text: str, enough: bool) -> None:
    missing = missing_details(read(text), RequestKind.REPORT)
    assert (Detail.DESCRIPTION not in missing) == enough


@pytest.mark.parametrize(
    ("topic", "text", "enough"),
    [
        ("Po kliknięciu Wyślij błąd 403 od rana", "jak w temacie :)", True),
        ("Nie działa drukarka", "jak w temacie", False),
        ("Po kliknięciu Wyślij błąd 403 od rana", "proszę o kontakt", False),
    ],
)
def test_a_subject_describes_where_the_text_points_to_it(topic: str, text: str, enough: bool) -> None:
    assert (read(text, topic=topic).description is not None) == enough


@pytest.mark.parametrize(
    ("text", "orderer"),
    [
        ("z tej strony Piotr Makowski z firmy Makowski, zlecam trzy godziny z pakietu", "Piotr Makowski"),
        ("prezes Witold Ożóg zleca z pakietu dwie godziny.\nSekretariat", "Witold Ożóg"),
        ("na polecenie pana Zdzisława Trojanowskiego 4h z pakietu.\nMarzena Gołda", "Zdzisława Trojanowskiego"),
        (
            "zamawiamy godziny z pakietu księgowego\n- osoba zlecająca - Barbara Ślusarczyk\n- ile - 5h",
            "Barbara Ślusarczyk",
        ),
    ],
)
def test_an_orderer(text: str, orderer: str) -> None:
    assert value(read(text).orderer) == orderer


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("najlepiej w przyszły czwartek albo piątek po dwunastej", "przyszły czwartek albo piątek po dwunastej"),
        ("Zlecam 8 h z pakietu (środki trwałe).", ""),
        ("Pakiet ważny do 31.12.2026.", ""),
    ],
)
def test_dates(text: str, dates: str) -> None:
    assert dates in value(read(text).dates)
    assert bool(dates) == bool(value(read(text).dates))


@pytest.mark.parametrize(
    ("text", "software"),
    [
        ("Z Worda drukuje normalnie, a Excel po otwarciu gaśnie.", "Excel"),
        ("PROGRAM PRZY DODAWANIU KŁODY POWYŻEJ 40 CM WYSKAKUJE", ""),
        ("Skan jest czarny. Program Epson Scan 2.", "Epson Scan 2"),
        ("Program drukuje na Epson LX-350 krzaki.", ""),
        ("Etykieta za długa. Próbowałem w Nice Label dać 80 procent.", "Nice Label"),
        ("To nie jest norma, żeby tak długo się otwierało.", ""),
        ("Norma nie otwiera kosztorysu.", "Norma"),
        ("Instalator nexo PRO 56.1.0 wywala się.", "nexo PRO 56.1.0"),
    ],
)
def test_software(text: str, software: str) -> None:
    assert value(read(text).software) == software


@pytest.mark.parametrize(
    ("topic", "text", "software"),
    [
        ("Excel otwiera się bez makr", "Żółty pasek, przycisk nic nie robi. Windows 11, Office 2021.", "Excel"),
        ("Subiekt GT stoi", "Od rana nikt nie może wejść.", "Subiekt GT"),
        ("Subiekt GT stoi", "Rewizor GT też nie wstaje.", "Rewizor GT"),
        ("drukarka", "Nie drukuje od wgrania Office 2021.", "Office 2021"),
    ],
)
def test_a_subject_names_the_program_that_the_text_does_not(topic: str, text: str, software: str) -> None:
    assert value(read(text, topic=topic).software) == software


def test_the_telephone_that_wrote_the_mail_is_no_system_in_trouble() -> None:
    assert read("Excel gaśnie.\n\nPobierz aplikację Outlook dla systemu iOS").os is None
    assert value(read("Na Windows 11 gaśnie.\n\nWysłane z iPhone'a z iOS").os) == "Windows 11"


@pytest.mark.parametrize(
    ("topic", "text", "workstation", "phone"),
    [
        ("KASA-2 nie drukuje", "Po zapisie miga na czerwono.", "KASA-2", ""),
        ("KASA-2 nie drukuje", "Na komputerze BIURO-1 miga ekran.", "BIURO-1", ""),
        ("pilne 600 700 800", "Na KASA-2 miga ekran.", "KASA-2", "600 700 800"),
        ("Nie drukuje w biurze", "Po zapisie miga na czerwono.", "", ""),
        ("Faktura 600 700 800", "Po zapisie miga na czerwono.", "", ""),
    ],
)
def test_a_subject_gives_a_name_or_a_number_that_the_text_lacks(
    topic: str, text: str, workstation: str, phone: str
) -> None:
    details = read(text, topic=topic)
    assert workstation in value(details.workstation)
    assert bool(workstation) == bool(details.workstation)
    assert value(details.phone) == phone
