"""Help, guided cases and the InsERT wallet in the recording transaction, on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from tests.acceptance.office import mail
from worker.application.binding import bind
from worker.application.insert import book
from worker.application.insert.clock import watch_wallets
from worker.application.offered import Offered
from worker.application.office import Office
from worker.application.record import record
from worker.demo import readable
from worker.domain.calendar import local_day
from worker.domain.message import Address
from worker.mail.letters import Sender
from worker.mail.mime import read_message
from worker.store.engine import reading, transaction
from worker.store.insert_tables import CaseMark, HelpOffer, PointsOrder, WalletNotice
from worker.store.staff_tables import WorkEntry
from worker.store.tables import LedgerEntry, OutboxLetter, Ticket, TicketState

NIP, OTHER = "5259912077", "1132191233"
JAN, OLGA, MAREK = "Jan Kowalski <jan@firma.example>", "Olga <olga@obca.example>", "Marek Wilk <m.wilk@3rp.com.pl>"
MORNING = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
OFFICE = Office(
    sender=Sender(address="pomoc@3rp.com.pl", name="Pomoc 3RP", company="3RP", key=b"k" * 16, plus_addresses=True),
    own_addresses=frozenset({"pomoc@3rp.com.pl"}),
    authserv_id="mx.3rp.com.pl",
    technicians=(Address(address="m.wilk@3rp.com.pl", name="Marek Wilk"),),
    managers=(Address(address="szef@3rp.com.pl", name="Anna Szef"),),
    queue=(Address(address="m.wilk@3rp.com.pl", name="Marek Wilk"),),
)
DELETED = (
    "Dzień dobry,\r\n\r\nktoś usunął nasze Konto InsERT i po uruchomieniu Subiekta jest komunikat o braku licencji."
    " Jak je odzyskać?\r\nStanowisko: KASA 1, użytkownik Jan Kowalski, tel. 601 000 214.\r\n"
)
Send = Callable[..., LedgerEntry]


@pytest.fixture
def engine(blank: Engine) -> Engine:
    with transaction(blank) as session:
        bind(session, "jan@firma.example", NIP, name="Jan Kowalski", source="settings", now=MORNING)
    return blank


@pytest.fixture
def send(engine: Engine) -> Send:
    count = 0

    def send_one(text: str = "", *, by: str = JAN, answers: str = "", subject: str = "PORTFEL") -> LedgerEntry:
        nonlocal count
        count += 1
        now = MORNING + timedelta(minutes=10 * count)
        raw = mail(message_id=f"m{count}@x.example", text=text or "\r\n", sender=by, answers=answers, subject=subject)
        message = read_message(raw, authserv_id="mx.3rp.com.pl", own_addresses=OFFICE.own_addresses)
        offered = Offered(mailbox="test", uidvalidity=1, uid=count, raw=raw, received_at=now, message=message)
        with transaction(engine) as session:
            return record(session, offered, OFFICE, now)

    return send_one


def letters(engine: Engine, kind: str) -> list[OutboxLetter]:
    with reading(engine) as session:
        query = select(OutboxLetter).where(OutboxLetter.kind == kind).order_by(col(OutboxLetter.id))
        return list(session.exec(query))


def text_of(letter: OutboxLetter) -> str:
    return readable(letter.raw)[0].replace("\u00a0", " ")


def balance(engine: Engine, nip: str = NIP) -> Decimal:
    with reading(engine) as session:
        return book.account_of(session, OFFICE, nip, local_day(MORNING)).wallet.balance


def the_ticket(engine: Engine) -> Ticket:
    with reading(engine) as session:
        return session.exec(select(Ticket).order_by(col(Ticket.id).desc())).first() or pytest.fail("no ticket")


def opened(engine: Engine, send: Send) -> tuple[str, str]:
    """A ticket with an article and a list; the ids of its confirmation and of the technician's letter."""
    send(DELETED, subject=f"[{NIP}] Usunięte Konto InsERT")
    return letters(engine, "customer-confirmation")[-1].message_id, letters(engine, "staff-ticket")[-1].message_id


