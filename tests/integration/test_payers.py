"""Money between two bills on both databases: overdue invoices [12.7], corrections [12.5], complaints [12.8-12.10]."""

import email
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from tests.acceptance.office import mail
from worker.application.complaints import extended_term
from worker.application.deadlines import alert_deadlines
from worker.application.digest import write_digest
from worker.application.offered import Offered
from worker.application.office import Office
from worker.application.payers.claims import Debtor, debtors
from worker.application.payers.corrections import Proposal, proposed
from worker.application.payers.notices import NoticeRefusedError, Refusal, send_notice, write_notice
from worker.application.record import record
from worker.documents import BankAccount, Company
from worker.domain.billing.overdue import Stage
from worker.domain.calendar import WARSAW
from worker.domain.message import Address
from worker.domain.policy import DEFAULT
from worker.mail.letters import Sender
from worker.mail.mime import read_message
from worker.store.billing_tables import Bill, ComplaintCourse, Contract, OverdueNotice, Payment, SalesInvoice
from worker.store.engine import transaction
from worker.store.staff_tables import Instruction
from worker.store.tables import Contact, LedgerEntry, OutboxLetter, Payer, Ticket

NIP, OTHER = "5259912077", "9519834101"
SZEF, MAREK = "Anna Szef <szef@3rp.com.pl>", "Marek Wilk <m.wilk@3rp.com.pl>"
JAN = "Jan Kowalski <jan@rudnik.example>"
NOW = datetime(2026, 5, 18, 7, 30, tzinfo=UTC)  # Monday, 9:30 in Warsaw
TODAY = date(2026, 5, 18)
BOSS = Address(address="szef@3rp.com.pl", name="Anna Szef")
OFFICE = Office(
    sender=Sender(address="pomoc@3rp.com.pl", name="Pomoc 3RP", company="3RP", key=b"k" * 16, plus_addresses=True),
    own_addresses=frozenset({"pomoc@3rp.com.pl"}),
    authserv_id="mx.3rp.com.pl",
    technicians=(Address(address="m.wilk@3rp.com.pl", name="Marek Wilk"),),
    managers=(BOSS,),
    queue=(Address(address="m.wilk@3rp.com.pl", name="Marek Wilk"),),
)
Send = Callable[..., LedgerEntry]


@pytest.fixture
def engine(blank: Engine) -> Engine:
    with transaction(blank) as session:
        session.add(Payer(nip=NIP, name="Delikatesy Rudnik"))
        session.add(Payer(nip=OTHER, name="Lipa"))
        session.flush()
        session.add(Contact(address="jan@rudnik.example", nip=NIP, source="import", bound_at=NOW))
    return blank


@pytest.fixture
def send(engine: Engine) -> Send:
    """Record one mail at a moment; each comes a minute after the one before."""
    count = 0

    def send_one(text: str, *, by: str = SZEF, at: datetime = NOW, answers: str = "", **more: str) -> LedgerEntry:
        nonlocal count
        count += 1
        now = at + timedelta(minutes=count)
        data = mail(message_id=f"mail-{count}@x.example", text=text, sender=by, answers=answers, **more)
        message = read_message(data, authserv_id="mx.3rp.com.pl", own_addresses=OFFICE.own_addresses)
        offered = Offered(mailbox="test", uidvalidity=1, uid=count, raw=data, received_at=now, message=message)
        with transaction(engine) as session:
            return record(session, offered, OFFICE, now)

    return send_one


def invoice(engine: Engine, number: str, due: str, gross: str = "123.00", **more: Any) -> None:
    day = date.fromisoformat(due)
    usual = {"nip": NIP, "kind": "invoice", "issue_day": day - timedelta(days=7), "due_day": day}
    with transaction(engine) as session:
        session.add(SalesInvoice(number=number, gross=Decimal(gross), **{**usual, **more}))


def pay(engine: Engine, number: str, day: str, amount: str = "123.00") -> None:
    with transaction(engine) as session:
        reference = f"{number}-{day}-{amount}"
        booked = date.fromisoformat(day)
        session.add(Payment(reference=reference, invoice_number=number, booked_day=booked, amount=Decimal(amount)))


