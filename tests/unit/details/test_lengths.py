"""How many hours an order asks for [13.8], as people write it."""

from decimal import Decimal

import pytest

from worker.domain.details.orders.hours import read_time
from worker.domain.details.orders.lengths import hours_asked
from worker.domain.details.text.source import Source, passages


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("3 godziny", "3"),
        ("3h", "3"),
        ("2,5 h", "2.5"),
        ("2.5 godz.", "2.5"),
        ("półtorej godziny", "1.5"),
        ("poltorej h", "1.5"),
        ("pół godziny", "0.5"),
        ("dwie i pół godziny", "2.5"),
        ("dwie godziny", "2"),
        ("godzinę", "1"),
        ("godzinka", "1"),
        ("kwadrans", "0.25"),
        ("3 kwadranse", "0.75"),
        ("90 minut", "1.5"),
        ("45 min", "0.75"),
        ("2 h 30 min", "2.5"),
        ("1 godz. i 15 minut", "1.25"),
        ("2-3 godziny", "3"),
        ("2–3h", "3"),
        ("dwie lub trzy godziny", "3"),
        ("od 4 do 6 godzin", "6"),
        ("6", "6"),
        ("cztery pełne godziny", "4"),
    ],
)
def test_a_length_is_read(said: str, hours: str) -> None:
    assert hours_asked(said) == Decimal(hours)


@pytest.mark.parametrize("said", ["kilka godzin", "parę godzin", "", "0 h", "500 godzin", "do ustalenia"])
def test_what_is_no_number_is_none(said: str) -> None:
    assert hours_asked(said) is None


def test_hours_and_minutes_of_an_order_are_one_length() -> None:
    source = Source(topic="zlecenie z pakietu", new_text="Zlecam 1 h 45 min pomocy z pakietu 10h.")
    found = read_time(passages(source))
    assert found is not None
    assert found.value == "1 h 45 min"
