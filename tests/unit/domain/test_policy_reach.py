"""A policy is followed wherever its question arises, not only where it was first asked.

Each row is one place: what is asked there, the default answer, and the answer under the policy.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.draws import Request, draw
from worker.domain.billing.corrections import Billed, BilledLine, corrections_due
from worker.domain.billing.customer import Booking, Document, Payable, UpdatePurchase
from worker.domain.billing.month import HeldPackage, MonthFacts, Purchase
from worker.domain.billing.statement import statement
from worker.domain.calendar import WARSAW, calendar_deadline, end_of_day, reaction_deadline
from worker.domain.deadlines import DeadlineKind, deadline, printed_due_day
from worker.domain.found import Service
from worker.domain.packages.compensation import compensation
from worker.domain.packages.drawing import Use
from worker.domain.packages.orders import Order, order_right
from worker.domain.packages.package import Package, is_valid, package_price, package_start, window_number
from worker.domain.packages.selection import select
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.bands import Band
from worker.domain.tariff.implementation import Claim, entitled, implementation_last_day, implementation_rate
from worker.domain.tariff.package_hours import in_package_hours
from worker.domain.tariff.rates import Mode, Standing
from worker.domain.tariff.visits import Visit, visit_rows
from worker.domain.tariff.work import Session, remote_rows

GENERAL = Service.GENERAL
REGULAR = Standing(regular=True, updates=2)
TEN = Package(id="G", hours=10, service=GENERAL, start=date(2026, 3, 2), balance=40)
FIVE = Package(id="F", hours=5, service=GENERAL, start=date(2026, 3, 2), extended_times=1, added_quarters=4)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


SATURDAY = local("2026-03-07T10:00")
HOUR = Session(session="1", start=local("2026-03-10T10:00"), end=local("2026-03-10T11:00"), topics=("it",))
GAP = Session(session="2", start=local("2026-03-13T20:00"), end=local("2026-03-13T21:00"), topics=("it",))
GAP_VISIT = Visit(visit="v", start=local("2026-03-13T20:00"), end=local("2026-03-13T21:00"), topics=("it",))
NIGHT_VISIT = replace(GAP_VISIT, end=local("2026-03-14T00:30"))
LAST_DAY = Session(session="3", start=local("2026-05-31T10:00"), end=local("2026-05-31T10:15"), topics=("it",))
ORDER = Order(confirmed_at=local("2026-03-12T10:00"), hours=Decimal(2), nip="1", person="J", suggested_dates=("jutro",))
CLAIM = Claim(purchased=date(2026, 3, 4))
MARCH = MonthFacts(month=date(2026, 3, 1), issue=date(2026, 4, 7), sessions=(HOUR,))
DUE_SATURDAY = Billed(
    payable=Payable(
        number="F1",
        due=date(2026, 4, 4),
        gross=Decimal("196.80"),
        bookings=(Booking(day=date(2026, 4, 7), amount=Decimal("196.80")),),
    ),
    lines=(
        BilledLine(
            what="implementation remote general A",
            hours=Decimal(1),
            net_rate=Decimal(160),
            rate_without_rebate=Decimal(180),
        ),
    ),
)
IMPLEMENTED = replace(
    MARCH,
    purchases=(Purchase(id="Z", day=date(2026, 2, 10)),),
    sessions=(replace(HOUR, implementation_of="Z"),),
)
SOLD = replace(MARCH, sessions=(), packages=(HeldPackage(package=TEN, purchased=date(2026, 3, 2), sold_now=True),))
FOUR_MONTHS = tuple(Document(day=date(2025, n, 15)) for n in (3, 6, 8, 10))

LATE_ON_MONDAY = replace(
    DUE_SATURDAY,
    payable=replace(
        DUE_SATURDAY.payable,
        due=date(2026, 2, 28),
        bookings=(Booking(day=date(2026, 3, 2), amount=Decimal("196.80")),),
    ),
)
SOLD_TO_REGULAR = replace(
    SOLD,
    documents=tuple(Document(day=date(2025, n, 15)) for n in (6, 8, 10, 12)),
    open_invoices=(LATE_ON_MONDAY,),
)
FIVE_HELD = replace(
    MARCH,
    sessions=(replace(HOUR, end=local("2026-03-10T14:00")),),
    packages=(HeldPackage(package=replace(FIVE, balance=24), purchased=FIVE.start),),
)


def net(facts: MonthFacts) -> Callable[[Policy], Any]:
    def asked(policy: Policy) -> Any:
        invoice = statement(facts, policy).invoice
        return invoice and str(invoice.amount.net)

    return asked


def order(given: Order = ORDER, package: Package = TEN, **more: Any) -> Callable[[Policy], Any]:
    return lambda policy: order_right(package, given, policy, **more)


def drawn(package: Package, *days: str, minutes: int = 300) -> Callable[[Policy], list[Any]]:
    asked = [Request(day=date.fromisoformat(d), service=GENERAL, minutes=minutes, lacking=True) for d in days]
    return lambda policy: [(one.window, one.served, len(one.deferred)) for one in draw(package, asked, policy)]


def deferred_to(package: Package, day: str, minutes: int = 300) -> Callable[[Policy], list[str]]:
    asked = Request(day=date.fromisoformat(day), service=GENERAL, minutes=minutes, lacking=True)
    return lambda policy: [str(d.earliest_service_day) for d in draw(package, [asked], policy)[0].deferred]


def rolled_on(policy: Policy) -> list[str]:
    steps = [
        Request(day=date(2026, 4, 29), service=GENERAL, minutes=195, lacking=True),
        Request(day=date(2026, 5, 28), service=GENERAL, minutes=15, lacking=True),
    ]
    package = replace(TEN, start=date(2026, 2, 28))
    return [
        str(d.earliest_service_day) for d in draw(package, steps, replace(policy, package_window="rolling"))[1].deferred
    ]


def requested(*days: str) -> list[Request]:
    return [Request(day=date.fromisoformat(d), service=GENERAL, minutes=300, lacking=True) for d in days]


def late_order(policy: Policy) -> Any:
    return order_right(TEN, replace(ORDER, confirmed_at=local("2026-05-31T10:00")), policy).right


def implementation(band: Band, day: str) -> Callable[[Policy], Any]:
    def asked(policy: Policy) -> Any:
        on = date.fromisoformat(day)
        holds = entitled(CLAIM, on, overdue=REGULAR.overdue, policy=policy)
        found = implementation_rate(Mode.REMOTE, GENERAL, band, on=on, standing=REGULAR, holds=holds, policy=policy)
        return str(found.net), str(found.discount), str(implementation_last_day(CLAIM.purchased, policy))

    return asked


def paid_back(policy: Policy) -> Any:
    extended = replace(TEN, added_quarters=40)
    found = compensation(extended, Decimal(1440), ordered=Decimal(4), performed=Decimal(0), policy=policy)
    return found and str(found.unperformed)


PLACES: list[tuple[str, Callable[[Policy], Any], Any, dict[str, str], Any]] = [
    (
        "saturdays in the reaction deadline by kind",
        lambda p: deadline(DeadlineKind.REACTION, SATURDAY, p).last_day,
        date(2026, 3, 26),
        {"reaction.saturday_counts": "true"},
        date(2026, 3, 24),
    ),
    (
        "end of day of a reaction deadline",
        lambda p: reaction_deadline(SATURDAY, policy=p).expires_at,
        datetime(2026, 3, 26, 23, tzinfo=UTC),
        {"terms.end_of_day": "17:00"},
        datetime(2026, 3, 26, 16, tzinfo=UTC),
    ),
    (
        "end of day of a calendar deadline",
        lambda p: calendar_deadline(date(2026, 3, 12), 14, policy=p).expires_at,
        datetime(2026, 3, 26, 23, tzinfo=UTC),
        {"terms.end_of_day": "18:00"},
        datetime(2026, 3, 26, 17, tzinfo=UTC),
    ),
    (
        "end of day of the latest issue",
        lambda p: deadline(DeadlineKind.INVOICE_ISSUE, local("2026-03-31T00:00"), p).expires_at,
        datetime(2026, 4, 10, 22, tzinfo=UTC),
        {"terms.end_of_day": "16:30"},
        datetime(2026, 4, 10, 14, 30, tzinfo=UTC),
    ),
    (
        "printed due day when nothing shifts",
        lambda p: printed_due_day(date(2026, 10, 31), replace(p, invoice_due_printed="shifted")),
        date(2026, 11, 9),
        {"terms.kc115_shift": "false"},
        date(2026, 11, 7),
    ),
    (
        "last timely day of an invoice",
        lambda p: statement(replace(MARCH, issue=date(2026, 10, 31)), p).invoice.last_timely_day,  # type: ignore[union-attr]  # there is one
        date(2026, 11, 9),
        {"terms.kc115_shift": "false"},
        date(2026, 11, 7),
    ),
    (
        "corrections and being overdue on a shifted day",
        lambda p: (
            [str(c.delta_net) for c in corrections_due([DUE_SATURDAY], date(2026, 4, 7), p)],
            [str(c.delta_net) for c in statement(replace(MARCH, open_invoices=(DUE_SATURDAY,)), p).corrections],
        ),
        ([], []),
        {"terms.kc115_shift": "false"},
        (["20.00"], ["20.00"]),
    ),
    (
        "an implementation invoice late by the nominal day",
        net(replace(IMPLEMENTED, open_invoices=(DUE_SATURDAY,))),
        "140.00",
        {"terms.kc115_shift": "false"},
        "180.00",
    ),
    (
        "overdue in the statement",
        lambda p: statement(replace(MARCH, issue=date(2026, 4, 7), open_invoices=(DUE_SATURDAY,)), p).overdue,
        (),
        {"terms.kc115_shift": "false", "overdue.booked_on_invoice_day": "late"},
        ("F1",),
    ),
    (
        "overdue decides the price",
        net(replace(MARCH, documents=(*FOUR_MONTHS, Document(day=date(2026, 1, 2))), open_invoices=(DUE_SATURDAY,))),
        "160.00",
        {"terms.kc115_shift": "false", "overdue.booked_on_invoice_day": "late"},
        "180.00",
    ),
    (
        "regular by the month of service",
        lambda p: (
            statement(replace(MARCH, documents=FOUR_MONTHS), p).status.regular,
            net(replace(MARCH, documents=FOUR_MONTHS))(p),
        ),
        (False, "180.00"),
        {"regular.window": "service_month"},
        (True, "160.00"),
    ),
    (
        "updates by the day of service",
        net(replace(MARCH, updates=(UpdatePurchase(day=date(2025, 4, 5), vendor="InsERT"),))),
        "180.00",
        {"update.window": "service_date"},
        "170.00",
    ),
    (
        "rebate per hour in the statement",
        lambda p: str(
            statement(replace(MARCH, updates=(UpdatePurchase(day=date(2026, 3, 5), vendor="InsERT"),) * 2), p).discount
        ),
        "10",
        {"update.per_subscription": "each"},
        "20",
    ),
    (
        "base rate of remote rows",
        lambda p: str(remote_rows([HOUR], Standing(), p)[0].net),
        "180.00",
        {"tariff.remote_base": "clause_10_1"},
        "200.00",
    ),
    ("base rate on the invoice", net(MARCH), "180.00", {"tariff.remote_base": "clause_10_1"}, "200.00"),
    (
        "base rate of an implementation on the invoice",
        net(IMPLEMENTED),
        "140.00",
        {"tariff.remote_base": "clause_10_1"},
        "160.00",
    ),
    ("base rate of a sold package", net(SOLD), "1620.00", {"tariff.remote_base": "clause_10_1"}, "1800.00"),
    (
        "rebates of a package",
        lambda p: str(
            package_price(
                5,
                GENERAL,
                on=TEN.start,
                standing=replace(REGULAR, regular=False),
                policy=replace(p, package_update_discount=True),
            ).amount.net
        ),
        "807.50",
        {"update.per_subscription": "each"},
        "760.00",
    ),
    (
        "implementation in band A",
        implementation(Band.A, "2026-03-10"),
        ("140.00", "40", "2026-06-02"),
        {"tariff.remote_base": "clause_10_1"},
        ("160.00", "40", "2026-06-02"),
    ),
    (
        "implementation outside A",
        implementation(Band.B, "2026-03-10"),
        ("234.00", "0", "2026-06-02"),
        {"tariff.remote_base": "clause_10_1"},
        ("260.00", "0", "2026-06-02"),
    ),
    (
        "implementation over: the ordinary price",
        implementation(Band.A, "2026-07-10"),
        ("150.00", "30", "2026-06-02"),
        {"tariff.remote_base": "clause_10_1"},
        ("170.00", "30", "2026-06-02"),
    ),
    (
        "last day of an implementation",
        implementation(Band.A, "2026-03-10"),
        ("140.00", "40", "2026-06-02"),
        {"implementation.days": "purchase_day_is_day_1"},
        ("140.00", "40", "2026-06-01"),
    ),
    (
        "the gap in a session priced by its start",
        lambda p: remote_rows([GAP], Standing(), replace(p, remote_band_split="start_band"))[0].by_band,
        {Band.D: 4},
        {"bands.friday_20_22": "E"},
        {Band.E: 4},
    ),
    (
        "the gap in a visit by band",
        lambda p: visit_rows([GAP_VISIT], Standing(), replace(p, onsite_band_of_unit="per_band_ceil"))[0].by_band,
        {Band.D: 1},
        {"bands.friday_20_22": "B"},
        {Band.B: 1},
    ),
    (
        "hours of a visit on the invoice",
        net(replace(MARCH, sessions=(), visits=(GAP_VISIT,))),
        "300.00",
        {"bands.friday_20_22": "E"},
        "360.00",
    ),
    (
        "a visit over midnight on the invoice",
        lambda p: [row.hours for row in statement(replace(MARCH, visits=(NIGHT_VISIT,), sessions=()), p).protocol],
        [Decimal(5)],
        {"onsite.midnight": "split"},
        [Decimal(4), Decimal(1)],
    ),
    (
        "validity in a selection",
        lambda p: select([TEN], GENERAL, date(2026, 5, 31), 1, p).tariff,
        1,
        {"package.first_day": "kc111"},
        0,
    ),
    ("validity as such", lambda p: is_valid(TEN, date(2026, 5, 31), p), False, {"package.first_day": "kc111"}, True),
    ("validity of an order", late_order, False, {"package.first_day": "kc111"}, True),
    (
        "validity in the statement",
        lambda p: len(
            statement(
                replace(
                    MARCH,
                    month=date(2026, 5, 1),
                    sessions=(replace(LAST_DAY, arranged=True),),
                    packages=(HeldPackage(package=TEN, purchased=TEN.start),),
                ),
                p,
            ).package_use
        ),
        0,
        {"package.first_day": "kc111"},
        1,
    ),
    (
        "expiry an order is cut at",
        lambda p: (
            order(replace(ORDER, confirmed_at=local("2026-05-25T10:00")))(
                replace(p, package_order_near_expiry="cut_at_expiry")
            ).deadline
        ),
        date(2026, 5, 30),
        {"package.first_day": "kc111"},
        date(2026, 5, 31),
    ),
    (
        "clock of an order",
        lambda p: order(replace(ORDER, confirmed_at=local("2026-03-07T10:00")))(p).deadline,
        date(2026, 3, 23),
        {"terms.kc115_shift": "false"},
        date(2026, 3, 21),
    ),
    (
        "limit of an order",
        lambda p: order(replace(ORDER, hours=Decimal(4)), replace(TEN, added_quarters=40))(p).within_limit,
        False,
        {"package.limit_after_extension": "increased"},
        True,
    ),
    ("limit of a compensation", paid_back, None, {"package.limit_after_extension": "increased"}, "4"),
    (
        "an order limited in every window",
        lambda p: order(replace(ORDER, hours=Decimal("3.4")))(p).servable,
        14,
        {"package.limit_when": "always"},
        13,
    ),
    (
        "rounding of the window of an order",
        lambda p: order(replace(ORDER, hours=Decimal("3.4")), lacking=True)(p).servable,
        13,
        {"package.limit_rounding": "ceil"},
        14,
    ),
    (
        "windows of an extended 5 h in an order",
        lambda p: (
            order(
                package=replace(FIVE, added_quarters=8),
                used_before=[Use(day=date(2026, 3, 10), quarters=5)],
                lacking=True,
            )(p).servable
        ),
        0,
        {"package.limit_after_extension": "increased"},
        4,
    ),
    (
        "uses of an extended 5 h in the window of their day",
        lambda p: [one.served for one in draw(FIVE, requested("2026-03-10", "2026-04-10"), p)],
        [20, 4],
        {"package.limit_after_extension": "increased"},
        [8, 8],
    ),
    (
        "the last day of a rolling window of the longer validity",
        rolled_on,
        [],
        {"package.first_day": "kc111"},
        ["2026-05-29"],
    ),
    (
        "a package sold on its day to a customer overdue by the nominal day",
        lambda p: [
            str(sale.amount.net)
            for sale in statement(SOLD_TO_REGULAR, replace(p, invoice_package_sale="day_of_purchase")).sales
        ],
        ["1440.00"],
        {"terms.kc115_shift": "false", "overdue.booked_on_invoice_day": "late"},
        ["1620.00"],
    ),
    (
        "the window of an extended 5 h in a statement that settles by it",
        lambda p: [
            use.quarters
            for use in statement(
                FIVE_HELD, replace(p, package_limit_scope="settled", package_limit_when="always")
            ).package_use
        ],
        [16],
        {"package.limit_after_extension": "increased"},
        [8],
    ),
    (
        "windows of an extended 5 h in drawing",
        drawn(FIVE, "2026-03-10"),
        [(None, 20, 0)],
        {"package.limit_after_extension": "increased"},
        [(1, 8, 1)],
    ),
    (
        "the window number of an extended 5 h",
        lambda p: window_number(FIVE, date(2026, 4, 10), p),
        None,
        {"package.limit_after_extension": "increased"},
        2,
    ),
    (
        "a request on the last day of the longer validity",
        drawn(TEN, "2026-05-31"),
        [(None, 0, 0)],
        {"package.first_day": "kc111"},
        [(3, 13, 0)],
    ),
    (
        "company days off push the deferred day",
        deferred_to(TEN, "2026-03-10"),
        ["2026-04-01"],
        {"calendar.company_days_off": "2026-04-01"},
        ["2026-04-02"],
    ),
    (
        "company days off have no package hours",
        lambda p: in_package_hours(local("2026-03-10T10:00"), p),
        True,
        {"calendar.company_days_off": "2026-03-10"},
        False,
    ),
    (
        "a permitted start of a longer validity",
        lambda p: package_start(5, date(2026, 3, 2), date(2026, 3, 2), p).valid_to,
        date(2026, 3, 31),
        {"package.first_day": "kc111"},
        date(2026, 4, 1),
    ),
]


@pytest.mark.parametrize(
    ("ask", "default", "policy", "changed"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES]
)
def test_the_policy_is_followed_here(
    ask: Callable[[Policy], Any], default: Any, policy: dict[str, str], changed: Any
) -> None:
    assert ask(DEFAULT) == default
    assert ask(Policy.of(policy)) == changed


def test_the_hour_of_the_firm_ends_a_day_in_utc() -> None:
    assert end_of_day(date(2026, 7, 1)).tzinfo is UTC
    assert end_of_day(date(2026, 7, 1), Policy(terms_end_of_day="18:00")).tzinfo is UTC
