"""STAN PAKIETU, MOJE ZGŁOSZENIA, PROTOKÓŁ: answered to whoever is bound, and to nobody else; on both databases."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from email import message_from_bytes

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from tests.acceptance.office import mail
from tests.integration.staffed import OFFICE
from tests.integration.test_package_orders import Send, letter, order, send
from tests.packages import JAN, NIP, payer, sell, work
from tests.unit.documents.months import text_of
from worker.application.drafts import Made, with_documents
from worker.application.ingest import ingest_file
from worker.application.offered import Offered
from worker.application.ports import FetchedMessage
from worker.application.post import outbox_row
from worker.application.record import record
from worker.domain.calendar import WARSAW
from worker.domain.message import Address, InboundMessage
from worker.mail import letters
from worker.mail.compose import File
from worker.mail.letters.facts import Answered
from worker.mail.letters.facts import packages as facts
from worker.mail.mime import read_message
from worker.store.billing_tables import Bill, Contract
from worker.store.engine import transaction
from worker.store.tables import LedgerEntry, OutboxLetter, Ticket

__all__ = ["send"]
OTHER = "9519834101"
ACCOUNTANT = "biuro@rachunkowe.example"
NOW = datetime(2026, 11, 12, 10, 0, tzinfo=WARSAW)


REPORT = (
    "Na stanowisku KASA 1 po naciśnięciu „Drukuj” pojawia się „Błąd 2001” i dokument zostaje w kolejce.\r\n"
    "Użytkownik: Jan Kowalski, tel. 601 000 214.\r\n"
)


@pytest.fixture
def engine(blank: Engine) -> Engine:
    with transaction(blank) as session:
        payer(session, NIP, JAN, ACCOUNTANT)
        payer(session, OTHER, ACCOUNTANT)
    sell(blank, "P1", 10, date(2026, 11, 2))
    work(blank, "2026-11-05 10:00", 60)
    return blank


def files(engine: Engine, kind: str) -> dict[str, bytes]:
    with Session(engine) as session:
        row = session.exec(select(OutboxLetter).where(OutboxLetter.kind == kind).order_by(col(OutboxLetter.id).desc()))
        found = row.first()
    assert found is not None
    return {
        str(part.get_filename()): bytes(part.get_payload(decode=True))
        for part in message_from_bytes(found.raw).walk()
        if part.get_filename()
    }


def kinds(engine: Engine) -> list[tuple[str, str]]:
    with Session(engine) as session:
        return [(row.kind, row.recipient) for row in session.exec(select(OutboxLetter).order_by(col(OutboxLetter.id)))]


def test_the_state_of_packages_is_told(engine: Engine, send: Send) -> None:
    entry = send("Dzień dobry.", subject="Re: stan pakietu")
    assert (entry.kind, entry.outcome, entry.ticket_id) == ("self_service", "append", None)
    assert kinds(engine) == [("customer-packages", JAN)]
    said = letter(engine, "customer-packages")
    assert "stan na dziś, 12 listopada 2026 r." in said
    assert "Zostało: 9 h z 10 h" in said
    assert "2.11–1.12: wykorzystane 1 h z 3 h 15 min, wolne 2 h 15 min" in said
    with Session(engine) as session:
        assert len(session.exec(select(Ticket).where(Ticket.state != "closed")).all()) == 0


def test_hours_of_orders_that_wait_are_told_and_agree_with_their_confirmation(engine: Engine, send: Send) -> None:
    send(order("3 godziny"))
    confirmed = letter(engine, "customer-confirmation")
    assert "zostało jeszcze 2 h 15 min, a resztę (45 min) można wykorzystać od 2 grudnia 2026 r." in confirmed
    send("Dzień dobry.", subject="STAN PAKIETU")
    said = letter(engine, "customer-packages")
    assert "Zostało: 9 h z 10 h" in said
    assert "Zlecone: 3 h czeka na wykonanie (w tym okresie 2 h 15 min, 45 min od 2 grudnia 2026 r.)" in said
    assert (
        "Na nowe zlecenia: 6 h (w tym okresie nic, 5 h 45 min od 2 grudnia 2026 r., "
        "na 15 min może zabraknąć czasu przed końcem ważności)"
    ) in said
    assert "wykorzystane 1 h z 3 h 15 min, zlecone 2 h 15 min, wolne 0 min" in said
    assert "2.12–31.12: zlecone 45 min, wolne 2 h 30 min" in said
    send(order("3 godziny"))  # what was told free is what the next order is told
    confirmed = letter(engine, "customer-confirmation")
    assert "w tym okresie nie ma już wolnych godzin, a resztę (3 h) można wykorzystać od 2 grudnia" in confirmed


def test_an_order_that_is_done_keeps_nothing(engine: Engine, send: Send) -> None:
    asked = send(order("1 godzinę"))
    work(engine, "2026-11-12 11:00", 60, ticket_id=asked.ticket_id)
    send("Dzień dobry.", subject="STAN PAKIETU")
    said = letter(engine, "customer-packages")
    assert "Zlecone" not in said
    assert "Na nowe zlecenia: 8 h (w tym okresie 1 h 15 min, 6 h 30 min od 2 grudnia 2026 r., na 15 min" in said


def test_a_long_order_gives_way_to_one_with_the_right_and_both_numbers_are_told(engine: Engine, send: Send) -> None:
    send(order("6 godzin"))
    send("Dzień dobry.", subject="STAN PAKIETU")
    said = letter(engine, "customer-packages")
    assert "Na nowe zlecenia: 3 h (w tym okresie nic, 2 h 45 min od 4 stycznia 2027 r." in said
    assert "Z czekających godzin 6 h nie ma terminu 14 dni (pkt 13.8, 13.9)." in said
    assert "do 34% pakietu nie musi na nie czekać: do wykorzystania ma 9 h (w tym okresie 2 h 15 min," in said
    send(order("2 godziny"))
    assert "Wcześniejsze zlecenia" not in letter(engine, "customer-confirmation")


@pytest.mark.parametrize("blank", ["sqlite"], indirect=True)  # the rule is tested here, not the database
def test_of_a_package_without_windows_the_balance_beside_the_orders_is_told(engine: Engine, send: Send) -> None:
    sell(engine, "P5", 5, date(2026, 11, 2), nip=OTHER)
    send("Dzień dobry.", subject=f"[{OTHER}] STAN PAKIETU", by=ACCOUNTANT)
    assert "zlecenia:" not in letter(engine, "customer-packages")  # the balance says it all
    send(order("90 minut"), by=ACCOUNTANT, subject=f"[{OTHER}] Zlecenie z pakietu")
    send("Dzień dobry.", subject=f"[{OTHER}] STAN PAKIETU", by=ACCOUNTANT)
    said = letter(engine, "customer-packages")
    assert "Zlecone: 1 h 30 min czeka na wykonanie\n" in said
    assert "Na nowe zlecenia: 3 h 30 min\n" in said


def test_of_several_payers_all_are_told_or_the_one_that_is_named(engine: Engine, send: Send) -> None:
    sell(engine, "P2", 20, date(2026, 11, 2), nip=OTHER)
    send("Dzień dobry.", subject="STAN PAKIETU", by=ACCOUNTANT)
    said = letter(engine, "customer-packages")
    assert "nr P1" in said and "nr P2" in said
    send("Dzień dobry.", subject=f"[{OTHER}] STAN PAKIETU", by=ACCOUNTANT)
    said = letter(engine, "customer-packages")
    assert "nr P1" not in said and "nr P2" in said


@pytest.mark.parametrize("blank", ["sqlite"], indirect=True)  # the rule is tested here, not the database
@pytest.mark.parametrize("subject", ["STAN PAKIETU", f"[{NIP}] STAN PAKIETU", "MOJE ZGŁOSZENIA", "PROTOKÓŁ 2026-11"])
@pytest.mark.parametrize("dmarc", ["pass", "none"])
def test_everybody_else_gets_the_same_letter_whatever_he_asks(
    engine: Engine, send: Send, subject: str, dmarc: str
) -> None:
    send("Dzień dobry.", subject=subject, by="obcy@gdzie.example", dmarc=dmarc)
    send(
        "Dzień dobry.", subject="[7792369887] STAN PAKIETU", by="obcy@gdzie.example", dmarc=dmarc
    )  # a NIP that nobody knows
    with Session(engine) as session:
        rows = session.exec(select(OutboxLetter).order_by(col(OutboxLetter.id))).all()
    assert [row.kind for row in rows] == ["customer-not-bound", "customer-not-bound"]
    bodies = {row.raw.partition(b"\r\n\r\n")[2] for row in rows}
    assert len(bodies) == 1 and len({row.subject for row in rows}) == 1
    assert not any(word in letter(engine, "customer-not-bound") for word in (NIP, "525-991", "Rudnik", "P1", "PAKIET"))


def test_a_payer_who_is_named_but_not_ones_own_is_a_strangers_question(engine: Engine, send: Send) -> None:
    send("Dzień dobry.", subject=f"[{OTHER}] STAN PAKIETU")
    assert kinds(engine) == [("customer-not-bound", JAN)]


def test_ones_own_tickets_are_told_and_nobody_elses(engine: Engine, send: Send) -> None:
    send("", subject=f"[{NIP}] Drukarka nie drukuje")
    send("", subject=f"[{NIP}] Skaner nie skanuje", by=ACCOUNTANT)
    send("Dzień dobry.", subject="moje zgloszenia")
    said = letter(engine, "customer-tickets")
    assert "Drukarka nie drukuje" in said
    assert "czeka na naszą reakcję, reakcja do 2 grudnia 2026 r." in said
    assert "Skaner" not in said


def test_what_was_closed_long_ago_or_merged_is_no_ticket_of_mine(engine: Engine, send: Send) -> None:
    for topic in ("Drukarka nie drukuje", "Skaner nie skanuje", "Router nie odpowiada"):
        send(REPORT, subject=f"[{NIP}] {topic}")
    with transaction(engine) as session:
        kept, old, merged = session.exec(select(Ticket).order_by(col(Ticket.id))).all()[-3:]
        old.state, old.closed_at = "closed", NOW - timedelta(days=31)
        merged.state, merged.closed_at, merged.merged_into_id = "closed", NOW, kept.id
        session.add_all((old, merged))
    send("Dzień dobry.", subject="MOJE ZGŁOSZENIA")

    said = letter(engine, "customer-tickets")
    assert kept.public_id in said
    assert old.public_id not in said and merged.public_id not in said


def test_an_open_month_comes_as_a_draft(engine: Engine, send: Send) -> None:
    send("Dzień dobry.", subject="Protokol 2026-11")
    made = files(engine, "customer-protocol")
    assert sorted(made) == [
        "protokol-2026-11-5259912077-stan-na-2026-11-12.csv", "protokol-2026-11-5259912077-stan-na-2026-11-12.pdf"
    ]  # fmt: skip
    rows = list(csv.reader(io.StringIO(made[min(made)].decode("utf-8-sig")), delimiter=";"))
    assert rows[1][0] == "2026-11-05" and rows[1][10] == "pakiet P1"
    assert "Stan na dziś, 12.11.2026" in text_of(made[max(made)])
    assert "stan na dziś" in letter(engine, "customer-protocol")


def test_a_draft_is_in_the_language_of_the_contract(engine: Engine, send: Send) -> None:
    with transaction(engine) as session:
        session.add(Contract(nip=NIP, language="en"))
    send("Hello", subject="PROTOKÓŁ 2026-11")
    made = files(engine, "customer-protocol")
    assert set(made) == {f"service-report-2026-11-{NIP}-as-of-2026-11-12.{kind}" for kind in ("csv", "pdf")}
    assert "As of today, 12 November 2026" in text_of(made[max(made)])


def test_a_month_sent_in_english_comes_as_it_was_sent(engine: Engine, send: Send) -> None:
    names = ("statement-2026-10-5259912077.pdf", "service-report-2026-10-5259912077.pdf")
    sent = tuple(File(name=name, content_type="application/pdf", data=name.encode()) for name in names)
    billed(engine, sent)
    send("Hello", subject="PROTOKÓŁ 2026-10")
    assert list(files(engine, "customer-protocol")) == [names[1]]


def test_a_draft_is_not_made_while_others_wait_for_the_transaction(engine: Engine) -> None:
    """The mail is taken back, the document made, the mail judged again; what changed meanwhile is another document."""
    data = mail(message_id="draft@x.example", text="Dzień dobry.", sender=f"Jan <{JAN}>", subject="PROTOKÓŁ 2026-11")
    message = read_message(data, authserv_id="mx.3rp.com.pl", own_addresses=OFFICE.own_addresses)
    offered = Offered(mailbox="test", uidvalidity=1, uid=1, raw=data, received_at=NOW, message=message)
    wanted: list[Made] = []

    def recording(made: Made) -> None:
        wanted.append(made)
        if len(made) == 1:
            work(engine, "2026-11-10 10:00", 45)  # the technician's mail of the same minute
        with transaction(engine) as session:
            record(session, replace(offered, made=made), OFFICE, NOW)

    with_documents(recording)
    assert [len(made) for made in wanted] == [0, 1, 2]
    made = files(engine, "customer-protocol")
    assert len(made[min(made)].decode("utf-8-sig").splitlines()) == 3  # both entries
    with Session(engine) as session:
        assert len(session.exec(select(LedgerEntry).where(LedgerEntry.uid == 1)).all()) == 1


def test_a_document_that_cannot_be_made_shows_the_mail_to_a_person(engine: Engine) -> None:
    """A logo that only looks like a picture: typst refuses it, and the question is kept."""
    office = replace(OFFICE, company=replace(OFFICE.company, logo=b"\x89PNG and nothing more"))
    data = mail(message_id="draft@x.example", text="Dzień dobry.", sender=f"Jan <{JAN}>", subject="PROTOKÓŁ 2026-11")

    def read(fetched: FetchedMessage, confined: bool) -> InboundMessage:
        return read_message(fetched.raw or b"", authserv_id="mx.3rp.com.pl", own_addresses=office.own_addresses)

    entry = ingest_file(engine, data, office, NOW, read)
    assert (entry.outcome, entry.message_id) == ("quarantine", "draft@x.example")
    assert "image" in entry.explanation["error"]
    assert {kind for kind, _ in kinds(engine)} == {"staff-alert"}


def test_a_billed_month_comes_as_it_was_sent(engine: Engine, send: Send) -> None:
    sent = (
        File(name="rozliczenie-2026-10-5259912077.pdf", content_type="application/pdf", data=b"%PDF rozliczenie"),
        File(name="protokol-2026-10-5259912077.pdf", content_type="application/pdf", data=b"%PDF protokol"),
        File(name="protokol-2026-10-5259912077.csv", content_type="text/csv", data=b"data;x\r\n"),
    )
    billed(engine, sent)
    send("Dzień dobry.", subject="PROTOKÓŁ październik 2026")
    assert files(engine, "customer-protocol") == {one.name: one.data for one in sent[1:]}
    assert "120,00 zł netto" in letter(engine, "customer-protocol")


@pytest.mark.parametrize("blank", ["sqlite"], indirect=True)  # the rule is tested here, not the database
@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("PROTOKÓŁ", "PROTOKÓŁ 2026-10"),
        ("PROTOKÓŁ 2026-12", "grudzień 2026 jeszcze się nie zaczął"),
        ("PROTOKÓŁ 2026-09", "nie było u nas żadnych prac"),
    ],
)
def test_a_month_without_a_protocol_is_explained(engine: Engine, send: Send, subject: str, said: str) -> None:
    send("Dzień dobry.", subject=subject)
    assert said in letter(engine, "customer-protocol")
    assert files(engine, "customer-protocol") == {}


def test_of_too_many_payers_the_sender_is_asked_which(engine: Engine, send: Send) -> None:
    with transaction(engine) as session:
        for nip in ("7792369887", "5270103391"):
            payer(session, nip, ACCOUNTANT)
    send("Dzień dobry.", subject="PROTOKÓŁ 2026-11", by=ACCOUNTANT)
    assert f"[{NIP}] PROTOKÓŁ 2026-11" in letter(engine, "customer-protocol")
    assert files(engine, "customer-protocol") == {}


def test_questions_are_no_loop_but_the_hour_has_its_limit(engine: Engine, send: Send) -> None:
    for minutes, subject in enumerate(["STAN PAKIETU", "MOJE ZGŁOSZENIA", "PROTOKÓŁ", *["STAN PAKIETU"] * 3]):
        send("Dzień dobry.", subject=subject, at=NOW + timedelta(minutes=minutes))
    with Session(engine) as session:
        states = [row.state for row in session.exec(select(OutboxLetter)) if row.kind.startswith("customer-")]
    assert states == ["queued"] * 5 + ["held"]


def test_a_complete_report_under_such_a_subject_is_a_report(engine: Engine, send: Send) -> None:
    assert send(REPORT, subject=f"[{NIP}] Moje zgłoszenie").kind == "report"


def test_a_manager_may_ask_for_any_payer(engine: Engine, send: Send) -> None:
    send("Dzień dobry.", subject=f"[{NIP}] STAN PAKIETU", by="szef@3rp.com.pl")
    assert kinds(engine) == [("customer-packages", "szef@3rp.com.pl")]


def billed(engine: Engine, sent: tuple[File, ...]) -> None:
    mail = Answered(cause="x", author=Address(address=JAN), received_at=NOW, now=NOW)
    letter = letters.protocol_answer(
        facts.ProtocolAnswer(mail=mail, month=date(2026, 10, 1), files=sent), OFFICE.sender
    )
    with transaction(engine) as session:
        bill = Bill(nip=NIP, month="2026-10", version=1, state="sent", issue_day=date(2026, 10, 31), created_at=NOW)
        bill.settled = {"statement": {"net": "120.00"}}
        session.add(bill)
        row = outbox_row(letter, cause=f"bill:{NIP}:2026-10:1", now=NOW)
        row.kind = "customer-billing"
        session.add(row)
