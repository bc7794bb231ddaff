"""How a value of a mail is printed: proper names of programs, computers in the nominative, one spelling of numbers."""

import pytest

from worker.domain.polish.computer_form import workstation_form
from worker.domain.polish.nouns import nominative_phrase
from worker.domain.polish.value_forms import person_form, phone_form, program_form, system_form


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Subiekcie GT (wersja 1.78 SP2)", "Subiekt GT 1.78 SP2"),
        ("Subiekcie nexo PRO pro", "Subiekt nexo PRO"),
        ("SUBIEKT GT 1.83", "Subiekt GT 1.83"),
        ("SUBIEKT GT NA KOMPUTERZE", "Subiekt GT"),
        ("Subiekcie F8", "Subiekt"),
        ("subiektem", "Subiekt"),
        ("Rachmistrzu nexo", "Rachmistrz nexo"),
        ("Comarch Optimie 2026", "Comarch Optima 2026"),
        ("Płatnika", "Płatnik"),
        ("Wordzie", "Word"),
        ("WF-Magu", "WF-Mag"),
        ("Subiekt nexo PRO 55.0.1", "Subiekt nexo PRO 55.0.1"),
        ("pulpitu zdalnego", "pulpit zdalny"),
        ("C-Geo", "C-Geo"),
        ("mMedica", "mMedica"),
        ("Mała Księgowość Rzeczpospolitej", "Mała Księgowość Rzeczpospolitej"),
        ("VLAN-ie", "VLAN"),
        ("Symfonia Finanse i Księgowość 2026.1", "Symfonia Finanse i Księgowość 2026.1"),
        ("Word 2021, Windows 11 Pro", "Word 2021"),
        ("Subiekta Rewizor GT", "Rewizor GT"),
        ("Gastro Szefie", "Gastro Szef"),
        ("KS-AOW (wydanie 2026/1.3)", "KS-AOW 2026/1.3"),
        ("Legalisa", "Legalis"),
    ],
)
def test_a_program_has_its_proper_name(written: str, printed: str) -> None:
    assert program_form(written) == (printed, True)


@pytest.mark.parametrize("written", ["KWHotelu", "printer", "Encoder not found COM4"])
def test_what_may_be_no_name_stays_a_quotation(written: str) -> None:
    assert program_form(written) == (written, False)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("komputerze w recepcji", "komputer w recepcji"),
        ("komputera BIURO-KAM w biurze przy placu", "komputer BIURO-KAM w biurze przy placu"),
        ("moim laptopie służbowym (gabinet)", "laptop służbowy (gabinet)"),
        ("mojej stacji graficznej FF-STUDIO", "stacja graficzna FF-STUDIO"),
        ("swojego stanowiska BET-KSIEG", "BET-KSIEG"),
        ("stanowisku kasowym w sklepie przy Rynku", "kasowe w sklepie przy Rynku"),
        ("stanowisko pracy nr 6 (kadry)", "nr 6 (kadry)"),
        ("stanowisku przyjęć PZ-1", "przyjęć PZ-1"),
        ("Stanowisko kadrowe, pok. 11", "kadrowe, pok. 11"),
        ("Moje stanowisko to MAC-STUDIO-2", "MAC-STUDIO-2"),
        ("Komputer to ten na ladzie", "ten na ladzie"),
        ("drugiej kasie", "druga kasa"),
        ("kasie 1", "kasa 1"),
        ("na recepcji (komputer REC1", "na recepcji (komputer REC1)"),
        ('Komputer "PIEC', "komputer „PIEC”"),
        ("KASA 1", "KASA 1"),
        ("KASA 1, użytkownik Jan Rudnik, tel. 601 000 214. Subiekt GT", "KASA 1"),
        ("komputerze w recepcji tel 601 000 214", "komputer w recepcji"),
        ("w pokoju 203", "w pokoju 203"),
        ("W sekretariacie", "w sekretariacie"),
        ("u pani Zosi", "u pani Zosi"),
        ("swoim laptopie Dell, tym co stoi w magazynie (drugi jest syna)", "laptop Dell w magazynie"),
        ("jedyny komputer, co stoi u mnie na zapleczu", "komputer na zapleczu"),
        ("laptop HALA-2, stoi przy wadze", "laptop HALA-2 przy wadze"),
        ("komputer SZATNIA, ten pod zegarem", "komputer SZATNIA pod zegarem"),
        ("komputerze BIURO-2, z mojego biurka ten", "komputer BIURO-2"),
        ("komputer pod oknem (LEK-2) Kto", "komputer pod oknem (LEK-2)"),
        ("recepcyjnym iMacu (REC-MAC) Channel Manager", "recepcyjny iMac (REC-MAC)"),
        ("iMac („front”, stoi tyłem do okna)", "iMac („front”, stoi tyłem do okna)"),
        ("Serwer terminali RDS02 (Windows Server 2022)", "serwer terminali RDS02"),
        ("komputerze MAG-1 (Windows 7, wiemy, wiemy...)", "komputer MAG-1"),
        ("w sali wykładowej komputer SALA-1", "komputer SALA-1 w sali wykładowej"),
        (
            'w pokoju 2, na komputerze po lewej (naklejka „A")',
            "komputer po lewej (naklejka „A”), w pokoju 2",
        ),
        ("Urządzenie Canon przy stanowisku asesora (pok. 3)", "Urządzenie Canon przy stanowisku asesora (pok. 3)"),
        ("stacji dokującej dyktafonu do laptopa HS-X1 (gabinet)", "laptop HS-X1 (gabinet)"),
        ("jeden jedyny laptop", "jeden jedyny laptop"),
        ("laptopie HS-X1 (mój gabinet)", "laptop HS-X1 (gabinet)"),
        ("stacji dokującej przy oknie", "stacja dokująca przy oknie"),
        ("mamy jeden komputer, stoi na biurku pod oknem", "komputer na biurku pod oknem"),
        ("moim komputerem, tym stacjonarnym, co stoi na zapleczu", "komputer na zapleczu"),
        ("u mnie na laptopie HANDEL-4", "laptop HANDEL-4"),
        ("u mnie na kompie w lakierni", "komp w lakierni"),
        ("pokój 11, lewe biurko (w sieci nazywa się KADRY)", "pokój 11, lewe biurko (w sieci nazywa się KADRY)"),
        ("moim laptopie (Lenovo T14, pracuję z domu)", "laptop (Lenovo T14)"),
        ("laptopie ThinkPad (tym w torbie, nie stacjonarnym)", "laptop ThinkPad (w torbie)"),
        ("mój MacBook Pro (ten srebrny, macOS Sonoma 14.5)", "MacBook Pro (ten srebrny)"),
        ("Komputer stoi w biurze i oznaczony jest naklejką NOT-04", "komputer w biurze, naklejka NOT-04"),
        ("laptop dell co stoi przy podnosniku", "laptop dell przy podnosniku"),
        ("Jej komputer to stanowisko HALA-2", "HALA-2"),
        ("w sali 21 na stanowiskach od 5", "w sali 21 na stanowiskach od 5"),
        ("tablecie wzmocnionym na rampie", "tablet wzmocniony na rampie"),
        ("oba komputery w reżyserce (A i B)", "oba komputery w reżyserce (A i B)"),
    ],
)
def test_a_computer_stands_in_the_nominative(written: str, printed: str) -> None:
    assert workstation_form(written) == (printed, True)


