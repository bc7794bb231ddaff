"""The golden sets of the regulamin: the engine gives the expected answer to every case, certain or by default."""

from tests.golden.answers import answer
from tests.golden.cases import Case, same


def check(case: Case) -> None:
    given = answer(case.set_name, case.row)
    assert same(case.expected, given), f"{case.id} [{case.status} {', '.join(case.issues)}]: {given}"


def test_hourly_prices_are_the_printed_ones(tariff_table_case: Case) -> None:
    check(tariff_table_case)


def test_package_prices_are_the_printed_ones(package_prices_case: Case) -> None:
    check(package_prices_case)


def test_implementation_rates_are_the_printed_ones(implementation_rates_case: Case) -> None:
    check(implementation_rates_case)


def test_bands_of_instants(bands_case: Case) -> None:
    check(bands_case)


def test_deadlines_end_on_the_day(deadlines_case: Case) -> None:
    check(deadlines_case)


def test_work_is_rounded_and_priced(work_rounding_case: Case) -> None:
    check(work_rounding_case)


def test_packages_are_priced_started_drawn_and_compensated(packages_case: Case) -> None:
    check(packages_case)


def test_statuses_rebates_corrections_and_travel(discounts_case: Case) -> None:
    check(discounts_case)


def test_months_are_settled(invoices_case: Case) -> None:
    check(invoices_case)


def test_wallet_events_come_to_the_balance(insert_wallet_case: Case) -> None:
    check(insert_wallet_case)
