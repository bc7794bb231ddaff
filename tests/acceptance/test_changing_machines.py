"""Machines that write something else each time, and the people they must not be taken for.

Time moves by twenty minutes a mail, so that the five letters an hour hold nobody: what stops a machine here is that no
checklist helps it. Every machine is answered a few times at most; before there was such a brake it was 14 to 20.
"""

from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

import pytest

from tests.acceptance.moving_clock import Company, company
from tests.acceptance.office import mail
from tests.acceptance.test_loops import NIP, subject
from worker.demo import readable

ROUNDS = 9
EVENTS = (
    "Temperatura w serwerowni przekroczyła próg krytyczny.",
    "Brak zasilania na linii produkcyjnej w hali B.",
    "Pompa obiegowa zgłasza niskie ciśnienie oleju.",
    "Czujnik dymu na magazynie wymaga kasowania.",
    "Drzwi ewakuacyjne pozostają otwarte od wielu minut.",
    "Zanik łączności ze sterownikiem wentylacji.",
    "Poziom wody w zbiorniku poniżej minimum.",
    "Napięcie akumulatora UPS spadło do granicy.",
    "Sprężarka wyłączyła się z powodu przegrzania.",
    "Kamera przy bramie straciła obraz.",
)
GOODS = (
    "kubek termiczny, opłacone",
    "buty trekkingowe, wysłane kurierem",
    "lampka nocna, czeka na płatność",
    "zestaw kluczy, skompletowane",
    "karma dla kota, anulowane przez kupującego",
    "rower miejski, oddane do punktu odbioru",
    "fotel biurowy, zwrócone",
    "worek treningowy, spakowane",
    "puzzle krajobraz, doręczone",
    "patelnia żeliwna, przyjęte",
)
Machine = Callable[[int, str], bytes]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Company]:
    with company(tmp_path) as made:
        yield made


def alarm(number: int, answered: str) -> bytes:
    """The number and the event change; the subject names the event too."""
    event, serial = EVENTS[number], 4711 + 13 * number
    return mail(
        message_id=f"a{number}@firma.example",
        subject=f"Alarm {serial}: {' '.join(event.split()[:3])}",
        text=f"{event} Kod {serial * 7}. Godzina {number}:1{number}.\r\n",
    )


def order(number: int, answered: str) -> bytes:
    """A shop's program: another order, other goods, another state."""
    serial = 88231 + number
    return mail(
        message_id=f"o{number}@firma.example",
        subject=f"Zamówienie {serial}",
        text=f"{GOODS[number].capitalize()}. Wartość {number * 37 + 19},99 zł.\r\n",
    )


def event_of_a_bus(number: int, answered: str) -> bytes:
    """Identifiers are no numbers one counts by."""
    name = uuid5(NAMESPACE_DNS, str(number))
    return mail(
        message_id=f"u{number}@firma.example", subject=f"Zdarzenie {name}", text=f"{EVENTS[number]} {name.hex}\r\n"
    )


def nothing_alike(number: int, answered: str) -> bytes:
    """Not a word in common, no number anywhere."""
    return mail(
        message_id=f"n{number}@firma.example",
        subject=EVENTS[(number + 3) % len(EVENTS)][:25],
        text=f"{EVENTS[number]} {GOODS[(number * 3) % len(GOODS)]}.\r\n",
    )


def under_our_letter(number: int, answered: str) -> bytes:
    """The same as an answer to our letter, under another subject each time."""
    return mail(
        message_id=f"t{number}@firma.example",
        subject=f"Re: {EVENTS[(number + 3) % len(EVENTS)][:25]}",
        text=f"{EVENTS[number]} {GOODS[(number * 3) % len(GOODS)]}.\r\n",
        answers=answered,
    )


