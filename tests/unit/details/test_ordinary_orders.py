"""What else people write in an order of work out of a package changes nothing of it (point 13.8)."""

import pytest

from worker.domain.details import RequestKind, Source, missing_details, read_details
from worker.domain.found import Detail

_ASKED = "Dzień dobry,\nzlecam z pakietu 2 godziny szkolenia z Subiekta. {}"
_DAYS = " Proponuję wtorek 12 maja rano albo czwartek 14 maja po 12."
_SIGNED = "\n\nAnna Nowak"
_SAID = [
    "Pakiet kupiliśmy 5 stycznia.",
    "Zostało nam w pakiecie 14 godzin.",
    "Ostatnie szkolenie trwało 3 godziny.",
    "Dojazd zajmie około 40 minut.",
    "Szkolenie dla pani Ewy Lis i Jana Nowaka.",
    "We wtorek rozmawiałam z panem Markiem.",
    "Prosimy o potwierdzenie do piątku.",
    "W poniedziałki mamy inwentaryzację.",
    "Klienci przychodzą w soboty.",
    "Pani Zosia wraca w środę z urlopu.",
    "Urlop mam od 1 czerwca.",
    "Nasz pakiet ma 20 godzin.",
]


def missing(text: str) -> tuple[Detail, ...]:
    return missing_details(read_details(Source(new_text=text)), RequestKind.PACKAGE_ORDER)


@pytest.mark.parametrize("sentence", _SAID)
def test_a_whole_order_stays_whole(sentence: str) -> None:
    text = f"{_ASKED.format(sentence)}{_DAYS}{_SIGNED}"
    details = read_details(Source(new_text=text))
    assert missing(text) == ()
    assert details.time is not None
    assert details.time.value == "2 godziny"
    assert details.orderer is not None
    assert details.orderer.value == "Anna Nowak"


@pytest.mark.parametrize("sentence", _SAID)
def test_no_days_are_suggested(sentence: str) -> None:
    assert missing(f"{_ASKED.format(sentence)}{_SIGNED}") == (Detail.DATES,)


@pytest.mark.parametrize("sentence", _SAID)
def test_no_time_is_asked_for(sentence: str) -> None:
    asked = _ASKED.replace("2 godziny szkolenia", "szkolenie")
    assert missing(f"{asked.format(sentence)}{_DAYS}{_SIGNED}") == (Detail.TIME,)


@pytest.mark.parametrize("sentence", _SAID)
def test_nobody_orders(sentence: str) -> None:
    text = f"{_ASKED.format(sentence)}{_DAYS}\n\nPozdrawiamy\nHurtownia Dąb"
    assert missing(text) == (Detail.ORDERER,)


def test_the_size_of_a_pool_is_the_packages() -> None:
    found = read_details(Source(new_text="Nasza pula 20 godzin kończy się w maju.")).package
    assert found is not None
    assert found.value == "20 godzin"


def test_the_size_of_a_package_is_no_time() -> None:
    assert Detail.TIME in missing(f"Zlecam z pakietu 20 godzin pomoc przy bilansie.{_DAYS}{_SIGNED}")
