"""Letters of offices, schools and plants: what stands beside the matter must not count (1.3, 1.5)."""

import pytest

from worker.domain.details import Source, is_package_order, read_details


@pytest.mark.parametrize(
    "text",
    [
        "System ten nie funkcjonuje prawidłowo, co negatywnie wpływa na wizerunek instytucji.",
        "System nie działa. W najbliższą niedzielę odbędzie się koncert z udziałem orkiestry.",
        "U nas znowu system stoi. Ludzie z popołudniówki chodzą po hali i palą papierosy.",
        "Nie działa, a dyrektor IT i wasz człowiek, jeden zwala na drugiego.",
        "Program nie działa. Audytor, pan Furmaniak, wchodzi 9 lutego.",
        "Nie działa. Dyspozytorzy zmieniają się tam, dyżuruje koleżanka, która przeszła na DM-1.",
        "Nie działa. Lekarz koordynator, dr Maurycy Hejna, został powiadomiony.\nBożena Kwapisz, Muzeum Soli",
        "Nie działa. Poprzedni informatyk, syn kolegi skarbnika, wyjechał do Norwegii.",
        "W załączniku zrzut. Dostałem go w spadku po Grześku, więc nie gwarantuję, co na nim jest.",
        "Potwierdzam rozmowę. Sprawa dotyczy laptopa w biurze, szczegóły pan Tomek zapisał.",
    ],
)
def test_what_people_do_and_feel_describes_nothing(text: str) -> None:
    assert read_details(Source(new_text=text, text=text)).description is None


@pytest.mark.parametrize(
    "text",
    [
        "Program po kliknięciu Zapisz nic nie zapisał i zgasł.",
        "Drukarka igłowa OKI drukuje listy przewozowe o dwa wiersze za nisko.",
        "Subiekt przy dodawaniu towaru czytnikiem wstawia każdy kod dwa razy.",
        "Przy podpisywaniu program podpisujący zgłasza błąd certyfikatu.",
        "Gdy drukuje Jan Kowalski, wyskakuje błąd portu.",
        "Myszka skacze po ekranie, gdy podłączam ładowarkę.",
        "Lekarz podpisuje e-receptę i system się zawiesza.",
        "Pani Ola wystawia fakturę, a program się zamyka.",
        "Kasjerka dostaje przy każdej płatności dwa paragony.",
        "Pani Ewa wpisuje hasło i wyskakuje czerwony krzyżyk.",
        "Klient, który płaci kartą, nie widzi kwoty na terminalu.",
    ],
)
def test_what_machines_do_and_people_get_is_described(text: str) -> None:
    assert read_details(Source(new_text=text, text=text)).description is not None


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("Korzysta z niego pani Agnieszka Tyc, telefon do niej 537\n000 264.", "537 000 264"),
        ("Kontakt do niej 537 000\n264, po dziesiątej.", "537 000 264"),
        (
            "Pracuje tu Pan Gerard Mróz, doradca klienta (tel. 25 555 06 41). Helpdesk (22 555 09 88) odmówił.",
            "25 555 06 41",
        ),
        ("Stanowisko fakturowe, Daniel Pluta, 881 000 634", "881 000 634"),
    ],
)
def test_a_phone(text: str, phone: str) -> None:
    found = read_details(Source(new_text=text, text=text)).phone
    assert found is not None
    assert " ".join(found.value.split()) == phone


@pytest.mark.parametrize(
    "text",
    [
        "Program gaśnie. Integrator (firma Logikod, helpdesk 71 555 09 99) umywa ręce.",
        "Zgłoszenie u producenta otwarte, opiekun Bartosz, tel. 71 555 00 00, każe czekać.",
        "Biegły, pan Furmaniak (tel. 12 555 04 04), wchodzi 9 lutego.",
        "Byli panowie od ksero (firma z Kutna, p. Jacek 600 000 811, bardzo uprzejmy).",
        "Pytałam u producenta, na ich telefonie 22 555 02 00 nikt nie odbiera.",
        "Operator systemu (Slotex, help 22 555 77 01, sprawa 4471902) zrzuca na nas.",
    ],
)
def test_another_firm_s_number_is_no_contact(text: str) -> None:
    assert read_details(Source(new_text=text, text=text)).phone is None


def test_an_address_that_the_writer_asks_to_write_to() -> None:
    text = "Proszę pisać do mnie na k.zych@przystan.example, przez telefon nie odbieram do 17."
    found = read_details(Source(new_text=text, text=text)).email
    assert found is not None
    assert found.value == "k.zych@przystan.example"


