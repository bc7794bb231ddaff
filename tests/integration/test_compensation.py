"""Orders not performed in 14 days [13.10]: the offer, the one word, once and only from the payer; on both databases."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from tests.integration.staffed import OFFICE
from tests.integration.test_package_orders import Send, decided, letter, order, send, ticket
from tests.packages import JAN, NIP, payer, sell, work
from worker.application.packages.account import accounts
from worker.application.packages.compensation import offer_compensations
from worker.domain.calendar import WARSAW
from worker.store.billing_tables import Bill, SoldPackage
from worker.store.engine import transaction
from worker.store.tables import LedgerEntry, OutboxLetter, Participant, Payer

__all__ = ["send"]
ASKED = datetime(2026, 11, 12, 10, 0, tzinfo=WARSAW)  # Thursday; day 14 is Thursday the 26th
AFTER = datetime(2026, 11, 27, 8, 0, tzinfo=WARSAW)


@pytest.fixture
def engine(blank: Engine) -> Engine:
    with transaction(blank) as session:
        payer(session, NIP, JAN, "ewa@rudnik.example")
    sell(blank, "P1", 10, date(2026, 11, 2))
    return blank


def offer(engine: Engine, at: datetime = AFTER) -> int:
    with transaction(engine) as session:
        return offer_compensations(session, OFFICE, at)


def count(engine: Engine, kind: str) -> int:
    with Session(engine) as session:
        return len(session.exec(select(OutboxLetter.id).where(OutboxLetter.kind == kind)).all())


def sold(engine: Engine) -> SoldPackage:
    with Session(engine) as session:
        return session.exec(select(SoldPackage)).one()


def left(engine: Engine, day: date = date(2026, 11, 28)) -> int:
    with Session(engine) as session:
        return accounts(session, OFFICE, NIP, day).packages[0].left


def answer(engine: Engine, send: Send, entry: LedgerEntry, text: str, **facts: str) -> LedgerEntry:
    with Session(engine) as session:
        offered = session.exec(select(OutboxLetter).where(OutboxLetter.kind == "customer-compensation")).first()
    facts.setdefault("answers", offered.message_id if offered else "")
    subject = f"Re: [#{ticket(engine, entry).public_id}] Zlecenie z pakietu"
    return send(text, at=AFTER + timedelta(hours=1), subject=subject, **facts)


def test_the_offer_comes_after_the_last_day_in_working_hours_and_once(engine: Engine, send: Send) -> None:
    entry = send(order("3 godziny"))
    moments = (
        datetime(2026, 11, 26, 17, 59, tzinfo=WARSAW),
        datetime(2026, 11, 27, 7, 59, tzinfo=WARSAW),
        AFTER,
        AFTER + timedelta(minutes=1),
    )
    assert [offer(engine, at) for at in moments] == [0, 0, 1, 0]
    assert (count(engine, "customer-compensation"), count(engine, "staff-compensation")) == (1, 1)
    said = letter(engine, "customer-compensation")
    assert "w czwartek 26 listopada 2026 r." in said
    assert "486,00 zł netto (597,78 zł brutto)" in said  # 1620 x 3/10
    assert "dodatkowe 3 h w pakiecie i jego ważność dłuższa o 30 dni, do 1 marca 2027 r." in said
    assert decided(engine, entry).offer["unperformed_minutes"] == 180


def test_the_money_is_a_share_of_what_the_bill_took_for_the_package(engine: Engine, send: Send) -> None:
    line = {"kind": "package", "reference": "P1", "quantity": "10.00", "unit_net": "144.00", "net": "1440.00"}
    with transaction(engine) as session:
        session.add(
            Bill(
                nip=NIP, month="2026-11", version=1, state="sent", issue_day=date(2026, 11, 30), created_at=AFTER,
                billed={"packages": ["P1"]}, settled={"statement": {"lines": [line]}, "package_sales": []},
            )
        )  # fmt: skip
    send(order("3 godziny"))
    offer(engine)
    assert "432,00 zł netto" in letter(engine, "customer-compensation")  # 1440 x 3/10, not of the 1620 of 13.11


def test_what_was_performed_in_time_is_not_compensated(engine: Engine, send: Send) -> None:
    part = send(order("3 godziny"))
    work(engine, "2026-11-20 10:00", 80, ticket_id=part.ticket_id)
    work(engine, "2026-11-27 07:00", 60, ticket_id=part.ticket_id)  # too late
    assert offer(engine) == 1
    assert decided(engine, part).offer["unperformed_minutes"] == 90
    assert "z 3 h zostało 1 h 30 min" in letter(engine, "customer-compensation")


def test_a_performed_closed_or_unpromised_order_owes_nothing(engine: Engine, send: Send) -> None:
    performed = send(order("1 godzina"))
    work(engine, "2026-11-20 10:00", 55, ticket_id=performed.ticket_id)
    closed = send(order("1 godzina"))
    with transaction(engine) as session:
        row = session.merge(ticket(engine, closed))
        row.state, row.closed_at, row.clock_stopped_at = "closed", ASKED, ASKED
    over = send(order("8 godzin"))
    assert offer(engine) == 0
    assert [bool(decided(engine, one).offer) for one in (performed, closed, over)] == [False, False, False]


def test_hours_are_added_at_once_and_the_validity_grows(engine: Engine, send: Send) -> None:
    entry = send(order("3 godziny"))
    offer(engine)
    before = left(engine)
    chosen = answer(engine, send, entry, "Dzień dobry,\r\n\r\ngodziny\r\n\r\n> KOREKTA albo GODZINY")
    assert (chosen.kind, chosen.outcome) == ("compensation_choice", "append")
    assert (sold(engine).added_quarters, sold(engine).extended_times, left(engine)) == (12, 1, before + 12)
    found = decided(engine, entry)
    assert (found.choice, found.chosen_by) == ("hours", JAN)
    assert ticket(engine, entry).clock_stopped_at is not None
    assert "ważność przedłużyliśmy do 1 marca 2027 r." in letter(engine, "customer-choice")
    assert "pakiet ważny do 1 marca 2027 r." in letter(engine, "staff-compensation")


def test_a_correction_is_proposed_to_the_managers_and_the_hours_leave(engine: Engine, send: Send) -> None:
    entry = send(order("3 godziny"))
    offer(engine)
    answer(engine, send, entry, "KOREKTA")
    assert (sold(engine).refunded_quarters, sold(engine).added_quarters, left(engine)) == (12, 0, 28)
    assert Decimal(decided(engine, entry).offer["net"]) == Decimal("-486.00")
    assert "-486,00 zł netto, -111,78 zł VAT, -597,78 zł brutto" in letter(engine, "staff-compensation")


def test_the_choice_is_made_once(engine: Engine, send: Send) -> None:
    entry = send(order("3 godziny"))
    offer(engine)
    answer(engine, send, entry, "GODZINY")
    answer(engine, send, entry, "KOREKTA", by="ewa@rudnik.example")
    answer(engine, send, entry, "godziny")
    assert (sold(engine).added_quarters, sold(engine).refunded_quarters) == (12, 0)
    assert "jest już zapisany (dodatkowe godziny" in letter(engine, "customer-choice")
    assert count(engine, "staff-compensation") == 2  # the offer, the choice


def test_only_the_payer_chooses(engine: Engine, send: Send) -> None:
    entry = send(order("3 godziny"))
    offer(engine)
    stranger = answer(engine, send, entry, "GODZINY", by="obcy@gdzie.example")
    assert stranger.outcome == "quarantine"
    adviser = "doradca@inna.example"
    with transaction(engine) as session:
        session.add(Participant(ticket_id=entry.ticket_id or 0, address=adviser, added_by=JAN, added_at=ASKED))
    assert answer(engine, send, entry, "GODZINY", by=adviser).kind == "compensation_choice"
    assert "adres mamy przypisany do płatnika" in letter(engine, "customer-choice")
    unproven = answer(engine, send, entry, "GODZINY", answers="", dmarc="none")
    assert unproven.kind == "compensation_choice"
    assert "nie mamy pewności" in letter(engine, "customer-choice")
    assert decided(engine, entry).choice == ""
    assert sold(engine).added_quarters == 0
    answer(engine, send, entry, "GODZINY", dmarc="none")  # an answer to our letter proves itself
    assert decided(engine, entry).choice == "hours"


def test_anything_but_the_word_is_an_ordinary_message(engine: Engine, send: Send) -> None:
    entry = send(order("3 godziny"))
    assert answer(engine, send, entry, "GODZINY").kind == "followup"  # nothing was offered yet
    offer(engine)
    assert answer(engine, send, entry, "A co to znaczy KOREKTA?").kind == "followup"
    assert decided(engine, entry).choice == ""


def test_a_payer_whose_service_is_stopped_is_offered_nothing_until_it_is_resumed(engine: Engine, send: Send) -> None:
    send(order("3 godziny"))
    with transaction(engine) as session:
        session.get_one(Payer, NIP).suspended_at = ASKED
    assert offer(engine) == 0
    with transaction(engine) as session:
        session.get_one(Payer, NIP).suspended_at = None
    assert offer(engine, AFTER + timedelta(hours=2)) == 1
