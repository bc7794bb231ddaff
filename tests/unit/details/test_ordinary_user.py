"""A sentence that names no user: customers, technicians, streets, files (rule 4)."""

import pytest

from tests.unit.details.ordinary import WITHOUT, missing, read
from worker.domain.details import Source, read_details
from worker.domain.found import Detail


@pytest.mark.parametrize(
    "sentence",
    [
        "Kontrahent nazywa się Jan Kowalski i nie mogę go dodać.",
        "Plik nazywa się Jan Kowalski.pdf i nie chce się otworzyć.",
        "Nabywca: Ewa Lis",
        "Serwisant: Marek Wilk",
        "Pacjent: Jan Kowalski",
        "Kurier - Adam Lis",
        "Opiekun: Tomasz Borek",
        "Nasz klient, czyli Jan Kowalski, czeka na fakturę.",
        "Klientem jest Jan Nowak.",
        "Naszym dostawcą jest Jan Kowalski.",
        "Naszym opiekunem jest Marek Wilk.",
        "Komputer sprzedał nam pan Jan Nowak.",
        "Laptop naprawiał ostatnio pan Wilk.",
        "Telefon odebrała pani Kasia z Państwa biura.",
        "Komputer był kupiony w firmie Jan Nowak.",
        "Nie drukuje się umowa pana Jana Nowaka.",
        "Na liście płac pracownika Jana Kowalskiego jest zła kwota.",
        "Nie mogę wystawić paragonu dla Anny Lis.",
        "W zeszłym roku pomagał nam pan Tomasz Borek.",
        "Zgłoszenie przyjął pan Krzysztof Sowa.",
        "Najlepiej gdyby przyjechał pan Marek Wilk.",
        "Prosimy o przyjazd pana Marka Wilka.",
        "Ostatnio pan Marek Wilk szybko sobie poradził.",
        "Umowę podpisywał z nami pan Jan Nowak z Państwa firmy.",
        "Nasza firma to Zakład Stolarski Jan Kowalski.",
        "Nie mogę wejść na konto allegro.pl.",
        "Nie mogę się zalogować na konto poczta.onet.pl.",
        "Operator: Orange",
        "Operator: Play",
        "Proszę o pomoc, bo komputer SAM się restartuje.",
    ],
)
def test_no_user(sentence: str) -> None:
    for report in WITHOUT[Detail.USER]:
        assert Detail.USER in missing(read(report, sentence))


@pytest.mark.parametrize(
    "head", ["Na laptopie szefa.", "Laptop kierownika magazynu.", "Na komputerze głównej księgowej."]
)
def test_who_signs_a_report_about_the_boss_s_computer_is_no_user(head: str) -> None:
    text = f"{head} Subiekt przy zapisie faktury pokazuje „Brak bazy”.\n\nAnna Nowak, tel. 601 234 567"
    assert Detail.USER in missing(read_details(Source(new_text=text, author_address="x@firma.example")))
