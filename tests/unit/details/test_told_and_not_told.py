"""Whether a mail tells what happens, by the subjects of its verbs: letters of people and dates do not [1.5].

And where a contact stands: behind a name, in unusual groups of digits; not where what is wrong sends or rings [1.3].
"""

import pytest

from worker.domain.details import Source, read_details
from worker.domain.found import Details


def read(text: str) -> Details:
    return read_details(Source(new_text=text, author_address="biuro@klient.example"))


@pytest.mark.parametrize(
    "text",
    [
        # the writer did something, and then it happened
        "Wpisuję wagę palety, program zaokrągla do pełnych ton.",
        "dodaje zdjecie domu i oferta robi sie pusta",
        "Stawiam kropkę, wskakuje przecinek.",
        "Kładę towar na wagę i etykieta wychodzi z ceną sprzed roku.",
        "Przelewamy na konto nowe, a bankowość podsuwa zamknięte.",
        # what a part or a record does
        "grafik na maj nachodzi na kwiecień",
        "plan lekcji rozjezdza sie w klasie 3b",
        "W zestawieniu za luty siedzą faktury z marca.",
        "Recepta poszła do innej apteki niż wybrałam.",
        "Dokument wraca z podpisu bez ostatniej strony.",
        # a verb that is a noun too, behind its subject or without the preposition of the noun
        "Skaner łapie co drugi bilet.",
        "Mikrofon w sali rozpraw łapie radio.",
        # who is a record on a screen
        "po odczycie chipa wyskakuje cudzy pies",
        # what an instrument shows, without a verb
        "W suszarni minus 40 stopni od wczorajszej burzy.",
        # two things said apart, in few words
        "Bez kabla gra, z kablem milczy.",
        "Nie da się otworzyć pliku.",
        "Nie można zapłacić kartą zbliżeniową za bilet.",
        "Przeglądarka nie pamięta haseł do kasy biletowej.",
        # what happens again and again may stand in the future
        "Raz wydrukuje kwit, raz nie.",
        "Trzeba kliknąć trzy razy, żeby się faktura zapisała.",
        # in a letter, beside people and dates
        "Dzień dobry, dyrektor wraca w piątek i prosi o pośpiech. Pani Ela siedzi w sekretariacie do 15. Program do "
        "świadectw ucina nazwiska. Klucz jest u woźnego. Kawę stawiamy.",
    ],
)
def test_told(text: str) -> None:
    assert read(text).description is not None


@pytest.mark.parametrize(
    "text",
    [
        # whoever writes a letter of people, years and patience
        "Szanowni Państwo, korzystamy z Państwa usług od ośmiu lat i zawsze byliśmy zadowoleni. Tym razem jednak czara "
        "się przelała. Skarbnik pyta mnie codziennie, a ja nie wiem, co odpowiedzieć. Oczekuję poważnego podejścia.",
        "Piszę drugi raz, bo pierwszego maila chyba nikt nie przeczytał. Jesteśmy małą piekarnią i nie stać nas na "
        "przestoje. Piekarz wstaje o drugiej, a ja siedzę i czekam na telefon od Państwa.",
        # whose verb it is: behind the verb, before "która", named once for two deeds
        "Klucz do serwerowni wyda ochrona.",
        "Zgłoszenie przyjął pan Darek, a drugie koleżanka, która obiecała pomoc.",
        "Rozmawiałem z panią Martą z działu handlowego, która zapewniła mnie o pomocy.",
        "Wasz technik był w środę, wypił kawę i pojechał.",
        "Informatyk, który to wdrażał, wyemigrował do Norwegii i nie zostawił dokumentacji.",
        "Zarząd spółdzielni podjął w lutym uchwałę.",
        # what is planned, wished, heard, or done by nobody in particular
        "Decyzję w sprawie komputera podejmie prezes w czwartek.",
        "Pan Stefan otworzy i poświeci latarką.",
        "Chciałbym, aby dziekan nie zobaczył bałaganu, komputer nie działa.",
        "Słyszę od tygodnia, że ktoś przyjedzie.",
        "Drukarkę zakupiono ze środków unijnych w maju.",
        "Nie umiem tego opisać, komputer wariuje od rana.",
        # what people only feel
        "Koleżanka wstydzi się napisać sama, bo ostatnio płakała.",
        "Bibliotekarka boi się komputera, a kierowniczka udaje spokój.",
        # what was once
        "Kiedyś na papierze szło szybciej.",
    ],
)
def test_not_told(text: str) -> None:
    assert read(text).description is None


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("Grażyna Wilk 606/000/218", "606/000/218"),
        ("Biuro projektów, (0-22) 555 01 77", "(0-22) 555 01 77"),
        ("Muzeum Młynarstwa, (077) 555 01 41", "(077) 555 01 41"),
        ("numer do mnie 506_000_338", "506_000_338"),
        ("(+48) 502 000 774 Jarek", "502 000 774"),
        ("MRÓZ JAN, WOJT@GMINA.EXAMPLE", "wojt@gmina.example"),
        ("Zenek Gil <zgil@tartak.example>", "zgil@tartak.example"),
        ("Odpiszcie na prywatną: kasia.lipa@poczta.example", "kasia.lipa@poczta.example"),
        ("Skrzynka: m.sowa@mlyn.example", "m.sowa@mlyn.example"),
        ("Od dziś moja komórka zmieniła się na 693 000 741", "693 000 741"),
        ("Jak by co, niech dzwonią do mnie 790 000 126, jestem od 6", "790 000 126"),
    ],
)
def test_a_contact(text: str, contact: str) -> None:
    found = read(f"Ekran miga przy zapisie.\n{text}")
    assert any(contact in one.value.lower() for one in (found.phone, found.email) if one)


@pytest.mark.parametrize(
    "text",
    [
        "Na paragonie drukuje się zły numer, 22 555 01 10, a mamy nowy.",
        "Centralka przekierowuje wszystkie rozmowy na 41 555 01 09.",
        "Alarm dzwoni na numer 602 000 145 zamiast do ochrony.",
        "Program wysyła potwierdzenia na adres kowalski@dawny.example, którego już nie ma.",
        "Kod towaru 590 000 123 wchodzi jako 590 000 124.",
    ],
)
def test_no_contact(text: str) -> None:
    found = read(text)
    assert (found.phone, found.email) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Licznik urobku co zmianę sam się zeruje, zanim sztygar go spisze.",
        "Wydaję porcję, licznik cofa się o jeden zamiast iść w górę.",
        "Linia rusza i stempluje sery przyszłym rokiem, na sucho bije właściwym.",
        "Od piątku list przewozowy rozjeżdża mi się na dwie kartki.",
    ],
)
def test_a_trouble_that_no_list_knows_is_heard_in_a_letter_too(text: str) -> None:
    letter = (
        "Piszę do Państwa, bo sprawa nas męczy od rana. Szefowa prosi o szybką reakcję. W piątek przyjeżdża kontrola. "
        f"{text} Jestem w pracy codziennie do piętnastej. Czekamy na wiadomość."
    )
    for told in (text, letter):
        assert read_details(Source(new_text=told, text=told)).description is not None
