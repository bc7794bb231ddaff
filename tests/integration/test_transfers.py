"""What a bank statement does to what is owed: several invoices, corrections, transfers the bank took back."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from tests.integration.test_imports import INVOICES, NOW, RUDNIK, effects, take, why
from worker.adapters.bank_statement import read_statement
from worker.application.imports import KINDS, Effect, Report, Taking, run_import
from worker.application.payers.claims import debtors
from worker.domain.policy import DEFAULT
from worker.store.billing_tables import Payment, SalesInvoice

TODAY = date(2026, 5, 20)
PAID = "data;kwota;tytuł;nadawca;zwrot\n2026-04-07;123,00;zaplata FV/1/2026;Rudnik;nie\n"
TAKEN_BACK = "2026-04-09;123,00;zwrot FV/1/2026;Rudnik;tak\n"
HEADER = INVOICES.split("\n", 1)[0] + ";koryguje"


@pytest.fixture
def engine(blank: Engine) -> Engine:
    take(blank, "invoices", INVOICES)
    return blank


def owed(engine: Engine, on: date = TODAY) -> dict[str, Decimal]:
    with Session(engine) as session:
        return {late.number: late.left for one in debtors(session, on, DEFAULT) for late in one.owed}


def correction(engine: Engine, number: str, gross: str, of: str = "FV/1/2026") -> Report:
    return take(engine, "invoices", f"{HEADER}\n{number};{RUDNIK};2026-04-20;2026-04-27;{gross};korekta;;{of}")


# --- several invoices ---


def test_numbers_without_letters_beside_a_whole_one_pay_all_of_them(engine: Engine) -> None:
    report = take(engine, "payments", "data;kwota;tytuł\n2026-05-04;369,00;faktury FV/1/2026 i 2/2026")
    assert effects(report) == [Effect.NEW]
    assert [one.name for one in report.changes[0].fields] == ["wpłata FV/1/2026", "wpłata FV/2/2026"]
    assert "FV/1/2026" not in owed(engine)


def test_a_named_invoice_that_is_paid_already_takes_no_part(engine: Engine) -> None:
    take(engine, "payments", PAID)
    report = take(engine, "payments", "data;kwota;tytuł\n2026-05-04;246,00;FV/1/2026, FV/2/2026")
    assert [one.name for one in report.changes[0].fields] == ["wpłata FV/2/2026"]


def test_too_little_for_several_is_listed_with_what_the_law_would_do(engine: Engine) -> None:
    report = take(engine, "payments", "data;kwota;tytuł\n2026-05-04;300,00;FV/2/2026, FV/1/2026")
    assert effects(report) == [Effect.UNMATCHED]
    assert "art. 451 § 3 k.c.): FV/1/2026 123,00 zł, FV/2/2026 177,00 zł" in report.changes[0].note
    with Session(engine) as session:
        assert session.exec(select(Payment)).all() == []


def test_too_much_for_several_and_a_mention_that_does_not_add_up_are_listed(engine: Engine) -> None:
    table = "data;kwota;tytuł\n2026-05-04;400,00;FV/1/2026, FV/2/2026\n2026-05-04;300,00;FV/1/2026 i 2/2026"
    assert effects(take(engine, "payments", table)) == [Effect.UNMATCHED, Effect.UNMATCHED]


def test_a_number_that_means_two_documents_names_neither(engine: Engine) -> None:
    correction(engine, "FK/1/2026", "24,60")
    report = take(engine, "payments", f"data;kwota;tytuł\n2026-05-04;50,00;NIP {RUDNIK} 1/2026")
    assert effects(report) == [Effect.UNMATCHED]


def test_a_reference_that_another_transfer_has_is_listed(engine: Engine) -> None:
    """Banks that write NONREF for everything must not make the second transfer vanish."""
    table = "data;kwota;tytuł;referencja\n2026-05-04;123,00;FV/1/2026;NONREF\n2026-05-04;246,00;FV/2/2026;NONREF"
    report = take(engine, "payments", table)
    assert effects(report) == [Effect.NEW, Effect.UNMATCHED]
    assert "ta referencja jest już przy innej wpłacie (FV/1/2026)" in report.changes[1].note


# --- corrections [12.5, 12.10] ---


def test_a_charge_is_owed_and_paid_like_an_invoice(engine: Engine) -> None:
    report = correction(engine, "FK/1/2026", "24,60")
    assert report.changes[0].note == "do zapłaty osobno, do 2026-04-27"
    assert owed(engine)["FK/1/2026"] == Decimal("24.60")
    both = take(engine, "payments", "data;kwota;tytuł\n2026-05-04;147,60;FV/1/2026 + FK/1/2026")
    assert effects(both) == [Effect.NEW]
    assert set(owed(engine)) == {"FV/2/2026", "FV/3/2026"}


def test_a_credit_lowers_what_is_left_of_its_invoice(engine: Engine) -> None:
    report = correction(engine, "FK/1/2026", "-23,00", "fv/1/2026")  # written otherwise than we have it
    assert report.changes[0].note == "wartość FV/1/2026 po korekcie: 100,00 zł"
    assert owed(engine)["FV/1/2026"] == Decimal("100.00")
    paid = take(engine, "payments", "data;kwota;tytuł\n2026-05-04;100,00;FV/1/2026")
    assert paid.changes[0].note == ""
    assert "FV/1/2026" not in owed(engine)


@pytest.mark.parametrize(
    ("of", "said"), [("FV/77/2026", "faktury FV/77/2026 nie mamy"), ("", "nie wiadomo, którą fakturę koryguje")]
)
def test_a_correction_of_nothing_we_know_says_so(engine: Engine, of: str, said: str) -> None:
    assert said in correction(engine, "FK/1/2026", "-23,00", of).changes[0].note


def test_a_correction_names_an_invoice_of_its_own_payer(engine: Engine) -> None:
    assert "ma inny płatnik" in why(correction(engine, "FK/1/2026", "-23,00", "FV/3/2026"))[0]


def test_a_correction_may_bear_the_month_of_its_invoice(engine: Engine) -> None:
    line = f"FK/1/2026;{RUDNIK};2026-04-20;2026-04-27;-23,00;korekta;2026-03;FV/1/2026"
    assert effects(take(engine, "invoices", f"{HEADER}\n{line}")) == [Effect.NEW]
    assert effects(take(engine, "invoices", f"{HEADER}\n{line}")) == [Effect.UNCHANGED]


# --- transfers the bank took back ---


def test_a_transfer_taken_back_opens_its_invoice_again(engine: Engine) -> None:
    foretold = take(engine, "payments", PAID + TAKEN_BACK, keep=False)
    done = take(engine, "payments", PAID + TAKEN_BACK)
    assert foretold.changes == done.changes
    assert effects(done) == [Effect.NEW, Effect.CHANGED]
    taken = done.changes[1]
    assert (taken.fields[0].old, taken.fields[0].new) == ("123,00 zł, 2026-04-07", "cofnięta przez bank 2026-04-09")
    assert taken.note == "FV/1/2026: zostaje 123,00 zł"
    assert owed(engine)["FV/1/2026"] == Decimal("123.00")
    again = take(engine, "payments", PAID + TAKEN_BACK)
    assert effects(again) == [Effect.UNCHANGED, Effect.UNCHANGED]
    assert owed(engine)["FV/1/2026"] == Decimal("123.00")


def test_money_sent_again_after_it_was_taken_back_pays(engine: Engine) -> None:
    once_more = "2026-04-10;123,00;zaplata FV/1/2026;Rudnik;nie\n"
    assert effects(take(engine, "payments", PAID + TAKEN_BACK + once_more))[2] is Effect.NEW
    assert "FV/1/2026" not in owed(engine)


def test_a_transfer_for_several_is_taken_back_whole(engine: Engine) -> None:
    both = "data;kwota;tytuł;zwrot\n2026-05-04;369,00;FV/1/2026 FV/2/2026;nie\n"
    take(engine, "payments", both)
    report = take(engine, "payments", both + "2026-05-04;369,00;FV/2/2026 FV/1/2026 zwrot;tak")
    assert [one.name for one in report.changes[1].fields] == ["wpłata FV/1/2026", "wpłata FV/2/2026"]
    assert {"FV/1/2026", "FV/2/2026"} <= set(owed(engine))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2026-04-09;122,00;zwrot FV/1/2026;Rudnik;tak", "nie ma zaksięgowanego przelewu na tę samą kwotę"),
        ("2026-04-09;123,00;zwrot FV/2/2026;Rudnik;tak", "nie ma zaksięgowanego przelewu na tę samą kwotę"),
        ("2026-04-06;123,00;zwrot FV/1/2026;Rudnik;tak", "nie ma zaksięgowanego przelewu na tę samą kwotę"),
        ("2026-04-09;123,00;zwrot;Rudnik;tak", "po których byłoby wiadomo, który to przelew; może: FV/1/2026"),
    ],
)
def test_what_is_not_certain_is_listed_with_its_reason(engine: Engine, line: str, said: str) -> None:
    report = take(engine, "payments", PAID + line)
    assert effects(report) == [Effect.NEW, Effect.UNMATCHED]
    assert said in report.changes[1].note
    assert "FV/1/2026" not in owed(engine)


def test_several_transfers_that_fit_are_left_to_a_person(engine: Engine) -> None:
    header = PAID.split("\n", maxsplit=1)[0]
    table = f"""{header}
