"""An answer that says only that its writer is away: nobody is answered, nothing changes, the technician reads it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from tests.acceptance.moving_clock import Company, company
from tests.acceptance.office import mail
from tests.acceptance.test_loops import subject
from worker.demo import readable
from worker.store.engine import reading, transaction
from worker.store.tables import Ticket, TicketState

TECHNICIAN = "m.wilk@3rp.com.pl"
AWAY = "Jestem na L4 do piątku.\r\n"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Company]:
    """A company with one ticket that waits for its customer."""
    with company(tmp_path) as made:
        made.receive(mail(message_id="a@firma.example"))
        state(made, TicketState.WAITING)
        yield made


def state(office: Company, new: TicketState | None = None) -> str:
    with transaction(office.app.engine) if new else reading(office.app.engine) as session:
        ticket = session.exec(select(Ticket)).one()
        if new:
            ticket.state = new.value
            session.add(ticket)
        return ticket.state


def answer(
    office: Company, number: int, text: str = AWAY, *, header: str = "", begins: str = "Re:"
) -> tuple[str, list[str]]:
    """The verdict on an answer to our confirmation, and the texts of what the technician then gets."""
    before, confirmation = len(office.letters(TECHNICIAN)), office.last()
    raw = mail(
        message_id=f"b{number}@firma.example",
        subject=f"{begins} {subject(confirmation)}",
        text=text,
        answers=str(confirmation["Message-ID"]).strip("<>"),
    )
    told = office.receive(header.encode() + raw)
    return str(told["verdict"]), [readable(one.raw)[0] for one in office.letters(TECHNICIAN)[before:]]


def test_the_technician_reads_it_once_a_day_and_the_ticket_stays_as_it_is(office: Company) -> None:
    verdict, letters = answer(office, 1)
    assert verdict == "ignore"
    assert len(letters) == 1
    assert "BRZMI JAK AUTOMATYCZNA ODPOWIEDŹ" in letters[0]
    assert "Jestem na L4 do piątku." in letters[0]
    assert answer(office, 2, "Przebywam na zwolnieniu lekarskim.\r\n") == ("ignore", [])
    assert (state(office), len(office.letters())) == ("waiting", 1)
    office.wait(hours=25)
    assert len(answer(office, 3)[1]) == 1


def test_what_a_header_proves_automatic_is_only_noted(office: Company) -> None:
    assert answer(office, 1, header="Auto-Submitted: auto-replied\r\n") == ("ignore", [])


@pytest.mark.parametrize(
    ("begins", "text"),
    [
        ("Autoodpowiedź:", AWAY),
        ("[Poza biurem] Re:", AWAY),
        ("Re:", "To jest automatyczna odpowiedź. Jestem na L4 do piątku.\r\n"),
    ],
)
def test_what_calls_itself_automatic_is_only_noted(office: Company, begins: str, text: str) -> None:
    assert answer(office, 1, text, begins=begins) == ("ignore", [])


def test_nothing_is_told_of_a_closed_ticket(office: Company) -> None:
    state(office, TicketState.CLOSED)
    assert answer(office, 1) == ("ignore", [])
    assert state(office) == "closed"


@pytest.mark.parametrize(
    "text",
    [
        "Hej Marek, jestem na L4 do piątku.\r\n",
        "Dzień dobry Panie Marku,\r\njestem na L4 do piątku.\r\nPozdrawiam\r\nJan\r\n",
        "Jestem na L4 do piątku. Proszę przyjść w poniedziałek.\r\n",
        "Jestem na L4 do piątku, umówmy się na poniedziałek.\r\n",
    ],
)
def test_who_speaks_to_somebody_or_makes_an_appointment_is_no_program(office: Company, text: str) -> None:
    verdict, letters = answer(office, 1, text)
    assert (verdict, len(letters)) == ("append", 1)
    assert state(office) == "in-progress"
