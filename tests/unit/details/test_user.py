"""Who counts as the user: a named person, a login, the writer who signs (point 1.3, rule 4)."""

import pytest

from worker.domain.details import Source, read_details


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("Użytkownik: Jan Kowalski", "Jan Kowalski"),
        ("uzytkownik: malgorzata zak", "malgorzata zak"),
        ("UŻYTKOWNIK - JÓZEFA PTAK", "JÓZEFA PTAK"),
        ("Użytkownik: Kowalski Jan", "Kowalski Jan"),
        ("Osoba: p. Zosia", "Zosia"),
        ("Użytkownik: j.kowalski", "j.kowalski"),
        ("User: mkowalska", "mkowalska"),
        ("Użytkownik Sławomir Kruk, kom. 505 000 127.", "Sławomir Kruk"),
        ("Użytkownik: ja\n\nMarek Zięba", "Marek Zięba"),
        ("Pracuję na nim ja, Leszek Żak.", "Leszek Żak"),
        ("Z kasy korzysta pani Elżbieta Maj.", "Elżbieta Maj"),
        ("na koncie kadrowej Renaty Ptak wyskakuje błąd", "Renaty Ptak"),
        ("Nasza księgowa Ewa Nowak nie może zalogować się do Rewizora.", "Ewa Nowak"),
        ("komputer pani Zosi gaśnie", "Zosi"),
        ("pan Nowak z magazynu nie może drukować", "Nowak"),
        ("Używa go Oleksandr Kovalenko", "Oleksandr Kovalenko"),
        ("Obsługuje ją Michał Sowiński-Bąk", "Michał Sowiński-Bąk"),
        ("Nie mogę drukować z Worda.\n\nAnna Maria Wójcik\ntel. 601 000 200", "Anna Maria Wójcik"),
        ("nie moge sie zalogowac\n\nkuba marzec", "kuba marzec"),
        ("nie moge drukowac\npozdrawiam Basia", "Basia"),
        ("Nie otwiera mi się PDF.\nPozdrawiam,\nmgr inż. Tomasz Wójcik, kierownik produkcji", "Tomasz Wójcik"),
        ("Drukarka przestała drukować po wymianie tonera.\n\nZ poważaniem\nDr n. med. Ewa Lipska", "Ewa Lipska"),
        ("Wyskakuje mi błąd przy zapisie.\n\nJ. Kowalska\nksięgowa", "J. Kowalska"),
        ("koleżanka obok może drukować, a ja nie mogę.\nIga Kos", "Iga Kos"),
        ("Na tym komputerze siedzi Basia z kadr.", "Basia"),
        ("Kontakt do użytkownika: Piotr Wrona, 601 000 200", "Piotr Wrona"),
        ("loguje się na konto anna.nowak i pulpit jest pusty", "anna.nowak"),
        ("Nazywam się Hubert Król i nie mogę wejść do poczty.", "Hubert Król"),
        ("Paulina Sęk, obsługa sklepu, p.sek@meble.example, tel. 724 000 518.", "Paulina Sęk"),
        ("Komputer używany przez Annę Nowak", "Annę Nowak"),
        ("Pracownik: Żukowska Beata", "Żukowska Beata"),
        ("Problem zgłasza pani Beata z księgowości", "Beata"),
        ("Zosia z recepcji nie może się zalogować", "Zosia"),
        ("koleżanka Magda Pawlak nie widzi folderów", "Magda Pawlak"),
        ("Użytkownik (login): knowak", "knowak"),
        ("stanowisko pana Andrzeja", "Andrzeja"),
        ("Na tym komputerze pracuję ja, tj. Filip Kos", "Filip Kos"),
        ("użytkownikiem jest Tomasz Bąk", "Tomasz Bąk"),
        ("Użytkowniczka Danuta P.", "Danuta"),
        ("Na tym komputerze pracuje lek. wet. Sonia Burek.\n\nWanda Lis", "Sonia Burek"),
        ("Dr Janina Ruta nie może wystawić recepty", "Janina Ruta"),
        ("ksiądz proboszcz Jan Krupa nie może wejść do poczty", "Jan Krupa"),
        ("Wyskakuje mi błąd.\nZ poważaniem,\nJ.Kowalski", "J.Kowalski"),
        ("nie moge wejsc do programu\n--\nM. Zając", "M. Zając"),
        ("Pan Prezes Adam Struk nie ma dźwięku", "Adam Struk"),
        ("nie mogę drukować. Dziękuję, Ola", "Ola"),
        ("Nie drukuje mi.\nPozdr\nGrzesiek", "Grzesiek"),
        ("Na stanowisku pracuje od wczoraj nowa osoba, Kamil Wilk", "Kamil Wilk"),
        ("Stanowisko Ewy Lis", "Ewy Lis"),
        ("Osoba do kontaktu: Ewa Maj tel. 601 000 200", "Ewa Maj"),
        ("wysłane przez: Anna Hoffmann\nnie mogę się zalogować", "Anna Hoffmann"),
        ("MAŁGORZATA KOWALCZYK-ŻAK nie może otworzyć pliku", "MAŁGORZATA KOWALCZYK-ŻAK"),
    ],
)
def test_named(text: str, core: str) -> None:
    found = read_details(Source(new_text=text)).user
    assert found is not None, text
    assert core in found.value