@pytest.mark.parametrize(
    ("machine", "most"),
    [(alarm, 3), (order, 3), (event_of_a_bus, 3), (nothing_alike, 5), (under_our_letter, 3)],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_a_machine_that_says_something_else_each_time_is_answered_a_few_times(
    office: Company, machine: Machine, most: int
) -> None:
    for number in range(ROUNDS):
        answered = str(office.last()["Message-ID"]).strip("<>") if office.letters() else ""
        office.receive(machine(number, answered))
        office.wait(minutes=20)
    assert 1 <= len(office.letters()) <= most
    alerts = [one.raw for one in office.letters("biuro@3rp.com.pl") if "Wstrzymali" in told(one.raw)]
    assert len(alerts) == 1
    assert "limit" in readable(alerts[0])[0]


def told(raw: bytes) -> str:
    return subject(message_from_bytes(raw))


def receive(office: Company, number: int, *, subject: str, text: str, answers: str = "") -> dict[str, Any]:
    office.wait(minutes=10)
    return office.receive(mail(message_id=f"p{number}@firma.example", subject=subject, text=text, answers=answers))


@pytest.mark.parametrize("what", ["KASA {}", "PC-10{}"])
def test_the_same_trouble_of_several_computers_is_reported_in_the_same_words(office: Company, what: str) -> None:
    for number in range(1, 6):
        computer = what.format(number)
        facts = receive(
            office,
            number,
            subject=f"[{NIP}] Drukarka nie drukuje",
            text=f"Na stanowisku {computer} po naciśnięciu „Drukuj” pojawia się „Błąd 2001” i dokument zostaje w"
            " kolejce. Od dzisiaj rana.\r\nUżytkownik: Jan Kowalski, tel. 601 000 214.\r\n",
        )
        assert facts["verdict"] == "confirm", facts["missing"]
        office.wait(minutes=5)
    assert len(office.letters()) == 5


def test_the_same_trouble_of_several_colleagues_is_reported_in_the_same_words(office: Company) -> None:
    people = ("Anna Nowak", "Piotr Zieliński", "Maria Wójcik", "Adam Lis")
    for number, person in enumerate(people):
        facts = receive(
            office,
            number,
            subject=f"[{NIP}] Logowanie",
            text=f"Po wpisaniu hasła pojawia się „Konto zablokowane” i nie da się zalogować do Subiekta na stanowisku"
            f" SEKRETARIAT.\r\nUżytkownik: {person}, tel. 601 000 214.\r\n",
        )
        assert facts["verdict"] == "confirm", facts["missing"]
    assert len(office.letters()) == len(people)


TROUBLES = (
    ("Drukarka", "Drukarka fiskalna przy wydruku paragonu pokazuje komunikat „Błąd 2001”, od dziś rana."),
    ("Kopia zapasowa", "Kopia kończy się o trzeciej w nocy komunikatem „Brak miejsca na dysku”."),
    ("Skaner", "Skaner po naciśnięciu przycisku wyświetla „Nie znaleziono komputera” i gaśnie."),
    ("Poczta", "Outlook przy każdym wysłaniu pyta o hasło i wiadomości zostają w skrzynce nadawczej."),
    ("Subiekt", "Subiekt zamyka się bez komunikatu przy zapisywaniu faktury korygującej."),
)


def test_five_incomplete_reports_of_an_hour_are_all_answered(office: Company) -> None:
    for number, (topic, text) in enumerate(TROUBLES):
        facts = receive(office, number, subject=topic, text=text + "\r\n")
        assert facts["verdict"] == "reject"
    assert len(office.letters()) == len(TROUBLES)


def test_three_incomplete_reports_about_numbered_papers_are_all_answered(office: Company) -> None:
    for number, (_, text) in enumerate(TROUBLES[:3]):
        receive(office, number, subject=f"Zamówienie {88231 + 9 * number}", text=text + "\r\n")
    assert len(office.letters()) == 3


def test_who_heeds_a_checklist_in_his_next_report_is_answered_again(office: Company) -> None:
    for number, (topic, text) in enumerate(TROUBLES):
        receive(office, number, subject=topic, text=text + "\r\n")
    office.wait(hours=2)
    text = "Program Rachmistrz nie otwiera deklaracji i pokazuje pusty ekran."
    held = receive(office, 10, subject="Rachmistrz", text=text)
    assert held["notes"][-1]["brake"] == "5 checklists a day that nobody heeds"
    better = receive(office, 11, subject=f"[{NIP}] Gratyfikant", text="Gratyfikant liczy listę płac przez godzinę.")
    assert [letter["state"] for letter in better["letters"] if "customer" in letter["kind"]] == ["sent"]
    following = receive(office, 12, subject=f"[{NIP}] Monitor", text="Monitor w kadrach po chwili robi się czarny.")
    assert [letter["state"] for letter in following["letters"] if "customer" in letter["kind"]] == ["sent"]


def test_who_answers_with_progress_may_miss_the_point_once(office: Company) -> None:
    steps = (
        "Przy drukowaniu faktury pojawia się komunikat „Błąd 2001” i nic nie wychodzi.",
        "Chodzi o komputer KASA 1.",
        "Użytkownik: Jan Kowalski.",
        "Nie rozumiem, o jaki numer chodzi. Proszę o pomoc.",
        "Telefon 601 000 214.",
    )
    receive(office, 0, subject="Faktury", text=steps[0])
    for number, step in enumerate(steps[1:], 1):
        answered = str(office.last()["Message-ID"]).strip("<>")
        receive(office, number, subject="Re: Faktury", text=step + "\r\n", answers=answered)
        assert len(office.letters()) == number + 1
