"""Guards before the customer: what must be asked, and what must not be asked."""

from datetime import UTC, datetime

import pytest

from worker.domain.commands import Problem
from worker.domain.guards import Reply, is_signature, objections

NOW = datetime(2026, 11, 20, 13, 40, tzinfo=UTC)


def problems(text: str, *, confirmed: bool = False, files: bool = False, quote: bool = False) -> list[Problem]:
    reply = Reply(text=text, now=NOW, files=files, payer="5259912077", is_whole_quote=quote)
    return [wrong.problem for wrong in objections(reply, confirmed=confirmed)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Instrukcja w załączeniu.", Problem.PROMISED_FILE),
        ("Dzień dobry,\nw zalaczniku przesylam instrukcje", Problem.PROMISED_FILE),
        ("Załączam skan umowy.", Problem.PROMISED_FILE),
        ("Proszę o fakturę na 9519834101.", Problem.OTHER_NIP),
        ("Notatka: klient trudny", Problem.COMMAND_BELOW),
        ("Nie wysyłać klientowi! Jest zadłużony.", Problem.LIKE_A_NOTE),
        ("Dzień dobry,\n\nFYI klient nie płaci", Problem.LIKE_A_NOTE),
        ("Dzień dobry,\n\nczas: 35m handel", Problem.COMMAND_BELOW),
        ("Dzień dobry,\nnotatka: tajne", Problem.COMMAND_BELOW),
        ("Cześć,\nczas 35 min zdalnie", Problem.COMMAND_BELOW),
        ("Gotowe.\n\n- status zamknięte", Problem.COMMAND_BELOW),
        ("Gotowe.\n\nZwykła odpowiedź na ten list idzie do klienta z adresu pomocy", Problem.OUR_LETTER),
        ("", Problem.NOTHING_TO_SEND),
    ],
)
def test_it_is_asked(text: str, problem: Problem) -> None:
    assert problem in problems(text)


@pytest.mark.parametrize(
    "text",
    [
        "Proszę przesłać zrzut ekranu w załączniku.",
        "W Państwa załączniku widać błąd.",
        "Faktura na NIP 525-991-20-77 jest gotowa.",
        "Czas naprawy: około dwóch godzin.",
        "Status sprawdzę jutro.",
        "Czas trwania prac to 35 min.",
        "Przekażę to księgowej jutro rano.",
        "Wizyta 23.11 o 9:00, jeśli pasuje.",
        "Dojazd 34 km kosztuje 68 zł.",
        "Klasa drukarki nie ma tu znaczenia.",
        "Połączenie z serwerem wróciło.",
        "Telefon: 600 100 200",
        "Panie Janie,\n\nproszę spróbować teraz.",
    ],
)
def test_it_is_not_asked(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Marek", True),
        ("pozdr.\nMarek Wilk", True),
        ("Wilk", True),
        ("Marek dziękuje", False),
        ("OK", False),
        ("", False),
    ],
)
def test_a_name_under_commands_is_no_reply(text: str, only: bool) -> None:
    assert is_signature(text, "Marek Wilk") is only


def test_a_file_keeps_the_promise() -> None:
    assert problems("Instrukcja w załączeniu.", files=True) == []


def test_said_on_purpose_it_goes_but_never_our_own_letter() -> None:
    assert problems("Instrukcja w załączeniu.", confirmed=True) == []
    assert problems("zwykła odpowiedź na ten list idzie do klienta", confirmed=True) == [Problem.OUR_LETTER]
    assert problems("> cytat", confirmed=True, quote=True) == [Problem.NOTHING_TO_SEND]
