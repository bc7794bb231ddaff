"""From the tables to a settled month: the golden invoices again, and what belongs to which month."""

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from tests.golden.answers.invoices import facts_of
from tests.integration.billing_months import BILLED_OFFICE
from tests.integration.staffed import OFFICE
from tests.stored_months import TECHNICIAN, store_payer, store_ticket
from worker.application.billing.month_facts import PayerMonth, month_facts, payers_to_bill
from worker.application.billing.run import MonthRun
from worker.application.billing.timetable import end_of
from worker.domain.billing.month import Statement
from worker.domain.billing.statement import standing_on, statement
from worker.domain.calendar import WARSAW
from worker.store.billing_tables import Bill, BillState, Contract, SalesInvoice, SoldPackage
from worker.store.engine import reading, transaction
from worker.store.staff_tables import Travel, WorkEntry
from worker.store.tables import Payer

NIP = "5259912077"
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
CASES: dict[str, dict[str, Any]] = {
    case["id"]: case
    for case in json.loads((Path(__file__).parents[1] / "golden/regulamin/invoices.json").read_text("utf-8"))
}


def gathered(engine: Engine, month: date, issue: date, until: datetime | None = None) -> PayerMonth:
    with reading(engine) as session:
        return month_facts(session, OFFICE, NIP, month, issue=issue, until=until)


@pytest.mark.parametrize("name", CASES)
def test_a_golden_month_in_the_database_settles_as_the_golden_answer_says(name: str, engine: Engine) -> None:
    given = CASES[name]["given"]
    with transaction(engine) as session:
        store_payer(session, NIP, given)
    facts = facts_of(given)

    found = gathered(engine, facts.month, facts.issue)

    assert _said(statement(found.facts)) == _said(statement(facts))
    expected = CASES[name]["expected"]["invoice"]
    invoice = statement(found.facts).invoice
    assert (str(invoice.amount.gross) if invoice else None) == (expected["gross"] if expected else None)
    with reading(engine) as session:
        assert payers_to_bill(session, facts.month) == (NIP,)


def _said(found: Statement) -> dict[str, Any]:
    """A statement without the names that the database gives to sessions and visits."""
    lines = sorted((one.kind, one.service, one.band, one.quantity, one.net) for one in _lines(found))
    return {
        "lines": str(lines),
        "amount": found.invoice and found.invoice.amount,
        "standing": (found.standing, found.status, found.overdue),
        "corrections": found.corrections,
        "use": found.package_use,
        "rows": [(one.day, one.service, one.seconds, one.hours, one.net, one.settled) for one in found.protocol],
    }


def _lines(found: Statement) -> Any:
    return found.invoice.lines if found.invoice else ()