def owing(engine: Engine, on: date = TODAY) -> list[Debtor]:
    with Session(engine) as session:
        return list(debtors(session, on, DEFAULT))


def letters(engine: Engine, kind: str) -> list[OutboxLetter]:
    with Session(engine) as session:
        return list(session.exec(select(OutboxLetter).where(OutboxLetter.kind == kind).order_by(col(OutboxLetter.id))))


def body(letter: OutboxLetter) -> str:
    part = next(one for one in email.message_from_bytes(letter.raw).walk() if one.get_content_type() == "text/plain")
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode().replace("\u00a0", " ").replace("\r\n", "\n")


def notice(engine: Engine, now: datetime = NOW, until: date | None = None) -> None:
    with transaction(engine) as session:
        written = write_notice(session, OFFICE, NIP, until=until, by=BOSS, now=now)
        send_notice(session, written, by=BOSS.address, now=now)


# --- what is overdue ---


def test_an_invoice_is_overdue_after_the_day_that_kc_115_moves(engine: Engine) -> None:
    invoice(engine, "FV/1", "2026-05-02")  # Saturday; Sunday is 3 May; Monday the 4th is the last timely day
    assert owing(engine, date(2026, 5, 4)) == []
    found = owing(engine, date(2026, 5, 5))
    assert [(one.nip, one.total, one.stage) for one in found] == [(NIP, Decimal("123.00"), Stage.TO_NOTICE)]
    assert found[0].owed[0].days == 1


def test_part_payments_and_credits_lower_what_is_owed_and_proformas_are_nothing(engine: Engine) -> None:
    invoice(engine, "FV/1", "2026-04-10")
    invoice(engine, "PF/1", "2026-04-10", kind="proforma")
    invoice(engine, "FK/1", "2026-04-10", "-23.00", kind="correction", corrects="FV/1")
    pay(engine, "FV/1", "2026-04-20", "40.00")
    (found,) = owing(engine)
    assert [(one.number, one.gross, one.left) for one in found.owed] == [("FV/1", Decimal("100.00"), Decimal("60.00"))]
    pay(engine, "FV/1", "2026-04-21", "60.00")
    assert owing(engine) == []


# --- the notice ---


def test_a_correction_is_a_row_of_its_own_in_the_notice_and_a_credit_is_named(engine: Engine) -> None:
    invoice(engine, "FV/1", "2026-04-10")
    invoice(engine, "FV/2", "2026-04-12", "246.00")
    invoice(engine, "FK/1", "2026-04-30", "24.60", kind="correction", corrects="FV/1")  # rebates revoked [12.5]
    invoice(engine, "FK/2", "2026-04-30", "-46.00", kind="correction", corrects="FV/2")
    account = BankAccount(number="61109010140000071219812874", bank="Bank Próbny")
    office = replace(OFFICE, company=Company(name="3RP", account=account))
    with transaction(engine) as session:
        send_notice(session, write_notice(session, office, NIP, until=None, by=BOSS, now=NOW), by="x", now=NOW)
    text = body(letters(engine, "customer-overdue")[0])
    assert "faktura korygująca do FV/1" in text
    assert "kwota po korekcie FK/2" in text
    assert "Kwota: 347,60 zł" in text
    assert "Rachunek: 61 1090 1014 0000 0712 1981 2874, Bank Próbny" in text


