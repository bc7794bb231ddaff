"""Details as offices tell them: titles before names, cards under letters, versions behind programs, several dates."""

import pytest

from worker.domain.details import Source, is_complaint, read_details
from worker.domain.found import Service


@pytest.mark.parametrize(
    ("text", "user"),
    [
        (
            "Na laptopie pracuje wyłącznie adw. Barbara Zielonka-Moś.\n\nPatrycja Lis\nasystentka",
            "Barbara Zielonka-Moś",
        ),
        ("Zasiada przy nim na co dzień ks. Marek Tański.\n\nks. Jan Bryła, proboszcz", "Marek Tański"),
        ("Użytkownik odpowiedzialny za stanowisko: bryg. Tomasz Kosiorek.\n\nasp. Ewa Herman", "Tomasz Kosiorek"),
        ("Bosmanem jest teraz Kacper Lenz, dostępny od rana.\n\nZbigniew Szot\nkomandor", "Kacper Lenz"),
        ("Kasę prowadzi mój brat, Mirosław Cygan.\n\nDariusz Cygan", "Mirosław Cygan"),
        ("Potwierdzam, co zgłaszałam telefonicznie przed chwilą panu Borkowi: kalendarz gaśnie.\n\nEwa Lis", "Ewa Lis"),
        ("Proszę kontaktować się z panią Lucyną Zarębianką.\n\nFirma Guzik", "Lucyną Zarębianką"),
        ("na kompie wywala blad, resetuje i nic\n\nzbychu Kamola tel608000915", "zbychu Kamola"),
        ("Po rozmowie z panem Tomaszem Borkiem: okno gaśnie, pan Tomasz to zapisał.\n\nIlona Gwizdek", "Ilona Gwizdek"),
        ("Drukuję od lat, zaczęło się po instalacji, którą robił Państwa kolega.\n\nEwa Gromnica", "Ewa Gromnica"),
        ("Problem zgłosiła pani Anna Kowalska, korzysta z niego na co dzień.\n\nJan Lis", "Anna Kowalska"),
        ("Dziś na nocce jest Oleh Kowalczuk.\n\nKinga Sobol", "Oleh Kowalczuk"),
        ("drukuję i gaśnie\n\nWaldemar Styk        mailto:w.styk@agro.example", "Waldemar Styk"),
    ],
)
def test_a_user(text: str, user: str) -> None:
    found = read_details(Source(new_text=text)).user
    assert found is not None
    assert user in found.value


@pytest.mark.parametrize(
    "text",
    [
        "moja nowa handlówka nie może wysyłać ofert.\n\nRobert Kłos, dyrektor",
        "Komputer przy wadze nie widzi wyświetlacza.\n\nTartak Borowina sp. z o.o.\nNowa Wieś 40",
    ],
)
def test_no_user(text: str) -> None:
    assert read_details(Source(new_text=text)).user is None


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("Pozdrawiam\nEwa Lis\nwłaścicielka hurtowni artykułów dziecięcych\n+48 792 330 815", "+48 792 330 815"),
        ('klikam "Zapisz" i nic, tel. 601 202 303, pisze "błąd zapisu"', "601 202 303"),
        ("Faktury wystawia córka Bernadeta Lis tel 735 604 182", "735 604 182"),
        ("telefon: 71 788 30 25 w. 3", "71 788 30 25 w. 3"),
        ("Umówić się można przez sekretariat, 52 555 01 64.", "52 555 01 64"),
        ("Klient czeka na balustradę\nRyszard Pająk 692 000 507", "692 000 507"),
        ("-- \nMirosław Tchórz\ndoradca klienta\n505 19 70 33", "505 19 70 33"),
        ("Proszę o wiadomość zwrotną na windykacja@hurt.example", "windykacja@hurt.example"),
        ("mailowo przez jego prywatną skrzynkę k.lenz@example.com, odpisuje od ręki", "k.lenz@example.com"),
    ],
)
def test_a_contact(text: str, contact: str) -> None:
    details = read_details(Source(new_text=text))
    assert contact in [found.value for found in (details.phone, details.email) if found]


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("[147260835] wagi", "waga drukuje starą cenę"),  # a REGON where the NIP belongs
        ("[1] podpis", "Administratorem danych jest Kancelaria; inspektor ochrony danych: iod@lex.example."),
        ("[1] tor", 'pojawia się linijka "Lane 6 lost, retry 501 882 114"'),
        ("[1] chip", "Producent twierdzi, że sprawny, i odesłał nas z pismem na adres gwarancje@lux.example."),
        ("[1] KSeF", "Bank też umywa ręce (opiekun: pan Zieleniak, opiekun.zieleniak@bank.test)."),
    ],
)
def test_no_contact(topic: str, text: str) -> None:
    details = read_details(Source(topic=topic, new_text=text))
    assert (details.phone, details.email, details.other_contacts) == (None, None, ())