class Month:
    """A payer whose work is written down bit by bit."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        with transaction(engine) as session:
            session.add(Payer(nip=NIP, name="Delikatesy"))
            session.flush()
            self.ticket, self.ledger = store_ticket(session, NIP)

    def work(
        self, start: str, minutes: int, *, kind: str = "remote", recorded: str = "", implementation_of: str = ""
    ) -> int:
        begin = datetime.fromisoformat(start).replace(tzinfo=WARSAW)
        written = datetime.fromisoformat(recorded).replace(tzinfo=WARSAW) if recorded else begin
        with transaction(self.engine) as session:
            row = WorkEntry(
                ticket_id=self.ticket, ledger_id=self.ledger, nip=NIP, technician=TECHNICIAN, kind=kind,
                start_at=begin, end_at=begin + timedelta(minutes=minutes), topics=["it"], recorded_at=written,
                implementation_of=implementation_of,
            )  # fmt: skip
            session.add(row)
            session.flush()
            return row.id or 0

    def travel(self, day: str) -> None:
        with transaction(self.engine) as session:
            when = date.fromisoformat(day)
            session.add(
                Travel(
                    ticket_id=self.ticket,
                    ledger_id=self.ledger,
                    nip=NIP,
                    technician=TECHNICIAN,
                    day=when,
                    place="warszawa",
                    recorded_at=datetime(2026, 3, 1, tzinfo=WARSAW),
                )
            )

    def bill(self, month: date, *, version: int = 1) -> PayerMonth:
        found = gathered(self.engine, month, (month + timedelta(days=40)).replace(day=1) - timedelta(days=1))
        with transaction(self.engine) as session:
            session.add(
                Bill(
                    nip=NIP,
                    month=f"{month:%Y-%m}",
                    version=version,
                    state=BillState.SENT.value,
                    issue_day=found.facts.issue,
                    billed=found.taken.as_json(),
                    uses=[
                        {"package": one.package, "day": one.day.isoformat(), "quarters": one.quarters}
                        for one in statement(found.facts).package_use
                    ],
                    created_at=datetime(2026, 3, 31, 20, tzinfo=WARSAW),
                )
            )
        return found

    def hours(self, month: date) -> dict[str, str]:
        found = gathered(self.engine, month, month.replace(day=28))
        return {f"{row.day:%m-%d}": str(row.hours) for row in statement(found.facts).protocol}


@pytest.fixture
def payer(engine: Engine) -> Month:
    return Month(engine)


def test_work_written_after_the_bill_of_its_month_goes_to_the_next_statement(payer: Month) -> None:
    payer.work("2026-03-30 09:00", 60)
    payer.bill(MARCH)
    late = payer.work("2026-03-31 10:00", 30, recorded="2026-04-02 09:00")
    payer.work("2026-04-07 10:00", 15)

    assert payer.hours(APRIL) == {"03-31": "0.5", "04-07": "0.25"}
    found = payer.bill(APRIL)

    assert found.taken.late == (late,)
    assert {name for name, one in found.worked.items() if one.late} == {str(late)}
    assert payer.hours(date(2026, 5, 1)) == {}
    assert payer.hours(MARCH) == {"03-30": "1"}, "a corrected March leaves alone what April took"


def test_a_day_is_rounded_once_though_its_parts_are_told_in_two_months(payer: Month) -> None:
    payer.work("2026-03-30 09:00", 50)  # billed as an hour
    payer.bill(MARCH)
    payer.work("2026-03-30 12:00", 10, recorded="2026-04-02 09:00")
    assert payer.hours(APRIL) == {"03-30": "0"}
    payer.work("2026-03-30 13:00", 1, recorded="2026-04-02 09:00")
    assert payer.hours(APRIL) == {"03-30": "0.25"}


def test_a_day_is_rounded_once_however_long_after_its_bill_the_rest_is_told(payer: Month) -> None:
    payer.work("2026-03-04 09:00", 20)  # billed as two quarters
    payer.bill(MARCH)
    payer.work("2026-03-04 12:00", 10, recorded="2026-06-10 09:00")
    assert payer.hours(date(2026, 6, 1)) == {"03-04": "0"}


def test_late_work_is_not_summed_with_the_implementation_of_its_day(payer: Month, engine: Engine) -> None:
    with transaction(engine) as session:
        day = date(2026, 2, 10)
        session.add(SalesInvoice(number="FV/Z", nip=NIP, kind="invoice", issue_day=day, due_day=day, gross=Decimal(0)))
    payer.work("2026-03-30 09:00", 50, implementation_of="fv/z")
    payer.bill(MARCH)
    payer.work("2026-03-30 12:00", 10, recorded="2026-04-02 09:00")
    assert payer.hours(APRIL) == {"03-30": "0.25"}


def test_work_of_a_month_without_a_bill_stays_in_that_month(payer: Month) -> None:
    payer.work("2026-03-30 09:00", 60, recorded="2026-04-02 09:00")
    payer.work("2026-04-07 10:00", 15)
    assert payer.hours(APRIL) == {"04-07": "0.25"}
    assert gathered(payer.engine, APRIL, date(2026, 4, 30)).forgotten == (date(2026, 3, 30),)
    assert payer.hours(MARCH) == {"03-30": "1"}


def test_work_over_midnight_at_the_end_of_a_month_is_billed_in_both_halves_once(payer: Month) -> None:
    payer.work("2026-03-31 23:30", 60)
    assert payer.hours(MARCH) == {"03-31": "0.5"}
    payer.bill(MARCH)
    assert payer.hours(APRIL) == {"04-01": "0.5"}
    payer.bill(APRIL)
    assert payer.hours(MARCH) == {"03-31": "0.5"}


def test_work_over_midnight_that_came_late_is_billed_whole_in_the_next_month(payer: Month) -> None:
    payer.work("2026-03-30 09:00", 60)
    payer.bill(MARCH)
    payer.work("2026-03-31 23:30", 60, recorded="2026-04-02 09:00")
    assert payer.hours(APRIL) == {"03-31": "0.5", "04-01": "0.5"}
    payer.bill(APRIL)
    assert payer.hours(MARCH) == {"03-30": "1"}


def test_what_was_taken_back_is_in_no_statement(payer: Month) -> None:
    key = payer.work("2026-03-30 09:00", 60)
    with transaction(payer.engine) as session:
        row = session.get(WorkEntry, key)
        assert row is not None
        row.undone_at = datetime(2026, 3, 30, 12, tzinfo=WARSAW)
        session.add(row)
    assert gathered(payer.engine, MARCH, date(2026, 3, 31)).is_empty


def test_a_draft_ends_at_the_moment_asked_for(payer: Month) -> None:
    payer.work("2026-03-10 09:00", 15)
    payer.work("2026-03-20 09:00", 15)
    until = datetime(2026, 3, 15, tzinfo=WARSAW)
    assert len(gathered(payer.engine, MARCH, date(2026, 3, 15), until).facts.sessions) == 1


def test_a_trip_goes_with_the_visit_of_its_day_and_alone_without_one(payer: Month) -> None:
    visit = payer.work("2026-03-10 09:00", 60, kind="visit")
    payer.travel("2026-03-10")
    payer.travel("2026-03-11")
    found = gathered(payer.engine, MARCH, date(2026, 3, 31))
    assert [(one.visit, one.trip is not None) for one in found.facts.visits] == [(str(visit), True), ("T2", True)]
    assert found.stray_trips == (date(2026, 3, 11),)
    invoice = statement(found.facts).invoice
    assert invoice is not None
    assert sum(line.net for line in invoice.lines if line.kind == "travel") == 100
    payer.bill(MARCH)
    assert gathered(payer.engine, APRIL, date(2026, 4, 30)).is_empty


def test_a_package_is_sold_once_and_its_draws_carry_over(payer: Month, engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(_package(session))
    payer.work("2026-03-10 09:00", 60)
    first = payer.bill(MARCH)
    assert [one.sold_now for one in first.facts.packages] == [True]
    payer.work("2026-04-07 10:00", 15)
    (held,) = gathered(engine, APRIL, date(2026, 4, 30)).facts.packages
    assert (held.sold_now, held.package.balance, [use.quarters for use in held.uses]) == (False, 16, [4])
    (again,) = gathered(engine, MARCH, date(2026, 4, 2)).facts.packages
    assert (again.sold_now, again.package.balance) == (True, 20)


def _package(session: Session) -> SoldPackage:
    return SoldPackage(
        code="P5", nip=NIP, hours=5, service="general", purchased_day=date(2026, 3, 9), start_day=date(2026, 3, 10),
        sold_at=datetime(2026, 3, 9, tzinfo=WARSAW),
    )  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_golden_month_becomes_a_bill_with_the_golden_sums(name: str, engine: Engine) -> None:
    given, expected = CASES[name]["given"], CASES[name]["expected"]
    month, issue = date.fromisoformat(f"{given['period']}-01"), date.fromisoformat(given["issue_date"])
    with transaction(engine) as session:
        store_payer(session, NIP, given)
        session.add(Contract(nip=NIP, billing_email="biuro@f.example", street="ul. Łąkowa 3", town="00-950 Warszawa"))
    evening = datetime.combine(issue, time(20, 30), tzinfo=WARSAW)
    run = MonthRun(engine=engine, office=BILLED_OFFICE, clock=lambda: evening)

    assert run.run(end_of(BILLED_OFFICE, month)).sent == [NIP]

    with reading(engine) as session:
        bill = session.exec(select(Bill).where(Bill.month == given["period"])).one()
    invoice, wanted = bill.settled["statement"], expected["invoice"]
    if wanted is None:
        assert invoice is None
    else:
        assert [invoice[key] for key in ("issue", "net", "vat", "gross", "due")] == [
            wanted[key] for key in ("issue_date", "net", "vat", "gross", "due_date")
        ]
        assert sorted((line["kind"], line["net"]) for line in invoice["lines"]) == sorted(
            (line["kind"], line["net"]) for line in wanted["lines"]
        )
    assert [(use["package"], use["day"], use["quarters"]) for use in bill.uses] == [
        (use["package"], use["date"], use["quarters"]) for use in expected["package_use"]
    ]
    assert [row["hours"] for row in bill.settled["protocol"]] == [
        f"{Decimal(row['billed_hours']):.2f}" for row in expected["protocol"]
    ]


def test_a_contracts_rates_and_a_credit_reach_the_settled_month(engine: Engine) -> None:
    given = CASES[next(iter(CASES))]["given"]
    with transaction(engine) as session:
        store_payer(session, NIP, given)
        session.add(Contract(nip=NIP, remote_general=Decimal("100.00")))
        session.add(_document("FV/99", "invoice", "100.00"))
        session.flush()
        session.add(_document("FK/99", "correction", "-100.00", corrects="FV/99"))
    facts = facts_of(given)
    found = gathered(engine, facts.month, facts.issue).facts
    assert [one.base for one in found.own_rates] == [Decimal("100.00")]
    assert standing_on(found, facts.issue).own == found.own_rates
    assert "FV/99" not in statement(found).overdue


def _document(number: str, kind: str, gross: str, *, corrects: str = "") -> SalesInvoice:
    day = date(2025, 12, 1)
    return SalesInvoice(
        number=number, nip=NIP, kind=kind, issue_day=day, due_day=day, gross=Decimal(gross), corrects=corrects
    )