def test_the_notice_names_what_is_owed_and_until_when_and_goes_once(engine: Engine) -> None:
    invoice(engine, "FV/1", "2026-04-10", ksef_number="5272525995-20260403-0100001AF629-AF")
    pay(engine, "FV/1", "2026-04-20", "23.00")
    notice(engine)
    (letter,) = letters(engine, "customer-overdue")
    text = body(letter)
    assert letter.recipient == "jan@rudnik.example"
    assert "poniedziałek 25 maja 2026 r." in text  # seven days on
    assert "100,00 zł (z 123,00 zł)" in text
    assert "KSeF 5272525995-20260403-0100001AF629-AF" in text
    assert email.message_from_bytes(letter.raw)["Reply-To"] == "Anna Szef <szef@3rp.com.pl>"
    with pytest.raises(NoticeRefusedError) as caught:
        notice(engine, NOW + timedelta(days=1))
    assert caught.value.refusal is Refusal.NOTICED_ALREADY
    assert owing(engine)[0].stage is Stage.NOTICED
    assert owing(engine, date(2026, 5, 26))[0].stage is Stage.PASSED


def test_a_new_overdue_invoice_may_be_noticed_with_the_old_ones_and_the_last_day_counts(engine: Engine) -> None:
    invoice(engine, "FV/1", "2026-04-10")
    notice(engine)
    invoice(engine, "FV/2", "2026-05-08")
    assert owing(engine)[0].stage is Stage.TO_NOTICE
    notice(engine, NOW + timedelta(days=1), until=date(2026, 6, 1))
    assert "FV/1" in body(letters(engine, "customer-overdue")[1])
    with Session(engine) as session:
        assert {one.final_day for one in session.exec(select(OverdueNotice))} == {date(2026, 6, 1)}


def test_the_final_day_of_a_notice_is_never_a_day_off(engine: Engine) -> None:
    invoice(engine, "FV/1", "2026-04-10")
    notice(engine, datetime(2026, 5, 28, 7, 0, tzinfo=UTC))  # a week later is Corpus Christi
    with Session(engine) as session:
        assert session.exec(select(OverdueNotice)).one().final_day == date(2026, 6, 5)


def test_the_billing_addresses_come_before_the_contacts(engine: Engine) -> None:
    invoice(engine, "FV/1", "2026-04-10")
    with transaction(engine) as session:
        session.add(Contract(nip=NIP, billing_email="faktury@rudnik.example, szef@rudnik.example"))
    notice(engine)
    assert [one.recipient for one in letters(engine, "customer-overdue")] == [
        "faktury@rudnik.example",
        "szef@rudnik.example",
    ]


@pytest.mark.parametrize(
    ("nip", "until", "refusal"),
    [
        (OTHER, None, Refusal.NOBODY_TO_WRITE_TO),
        (NIP, date(2026, 5, 18), Refusal.PAST_DAY),
        ("8949877012", None, Refusal.NOTHING_OVERDUE),
    ],
)
def test_why_no_notice_is_written(engine: Engine, nip: str, until: date | None, refusal: Refusal) -> None:
    invoice(engine, "FV/1", "2026-04-10")
    invoice(engine, "FV/2", "2026-04-10", nip=OTHER)
    with transaction(engine) as session, pytest.raises(NoticeRefusedError) as caught:
        write_notice(session, OFFICE, nip, until=until, by=BOSS, now=NOW)
    assert caught.value.refusal is refusal


# --- a manager's word ---


@pytest.mark.parametrize("first", ["mail", "command"])
def test_a_managers_mail_and_the_command_at_once_make_one_notice(engine: Engine, first: str) -> None:
    """Whoever comes second waits for the first one's commit and gets an answer, never an error of the database."""
    invoice(engine, "FV/1", "2026-04-10")
    written, errors = threading.Event(), []

    def by_mail() -> None:
        data = mail(message_id="one@x.example", text="WEZWIJ 5259912077", sender=SZEF, subject="Re: Dzień dobry")
        message = read_message(data, authserv_id="mx.3rp.com.pl", own_addresses=OFFICE.own_addresses)
        offered = Offered(mailbox="test", uidvalidity=1, uid=1, raw=data, received_at=NOW, message=message)
        with transaction(engine) as session:
            record(session, offered, OFFICE, NOW)
            if first == "mail":
                linger()

    def by_command() -> None:
        with transaction(engine) as session:
            send_notice(session, write_notice(session, OFFICE, NIP, until=None, by=BOSS, now=NOW), by="x", now=NOW)
            session.flush()
            if first == "command":
                linger()

    def linger() -> None:
        """Written, not committed yet: the other one comes now."""
        written.set()
        time.sleep(0.3)

    def second(work: Callable[[], None]) -> None:
        assert written.wait(20)
        try:
            work()
        except Exception as error:
            errors.append(error)

    one, other = (by_mail, by_command) if first == "mail" else (by_command, by_mail)
    thread = threading.Thread(target=second, args=(other,))
    thread.start()
    one()
    thread.join()
    assert len(letters(engine, "customer-overdue")) == 1
    if first == "mail":
        assert [error.refusal for error in errors if isinstance(error, NoticeRefusedError)] == [
            Refusal.NOTICED_ALREADY
        ], errors
    else:
        assert errors == []
        assert "Drugi taki list nie wychodzi" in body(letters(engine, "staff-question")[0])