# --- POMOGŁO ---


def test_pomoglo_closes_free_of_charge_and_tells_both(engine: Engine, send: Send) -> None:
    confirmation, _ = opened(engine, send)
    send("POMOGŁO", answers=confirmation, subject="Re: x")
    ticket = the_ticket(engine)
    assert (ticket.state, ticket.next_alert_at) == (TicketState.CLOSED.value, None)
    assert ticket.clock_stopped_at is not None
    assert "bez opłat" in text_of(letters(engine, "staff-ticket")[-1]).lower()
    assert "nic nie kosztuje" in text_of(letters(engine, "customer-helped")[0])
    with reading(engine) as session:
        assert session.exec(select(WorkEntry)).all() == []
        assert session.exec(select(HelpOffer)).one().helped_at is not None


def test_a_second_pomoglo_changes_nothing(engine: Engine, send: Send) -> None:
    confirmation, _ = opened(engine, send)
    for _ in range(2):
        send("POMOGŁO", answers=confirmation, subject="Re: x")
    assert the_ticket(engine).state == TicketState.CLOSED.value
    assert len(letters(engine, "customer-helped")) == 1


def test_any_other_answer_leaves_the_clock_untouched(engine: Engine, send: Send) -> None:
    confirmation, _ = opened(engine, send)
    before = the_ticket(engine)
    send("Nie pomogło.", answers=confirmation, subject="Re: x")
    after = the_ticket(engine)
    assert (after.state, after.deadline_at, after.next_alert_at) == (
        before.state, before.deadline_at, before.next_alert_at,
    )  # fmt: skip
    assert not letters(engine, "customer-helped")


def test_pomoglo_of_a_ticket_without_an_article_is_a_message(engine: Engine, send: Send) -> None:
    send(DELETED.replace("Konto InsERT", "konto pocztowe"), subject=f"[{NIP}] Poczta")
    send("POMOGŁO", answers=letters(engine, "customer-confirmation")[-1].message_id, subject="Re: x")
    assert the_ticket(engine).state == TicketState.OPEN.value


def test_a_stranger_cannot_close_a_ticket(engine: Engine, send: Send) -> None:
    confirmation, _ = opened(engine, send)
    entry = send("POMOGŁO", by=OLGA, answers=confirmation, subject="Re: x")
    assert entry.outcome == "quarantine"
    assert the_ticket(engine).state == TicketState.OPEN.value


# --- krok ---


def test_krok_ticks_and_cofnij_takes_it_back(engine: Engine, send: Send) -> None:
    _, news = opened(engine, send)
    send("krok: 1-2", by=MAREK, answers=news, subject="Re: x")
    with reading(engine) as session:
        marks = session.exec(select(CaseMark).where(CaseMark.technician != "")).all()
    assert [one.step for one in marks] == ["konto", "firma"]
    receipt = letters(engine, "staff-receipt")[-1]
    assert "brakuje jeszcze" in text_of(receipt)
    send("cofnij", by=MAREK, answers=receipt.message_id, subject="Re: x")
    with reading(engine) as session:
        assert all(one.undone_at for one in session.exec(select(CaseMark).where(CaseMark.technician != "")))


def test_krok_nie_takes_the_customers_tick_away_and_cofnij_gives_it_back(engine: Engine, send: Send) -> None:
    _, news = opened(engine, send)
    send("krok: 4 nie", by=MAREK, answers=news, subject="Re: x")  # the NIP of the subject
    with reading(engine) as session:
        assert session.exec(select(CaseMark).where(CaseMark.step == "nip")).one().undone_at
    send("cofnij", by=MAREK, answers=letters(engine, "staff-receipt")[-1].message_id, subject="Re: x")
    with reading(engine) as session:
        assert not session.exec(select(CaseMark).where(CaseMark.step == "nip")).one().undone_at


