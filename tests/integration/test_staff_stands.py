"""What staff mail must stand: commands where none may be, colleagues who cross, tickets that are not there."""

import email
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from tests.acceptance.office import mail
from tests.integration.staffed import KAROLINA, MAREK, Send, letter, letters, rows, ticket
from worker.store.engine import transaction
from worker.store.staff_tables import Absence, Assignment, Instruction, Note, WorkEntry
from worker.store.tables import LedgerEntry, Participant, Ticket

COMMANDS = "czas: 5m\nstatus: zamknięte\nuczestnik: zlodziej@obcy.example\n\nPanie Janie, gotowe."
DONE = (Instruction, WorkEntry, Assignment, Note, Participant, Absence)
QUOTES = {
    "thunderbird": "W dniu 12.11.2026 o 10:00, Pomoc 3RP pisze:\n> status: zamknięte\n> czas: 5m\n",
    "gmail": "czw., 12 lis 2026 o 10:00 Pomoc 3RP <pomoc@3rp.com.pl> napisał(a):\n\n> status: zamknięte\n> czas: 5m\n",
    "outlook": (
        "From: Pomoc 3RP <pomoc@3rp.com.pl>\nSent: Thursday, November 12, 2026 10:00 AM\nTo: Marek Wilk\n"
        "Subject: [#26-00001-7] Drukarka\n\nstatus: zamknięte\nczas: 5m\n"
    ),
    "outlook-pl": (
        "-----Wiadomość oryginalna-----\nOd: Pomoc 3RP <pomoc@3rp.com.pl>\nWysłano: 12 listopada 2026 10:00\n"
        "Do: Marek Wilk\nTemat: [#26-00001-7] Drukarka\n\nstatus: zamknięte\nczas: 5m\n"
    ),
}


def outcome(engine: Engine) -> str:
    with Session(engine) as session:
        return session.exec(select(LedgerEntry).order_by(col(LedgerEntry.id).desc())).first().outcome  # type: ignore[union-attr]


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES)
def test_a_command_in_quoted_text_is_neither_done_nor_sent(engine: Engine, send: Send, news: str, quote: str) -> None:
    send(f"Panie Janie, proszę spróbować teraz.\n\n{quote}", answers=news)

    assert rows(engine, *DONE) == [0] * len(DONE)
    assert ticket(engine).state == "in-progress"
    reply = email.message_from_bytes(letter(engine, "customer-reply", "jan@firma.example").raw)
    told = b"".join(part.get_payload(decode=True) or b"" for part in reply.walk() if not part.is_multipart())  # type: ignore[misc]
    assert "proszę spróbować teraz".encode() in told
    assert "zamknięte".encode() not in told


def test_a_mail_that_is_a_quote_and_nothing_else_is_asked_back(engine: Engine, send: Send, news: str) -> None:
    send("W dniu 12.11.2026 o 10:00, Pomoc 3RP pisze:\n> Użytkownik: Jan Kowalski\n> tel. 601 000 214\n", answers=news)

    assert letters(engine, "customer-reply") == []
    assert letter(engine, "staff-question", "m.wilk@3rp.com.pl")


def test_a_command_in_a_customers_mail_is_shown_to_technicians(engine: Engine, send: Send, news: str) -> None:
    answer = letter(engine, "customer-confirmation", "jan@firma.example").message_id
    send(COMMANDS, by="Jan Kowalski <jan@firma.example>", answers=answer, subject="Re: Drukarka")

    assert rows(engine, *DONE) == [0] * len(DONE)
    assert ticket(engine).state == "open"
    assert len(letters(engine, "staff-ticket", "m.wilk@3rp.com.pl")) == 2


@dataclass(frozen=True)
class Forged:
    """A mail in a technician's name. ``old`` is what becomes ``new`` in an honest one."""

    old: bytes
    new: bytes


