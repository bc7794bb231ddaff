"""What a subject asks the program itself, and the one word of 13.10."""

from datetime import date

import pytest

from worker.domain.self_service import Asked, Choice, Request, read_choice, read_request
from worker.domain.subject import read_subject
from worker.domain.ticket_id import ticket_id

OCTOBER = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("subject", "request_"),
    [
        ("STAN PAKIETU", Request(asked=Asked.PACKAGES)),
        ("stan pakietu", Request(asked=Asked.PACKAGES)),
        ("Re: Odp: [5259912077] Stan  pakietu!", Request(asked=Asked.PACKAGES)),
        ("[PL 525-991-20-77] proszę o stan pakietu", Request(asked=Asked.PACKAGES)),
        ("MOJE ZGŁOSZENIA", Request(asked=Asked.TICKETS)),
        ("moje zgloszenia", Request(asked=Asked.TICKETS)),
        ("PROTOKÓŁ 2026-10", Request(asked=Asked.PROTOCOL, month=OCTOBER)),
        ("protokol 2026-10", Request(asked=Asked.PROTOCOL, month=OCTOBER)),
        ("Fwd: [5259912077] Protokół 10.2026", Request(asked=Asked.PROTOCOL, month=OCTOBER)),
        ("Protokół serwisowy 10/2026", Request(asked=Asked.PROTOCOL, month=OCTOBER)),
        ("Protokół za październik 2026 r.", Request(asked=Asked.PROTOCOL, month=OCTOBER)),
        ("„PROTOKÓŁ 2026-10”", Request(asked=Asked.PROTOCOL, month=OCTOBER)),
        ("PROTOKÓŁ", Request(asked=Asked.PROTOCOL)),
    ],
)
def test_a_subject_asks(subject: str, request_: Request) -> None:
    assert read_request(read_subject(subject)) == request_


@pytest.mark.parametrize(
    "subject",
    [
        "Stan pakietu i nie działa drukarka",
        "Pakiet 10h",
        "[5259912077] Zlecenie z pakietu",
        "Protokół 2026-13",
        "Protokół odbioru drukarki",
        "Protokół marketing 2026",
        "Protokół zdawczo-odbiorczy nie drukuje się",
        "moje zgłoszenia nie mają odpowiedzi",
        f"Re: [#{ticket_id(2026, 1)}] Stan pakietu",
        "",
    ],
)
def test_a_subject_that_says_anything_else_is_a_report(subject: str) -> None:
    assert read_request(read_subject(subject)) is None


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("KOREKTA", Choice.CORRECTION),
        ("korekta.", Choice.CORRECTION),
        ("Korektę", Choice.CORRECTION),
        ("Dzień dobry,\n\nGODZINY\n\nPozdrawiam\nJan", Choice.HOURS),
        ("godziny", Choice.HOURS),
        ("*GODZINY*", Choice.HOURS),
        ("Wybieram: godziny", Choice.HOURS),
        ("Poproszę o korektę faktury", Choice.CORRECTION),
        ("poproszę dodatkowe godziny", Choice.HOURS),
    ],
)
def test_one_word_chooses(text: str, choice: Choice) -> None:
    assert read_choice(text) == choice


@pytest.mark.parametrize(
    "text",
    [
        "",
        "KOREKTA czy GODZINY?",
        "korekta albo godziny, wszystko jedno",
        "Kiedy ktoś się odezwie?\nKOREKTA",
        "nie chcę godzin",
        "W jakich godzinach pracujecie?",
        "> GODZINY\nDrukarka dalej nie działa",
    ],
)
def test_no_clear_word_is_no_choice(text: str) -> None:
    assert read_choice(text) is None
