"""The statement of a month: packages first, then price lists; everything billed once, in its own month."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings

from tests.months import months
from worker.domain.billing.corrections import Billed, BilledLine
from worker.domain.billing.customer import Booking, Document, Payable
from worker.domain.billing.explanation import explain_row
from worker.domain.billing.month import HeldPackage, Line, LineKind, MonthFacts, Purchase, Settled, Statement
from worker.domain.billing.statement import statement
from worker.domain.calendar import WARSAW
from worker.domain.found import Service
from worker.domain.packages.drawing import Use
from worker.domain.packages.package import Package
from worker.domain.policy import Policy
from worker.domain.tariff.bands import Band
from worker.domain.tariff.rates import Mode, OwnRate
from worker.domain.tariff.travel import Trip
from worker.domain.tariff.visits import Visit
from worker.domain.tariff.work import Session

MARCH = MonthFacts(month=date(2026, 3, 1), issue=date(2026, 3, 31))


def session(start: str, end: str, *topics: str, implementation_of: str = "") -> Session:
    begin, stop = (datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=WARSAW) for text in (start, end))
    return Session(session=start, start=begin, end=stop, topics=topics or ("it",), implementation_of=implementation_of)


def visit(name: str, start: str, end: str, trip: Trip | None = None, implementation_of: str = "") -> Visit:
    begin, stop = (datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=WARSAW) for text in (start, end))
    return Visit(visit=name, start=begin, end=stop, topics=("it",), trip=trip, implementation_of=implementation_of)


def held(balance: int, hours: int = 10, service: Service = Service.GENERAL, *, sold_now: bool = False) -> HeldPackage:
    package = Package(id="P", hours=hours, service=service, start=date(2026, 3, 2), balance=balance)
    return HeldPackage(package=package, purchased=date(2026, 3, 2), sold_now=sold_now)


def settled(facts: MonthFacts, **policy: str) -> Statement:
    return statement(facts, Policy.of({key.replace("__", "."): value for key, value in policy.items()}))


def ways(found: Statement) -> list[tuple[int, str, str]]:
    return [(row.day.day, str(row.settled), str(row.hours)) for row in found.protocol]


@given(months())
@settings(max_examples=60)
def test_the_order_of_entries_changes_nothing(facts: MonthFacts) -> None:
    turned = replace(facts, sessions=facts.sessions[::-1], visits=facts.visits[::-1])
    one, other = statement(facts), statement(turned)
    assert one.package_use == other.package_use
    assert (one.invoice and one.invoice.amount) == (other.invoice and other.invoice.amount)


@given(months())
@settings(max_examples=60)
def test_the_invoice_bills_what_the_protocol_lists_and_packages_are_not_overdrawn(facts: MonthFacts) -> None:
    found = statement(facts)
    work = sum((row.net for row in found.protocol), Decimal(0))
    lines = found.invoice.lines if found.invoice else ()
    assert work == sum((li.net for li in lines if li.kind not in {LineKind.PACKAGE, LineKind.TRAVEL}), Decimal(0))
    drawn = Counter[str]()
    for use in found.package_use:
        drawn[use.package] += use.quarters
    assert all(drawn[one.package.id] <= one.package.balance for one in facts.packages)
    listed = sum((row.hours for row in found.protocol if row.settled is Settled.PACKAGE), Decimal(0))
    assert listed * 4 == sum(drawn.values())


@given(months())
@settings(max_examples=60)
def test_net_vat_and_gross_add_up_and_every_figure_cites_a_point(facts: MonthFacts) -> None:
    found = statement(facts)
    if found.invoice:
        assert found.invoice.amount.net == sum((line.net for line in found.invoice.lines), Decimal(0))
        assert found.invoice.amount.gross == found.invoice.amount.net + found.invoice.amount.vat
        assert all(line.points for line in found.invoice.lines)
    for row in found.protocol:
        assert row.points
        assert ", pkt " in explain_row(row, found.standing)


def test_what_a_package_has_no_more_of_is_billed() -> None:
    facts = replace(
        MARCH, packages=(held(3),), sessions=(session("10T10:00", "10T11:00"), session("11T10:00", "11T10:10"))
    )
    found = settled(facts)
    assert ways(found) == [(10, "package", "0.75"), (10, "used_up", "0.25"), (11, "tariff", "0.25")]
    assert [use.balance_after for use in found.package_use] == [0]


def test_the_surplus_may_wait_for_the_customer_and_holds_the_statement() -> None:
    facts = replace(MARCH, packages=(held(3),), sessions=(session("10T10:00", "10T11:00"),))
    found = settled(facts, package__select="ask")
    assert ways(found) == [(10, "package", "0.75"), (10, "to_ask", "0.25")]
    assert found.held
    assert found.invoice is None
    assert not settled(facts).held


def test_hours_no_text_gives_a_band_hold_the_statement_by_policy() -> None:
    facts = replace(MARCH, sessions=(session("13T20:30", "13T21:00"),))
    asked = settled(facts, bands__friday_20_22="ask")
    assert asked.held
    assert [row.by_band for row in asked.protocol] == [{Band.NONE: Decimal("0.5")}]
    assert not settled(facts).held
    assert settled(facts).protocol[0].decided_by == ("bands.friday_20_22",)
    assert not settled(replace(facts, sessions=(session("13T10:30", "13T11:00"),)), bands__friday_20_22="ask").held


def test_time_outside_package_hours_is_billed_apart() -> None:
    facts = replace(MARCH, packages=(held(40),), sessions=(session("10T16:50", "10T17:05"),))
    found = settled(facts)
    assert ways(found) == [(10, "package", "0.25"), (10, "tariff", "0.25")]
    assert all("package.outside_hours" in row.decided_by for row in found.protocol)
    together = ways(settled(facts, package__rounding_with_tariff="together"))
    assert together == [(10, "package", "0.25"), (10, "tariff", "0")]
    whole = settled(facts, package__outside_hours="whole_session_from_package_if_started_inside")
    assert ways(whole) == [(10, "package", "0.25")]


def test_without_a_package_the_hours_of_packages_mean_nothing() -> None:
    facts = replace(MARCH, sessions=(session("10T16:50", "10T17:05"),))
    assert ways(settled(facts)) == [(10, "tariff", "0.25")]
    general_only = replace(facts, packages=(held(40),), sessions=(session("10T16:50", "10T17:05", "payroll"),))
    assert ways(settled(general_only)) == [(10, "tariff", "0.25")]


def test_the_window_limit_may_bind_what_is_settled() -> None:
    facts = replace(
        MARCH, packages=(held(40),), sessions=(session("10T09:00", "10T13:00"), session("11T09:00", "11T09:15"))
    )
    strict = {"package__limit_scope": "settled", "package__limit_when": "always"}
    assert ways(settled(facts)) == [(10, "package", "4"), (11, "package", "0.25")]
    assert ways(settled(facts, **strict)) == [(10, "package", "3.25"), (10, "used_up", "0.75"), (11, "used_up", "0.25")]
    earlier = replace(facts, packages=(replace(held(40), uses=(Use(day=date(2026, 3, 3), quarters=10),)),))
    assert ways(settled(earlier, **strict))[:2] == [(10, "package", "0.75"), (10, "used_up", "3.25")]
    five = replace(facts, packages=(held(20, hours=5),))
    assert ways(settled(five, **strict))[0] == (10, "package", "4")


def test_work_of_another_month_is_left_to_its_own_statement() -> None:
    over = Session(
        session="1",
        start=datetime(2026, 2, 28, 23, 50, tzinfo=WARSAW),
        end=datetime(2026, 3, 1, 0, 10, tzinfo=WARSAW),
        topics=("it",),
    )
    assert [row.day for row in settled(replace(MARCH, sessions=(over,))).protocol] == [date(2026, 3, 1)]
    february = replace(MARCH, month=date(2026, 2, 15), sessions=(over,))
    assert [row.day for row in settled(february).protocol] == [date(2026, 2, 28)]
    late = replace(visit("v", "31T23:00", "31T23:30", Trip(location="Warszawa")))
    assert settled(replace(MARCH, month=date(2026, 4, 1), visits=(late,))).invoice is None


UNPAID = Billed(
    payable=Payable(number="F1", due=date(2026, 3, 10), gross=Decimal("1549.80"), bookings=()),
    lines=(
        BilledLine(
            what="implementation onsite accounting A",
            hours=Decimal(6),
            net_rate=Decimal(210),
            rate_without_rebate=Decimal(250),
        ),
    ),
)
PAID_LATE = replace(
    UNPAID, payable=replace(UNPAID.payable, bookings=(Booking(day=date(2026, 3, 12), amount=Decimal("1549.80")),))
)
IMPLEMENTED = replace(
    MARCH,
    purchases=(Purchase(id="Z", day=date(2026, 2, 10)),),
    sessions=(
        session("11T10:00", "11T10:30", implementation_of="Z"),
        session("11T19:00", "11T19:30", implementation_of="Z"),
    ),
    visits=(visit("v", "12T09:00", "12T10:00", implementation_of="Z"),),
)


def kinds(found: Statement) -> dict[str, str]:
    lines = found.invoice.lines if found.invoice else ()
    return {f"{line.kind} {line.band}": str(line.unit_net) for line in lines}


def test_implementation_work_has_its_own_lines_and_draws_on_nothing() -> None:
    found = settled(replace(IMPLEMENTED, packages=(held(40),)))
    assert kinds(found) == {
        "implementation_remote A": "140.00",
        "implementation_remote B": "234.00",
        "implementation_onsite A": "160.00",
    }
    assert found.package_use == ()


def test_outside_band_a_the_ordinary_rebates_may_apply_to_implementation() -> None:
    policy = {"implementation__outside_A": "ordinary_discounts_apply"}
    assert kinds(settled(IMPLEMENTED, **policy))["implementation_remote B"] == "234.00"
    regular = replace(IMPLEMENTED, documents=tuple(Document(day=date(2025, n, 15)) for n in (6, 8, 10, 12)))
    assert kinds(settled(regular))["implementation_remote B"] == "234.00"
    found = settled(regular, **policy)
    assert kinds(found)["remote B"] == "214.00"
    assert kinds(found)["implementation_remote A"] == "140.00"
    (row,) = (row for row in found.protocol if len(row.by_band) == 2)
    how = Policy(implementation_outside_a="ordinary_discounts_apply")
    assert "234,00 − 20,00 = 214,00 zł/h" in explain_row(row, found.standing, how)


@pytest.mark.parametrize("invoice", [UNPAID, PAID_LATE])
def test_an_implementation_invoice_not_paid_in_time_loses_the_price_list(invoice: Billed) -> None:
    facts = replace(IMPLEMENTED, open_invoices=(invoice,))
    assert set(kinds(settled(facts))) == {"remote A", "remote B", "onsite A"}
    assert [one.delta_net for one in settled(facts).corrections] == [240]
    kept = kinds(settled(facts, implementation__after_late_payment="invoice_only"))
    assert ("implementation_remote A" in kept) == bool(invoice.payable.bookings)


def test_a_finished_implementation_and_an_unknown_purchase_are_ordinary_work() -> None:
    finished = replace(IMPLEMENTED, purchases=(Purchase(id="Z", day=date(2026, 2, 10), finished=True),))
    assert set(kinds(settled(finished))) == {"remote A", "remote B", "onsite A"}
    assert set(kinds(settled(replace(IMPLEMENTED, purchases=())))) == {"remote A", "remote B", "onsite A"}


def test_a_month_of_package_hours_alone_has_no_invoice_or_a_zero_one() -> None:
    facts = replace(MARCH, packages=(held(40),), sessions=(session("10T10:00", "10T11:00"),))
    assert settled(facts).invoice is None
    zero = settled(facts, invoice__package_only_month="zero_invoice").invoice
    assert zero is not None
    assert not zero.lines
    assert zero.amount.gross == zero.vat_per_line == 0


def test_a_package_is_sold_at_the_end_of_the_month_or_on_its_day() -> None:
    invoiced = (*(date(2025, n, 15) for n in (6, 8, 10)), date(2026, 3, 15))
    regular_in_april = tuple(Document(day=day) for day in invoiced)
    facts = replace(MARCH, issue=date(2026, 4, 7), documents=regular_in_april, packages=(held(40, sold_now=True),))
    month_end = settled(facts)
    assert month_end.invoice is not None
    assert [(line.kind, line.net) for line in month_end.invoice.lines] == [(LineKind.PACKAGE, Decimal("1440.00"))]
    assert month_end.sales == ()
    on_the_day = settled(facts, invoice__package_sale="day_of_purchase")
    assert on_the_day.invoice is None
    assert [(sale.issue, sale.amount.net) for sale in on_the_day.sales] == [(date(2026, 3, 2), Decimal("1620.00"))]


def sold(price: Decimal | None = None, *, regular: bool = True) -> Line:
    """The line of a 10 h package sold in March."""
    invoiced = tuple(Document(day=date(2025, n, 15)) for n in (6, 8, 10, 12)) if regular else ()
    one = replace(held(40, sold_now=True), net=price)
    found = settled(replace(MARCH, documents=invoiced, packages=(one,))).invoice
    assert found is not None
    (line,) = found.lines
    return line


def test_a_sold_package_remembers_the_rebate_that_late_payment_revokes() -> None:
    line = sold()
    assert [line.net, line.unit_net, line.rate_without_rebate] == [1440, 144, 162]  # 180 less the 10% of its size
    assert sold(regular=False).discount == 0


def test_a_package_sold_at_a_price_of_its_own_is_billed_at_that_price() -> None:
    line = sold(Decimal("1234.50"))
    assert [line.net, line.unit_net, line.discount] == [Decimal("1234.50"), Decimal("123.45"), 0]


def test_travel_is_billed_for_every_visit_or_once_a_day() -> None:
    far = Trip(location="Radom", km_one_way={"Warszawa": Decimal(100)})
    visits = visit("v1", "10T09:00", "10T10:00", Trip(location="Warszawa")), visit("v2", "10T12:00", "10T13:00", far)

    def trips(found: Statement) -> list[tuple[str, Decimal]]:
        lines = found.invoice.lines if found.invoice else ()
        return [(line.reference, line.net) for line in lines if line.kind is LineKind.TRAVEL]

    facts = replace(MARCH, visits=visits)
    assert trips(settled(facts)) == [("v1", Decimal("50.00")), ("v2", Decimal("200.00"))]
    assert trips(settled(facts, travel__per="day")) == [("v2", Decimal("200.00"))]


def test_the_printed_due_date_and_the_last_timely_day() -> None:
    facts = replace(
        MARCH, issue=date(2026, 10, 31), month=date(2026, 3, 1), sessions=(session("10T10:00", "10T11:00"),)
    )
    invoice = settled(facts).invoice
    assert invoice is not None
    assert (invoice.due, invoice.last_timely_day) == (date(2026, 11, 7), date(2026, 11, 9))
    shifted = settled(facts, invoice__due_printed="shifted").invoice
    assert shifted is not None
    assert shifted.due == date(2026, 11, 9)


def test_rows_explain_themselves_in_polish_with_their_points() -> None:
    facts = replace(
        IMPLEMENTED,
        packages=(held(1),),
        sessions=(*IMPLEMENTED.sessions, session("10T10:00", "10T10:20"), session("13T17:30", "13T18:40")),
    )
    found = settled(facts)
    assert [explain_row(row, found.standing) for row in found.protocol] == [
        "20 min → 1 kwadrans → z pakietu P, pkt 11.1.2, 11.1.3",
        "20 min → 1 kwadrans → pakiet wyczerpany → strefa A → 180,00 zł/h → 45,00 zł netto, "
        "pkt 11.1.2, 11.1.3, tabela serwisu zdalnego, 13.11.2.2, 8, 10.1",
        "60 min → 4 kwadranse → cennik wdrożeniowy → strefa A (2 kwadranse) → 180,00 − 40,00 = 140,00 zł/h → "
        "strefa B (2 kwadranse) → 234,00 zł/h → 187,00 zł netto, "
        "pkt 11.1.2, 11.1.3, 10.4.1, 10.4.7 (handel i CRM), 10.4.2",
        "60 min → 1 godzina → cennik wdrożeniowy → strefa A → 200,00 − 40,00 = 160,00 zł/h → 160,00 zł netto, "
        "pkt 11.2.2, 10.4.1, 10.4.8",
        "70 min → 5 kwadransów → strefa A (2 kwadranse) → 180,00 zł/h → strefa D (3 kwadranse) → 270,00 zł/h → "
        "292,50 zł netto, pkt 11.1.2, 11.1.3, tabela serwisu zdalnego, 13.11.2.2, 8, 10.1, 10.3.3",
    ]


def test_an_implementation_row_adds_up_for_a_payer_with_a_rate_of_his_own() -> None:
    own = (OwnRate(mode=Mode.REMOTE, service=Service.GENERAL, base=Decimal(150)),)
    found = settled(replace(IMPLEMENTED, own_rates=own))
    (row,) = (row for row in found.protocol if len(row.by_band) == 2)
    assert kinds(found)["implementation_remote A"] == "140.00"
    text = explain_row(row, found.standing)
    assert "strefa A (2 kwadranse) → 180,00 − 40,00 = 140,00 zł/h → strefa B (2 kwadranse) → 234,00 zł/h" in text


def test_rows_say_which_policies_had_a_say() -> None:
    facts = replace(
        MARCH,
        packages=(held(40),),
        sessions=(
            session("09T10:00", "09T10:30"),
            session("10T10:00", "10T10:20"),
            session("11T17:30", "11T18:30"),
            session("12T19:00", "12T19:20", implementation_of="Z"),
        ),
        visits=(visit("v1", "16T10:00", "16T11:00"), visit("v2", "17T17:30", "17T19:00")),
        purchases=(Purchase(id="Z", day=date(2026, 2, 10)),),
    )
    assert [(row.day.day, row.decided_by) for row in settled(facts).protocol] == [
        (9, ("package.select",)),
        (10, ("package.select", "remote.rounding")),
        (11, ("remote.band_split",)),
        (12, ("implementation.outside_A", "remote.rounding")),
        (16, ()),
        (17, ("onsite.band_of_unit",)),
    ]


def test_lines_come_in_order_and_cite_their_points() -> None:
    far = Trip(location="Radom", km_one_way={"Warszawa": Decimal(100)})
    facts = replace(
        MARCH,
        packages=(held(0, sold_now=True),),
        sessions=(
            session("10T19:00", "10T19:30"),
            session("10T10:00", "10T10:30"),
            session("11T10:00", "11T10:30", "payroll"),
        ),
        visits=(
            visit("v2", "16T10:00", "16T11:00", far),
            visit("v1", "17T10:00", "17T11:00", Trip(location="Warszawa")),
        ),
    )
    invoice = settled(facts).invoice
    assert invoice is not None
    assert [(str(li.kind), str(li.service), str(li.band), li.reference, li.points[-1]) for li in invoice.lines] == [
        ("package", "general", "None", "P", "13.3.2, 13.11.3"),
        ("remote", "accounting", "A", "", "8, 10.1"),
        ("remote", "general", "A", "", "8, 10.1"),
        ("remote", "general", "B", "", "8, 10.3.1"),
        ("onsite", "general", "A", "", "8, 10.1"),
        ("travel", "None", "None", "v1", "10.5.1"),
        ("travel", "None", "None", "v2", "10.5.2"),
    ]


def test_a_day_over_both_package_edges_without_a_package_is_one_sum() -> None:
    facts = replace(MARCH, sessions=(session("10T08:50", "10T17:05"),))
    (row,) = settled(facts).protocol
    assert (row.seconds, row.hours) == (495 * 60, Decimal("8.25"))


def test_an_arranged_evening_leaves_the_cheaper_hours_to_the_tariff() -> None:
    evening = replace(session("10T17:30", "10T18:30"), arranged=True)
    found = settled(replace(MARCH, packages=(held(1),), sessions=(evening,)))
    assert [row.by_band for row in found.protocol] == [{}, {Band.A: Decimal("0.5"), Band.B: Decimal("0.25")}]
    night = replace(session("10T21:30", "10T22:30"), arranged=True)
    dear = settled(replace(MARCH, packages=(held(2),), sessions=(night, replace(night, session="x", start=night.end))))
    assert [row.by_band for row in dear.protocol] == [{}, {Band.B: Decimal("0.5")}]


def test_users_billed_apart_are_named_in_their_rows() -> None:
    two = (replace(session("10T10:00", "10T10:05"), user="Anna"), replace(session("10T11:00", "10T11:05"), user="Ewa"))
    found = settled(replace(MARCH, sessions=two), remote__customer_key="user")
    assert [(row.part, str(row.hours)) for row in found.protocol] == [("Anna", "0.25"), ("Ewa", "0.25")]


def test_visits_on_the_first_and_last_day_belong_to_the_month() -> None:
    trip = Trip(location="Warszawa")
    both = visit("v1", "01T10:00", "01T11:00", trip), visit("v2", "31T10:00", "31T11:00", trip)
    found = settled(replace(MARCH, visits=both))
    assert [row.day.day for row in found.protocol] == [1, 31]
    assert found.invoice is not None
    assert sum(line.kind is LineKind.TRAVEL for line in found.invoice.lines) == 2


def test_a_window_limit_needs_both_policies_to_bind_a_statement() -> None:
    facts = replace(MARCH, packages=(held(40),), sessions=(session("10T09:00", "10T13:00"),))
    assert ways(settled(facts, package__limit_scope="settled")) == [(10, "package", "4")]
    assert ways(settled(facts, package__limit_when="always")) == [(10, "package", "4")]
    both = {"package__limit_scope": "settled", "package__limit_when": "always"}
    assert ways(settled(facts, **both, package__limit_rounding="ceil"))[0] == (10, "package", "3.5")
    earlier = replace(facts, packages=(replace(held(40), uses=(Use(day=date(2026, 2, 20), quarters=10),)),))
    assert ways(settled(earlier, **both))[0] == (10, "package", "3.25")
    assert ways(settled(earlier, **both, package__window="rolling"))[0] == (10, "package", "0.75")


def test_dearer_hours_of_an_arranged_day_draw_on_the_package_first() -> None:
    night = replace(session("13T05:00", "13T05:15"), arranged=True)  # band C, 60%
    evening = replace(session("13T18:00", "13T18:15"), arranged=True)  # band D, 50%
    found = settled(replace(MARCH, packages=(held(1),), sessions=(night, evening)))
    assert [(row.package, row.by_band) for row in found.protocol] == [("P", {}), ("", {Band.D: Decimal("0.25")})]


def test_an_implementation_invoice_due_today_is_not_late_yet() -> None:
    due_today = replace(UNPAID, payable=replace(UNPAID.payable, due=date(2026, 3, 31)))
    assert "implementation_remote A" in kinds(settled(replace(IMPLEMENTED, open_invoices=(due_today,))))