@pytest.mark.parametrize("written", ["obu komputerach w rejestracji", "kasy glownej", "drukarki w sekretariacie"])
def test_a_plural_or_a_doubt_stays_a_quotation(written: str) -> None:
    assert workstation_form(written) == (written, False)


@pytest.mark.parametrize("phrase", ["komputer w recepcji", "kasy", "", "123", "xyzu abc", "(kasie)"])
def test_nothing_is_changed_without_certainty(phrase: str) -> None:
    assert nominative_phrase(phrase) is None


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("605000442", "605 000 442"),
        ("+48 605-000-442", "605 000 442"),
        ("(32) 555-01-18", "32 555 01 18"),
        ("22 535 36 80 wew. 12", "22 535 36 80 wew. 12"),
        ("+48) 61 555 10 45 w. 4", "61 555 10 45 wew. 4"),
        ("18 555 03 62 wewnętrzny 2", "18 555 03 62 wew. 2"),
        ("34 366 19 05 wewn. 21", "34 366 19 05 wew. 21"),
        ("(+48) 61 555 10 45", "61 555 10 45"),
        ("0-15 555 08 29", "15 555 08 29"),
        ("062 741 88 03", "62 741 88 03"),
        ("+49 30 1234567", "+49 30 1234567"),
        ("anna@rudnik.example", "anna@rudnik.example"),
    ],
)
def test_a_number_stands_in_its_groups(written: str, printed: str) -> None:
    assert phone_form(written) == printed


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("szymon lech", "Szymon Lech"),
        ("KRYSTYNA SADOWSKA", "Krystyna Sadowska"),
        ("Annie Nowak", "Anna Nowak"),
        ("Lucyną Zarębianką", "Lucyna Zarębianka"),
        ("Szczygieł Dariusz", "Dariusz Szczygieł"),
        ("Adam Paweł", "Adam Paweł"),
        ("Nowak Adam", "Nowak Adam"),
        ("m.frank", "m.frank"),
        ("Maria Lopez", "Maria Lopez"),
    ],
)
def test_a_name_is_written_as_names_are(written: str, printed: str) -> None:
    assert person_form(written) == printed


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("win 10 home", "Windows 10 Home"),
        ("Win11", "Windows 11"),
        ("WINDOWS 10 PRO", "Windows 10 Pro"),
        ("Windows 11 24h2", "Windows 11 24H2"),
        ("macos sequoia", "macOS Sequoia"),
        ("Windows Server 2019", "Windows Server 2019"),
        ("windowsie", "Windows"),
        ("Windows mam jedenastkę", "Windows 11"),
        ("dziesiątka", "Windows 10"),
        ("win ósemka pro", "Windows 8 Pro"),
        ("windows jedenaście", "Windows 11"),
        ("Windows jest dziesiąty", "Windows 10"),
        ("Windows 10 IoT", "Windows 10 IoT"),
        ("iOS", "iOS"),
    ],
)
def test_a_system_has_its_proper_name(written: str, printed: str) -> None:
    assert system_form(written) == printed
