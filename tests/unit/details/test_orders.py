"""Package orders: orderer, time, dates, package (13.8); complaints (12.8); phone confirmations (1.1)."""

import pytest

from worker.domain.details import (
    RequestKind,
    Source,
    is_complaint,
    is_package_order,
    is_phone_confirmation,
    missing_details,
    read_details,
)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Potrzebny czas: 3 godziny", "3 godziny"),
        ("proszę o jakieś półtorej godziny pomocy", "półtorej godziny"),
        ("poproszę 2 godziny z naszego pakietu 5h", "2 godziny"),
        ("zlecam 1,5h pracy", "1,5h"),
        ("z puli dziesięciu godzin chciałabym wziąć mniej więcej dwie i pół na ustawienie umów", "dwie i pół"),
        ("proszę odjąć z wykupionych dziesięciu godzin trzy kwadranse na ustawienie składek", "trzy kwadranse"),
        ("Pakiet\n\n40h ogólny\n\nIle godzin z pakietu\n\n6\n\nKiedy\n\n17.11 od 8:00", "6"),
        ("z pakietu księgowego (tego na 5h, kupionego w styczniu) około sześciu kwadransów", "sześciu kwadransów"),
        ("potrzebuję około 45 minut", "45 minut"),
        ("Ilość godzin: 4", "4"),
        ("Ilość godzin: sześć", "sześć"),
        ("prosimy o pomoc w wymiarze dziewięciu godzin", "dziewięciu godzin"),
        ("czas - dwie godziny zegarowe", "dwie godziny zegarowe"),
        ("z naszego pakietu czterdziestogodzinnego 4 godz. szkolenia", "4 godz."),
        ("z pakietu zostało mi trzy i pół godziny. Prosiłbym z tego o dwie godziny", "dwie godziny"),
        ("Myślę, że godzina wystarczy", "godzina"),
        ("zamawiam 2h30 pomocy zdalnej", "2h30"),
        ("zlecam z pakietu 90 min na inwentaryzację", "90 min"),
        ("prosimy o 2-3 godziny wsparcia", "2-3 godziny"),
        ("zlecamy usługę w wymiarze 2 godzin", "2 godzin"),
        ("szacujemy 1 h 30 min", "1 h"),
        ("potrzebuję godzinkę", "godzinkę"),
        ("wystarczą cztery kwadranse", "cztery kwadranse"),
        ("zlecam 3 rbh", "3 rbh"),
        ("Z puli godzin chcemy wykorzystać trzy na szkolenie.", "trzy"),
        ("Z pakietu dziesięciu godzin bierzemy dwie godziny na kopie.", "dwie godziny"),
    ],
)
def test_time(text: str, time: str) -> None:
    found = read_details(Source(new_text=text)).time
    assert time in (found.value if found else "")


@pytest.mark.parametrize(
    "text",
    [
        "w ramach pakietu 20h prosimy o pomoc",
        "mamy pakiet 10 godzin",
        "mamy wykupiony pakiet 20-godzinny",
        "wykorzystane dopiero dwie godziny",
        "zostało nam 6 godzin",
        "w godz. 10-14",
        "od 3 godzin nie drukuje",
        "wyłącza się w dwóch minutach",
        "w ciągu 24h",
        "przyjedźcie za 2 godziny",
        "spotkanie o godz. 12",
    ],
)
def test_no_time(text: str) -> None:
    assert read_details(Source(new_text=text)).time is None


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Proponowane terminy: 17.02 lub 19.02, między 10:00 a 14:00", "17.02 lub 19.02, między 10:00 a 14:00"),
        ("Pasowałby mi poniedziałek 23 marca po południu albo wtorek.", "poniedziałek 23 marca po południu"),
        ("Najlepiej wtorek 10.03 albo środa 11.03 rano.", "wtorek 10.03 albo środa 11.03 rano"),
        ("Może być jutro między 9 a 12", "jutro między 9 a 12"),
        ("termin: dowolny dzień w przyszłym tygodniu", "dowolny dzień w przyszłym tygodniu"),
        ("Proponuję 2026-04-15 albo 2026-04-16.", "2026-04-15 albo 2026-04-16"),
        ("Odpowiada mi każdy piątek po 12", "każdy piątek po 12"),
        ("Terminy:\n- 12.05 rano\n- 13.05 po 14", "12.05 rano"),
        ("prosimy o 12 maja lub 14 maja", "12 maja lub 14 maja"),
        ("w grę wchodzi 5.05. od 8:00", "5.05"),
        ("Może być środa 11.11... nie, to święto, więc czwartek 12.11 albo piątek 13.11", "czwartek 12.11 albo piątek"),
        ("Może być wtorek 10.11, nie, przepraszam, czwartek 12.11 rano", "czwartek 12.11 rano"),
        ("Poniedziałek odpada, najlepiej wtorek 10.11", "wtorek 10.11"),
        ("Proszę o czwartek 12.11, nie może to czekać dłużej", "czwartek 12.11"),
        ("W środę nie możemy, pasuje nam czwartek", "czwartek"),
    ],
)
def test_dates(text: str, dates: str) -> None:
    found = read_details(Source(new_text=text)).dates
    assert found is not None
    assert found.value.startswith(dates)


@pytest.mark.parametrize(
    "text",
    [
        "proszę jak najszybciej",
        "termin: pilne",
        "pakiet kupiliśmy 12.01",
        "najlepiej na już",
        "faktura z dnia 3 marca",
        "do uzgodnienia telefonicznie",
    ],
)
def test_no_dates(text: str) -> None:
    assert read_details(Source(new_text=text)).dates is None