def test_a_manager_sends_the_notice_by_mail(engine: Engine, send: Send) -> None:
    invoice(engine, "FV/1", "2026-04-10")
    send("WEZWIJ 525-991-20-77 do 2026-05-29\n\nAnna Szef", subject="Re: Dzień dobry")
    assert "piątek 29 maja 2026 r." in body(letters(engine, "customer-overdue")[0])
    receipt = body(letters(engine, "staff-receipt")[0])
    assert "idzie na jan@rudnik.example; ostateczny termin: 29 maja 2026 r." in receipt
    assert "cofnij" not in receipt
    with Session(engine) as session:
        assert session.exec(select(Instruction)).all() == []  # a letter that left cannot be taken back
    send("WEZWIJ 5259912077")
    assert "Drugi taki list nie wychodzi" in body(letters(engine, "staff-question")[0])
    assert len(letters(engine, "customer-overdue")) == 1


def test_the_command_may_stand_in_the_subject_and_twice_is_once(engine: Engine, send: Send) -> None:
    invoice(engine, "FV/1", "2026-04-10")
    send(" ", subject="wezwij 5259912077")
    assert len(letters(engine, "customer-overdue")) == 1
    invoice(engine, "FV/2", "2026-04-11")
    send("WEZWIJ 5259912077\nWEZWIJ 5259912077")
    assert len(letters(engine, "customer-overdue")) == 2


@pytest.mark.parametrize(
    ("text", "by", "said"),
    [
        ("WEZWIJ 5259912077", MAREK, "tylko kierownicy"),
        ("WEZWIJ 8949877012", SZEF, "nie mamy"),
        ("WEZWIJ 9519834101", SZEF, "Nie znamy adresu"),
        ("WEZWIJ 5259912077 2026-05-18", SZEF, "musi być późniejszy"),
        ("WEZWIJ 5259912078", SZEF, "nie jest poprawnym NIP-em"),
    ],
)
def test_a_notice_that_may_not_leave_is_asked_back(engine: Engine, send: Send, text: str, by: str, said: str) -> None:
    invoice(engine, "FV/1", "2026-04-10")
    invoice(engine, "FV/2", "2026-04-10", nip=OTHER)
    send(text, by=by, subject="Re: Dzień dobry")
    assert said in body(letters(engine, "staff-question")[0])
    assert letters(engine, "customer-overdue") == []


def test_a_suspended_payers_report_is_confirmed_and_marked(engine: Engine, send: Send) -> None:
    invoice(engine, "FV/1", "2026-04-10")
    send("", by=JAN)
    assert "widzimy fakturę po terminie" in body(letters(engine, "customer-confirmation")[0])
    assert "faktury po terminie" in body(letters(engine, "staff-ticket")[0])
    send("WSTRZYMAJ 5259912077")
    send("", by=JAN, subject="[5259912077] Drugi komputer")
    assert "samą pomoc możemy wykonać dopiero po uregulowaniu zaległych faktur" in body(
        letters(engine, "customer-confirmation")[1]
    )
    assert "pomoc wstrzymana (pkt 12.7)" in body(letters(engine, "staff-ticket")[1])


