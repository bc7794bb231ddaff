"""Orders on a package by mail, decided at once [13.8, 13.9], the golden orders too; on both databases."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from tests.acceptance.office import mail
from tests.integration.billing_months import Firm
from tests.integration.staffed import OFFICE
from tests.packages import JAN, NIP, payer, sell, work
from worker.application.drafts import Made, with_documents
from worker.application.offered import Offered
from worker.application.record import record
from worker.domain.calendar import WARSAW
from worker.domain.found import Service
from worker.mail.mime import read_message
from worker.store.billing_tables import Contract, PackageOrder
from worker.store.engine import transaction
from worker.store.staff_tables import Absence
from worker.store.tables import LedgerEntry, OutboxLetter, Ticket

START = datetime(2026, 11, 12, 10, 0, tzinfo=WARSAW)  # Thursday
Send = Callable[..., LedgerEntry]


@pytest.fixture
def engine(blank: Engine) -> Engine:
    with transaction(blank) as session:
        payer(session, NIP, JAN)
    return blank


@pytest.fixture
def send(engine: Engine) -> Send:
    count = 0

    def send_one(text: str, *, at: datetime = START, by: str = JAN, **facts: str) -> LedgerEntry:
        nonlocal count
        count += 1
        facts.setdefault("subject", f"[{NIP}] Zlecenie z pakietu")
        data = mail(message_id=f"order-{count}@x.example", text=text, sender=f"Jan Rudnik <{by}>", **facts)
        message = read_message(data, authserv_id="mx.3rp.com.pl", own_addresses=OFFICE.own_addresses)
        offered = Offered(mailbox="test", uidvalidity=1, uid=count, raw=data, received_at=at, message=message)

        def recording(made: Made) -> LedgerEntry:
            with transaction(engine) as session:
                return record(session, replace(offered, made=made), OFFICE, at)

        return with_documents(recording)

    return send_one


def order(hours: str = "3 godziny", more: str = "") -> str:
    return (
        f"Dzień dobry,\r\n\r\nzlecam z pakietu pomoc przy konfiguracji cenników. {more}\r\n\r\n"
        f"Zlecający: Jan Rudnik\r\nPotrzebny czas: {hours}\r\nProponowane terminy: 17.11 lub 19.11, 10:00–14:00\r\n"
    )


def decided(engine: Engine, entry: LedgerEntry) -> PackageOrder:
    with Session(engine) as session:
        return session.exec(select(PackageOrder).where(PackageOrder.ticket_id == entry.ticket_id)).one()


def ticket(engine: Engine, entry: LedgerEntry) -> Ticket:
    with Session(engine) as session:
        return session.exec(select(Ticket).where(Ticket.id == entry.ticket_id)).one()


def letter(engine: Engine, kind: str) -> str:
    with Session(engine) as session:
        row = session.exec(select(OutboxLetter).where(OutboxLetter.kind == kind).order_by(col(OutboxLetter.id).desc()))
        return told(row.first())


def told(row: OutboxLetter | None) -> str:
    assert row is not None
    return read_message(row.raw, authserv_id="", own_addresses=frozenset()).text.replace("\xa0", " ")


def test_within_34_percent_the_order_has_its_14_days(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    entry = send(order("3 godziny"))
    found = decided(engine, entry)
    assert (found.decision, found.package_code, found.deadline) == ("within", "P1", date(2026, 11, 26))
    assert (found.requested_minutes, found.limit_minutes, found.at_risk) == (180, 204, False)
    assert ticket(engine, entry).promised_day == date(2026, 11, 26)
    said = letter(engine, "customer-confirmation")
    assert "czwartek 26 listopada 2026 r." in said
    assert "mieści się w 34% godzin pakietu (3 h 24 min)" in said
    assert "zostało 10 h z 10 h, do 30 stycznia 2027 r." in said
    assert "prawo do 14 dni: do 26 listopada 2026 r. (pkt 13.8)" in letter(engine, "staff-ticket")


@pytest.mark.parametrize("blank", ["sqlite"], indirect=True)  # the rule is tested here, not the database
@pytest.mark.parametrize(
    ("hours", "decision"),
    [("204 minut", "within"), ("205 minut", "over_limit"), ("3,4 h", "within"), ("3,5 h", "over_limit")],
)
def test_the_limit_is_34_percent_to_the_minute(engine: Engine, send: Send, hours: str, decision: str) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    assert decided(engine, send(order(hours))).decision == decision


def test_over_the_limit_there_is_no_14_day_term_but_a_reaction(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    entry = send(order("6 godzin"))
    assert decided(engine, entry).decision == "over_limit"
    assert (ticket(engine, entry).promised_day, ticket(engine, entry).promise) == (date(2026, 12, 2), "reaction")
    said = letter(engine, "customer-confirmation")
    assert "Zlecenie (6 h) przekracza 34% godzin pakietu (3 h 24 min)" in said
    assert "w tym okresie zostało jeszcze 3 h 15 min, a resztę (2 h 45 min) można wykorzystać od 2 grudnia" in said
    assert "Odezwiemy się najpóźniej w środę 2 grudnia 2026 r. (14 dni roboczych, pkt 1.2)" in said
    assert "Plik:" not in said and "kalendarza" not in said


def test_a_used_window_is_said_and_so_is_when_the_rest_can_be_served(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    work(engine, "2026-11-10 10:00", 150)
    entry = send(order("3 godziny"))
    found = decided(engine, entry)
    assert (found.decision, found.at_risk) == ("within", True)
    assert (found.serving["now"], found.serving["rest"], found.serving["rest_from"]) == (3, 9, "2026-12-02")
    assert "zostało jeszcze 45 min, a resztę (2 h 15 min) można wykorzystać od 2 grudnia 2026 r." in letter(
        engine, "customer-confirmation"
    )
    assert "decyduje kierownik" in letter(engine, "staff-ticket")


def test_orders_that_wait_share_the_window_with_the_next_one(engine: Engine, send: Send) -> None:
    """13.8 gives each its 14 days; 13.6 lets the window give 13 quarters to all of them together."""
    sell(engine, "P1", 10, date(2026, 11, 2))
    first = send(order("2 godziny"))
    assert decided(engine, first).serving["reserved"] == 0
    second = send(order("3 godziny"), at=START + timedelta(hours=2))
    found = decided(engine, second)
    assert (found.decision, found.at_risk, found.deadline) == ("within", True, date(2026, 11, 26))
    assert found.serving == {
        "now": 5, "rest": 7, "rest_from": "2026-12-02", "never": 0, "over_balance": 0, "reserved": 8,
    }  # fmt: skip
    said = letter(engine, "customer-confirmation")
    assert "które czekają na wykonanie (2 h), są tu już odliczone" in said
    assert "zostało jeszcze 1 h 15 min, a resztę (1 h 45 min) można wykorzystać od 2 grudnia 2026 r." in said
    assert "przed nim czekają zlecenia na 2 h; w tym oknie 1 h 15 min" in letter(engine, "staff-ticket")


def test_every_letter_tells_a_package_beside_the_orders_that_wait(engine: Engine, send: Send) -> None:
    """13.6: the window gives 13 quarters; the block of a letter deducts what its own term paragraph promises."""
    sell(engine, "P1", 10, date(2026, 11, 2))
    send(order("2 godziny"))
    said = letter(engine, "customer-confirmation")
    assert "Zlecone: 2 h czeka na wykonanie, razem z tym zleceniem\n" in said
    assert "W tym okresie: poza zleconymi jeszcze 1 h 15 min, do 1 grudnia 2026 r." in said
    assert "(zlecone 2 h; w tym oknie poza nimi 1 h 15 min do 1.12)" in letter(engine, "staff-ticket")
    send("", subject=f"[{NIP}] Drukarka nie drukuje", at=START + timedelta(hours=1))
    said = letter(engine, "customer-confirmation")
    assert "Zlecone: 2 h czeka na wykonanie\n" in said
    assert "poza zleconymi jeszcze 1 h 15 min" in said
    send(order("3 godziny"), at=START + timedelta(hours=2))
    said = letter(engine, "customer-confirmation")
    assert "zostało jeszcze 1 h 15 min, a resztę (1 h 45 min) można wykorzystać od 2 grudnia 2026 r." in said
    assert "Zlecone: 5 h czeka na wykonanie, razem z tym zleceniem\n" in said
    assert "W tym okresie: poza zleconymi już nic, do 1 grudnia 2026 r." in said
    send("Dzień dobry.", subject="STAN PAKIETU", at=START + timedelta(hours=3), dmarc="pass")
    answer = letter(engine, "customer-packages")
    assert "Zlecone: 5 h czeka na wykonanie" in answer and "zlecone 3 h 15 min, wolne 0" in answer


def test_the_months_bill_tells_what_of_a_package_orders_wait_for(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2), invoiced=True)
    with transaction(engine) as session:
        session.add(Contract(nip=NIP, billing_email=JAN, street="ul. Łąkowa 3", town="00-950 Warszawa"))
    waiting = send(order("3 godziny"))
    work(engine, "2026-11-13 10:00", 60, ticket_id=waiting.ticket_id)
    assert Firm(engine).at("2026-11-30 20:00").sent == 1
    assert (
        "zostaje 9 h, w tym 2 h na przyjęte zlecenia, ważny do 30 stycznia 2027 r.; w bieżącym okresie 30 dni, gdyby "
        "brakło zasobów, jeszcze do 2 h 15 min razem z nimi (pkt 13.6)"
    ) in " ".join(letter(engine, "customer-billing").split())


@pytest.mark.parametrize("blank", ["sqlite"], indirect=True)  # the rule is tested here, not the database
def test_the_months_bill_promises_nothing_of_a_package_that_has_ended(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 8, 20), invoiced=True)  # to 17 November
    with transaction(engine) as session:
        session.add(Contract(nip=NIP, billing_email=JAN, street="ul. Łąkowa 3", town="00-950 Warszawa"))
    work(engine, "2026-11-13 10:00", 60, ticket_id=send(order("3 godziny")).ticket_id)
    assert Firm(engine).at("2026-11-30 20:00").sent == 1
    assert "zostaje 9 h, ważny do 17 listopada 2026 r." in " ".join(letter(engine, "customer-billing").split())


@pytest.mark.parametrize("blank", ["sqlite"], indirect=True)  # the rule is tested here, not the database
def test_what_was_worked_on_an_order_is_drawn_and_not_reserved_too(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    first = send(order("2 godziny"))
    work(engine, "2026-11-13 10:00", 80, ticket_id=first.ticket_id)  # six quarters of eight
    assert decided(engine, send(order("1 godzinę"), at=START + timedelta(days=4))).serving["reserved"] == 2
    work(engine, "2026-11-16 11:00", 95, ticket_id=first.ticket_id)  # done, and more than was asked for
    third = decided(engine, send(order("15 minut"), at=START + timedelta(days=5)))
    assert (third.serving["reserved"], third.serving["now"], third.serving["rest"]) == (4, 0, 1)


@pytest.mark.parametrize("blank", ["sqlite"], indirect=True)
def test_orders_that_are_over_reserve_nothing(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    entries = [send(order("3 godziny")) for _ in range(2)]
    with transaction(engine) as session:
        closed = session.exec(select(Ticket).where(Ticket.id == entries[0].ticket_id)).one()
        closed.state, closed.closed_at = "closed", START
        passed = session.exec(select(PackageOrder).where(PackageOrder.ticket_id == entries[1].ticket_id)).one()
        passed.offered_at = START  # 13.10 takes its place
        session.add_all((closed, passed))
    assert decided(engine, send(order("3 godziny"))).serving["reserved"] == 0


@pytest.mark.parametrize("blank", ["sqlite"], indirect=True)
def test_an_order_with_the_right_does_not_wait_for_one_without(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    assert decided(engine, send(order("6 godzin"))).decision == "over_limit"
    within = decided(engine, send(order("3 godziny")))
    assert (within.at_risk, within.serving["reserved"], within.serving["now"]) == (False, 0, 12)
    without = decided(engine, send(order("4 godziny")))
    assert (without.decision, without.serving["reserved"]) == ("over_limit", 36)
    assert (without.serving["now"], without.serving["rest"], without.serving["over_balance"]) == (0, 3, 12)


@pytest.mark.parametrize("blank", ["sqlite"], indirect=True)
def test_open_orders_reserve_the_balance_of_a_package_without_windows(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 5, date(2026, 11, 2))
    for _ in range(3):
        assert decided(engine, send(order("90 minut"))).serving["over_balance"] == 0
    fourth = decided(engine, send(order("90 minut")))
    assert (fourth.serving["reserved"], fourth.serving["over_balance"]) == (18, 4)


def test_an_absent_technician_who_is_asked_for_takes_the_right(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    away(engine, "m.wilk@3rp.com.pl", date(2026, 11, 9), date(2026, 11, 20))
    asked = send(order("2 godziny", "Proszę o pomoc pana Marka Wilka."))
    found = decided(engine, asked)
    assert (found.decision, found.technician, found.absent_until) == (
        "technician_absent", "m.wilk@3rp.com.pl", date(2026, 11, 20)
    )  # fmt: skip
    said = letter(engine, "customer-confirmation")
    assert "Marek Wilk" in said and "wraca po 20 listopada 2026 r." in said and "(Karolina Sowa)" in said
    assert "pkt 13.9" in said
    other = send(order("2 godziny", "Proszę o pomoc pani Karoliny Sowy."))
    assert decided(engine, other).decision == "within"
    anybody = send(order("2 godziny"))
    assert decided(engine, anybody).decision == "within"


@pytest.mark.parametrize("blank", ["sqlite"], indirect=True)  # the rule is tested here, not the database
@pytest.mark.parametrize(
    ("sold", "more", "why", "words"),
    [
        ((), "", "none", "Nie ma u nas pakietu"),
        ((("P1", 5, date(2026, 9, 1)),), "", "expired", "skończyła się 30 września 2026 r. (pkt 13.5)"),
        ((("P1", 10, date(2026, 11, 20)),), "", "not-started", "zaczyna się 20 listopada 2026 r."),
        ((("P1", 10, date(2026, 11, 2)),), "Chodzi o płace w Gratyfikancie.", "class", "pkt 13.1"),
    ],
)
def test_without_a_package_that_serves_the_letter_says_why(
    engine: Engine, send: Send, sold: tuple[Any, ...], more: str, why: str, words: str
) -> None:
    for code, hours, start in sold:
        sell(engine, code, hours, start, purchased=min(start, date(2026, 11, 10)))
    entry = send(order("2 godziny", more))
    found = decided(engine, entry)
    assert (found.decision, found.serving["why"]) == ("no_package", why)
    said = letter(engine, "customer-confirmation")
    assert words in said
    assert "według cennika" in said


def test_an_order_over_the_balance_says_what_is_missing(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2), used_before=36)
    entry = send(order("2 godziny"))
    assert decided(engine, entry).serving["over_balance"] == 4
    assert "W pakiecie brakuje 1 h" in letter(engine, "customer-confirmation")


def test_of_several_packages_the_named_size_is_meant(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 10, 1))
    sell(engine, "P2", 20, date(2026, 11, 2))
    assert decided(engine, send(order("2 godziny"))).package_code == "P1"  # it ends first
    assert decided(engine, send(order("2 godziny", "Chodzi o pakiet 20h."))).package_code == "P2"
    sell(engine, "K1", 5, date(2026, 11, 2), service=Service.ACCOUNTING)
    assert decided(engine, send(order("1 godzinę", "Chodzi o płace w Gratyfikancie."))).package_code == "K1"


def test_a_stranger_learns_nothing_of_the_package(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    entry = send(order("2 godziny"), by="obcy@gdzie.example")
    assert decided(engine, entry).decision == "unknown"
    said = letter(engine, "customer-confirmation")
    assert "10 h" not in said and "P1" not in said
    assert "Sprawdzimy teraz pakiet" in said


def test_without_a_number_of_hours_the_number_is_asked_for(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    entry = send(order("kilka godzin"))
    assert decided(engine, entry).decision == "unknown"
    assert "prosimy odpisać samą liczbę" in letter(engine, "customer-confirmation")


def test_an_order_that_does_not_identify_itself_is_void(engine: Engine, send: Send) -> None:
    entry = send("Dzień dobry, zlecam pomoc z pakietu przy cennikach. Pozdrawiam")
    assert (entry.outcome, entry.kind) == ("reject", "package_order")
    said = letter(engine, "customer-rejection")
    assert "13.8" in said


def test_a_report_shows_the_packages_of_its_payer_only_to_those_who_belong_to_him(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    send("", subject=f"[{NIP}] Drukarka nie drukuje")
    assert "zostało 10 h z 10 h" in letter(engine, "customer-confirmation")
    assert "Pakiet: 10h (handel i pomoc ogólna): zostało 10 h" in letter(engine, "staff-ticket")
    send("", subject=f"[{NIP}] Skaner nie skanuje", by="obcy@gdzie.example")
    assert "10 h" not in letter(engine, "customer-confirmation")


def test_a_number_in_answer_decides_the_order(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    entry = send(order("kilka godzin"))
    reply = {"subject": f"Re: [#{ticket(engine, entry).public_id}] Zlecenie z pakietu"}
    send("Trudno powiedzieć.", at=START + timedelta(days=1), **reply)
    assert decided(engine, entry).decision == "unknown"
    answered = send("około 3 godzin\r\n\r\nPozdrawiam\r\nJan Rudnik", at=START + timedelta(days=2), **reply)
    assert answered.ticket_id == entry.ticket_id
    assert (decided(engine, entry).decision, decided(engine, entry).requested_minutes) == ("within", 180)
    assert ticket(engine, entry).promised_day == date(2026, 11, 26)  # from the confirmation, not from the answer
    said = letter(engine, "customer-order")
    assert "czwartek 26 listopada 2026 r." in said and "mieści się w 34%" in said


def test_the_decision_that_comes_later_is_in_the_language_of_the_contract(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    with transaction(engine) as session:
        session.add(Contract(nip=NIP, language="en"))
    entry = send(order("kilka godzin"))
    assert "potwierdzenia" in letter(engine, "customer-confirmation")  # what he wrote is answered in Polish
    reply = {"subject": f"Re: [#{ticket(engine, entry).public_id}] Zlecenie z pakietu"}
    send("3 h", at=START + timedelta(days=2), **reply)
    said = letter(engine, "customer-order")
    assert "WE WILL DO THE WORK BY" in said and "Thursday, 26 November 2026" in said
    assert "The order (3 h) is within 34% of the hours of the package" in said


def test_a_technicians_word_on_the_payer_decides_the_order(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    entry = send(order("6 godzin"), by="nowa@gmail.com")
    assert (decided(engine, entry).decision, ticket(engine, entry).promised_day) == ("unknown", date(2026, 11, 26))
    subject = f"Re: [#{ticket(engine, entry).public_id}] Zlecenie z pakietu"
    send(f"nip: {NIP}", by="m.wilk@3rp.com.pl", at=START + timedelta(days=1), subject=subject)
    found = ticket(engine, entry)
    assert (decided(engine, entry).decision, found.promise) == ("over_limit", "reaction")
    assert found.promised_day == date(2026, 12, 2)
    assert "Zlecenie (6 h) przekracza 34%" in letter(engine, "customer-order")


def test_another_payer_means_another_package(engine: Engine, send: Send) -> None:
    sell(engine, "P1", 10, date(2026, 11, 2))
    sell(engine, "P2", 5, date(2026, 11, 9), nip="9519834101")
    entry = send(order("2 godziny"))
    assert (decided(engine, entry).decision, decided(engine, entry).package_code) == ("within", "P1")
    subject = f"Re: [#{ticket(engine, entry).public_id}] Zlecenie z pakietu"
    send("nip: 9519834101", by="m.wilk@3rp.com.pl", at=START + timedelta(days=1), subject=subject)
    assert (decided(engine, entry).decision, decided(engine, entry).package_code) == ("over_limit", "P2")


GOLDEN = json.loads((Path(__file__).parents[1] / "golden/regulamin/packages.json").read_text("utf-8"))
ORDERS = {case["id"]: case for case in GOLDEN if case["kind"] == "order" and not case["expected"]["missing"]}


@pytest.mark.parametrize("blank", ["sqlite"], indirect=True)  # the rule is tested here, not the database
@pytest.mark.parametrize("name", ORDERS)
def test_the_golden_orders_are_decided_so_on_the_road_of_the_mail(engine: Engine, send: Send, name: str) -> None:
    given, expected = ORDERS[name]["given"], ORDERS[name]["expected"]
    package, asked = given["package"], given["order"]
    start = date.fromisoformat(package["start"])
    sell(
        engine, "P1", package["hours"], start, service=Service(package["class"]),
        extended_times=package.get("extended_times") or 0, added_quarters=package.get("added_quarters") or 0,
    )  # fmt: skip
    for use in given.get("used_before") or []:
        topics = ["accounting"] if package["class"] == "accounting" else ["it"]
        work(engine, f"{use['date']} 09:00", use["quarters"] * 15, topics=topics)
    more = ""
    if asked.get("named_technician"):
        more = "Proszę o pomoc pana Marka Wilka."
        if asked.get("technician_absent"):
            day = datetime.fromisoformat(asked["confirmed_at"]).date()
            away(engine, "m.wilk@3rp.com.pl", day - timedelta(days=1), day + timedelta(days=5))
    if package["class"] == "accounting":
        more += " Chodzi o płace w Gratyfikancie."
    at = datetime.fromisoformat(asked["confirmed_at"])
    found = decided(engine, send(order(f"{str(asked['hours']).replace('.', ',')} h", more), at=at))

    assert (found.decision == "within") == expected["right_14_days"]
    assert (found.deadline.isoformat() if found.deadline else None) == expected["deadline"]
    if found.package_code:
        assert found.limit_minutes == int(float(expected["limit_minutes"]))
    if expected.get("deadline_at_risk") is not None and given.get("resources_lacking"):
        assert found.at_risk == expected["deadline_at_risk"]


def away(engine: Engine, technician: str, first: date, last: date) -> None:
    with transaction(engine) as session:
        entry = LedgerEntry(
            mailbox="test", uidvalidity=3, uid=first.toordinal(), message_id=f"away-{first}@x", received_at=START,
            recorded_at=START, outcome="append",
        )  # fmt: skip
        session.add(entry)
        session.flush()
        session.add(Absence(technician=technician, ledger_id=entry.id or 0, first_day=first, last_day=last))
