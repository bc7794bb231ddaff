"""Machines that answer every letter of ours: a loop stops at two of our letters a day, whatever the machine writes.

None of these machines says in its header that it is one; those that do are never answered at all. Time moves by twenty
minutes a round, so that no limit by the hour can be what stops them.
"""

from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path

import pytest

from tests.acceptance.moving_clock import CUSTOMER, Company, company
from tests.acceptance.office import mail
from worker.demo import readable

NIP = "5259912077"
ROUNDS = 12
Machine = Callable[[int, Message, bytes], bytes]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Company]:
    with company(tmp_path) as made:
        yield made


def vacation(number: int, letter: Message, raw: bytes) -> bytes:
    """A responder in the mail program: the same text each time, no header that says so, no thread."""
    text = "Dzień dobry, wracam do pracy 15 marca. W pilnych sprawach proszę dzwonić do biura.\r\n"
    return mail(message_id=f"v{number}@firma.example", subject="Wracam 15 marca", text=text)


def vacation_in_thread(number: int, letter: Message, raw: bytes) -> bytes:
    """The same, with our subject and our Message-ID."""
    text = (
        f"Dzień dobry, wracam do pracy 15 marca.\r\n\r\nW dniu dzisiejszym Pomoc napisała:\r\n> {readable(raw)[0][:80]}"
    )
    answered = str(letter["Message-ID"]).strip("<>")
    return mail(message_id=f"v{number}@firma.example", subject=f"Re: {letter['Subject']}", text=text, answers=answered)


def helpdesk(number: int, letter: Message, raw: bytes) -> bytes:
    """Another helpdesk: confirms every mail under a new number, with a new subject, Message-ID and a NIP."""
    text = (
        f"Dziękujemy za wiadomość. Zgłoszenie HD-{1000 + number} zostało zarejestrowane w naszym systemie i czeka na"
        f" przydział. Link: https://hd.example/{number * 7919}\r\n"
    )
    return mail(message_id=f"h{number}@firma.example", subject=f"[{NIP}] HD-{1000 + number} zarejestrowane", text=text)


def complete_helpdesk(number: int, letter: Message, raw: bytes) -> bytes:
    """The same, and what it writes happens to be a complete report: every mail of it would open a ticket."""
    text = (
        f"Sprawa HD-{1000 + number}: na stanowisku KASA 1 po naciśnięciu „Drukuj” pojawia się „Błąd 2001” i dokument"
        f" zostaje w kolejce. Użytkownik: Jan Kowalski, tel. 601 000 214. Numer {number * 7919}.\r\n"
    )
    return mail(message_id=f"h{number}@firma.example", subject=f"[{NIP}] HD-{1000 + number} przyjęta", text=text)


def own_forward(number: int, letter: Message, raw: bytes) -> bytes:
    """A rule at the customer's forwards our own letter back to us, in his name."""
    text = (
        "\r\n\r\n---------- Przekazana wiadomość ----------\r\nOd: Pomoc 3RP <pomoc@3rp.com.pl>\r\n"
        f"Temat: {subject(letter)}\r\n\r\n{readable(raw)[0]}"
    )
    return mail(message_id=f"f{number}@firma.example", subject=f"Fwd: {subject(letter)}", text=text)


def office_of_computers(number: int, letter: Message, raw: bytes) -> bytes:
    """A dealer's program that speaks as his customers do: of computers and errors, with questions, quoting us."""
    text = (
        f"Dziękujemy. Zgłoszenie zostało zarejestrowane pod numerem HD-{1000 + number}. Czy komputer jest włączony?"
        " Proszę sprawdzić, czy drukarka nie drukuje w ogóle, i zapisać komunikat o błędzie.\r\n\r\n"
        f"W dniu dzisiejszym Pomoc napisała:\r\n> {readable(raw)[0][:80]}"
    )
    answered = str(letter["Message-ID"]).strip("<>")
    return mail(message_id=f"o{number}@firma.example", subject=f"Re: {subject(letter)}", text=text, answers=answered)


def own_letter_again(number: int, letter: Message, raw: bytes) -> bytes:
    """A rule at the customer's redirects our letter back, as it is."""
    return b"Return-Path: <jan@firma.example>\r\n" + raw


def broken_bounce(number: int, letter: Message, raw: bytes) -> bytes:
    """A server that reports a failed delivery in its own words, as an ordinary mail, and so for every answer."""
    text = (
        f"Wiadomość do {CUSTOMER} czeka w kolejce Q{number * 104729}. Serwer odbiorcy chwilowo jej nie przyjmuje.\r\n"
    )
    return mail(message_id=f"b{number}@firma.example", subject=f"Opóźnienie Q{number * 104729}", text=text)


MACHINES = [
    vacation,
    vacation_in_thread,
    helpdesk,
    complete_helpdesk,
    own_forward,
    office_of_computers,
    own_letter_again,
    broken_bounce,
]


def subject(letter: Message) -> str:
    return str(message_from_bytes(letter.as_bytes(), policy=policy.default)["Subject"])


def rounds(office: Company, machine: Machine, first: int = 0) -> None:
    """The machine answers each letter that really reached it, up to ROUNDS times."""
    answered = len(office.letters()) - 1
    for number in range(first, first + ROUNDS):
        letters = office.letters()
        if len(letters) == answered:
            return
        answered = len(letters)
        office.wait(minutes=20)
        office.receive(machine(number, office.last(), letters[-1].raw))


@pytest.mark.parametrize("report", ["", "nie działa\r\n"], ids=["after a confirmation", "after a checklist"])
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.__name__)
def test_a_loop_stops_at_two_letters_a_day(office: Company, machine: Machine, report: str) -> None:
    office.receive(mail(message_id="a@firma.example", text=report))
    rounds(office, machine)
    assert 1 <= len(office.letters()) <= 2


