"""Packages, complaints, telephone calls and points that are the customer's own affair, and ours beside them."""

from datetime import date

import pytest

from worker.domain.details import Source, is_complaint, is_package_order, is_phone_confirmation
from worker.domain.insert.asking import read_pack_order, read_wallet_mail
from worker.domain.self_service import read_request
from worker.domain.subject import read_subject
from worker.terms.insert_packs import packs

MAILS = [
    (
        "report",
        "Paczka nie drukuje etykiety",
        "Od rana przy nadawaniu paczki w InPost etykieta się nie drukuje. Proszę o pomoc.",
    ),
    ("report", "Pakiet paczek w Sello", "Chcemy wysłać pakiet paczek, Sello pokazuje błąd 4. Proszę o pomoc."),
    (
        "report",
        "Pakiet kurierski DPD",
        "Prosimy o pomoc, przy zlecaniu pakietu kurierskiego DPD wyskakuje błąd logowania.",
    ),
    (
        "report",
        "Pakiet w Subiekcie - zestaw towarów",
        "Potrzebuję, żeby pakiet (zestaw) rozbijał się na składniki, a Subiekt pokazuje błąd przy zapisie.",
    ),
    (
        "report",
        "Pakiet usług w cenniku sklepu",
        "Na stronie pakiet SPA Premium nie dodaje się do koszyka, proszę o pomoc.",
    ),
    (
        "report",
        "Abonament w programie do siłowni",
        "Proszę o pomoc, abonament klienta nie przedłuża się w programie, błąd zapisu.",
    ),
    ("report", "Abonament RTV - wydruk", "Chcemy wydrukować potwierdzenie abonamentu RTV, drukarka nie odpowiada."),
    (
        "report",
        "Abonament parkingowy nie drukuje się",
        "Proszę o pomoc, kasa parkingowa nie drukuje abonamentu od rana.",
    ),
    (
        "report",
        "Abonamenty miesięczne - klub",
        "Klubowicz kupił abonament na 10 godzin, a program pokazuje 0. Proszę o sprawdzenie.",
    ),
    ("report", "Pakiet startowy w grze", "Proszę o pomoc, pakiet startowy klienta nie aktywuje się w panelu."),
    (
        "report",
        "Pakiet 5 wejść na basen",
        "Kasa nie sprzedaje pakietu 5 wejść, błąd 12 przy zapisie. Proszę o kontakt.",
    ),
    (
        "report",
        "Karnet / pakiet 10 lekcji",
        "Program nie rozlicza pakietu 10 godzin lekcji jazdy, pokazuje 0 godzin. Prosimy o pomoc.",
    ),
    (
        "report",
        "Pakiet godzin lekcji w systemie szkoły jazdy",
        "Pakiet godzin kursanta nie schodzi po zapisie lekcji, wyskakuje błąd. Proszę o pomoc.",
    ),
    ("report", "Pakiet dokumentów do ZUS", "Płatnik nie wysyła pakietu dokumentów, błąd podpisu. Potrzebuję dziś."),
    ("report", "Pakiet Office nie otwiera się", "Proszę o pomoc, pakiet Office zamyka się po starcie."),
    ("report", "Zainstalować pakiet LibreOffice", "Proszę zainstalować pakiet LibreOffice, bo Word prosi o licencję."),
    ("report", "Pakiet danych nie dochodzi do serwera", "Kolektor gubi pakiety, prosimy o pomoc."),
    ("report", "Pakietowanie dokumentów w Comarch", "Prosimy o pomoc, pakietowanie się zawiesza."),
    (
        "report",
        "Pakiet medyczny pracownika",
        "W Gratyfikancie pakiet medyczny źle się nalicza, 2 godziny próbowaliśmy. Proszę o pomoc.",
    ),
    (
        "report",
        "Zestawienie pakietów",
        "Raport pakietów w programie gabinetu pokazuje 5h zamiast 10h, proszę sprawdzić.",
    ),
    ("report", "Pakiety masażu", "W systemie rezerwacji pakiet masażu (10 godzin) nie daje się sprzedać, błąd 5."),
    ("report", "Pakiet faktur do KSeF", "Pakiet faktur z soboty nie poszedł do KSeF, proszę o pomoc."),
    (
        "report",
        "Pakiet serwisowy w aucie",
        "W programie do serwisu aut pakiet serwisowy klienta nie wczytuje się, proszę o pomoc.",
    ),
    ("report", "Pakiet zdjęć nie wgrywa się", "Chcemy wgrać pakiet zdjęć na stronę, wyskakuje błąd rozmiaru."),
    (
        "report",
        "Pakiet SMS wyczerpany",
        "Program do SMS pokazuje, że pakiet SMS się skończył, a kupiliśmy wczoraj. Proszę o pomoc.",
    ),
    ("report", "Pakiet bezpieczeństwa ESET", "Proszę o odnowienie, pakiet ESET wygasł i pokazuje czerwony komunikat."),
    ("report", "Pakiet naprawczy Windows KB500", "Po pakiecie KB5001 komputer wstaje 2 godziny. Proszę o pomoc."),
    ("report", "Pakiet Insert w bankowości", "Prosimy o pomoc, pakiet przelewów nie wchodzi do banku."),
    ("report", "Pakiet przelewów odrzucony", "Pakiet przelewów z Rewizora bank odrzuca, proszę sprawdzić."),
    ("report", "Pakiet wdrożeniowy - kod błędu", "Instalator pokazuje 'pakiet jest uszkodzony', proszę o pomoc."),
    ("report", "Pakiet instalacyjny MSI", "Pakiet MSI nie instaluje się, błąd 1603. Proszę o pomoc."),
    (
        "report",
        "Rozliczenie w ramach pakietu",
        "Drukarka nie drukuje od rana, wyskakuje błąd 5. Proszę rozliczyć z pakietu.",
    ),
    (
        "report",
        "Nie drukuje - proszę z pakietu",
        "Drukarka nie drukuje od rana, błąd 5. Proszę rozliczyć w ramach pakietu godzin.",
    ),
    (
        "report",
        "Zlecenie produkcyjne nie zapisuje się",
        "W programie produkcyjnym zlecenie 123 nie zapisuje się, błąd bazy.",
    ),
    ("report", "Zlecenie transportowe", "Program spedycyjny nie drukuje zlecenia, zlecam wydruk i nic. Błąd 5."),
    (
        "report",
        "Zlecenia w Subiekcie - pakiet 20h produkcji",
        "Zlecenie na pakiet 20 desek nie schodzi ze stanu, błąd zapisu.",
    ),
    ("report", "Zamówienie w sklepie nie schodzi", "Zamawiający dostaje błąd płatności, proszę o pomoc."),
    ("package", "Pakiet - zlecam 2h", "Zlecam 2 godziny z pakietu, Anna Rudnik, wtorek rano."),
    ("package", "Zlecenie z pakietu 10h", "Anna Rudnik zleca 1,5h pomocy z pakietu. Środa lub czwartek."),
    (
        "package",
        "Prośba o pomoc w ramach pakietu",
        "Proszę o 3 godziny z naszego pakietu na szkolenie z Subiekta, terminy 24 lub 25.11. Anna Rudnik",
    ),
    ("report", "Reklamacja klienta w Subiekcie", "Przy przyjęciu reklamacji od klienta Subiekt pokazuje błąd 12."),
    (
        "report",
        "Reklamacje nie zapisują się",
        "W programie serwisowym reklamacje nie zapisują się, błąd bazy. Proszę o pomoc.",
    ),
    ("report", "Reklamacja paczki DPD", "Nie mogę złożyć reklamacji na stronie DPD, strona pokazuje błąd."),
    (
        "report",
        "Reklamacja na allegro - nie działa integracja",
        "Zgłaszam, że reklamacje z Allegro nie pobierają się do Sello od rana.",
    ),
    (
        "report",
        "Reklamacja towaru - jak wystawić korektę",
        "Klient składa reklamację, a Subiekt nie pozwala wystawić korekty faktury, błąd 5.",
    ),
    (
        "report",
        "Zwrot i reklamacja - dokument",
        "Składając reklamację do dostawcy w programie, zgłaszam że drukuje się pusta faktura.",
    ),
    (
        "report",
        "Klient złożył reklamację, program nie drukuje protokołu",
        "Klient złożył reklamację usługi, a program nie drukuje protokołu, zamyka się.",
    ),
    (
        "report",
        "Bank - reklamacja przelewu",
        "Formularz reklamacji na stronie banku nie otwiera się w Chrome, błąd certyfikatu.",
    ),
    (
        "report",
        "Reklamacja faktury od dostawcy",
        "Dostałam fakturę od Tauronu i chcę ją zareklamować, ale eBOK się nie otwiera, błąd 500.",
    ),
    ("report", "Skarga na fakturę od operatora", "Nie mogę wysłać skargi na fakturę Orange, formularz pokazuje błąd."),
    (
        "report",
        "Faktura źle się drukuje z Subiekta",
        "Na fakturze z Subiekta źle naliczone VAT, przy wydruku 8% zamiast 23%. Proszę o poprawienie.",
    ),
    (
        "report",
        "Faktury mają zawyżone kwoty",
        "Od aktualizacji Subiekt zawyża kwoty na fakturach, zawyżone o 1 grosz. Proszę o pomoc.",
    ),
    (
        "report",
        "Błędnie naliczone odsetki",
        "Rewizor błędnie naliczone odsetki pokazuje na fakturze. Proszę o sprawdzenie.",
    ),
    (
        "report",
        "Źle naliczone godziny w Gratyfikancie",
        "Gratyfikant: źle naliczone godziny nadliczbowe na liście płac, rozliczenie miesiąca nie zgadza się.",
    ),
    (
        "report",
        "Faktura policzona dwa razy",
        "Subiekt: faktura policzona dwa razy w raporcie, proszę o korektę ustawień.",
    ),
    (
        "report",
        "Prośba o korektę faktury - nie da się",
        "Klient prosi o korektę faktury, a Subiekt nie pozwala wystawić korekty. Proszę o pomoc.",
    ),
    (
        "report",
        "Nie zgadzam się na aktualizację",
        "Windows pyta o aktualizację, klikam Nie zgadzam się i faktura się nie drukuje.",
    ),
    ("report", "Protokół reklamacji", "Nie drukuje się protokół reklamacji z programu magazynowego od rana."),
    ("report", "Odwołuję fakturę w KSeF", "Odwołuję się do pomocy, bo faktura w KSeF ma status błąd."),
    (
        "report",
        "Usługi niewykonane w raporcie",
        "W raporcie usług z programu są pozycje 'niewykonane', faktura się nie tworzy. Proszę o pomoc.",
    ),
    (
        "report",
        "Naliczono podatek dwa razy",
        "Gratyfikant naliczył podatek dwa razy. Na rozliczeniu jest błędnie naliczona zaliczka. Proszę o pomoc.",
    ),
    (
        "report",
        "Nie zapłacę faktury przez bank",
        "Nie zapłacę faktury, bo bank pokazuje błąd przy autoryzacji. Proszę o pomoc.",
    ),
    (
        "report",
        "Zastrzeżenia do faktury kosztowej",
        "Kontrahent ma zastrzeżenia do faktury, a nie mogę jej otworzyć w Subiekcie, błąd 3.",
    ),
    (
        "report",
        "Kwestionuje fakturę",
        "Kontrahent kwestionuje fakturę, bo Subiekt wydrukował zły termin. Wyskakuje błąd zapisu.",
    ),
    ("report", "Niezgodne z fakturą", "Stan magazynu niezgodny z fakturą po przyjęciu PZ, od aktualizacji."),
    ("report", "Dział reklamacji - drukarka", "W dziale reklamacji drukarka nie drukuje od rana, błąd papieru."),
    (
        "report",
        "Reklamacja drukarki",
        "Drukarka Brother na gwarancji, chcemy złożyć reklamację u producenta. Proszę o numer seryjny.",
    ),
    (
        "report",
        "Reklamacja laptopa",
        "Laptop z x-kom nie włącza się, ekran czarny. Sklep kazał złożyć reklamację. Proszę o opinię.",
    ),
    (
        "report",
        "Zgłoszenie reklamacyjne w systemie BDO",
        "Zgłaszam, że BDO nie przyjmuje korekty, rozliczenie kwartału blokuje się.",
    ),
    (
        "complaint",
        "Reklamacja faktury FV 12/11/2026",
        "Składam reklamację na Państwa fakturę, naliczono 5 kwadransów zamiast 3.",
    ),
    (
        "complaint",
        "Faktura za październik",
        "Nie zgadzam się z fakturą, doliczono dojazd którego nie było. Proszę o korektę.",
    ),
    ("complaint", "Skarga na usługę", "Reklamuję usługę z 12.11, serwisant nie naprawił drukarki."),
    ("complaint", "Protokół za październik", "Kwestionuję protokół serwisowy: 5 kwadransów 12.10 nie miało miejsca."),
    ("report", "Telefon nie dzwoni", "Centrala telefoniczna nie łączy rozmów od rana. Proszę o potwierdzenie."),
    (
        "report",
        "Rozmowy telefoniczne urywają się",
        "Zgodnie z instrukcją zrestartowałam, rozmowy telefoniczne dalej się urywają.",
    ),
    (
        "report",
        "Potwierdzenie rozmowy w 3CX",
        "3CX nie zapisuje potwierdzenia rozmowy telefonicznej z klientem, błąd zapisu.",
    ),
    (
        "report",
        "Nagrywanie rozmów telefonicznych",
        "Proszę potwierdzić, czy nagrania rozmów są dostępne, bo program pokazuje błąd.",
    ),
    (
        "report",
        "Potwierdzam odbiór laptopa, telefon nie działa",
        "Potwierdzam odbiór laptopa. Telefon służbowy nie łączy się z wifi od rana.",
    ),
    ("report", "Klient dzwonił", "Klient dzwonił i potwierdził zamówienie, ale ono nie schodzi z Allegro, błąd."),
    (
        "report",
        "Zgodnie z umową",
        "Zgodnie z umową prosimy o przegląd. Po rozmowie z klientem faktura zniknęła z Subiekta.",
    ),
    (
        "phone",
        "Po rozmowie z panem Markiem potwierdzam zgłoszenie",
        "Potwierdzam zgłoszenie telefoniczne z dzisiaj: drukarka nie drukuje.",
    ),
    ("phone", "Zgłoszenie", "W nawiązaniu do rozmowy telefonicznej zgłaszam błąd 123 w Subiekcie."),
    ("report", "Protokół serwisowy nie drukuje się", "Od rana błąd."),
    ("report", "Stan pakietu w programie siłowni", "Program pokazuje zły stan pakietu klubowicza."),
    ("report", "Moje zgłoszenia w ZUS PUE nie otwierają się", "Błąd 500 po zalogowaniu."),
    ("report", "Protokół 2026/10 zdawczo-odbiorczy", "Wydruk pusty od rana."),
    ("report", "Stan pakietu danych w routerze", "Od rana internet nie działa."),
    (
        "report",
        "Punkty lojalnościowe",
        "Proszę doładować 1000 punktów klientowi - program lojalnościowy nie zapisuje punktów, błąd 4.",
    ),
    ("report", "Zamówienie 1000 sztuk", "Zamawiamy 1000 sztuk towaru w Subiekcie, punkt odbioru się nie zapisuje."),
    (
        "report",
        "Portfel klienta w sklepie",
        "Portfel klienta w PrestaShop nie doładowuje się. Portfel: 100 zł nie schodzi.",
    ),
    ("report", "Portfel zamówień", "Raport portfel zamówień nie drukuje się od rana, pusta strona."),
    (
        "report",
        "Inspunkty - nie schodzą",
        "Po wysłaniu faktur InsPunkty nie schodzą, program pokazuje 500 punktów. Proszę sprawdzić.",
    ),
    ("report", "Ile kosztują inspunkty", "Ile kosztuje paczka 1000 inspunktów? Proszę o ofertę."),
    (
        "report",
        "Brak inspunktów",
        "Zamówiłam 1000 InsPunktów wczoraj i nie ma ich na koncie, wyskakuje komunikat o braku.",
    ),
    (
        "complaint",
        "Reklamacja faktury FV 11/2026",
        "Za 12.11 naliczono 2 godziny przy Subiekcie, a błąd dalej wyskakuje. Proszę o korektę.",
    ),
    ("complaint", "Reklamacja", "Subiekt dalej pokazuje błąd, a policzyliście 3 godziny."),
    ("complaint", "Skarga na usługę serwisową", "Drukarka nie drukuje dzień po wizycie."),
    ("complaint", "Faktura 88/11 - nie zgadzam się", "Nie zgadzam się z fakturą 88/11, program dalej się zawiesza."),
    ("complaint", "Reklamacja rozliczenia za październik", "Nasz sklep był wtedy zamknięty."),
    (
        "complaint",
        "Reklamujemy godziny",
        "Reklamujemy godziny z protokołu: system stoi od środy, a doliczono 4 kwadranse.",
    ),
    (
        "complaint",
        "Reklamacja usługi z 12.11",
        "Serwisant był u nas 12.11, drukarka działała godzinę i znowu nie drukuje. Proszę o ponowną naprawę.",
    ),
    (
        "complaint",
        "Reklamacja",
        "Zgłaszam reklamację na usługę aktualizacji Subiekta - od aktualizacji program się zawiesza.",
    ),
    (
        "complaint",
        "Reklamacja aktualizacji Subiekta",
        "Po Państwa aktualizacji program pokazuje błąd. Nie zapłacimy za to.",
    ),
    ("complaint", "Reklamacja FV 12/2026", "Na fakturze jest 5 kwadransów, a było 2. Klient (my) nie zgadza się."),
    ("complaint", "Reklamacja rachunku", "Rachunek za listopad zawyżony, bank zapłacił już za październik dwa razy."),
    ("complaint", "Nie zgadzam się z protokołem", "Kwestionujemy pozycję z 12.11, program dalej nie drukuje."),
    ("complaint", "Faktura za dojazd", "Proszę o korektę faktury, doliczono dojazd, którego nie było."),
    ("complaint", "Skarga na serwis", "Technik zostawił komputer, który nie włącza się. Składam skargę na usługę."),
    (
        "complaint",
        "Re: Rozliczenie za październik",
        "To jest reklamacja: 14.10 nikt się nie łączył, a naliczono godzinę przy Płatniku.",
    ),
    (
        "complaint",
        "Zawyżona faktura",
        "Nie zapłacę tyle, na fakturze są 3 godziny przy KSeF, a system dalej nie działa.",
    ),
    ("complaint", "Reklamacja naprawy skanera", "Skaner po naprawie znowu pokazuje błąd 5."),
    ("complaint", "Reklamuję wgranie programu", "Reklamuję usługę instalacji Rewizora - nie drukuje deklaracji."),
    ("complaint", "Reklamacja do faktury 88/10/2026", "W sklepie nikt nie zamawiał tej usługi."),
    (
        "complaint",
        "Reklamacja za październik",
        "Proszę o wyjaśnienie, za co naliczono godziny 13.10. Nasz magazyn był zamknięty.",
    ),
    ("complaint", "REKLAMACJA - druga odsłona", "Na moją reklamację nie ma odpowiedzi. System stoi, błąd ten sam."),
    ("complaint", "Odwołanie od rozliczenia", "Odwołuję się od rozliczenia za październik, godziny niewykonane."),
    (
        "complaint",
        "Niezgodność na fakturze",
        "Faktura 77/10 niezgodna z protokołem, policzono 4 h zamiast 2 h za Subiekta. Prosimy o korektę.",
    ),
    (
        "complaint",
        "Błędnie naliczone godziny",
        "Błędnie naliczone godziny na fakturze za październik. Prosimy wystawić korektę.",
    ),
    ("complaint", "Kwadranse", "Kwestionuję kwadranse z 5.10, program KSeF nie działał z Waszej winy."),
    (
        "package",
        "Zlecenie 2h z pakietu",
        "Anna Rudnik zleca 2 godziny: Subiekt pokazuje błąd przy zapisie, trzeba naprawić. Wtorek lub środa.",
    ),
    (
        "package",
        "Pakiet - 3 godziny",
        "Prosimy o 3 godziny z pakietu na naprawę drukarki, nie drukuje od rana. Termin: 24.11. Zleca Anna Rudnik.",
    ),
    ("package", "Pakiet", "Proszę o 1,5 h na sprawdzenie, czemu program się zawiesza. Anna Rudnik, wtorek."),
    (
        "package",
        "Godziny z pakietu",
        "Chcemy wykorzystać 2 godziny z pakietu, bo raport nie drukuje się poprawnie. Anna Rudnik, 25.11.",
    ),
    (
        "package",
        "Wykorzystanie pakietu",
        "Potrzebujemy 4 godzin na szkolenie z KSeF, faktury nie wysyłają się. Terminy: czwartek, piątek. Anna Rudnik",
    ),
    (
        "package",
        "Zlecam pomoc w ramach pakietu",
        "Zlecam pomoc zdalną 2 h, system klienta nie odpowiada. Anna Rudnik, jutro.",
    ),
    ("package", "Pakiet 10h", "Mamy pakiet 10h i chcemy 2 godziny pomocy, Płatnik pokazuje błąd. Anna Rudnik, środa"),
    (
        "package",
        "Pomoc z pakietu",
        "Poproszę dwie godziny z pakietu: konfiguracja skanera, który nie skanuje. Anna Rudnik, 26.11",
    ),
    (
        "package",
        "Zlecenie",
        "Zlecam 1 godzinę z naszego pakietu. Outlook wyświetla komunikat o haśle. Anna Rudnik, po 15",
    ),
    (
        "package",
        "Pakiet godzin - zlecenie",
        "Zleca: Anna Rudnik. Czas: 2h. Termin: wtorek. Zakres: bank nie przyjmuje pliku, błąd 5.",
    ),
    (
        "package",
        "Pakiet serwisowy",
        "Zlecający: Anna Rudnik\nCzas: 3 h\nTerminy: 25 lub 26.11\nZakres: nie drukuje się etykieta DPD",
    ),
    (
        "package",
        "Wykorzystanie pakietu",
        "Czas: 3 h\nTerminy: 25 lub 26.11\nZakres: nie drukuje się etykieta DPD\nZlecający: Anna Rudnik",
    ),
    (
        "package",
        "Pakiet - prośba o termin",
        "Prosimy o termin na 2h pomocy, wyskakuje błąd przy fakturach. Anna Rudnik. Może być 25.11.",
    ),
    (
        "phone",
        "Zgłoszenie po rozmowie",
        "Zgodnie z rozmową telefoniczną z Panem Markiem zgłaszam: Subiekt pokazuje błąd 5.",
    ),
    (
        "phone",
        "Potwierdzenie zgłoszenia telefonicznego",
        "Potwierdzam zgłoszenie telefoniczne z 9:15, drukarka nie drukuje.",
    ),
    ("phone", "Potwierdzam rozmowę", "Potwierdzam naszą rozmowę telefoniczną: kasa 1 nie łączy się."),
    ("phone", "Po telefonie", "W nawiązaniu do porannej rozmowy telefonicznej: serwer nie odpowiada."),
    ("phone", "Nasza rozmowa", "Potwierdzam to, co mówiłam przez telefon: skaner nie skanuje."),
    (
        "report",
        "Drukarka",
        "Jedna z tych drukarek, które kupiliśmy, od kilku godzin nie drukuje. Proszę o pomoc.",
    ),
    ("package", "Godziny u Was", "Z tych czterdziestu, które kupiłem jesienią, chciałbym spożytkować dwie godziny."),
]


def kinds_of(subject: str, text: str) -> set[str]:
    read = read_subject(subject)
    source = Source(
        topic=read.topic,
        new_text=text,
        signature="",
        quote="",
        text=text,
        author_name="Anna Rudnik",
        author_address="anna@rudnik.example",
        own_addresses=frozenset(),
        own_phones=frozenset(),
    )
    found = {
        "complaint": is_complaint(source),
        "package": is_package_order(source),
        "phone": is_phone_confirmation(source),
        "request": read_request(read) is not None,
        "points": read_pack_order(read.topic, text, [pack.points for pack in packs()]) is not None,
        "wallet": read_wallet_mail(read, text, date(2026, 11, 21)).is_one,
    }
    return {kind for kind, is_one in found.items() if is_one} or {"report"}


@pytest.mark.parametrize(("kind", "subject", "text"), MAILS)
def test_a_word_in_its_ordinary_meaning_makes_no_other_kind_of_a_report(kind: str, subject: str, text: str) -> None:
    assert kinds_of(subject, text) == {kind}
