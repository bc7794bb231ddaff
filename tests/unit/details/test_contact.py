"""Which numbers and addresses reach the user, and which only look like it (points 1.3, 1.5; rule 5)."""

import pytest

from worker.domain.details import Source, read_details


def phone(text: str) -> str:
    found = read_details(Source(new_text=text, own_phones=frozenset({"22 535 36 80"}))).phone
    return found.value if found else ""


def email(text: str, author: str = "") -> str:
    source = Source(new_text=text, author_address=author, own_addresses=frozenset({"pomoc@3rp.com.pl"}))
    found = read_details(source).email
    return found.value if found else ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("tel. 601 000 214", "601 000 214"),
        ("Tel: 601-000-214", "601-000-214"),
        ("kom. 601000214", "601000214"),
        ("Telefon do sklepu: (32) 555-01-18.", "(32) 555-01-18"),
        ("tel. +48 601 000 214", "+48 601 000 214"),
        ("tel. 0048601000214", "0048601000214"),
        ("tel 60 100 02 14", "60 100 02 14"),
        ("tel. 601 00 02 14", "601 00 02 14"),
        ("tel. 601.000.214", "601.000.214"),
        ("tel. 22/555-01-10", "22/555-01-10"),
        ("tel. (0-22) 555 01 10", "22) 555 01 10"),
        ("Proszę dzwonić do mnie na komórkę 512 000 877, termin mam do 25-tego", "512 000 877"),
        ("Jan Nowak 601 000 214", "601 000 214"),
        ("najłatwiej złapać ją pod numerem 601 000 214.", "601 000 214"),
        ("Proszę o telefon na infolinię 61 555 01 93.", "61 555 01 93"),
        ("Telefon:\n601 000 214", "601 000 214"),
        ("NIP 548-992-26-36, tel. 601 000 214", "601 000 214"),
        ("REGON: 146000000\ntel. 22 555 01 72", "22 555 01 72"),
        ("fax 22 555 01 11, tel. 22 555 01 10", "22 555 01 10"),
        ("M: 601 000 214", "601 000 214"),
        ("tel./fax 22 555 01 10", "22 555 01 10"),
        ("Dzwoniliśmy na infolinię operatora 22 555 01 00. Mój numer 601 000 214.", "601 000 214"),
        ("TeamViewer ID: 123 456 789\nTelefon 601 000 214", "601 000 214"),
        ("☎ 601 000 214", "601 000 214"),
        ("tel601000214 Pelagia Zawada", "601000214"),
        ("kom.601 000 214", "601 000 214"),
        ("Lidia Haba 6 0 1  0 0 0  2 1 4", "6 0 1 0 0 0 2 1 4"),
        ("Kinga Rożek\nadiunkt / 0 601 000 214", "0 601 000 214"),
        ("Pasmanteria Maj\nNIP 5489922636\n601 000 214", "601 000 214"),
        ("Proszę dzwonić na dwadzieścia dwa 555 03 90", "dwadzieścia dwa 555 03 90"),
        (
            "telefon: sześćset jeden, zero zero zero, dwieście czternaście",
            "sześćset jeden, zero zero zero, dwieście czternaście",
        ),
        ("nr szescset jeden zero zero zero dwa jeden cztery", "szescset jeden zero zero zero dwa jeden cztery"),
    ],
)
def test_phone(text: str, number: str) -> None:
    assert number in phone(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dzwoniliśmy na infolinię operatora 22 555 01 00, kazali skontaktować się z serwisem IT.",
        "Numer seryjny terminala 263 145 899",
        "S/N: 601 000 214",
        "konto do faktury 12 1020 0000 0000 1234 5678 9012",
        "REGON 147000123",
        "NIP 5489922636\n147000123",
        "Zamówiliśmy sześćset sześć sztuk, trzysta par i dwa kartony, razem dziewięćset osiem.",
        "Numer konta: dwanaście zero zero jeden dwa trzy cztery pięć sześć siedem osiem",
        "Na paragonie jest 1 2 3 4 5 6 7 8 9 0 1 2",
        "NIP 548-992-26-36",
        "KRS 0000123456",
        "TeamViewer 601 222 333",
        "ID: 601 222 333 hasło abc",
        "AnyDesk 601 222 333",
        "IP 192.168.100.101",
        "adres 10.0.0.15, brama 10.0.0.1",
        "brak połączenia 00 41 7 12",
        "faktura 600/100/200",
        "kwota 601 000 214 zł",
        "infolinia 800 100 200",
        "Tel. do serwisu producenta 22 555 01 10",
        "fax: 22 555 01 10",
        "PESEL 80010112345",
        "kod błędu 601 000 214",
        "Producent (p. Kozera, tel. 12 555 01 11) nie odpowiada.",
        "zamówienie nr 601000214",
        "Serwis 3RP.com.pl tel. 22 535 36 80",
        "22 555 01 00 (infolinia banku)",
        "wew. 14",
        "dnia 12.03.2026 o godz. 10:15",
        "EAN 5901234123457",
        "IMEI 356938035643809",
        "numer klienta 601 000 214",
        "licencja 600-100-200",
    ],
)
def test_no_phone(text: str) -> None:
    assert phone(text) == ""


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Kontakt: iwona@metalmax.example, wew. 14", "iwona@metalmax.example"),
        ("E-mail: Jan.Nowak@firma.example", "Jan.Nowak@firma.example"),
        ("Proszę pisać na adres biuro@firma.example", "biuro@firma.example"),
        ("Jan Nowak\nkom. 602 000 749\njan@geodezja.example", "jan@geodezja.example"),
        ("Kontakt do p. Renaty: renata.ptak@ptaszynski.example", "renata.ptak@ptaszynski.example"),
        ("mail: jan_nowak@firma.example <mailto:jan_nowak@firma.example>", "jan_nowak@firma.example"),
        ("używa mąż, Bogumił Czarnota, czarnota.ksiegi(małpa)example.com", "czarnota.ksiegi(małpa)example.com"),
        ("Kinga Rożek\nk.rozek[at]muzeum.example", "k.rozek[at]muzeum.example"),
        ("Kontakt: i.mroz małpa med-park kropka example, w godz. 7-14", "i.mroz małpa med-park kropka example"),
        (
            "mail: jan (kropka) nowak (małpa) firma (kropka) example",
            "jan (kropka) nowak (małpa) firma (kropka) example",
        ),
    ],
)
def test_email(text: str, address: str) -> None:
    assert address in email(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nie mogę wysłać maila do kontrahenta zamowienia@odbiorca.example, wraca.",
        "Przychodzi spam od promocje@sklep.example",
        "pomoc@3rp.com.pl",
        "noreply@sklep.example",
        "Pisaliśmy do support@producent.example i cisza.",
        "maile od ksef@urzad.example trafiają do kosza",
        "pomoc(małpa)3rp.com.pl",
        "W programie zamiast małpa pisze się teraz kropka i pl.",
        "Na zdjęciu etykiety jest małpa z bananem. Jan",
    ],
)
def test_no_email(text: str) -> None:
    assert email(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Kontakt: może być ten adres",
        "Może być ten adres.",
        "Proszę pisać na tego maila.",
        "Proszę o kontakt mailowy na adres, z którego piszę.",
        "Najlepiej kontaktować się przez ten mail",
        "Proszę o odpowiedź na ten adres",
        "Telefonu nie podaję, ten adres wystarczy",
    ],
)
def test_the_own_address_is_a_contact_where_the_words_point_to_it(text: str) -> None:
    assert email(text, author="jan@firma.example") == "jan@firma.example"
    assert email(text, author="pomoc@3rp.com.pl") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Proszę o odpowiedź na ten mail.",
        "Proszę nie odpisywać na ten adres.",
        "Klienci nie mogą odpisać na ten adres, wraca „550 blocked”.",
        "Od wczoraj ten adres nie odbiera poczty.",
        "Proszę o pilny kontakt.",
    ],
)
def test_an_address_that_only_stands_in_the_header_is_no_contact(text: str) -> None:
    assert email(text, author="jan@firma.example") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Pan Kozera (tel. 12 555 01 11, kozera@chlodnie.example) twierdzi, że czytnik jest sprawny.",
        "Pan Kozera (kozera@chlodnie.example, tel. 12 555 01 11) twierdzi, że czytnik jest sprawny.",
        "Pan Kozera (tel. (12) 555 01 11, kozera@chlodnie.example) twierdzi, że czytnik jest sprawny.",
        "Pan Kozera (tel. 12 555 01 11, kozera@chlodnie.example, biuro we Wrocławiu) kazał pisać do państwa.",
        "Pan Kozera (tel. 12 555 01 11,\nkozera@chlodnie.example) powiedział, że czytnik jest sprawny.",
    ],
)
def test_the_contacts_of_an_aside_are_of_whom_the_sentence_tells(text: str) -> None:
    assert (phone(text), email(text)) == ("", "")


def test_an_aside_about_the_reporter_holds_his_contacts() -> None:
    text = "Proszę o kontakt (tel. 12 555 01 11, kozera@chlodnie.example). Producent twierdzi, że czytnik jest sprawny."
    assert (phone(text), email(text)) == ("12 555 01 11", "kozera@chlodnie.example")


@pytest.mark.parametrize(
    "text",
    [
        "Obsługuje to Teresa Wieczorek.\n\nBezpośrednio do p. Teresy: t.wieczorek@cyprys.example",
        "Pracuje na nim Oleh, najlepiej pisać do niego: oleh@hostel.example",
        "Kontakt z panią Lucyną, najprościej napisać do niej na l.zareba@guziki.example.",
    ],
)
def test_an_address_to_write_to_the_user_is_a_contact(text: str) -> None:
    assert email(text, author="biuro@inne.example")