@pytest.mark.parametrize("machine", [vacation, helpdesk, complete_helpdesk], ids=lambda machine: machine.__name__)
def test_a_loop_that_a_machine_begins_stops_too_and_the_managers_hear_of_it_once(
    office: Company, machine: Machine
) -> None:
    first = office.receive(machine(999, Message(), b""))
    assert len(first["letters"]) >= 1
    rounds(office, machine)
    assert len(office.letters()) == 2
    office.wait(minutes=20)
    held = office.receive(machine(500, Message(), b""))
    assert [one["state"] for one in held["letters"] if one["recipient"] == CUSTOMER] == ["held"]
    assert held["notes"][-1]["brake"] == "2 letters a day to somebody who repeats himself"
    alerts = [one for one in office.letters("biuro@3rp.com.pl") if "Wstrzymali" in subject(message_from_bytes(one.raw))]
    assert len(alerts) == 1


def test_the_next_day_the_machine_gets_two_letters_again_and_no_more(office: Company) -> None:
    for day in range(3):
        office.receive(vacation(100 * day, Message(), b""))
        rounds(office, vacation, first=100 * day + 1)
        assert len(office.letters()) == 2 * (day + 1)
        office.wait(hours=25)


def test_a_bounce_of_our_letter_and_the_bounce_of_the_alert_about_it_are_answered_to_nobody(office: Company) -> None:
    office.receive(mail(message_id="a@firma.example"))
    confirmation = str(office.last()["Message-ID"]).strip("<>")
    assert office.receive(bounce("b1", CUSTOMER, confirmation))["kind"] == "bounce"
    alert = str(office.last("biuro@3rp.com.pl")["Message-ID"]).strip("<>")
    before = len(office.servers.letters())
    assert office.receive(bounce("b2", "biuro@3rp.com.pl", alert))["kind"] == "bounce"
    assert office.receive(bounce("b3", "mailer-daemon@mx.firma.example", "b2@mx.firma.example"))["kind"] == "bounce"
    assert len(office.servers.letters()) == before


def test_a_person_with_three_reports_under_one_topic_gets_three_confirmations(office: Company) -> None:
    places = (
        "KASA 1 drukarka fiskalna przy wydruku paragonu pokazuje komunikat „Błąd 2001”",
        "SERWER kopia zapasowa kończy się o 3 w nocy komunikatem „Brak miejsca na dysku”",
        "BIURO skaner po naciśnięciu przycisku wyświetla „Nie znaleziono komputera”",
    )
    for number, what in enumerate(places):
        text = f"Na stanowisku {what}, od dziś rana.\r\nUżytkownik: Jan Kowalski, tel. 601 000 214.\r\n"
        facts = office.receive(mail(message_id=f"{number}@firma.example", subject=f"[{NIP}] Problem", text=text))
        assert facts["verdict"] == "confirm", facts["missing"]
        office.wait(minutes=20)
    assert len(office.letters()) == 3


def test_a_person_who_completes_a_report_step_by_step_hears_after_every_step(office: Company) -> None:
    steps = (
        "Przy drukowaniu faktury pojawia się komunikat „Błąd 2001” i nic nie wychodzi.\r\n",
        "Chodzi o komputer KASA 1.\r\n",
        "Użytkownik: Jan Kowalski.\r\n",
        "Telefon 601 000 214.\r\n",
    )
    office.receive(mail(message_id="0@firma.example", subject="Faktury", text=steps[0]))
    for number, step in enumerate(steps[1:], 1):
        answered = str(office.last()["Message-ID"]).strip("<>")
        office.wait(minutes=20)
        office.receive(
            mail(message_id=f"{number}@firma.example", subject=f"Re: [{NIP}] Faktury", text=step, answers=answered)
        )
        assert len(office.letters()) == number + 1


def report(number: int) -> bytes:
    """A complete report that shares half of its words with no other one."""
    own = " ".join(
        f"{chr(97 + number)}{ending}"
        for ending in ["ami", "owa", "iks", "ela", "ogo", "yna", "umu", "etu", "ita", "odo"]
    )
    text = (
        f"Na stanowisku KASA 1 po naciśnięciu „Drukuj” pojawia się „Błąd 2001 {own}”, od dziś rana.\r\n"
        "Użytkownik: Jan Kowalski, tel. 601 000 214.\r\n"
    )
    return mail(message_id=f"r{number}@firma.example", subject=f"[{NIP}] Druk {own[:4]}", text=text)


@pytest.mark.parametrize(("count", "answered"), [(4, 4), (5, 5), (6, 5)])
def test_five_letters_an_hour_and_the_hour_moves(office: Company, count: int, answered: int) -> None:
    for number in range(count):
        office.receive(report(number))
        office.wait(minutes=1)
    assert len(office.letters()) == answered
    office.wait(minutes=60)
    office.receive(report(count))
    assert len(office.letters()) == answered + 1


def test_twenty_letters_a_day_and_the_day_moves(office: Company) -> None:
    for number in range(21):
        office.receive(report(number))
        office.wait(minutes=15)
        assert len(office.letters()) == min(number + 1, 20)
    office.wait(hours=24)
    office.receive(report(24))
    assert len(office.letters()) == 21


def bounce(message_id: str, recipient: str, original: str) -> bytes:
    return f"""Return-Path: <>
From: Mail Delivery System <mailer-daemon@mx.firma.example>
To: pomoc@3rp.com.pl
Subject: Undelivered Mail Returned to Sender
Message-ID: <{message_id}@mx.firma.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mail could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.firma.example

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-ID: <{original}>
From: pomoc@3rp.com.pl

--b--
""".replace("\n", "\r\n").encode()
