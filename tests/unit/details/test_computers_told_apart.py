"""Computers told apart by an adjective, by what is done there, or by who sits there (point 1.3, rule 3)."""

import pytest

from worker.domain.details import Source, read_details
from worker.domain.polish import agrees, readings


def _workstation(text: str) -> str:
    found = read_details(Source(topic="Awaria", new_text=text, text=text)).workstation
    return found.value if found else ""


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("Laptop sędziowski klubu nie łączy się z siecią od wczoraj.", "Laptop sędziowski"),
        ("Komputer dziekański nie łączy się z bazą.", "Komputer dziekański"),
        ("Laptop dyżurny nie łączy się z Wi-Fi.", "Laptop dyżurny"),
        ("Stanowisko kosztorysowe zawiesza się przy otwieraniu Normy.", "Stanowisko kosztorysowe"),
        ("Na czerwonym laptopie po starcie jest czarny ekran.", "czerwonym laptopie"),
        ("Recepcja, laptop biały Asus: po starcie czarny ekran.", "laptop biały"),
        ("Na stanowisku przyjęć wyskakuje błąd 1017.", "stanowisku przyjęć"),
        ("Na stanowisku obsługi klienta nie drukuje się umowa.", "stanowisku obsługi"),
        ("Problem jest na laptopie, którego używa nasz handlowiec Marek Bąk.", "laptopie, którego używa"),
        ("Komputer, na którym pracuję, wyłącza się sam.", "Komputer, na którym pracuję"),
        ("Komputer, przy którym siedzi Ania z kadr, nie drukuje.", "Komputer, przy którym siedzi"),
        ("Komputer z numerem inwentarzowym 44/2019 nie startuje.", "44/2019"),
        ("Laptop nr seryjny 5CD1234XYZ nie ładuje się.", "5CD1234XYZ"),
        ("Mamy tylko jeden komputer i to on nie startuje.", "Mamy tylko jeden komputer"),
        ("Kolektor od pani Ani nie synchronizuje dokumentów.", "Kolektor od pani Ani"),
        ("Na mac mini w studiu nie otwiera się InDesign.", "mac mini w studiu"),
    ],
)
def test_what_tells_one_computer_from_others(text: str, core: str) -> None:
    assert core in _workstation(text)


@pytest.mark.parametrize(
    "text",
    [
        "Stary komputer nam padł i teraz program nie widzi bazy.",
        "Na nowym komputerze nie ma Subiekta.",
        "Kupiliśmy dwa nowe laptopy i trzeba zainstalować Office.",
        "po instalacji programu na komputerze wszystkie litery zamieniły się na kwadraciki",
        "Proszę o podłączenie nowego stanowiska komputerowego, bo wyskakuje błąd DHCP.",
        "Zainfekowany komputer wyświetla komunikat o okupie.",
        "Wszystko działa na innych komputerach, tylko nie tu.",
        "Komputer wolno chodzi od aktualizacji.",
        "Komputer cały czas się resetuje.",
        "Komputer pokazuje dziwne znaki przy fakturach.",
        "Proszę o Państwa stanowisko w tej sprawie, bo program zgłasza błąd.",
        "Proszę o stanowisko obsługi, bo program nadal zgłasza błąd.",
        "Na stanowisku pracownika wyskakuje błąd bazy.",
        "Na stanowisku pojawia się niebieski ekran po starcie.",
        "Komputer, który kupiliśmy u was, po włączeniu piszczy trzy razy.",
        "Program pokazuje, że licencja na drugie stanowisko wygasła.",
        "Nowy serwer pocztowy odrzuca hasło.",
        "Dwuletni laptop gaśnie przy zapisie.",
        "Nowiutki laptop gaśnie przy zapisie.",
        "Uparty komputer gaśnie przy zapisie.",
        "Problematyczny komputer gaśnie przy zapisie.",
        "Powyższy komputer gaśnie przy zapisie.",
        "Komputer bezprzewodowy gubi internet przy zapisie.",
    ],
)
def test_what_tells_no_computer_from_others(text: str) -> None:
    assert _workstation(text) == ""


def test_a_room_at_the_head_of_a_line_is_where_it_happens() -> None:
    assert _workstation("Zgłaszam:\n1. Sala 27, komputer podłączony do tablicy: brak dźwięku.") == "Sala 27"
    assert _workstation("Ekran gaśnie przy zapisie.\npok. 12, stanowisko CZYNSZE2\nEwa Malik").startswith("pok. 12")


@pytest.mark.parametrize(
    "line",
    [
        "Sala 12 jest zarezerwowana na szkolenie od 9.",
        "Pokój 12 wynajmujemy na noc.",
        "Ewa Malik\nUrząd Gminy\npok. 12",
        "Pozdrawiam\nEwa Malik\npokój 204\ntel. 601 234 567",
    ],
)
def test_a_room_that_is_free_or_where_the_writer_has_an_office_is_no_computer(line: str) -> None:
    assert _workstation(f"Ekran gaśnie przy zapisie faktury.\n\n{line}") == ""


def test_an_adjective_agrees_with_its_noun() -> None:
    every = [one for one in readings("wszystkie") if one.part == "adj"]
    assert every
    assert not any(agrees(one, "komputerze") for one in every)
    assert any(agrees(one, "komputery") for one in every)
    assert any(agrees(one, "laptopie") for one in readings("malym"))
