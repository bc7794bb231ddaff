"""What a customer is on the day of invoicing (6, 7, 12), and what late payment costs (12.5, 10.4.5)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.domain.billing.corrections import Billed, BilledLine, correction_of, corrections_due
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
from worker.domain.found import Service
from worker.domain.policy import Policy
from worker.domain.tariff.bands import Band
from worker.domain.tariff.implementation import Claim, entitled, implementation_rate
from worker.domain.tariff.money import amount, to_grosz, total, vat_of
from worker.domain.tariff.rates import Basis, Mode, OwnRate, Standing, hourly_rate
from worker.domain.tariff.travel import Trip, travel_net

ISSUE = date(2026, 3, 31)
RATES = st.sampled_from([Decimal(n) for n in ("150", "160", "199.5", "214", "358", "180")])
LINES = st.lists(
    st.tuples(st.integers(1, 200), RATES, st.sampled_from([Decimal(n) for n in (0, 10, 20, 30, 40)])),
    min_size=1,
    max_size=6,
)


def invoice(*lines: BilledLine, due: date = date(2026, 4, 7), booked: tuple[Booking, ...] = ()) -> Billed:
    net = sum((to_grosz(line.hours * line.net_rate) for line in lines), Decimal(0))
    payable = Payable(number="F1", due=due, gross=amount(net, due).gross, bookings=booked)
    return Billed(payable=payable, lines=lines)


def line(hours: str, net: str, full: str, what: str = "remote general A") -> BilledLine:
    return BilledLine(what=what, hours=Decimal(hours), net_rate=Decimal(net), rate_without_rebate=Decimal(full))


@given(LINES)
def test_an_invoice_and_its_correction_are_the_invoice_without_the_rebate(
    given: list[tuple[int, Decimal, Decimal]],
) -> None:
    billed = invoice(*(line(str(Decimal(q) / 4), str(rate), str(rate + rebate)) for q, rate, rebate in given))
    full = invoice(*(line(str(Decimal(q) / 4), str(rate + rebate), str(rate + rebate)) for q, rate, rebate in given))
    found = correction_of(billed)
    owed = found.delta_gross if found else Decimal(0)
    assert billed.payable.gross + owed == full.payable.gross
    assert (found is None) == (not any(rebate for _, _, rebate in given))


@given(st.lists(st.decimals("-9999", "9999", places=2), max_size=9))
def test_net_and_vat_are_the_gross_however_vat_is_rounded(nets: list[Decimal]) -> None:
    for policy in (Policy(), Policy(vat_rounding="per_line")):
        found = total(nets, ISSUE, policy)
        assert found.gross == found.net + found.vat
        assert found.net == sum(nets)
        assert abs(found.vat - found.net * Decimal("0.23")) <= Decimal("0.005") * max(len(nets), 1)


def test_half_a_grosz_goes_up_on_both_sides_of_zero() -> None:
    assert (to_grosz(Decimal("0.125")), to_grosz(Decimal("-0.125"))) == (Decimal("0.13"), Decimal("-0.13"))
    assert vat_of(Decimal("997.50"), ISSUE) == Decimal("229.43")


def test_an_invoice_of_the_month_of_issue_does_not_count() -> None:
    documents = [Document(day=date(2025, n, 1)) for n in (3, 6, 9)] + [Document(day=date(2026, 3, 1))]
    assert regular_status(documents, ISSUE).months_with_invoice == 3
    assert regular_status([*documents, Document(day=date(2026, 2, 28))], ISSUE).regular


def test_the_window_may_be_that_of_the_month_of_service() -> None:
    documents = [Document(day=date(2025, n, 15)) for n in (3, 5, 8, 10)]
    april = date(2026, 4, 7)
    assert not regular_status(documents, april, service_month=date(2026, 3, 1)).regular
    by_service = Policy(regular_window="service_month")
    assert regular_status(documents, april, by_service, service_month=date(2026, 3, 1)).regular
    assert not regular_status(documents, april, by_service).regular


def test_corrections_make_a_month_only_by_policy_and_pro_formas_never() -> None:
    documents = [Document(day=date(2025, n, 15)) for n in (5, 8, 10)]
    for kind, by_policy in ((DocumentType.CORRECTION, 4), (DocumentType.PROFORMA, 3)):
        mixed = [*documents, Document(day=date(2025, 12, 1), type=kind)]
        assert regular_status(mixed, ISSUE).months_with_invoice == 3
        found = regular_status(mixed, ISSUE, Policy(regular_documents="invoices_and_corrections"))
        assert found.months_with_invoice == by_policy


@pytest.mark.parametrize(
    ("bought", "kc112", "months", "service"),
    [
        (date(2025, 3, 31), 1, 1, 1),
        (date(2025, 3, 30), 0, 1, 0),
        (date(2025, 2, 28), 0, 0, 0),
        (date(2026, 3, 31), 1, 0, 0),
        (date(2026, 3, 1), 1, 0, 1),
        (date(2026, 4, 1), 0, 0, 0),
    ],
)
def test_how_long_an_update_subscription_counts(bought: date, kc112: int, months: int, service: int) -> None:
    bought_one = [UpdatePurchase(day=bought, vendor="Soneta (enova365)")]
    day = date(2026, 3, 30) if bought > date(2025, 3, 31) else ISSUE
    assert updates_counted(bought_one, ISSUE) == kc112
    assert updates_counted(bought_one, ISSUE, Policy(update_window="clause6_months")) == months
    assert updates_counted(bought_one, ISSUE, Policy(update_window="service_date"), service=day) == service


@pytest.mark.parametrize(("vendor", "counts"), [("InsERT", 1), ("ASSECO WAPRO ERP", 1), ("INSOFT", 1), ("Adobe", 0)])
def test_only_updates_of_the_named_makers_count(vendor: str, counts: int) -> None:
    assert updates_counted([UpdatePurchase(day=date(2026, 1, 2), vendor=vendor)], ISSUE) == counts


def rebate(standing: Standing, **policy: str) -> Decimal:
    how = Policy.of({"update.per_subscription": policy.get("per", "one")})
    return hourly_rate(Mode.REMOTE, Service.GENERAL, Band.B, on=ISSUE, standing=standing, policy=how).discount


def test_rebates_add_up_to_thirty_at_most() -> None:
    assert rebate(Standing(regular=True, updates=2)) == 30
    assert rebate(Standing(updates=2)) == 10
    assert rebate(Standing(updates=2), per="each") == 20
    assert rebate(Standing(updates=5), per="each") == 30
    assert rebate(Standing(regular=True, updates=3), per="each") == 30
    assert rebate(Standing(regular=True, updates=3, overdue=True), per="each") == 0


def test_the_base_rate_may_be_read_out_of_the_clauses() -> None:
    by_clause = Policy(tariff_remote_base="clause_10_1")
    rate = hourly_rate(
        Mode.REMOTE, Service.GENERAL, Band.B, on=ISSUE, standing=Standing(regular=True), policy=by_clause
    )
    assert (rate.base, rate.standard, rate.net) == (Decimal(200), Decimal(260), Decimal(240))


def late_on(as_of: date, *bookings: tuple[date, str], due: date = date(2026, 3, 20), **policy: str) -> bool:
    booked = tuple(Booking(day=day, amount=Decimal(paid)) for day, paid in bookings)
    payable = Payable(number="F1", due=due, gross=Decimal("100.00"), bookings=booked)
    how = Policy.of({key.replace("__", "."): value for key, value in policy.items()})
    return overdue_numbers([payable], as_of, how) == ("F1",)


def test_an_invoice_is_late_after_its_last_timely_day_until_booked_in_full() -> None:
    friday = date(2026, 3, 20)
    assert not late_on(friday)
    assert late_on(friday + timedelta(days=1))
    assert late_on(ISSUE, (friday, "99.99"))
    assert not late_on(ISSUE, (friday, "99.99"), (date(2026, 3, 30), "0.01"))
    assert not late_on(date(2026, 3, 30), due=date(2026, 3, 28))
    assert late_on(date(2026, 3, 30), due=date(2026, 3, 28), terms__kc115_shift="false")


def test_money_booked_on_the_day_of_invoicing_counts_unless_the_policy_says_late() -> None:
    assert not late_on(ISSUE, (ISSUE, "100.00"))
    assert late_on(ISSUE, (ISSUE, "100.00"), overdue__booked_on_invoice_day="late")
    assert late_on(ISSUE, (ISSUE + timedelta(days=1), "100.00"))


def revoked(*lines: BilledLine, **policy: str) -> Decimal | None:
    found = correction_of(invoice(*lines), Policy.of({key.replace("__", "."): v for key, v in policy.items()}))
    return found.delta_net if found else None


def test_a_package_loses_the_hourly_rebate_both_or_nothing() -> None:
    package = line("5", "152", "171", "package general 5 h")
    assert revoked(package) == 95
    assert revoked(package, revocation__package="both") == 140
    assert revoked(package, revocation__package="nothing") is None
    odd = replace(package, hours=Decimal(7))
    assert revoked(odd, revocation__package="both") == 133


def test_a_part_payment_saves_part_of_the_rebate_only_by_policy() -> None:
    half = invoice(line("10", "160", "180"))
    booked = (Booking(day=date(2026, 4, 7), amount=half.payable.gross / 2),)
    half = replace(half, payable=replace(half.payable, bookings=booked))
    by_part = Policy(revocation_partial_payment="pro_rata_of_unpaid_gross")
    found = [correction_of(half, policy) for policy in (Policy(), by_part)]
    assert [one and one.delta_net for one in found] == [200, 100]
    assert [one and one.net_after for one in found] == [1800, 1700]


def test_a_correction_goes_out_the_day_after_the_last_timely_day() -> None:
    saturday = invoice(line("1", "160", "180"), due=date(2026, 3, 7))
    assert corrections_due([saturday], date(2026, 3, 9)) == ()
    (found,) = corrections_due([saturday], date(2026, 3, 10))
    assert (found.earliest_issue, found.delta_gross) == (date(2026, 3, 10), Decimal("24.60"))
    paid = replace(saturday.payable, bookings=(Booking(day=date(2026, 3, 9), amount=saturday.payable.gross),))
    assert corrections_due([replace(saturday, payable=paid)], date(2026, 5, 1)) == ()


CLAIM = Claim(purchased=date(2026, 3, 4))


def basis(work: date, claim: Claim = CLAIM, band: Band = Band.A, *, overdue: bool = False, **policy: str) -> Basis:
    how = Policy.of({key.replace("__", "."): value for key, value in policy.items()})
    found = implementation_rate(
        Mode.REMOTE,
        Service.GENERAL,
        band,
        on=work,
        standing=Standing(regular=True, overdue=overdue),
        holds=entitled(claim, work, overdue=overdue, policy=how),
        policy=how,
    )
    expected = {Basis.IMPLEMENTATION: 140, Basis.OUTSIDE_A: 234, Basis.ORDINARY: {Band.A: 160, Band.B: 214}[band]}
    assert overdue or found.net == expected[found.basis]
    return found.basis


def test_the_implementation_price_list_has_its_days_and_conditions() -> None:
    last = date(2026, 6, 2)
    assert basis(CLAIM.purchased) == basis(last) == Basis.IMPLEMENTATION
    assert basis(last + timedelta(days=1)) is Basis.ORDINARY
    assert basis(last, implementation__days="purchase_day_is_day_1") is Basis.ORDINARY
    early = CLAIM.purchased - timedelta(days=1)
    assert basis(early) is Basis.ORDINARY
    assert basis(early, implementation__before_purchase="allowed") is Basis.IMPLEMENTATION
    assert basis(last, overdue=True) is Basis.ORDINARY
    assert basis(last, replace(CLAIM, finished=True)) is Basis.ORDINARY
    assert basis(last, replace(CLAIM, related=False)) is Basis.ORDINARY
    late = replace(CLAIM, paid_late_before=True)
    assert basis(last, late) is Basis.ORDINARY
    assert basis(last, late, implementation__after_late_payment="invoice_only") is Basis.IMPLEMENTATION
    assert basis(last, band=Band.B) is Basis.OUTSIDE_A
    assert basis(last, band=Band.B, implementation__outside_A="ordinary_discounts_apply") is Basis.ORDINARY


def test_travel_is_flat_nearby_and_by_the_kilometre_elsewhere() -> None:
    far = Trip(location="Radom", km_one_way={"Warszawa": Decimal("103.3"), "Wołomin": Decimal("120")})
    near = Trip(location="Marki", km_one_way={"Warszawa": Decimal("25.0")})
    assert travel_net(Trip(location="warszawa"), ISSUE) == 50
    assert travel_net(far, ISSUE) == Decimal("206.60")
    assert travel_net(near, ISSUE) == 50
    assert travel_net(far, ISSUE, Policy(travel_km_rounding="whole_km")) == 207
    assert travel_net(near, ISSUE, Policy(travel_outside="50_plus_km")) == 100


def test_a_far_place_without_kilometres_is_refused() -> None:
    with pytest.raises(ValueError, match=r"travel to 'Radom' needs kilometres from an office \(10\.5\.2\)"):
        travel_net(Trip(location="Radom"), ISSUE)


def test_a_rate_says_what_it_is_made_of() -> None:
    rate = hourly_rate(Mode.REMOTE, Service.ACCOUNTING, Band.C, on=ISSUE, standing=Standing(regular=True, updates=1))
    assert (rate.mode, rate.service, rate.band) == (Mode.REMOTE, Service.ACCOUNTING, Band.C)
    assert rate.surcharge_percent == 60
    assert rate.points == ("tabela serwisu zdalnego, 13.11.2.4", "8, 10.3.2", "12.2", "7")


def test_an_implementation_rate_says_what_was_taken_off() -> None:
    def discount(band: Band, work: date) -> Decimal:
        holds = entitled(CLAIM, work, overdue=False)
        return implementation_rate(
            Mode.ONSITE, Service.GENERAL, band, on=work, standing=Standing(regular=True), holds=holds
        ).discount

    assert [discount(Band.A, CLAIM.purchased), discount(Band.B, CLAIM.purchased)] == [40, 0]
    assert discount(Band.A, date(2027, 1, 4)) == 20


def test_the_first_and_last_day_of_the_window_of_updates_count() -> None:
    by_months = Policy(update_window="clause6_months")
    for day, counts in ((date(2025, 3, 1), 1), (date(2026, 2, 28), 1), (date(2025, 2, 28), 0), (date(2026, 3, 1), 0)):
        assert updates_counted([UpdatePurchase(day=day, vendor="InsERT")], ISSUE, by_months) == counts


def test_money_booked_the_day_before_is_never_late() -> None:
    assert not late_on(ISSUE, (ISSUE - timedelta(days=1), "100.00"), overdue__booked_on_invoice_day="late")


def test_whole_kilometres_are_rounded_half_up() -> None:
    half = Trip(location="Radom", km_one_way={"Warszawa": Decimal("50.25")})
    assert travel_net(half, ISSUE, Policy(travel_km_rounding="whole_km")) == 101


def test_the_service_day_counts_only_by_its_policy() -> None:
    bought = [UpdatePurchase(day=date(2025, 4, 5), vendor="InsERT")]
    april = date(2026, 4, 7)
    assert updates_counted(bought, april, service=date(2026, 3, 31)) == 0
    assert updates_counted(bought, april, Policy(update_window="service_date"), service=date(2026, 3, 31)) == 1
    assert updates_counted(bought, april, Policy(update_window="service_date")) == 0


def test_kilometres_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="travel to 'Radom' cannot be -1 km"):
        travel_net(Trip(location="Radom", km_one_way={"Warszawa": Decimal(-1)}), ISSUE)


def own(rate: str, *, rebated: bool = False) -> Standing:
    base = OwnRate(mode=Mode.REMOTE, service=Service.GENERAL, base=Decimal(rate))
    return Standing(regular=True, updates=1, own=(base,), own_rebated=rebated)


def test_a_separate_contracts_rate_goes_before_the_price_list_and_keeps_the_surcharge_of_the_band() -> None:
    rate = hourly_rate(Mode.REMOTE, Service.GENERAL, Band.C, on=ISSUE, standing=own("100.00"))
    surcharge = Decimal(100 + Band.C.surcharge_percent(ISSUE)) / 100
    assert (rate.base, rate.net, rate.discount) == (Decimal("100.00"), 100 * surcharge, Decimal(0))
    assert rate.points[0] == "2"


def test_rebates_come_off_a_contracts_rate_only_when_it_says_so() -> None:
    rate = hourly_rate(Mode.REMOTE, Service.GENERAL, Band.A, on=ISSUE, standing=own("100.00", rebated=True))
    assert (rate.net, rate.discount) == (Decimal("70.00"), Decimal("30.00"))


def test_a_contract_that_names_one_rate_leaves_the_others_to_the_price_list() -> None:
    for mode, service in ((Mode.ONSITE, Service.GENERAL), (Mode.REMOTE, Service.ACCOUNTING)):
        found = hourly_rate(mode, service, Band.A, on=ISSUE, standing=own("100.00"))
        assert found == hourly_rate(mode, service, Band.A, on=ISSUE, standing=Standing(regular=True, updates=1))
