"""Discounts: status, rates, being overdue, implementation, corrections, travel."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.golden.answers.tables import DAY, money
from tests.golden.answers.work import standing_of, trip_of
from worker.domain.billing.corrections import Billed, BilledLine, correction_of
from worker.domain.billing.customer import (
    Booking,
    Document,
    DocumentType,
    Payable,
    UpdatePurchase,
    overdue_numbers,
    regular_status,
    updates_counted,
)
from worker.domain.billing.month import LineKind, MonthFacts
from worker.domain.billing.statement import statement
from worker.domain.calendar import WARSAW
from worker.domain.found import Service
from worker.domain.policy import Policy
from worker.domain.tariff.bands import Band
from worker.domain.tariff.implementation import Claim, entitled, implementation_last_day, implementation_rate
from worker.domain.tariff.money import amount
from worker.domain.tariff.rates import Mode, Standing, hourly_rate
from worker.domain.tariff.visits import Visit


def documents_of(rows: list[dict[str, Any]]) -> tuple[Document, ...]:
    return tuple(Document(day=date.fromisoformat(r["date"]), type=DocumentType(r["type"])) for r in rows)


def updates_of(rows: list[dict[str, Any]]) -> tuple[UpdatePurchase, ...]:
    return tuple(UpdatePurchase(day=date.fromisoformat(r["date"]), vendor=r.get("vendor", "")) for r in rows)


def payable_of(row: dict[str, Any]) -> Payable:
    return Payable(
        number=row["number"],
        due=date.fromisoformat(row["due_date"]),
        gross=Decimal(row["gross"]),
        bookings=tuple(
            Booking(day=date.fromisoformat(b["date"]), amount=Decimal(b["amount"])) for b in row.get("bookings") or []
        ),
    )


def billed_of(row: dict[str, Any]) -> Billed:
    return Billed(
        payable=payable_of(row),
        lines=tuple(
            BilledLine(
                what=line["what"],
                hours=Decimal(line["hours"]),
                net_rate=Decimal(line["net_rate"]),
                rate_without_rebate=Decimal(line["rate_without_rebate"]),
            )
            for line in row.get("lines") or []
        ),
    )


def answer(case: dict[str, Any], policy: Policy) -> Any:
    kinds = {
        "regular_status": status,
        "hourly_rate": rate,
        "overdue": overdue,
        "implementation_rate": implementation,
        "correction": correction,
        "travel": travel,
    }
    return kinds[case["kind"]](case["given"], policy)


def status(given: dict[str, Any], policy: Policy) -> Any:
    month = given.get("service_month") or given.get("period")
    found = regular_status(
        documents_of(given["documents"]),
        date.fromisoformat(given["issue_date"]),
        policy,
        service_month=date.fromisoformat(f"{month[:7]}-01") if month else None,
    )
    return {
        "window_from": found.window_from.isoformat(),
        "window_to": found.window_to.isoformat(),
        "months_with_invoice": found.months_with_invoice,
        "regular": found.regular,
    }


def rate(given: dict[str, Any], policy: Policy) -> Any:
    issue = date.fromisoformat(given["issue_date"])
    service_day = given.get("service_date")
    service = date.fromisoformat(service_day) if service_day else issue
    updates = updates_counted(updates_of(given["update_purchases"]), issue, policy, service=service)
    found = hourly_rate(
        Mode(given["mode"]),
        Service(given["class"]),
        Band(given["band"]),
        on=service,
        standing=Standing(regular=given["regular"], overdue=given["overdue"], updates=updates),
        policy=policy,
    )
    return {
        "standard": money(found.standard),
        "regular_discount": money(found.regular_discount),
        "update_discount": money(found.update_discount),
        "total_discount": money(found.discount),
        "net": money(found.net),
    }


def overdue(given: dict[str, Any], policy: Policy) -> Any:
    numbers = overdue_numbers(map(payable_of, given["invoices"]), date.fromisoformat(given["as_of"]), policy)
    return {"overdue": bool(numbers), "numbers": list(numbers)}


def implementation(given: dict[str, Any], policy: Policy) -> Any:
    claim = Claim(
        purchased=date.fromisoformat(given["purchase_date"]),
        finished=given.get("implementation_finished", False),
        related=given.get("related_to_purchase", True),
        paid_late_before=given.get("earlier_implementation_invoice_paid_late", False),
    )
    work_day, standing = date.fromisoformat(given["work_date"]), standing_of(given)
    found = implementation_rate(
        Mode(given["mode"]),
        Service(given["class"]),
        Band(given["band"]),
        on=work_day,
        standing=standing,
        holds=entitled(claim, work_day, overdue=standing.overdue, policy=policy),
        policy=policy,
    )
    last_day = implementation_last_day(claim.purchased, policy)
    return {"net": money(found.net), "basis": str(found.basis), "last_day": last_day.isoformat()}


def correction(given: dict[str, Any], policy: Policy) -> Any:
    found = correction_of(billed_of(given["invoice"]), policy)
    if found is None:
        return {"correction": False}
    return {
        "correction": True,
        "net_before": money(found.net_before),
        "net_after": money(found.net_after),
        "delta_net": money(found.delta_net),
        "delta_vat": money(found.delta_vat),
        "delta_gross": money(found.delta_gross),
        "earliest_issue": found.earliest_issue.isoformat(),
    }


def travel(given: dict[str, Any], policy: Policy) -> Any:
    trips = [trip_of(given)] * int(given.get("visits_same_day", 1))
    visits = tuple(
        Visit(
            visit=str(number),
            start=datetime(DAY.year, DAY.month, DAY.day, 8 + number, tzinfo=WARSAW),
            end=datetime(DAY.year, DAY.month, DAY.day, 9 + number, tzinfo=WARSAW),
            topics=("it",),
            trip=trip,
        )
        for number, trip in enumerate(trips)
    )
    invoice = statement(MonthFacts(month=DAY, issue=DAY, visits=visits), policy).invoice
    lines = invoice.lines if invoice else ()
    found = amount(sum((line.net for line in lines if line.kind is LineKind.TRAVEL), Decimal(0)), DAY)
    return {"net": money(found.net), "vat": money(found.vat), "gross": money(found.gross)}
