"""The language of a contract, from the customer list to every letter about money that its payer gets."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from tests.integration.billing_months import Firm, files_of, text_of, warsaw
from tests.integration.staffed import OFFICE
from tests.integration.test_imports import take
from tests.unit.documents.months import needs_pdftotext
from tests.unit.documents.months import text_of as pdf_text
from worker.application.billing.run import MonthRun
from worker.application.imports import Effect
from worker.application.packages.notices import tell_of_packages
from worker.application.payers.notices import send_notice, write_notice
from worker.domain.message import Address
from worker.store.billing_tables import Contract, SalesInvoice, SoldPackage
from worker.store.engine import transaction
from worker.store.tables import Payer

ONE, TWO = "5259912077", "5260250274"


@pytest.fixture
def firm(engine: Engine) -> Firm:
    found = Firm(engine=engine)
    found.some_payers(2)
    take(engine, "customers", f"NIP;język\n{ONE};en")
    return found


def test_the_import_says_what_english_applies_to_and_refuses_other_languages(engine: Engine) -> None:
    report = take(engine, "customers", f"NIP;nazwa;language\n{ONE};Rudnik;English")
    assert report.changes[0].note.startswith("po angielsku: rozliczenia miesiąca z załącznikami i poprawki")
    assert report.changes[0].note.endswith("pozostałe listy po polsku")
    assert take(engine, "customers", f"NIP;język\n{ONE};en").changes[0].note == ""
    wrong = take(engine, "customers", f"NIP;język\n{ONE};niemiecki")
    fault = wrong.changes[0].faults[0]
    assert (wrong.changes[0].effect, fault.column) == (Effect.WRONG, "język")
    assert (fault.value, fault.why, fault.right) == ("niemiecki", "listów w tym języku nie ma", "pl albo en")
    with Session(engine) as session:
        assert session.get_one(Contract, ONE).language == "en"
    take(engine, "customers", f"NIP;język\n{ONE};-")
    with Session(engine) as session:
        assert session.get_one(Contract, ONE).language == "pl"


@needs_pdftotext
def test_the_bill_with_its_documents_follows_the_contract_and_nobody_elses(firm: Firm) -> None:
    firm.at("2026-03-31 20:00")
    english, polish = sorted(firm.letters(), key=lambda one: one.recipient != f"biuro@f{ONE}.example")
    text, files = text_of(english), files_of(english)
    assert english.subject.replace("\u00a0", " ") == f"[{ONE}] Statement for March 2026: PLN 221.40 by 7 April 2026"
    for said in ("PLN 180.00 net + PLN 41.40 VAT (23%)", "Due date: Tuesday, 7 April 2026", "10 March, remotely, 1 h"):
        assert said in text
    assert f"Payment reference: Statement 2026-03, NIP {ONE}" in text
    stem = f"2026-03-{ONE}"
    assert list(files) == [f"statement-{stem}.pdf", f"service-report-{stem}.pdf", f"service-report-{stem}.csv"]
    assert "This is not an invoice." in pdf_text(files[f"statement-{stem}.pdf"])
    assert "Remote time runs from" in pdf_text(files[f"service-report-{stem}.pdf"])
    assert files[f"service-report-{stem}.csv"].startswith(b"\xef\xbb\xbfdate,mode,")
    assert "DO ZAPŁATY" in text_of(polish)
    assert next(iter(files_of(polish))) == f"rozliczenie-2026-03-{TWO}.pdf"


def test_a_correction_is_in_english_and_accounting_reads_the_same(firm: Firm) -> None:
    firm.at("2026-03-31 20:00")
    firm.work(ONE, "2026-03-12 10:00", 30, recorded="2026-04-02 10:00")
    firm.now = warsaw("2026-04-03 10:00")
    run: MonthRun = firm.run()
    changes = run.correct(firm.end(), ONE)
    assert changes[0].replace("\u00a0", " ") == "12.03, zdalnie, handel, CRM, pomoc ogólna: było 0 h, jest 0,5 h."
    text = text_of(firm.letters()[-1])
    assert "12 Mar, remote, sales, CRM, general support: was 0 h, now 0.5 h." in text.replace("\u00a0", " ")
    assert "WHAT HAS CHANGED" in text
    assert "more to pay" in text
    assert any(name.endswith("-v2.csv") for name in files_of(firm.letters()[-1]))
    (bill,) = [one for one in firm.bills() if one.version == 2]
    assert bill.settled["protocol"][0]["how"].startswith("60 min → 4 kwadranse")


def test_the_notice_of_overdue_invoices_follows_the_contract(firm: Firm) -> None:
    with transaction(firm.engine) as session:
        for nip in (ONE, TWO):
            session.add(_invoice(nip, number=f"FV/1/{nip}"))
    now = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
    with transaction(firm.engine) as session:
        for nip in (ONE, TWO):
            written = write_notice(
                session, firm.office, nip, until=None, by=Address(address="szef@3rp.com.pl"), now=now
            )
            send_notice(session, written, by="szef@3rp.com.pl", now=now)
    english, polish = firm.texts("customer-overdue")
    assert "PLEASE PAY NO LATER THAN" in english
    assert "Account: 61 1090 1014 0000 0712 1981 2874, Bank Próbny" in english.replace("\u00a0", " ")
    assert "PROSIMY O ZAPŁATĘ" in polish
    assert "Rachunek: 61 1090 1014" in polish.replace("\u00a0", " ")


def test_news_of_a_package_follow_the_contract(firm: Firm) -> None:
    with transaction(firm.engine) as session:
        for nip in (ONE, TWO):
            session.add(_used_up(nip))
    with transaction(firm.engine) as session:
        tell_of_packages(session, replace(OFFICE, company=firm.office.company), warsaw("2026-11-06 08:00"))
    english, polish = firm.texts("customer-package")
    assert "All the hours of this package have been used." in english
    assert "Wszystkie godziny tego pakietu są wykorzystane." in polish
    assert "godziny" in firm.texts("staff-package")[0]  # our own people read Polish of everybody


def test_an_unknown_payer_is_written_to_in_polish(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(Payer(nip=ONE, name="Rudnik"))
    with Session(engine) as session:
        assert session.exec(select(Contract)).first() is None
    firm = Firm(engine=engine)
    firm.work(ONE, "2026-03-10 09:00")
    firm.at("2026-03-31 20:00")
    assert [one for one in firm.letters() if b"Content-Language: en" in one.raw] == []


def _invoice(nip: str, **more: Any) -> SalesInvoice:
    return SalesInvoice(
        nip=nip, kind="invoice", issue_day=date(2026, 4, 3), due_day=date(2026, 4, 10), gross=Decimal("123.00"), **more
    )


def _used_up(nip: str) -> SoldPackage:
    return SoldPackage(
        code=f"P-{nip}",
        nip=nip,
        hours=10,
        service="general",
        purchased_day=date(2026, 11, 2),
        start_day=date(2026, 11, 2),
        used_before=40,
        sold_at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC),
    )