def test_a_stranger_does_not_learn_what_a_company_owes(engine: Engine, send: Send) -> None:
    invoice(engine, "FV/1", "2026-04-10")
    send("WSTRZYMAJ 5259912077")
    send("", by="Obcy <obcy@gdzie-indziej.example>")
    assert "wstrzyman" not in body(letters(engine, "customer-confirmation")[0])
    assert "pomoc wstrzymana (pkt 12.7)" in body(letters(engine, "staff-ticket")[0])


def test_the_digest_leads_a_manager_through_the_whole_matter(engine: Engine, send: Send) -> None:
    def digest(day: int) -> str:
        with transaction(engine) as session:
            assert write_digest(session, OFFICE, datetime(2026, 5, day, 8, 5, tzinfo=WARSAW).astimezone(UTC))
        return body(letters(engine, "staff-digest")[-1])

    assert "PO TERMINIE" not in digest(15)
    invoice(engine, "FV/1", "2026-04-10")
    assert "polecenie: WEZWIJ 5259912077" in digest(18)
    notice(engine)
    assert "zawiadomiony, termin do 25 maja 2026 r." in digest(19)
    assert "polecenie: WSTRZYMAJ 5259912077" in digest(26)
    send("WSTRZYMAJ 5259912077")
    assert "pomoc wstrzymana" in digest(27)
    pay(engine, "FV/1", "2026-05-27")
    assert "polecenie: WZNÓW 5259912077" in digest(28)
    send("WZNÓW 5259912077")
    assert "PO TERMINIE" not in digest(29)


# --- corrections ---

LINES = [
    {"kind": "remote", "quantity": "3.00", "unit_net": "139.00", "discount": "20.00"},
    {"kind": "travel", "quantity": "1.00", "unit_net": "50.00", "discount": "0.00"},
]


def bill(engine: Engine, lines: list[dict[str, str]]) -> None:
    with transaction(engine) as session:
        session.add(
            Bill(
                nip=NIP, month="2026-03", version=1, state="sent", issue_day=date(2026, 3, 31),
                settled={"statement": {"lines": lines}}, created_at=NOW,
            )
        )  # fmt: skip


def to_correct(engine: Engine, on: date = TODAY, month: str = "") -> list[Proposal]:
    with Session(engine) as session:
        return list(proposed(session, on, DEFAULT, month=month))


def test_a_rebate_of_an_invoice_paid_late_is_proposed_for_correction(engine: Engine) -> None:
    bill(engine, LINES)
    invoice(engine, "FV/1", "2026-04-07", "574.41", month="2026-03")
    assert to_correct(engine, date(2026, 4, 7)) == []
    pay(engine, "FV/1", "2026-04-08", "574.41")  # a day late: paid, and still a correction [12.5]
    (found,) = to_correct(engine)
    assert found.revoked is not None
    assert (found.revoked.delta_net, found.revoked.delta_gross) == (Decimal("60.00"), Decimal("73.80"))
    assert found.since == date(2026, 4, 8)
    assert to_correct(engine, month="2026-03") == [found]
    assert to_correct(engine, month="2026-04") == []


def test_paid_in_time_without_rebate_or_corrected_already_is_not_proposed(engine: Engine) -> None:
    bill(engine, LINES)
    invoice(engine, "FV/1", "2026-04-07", "574.41", month="2026-03")
    invoice(engine, "FK/1", "2026-05-07", "73.80", kind="correction", corrects="FV/1")
    assert to_correct(engine) == []
    invoice(engine, "FV/2", "2026-04-07", month="2026-04")
    pay(engine, "FV/2", "2026-04-07")
    assert to_correct(engine) == []


def test_rebates_revoked_with_another_sum_stay_on_the_list_and_say_so(engine: Engine) -> None:
    bill(engine, LINES)
    invoice(engine, "FV/1", "2026-04-07", "574.41", month="2026-03")
    invoice(engine, "FK/1", "2026-05-07", "24.60", kind="correction", corrects="FV/1")
    (found,) = to_correct(engine)
    assert found.charged == Decimal("24.60")
    with transaction(engine) as session:
        write_digest(session, OFFICE, datetime(2026, 5, 18, 8, 5, tzinfo=WARSAW).astimezone(UTC))
    assert "wystawiona już korekta jest na +24,60 zł brutto" in body(letters(engine, "staff-digest")[-1])


