"""PORTFEL and the order of a pack: which mails are answered by the program, which become an order, which neither."""

from datetime import date

import pytest

from worker.domain.insert.asking import PackWanted, read_pack_order, read_wallet_mail
from worker.domain.subject import read_subject

SIZES = (100, 500, 1000, 2000, 5000, 10000)
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("PORTFEL", ""),
        ("portfel", "Dzień dobry,\n\nproszę o stan.\n\nJan Rudnik\nDelikatesy Rudnik s.c."),
        ("[5259912077] Portfel InsERT", ""),
        ("Re: stan portfela", "dziękuję"),
        ("Saldo", "Dzień dobry\nPortfel: 350 pkt, ważny do 2027-03-01\nJan"),
    ],
)
def test_the_program_answers(subject: str, text: str) -> None:
    assert read_wallet_mail(read_subject(subject), text, TODAY).is_one


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Portfel", "Dlaczego saldo spadło o 200 punktów w jeden dzień, skoro nic nie wysyłaliśmy od piątku?"),
        ("Portfel zamówień", ""),
        ("Drukarka", ""),
        ("Saldo konta", "Proszę o wyciąg"),
        ("Drukarka", "Nie działa drukarka w kasie pierwszej od rana, nic nie drukuje.\nportfel: 350 pkt"),
        ("PORTFEL", "A co z abonamentem?"),
    ],
)
def test_a_person_reads_it(subject: str, text: str) -> None:
    assert not read_wallet_mail(read_subject(subject), text, TODAY).is_one


@pytest.mark.parametrize(
    ("topic", "text", "wanted"),
    [
        ("InsPunkty", "Proszę o paczkę 1000 InsPunktów.", PackWanted(points=1000)),
        ("InsPunkty 2000", "Prosimy o zamówienie, faktura jak zwykle.", PackWanted(points=2000)),
        ("Portfel InsERT", "poprosze paczke 10 000 inspunktow", PackWanted(points=10_000)),
        ("Punkty do KSeF", "Zamawiamy 500 InsPunktów.", PackWanted(points=500)),
        ("x", "Chcemy kupić 2 paczki po 500 InsPunktów.", PackWanted(points=500, count=2)),
        ("x", "Dzień dobry. Proszę o 1000 InsPunktów na naszą firmę", PackWanted(points=1000)),
    ],
)
def test_an_order(topic: str, text: str, wanted: PackWanted) -> None:
    assert read_pack_order(topic, text, SIZES) == wanted


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("x", "Ile kosztuje 1000 InsPunktów?"),
        ("x", "Proszę o fakturę za 1000 InsPunktów."),
        ("x", "Chcemy kupić InsPunkty, jaki pakiet: 500 czy 1000?"),
        ("x", "Proszę o informację, czy 500 InsPunktów wystarczy na rok."),
        ("x", "Zamawiamy 700 InsPunktów."),
        ("x", "Nie zamawiamy już 1000 InsPunktów, dziękujemy."),
        ("Pakiet", "Proszę o pakiet 10 godzin."),
        ("Punkty", "Proszę o sprawdzenie, mamy 500 InsPunktów, a program mówi, że brak."),
        ("Toner", "Zamawiamy 1000 arkuszy etykiet."),
        ("x", "Rezygnujemy z zamówienia 1000 InsPunktów."),
    ],
)
def test_no_order(topic: str, text: str) -> None:
    assert read_pack_order(topic, text, SIZES) is None
