"""Details told in ways that strangers' mails taught: which of several, by what is beside it, by another's number."""

import pytest

from worker.domain.details import Source, merge, read_details
from worker.domain.found import Details

TROUBLE = "Program przy zapisie pokazuje „brak miejsca na dysku” i zamyka się. "


def details(text: str) -> Details:
    return read_details(Source(topic="Zapis", new_text=TROUBLE + text, author_address="biuro@firma.example"))


@pytest.mark.parametrize(
    ("text", "workstation"),
    [
        ("Dzieje się to na starszym z dwóch komputerów w kancelarii.", "starszym z dwóch komputerów w kancelarii"),
        ("Chodzi o lewy z naszych laptopów.", "lewy z naszych laptopów"),
        ("Siedzę przy komputerze z naklejonym numerem 17 w kadrach.", "komputerze z naklejonym numerem 17 w kadrach"),
        ("Robię to na swojej stacji projektowej, w sieci widnieje jako CAD-PAULINA.", "CAD-PAULINA"),
        ("Jeżdżę z laptopem Lenovo, tym z białą taśmą.", "laptopem Lenovo, tym z białą taśmą"),
        ("\nStanowisko: nie wiem, jak się nazywa, ten w kadrach przy oknie", "ten w kadrach przy oknie"),
        ("Mamy dwa komputery, nie drukuje KASA-2.", "KASA-2"),
        ("Kasa dolnej stacji (iMac po lewej) nie drukuje karnetów.", "Kasa dolnej stacji"),
        ("\nStanowisko: jeden z komputerów\nWczoraj był to KADRY-2.", "KADRY-2"),
        ("Kontakt: Hotel Pod Dębem, recepcja (58 555 01 62)", "recepcja"),
        ("Mam to na nowszym z dwóch laptopów.", "nowszym z dwóch laptopów"),
        ("Do prawego komputera nie wchodzi pendrive.", "prawego komputera"),
        ("Środkowy laptop nie drukuje.", "Środkowy laptop"),
    ],
)
def test_the_computer_is_told(text: str, workstation: str) -> None:
    found = details(text).workstation
    assert found is not None
    assert workstation in found.value


@pytest.mark.parametrize(
    "text",
    [
        "Dzieje się to na jednym z dwóch komputerów.",
        "Kopia pochodzi z jednego z naszych komputerów.",
        "\nStanowisko: nie mam pojęcia, jak się nazywa, wszystkie wyglądają tak samo",
        "\nStanowisko: jeden z komputerów w naszym dziale\n\nPismo wygenerowano w sekretariacie.",
        "Komputery w biurze mamy trzy, wszystkie jednakowe.",
        "Zmieniłem grubość płyty w bibliotece na 18,6 i wróciłem.",
        "Mój aparat na biurku to 18 353 42 09.",
        "Raport dobowy z dwóch kas nie wychodzi.",
        "Dostęp zdalny z tych komputerów też nie działa.",
        "Dzieje się to na którymkolwiek z trzech laptopów.",
        "Mamy pięć jednakowych laptopów i na jednym tak jest.",
        "Prawdopodobnie komputer ma wirusa.",
        "Prawie laptop już nie chodzi.",
        "Komputer od ósmej się wiesza.",
        "Ostatnio komputer chodzi strasznie wolno.",
        "Po raz pierwszy komputer tak się zachowuje.",
    ],
)
def test_none_is_told(text: str) -> None:
    assert details(text).workstation is None


def test_whom_the_trouble_fell_on_is_the_user() -> None:
    found = details("Kłopot spadł na panią Halinę Szyc.\n\nEmilia Lange\nkustosz").user
    assert found is not None
    assert found.value == "Halinę Szyc"


def test_a_caller_from_another_number_is_no_user() -> None:
    found = details("Przedstawiciel, pan Lis spod 22 418 60 77, kazał pisać do Państwa.\n\nOleg Marczenko").user
    assert found is not None
    assert found.value == "Oleg Marczenko"


def test_who_calls_from_a_number_and_cannot_work_is_the_user() -> None:
    found = details("Pani Ania Wrona spod 22 418 60 77 nie może otworzyć pliku.\n\nOleg Marczenko").user
    assert found is not None
    assert found.value == "Ania Wrona"


def test_a_room_with_a_number_is_no_user() -> None:
    assert details("Sala 27, komputer podłączony do tablicy nie startuje.").user is None
    assert details("Hala 2 nie ma internetu.").user is None


def test_where_it_passes_nobody_has_the_trouble() -> None:
    assert details("U pani Moniki w sekretariacie wysyłka przechodzi.").user is None


def test_the_better_way_to_write_is_a_contact() -> None:
    found = details("W kuchni telefonu nie słychać, więc lepiej napisać: intendentura@firma.example").email
    assert found is not None


@pytest.mark.parametrize(
    "text",
    [
        "Pan Dudziak z zakładu pogrzebowego (13 555 02 71) czeka na numer kwatery.",
        "Przedstawiciel producenta, pan Lis spod 22 418 60 77, kazał zwrócić się do Państwa.",
    ],
)
def test_an_outsiders_number_is_none(text: str) -> None:
    assert details(text).phone is None


@pytest.mark.parametrize(
    "text",
    [
        "Dzwonię z biura rachunkowego, tel. 13 555 02 71.",
        "Jestem ze szpitala powiatowego, tel. 13 555 02 71.",
        "Anna Kos z urzędu gminy, 13 555 02 71.",
        "Proszę dzwonić do pani Kos z gminy 13 555 02 71.",
        "Pani Kos z gminy (13 555 02 71) nie może się zalogować.",
        "Proszę oddzwonić, dzwonię spod 13 555 02 71.",
        "Dzwoniłam do Państwa spod 13 555 02 71, proszę oddzwonić.",
    ],
)
def test_who_works_where_outsiders_do_may_be_the_customer(text: str) -> None:
    found = details(text).phone
    assert found is not None
    assert "13 555 02 71" in found.value


def test_what_does_not_work_as_it_should_is_no_description() -> None:
    text = "PROGRAM PRZY PRZYJECIU POSCIELI NIE DZIALA TAK JAK POWINIEN I ZNOWU STOJE Z ROBOTA. PROSZE KOGOS PRZYSLAC."
    assert read_details(Source(topic="ZNOWU", new_text=text, author_address="biuro@firma.example")).description is None


def test_a_place_named_by_the_way_does_not_replace_the_computer_of_the_report() -> None:
    told = details("Komputer w remizie nie startuje.")
    again = read_details(Source(topic="Re: Zapis", new_text="W nocy nie widzieliśmy na ekranie wyjazdu do Zawady."))
    found = merge(again, told).workstation
    assert found is not None
    assert found.value == "Komputer w remizie"


def test_an_accounting_office_may_be_the_customer() -> None:
    found = details("Pisze Ewa Rak z biura rachunkowego Bilans, tel. 600 100 200.")
    assert (found.user and found.user.value, found.phone and found.phone.value) == ("Ewa Rak", "600 100 200")


def test_an_accounting_office_told_of_is_none() -> None:
    found = details("Faktury robi nam Ewa Rak z biura rachunkowego (22 555 01 02).")
    assert (found.user, found.phone) == (None, None)