@pytest.mark.parametrize(
    ("text", "orderer"),
    [
        ("Zlecająca: Sylwia Ogrodnik", "Sylwia Ogrodnik"),
        ("Zlecam ja, czyli Wojciech Akantowski, współwłaściciel.", "Wojciech Akantowski"),
        ("osoba zlecająca - jan kowalski", "jan kowalski"),
        ("Poproszę 2h.\n\nHanna Jeleń", "Hanna Jeleń"),
        ("zlecenie w imieniu firmy Bis składa Anna Lis", "Anna Lis"),
        ("Zleceniodawca: Nowak Adam", "Nowak Adam"),
    ],
)
def test_orderer(text: str, orderer: str) -> None:
    found = read_details(Source(new_text=text)).orderer
    assert found is not None
    assert orderer in found.value


@pytest.mark.parametrize(
    "text", ["Rejestracja Przychodni Łapka", "Pozdrawiam, Ania", "Zlecający: Hurtownia Bis", "J. Kowalska"]
)
def test_no_orderer(text: str) -> None:
    assert read_details(Source(new_text=text)).orderer is None


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("Zlecenie z pakietu 20h", ""),
        ("godziny z pakietu księgowego", "mamy u Państwa pakiet 10h, chciałbym poprosić o pomoc"),
        ("Pakiet - proszę o 2h", "poproszę 2 godziny"),
        ("pomoc przy JPK", "W ramach naszego pakietu proszę o dwie godziny w środę."),
        ("zlecenie", "Zlecam z wykupionego pakietu 3h pracy. Jan Nowak"),
        ("prośba", "Chcielibyśmy wykorzystać 4 godziny z pakietu na przegląd serwera."),
    ],
)
def test_package_order(topic: str, text: str) -> None:
    assert is_package_order(Source(topic=topic, new_text=text))


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("pakiet Office", "Po instalacji pakietu Office Word się nie otwiera, proszę o pomoc"),
        ("internet", "ping pokazuje utratę pakietów, prosimy o sprawdzenie"),
        ("drukarka", "Drukarka nie drukuje. Proszę rozliczyć z naszego pakietu."),
        ("drukarka", "Nie drukuje od rana"),
        ("aktualizacja", "pakiet aktualizacji się nie instaluje, proszę o pomoc"),
    ],
)
def test_no_package_order(topic: str, text: str) -> None:
    assert not is_package_order(Source(topic=topic, new_text=text))


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("Reklamacja do faktury FS 214/02/2026", "składam reklamację"),
        ("rozliczenie", "reklamuję fakturę FS 12/04/2026: naliczono złą stawkę"),
        ("luty", "Nie zgadzam się z fakturą, policzono sześć kwadransów."),
        ("faktura", "Kwestionuję protokół za marzec, prosimy o korektę."),
    ],
)
def test_complaint(topic: str, text: str) -> None:
    assert is_complaint(Source(topic=topic, new_text=text))


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("moduł reklamacji w Subiekcie", "w module reklamacji pojawia się brak uprawnień"),
        ("poczta", "reklamacje od klientów nie dochodzą na skrzynkę"),
        ("faktury", "przy wystawianiu faktury korekty program się zamyka"),
        ("drukarka", "nie drukuje protokołów"),
    ],
)
def test_no_complaint(topic: str, text: str) -> None:
    assert not is_complaint(Source(topic=topic, new_text=text))


def test_phone_confirmation() -> None:
    assert is_phone_confirmation(
        Source(topic="potwierdzenie", new_text="potwierdzam zgłoszenie, o którym mówiłam przez telefon")
    )
    assert is_phone_confirmation(Source(topic="VPN", new_text="Potwierdzam zgłoszenie telefoniczne z dzisiaj."))
    assert is_phone_confirmation(Source(topic="VPN", new_text="Zgodnie z rozmową telefoniczną przesyłam zgłoszenie."))
    assert not is_phone_confirmation(
        Source(topic="telefon", new_text="Proszę o kontakt telefoniczny, telefon nie działa.")
    )
    assert not is_phone_confirmation(Source(topic="KSeF", new_text="Nie przychodzi potwierdzenie wysłania faktury."))


@pytest.mark.parametrize(
    ("text", "invoice"),
    [
        ("reklamacja do faktury FS 214/02/2026 za luty", "FS 214/02/2026"),
        ("FV/31/03/2026 jest błędna", "FV/31/03/2026"),
        ("faktura nr 45/03/2026", "45/03/2026"),
        ("Faktura 45/03/2026.", "45/03/2026"),
    ],
)
def test_invoice(text: str, invoice: str) -> None:
    found = read_details(Source(new_text=text)).invoice
    assert found is not None
    assert found.value == invoice


def test_an_empty_order_misses_everything() -> None:
    missing = missing_details(read_details(Source(new_text="pakiet")), RequestKind.PACKAGE_ORDER)
    assert [str(detail) for detail in missing] == ["orderer", "time", "dates"]


@pytest.mark.parametrize(
    "text",
    [
        "W piątek biorę 2 godziny wolnego.",
        "Zostały mi 4 godziny urlopu.",
        "Muszę wziąć dwie na zmianę.",
        "Chcę wziąć 2 na testy.",
    ],
)
def test_leave_and_things_are_no_hours_of_an_order(text: str) -> None:
    assert read_details(Source(new_text=text)).time is None


def test_whom_the_training_is_for_orders_nothing() -> None:
    text = "Zlecam z pakietu 2 godziny szkolenia dla nowego stażysty Jana Wilka, wtorek."
    orderer = read_details(Source(new_text=text, signature="Ewa Lis")).orderer
    assert orderer is not None
    assert orderer.value == "Ewa Lis"