@pytest.mark.parametrize(("line", "said"), [("krok: 12", "od 1 do 7"), ("krok: pierwszy", "numer kroku")])
def test_a_wrong_krok_is_asked_back(engine: Engine, send: Send, line: str, said: str) -> None:
    _, news = opened(engine, send)
    send(line, by=MAREK, answers=news, subject="Re: x")
    assert said in text_of(letters(engine, "staff-question")[-1])


def test_krok_on_a_ticket_without_a_list_is_asked_back(engine: Engine, send: Send) -> None:
    send(DELETED.replace("Konto InsERT", "konto pocztowe"), subject=f"[{NIP}] Poczta")
    send("krok: 1", by=MAREK, answers=letters(engine, "staff-ticket")[-1].message_id, subject="Re: x")
    assert "nie ma listy" in text_of(letters(engine, "staff-question")[-1])


# --- the wallet ---


def test_a_customer_tells_and_asks(engine: Engine, send: Send) -> None:
    send("portfel: 350 pkt, ważny do 2027-03-01")
    assert balance(engine) == 350
    send()
    assert ["350 pkt" in text_of(one) for one in letters(engine, "customer-wallet")] == [True, True]


def test_an_address_that_is_not_bound_learns_and_changes_nothing(engine: Engine, send: Send) -> None:
    send("portfel: 350 pkt, ważny do 2027-03-01")
    send("portfel: 1 pkt", by=OLGA, subject=f"[{NIP}] PORTFEL")
    told = text_of(letters(engine, "customer-wallet")[-1])
    assert "350" not in told
    assert "przypisan" in told
    assert balance(engine) == 350


def test_a_line_that_cannot_be_read_is_said_and_the_others_stand(engine: Engine, send: Send) -> None:
    send("portfel: 350 pkt\r\nportfel: trochę więcej")
    assert "trochę więcej" in text_of(letters(engine, "customer-wallet")[-1])
    assert balance(engine) == 350


def test_a_technician_tells_on_a_ticket_or_by_nip_and_takes_it_back(engine: Engine, send: Send) -> None:
    _, news = opened(engine, send)
    send("portfel: 350 pkt, ważny do 2027-03-01\r\nportfel: zakup 500", by=MAREK, answers=news, subject="Re: x")
    assert balance(engine) == 850
    send("cofnij", by=MAREK, answers=letters(engine, "staff-receipt")[-1].message_id, subject="Re: x")
    assert balance(engine) == 0
    send(f"portfel: {OTHER} 20 pkt", by=MAREK, subject="portfel klienta")
    assert balance(engine, OTHER) == 20


def test_a_refused_operation_is_said_in_the_receipt(engine: Engine, send: Send) -> None:
    _, news = opened(engine, send)
    send("portfel: 3 pkt, ważny do 2027-03-01\r\nportfel: wysłane 5", by=MAREK, answers=news, subject="Re: x")
    assert "za mało punktów" in text_of(letters(engine, "staff-receipt")[-1])


def test_a_receipt_refuses_what_it_is_about_and_no_later_entry(engine: Engine, send: Send) -> None:
    _, news = opened(engine, send)
    send("portfel: 3 pkt, ważny do 2027-03-01\r\nportfel: wysłane 5", by=MAREK, answers=news, subject="Re: x")
    before = (local_day(MORNING) - timedelta(days=2)).isoformat()
    send(f"portfel: zakup 500 {before}", by=MAREK, answers=news, subject="Re: x")
    assert "za mało punktów" not in text_of(letters(engine, "staff-receipt")[-1])
    assert len(letters(engine, "staff-receipt")) == 2


def test_the_clock_writes_once_and_only_to_bound_addresses(engine: Engine, send: Send) -> None:
    send("portfel: 350 pkt, ważny do 2026-12-20")
    with transaction(engine) as session:
        bind(session, "ewa@firma.example", NIP, name="Ewa", source="technician", now=MORNING)
    for hour in (5, 8, 9, 23):  # Warsaw: 6:00, 9:00, 10:00, midnight
        with transaction(engine) as session:
            watch_wallets(session, OFFICE, datetime(2026, 11, 21, hour, tzinfo=UTC))
    told = letters(engine, "customer-wallet-notice")
    assert sorted(one.recipient for one in told) == ["ewa@firma.example", "jan@firma.example"]
    assert {one.created_at for one in told} == {datetime(2026, 11, 21, 8, tzinfo=UTC)}