def test_a_colleague_of_the_text_is_reached_at_the_companys_address() -> None:
    told = "Profil Justyny Ćwik ginie po wylogowaniu. Klucz w rejestrze jest zdublowany, ale wolę go tu nie ruszać sam."
    text = f"{told}\n\nJustyna: wew. 318 przez centralę, ewentualnie j.cwik@morena.example."
    asked = Source(new_text=text, author_address="k.jozwiak@morena.example")
    stranger = Source(new_text=text, author_address="k.jozwiak@inna.example")
    assert [getattr(read_details(one).email, "value", "") for one in (asked, stranger)] == ["j.cwik@morena.example", ""]


@pytest.mark.parametrize(
    ("text", "workstation"),
    [
        ("Rozdzielnia, sortownik nr 3 zjeżdża na zrzut", "sortownik nr 3"),
        ("W gabinecie USG przestały się zapisywać opisy", "gabinecie USG"),
        ("W dyżurce na pierwszym piętrze stoi komputer", "dyżurce na pierwszym piętrze"),
        ("na komputerze KASA-2, który strasznie wolno chodzi, gaśnie okno", "KASA-2"),
        ("z komputera BIURO-1 wysyłam raport, który trafia do kosza", "BIURO-1"),
        ("Komputer LADA-3 gaśnie przy zapisie. Proszę o telefon do tego z Panów, który akurat ma dyżur.", "LADA-3"),
        ("na laptopie od muzyki dźwięk rwie się co chwilę", "laptopie od muzyki"),
        ("W pakowalni na starym laptopie z naklejką pszczoły wychodzi pusta", "laptopie z naklejką pszczoły"),
        ("kolejka, a KASA DOLNA 2 od otwarcia nie koduje kart", "KASA DOLNA 2"),
        ("Robię to na starym Lenovo w miodosytni", "Lenovo w miodosytni"),
        ("miejsce: pokój 12, referat podatkowy", "pokój 12"),
        ("zgłaszam dwa komputery z czytelni dla dorosłych, CZYT-1 i CZYT-2", "CZYT-1 i CZYT-2"),
    ],
)
def test_a_workstation(text: str, workstation: str) -> None:
    found = read_details(Source(new_text=text)).workstation
    assert found is not None
    assert workstation in found.value


@pytest.mark.parametrize(
    "text",
    [
        "na jednym z naszych komputerów w biurze program gaśnie",
        "etykiety wychodzą bez kodu\n\nZ poważaniem\nPaweł Rzepka\nStacja Paliw Orzeł",
        "zdania z załącznik nr 3 nie widać",
        "komputerów mamy w wypożyczalni kilka i siadam do tego, który akurat wolny",
        "Co do kasy, to zależy, na którą danego dnia trafi",
        "na laptopie od soboty nie ma dźwięku",
    ],
)
def test_no_workstation(text: str) -> None:
    assert read_details(Source(new_text=text)).workstation is None


@pytest.mark.parametrize(
    ("text", "software"),
    [
        ("męczę się z Płatnikiem. Wersja Płatnika 10.02.002, metryka 317", "Płatnika 10.02.002"),
        ("wpisuję chrzest (program Fara, wersja 7) i znika okno", "Fara, wersja 7"),
        ("W Comarch ERP Optima (2026.0.1) nie da się zamknąć raportu", "Comarch ERP Optima (2026.0.1)"),
        ("wnuk założył ten program do faktur, Faktura Small, i gaśnie", "Faktura Small"),
        ("po wpisaniu PIN-u Szafir podaje komunikat o karcie", "Szafir"),
        ("zlecenie na stawki w Gastro Szef\n\nPłatnik\n\nZajazd Furman", "Gastro Szef"),
    ],
)
def test_software(text: str, software: str) -> None:
    found = read_details(Source(new_text=text)).software
    assert found is not None
    assert software in found.value


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("Windows 10 IoT", "Windows 10 IoT"),
        ("Windows mam jedenastkę", "jedenastkę"),
        ("Pod Windowsem 10", "Windowsem 10"),
    ],
)
def test_a_system(text: str, system: str) -> None:
    found = read_details(Source(new_text=text)).os
    assert found is not None
    assert system in found.value