@pytest.mark.parametrize(
    "text",
    [
        "Jedna z naszych pracownic na stanowisku INFOLINIA-4 nie słyszy rozmówców.\n\nJan Nowak\nkierownik",
        "Nasz magazynier zgłasza, że kolektor nie skanuje.\n\nPozdrawiam\nAdam Zięba",
        "Pracownica nie może drukować.\nAnna Nowak, dyrektor",
        "Drukarka nie drukuje.\n\nPozdrawiamy\nZabawki Zuzia",
        "Drukarka nie drukuje.\n\nBiuro Trans-Pol",
        "Drukarka nie drukuje.\n\nHotel Brzoza\nul. Jana Pawła 5",
        "Dzień dobry Panie Marku,\ndrukarka nie drukuje od rana.\n\nDelikatesy Rudnik s.c.",
        "Ustaliłam z panem Tomaszem przez telefon, że drukarka nie drukuje.\n\nSekretariat",
        "Użytkownik: księgowa",
        "Użytkownik: -",
        "Rozmawiałem z p. Karoliną. Kasa gaśnie.\nSklep Bis",
        "Drukarka nie drukuje.\n\nSpółka Jan Kowalski Sp. z o.o.",
        "Pracownik działu nie może się zalogować.\nSerwis Bis",
        "Nasza księgowa dostaje błąd.\nAdam Mak, prezes",
        "u kasjerki wyskakuje błąd\nJan Kos\nkierownik",
        "Drukarka nie drukuje\nSklep Zoologiczny Kanarek",
        "Na komputerze magazyniera miga ekran.\nZofia Lis",
        "Użytkownik: wszyscy",
        "Użytkownik: pracownik sklepu",
        "Dzień dobry Pani Karolino,\nekran gaśnie\nFirma X",
        "Komputer w szkole im. Jana Kochanowskiego gaśnie.\nSekretariat",
    ],
)
def test_unnamed(text: str) -> None:
    found = read_details(Source(new_text=text)).user
    assert found is None


def test_the_display_name_stands_in_for_a_missing_signature() -> None:
    source = Source(
        new_text="nie mogę się zalogować do Subiekta", author_name="Ewa Lis", author_address="e@lis.example"
    )
    found = read_details(source).user
    assert found is not None
    assert found.value == "Ewa Lis"


FORWARDED = "---- Przekazana wiadomość ----\nOd: Agnieszka Kot <a@x.example>\nDo: b@x.example\nTemat: Kasa\n\n{text}"


@pytest.mark.parametrize(
    "text",
    ["Przy zapisie kasa gaśnie.\nAgnieszka", "Nie mogę zapisać paragonu.", "U mnie kasa gaśnie.\nKot"],
)
def test_whoever_wrote_a_forwarded_report_is_named_by_its_head(text: str) -> None:
    source = Source(
        new_text="Proszę o pomoc.",
        quote=FORWARDED.format(text=text),
        forwarded=True,
        author_name="Biuro Rachunkowe Jan Lis",
    )
    found = read_details(source).user
    assert found is not None
    assert found.value == "Agnieszka Kot"


