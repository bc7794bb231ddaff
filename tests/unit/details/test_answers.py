"""One line in answer to our checklist means what we asked; a refusal and a question mean nothing (point 1.5)."""

import pytest

from worker.domain.details import merge, read_answer
from worker.domain.found import Detail, Details, Found, Place

OFFERED = "anna@rudnik.example"
ALL = (Detail.DESCRIPTION, Detail.WORKSTATION, Detail.USER, Detail.CONTACT)


def answered(text: str, *asked: Detail, details: Details | None = None) -> Details:
    return read_answer(details or Details(), text, asked, offered=OFFERED)


def value(found: Found | None) -> str:
    return found.value if found else ""


@pytest.mark.parametrize(
    "text",
    [
        "Może być ten adres",
        "może być ten adres.\n\nPozdrawiam",
        "ten mail co piszę",
        "Proszę pisać na ten adres.",
        "ok, mail wystarczy",
        "Dzień dobry, ten e-mail. Dziękuję",
        "Tak",
        "Tak, zgadza się.",
        "może być",
    ],
)
def test_the_offered_address_is_agreed_to(text: str) -> None:
    assert value(answered(text, Detail.CONTACT).email) == OFFERED


@pytest.mark.parametrize(
    "text",
    ["Nie na ten adres, proszę dzwonić", "nie", "ten adres nie jest mój", "nie wiem", "już pisałam", "tak, ale jaki?"],
)
def test_an_address_is_not_agreed_to(text: str) -> None:
    assert answered(text, Detail.CONTACT).email is None


def test_a_bare_yes_agrees_only_when_nothing_else_was_asked() -> None:
    assert answered("Tak.", Detail.NIP, Detail.CONTACT).email is None
    assert value(answered("KASA 2, ten adres może być", Detail.WORKSTATION, Detail.CONTACT).email) == OFFERED


def test_an_address_that_was_not_offered_is_not_agreed_to() -> None:
    assert read_answer(Details(), "Może być ten adres", (Detail.CONTACT,), offered="").email is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("recepcja", "recepcja"),
        ("Recepcja.", "Recepcja"),
        ("nr 3", "nr 3"),
        ("Dzień dobry, sekretariat", "sekretariat"),
        ("u pani Zosi", "u pani Zosi"),
        ("laptop Dell, jedyny jaki mamy", "laptop Dell, jedyny jaki mamy"),
        ("chodzi o ten przy oknie", "ten przy oknie"),
        ("stoi w kuchni na górze", "stoi w kuchni na górze"),
        ("serwerownia\n\nPozdrawiam", "serwerownia"),
        ("pracownia", "pracownia"),
        ("księgowość, 601 202 303", "księgowość"),
    ],
)
def test_few_words_single_out_the_computer(text: str, found: str) -> None:
    assert value(answered(text, Detail.WORKSTATION).workstation) == found


@pytest.mark.parametrize(
    "text",
    [
        "nie wiem",
        "Co do kasy, to zależy, na którą danego dnia trafi",
        "jeden z komputerów",
        "komputer",
        "zwykły laptop służbowy",
        "tak",
        "proszę o telefon",
        "już pisałam",
        "wszystko jest w zgłoszeniu",
        "Jaki komputer?",
        "dowolny",
        "ten sam co zawsze",
        "601 202 303",
        "nadal nie działa",
        "zadzwońcie",
        "pilne!!!",
        "nie mam pojęcia jak to sprawdzić, proszę zadzwonić do mnie jutro rano bo dziś już wychodzę z pracy",
    ],
)
def test_no_computer_is_singled_out(text: str) -> None:
    assert answered(text, Detail.WORKSTATION).workstation is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nowicka", "Nowicka"),
        ("Kowalska Anna", "Kowalska Anna"),
        ("anna kowalska", "anna kowalska"),
        ("pani Ania z kasy", "pani Ania z kasy"),
        ("Witam, Anna Kowalska", "Anna Kowalska"),
    ],
)
def test_a_name_alone_is_the_user(text: str, found: str) -> None:
    assert value(answered(text, Detail.USER).user) == found


@pytest.mark.parametrize("text", ["kasjerka", "ktoś z biura", "nikt", "recepcja", "nie podam, RODO", "wszyscy"])
def test_nobody_in_particular_is_no_user(text: str) -> None:
    assert answered(text, Detail.USER).user is None


@pytest.mark.parametrize("text", ["2", "2h", "ok. 2", "ze dwie", "około 3 godzin", "1,5"])
def test_a_bare_number_is_the_time_asked_for(text: str) -> None:
    assert value(answered(text, Detail.TIME).time) == text.removesuffix(".")


@pytest.mark.parametrize("text", ["2026", "601 202 303", "12.05 rano", "nie wiem"])
def test_another_number_is_no_time(text: str) -> None:
    assert answered(text, Detail.TIME).time is None


def test_several_answers_stand_in_one_line() -> None:
    found = answered("Anna Kowalska, recepcja, ten adres", *ALL)
    assert (value(found.user), value(found.workstation), value(found.email)) == ("Anna Kowalska", "recepcja", OFFERED)


def test_the_whole_answer_is_the_computer_not_the_room_alone() -> None:
    known = Details(workstation=Found(value="w księgowości", place=Place.BODY, rule="prose"))
    found = answered("To ten przy oknie w księgowości", Detail.WORKSTATION, details=known)
    assert value(found.workstation) == "ten przy oknie w księgowości"
    told = answered("Pani Ela pracuje w księgowości", Detail.WORKSTATION, details=known)
    assert value(told.workstation) == "w księgowości"


def test_what_was_not_asked_for_is_not_read() -> None:
    assert answered("recepcja", Detail.CONTACT) == Details()
    known = Details(workstation=Found(value="KASA 1", place=Place.BODY, rule="label"))
    assert answered("recepcja", Detail.WORKSTATION, details=known) == known


def test_whose_computer_it_is_does_not_change_the_user() -> None:
    report = Details(user=Found(value="Jan Kowalski", place=Place.BODY, rule="label"))
    for value_said, rule in (("Zosi", "prose"), ("Anna Nowak", "mention")):
        said = Details(user=Found(value=value_said, place=Place.BODY, rule=rule))
        assert value(merge(said, report).user) == "Jan Kowalski"
    corrected = Details(user=Found(value="Zosia", place=Place.BODY, rule="label"))
    assert value(merge(corrected, report).user) == "Zosia"