def test_the_task_decides_the_service_of_a_program_that_does_both() -> None:
    asked = Source(new_text="w Enovie zestawienie obrotów mieli i kończy się przekroczeniem czasu")
    assert read_details(asked).service is Service.ACCOUNTING


@pytest.mark.parametrize(
    "text",
    [
        "System jak nie chodził, tak nie chodzi. Ludzie stoją i na mnie patrzą.",
        "zgłaszam problem z programem. Sprawa jest nagląca, zawity termin upływa w środę.",
        "drukarka odmówiła posłuszeństwa. Rady sobie z nią dać nie mogę, a ludzie pytają.",
        "kasa wariuje. Kasę prowadzi pan Bonifacy Kukła.",
        "komputer świruje i zachowuje się nie tak, jak powinien. Kopiowanie przez osoby nieuprawnione jest zabronione.",
        "laptop zwariował. Osobę, która otrzymała wiadomość omyłkowo, prosimy o jej skasowanie.",
    ],
)
def test_impatience_and_disclaimers_describe_nothing(text: str) -> None:
    assert read_details(Source(new_text=text)).description is None


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Sugerujemy: 8 czerwca godz. 12:00, ewentualnie 15 czerwca o dowolnej porze.", "15 czerwca o dowolnej porze"),
        ("Pasuje mi każdy poranek między 18 a 22 maja, byle nie środa.", "każdy poranek między 18 a 22 maja"),
        ("może być każda środa w maju po 16", "każda środa w maju po 16"),
        ("Dogodne dni: 5, 6 albo 8 maja, zaczynamy o 8:30.", "8 maja, zaczynamy o 8:30"),
        ("Najlepiej w czwartek 18-go albo w piątek 19-go.", "piątek 19-go"),
        ("najpewniej we wtorek 14 kwietnia i w czwartek 16 kwietnia, byle przed 12:00", "we wtorek 14 kwietnia i w"),
        ("wnoszę mimo pkt 13.6 regulaminu.\n\nTermin 21.04.2026 w godz. 9-13", "21.04.2026 w godz. 9-13"),
        ("proszę w imieniu Mariana Soboty o termin 8 czerwca", "8 czerwca"),
    ],
)
def test_dates(text: str, dates: str) -> None:
    found = read_details(Source(new_text=text)).dates
    assert found is not None
    assert dates in found.value
    assert not found.value.startswith(("13.6", "Soboty"))


@pytest.mark.parametrize(
    ("text", "package"),
    [
        ("w nawiązaniu do umowy pakietowej (w załączeniu; 40 godz., wariant księgowy)", "40 godz."),
        ("z pakietu, co mamy u was (chyba 5h), godzinę", "5h"),
        ("cztery godziny z naszego pakietu (mamy ten na 40, kupiony jesienią)", "40"),
        ("mamy wykupiony pakiet pięciu godzin", "pięciu godzin"),
        ("z naszego pakietu czterdziestogodzinnego 4 godz. szkolenia", "czterdziestogodzinnego"),
    ],
)
def test_the_size_of_a_package(text: str, package: str) -> None:
    found = read_details(Source(new_text=text)).package
    assert found is not None
    assert found.value == package


@pytest.mark.parametrize(
    ("topic", "text", "author", "complaint"),
    [
        ("SKARGA NA FAKTURĘ", "To jest reklamacja, proszę ją tak potraktować.", "", True),
        ("Rachunek", "nie zgadzam się z rachunkiem, nikt od Państwa nie przyjeżdżał", "", True),
        ("Nie zgadzamy się z fakturą 88/05", "Policzono nam dojazd, a nikt nie był.", "", True),
        ("Subiekt", "Kontrahent nie zapłacił faktury, a program pokazuje ją jako rozliczoną", "", False),
        ("Rewizor", "saldo jest niezgodne z rachunkiem bankowym", "", False),
        ("Faktury", "Na fakturze rabat policzony dwa razy. Nie da się wystawić korekty, gaśnie okno.", "", False),
        ("Skarga na powolny internet", "strony otwierają się minutę", "", False),
        ("KSeF", "faktury mają status „Odrzucona, niezgodność semantyki”", "", False),
        ("Reklamacje - nie zapisuje się protokół", "okno gaśnie", "reklamacje@meble.example", False),
        ("drukarka", "producent każe czekać na reklamację, a ja klientom faktur nie dam", "", False),
    ],
)
def test_a_complaint(topic: str, text: str, author: str, complaint: bool) -> None:
    assert is_complaint(Source(topic=topic, new_text=text, author_address=author)) is complaint
