"""Managers answer the preview of a month: WSTRZYMAJ, WZNÓW, ZATWIERDŹ; elsewhere and by others it is refused."""

from collections.abc import Callable
from datetime import UTC, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from tests.acceptance.office import mail
from tests.integration.billing_months import NIPS, Firm, text_of
from worker.application.billing import state
from worker.application.offered import Offered
from worker.application.record import record
from worker.mail.mime import read_message
from worker.store.engine import transaction
from worker.store.tables import LedgerEntry, OutboxLetter, Payer, Ticket

ONE, TWO, THREE = NIPS[:3]
BOSS = "Anna Szef <szef@3rp.com.pl>"
Reply = Callable[..., str]


@pytest.fixture
def firm(engine: Engine) -> Firm:
    made = Firm(engine)
    made.some_payers(3)
    made.at("2026-03-30 09:00")
    return made


@pytest.fixture
def reply(firm: Firm) -> Reply:
    """A mail of a manager, by default in reply to the preview; the text of what he gets back."""
    count = 0

    def send(text: str, *, by: str = BOSS, answers: str | None = None, dmarc: str = "pass") -> str:
        nonlocal count
        count += 1
        firm.now += timedelta(minutes=10)
        (preview,) = firm.letters("staff-billing-preview")
        raw = mail(
            message_id=f"reply-{count}@x.example",
            subject=f"Re: {preview.subject}",
            text=text,
            sender=by,
            dmarc=dmarc,
            answers=preview.message_id if answers is None else answers,
        )
        entry = _record(firm.engine, firm, raw, count)
        back = [one for kind in ("staff-receipt", "staff-question") for one in _caused(firm, kind, entry)]
        return "\n".join(map(text_of, back))

    return send


def _record(engine: Engine, firm: Firm, raw: bytes, uid: int) -> LedgerEntry:
    now = firm.now.astimezone(UTC)
    message = read_message(raw, authserv_id="mx.3rp.com.pl", own_addresses=firm.office.own_addresses)
    offered = Offered(mailbox="m", uidvalidity=9, uid=uid, raw=raw, received_at=now, message=message)
    with transaction(engine) as session:
        return record(session, offered, firm.office, now)


def _caused(firm: Firm, kind: str, entry: LedgerEntry) -> list[OutboxLetter]:
    return [one for one in firm.letters(kind) if one.ledger_id == entry.id]


def held(firm: Firm) -> state.Holds:
    with Session(firm.engine) as session:
        return state.holds_of(session, "2026-03")


def test_one_payer_is_held_and_let_go_by_reply(firm: Firm, reply: Reply) -> None:
    assert "rozliczenie płatnika NIP 526-025-02-74 jest wstrzymane (03.2026)" in reply(f"WSTRZYMAJ {TWO}")
    assert held(firm).nips == {TWO}
    assert "bez zmian: tak już było" in reply(f"wstrzymaj {TWO}")
    assert firm.at("2026-03-31 20:00").sent == 2
    assert "jest zwolnione" in reply(f"WZNÓW {TWO}")
    assert firm.at("2026-03-31 21:00").sent == 1
    with Session(firm.engine) as session:
        assert session.get_one(Payer, TWO).suspended_at is None, "the bill was held, not the payer's service"


def test_all_are_held_and_approved_by_reply(firm: Firm, reply: Reply) -> None:
    assert "rozliczenia wszystkich płatników są wstrzymane" in reply("WSTRZYMAJ")
    assert firm.at("2026-03-31 20:00").sent == 0
    assert "są zatwierdzone" in reply("ZATWIERDŹ")
    assert firm.at("2026-03-31 21:00").sent == 3


def test_where_letters_leave_by_themselves_approval_releases_who_was_held_before(firm: Firm, reply: Reply) -> None:
    reply(f"WSTRZYMAJ {TWO}")
    assert "nadal wstrzymane" not in reply("Zatwierdzam.")
    assert held(firm).nips == frozenset()


def test_held_and_approved_in_one_breath_means_all_but_this_one(firm: Firm, reply: Reply) -> None:
    assert f"nadal wstrzymane: {TWO}" in reply(f"WSTRZYMAJ {TWO}\nZATWIERDŹ")
    assert held(firm).nips == {TWO}


def test_where_a_month_needs_a_word_single_holds_stay(firm: Firm, reply: Reply) -> None:
    firm.approve_only()
    reply(f"WSTRZYMAJ {TWO}")
    assert f"nadal wstrzymane: {TWO}" in reply("ZATWIERDŹ")
    assert firm.at("2026-03-31 20:00").sent == 2
    reply(f"ZATWIERDŹ {TWO}")
    assert firm.at("2026-03-31 21:00").sent == 1


def test_a_hold_is_taken_back(firm: Firm, reply: Reply) -> None:
    reply(f"WSTRZYMAJ {TWO}")
    reply("cofnij")
    assert held(firm).nips == frozenset()
    reply(f"WSTRZYMAJ {TWO}")
    reply(f"WZNÓW {TWO}")
    reply("cofnij")
    assert held(firm).nips == {TWO}


def test_what_has_left_cannot_be_held(firm: Firm, reply: Reply) -> None:
    firm.at("2026-03-31 20:00")
    assert "za ten miesiąc już wyszło" in reply(f"WSTRZYMAJ {ONE}")


def test_only_under_a_preview_only_managers_only_authenticated(firm: Firm, reply: Reply) -> None:
    assert "działa w odpowiedzi na podgląd" in reply("WSTRZYMAJ", answers="")
    assert "tylko kierownicy" in reply("WSTRZYMAJ", by="Marek Wilk <m.wilk@3rp.com.pl>")
    assert reply("WSTRZYMAJ", dmarc="fail") == ""
    assert "nie jest poprawnym NIP-em" in reply("WSTRZYMAJ 1234567890")
    assert held(firm) == state.Holds()


def test_elsewhere_the_same_word_stops_the_service(firm: Firm, reply: Reply) -> None:
    assert "pomoc dla NIP 526-025-02-74 jest wstrzymana" in reply(f"WSTRZYMAJ {TWO}", answers="")
    assert held(firm) == state.Holds()
    with Session(firm.engine) as session:
        assert session.get_one(Payer, TWO).suspended_at is not None


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Skąd te dwie godziny dziesiątego?", "report"), ("Składam reklamację, nie było tych prac.", "complaint")],
)
def test_the_payers_answer_to_his_bill_is_taken_as_it_is(firm: Firm, text: str, kind: str) -> None:
    firm.at("2026-03-31 20:00")
    letter = next(one for one in firm.letters() if ONE in one.recipient)
    raw = mail(
        message_id="pytanie@f.example",
        subject=f"Odp: {letter.subject}",
        text=text,
        sender=f"Biuro <{letter.recipient}>",
        answers=letter.message_id,
    )
    entry = _record(firm.engine, firm, raw, 77)
    assert (entry.outcome, entry.kind) == ("confirm", kind)
    with Session(firm.engine) as session:
        assert session.get_one(Ticket, entry.ticket_id).nip == ONE