def test_an_invoice_without_a_rebate_has_nothing_to_revoke(engine: Engine) -> None:
    bill(engine, [{**LINES[0], "discount": "0.00"}])
    invoice(engine, "FV/1", "2026-04-07", month="2026-03")
    assert to_correct(engine) == []


def test_an_invoice_whose_lines_are_not_known_is_left_to_a_person(engine: Engine) -> None:
    invoice(engine, "FV/1", "2026-04-07", month="2026-03")
    (found,) = to_correct(engine)
    assert (found.number, found.revoked) == ("FV/1", None)


# --- complaints ---

COMPLAINT = "Reklamuję fakturę FV/1 za marzec: policzono nam wizytę, której nie było.\r\n"


@pytest.fixture
def news(engine: Engine, send: Send) -> str:
    """Message-ID of the letter that brought a complaint to Marek."""
    invoice(engine, "FV/1", "2026-06-07")
    send(COMPLAINT, by=JAN, subject="[5259912077] Reklamacja faktury FV/1")
    (letter,) = letters(engine, "staff-ticket")
    assert "przedłuż: powód" in body(letter)
    return letter.message_id


def complaint(engine: Engine) -> Ticket:
    with Session(engine) as session:
        return session.exec(select(Ticket)).one()


def alerts(engine: Engine, day: str) -> int:
    moment = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=WARSAW)
    with transaction(engine) as session:
        return alert_deadlines(session, OFFICE, moment.astimezone(UTC))


def test_a_complaint_gets_ninety_days_by_a_word_and_the_customer_hears_of_it(
    engine: Engine, send: Send, news: str
) -> None:
    assert complaint(engine).promised_day == date(2026, 6, 17)
    assert alerts(engine, "2026-06-03") == 1  # half of the thirty days
    send("przedłuż: czekamy na dziennik połączeń", by=MAREK, answers=news, at=NOW + timedelta(days=16))
    assert complaint(engine).promised_day == date(2026, 8, 17)  # the 16th is a Sunday
    (letter,) = letters(engine, "customer-extension")
    text = body(letter)
    assert "poniedziałek 17 sierpnia 2026 r." in text
    assert "czekamy na dziennik połączeń" in text
    assert "+" in email.message_from_bytes(letter.raw)["Reply-To"]
    assert "klient dostaje o tym list" in body(letters(engine, "staff-receipt")[0])
    assert alerts(engine, "2026-06-18") == 0  # the old day has passed, and nobody is alarmed
    assert alerts(engine, "2026-07-03") == 1  # half of the ninety
    assert alerts(engine, "2026-08-18") == 1
    send("przedłuż: jeszcze", by=MAREK, answers=news)
    assert "regulamin pozwala na to raz" in body(letters(engine, "staff-question")[0])


def test_an_extension_is_not_taken_back(engine: Engine, send: Send, news: str) -> None:
    send("przedłuż: czekamy", by=MAREK, answers=news)
    send("cofnij", by=MAREK, answers=news)
    assert complaint(engine).promised_day == date(2026, 8, 17)
    assert "Nie ma czego cofnąć" in body(letters(engine, "staff-question")[0])


