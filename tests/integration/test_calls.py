"""Reports by telephone: their clock, and what a technician hears of a call that nobody confirms [1.1]."""

from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from tests.integration.staffed import KAROLINA, OFFICE, Send, letter, letters, rows
from worker.application.calls import remind_of_calls, waiting_calls
from worker.domain.calendar import WARSAW
from worker.store.engine import transaction
from worker.store.staff_tables import Absence
from worker.store.tables import IncompleteReport, LedgerEntry, Ticket

CALL = "telefon: ewa@klient.example\n\nKomputer w biurze: Subiekt po starcie pokazuje „Brak połączenia z serwerem”."


def reminded(engine: Engine, when: str) -> int:
    now = datetime.strptime(when, "%Y-%m-%d %H:%M").replace(tzinfo=WARSAW).astimezone(UTC)
    with transaction(engine) as session:
        return remind_of_calls(session, OFFICE, now)


def test_after_three_working_days_who_took_the_call_hears_of_it_once(engine: Engine, send: Send) -> None:
    send(CALL, subject="Subiekt")  # Thursday 12 November
    moments = ["2026-11-17 17:00", "2026-11-18 07:59", "2026-11-18 08:00", "2026-11-18 08:01", "2026-11-25 09:00"]

    assert [reminded(engine, when) for when in moments] == [0, 0, 1, 0, 0]
    assert [one.recipient for one in letters(engine, "staff-alert")] == ["m.wilk@3rp.com.pl"]


def test_while_he_is_away_the_queue_hears_of_it(engine: Engine, send: Send) -> None:
    send(CALL, subject="Subiekt")
    send("nieobecny: 2026-11-16..2026-11-20", subject="Urlop")

    assert reminded(engine, "2026-11-18 09:00") == 1
    assert {one.recipient for one in letters(engine, "staff-alert")} == {"m.wilk@3rp.com.pl", "k.sowa@3rp.com.pl"}


def test_a_call_that_was_confirmed_or_taken_back_is_nobodys_business(engine: Engine, send: Send) -> None:
    send(CALL, subject="[5259912077] Subiekt")
    request = letter(engine, "customer-phone", "ewa@klient.example").message_id
    confirmed = "potwierdzam\nużytkownik: Ewa Lis, tel. 601 222 333"
    send(confirmed, by="Ewa Lis <ewa@klient.example>", answers=request, subject="Re: Subiekt")
    send(CALL.replace("ewa@", "adam@"), subject="Subiekt", by=KAROLINA)
    send("cofnij", subject="Re: Subiekt", by=KAROLINA)

    assert rows(engine, Ticket, IncompleteReport) == [1, 2]
    assert reminded(engine, "2026-11-25 09:00") == 0


def test_managers_see_who_took_the_call_and_whether_it_is_late(engine: Engine, send: Send) -> None:
    send(CALL, subject="Subiekt", by=KAROLINA)
    with Session(engine) as session:
        early, late = (waiting_calls(session, OFFICE, datetime(2026, 11, day, 9, tzinfo=UTC)) for day in (17, 18))

    assert [(one.address, one.taken_by, one.late) for one in early] == [("ewa@klient.example", "Karolina Sowa", False)]
    assert [one.late for one in late] == [True]


def test_two_calls_in_one_mail_are_asked_back(engine: Engine, send: Send) -> None:
    send("telefon: ewa@klient.example\ntelefon: adam@klient.example\n\nSubiekt nie startuje.")

    assert rows(engine, IncompleteReport) == [0]
    assert len(letters(engine, "staff-question")) == 1
    assert letters(engine, "customer-phone") == []


def test_an_absence_under_the_subject_of_an_auto_reply_is_a_command(engine: Engine, send: Send) -> None:
    for subject in ("Urlop", "Nieobecność", "Poza biurem: 1-5 grudnia"):
        send("nieobecny: 2026-12-01..2026-12-05", subject=subject)
    assert rows(engine, Absence) == [3]

    send("Jestem na urlopie do 5 grudnia. W pilnych sprawach: Karolina Sowa.", subject="Urlop")
    send("nieobecny: 2026-12-01..2026-12-05", subject="Urlop", dmarc="none")
    send("nieobecny: 2026-12-01..2026-12-05", subject="Urlop", by="Jan <jan@firma.example>")
    assert rows(engine, Absence) == [3]
    with Session(engine) as session:
        last = session.exec(select(LedgerEntry).order_by(col(LedgerEntry.id))).all()[-3:]
    assert [one.outcome for one in last] == ["ignore", "quarantine", "ignore"]
