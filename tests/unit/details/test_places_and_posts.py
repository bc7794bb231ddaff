"""Places and posts told in ordinary words (rule 3); programs, contacts and orders told beside them."""

import pytest

from worker.domain.details import Source, is_package_order, read_answer, read_details
from worker.domain.found import Detail, Details


def read(text: str, *, topic: str = "", author_name: str = "", author_address: str = "") -> Details:
    return read_details(
        Source(topic=topic, new_text=text, text=text, author_name=author_name, author_address=author_address)
    )


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("W sali Biedronek na laptopie nie da się wpisać obecności.", "sali Biedronek"),
        ("W sali Motylków komputer nie reaguje na pisak.", "sali Motylków"),
        ("W kuchni na tablecie nie pojawiają się zamówienia.", "kuchni na tablecie"),
        ("Na tablecie przy wydawce nie pojawiają się zamówienia.", "tablecie przy wydawce"),
        ("Tablet TAB-INW-1, na którym robię inwentaryzację, rozłącza się.", "TAB-INW-1"),
        ("Kasa K2 nie drukuje paragonów.", "Kasa K2"),
        ("Bramka B2 na basenie nie przyjmuje pasków.", "Bramka B2"),
        ("Przy drugim okienku czytnik nie czyta kodu z telefonu.", "drugim okienku"),
        ("Okienko nr 2: po zeskanowaniu kodu czeka minutę.", "Okienko nr 2"),
        ("Recepcja, komputer z czytnikiem kart.", "Recepcja, komputer"),
        ("Biuro 3: komputer nie drukuje faktur.", "Biuro 3"),
        ("Komputer, ten piąty od okna, nie startuje.", "ten piąty od okna"),
        ("Komputer (waga 2) nie drukuje etykiet.", "waga 2"),
    ],
)
def test_a_place_or_a_post(text: str, core: str) -> None:
    found = read(text).workstation
    assert found is not None
    assert core in found.value


@pytest.mark.parametrize(
    "text",
    [
        "W drugim okienku logowania program się wiesza.",
        "W sali Windows nie działa.",
        "Tablet Samsung SM-T500 rozłącza się.",
        "Drukarka A4 nie drukuje.",
        "Bramka SMS nie wysyła.",
        "Na drugim komputerze program się wiesza.",
        "System na tym komputerze to Windows 11 Pro.",
    ],
)
def test_neither_place_nor_post(text: str) -> None:
    assert read(text).workstation is None


def test_a_computer_like_any_other_answers_nothing() -> None:
    text = "Komputer jak komputer, normalny, z Windowsem."
    for signed in (text, f"{text}\n\nNina"):
        assert read_answer(Details(), signed, [Detail.WORKSTATION], offered="").workstation is None


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("Program to GT Opony, Windows 7.", "GT Opony"),
        ("Program ma napis e-Kancelaria 4.2.", "e-Kancelaria 4.2"),
        ("Tak jest od nowej wersji KuchniaNet.", "KuchniaNet"),
        ("Komputer traci połączenie z katalogiem MAK+.", "MAK+"),
        ("W programie okienko „Brutto” stoi na zerze.", ""),
    ],
)
def test_a_program_at_the_end_of_a_sentence_or_called_so(text: str, program: str) -> None:
    found = read(text).software
    assert (found.value if found else "") == program


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Najprościej pisać do nas obu na wypozyczalnia@gok.example.", "wypozyczalnia@gok.example"),
        ("Wydawca przysłał program (pytania do niego kierować na technika@edycje.example).", ""),
        ("Producent milczy, więc proszę pisać do mnie na anka@inna.example.", "anka@inna.example"),
    ],
)
def test_whose_address_it_is(text: str, address: str) -> None:
    found = read(text, author_address="inspektor@filharmonia.example").email
    assert (found.value if found else "") == address


def test_a_number_on_a_sticker_is_no_telephone() -> None:
    phone = read("Waga nr 2, na naklejce 731 555 208, nie bierze cen. Dzwonić 516 000 928.").phone
    assert phone is not None
    assert phone.value == "516 000 928"


@pytest.mark.parametrize(
    "text",
    [
        "Dzwoniłem do Certum, tel. 91 555 01 80, powiedzieli, że karta jest ważna.",
        "Konsultowałem się z wydawcą (61 555 00 20), który nie stwierdził nieprawidłowości.",
        "Na serwis e-Remizy pod 58 555 00 33 się dodzwoniłem, twierdzą, że to nasza sieć.",
        "Pan Jacek od sterowników, co ma numer 663 000 905, mówi, że u niego wszystko gra.",
    ],
)
def test_a_number_of_somebody_outside_is_no_contact(text: str) -> None:
    assert read(text).phone is None


def test_whom_it_serves_well_has_no_trouble() -> None:
    found = read("Excel nie przelicza, klikam „Oblicz” i nic. Koleżance otwiera się normalnie.\n\nNina Dobosz").user
    assert found is not None
    assert found.value == "Nina Dobosz"


def test_who_sits_there_is_named_behind_the_words() -> None:
    found = read("Ja tam siedzę, Eugeniusz Warzecha. Komórka 602-000-573.", author_name="Gienek Opony").user
    assert found is not None
    assert found.value == "Eugeniusz Warzecha"


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("Zlecenie pakietowe", "Zlecam jak niżej.\nPakiet: 20h\nIle godzin: 4 godz."),
        ("godziny", "Chcielibyśmy zużyć na to część naszego pakietu czterdziestogodzinnego, cztery godziny."),
        ("Schematy w Rewizorze", "Zlecam jak niżej.\nPakiet\n20h, ważny do września\nIle godzin\n4 godz."),
    ],
)
def test_an_order_in_a_table(topic: str, text: str) -> None:
    assert is_package_order(Source(topic=topic, new_text=text, text=text))


def test_hours_that_were_bought_are_the_package() -> None:
    details = read("Wykupiliśmy 40h i leży. Zajmie to jakieś sześć godzin.", topic="prośba o wykorzystanie pakietu")
    assert details.package is not None
    assert details.time is not None
    assert (details.package.value, details.time.value) == ("40h", "sześć godzin")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Majka Set,572000645,po treningach", "572000645"),
        ("Użytk. Dominik Pazera/505 000 883/do 15:30", "505 000 883"),
        ("Proszę o telefon: +48 (0) 606-000-357.", "606-000-357"),
        ("Zamówienie ZK,572000645 nie drukuje się.", ""),
        ("Faktura FV/572000645/2026 nie drukuje się.", ""),
    ],
)
def test_a_number_set_apart_by_a_comma_or_a_slash(text: str, number: str) -> None:
    found = read(text).phone
    assert (number in found.value) if found and number else (found is None and not number)