FORGED = {
    "not aligned": Forged(b"dmarc=pass", b"dmarc=none"),
    "failed": Forged(b"dmarc=pass", b"dmarc=fail"),
    "another server's word": Forged(b"mx.3rp.com.pl; dmarc=pass", b"mx.obcy.example; dmarc=pass"),
    "without a word": Forged(b"Authentication-Results: mx.3rp.com.pl; dmarc=pass header.from=3rp.com.pl\r\n", b""),
    "another domain's pass": Forged(b"header.from=3rp.com.pl", b"header.from=obcy.example"),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_spoofed_technician_moves_nothing_and_a_manager_is_told(
    engine: Engine, send: Send, news: str, forged: Forged
) -> None:
    raw = mail(message_id="falszywy@3rp.com.pl", sender=MAREK, text=COMMANDS, answers=news)
    assert forged.old in raw
    send(raw=raw.replace(forged.old, forged.new))

    assert outcome(engine) == "quarantine"
    assert rows(engine, *DONE) == [0] * len(DONE)
    assert letters(engine, "customer-reply") == []
    assert [one.recipient for one in letters(engine, "staff-alert")] == ["szef@3rp.com.pl"]


@pytest.mark.parametrize("header", ["Auto-Submitted: auto-replied", "X-Autoreply: yes", "Return-Path: <>"])
def test_a_command_in_an_automatic_mail_is_not_done_and_a_manager_is_told(
    engine: Engine, send: Send, news: str, header: str
) -> None:
    raw = mail(message_id="automat@3rp.com.pl", sender=MAREK, text=COMMANDS, answers=news)
    path = b"Return-Path: <m.wilk@3rp.com.pl>\r\n"
    added = header.encode() + b"\r\n" + (b"" if header.startswith("Return-Path") else path)
    send(raw=raw.replace(path, added))

    assert outcome(engine) == "quarantine"
    assert rows(engine, *DONE) == [0] * len(DONE)
    assert letters(engine, "customer-reply") == letters(engine, "staff-receipt") == []
    assert [one.recipient for one in letters(engine, "staff-alert")] == ["szef@3rp.com.pl"]


def test_an_automatic_answer_without_commands_is_only_kept(engine: Engine, send: Send, news: str) -> None:
    raw = mail(message_id="urlop@3rp.com.pl", sender=MAREK, text="Jestem na urlopie do 20 listopada.", answers=news)
    send(raw=raw.replace(b"From: ", b"Auto-Submitted: auto-replied\r\nFrom: ", 1))

    assert outcome(engine) == "ignore"
    assert ticket(engine).reacted_at is None
    assert letters(engine, "staff-alert") == []


def test_two_answers_at_once_both_go_and_the_second_hears_of_the_first(engine: Engine, send: Send, news: str) -> None:
    hers = letter(engine, "staff-ticket", "k.sowa@3rp.com.pl").message_id
    send("Panie Janie, proszę sprawdzić kabel.", answers=news)
    send("Panie Janie, proszę wymienić toner.", by=KAROLINA, answers=hers)

    assert len(letters(engine, "customer-reply", "jan@firma.example")) == 2
    assert ticket(engine).reacted_by == "m.wilk@3rp.com.pl"
    assert "sprawdzić kabel" in text_of(letter(engine, "staff-receipt", "k.sowa@3rp.com.pl").raw)
    assert letters(engine, "staff-receipt", "m.wilk@3rp.com.pl") == []


def test_an_answer_to_a_closed_ticket_goes_and_says_so(engine: Engine, send: Send, news: str) -> None:
    send("status: zamknięte\n\nPanie Janie, gotowe.", answers=news)
    send("Panie Janie, jeszcze jedno: proszę zachować stary toner.", answers=news)

    assert len(letters(engine, "customer-reply", "jan@firma.example")) == 2
    assert ticket(engine).state == "closed"
    assert "takie zostaje" in text_of(letter(engine, "staff-receipt", "m.wilk@3rp.com.pl").raw)


def test_an_answer_to_a_merged_ticket_goes_to_the_other(engine: Engine, send: Send, news: str) -> None:
    send(by="Jan Kowalski <jan@firma.example>", subject="[5259912077] Skaner nie skanuje")
    send(f"scal: {ticket(engine, 2).public_id}", answers=news)
    send("Panie Janie, gotowe.", answers=news)

    reply = letter(engine, "customer-reply", "jan@firma.example")
    assert reply.ticket_id == ticket(engine, 2).id
    assert "połączone" in text_of(letter(engine, "staff-receipt", "m.wilk@3rp.com.pl").raw)


def test_a_merged_ticket_hands_over_its_earlier_promise_and_its_people(engine: Engine, send: Send, news: str) -> None:
    send("uczestnik: ewa@firma.example", answers=news)
    with transaction(engine) as session:
        earlier = session.exec(select(Ticket)).one()
        earlier.promised_day, earlier.deadline_at = date(2026, 11, 20), earlier.deadline_at - timedelta(days=12)
        session.add(earlier)
    send(by="Ola Lis <ola@firma.example>", subject="[5259912077] Skaner nie skanuje")
    send(f"scal: {ticket(engine, 2).public_id}", answers=news)

    merged, into = ticket(engine), ticket(engine, 2)
    assert merged.clock_stopped_at and merged.next_alert_at is None  # nobody is alerted of it again
    assert (into.promised_day, into.deadline_at) == (date(2026, 11, 20), merged.deadline_at)
    with Session(engine) as session:
        people = session.exec(select(Participant.address).where(Participant.ticket_id == into.id))
        assert set(people) == {"ewa@firma.example", "jan@firma.example"}


@pytest.mark.timeout(30)
def test_a_ticket_is_not_merged_back_into_what_was_merged_into_it(engine: Engine, send: Send, news: str) -> None:
    """Two tickets in each other would have every later mail on them walk round for ever."""
    send(by="Jan Kowalski <jan@firma.example>", subject="[5259912077] Skaner nie skanuje")
    first, second = ticket(engine).public_id, ticket(engine, 2).public_id
    send(f"scal: {second}", answers=news)
    send(f"scal: {first}", subject=f"Re: [#{second}] Skaner nie skanuje")

    assert ticket(engine, 2).merged_into_id is None
    assert "To jest to samo zgłoszenie" in text_of(letter(engine, "staff-question", "m.wilk@3rp.com.pl").raw)
    send("Panie Janie, gotowe.", answers=news)
    assert letter(engine, "customer-reply", "jan@firma.example").ticket_id == ticket(engine, 2).id


@pytest.mark.parametrize("text", ["Panie Janie, gotowe.", "czas: 5m", "status: zamknięte\n\nPanie Janie, gotowe."])
def test_an_answer_to_no_ticket_is_asked_back_with_what_may_be_meant(
    engine: Engine, send: Send, news: str, text: str
) -> None:
    send("Panie Janie, już patrzę.", answers=news)
    send(text, subject="Re: [#26-00999-3] Drukarka")

    assert len(letters(engine, "customer-reply")) == 1
    assert rows(engine, *DONE) == [0] * len(DONE)
    assert ticket(engine).public_id in text_of(letter(engine, "staff-question", "m.wilk@3rp.com.pl").raw)


def text_of(raw: bytes) -> str:
    """The text part of a letter."""
    part = next(one for one in email.message_from_bytes(raw).walk() if one.get_content_type() == "text/plain")
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return " ".join(payload.decode().split())