def test_a_worker_that_was_down_sends_only_the_most_urgent_letter(engine: Engine, send: Send) -> None:
    send("portfel: 350 pkt, ważny do 2026-12-20")
    with transaction(engine) as session:
        watch_wallets(session, OFFICE, datetime(2026, 12, 18, 9, tzinfo=UTC))
    (letter,) = letters(engine, "customer-wallet-notice")
    assert "ostatni tydzień" in letter.subject
    with reading(engine) as session:
        assert len(session.exec(select(WalletNotice)).all()) == 2


def test_nobody_bound_nobody_told_until_somebody_is(engine: Engine, send: Send) -> None:
    send(f"portfel: {OTHER} 20 pkt, ważny do 2026-11-30", by=MAREK, subject="portfel klienta")
    noon = datetime(2026, 11, 21, 11, tzinfo=UTC)
    with transaction(engine) as session:
        assert watch_wallets(session, OFFICE, noon) == 0
        bind(session, "kos@kos.example", OTHER, name="", source="technician", now=MORNING)
    with transaction(engine) as session:
        assert watch_wallets(session, OFFICE, noon) == 1


# --- an order of a pack ---


def test_an_order_becomes_a_ticket_with_pack_net_and_gross(engine: Engine, send: Send) -> None:
    send("Dzień dobry, proszę o paczkę 1000 InsPunktów.", subject=f"[{NIP}] InsPunkty")
    assert the_ticket(engine).kind == "points_order"
    for kind in ("customer-confirmation", "staff-ticket"):
        told = text_of(letters(engine, kind)[-1])
        assert "InsPunkty 1000: 300,00 zł netto, 369,00 zł brutto" in told


def test_a_pack_without_a_known_price_says_so(engine: Engine, send: Send) -> None:
    send("Zamawiamy 500 InsPunktów.", subject=f"[{NIP}] InsPunkty")
    assert "InsPunkty 500 (cenę potwierdzi biuro" in text_of(letters(engine, "customer-confirmation")[-1])
    with reading(engine) as session:
        assert session.exec(select(PointsOrder)).one().net is None


def test_the_payer_of_an_order_is_the_only_one_the_sender_is_bound_to(engine: Engine, send: Send) -> None:
    send("Zamawiamy 1000 InsPunktów.", subject="InsPunkty")
    assert the_ticket(engine).nip == NIP


def test_a_stranger_is_asked_for_the_nip_alone_and_his_answer_completes_the_order(engine: Engine, send: Send) -> None:
    send("Zamawiamy 1000 InsPunktów.", by=OLGA, subject="InsPunkty")
    rejection = letters(engine, "customer-rejection")[-1]
    send(f"NIP: {OTHER}", by=OLGA, answers=rejection.message_id, subject="Re: InsPunkty")
    ticket = the_ticket(engine)
    assert (ticket.kind, ticket.nip, ticket.verified) == ("points_order", OTHER, False)


def test_an_order_in_an_answer_is_a_ticket_of_its_own(engine: Engine, send: Send) -> None:
    confirmation, _ = opened(engine, send)
    first = the_ticket(engine)
    send("Proszę o paczkę 1000 InsPunktów.", answers=confirmation, subject=f"Re: [#{first.public_id}] Konto")
    second = the_ticket(engine)
    assert (second.kind, second.nip, second.linked_ticket_id) == ("points_order", NIP, first.id)
    send(
        "Proszę jednak o 2000 InsPunktów.",
        answers=letters(engine, "customer-confirmation")[-1].message_id,
        subject="Re",
    )
    assert the_ticket(engine).id == second.id  # a change of the order is for a person
