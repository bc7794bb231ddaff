"""A technician's mail in the recording transaction: all or nothing, and taken back whole."""

import email
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from tests.acceptance.office import mail
from tests.integration.billing_months import text_of
from tests.integration.staffed import KAROLINA, MAREK, MORNING, OFFICE, Send, letter, letters, rows, ticket
from worker.mail.message_id import reply_address
from worker.store.staff_tables import Absence, Assignment, Instruction, Note, Travel, WorkEntry
from worker.store.tables import Participant

WRITTEN = (WorkEntry, Travel, Note, Assignment, Absence, Instruction, Participant)


def test_one_wrong_line_and_nothing_of_the_mail_happens(engine: Engine, send: Send, news: str) -> None:
    before = ticket(engine).model_dump()

    send(
        "czas: 15m\ndojazd: 34 km\nprzekaz: karolina\nuczestnik: a@b.example\nstatus: prawie\n\nPanie Janie!",
        answers=news,
    )

    assert rows(engine, *WRITTEN) == [0] * len(WRITTEN)
    assert ticket(engine).model_dump() == before
    assert letters(engine, "customer-reply") == []
    assert len(letters(engine, "staff-question", "m.wilk@3rp.com.pl")) == 1


def test_a_mail_is_taken_back_whole(engine: Engine, send: Send, news: str) -> None:
    before = ticket(engine).model_dump()
    send(
        "czas: 5m\ndojazd: 34 km\nprzekaz: karolina\nuczestnik: a@b.example\nstatus: zamknięte\nnip: 9519834101\n"
        "notatka: x",
        answers=news,
    )
    assert ticket(engine).model_dump() != before
    assert rows(engine, *WRITTEN) == [1, 1, 1, 1, 0, 1, 1]

    send("cofnij", answers=news)

    assert ticket(engine).model_dump() == before
    with Session(engine) as session:
        marked = [session.exec(select(table.undone_at)).all() for table in (WorkEntry, Travel, Note, Assignment)]
        assert all(undone_at for column in marked for undone_at in column)
        assert session.exec(select(Participant)).all() == []
    send("cofnij", answers=news)
    assert len(letters(engine, "staff-question")) == 1  # nothing is left to take back


def test_what_a_colleague_changed_since_is_not_taken_back(engine: Engine, send: Send, news: str) -> None:
    send("status: czeka\nprzekaz: karolina", answers=news)
    send("status: zamknięte", by=KAROLINA, answers=news)

    send("cofnij", answers=news)

    assert ticket(engine).state == "closed"
    assert ticket(engine).assignee == ""


@pytest.mark.parametrize(
    "line",
    [
        "czas: 10:00-11:00 2001-01-02",
        "dojazd: 34 km 2001-01-02",
        "dojazd: 34 km 2026-12-24",
        "wizyta: 9:00-10:00 2.01.2013",
    ],
)
def test_days_long_past_or_to_come_are_asked_back(engine: Engine, send: Send, news: str, line: str) -> None:
    assert send(line, answers=news).outcome == "append"

    assert len(letters(engine, "staff-question")) == 1
    assert rows(engine, *WRITTEN) == [0] * len(WRITTEN)


def test_the_first_human_reply_is_the_reaction_and_stops_the_clock(engine: Engine, send: Send, news: str) -> None:
    assert ticket(engine).next_alert_at is not None

    send("Panie Janie, już patrzę.", answers=news)
    send("I jeszcze jedno.", by=KAROLINA, answers=news)

    after = ticket(engine)
    assert (after.reacted_by, after.state) == ("m.wilk@3rp.com.pl", "in-progress")
    assert after.reacted_at == MORNING + timedelta(minutes=20)
    assert after.next_alert_at is None
    assert after.clock_stopped_at == after.reacted_at


def test_work_alone_is_no_reaction_but_taking_it_up_with_a_note_is(engine: Engine, send: Send, news: str) -> None:
    send("czas: 5m\nnotatka: tylko zajrzałem", answers=news)
    assert ticket(engine).reacted_at is None

    send("status: w toku\nnotatka: biorę", answers=news)

    assert ticket(engine).reacted_by == "m.wilk@3rp.com.pl"


