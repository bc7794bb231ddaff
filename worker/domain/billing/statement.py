"""The statement of a month (12): what one payer's work comes to, invoice, protocol, package use, corrections."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from worker.domain.billing.corrections import Billed, corrections_due
from worker.domain.billing.customer import (
    last_timely_day,
    overdue_numbers,
    paid_in_time,
    regular_status,
    updates_counted,
)
from worker.domain.billing.month import HeldPackage, Invoice, Line, LineKind, MonthFacts, Statement
from worker.domain.billing.settlement import Settlement
from worker.domain.calendar import ONE_DAY, add_months, calendar_deadline
from worker.domain.deadlines import printed_due_day
from worker.domain.packages.package import package_price
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.money import to_grosz, total, vat_per_line
from worker.domain.tariff.rates import Standing, rebates
from worker.domain.tariff.travel import travel_net
from worker.domain.tariff.visits import visit_rows
from worker.domain.tariff.work import tally
from worker.terms import price_list_on

ORDER = list(LineKind)


def statement(facts: MonthFacts, policy: Policy = DEFAULT) -> Statement:
    """A month of one payer settled on the day of invoicing.

    Work outside the month is left to the statement of its own month (12.1), unless ``facts.late`` says that this one
    takes it; a visit belongs to the month of its arrival. Raises ValueError (work that ends before it starts, unknown
    topics, travel without kilometres).
    """
    first, last = _month(facts.month)
    standing = standing_on(facts, facts.issue, policy)
    settlement = Settlement(
        facts=facts,
        standing=standing,
        late_implementation=_implementation_paid_late(facts.open_invoices, facts.issue, policy),
        policy=policy,
    )
    settlement.take_over(facts.packages)
    _settle_late(settlement, first)
    for key, sums in tally(facts.sessions, policy, is_implementation=settlement.session_is_implementation).items():
        if first <= key.day <= last:
            settlement.settle_remote(key, sums)
    taken = [one for one in facts.visits if first <= one.day <= last or one.visit in facts.late]
    visits = [row for row in visit_rows(taken, standing, policy) if row.day <= last]
    for visit in visits:
        settlement.settle_visit(visit)
    at_month_end = policy.invoice_package_sale == "month_end"
    sold = [one for one in facts.packages if one.sold_now]
    lines = [*settlement.lines(), *_travel(facts, first, last, policy)]
    if at_month_end:
        lines += [_package_line(one, facts.issue, standing, policy) for one in sold]
    return Statement(
        standing=standing,
        status=regular_status(facts.documents, facts.issue, policy, service_month=facts.month),
        overdue=overdue_numbers((one.payable for one in facts.open_invoices), facts.issue, policy),
        discount=sum(rebates(standing, facts.issue, policy), Decimal(0)),
        invoice=_invoice_of_month(lines, facts.issue, policy),
        sales=() if at_month_end else tuple(_sale(one, facts, policy) for one in sold),
        corrections=corrections_due(facts.open_invoices, facts.issue, policy),
        package_use=tuple(settlement.package_use),
        protocol=tuple(sorted(settlement.protocol, key=lambda row: (row.day, bool(row.visit), row.visit))),
        held=settlement.held,
    )


def _settle_late(settlement: Settlement, first: date) -> None:
    """Work of earlier months that came too late for their statements; a day's sum goes on where it was billed."""
    facts, policy = settlement.facts, settlement.policy
    late = [one for one in facts.sessions if one.session in facts.late]
    if not late:
        return
    billed = tally(facts.billed_before, policy, is_implementation=settlement.session_is_implementation)
    for key, sums in tally(late, policy, is_implementation=settlement.session_is_implementation).items():
        if key.day < first:
            settlement.settle_remote(key, sums, billed=billed.get(key))


def standing_on(facts: MonthFacts, day: date, policy: Policy = DEFAULT) -> Standing:
    """What the payer is on a day of invoicing: regular, overdue, with update subscriptions (6, 7, 12.2)."""
    _, last = _month(facts.month)
    return Standing(
        regular=regular_status(facts.documents, day, policy, service_month=facts.month).regular,
        overdue=bool(overdue_numbers((one.payable for one in facts.open_invoices), day, policy)),
        updates=updates_counted(facts.updates, day, policy, service=last),
        own=facts.own_rates,
        own_rebated=facts.own_rates_rebated,
    )


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, add_months(first, 1) - ONE_DAY


def _implementation_paid_late(invoices: Iterable[Billed], as_of: date, policy: Policy) -> bool:
    """Whether an implementation invoice was not paid in time, which loses the price list (10.4.4)."""
    return any(
        any(line.is_implementation for line in one.lines)
        and last_timely_day(one.payable.due, policy) < as_of
        and not paid_in_time(one.payable, policy)
        for one in invoices
    )


def _package_line(held: HeldPackage, on: date, standing: Standing, policy: Policy) -> Line:
    """A sold package: at the price of 13.11 with the customer's rebate in it, or at the price agreed for it."""
    price = package_price(held.package.hours, held.package.service, on=on, standing=standing, policy=policy)
    return Line(
        kind=LineKind.PACKAGE,
        service=held.package.service,
        reference=held.package.id,
        quantity=Decimal(held.package.hours),
        unit_net=price.net_per_hour if held.net is None else to_grosz(held.net / held.package.hours),
        discount=price.rebate_per_hour if held.net is None else Decimal(0),
        net=price.amount.net if held.net is None else held.net,
        points=(price.point,),
    )


def _sale(held: HeldPackage, facts: MonthFacts, policy: Policy) -> Invoice:
    """The invoice of a package on its own day, with the standing of that day (policy ``invoice.package_sale``)."""
    standing = standing_on(replace(facts, month=held.purchased), held.purchased, policy)
    return _invoice([_package_line(held, held.purchased, standing, policy)], held.purchased, policy)


def _travel(facts: MonthFacts, first: date, last: date, policy: Policy) -> list[Line]:
    """One line per trip (10.5); by policy ``travel.per`` the dearest trip of a day alone."""
    found: dict[object, Line] = {}
    for visit in facts.visits:
        day = visit.day
        if visit.trip is None or not (first <= day <= last or visit.visit in facts.late):
            continue
        net = travel_net(visit.trip, day, policy)
        terms = price_list_on(day).travel
        line = Line(
            kind=LineKind.TRAVEL,
            reference=visit.visit,
            quantity=Decimal(1),
            unit_net=net,
            net=net,
            points=(terms.km_point if visit.trip.km_one_way else terms.flat_point,),
        )
        key = day if policy.travel_per == "day" else visit.visit
        if key not in found or found[key].net < net:
            found[key] = line
    return list(found.values())


def _invoice_of_month(lines: list[Line], issue: date, policy: Policy) -> Invoice | None:
    if lines or policy.invoice_package_only_month == "zero_invoice":
        return _invoice(lines, issue, policy)
    return None


def _invoice(lines: list[Line], issue: date, policy: Policy) -> Invoice:
    nets = [line.net for line in lines]
    return Invoice(
        issue=issue,
        lines=tuple(sorted(lines, key=_line_order)),
        amount=total(nets, issue, policy),
        vat_per_line=vat_per_line(nets, issue),
        due=printed_due_day(issue, policy),
        last_timely_day=calendar_deadline(issue, price_list_on(issue).billing.payment_days, policy=policy).last_day,
    )


def _line_order(line: Line) -> tuple[int, str, str, str]:
    return ORDER.index(line.kind), line.service or "", line.band or "", line.reference
