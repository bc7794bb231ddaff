"""A manager corrects a month by mail: KOREKTA, the preview of the differences, ZATWIERDŹ, WSTRZYMAJ, WZNÓW, cofnij."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from tests.acceptance.office import mail
from tests.integration.billing_months import NIPS, Firm, text_of, warsaw
from worker.application.billing.timetable import tick
from worker.application.digest import overview
from worker.application.offered import Offered
from worker.application.record import record
from worker.domain.message import Address
from worker.mail.mime import read_message
from worker.store.billing_tables import BillCorrection, Contract, SalesInvoice
from worker.store.engine import transaction
from worker.store.staff_tables import WorkEntry
from worker.store.tables import LedgerEntry

ONE, TWO = NIPS[:2]
BOSS = "Anna Szef <szef@3rp.com.pl>"
REASON = "Praca z 12 marca wpisana pomyłkowo."
COMMAND = f"KOREKTA 2026-03 {ONE} {REASON}"
KIND = "staff-billing-correction"
Send = Callable[..., str]


@pytest.fixture
def firm(engine: Engine) -> Firm:
    """Two payers' March has gone out; half an hour of the first one's was taken back afterwards."""
    made = Firm(engine)
    made.some_payers(2)
    made.wrong = made.work(ONE, "2026-03-12 09:00", 30)  # type: ignore[attr-defined]  # for the tests that mend it
    made.at("2026-03-31 20:00")
    undo(made, made.wrong)  # type: ignore[attr-defined]
    made.now = warsaw("2026-04-02 10:00")  # Thursday before Good Friday and Easter
    return made


@pytest.fixture
def send(firm: Firm) -> Send:
    """A mail of a manager; the text of what he gets back. ``to`` is the kind of letter it answers, its newest."""
    count = 0

    def send_one(
        text: str,
        *,
        by: str = BOSS,
        to: str = "",
        subject: str = "",
        dmarc: str = "pass",
        same: str = "",
        newest: bool = True,
    ) -> str:
        nonlocal count
        count += 1
        firm.now += timedelta(minutes=10)
        answered = firm.letters(to)[-1 if newest else 0] if to else None
        raw = mail(
            message_id=same or f"reply-{count}@x.example",
            subject=subject or (f"Re: {answered.subject}" if answered else "korekta"),
            text=text,
            sender=by,
            dmarc=dmarc,
            answers=answered.message_id if answered else "",
        )
        entry = _record(firm, raw, count)
        back = [
            one
            for kind in ("staff-receipt", "staff-question")
            for one in firm.letters(kind)
            if one.ledger_id == entry.id
        ]
        return "\n".join(map(text_of, back))

    return send_one


def _record(firm: Firm, raw: bytes, uid: int) -> LedgerEntry:
    now = firm.now.astimezone(UTC)
    message = read_message(raw, authserv_id="mx.3rp.com.pl", own_addresses=firm.office.own_addresses)
    offered = Offered(mailbox="m", uidvalidity=9, uid=uid, raw=raw, received_at=now, message=message)
    with transaction(firm.engine) as session:
        return record(session, offered, firm.office, now)


def undo(firm: Firm, key: int, *, again: bool = False) -> None:
    with transaction(firm.engine) as session:
        session.get_one(WorkEntry, key).undone_at = None if again else warsaw("2026-04-01 09:00")


def ticked(firm: Firm, when: str = "") -> int:
    firm.now = warsaw(when) if when else firm.now + timedelta(minutes=5)
    return tick(firm.run()).corrections


def digest(firm: Firm) -> str:
    boss = Address(address="szef@3rp.com.pl")
    with Session(firm.engine) as session:
        letter = overview(session, firm.office, boss, firm.now.astimezone(UTC), cause="test", since=None)
    return letter.text.replace("\u00a0", " ")


def versions(firm: Firm, nip: str = ONE) -> list[int]:
    return [one.version for one in firm.bills() if one.nip == nip]


def test_the_preview_shows_what_would_differ_and_nothing_leaves_yet(firm: Firm, send: Send) -> None:
    receipt = send(COMMAND)
    assert "podgląd poprawki rozliczenia płatnika NIP 525-991-20-77 za 03.2026 (wersja 2, −110,70 zł)" in receipt
    assert "wyjdzie sama 3 kwietnia 2026 r., jeśli nikt jej nie wstrzyma" in receipt
    (letter,) = firm.letters(KIND)
    text = text_of(letter)
    assert letter.recipient == "szef@3rp.com.pl"
    assert "Poprawka rozliczenia za marzec 2026: Firma 5259912077, −110,70 zł" in letter.subject.replace("\u00a0", " ")
    assert "12.03, zdalnie, handel, CRM, pomoc ogólna: było 0,5 h, jest 0 h." in text
    assert f"Powód: {REASON} (czyta go klient i księgowość)" in text
    assert "Zlecenie: Anna Szef" in text
    assert "Wśród wczytanych nie ma faktury" in text
    assert ticked(firm) == 0
    assert versions(firm) == [1]


def test_approved_it_leaves_at_once_with_its_reason_and_the_managers_are_told(firm: Firm, send: Send) -> None:
    with transaction(firm.engine) as session:
        session.add(
            SalesInvoice(
                number="FV/1/2026", nip=ONE, kind="invoice", issue_day=date(2026, 3, 31), due_day=date(2026, 4, 7),
                gross=Decimal("332.10"), month="2026-03",
            )
        )  # fmt: skip
    send(COMMAND)
    assert "fakturę korygującą (KOR) na −110,70 zł brutto" in firm.texts(KIND)[0]
    assert "jest zatwierdzona i zaraz wyjdzie" in send("ZATWIERDŹ", to=KIND)
    assert ticked(firm) == 1
    assert versions(firm) == [1, 2]
    bill = text_of(firm.letters()[-1])
    assert f"Powód poprawki: {REASON}" in bill
    assert "faktura korygująca do FV/1/2026" in bill
    told = firm.letters(KIND)[-1]
    assert told.subject.startswith("Wyszła poprawka rozliczenia za marzec 2026")
    assert f"wyszła do: biuro@f{ONE}.example" in text_of(told)
    assert ticked(firm) == 0
    assert versions(firm) == [1, 2]
    assert "już wyszła albo została wycofana" in send("WSTRZYMAJ", to=KIND)
    assert "Nie ma czego cofnąć" in send("cofnij", to=KIND)


def test_managers_read_polish_of_a_payer_whose_bill_is_english(firm: Firm, send: Send) -> None:
    with transaction(firm.engine) as session:
        session.get_one(Contract, ONE).language = "en"
    send(COMMAND)
    assert "12.03, zdalnie, handel, CRM, pomoc ogólna: było 0,5 h, jest 0 h." in firm.texts(KIND)[0]
    send("ZATWIERDŹ", to=KIND)
    assert ticked(firm) == 1
    bill = text_of(firm.letters()[-1]).replace("\u00a0", " ")
    assert f"Reason for the correction: {REASON}" in bill  # as it was written
    assert "12 Mar, remote, sales, CRM, general support: was 0.5 h, now 0 h." in bill


def test_without_a_word_it_leaves_the_next_working_day_at_the_hour_of_the_letters(firm: Firm, send: Send) -> None:
    firm.now = warsaw("2026-04-03 10:00")  # a Friday before Easter; Monday is a holiday
    send(COMMAND)
    assert ticked(firm, "2026-04-07 19:59") == 0
    assert ticked(firm, "2026-04-07 20:00") == 1
    assert versions(firm) == [1, 2]


def test_held_it_waits_for_a_word(firm: Firm, send: Send) -> None:
    send(COMMAND)
    assert "wersja 2 (zlecenie: Anna Szef): wyjdzie sama 3 kwietnia 2026 r." in digest(firm)
    assert "jest wstrzymana; zwalnia „ZATWIERDŹ”" in send("WSTRZYMAJ", to=KIND)
    assert "wersja 2 (zlecenie: Anna Szef): wstrzymana, czeka na „ZATWIERDŹ”" in digest(firm)
    assert "bez zmian: tak już było" in send(f"WSTRZYMAJ {ONE}", to=KIND)
    assert ticked(firm, "2026-04-09 20:00") == 0
    assert "jest zwolniona; wyjdzie sama" in send(f"WZNÓW {ONE}", to=KIND)
    assert ticked(firm) == 1
    assert versions(firm) == [1, 2]


def test_where_each_month_needs_a_word_a_correction_needs_one_too(firm: Firm, send: Send) -> None:
    firm.approve_only()
    assert "wyjdzie po odpowiedzi „ZATWIERDŹ”" in send(COMMAND)
    assert ticked(firm, "2026-04-20 20:00") == 0
    send("Zatwierdzam", to=KIND)
    assert ticked(firm) == 1


def test_asked_again_it_is_answered_and_shown_once(firm: Firm, send: Send) -> None:
    send(COMMAND)
    assert "bez zmian: podgląd tej poprawki" in send(COMMAND)
    assert send(f"KOREKTA 2026-03 {ONE}\nKOREKTA 2026-03 {ONE}").count("bez zmian: podgląd tej poprawki") == 2
    assert len(firm.letters(KIND)) == 1
    send("Ta sama wiadomość", same="reply-1@x.example")
    with Session(firm.engine) as session:
        assert len(session.exec(select(BillCorrection)).all()) == 1
    send(f"KOREKTA 2026-03 {ONE} inny powód")
    assert "nowy podgląd" in firm.letters(KIND)[-1].subject
    assert "Powód: inny powód" in firm.texts(KIND)[-1]


def test_what_changed_after_the_preview_is_shown_again_before_it_leaves(firm: Firm, send: Send) -> None:
    send(COMMAND)
    send("ZATWIERDŹ", to=KIND)
    firm.work(ONE, "2026-03-20 09:00", 60, recorded="2026-03-20 10:00")
    assert ticked(firm) == 1
    assert versions(firm) == [1], "what was approved is not what would leave"
    assert "Od poprzedniego podglądu coś się zmieniło, więc poprawka jeszcze nie wyszła" in firm.texts(KIND)[-1]
    assert ticked(firm) == 0
    assert "nieaktualny podgląd" in send("ZATWIERDŹ", to=KIND, newest=False)
    assert ticked(firm) == 0
    send("ZATWIERDŹ", to=KIND)
    assert ticked(firm) == 1
    assert versions(firm) == [1, 2]


def test_when_nothing_differs_any_more_nothing_leaves_and_it_is_said(firm: Firm, send: Send) -> None:
    send(COMMAND)
    send("ZATWIERDŹ", to=KIND)
    undo(firm, firm.wrong, again=True)  # type: ignore[attr-defined]
    assert ticked(firm) == 1
    assert "nie ma czego poprawiać" in firm.texts(KIND)[-1]
    assert (ticked(firm), versions(firm)) == (0, [1])


def test_documents_that_cannot_be_made_end_it_and_block_nobody(firm: Firm, send: Send) -> None:
    send(COMMAND)
    send("ZATWIERDŹ", to=KIND)
    firm.office = replace(firm.office, company=replace(firm.office.company, logo=b"\x89PNG is no picture"))
    assert ticked(firm) == 1
    assert "nie da się teraz rozliczyć albo wydrukować" in firm.texts(KIND)[-1]
    assert (ticked(firm), versions(firm)) == (0, [1])


def test_taken_back_it_never_leaves(firm: Firm, send: Send) -> None:
    send(COMMAND)
    assert "cofnięte: „KOREKTA 2026-03" in send("cofnij", to=KIND)
    assert ticked(firm, "2026-04-20 20:00") == 0
    assert "już wyszła albo została wycofana" in send("ZATWIERDŹ", to=KIND)
    send(COMMAND)
    send("WSTRZYMAJ", to=KIND)
    send("cofnij", to=KIND)
    send("ZATWIERDŹ", to=KIND)
    assert ticked(firm) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"KOREKTA 2026-04 {ONE}", "za ten miesiąc jeszcze nie wyszło"),
        (f"KOREKTA 2026-03 {TWO} nic", "za ten miesiąc jest dobre"),
        (f"KOREKTA 2026-03 {NIPS[2]}", "nie mamy"),
        ("KOREKTA 2026-03 5259912078", "nie jest poprawnym NIP-em"),
        (f"KOREKTA 2026-13 {ONE}", "to nie jest miesiąc"),
        ("KOREKTA 2026-03", "nie jest poprawnym NIP-em"),
    ],
)
def test_wrong_input_gets_a_clear_answer(firm: Firm, send: Send, line: str, said: str) -> None:
    assert said in send(line)
    assert firm.letters(KIND) == []


def test_a_payer_without_an_address_is_said_before_anything_waits(firm: Firm, send: Send) -> None:
    with transaction(firm.engine) as session:
        session.get_one(Contract, ONE).billing_email = ""
    assert "Nie znamy adresu" in send(COMMAND)


def test_only_managers_only_authenticated_and_by_subject_too(firm: Firm, send: Send) -> None:
    assert "tylko kierownicy" in send(COMMAND, by="Marek Wilk <m.wilk@3rp.com.pl>")
    assert send(COMMAND, dmarc="fail") == ""
    assert firm.letters(KIND) == []
    assert "poszedł do kierowników" in send("", subject=f"KOREKTA 2026-03 {ONE}")


def test_an_answer_about_another_payer_changes_nothing(firm: Firm, send: Send) -> None:
    send(COMMAND)
    assert "podaje inny NIP" in send(f"WSTRZYMAJ {TWO}", to=KIND)
    with Session(firm.engine) as session:
        (row,) = session.exec(select(BillCorrection))
        assert row.held_at is None


def test_a_month_held_back_is_another_matter(firm: Firm, send: Send) -> None:
    """The words under a correction's preview are about the correction, under a month's preview about the month."""
    send(COMMAND)
    firm.work(ONE, "2026-04-10 09:00")
    firm.at("2026-04-29 09:00")
    firm.now = warsaw("2026-04-29 10:00")
    send("WSTRZYMAJ", to="staff-billing-preview")
    assert firm.at("2026-04-30 20:00").sent == 0
    assert versions(firm) == [1, 2]
