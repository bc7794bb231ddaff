"""Which phrases single out a computer or a position, and which do not (point 1.3, rule 3)."""

import pytest

from worker.domain.details import Source, read_details


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("Stanowisko: KASA 1", "KASA 1"),
        ("stanowisko - magazyn 2", "magazyn 2"),
        ("Nr stanowiska: 14", "14"),
        ("Komputer | BIURO-03", "BIURO-03"),
        ("Stanowisko\nRECEPCJA\nUżytkownik\nJan Nowak", "RECEPCJA"),
        ("Stanowisko\tUżytkownik\tTelefon\nKASA-3\tJan Nowak\t601 000 200", "KASA-3"),
        ("2. Stanowisko (nazwa komputera): LAP-07", "LAP-07"),
        ("Problem występuje na stanowisku KASA 1, od rana.", "KASA 1"),
        ("u mnie na laptopie w warsztacie nie otwiera się program", "laptopie w warsztacie"),
        ("na serwerze terminalowym TS01, na koncie kadrowej", "TS01"),
        ("z laptopa serwisowego MOBIL-7 nie da się", "MOBIL-7"),
        ("na kompie w serwisie (stanowisko nr 2) wiesza się", "stanowisko nr 2"),
        ("komputer pani Zosi co chwilę się wyłącza", "komputer pani Zosi"),
        ("na komputerze Jana Kowalskiego", "komputerze Jana Kowalskiego"),
        ("na komputerze księgowej zniknęły ikony", "komputerze księgowej"),
        ("Laptop szefa nie widzi drukarki", "Laptop szefa"),
        ("na wszystkich komputerach w sali nr 5 brak sieci", "komputerach w sali nr 5"),
        ("na obu kasach od rana nie drukuje", "kasach"),
        ("W pokoju nr 12 komputer się nie włącza", "pokoju nr 12"),
        ("dotyczy komputera o nazwie DESKTOP-4F2KQ9", "DESKTOP-4F2KQ9"),
        ("Siedzę na KSIEG-LAP i nie mogę drukować", "KSIEG-LAP"),
        ("kasa nr 2 gaśnie", "kasa nr 2"),
        ("Kasa 3 nie drukuje", "Kasa 3"),
        ("na mojej stacji roboczej PROJ07", "PROJ07"),
        ("stanowisko „Pakownia” nie drukuje etykiet", "Pakownia"),
        ("na stanowisku pakowania nr 4", "4"),
        ("na kolektorze nr 5 zawiesza się aplikacja", "kolektorze nr 5"),
        ("waga na stoisku z serami nie drukuje", "stoisku"),
        ("na moim komputerze po aktualizacji znikł pulpit", "moim komputerze"),
        ("komputer stacjonarny w sekretariacie", "sekretariacie"),
        ("terminal przy okienku nr 3", "okienku nr 3"),
        ("na laptopie Dell Latitude 5420 w biurze zarządu", "w biurze"),
        ("na recepcji nie drukuje faktur", "recepcji"),
        ("w kadrach na komputerze pod oknem", "pod oknem"),
        ("komputer z lewej strony w biurze obsługi klienta", "biurze"),
        ("w gabinecie numer 3 komputer nie widzi skanera", "gabinecie numer 3"),
        ("stanowisko zmianowego na hali B", "hali"),
        ("Dzieje się to na PC-MAGAZYN.", "PC-MAGAZYN"),
        ("chodzi o komputer MAG_02", "MAG_02"),
        ("na komputerze u pani Basi w kadrach", "pani Basi"),
        ("mój laptop HP ProBook", "mój laptop"),
        ("komputer do wystawiania faktur wiesza się", "komputer do wystawiania faktur"),
        ("Nazwa komputera to SEKRETARIAT2", "SEKRETARIAT2"),
        ("stanowisko kasowe nr 1 drukuje podwójnie", "nr 1"),
        ("Na komputerze głównym w sklepie w Łomży", "sklepie"),
        ("na lapku Kasi", "lapku Kasi"),
        ("na serwerze SRV-DB01 skończyło się miejsce", "SRV-DB01"),
        ("na naszym serwerze od rana brak miejsca", "serwerze"),
    ],
)
def test_singled_out(text: str, core: str) -> None:
    found = read_details(Source(new_text=text)).workstation
    assert found is not None, text
    assert core in found.value


@pytest.mark.parametrize(
    "text",
    [
        "Jeden z komputerów w biurze się wiesza.",
        "Na jednym z komputerów w sali 5 nie ma sieci.",
        "na komputerze nie otwiera się Excel",
        "Nie działa drukarka od wczoraj.",
        "Na którymś komputerze wyskakuje błąd.",
        "Na innych komputerach działa normalnie.",
        "Na kilku komputerach nie działa Outlook",
        "Stanowisko: specjalista ds. kadr",
        "Stanowisko: -",
        "Stanowisko: jeden z laptopów",
        "Zgłoszenie dotyczy deklaracji CIT-8 i pliku JPK-V7.",
        "Nie działa komputer w trakcie drukowania.",
        "Błąd ORA-01017 przy logowaniu do programu.",
        "Faktura FS-214 nie wchodzi do KSeF.",
        "kolektor Zebra MC33 nie wysyła dokumentów",
        "Drukarka HP LaserJet M404 nie drukuje.",
        "Komputer nie uruchamia się od rana",
        "przy zapisie w Subiekcie pojawia się błąd",
        "komputer od poniedziałku się zawiesza",
    ],
)
def test_not_singled_out(text: str) -> None:
    assert read_details(Source(new_text=text)).workstation is None