def test_a_first_answer_that_closes_the_ticket_is_the_reaction_too(engine: Engine, send: Send, news: str) -> None:
    send("status: zamknięte\n\nPanie Janie, zrobione.", answers=news)

    after = ticket(engine)
    assert (after.reacted_by, after.state) == ("m.wilk@3rp.com.pl", "closed")
    assert after.next_alert_at is None


def test_a_technicians_own_report_is_a_report(engine: Engine, send: Send) -> None:
    entry = send(
        "NIP: 5259912077\nTelefon: 601 000 214\nStanowisko: SERWIS 1\nUżytkownik: Marek Wilk\n"
        "Opis: po włączeniu komputera od rana pojawia się „Brak dysku”.",
        subject="[5259912077] Komputer nie startuje",
    )
    assert entry.outcome == "confirm"


def test_a_complaint_is_watched_until_it_is_closed(engine: Engine, send: Send) -> None:
    send(
        "Reklamuję fakturę FV/12/2026: policzono dwie godziny, a pomoc trwała pół godziny. Jan Kowalski",
        by="Jan <jan@firma.example>",
        subject="[5259912077] Reklamacja faktury FV/12/2026",
    )
    news = letter(engine, "staff-ticket", "m.wilk@3rp.com.pl").message_id
    assert ticket(engine).kind == "complaint"

    send("Sprawdzamy.", answers=news)
    assert ticket(engine).next_alert_at is not None
    send("status: zamknięte\n\nKorekta będzie jutro.", answers=news)

    assert ticket(engine).next_alert_at is None


def test_hand_over_and_reply_reach_the_colleague_in_one_letter(engine: Engine, send: Send, news: str) -> None:
    send("przekaz: karolina\n\nPanie Janie, oddzwoni koleżanka.", answers=news)

    assert len(letters(engine, "staff-ticket", "k.sowa@3rp.com.pl")) == 2  # the new ticket, and this
    assert len(letters(engine, "customer-reply", "jan@firma.example")) == 1


def test_a_manager_hands_out_many_tickets_at_once(engine: Engine, send: Send, news: str) -> None:
    send(by="Ewa <ewa@inna.example>", subject="[9519834101] Nie działa skaner")
    first, second = ticket(engine, 1).public_id, ticket(engine, 2).public_id

    send(f"przydziel {first} marek\nprzydziel {second} marek", by="Anna Szef <szef@3rp.com.pl>", subject="na dziś")

    assert {ticket(engine, 1).assignee, ticket(engine, 2).assignee} == {"m.wilk@3rp.com.pl"}
    assert len(letters(engine, "staff-ticket", "m.wilk@3rp.com.pl")) == 4


def test_who_had_the_ticket_is_told_when_a_manager_moves_it(engine: Engine, send: Send, news: str) -> None:
    public_id, manager = ticket(engine).public_id, "Anna Szef <szef@3rp.com.pl>"
    send(f"przydziel {public_id} marek", by=manager, subject="na dziś")
    send(f"przydziel {public_id} karolina", by=manager, subject="jednak nie")

    assert len(letters(engine, "staff-ticket", "m.wilk@3rp.com.pl")) == 3  # new, his, no longer his
    assert len(letters(engine, "staff-ticket", "k.sowa@3rp.com.pl")) == 2


def test_who_got_the_mail_directly_gets_no_second_copy(engine: Engine, send: Send, news: str) -> None:
    raw = mail(message_id="wprost@3rp.example", sender=MAREK, text="Panie Janie, gotowe.", answers=news)
    send(raw=raw.replace(b"To: pomoc@3rp.com.pl", b"To: jan@firma.example, pomoc@3rp.com.pl"))

    assert letters(engine, "customer-reply") == []
    assert ticket(engine).reacted_by == "m.wilk@3rp.com.pl"