def test_the_answer_stops_the_clock_for_good(engine: Engine, send: Send, news: str) -> None:
    send("Panie Janie, sprawdzamy.", by=MAREK, answers=news)
    assert complaint(engine).clock_stopped_at is None  # a reply is not the answer [12.8]
    send("reklamacja: uznana\n\nMa Pan rację, wizyty nie było.", by=MAREK, answers=news)
    answered = complaint(engine)
    assert (answered.state, answered.next_alert_at) == ("closed", None)
    assert answered.clock_stopped_at is not None
    reply = body(letters(engine, "customer-reply")[-1])
    assert reply.startswith("REKLAMACJA UZNANA\nWystawimy fakturę korygującą do faktury FV/1 (pkt 12.10).")
    assert "Ma Pan rację" in reply
    send("Dziękuję!", by=JAN, answers=letters(engine, "customer-reply")[-1].message_id)
    assert complaint(engine).state != "closed"
    assert complaint(engine).clock_stopped_at is not None  # opened again, but not promised again
    send("reklamacja: nieuznana\n\nJednak nie.", by=MAREK, answers=news)
    assert "już rozstrzygnięta" in body(letters(engine, "staff-question")[0])


def test_an_upheld_complaint_waits_for_its_correction(engine: Engine, send: Send, news: str) -> None:
    send("reklamacja: częściowo uznana\n\nPołowa wizyty odpada.", by=MAREK, answers=news)
    (found,) = to_correct(engine)
    assert (found.number, found.ticket_id) == ("FV/1", complaint(engine).public_id)
    invoice(engine, "FK/2", "2026-05-30", "-61.50", kind="correction", corrects="FV/1", issue_day=date(2026, 5, 20))
    assert to_correct(engine) == []


def test_a_decision_is_taken_back_with_its_mail(engine: Engine, send: Send, news: str) -> None:
    before = complaint(engine).model_dump()
    send("reklamacja: uznana\n\nMa Pan rację.", by=MAREK, answers=news)
    send("cofnij", by=MAREK, answers=news)
    assert complaint(engine).model_dump() == before
    assert to_correct(engine) == []
    with Session(engine) as session:
        assert session.exec(select(ComplaintCourse)).one().decision == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("reklamacja: uznana", "nie ma odpowiedzi dla klienta"),
        ("reklamacja: chyba\n\nTekst", "jedno z trzech"),
        ("przedłuż:", "Za tym poleceniem nic nie stoi"),
        ("reklamacja: uznana\nreklamacja: nieuznana\n\nTekst", "tylko jedno"),
    ],
)
def test_a_word_on_a_complaint_that_is_not_enough_is_asked_back(
    engine: Engine, send: Send, news: str, text: str, said: str
) -> None:
    send(text, by=MAREK, answers=news)
    assert said in body(letters(engine, "staff-question")[0])
    assert complaint(engine).state == "open"


def test_only_a_complaint_can_be_extended_or_decided(engine: Engine, send: Send) -> None:
    send("", by=JAN)
    send("przedłuż: powód", by=MAREK, answers=letters(engine, "staff-ticket")[0].message_id)
    assert "nie jest reklamacją" in body(letters(engine, "staff-question")[0])


def test_by_policy_the_ninety_days_run_from_the_announcement(engine: Engine, send: Send, news: str) -> None:
    policy = DEFAULT.of({"complaint.extended_from": "announcement"})
    ticket = complaint(engine)
    term = extended_term(ticket, NOW + timedelta(days=10), policy)
    assert term.last_day == date(2026, 8, 26)


def test_what_was_paid_in_part_is_never_demanded_again(engine: Engine) -> None:
    """A transfer of less than the invoice: letter, sum to transfer and the managers' list name what is still open."""
    invoice(engine, "FV/1", "2026-04-10", "1230.00")
    pay(engine, "FV/1", "2026-04-20", "1000.00")
    notice(engine)
    (sent,) = letters(engine, "customer-overdue")
    said = body(sent)
    assert "230,00 zł (z 1 230,00 zł)" in said
    assert "Razem do zapłaty: 230,00 zł" in said and "Kwota: 230,00 zł" in said
    assert said.replace("(z 1 230,00 zł)", "").count("1 230,00") == 0
    pay(engine, "FV/1", "2026-05-18", "200.00")  # after the letter
    assert [(one.total, one.stage) for one in owing(engine)] == [(Decimal("30.00"), Stage.NOTICED)]
    pay(engine, "FV/1", "2026-05-18", "30.00")
    assert owing(engine) == []