@pytest.mark.parametrize(
    ("text", "workstation"),
    [
        ("Siedzę na drugim stanowisku w księgowości (od strony parkingu).", "drugim stanowisku w księgowości"),
        ("mam na laptopie LENOVO-SZEFA problem z wysyłaniem faktur", "LENOVO-SZEFA"),
        ("Skanuje na urządzeniu przy biurku, komputer ma nalepkę KR-07.", "KR-07"),
        ("Na recepcji, naklejka FRYZ-RECEPCJA.", "FRYZ-RECEPCJA"),
        ("Laptop mój, ten UP-MOB-11, gaśnie.", "UP-MOB-11"),
        ("drugie stanowisko od wejścia, KS-AOW wisi", "drugie stanowisko od wejścia"),
        (
            "1. Sala 27, podłączony do tablicy.\n2. Strona robi się biała. Na moim tablecie wszystko w porządku.",
            "Sala 27",
        ),
        ("na POS-ie w jadalni program wraca do logowania", "POS-ie w jadalni"),
        ("W kanciapie stoi nasz komputer i gaśnie.", "W kanciapie stoi nasz komputer"),
        ("Terminal mobilny Honeywell CT45 z doku 6 (naklejka HW-D6-02) gubi palety.", "HW-D6-02"),
        ("na trzech okienkach (REJ-1, REJ-2 i REJ-3) nie potwierdza się ubezpieczenie", "REJ-1, REJ-2 i REJ-3"),
        ("Na komputerze w kancelarii, pod obrazem św. Józefa, gaśnie program.", "pod obrazem św. Józefa"),
        ("Pracuję na swoim komputerze w księgowości, to ten pierwszy od drzwi.", "pierwszy od drzwi"),
        (
            "na hali laptop (ten czerwony co stoi z boku) nie może nawiązać połączenia z serwerem 192.168.1.20",
            "czerwony",
        ),
        ("waga na stoisku mięsnym ma stare ceny. stoję przy tej wadze od 6 do 14", "stoisku mięsnym"),
        (
            "Stanowisko\n\nNauczyciel\n\nTelefon\n\nCo się dzieje\n\n"
            "s. 14 (SP3-S14)\n\nMaria Hebda\n\n695 555 118\n\nbiała strona",
            "SP3-S14",
        ),
    ],
)
def test_a_workstation(text: str, workstation: str) -> None:
    found = read_details(Source(new_text=text, text=text)).workstation
    assert found is not None
    assert workstation in found.value


@pytest.mark.parametrize(
    "text",
    [
        "Korzystam z jednego z komputerów. Wicedyrektor od komputerów jest tylko na papierze.",
        "Laptop HP-PROBOOK po starcie piszczy.",
        "Wyskakuje: brak połączenia z serwerem plików.",
        "Na jednym z komputerów działu skany są czarne, pan Olek z pracowni fotograficznej wini przeglądarkę.",
        "U nas w księgowości są trzy komputery i każda z nas robi trochę tu, trochę tam, błędu nie próbowałyśmy.",
    ],
)
def test_no_workstation(text: str) -> None:
    assert read_details(Source(new_text=text, text=text)).workstation is None


def test_a_column_of_headings_gives_each_its_value() -> None:
    text = "Stanowisko\n\nNauczyciel\n\nTelefon\n\ns. 14\n\nMaria Hebda\n\n695 555 118"
    read = read_details(Source(new_text=text, text=text))
    assert read.user is not None
    assert read.user.value == "Maria Hebda"
    assert read.phone is not None
    assert read.phone.value == "695 555 118"


def test_a_letter_of_another_firm_gives_no_contact() -> None:
    quote = (
        "Od: Serwis Bramtech <serwis@bramtech.example>\nDo: Norbert\nTemat: kategoria\n\nProszę dzwonić 512 000 040."
    )
    read = read_details(
        Source(
            new_text="Przesyłam, komputer BRAMKA-A2 pokazuje błąd.\n\nNorbert Pilarczyk",
            quote=quote,
            forwarded=True,
            author_address="n.pilarczyk@targi.example",
        )
    )
    assert read.phone is None
    assert read.email is None


@pytest.mark.parametrize(
    ("passed_on", "author"),
    [
        ("Przekazuję zgłoszenie klientki, proszę się z nią umówić.\n\nJan Kot", "jan@rachunki.example"),
        ("Niżej mail z naszego drugiego biura.\n\nJan Kot", "jan@poznan.targi.example"),
        ("Przesyłam. Mnie przy okazji drukarka gubi kartki.\n\nJan Kot", "jan@rachunki.example"),
    ],
)
def test_a_report_that_is_only_sent_on_keeps_its_contact(passed_on: str, author: str) -> None:
    quote = (
        "Od: Anna Malik <anna@targi.example>\nDo: Jan Kot\nTemat: Subiekt\n\nNie mogę zapisać faktury, wyskakuje "
        "„Brak połączenia z bazą”. Tel. 601 234 567.\nAnna Malik"
    )
    read = read_details(Source(new_text=passed_on, quote=quote, forwarded=True, author_address=author))
    assert read.phone is not None
    assert read.phone.value == "601 234 567"


def test_a_date_with_its_hours_is_no_length() -> None:
    text = "Terminy: 24.02 godz. 8-12, ewentualnie 25.02 godz. 8-12."
    read = read_details(Source(topic="PAKIET 10h: 4h szkolenie magazynierów", new_text=text, text=text))
    assert read.time is not None
    assert read.time.value == "4h"


def test_hours_that_were_bought_are_a_package() -> None:
    text = "z tych czterdziestu, które kupiłem jesienią, chciałbym spożytkować dwie godziny na porządki w Subiekcie."
    assert is_package_order(Source(topic="godziny u Was", new_text=text, text=text))


def test_hours_out_of_a_package_told_by_its_size() -> None:
    text = (
        "Zostało nam sporo z czterdziestogodzinnego pakietu handlowego. Potrzebujemy sześciu godzin zdalnie 24 marca."
    )
    assert is_package_order(Source(topic="wykorzystanie godzin", new_text=text, text=text))
    asked = "Drukarka gubi strony przy zapisie. Proszę odliczyć z naszego dziesięciogodzinnego pakietu."
    assert not is_package_order(Source(topic="drukarka", new_text=asked, text=asked))


def test_a_version_of_two_or_three_digits_belongs_to_the_program() -> None:
    for text, program in (
        ("zamyka mi Subiekta nexo 57, bez komunikatu", "Subiekta nexo 57"),
        ("mam Thunderbirda 128.", "Thunderbirda 128"),
    ):
        found = read_details(Source(new_text=text, text=text)).software
        assert found is not None
        assert found.value == program