def test_a_subject_of_another_ticket_is_asked_back(engine: Engine, send: Send, news: str) -> None:
    send(by="Ewa <ewa@inna.example>", subject="[9519834101] Nie działa skaner")
    other = ticket(engine, 2).public_id

    send("Panie Janie, gotowe.", answers=news, subject=f"Re: [#{other}] Nie działa skaner")
    assert letters(engine, "customer-reply") == []
    send("potwierdzam\n\nPanie Janie, gotowe.", answers=news, subject=f"Re: [#{other}] Nie działa skaner")

    assert len(letters(engine, "customer-reply", "jan@firma.example")) == 1


def test_an_id_in_the_text_sends_nothing_to_its_customer(engine: Engine, send: Send, news: str) -> None:
    send(f"Karolina, zgłoszenie {ticket(engine).public_id} jest pilne, klient dzwonił.", subject="pilne")

    assert letters(engine, "customer-reply") == []


@pytest.mark.parametrize(("dmarc", "joined"), [("pass", 1), ("none", 0)])
def test_only_the_proven_requester_copies_people_in(engine: Engine, send: Send, dmarc: str, joined: int) -> None:
    raw = mail(message_id="kopia@firma.example", dmarc=dmarc)
    send(
        raw=raw.replace(
            b"To: pomoc@3rp.com.pl", b"To: pomoc@3rp.com.pl\r\nCc: Anna <anna@firma.example>, k.sowa@3rp.com.pl"
        )
    )

    assert rows(engine, Participant) == [joined]


def test_machines_and_our_own_reply_addresses_do_not_take_part(engine: Engine, send: Send) -> None:
    ours = reply_address("pomoc@3rp.com.pl", "26-00001-7", OFFICE.sender.key)
    copied = f"To: pomoc@3rp.com.pl\r\nCc: no-reply@firma.example, cron@firma.example, {ours}".encode()
    send(raw=mail(message_id="kopia@firma.example").replace(b"To: pomoc@3rp.com.pl", copied))

    assert rows(engine, Participant) == [0]


def test_a_file_reaches_the_customer_byte_for_byte(engine: Engine, send: Send, news: str) -> None:
    raw = Path("fixtures/emails/append/032-technik-odpowiedz.eml").read_bytes()
    send(raw=raw.replace(b"{{TICKET}}", ticket(engine).public_id.encode()).replace(b"{{MSGID}}", news.encode()))

    reply = letter(engine, "customer-reply", "jan@firma.example")
    parts = [part for part in email.message_from_bytes(reply.raw).walk() if part.get_filename()]
    sent = parts[0].get_payload(decode=True)
    assert isinstance(sent, bytes)
    assert len(sent) == 582
    assert b"m.wilk@" not in reply.raw
    assert "instrukcja_schemat_JPK.pdf" in str(parts[0].get_filename())


@pytest.mark.parametrize(
    "morning", [datetime(2026, 10, 26, 9, 0, tzinfo=UTC)], ids=["monday-after-the-clocks-went-back"]
)
def test_hours_that_were_twice_are_taken_short_and_the_receipt_says_how_to_say_the_other(
    engine: Engine, send: Send, news: str
) -> None:
    """The last Sunday of October has 2:00 to 2:59 twice; work is elapsed time [11.1]."""
    send("czas: 1:10-2:03 handel 2026-10-25", answers=news)
    receipt = text_of(letter(engine, "staff-receipt", "m.wilk@3rp.com.pl"))
    assert "53 min → strefa F" in receipt
    said = "czas: 1:10-2:03 handel 2026-10-25 1h 53m"
    assert f"zapisane jest krótsze. Jeśli było inaczej: najpierw „cofnij”, potem „{said}”" in receipt
    send("cofnij", answers=news)
    send(said, answers=news)
    receipt = text_of(letter(engine, "staff-receipt", "m.wilk@3rp.com.pl"))
    assert "113 min → strefa F" in receipt
    assert "dwa razy" not in receipt


def test_an_hour_that_never_was_is_refused_with_the_one_the_clock_showed(engine: Engine, send: Send, news: str) -> None:
    send("czas: 1:30-2:15 2026-03-29", answers=news)
    question = text_of(letter(engine, "staff-question", "m.wilk@3rp.com.pl"))
    assert "godziny 2:15 nie było" in question
    assert "czas: 1:30-3:15 2026-03-29" in question