2026-04-07;60,00;FV/1/2026;Rudnik;nie
2026-04-08;60,00;FV/1/2026;Rudnik;nie
2026-04-09;60,00;FV/1/2026;Rudnik;tak"""
    report = take(engine, "payments", table)
    assert "pasuje do kilku zaksięgowanych przelewów" in report.changes[2].note


def test_the_nip_or_the_reference_names_the_transfer_too(engine: Engine) -> None:
    table = "data;kwota;faktura;referencja;zwrot;tytuł\n2026-04-07;123,00;FV/1/2026;op-1;nie;\n"
    take(engine, "payments", table)
    assert effects(take(engine, "payments", table + "2026-04-09;-123,00;;op-1;tak;"))[1] is Effect.CHANGED
    take(engine, "payments", "data;kwota;faktura;referencja\n2026-04-10;123,00;FV/1/2026;op-2")
    by_nip = take(engine, "payments", f"data;kwota;tytuł;zwrot\n2026-04-12;123,00;STORNO NIP {RUDNIK};tak")
    assert effects(by_nip) == [Effect.CHANGED]
    assert owed(engine)["FV/1/2026"] == Decimal("123.00")


STATEMENT = """
:20:MT940
:25:/PL61109010140000071219812874
:28C:00045
:60F:C260401PLN1000,00
:61:2604070407CN123,00NTRFNONREF
:86:020~00C0AB~20Zaplata za FV/1/2026~32RUDNIK
:61:2604090409RCN123,00NTRFNONREF
:86:020~00C0AB~20ZWROT: Zaplata za FV/1/2026~32RUDNIK
:62F:C260409PLN1000,00
-
"""


def test_an_rc_entry_of_a_statement_takes_its_transfer_back(engine: Engine) -> None:
    def begin(session: Session) -> Taking:
        return Taking(session=session, now=NOW, today=TODAY)

    read = read_statement(STATEMENT.encode())
    report = run_import(engine, KINDS["payments"], read, begin, keep=True)
    assert effects(report) == [Effect.NEW, Effect.CHANGED]
    with Session(engine) as session:
        (payment,) = session.exec(select(Payment))
        assert (payment.booked_day, payment.reversed_day) == (date(2026, 4, 7), date(2026, 4, 9))
        assert session.get(SalesInvoice, "FV/1/2026") is not None
