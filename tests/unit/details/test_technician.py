"""Whom an order asks for by name [13.9]."""

import pytest

from worker.domain.details.orders.technician import named_technician
from worker.domain.message import Address

MAREK = Address(address="m.wilk@3rp.com.pl", name="Marek Wilk")
KAROLINA = Address(address="k.sowa@3rp.com.pl", name="Karolina Sowa")
RARE = Address(address="g.x@3rp.com.pl", name="Grzegorz Brzęczykalski")
PEOPLE = (MAREK, KAROLINA, RARE)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Zlecam 2 h pomocy z pakietu, koniecznie z panem Markiem Wilkiem.", MAREK),
        ("Bardzo proszę o pomoc pana Marka.", MAREK),
        ("prosze o pomoc pani Karoliny, zna nasz system", KAROLINA),
        ("Proszę, żeby zrobiła to Karolina Sowa.", KAROLINA),
        ("Zależy nam na serwisancie: Sowa.", KAROLINA),
        ("Najlepiej, żeby zadzwonił p. Brzęczykalski.", RARE),
        ("Chcemy pracować tylko z Brzęczykalskim.", RARE),
    ],
)
def test_a_technician_is_asked_for(text: str, person: Address) -> None:
    assert named_technician(text, PEOPLE) == person


@pytest.mark.parametrize(
    "text",
    [
        "Zlecam 2 h pomocy z pakietu.",
        "Panie Marku, proszę o 2 h pomocy z pakietu.",
        "Ostatnio pomagał nam pan Marek i prosimy o ciąg dalszy.",
        "Proszę o pomoc pana Marka albo pani Karoliny.",
        "Zlecam: Jan Kowalski",
        "Prosimy o konfigurację na komputerze pana Tomasza.",
    ],
)
def test_nobody_is_asked_for(text: str) -> None:
    assert named_technician(text, PEOPLE) is None