def test_a_first_name_gets_its_surname_from_the_header() -> None:
    found = read_details(Source(new_text="Kasa gaśnie.\n\nEwa", author_name="Ewa Lis")).user
    assert found is not None
    assert found.value == "Ewa Lis"


@pytest.mark.parametrize(
    "told",
    [
        "Nasz introligator nie może zapisać paragonu.",
        "Fryzjerka od rana próbuje zapisać paragon.",
        "Wychowawczyni zgłasza, że nie otwiera się dziennik.",
        "Nasza optometrystka wciąż nie może zapisać recepty.",
        "Woźna nie potrafi otworzyć grafiku.",
        "Żona loguje się i pulpit jest pusty.",
        "Kasjerka pracuje na KASA-2 i ręcznie liczy.",
    ],
)
def test_whoever_does_what_only_people_do_is_somebody_else_than_the_signer(told: str) -> None:
    assert read_details(Source(new_text=f"{told} Wyskakuje „błąd 0x8004”.\n\nJan Kot")).user is None


@pytest.mark.parametrize(
    "told",
    [
        "Serwer nie może połączyć się z bazą.",
        "Skaner próbuje skanować i staje.",
        "Gratyfikant nie może zapisać listy.",
        "Myszka nie może się połączyć.",
        "Klient nie może zapłacić kartą.",
        "U koleżanki w biurze działa, a na KASA-2 nie.",
        "Jako introligator obsługuję tu wszystko.",
        "Weterynarz prosi o wydruk historii.",
        "Kurier nie może zeskanować etykiety.",
    ],
)
def test_machines_programs_and_strangers_leave_the_signer_the_user(told: str) -> None:
    found = read_details(Source(new_text=f"{told} Wyskakuje „błąd 0x8004”.\n\nJan Kot")).user
    assert found is not None
    assert found.value == "Jan Kot"


def test_a_job_that_signs_tells_of_itself() -> None:
    text = "Introligator nie może zapisać paragonu.\n\nJan Kot\nintroligator"
    found = read_details(Source(new_text=text)).user
    assert found is not None
    assert found.value == "Jan Kot"


def test_without_marks_the_verb_of_the_signer_may_be_meant() -> None:
    found = read_details(Source(new_text="loguje sie i pulpit jest pusty, szef pyta co dalej\n\njan kot")).user
    assert found is not None
    assert found.value == "jan kot"


def test_who_asked_for_the_mail_is_one_of_us() -> None:
    text = "Jak Pani Karolina prosiła dzwoniąc przed chwilą, potwierdzam rozmowę.\n\nApolonia Szpak\ntel. 12 555 03 56"
    found = read_details(Source(new_text=text)).user
    assert found is not None
    assert found.value == "Apolonia Szpak"


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("Komputer nie drukuje faktury, jest „błąd portu”. Zmianę dzienną ma J. Szeliga.", "J. Szeliga"),
        ("Wizualizacja na kompie w sterowni gubi wózki. Spytajcie Fredka, on wszystko wie.", "Fredka"),
    ],
)
def test_the_only_one_who_is_named(text: str, user: str) -> None:
    found = read_details(Source(new_text=text, text=text)).user
    assert found is not None
    assert found.value == user


@pytest.mark.parametrize(
    "text",
    [
        "Kasa nie łączy z wagą i pokazuje E03. Klientka Bożenka czekała kwadrans.",
        "Komputer nie drukuje. Zakładał go sołtys Bober pięć lat temu.",
        "Kasjerka nie może zapisać paragonu, jest „błąd portu”. Prezes Nowak czeka na raport.",
        "Nie drukuje faktury dla Jana Kota z Torunia.",
    ],
)
def test_the_only_one_who_is_named_may_be_somebody_else(text: str) -> None:
    assert read_details(Source(new_text=text, text=text)).user is None
