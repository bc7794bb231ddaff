"""Which paper of accounting holds which version of a month, and what its newest version has to become [12.10]."""

from datetime import date
from decimal import Decimal

import pytest

from worker.domain.billing.correcting import corrected_lines, correcting_invoice, difference
from worker.domain.billing.month import Invoice, Line, LineKind
from worker.domain.billing.papers import Issued, Paper, Version, papers
from worker.domain.found import Service
from worker.domain.policy import Policy
from worker.domain.tariff.money import Amount

LAST = date(2026, 3, 31)
RATE = Decimal("180.00")


def line(
    hours: str, rate: Decimal = RATE, kind: LineKind = LineKind.REMOTE, service: Service = Service.GENERAL
) -> Line:
    quantity = Decimal(hours)
    return Line(kind=kind, service=service, quantity=quantity, unit_net=rate, net=quantity * rate)


def bill(*lines: Line) -> Invoice:
    net = sum((one.net for one in lines), Decimal("0.00"))
    vat = (net * 23 / 100).quantize(Decimal("0.01"))
    amount = Amount(net=net, vat=vat)
    return Invoice(
        issue=LAST, lines=lines, amount=amount, vat_per_line=vat, due=date(2026, 4, 7), last_timely_day=date(2026, 4, 7)
    )


def version(number: int, *lines: Line, day: date | None = None) -> Version:
    day = day or (LAST if number == 1 else date(2026, 4, number))
    return Version(number=number, day=day, invoice=bill(*lines) if lines else None)


def issued(number: str, gross: str, day: str = "2026-03-31", due: str = "2026-04-07") -> Issued:
    return Issued(number=number, day=date.fromisoformat(day), due=date.fromisoformat(due), gross=Decimal(gross))


ONE, TWO, THREE = version(1, line("1.5")), version(2, line("1")), version(3, line("2"))  # 332.10, 221.40, 442.80
INVOICE = issued("FV/1", "332.10")


def test_without_an_imported_invoice_the_newest_version_is_an_ordinary_invoice() -> None:
    found = papers([ONE, TWO], None)
    assert (found.paper, found.before, found.is_due) == (Paper.INVOICE, None, False)
    assert papers([ONE, version(2)], None).paper is Paper.NOTHING


def test_a_later_version_of_what_was_invoiced_is_a_correction_from_that_version() -> None:
    found = papers([ONE, TWO], INVOICE)
    assert (found.paper, found.before, found.issued, found.is_due) == (Paper.CORRECTION, ONE, None, True)


def test_the_version_between_that_nobody_invoiced_is_passed_over() -> None:
    found = papers([ONE, TWO, THREE], INVOICE)
    assert found.before is ONE
    assert correcting_invoice(found).amount.gross == Decimal("110.70")


def test_an_imported_correction_holds_the_version_its_sum_leads_to() -> None:
    first = issued("FK/1", "-110.70", "2026-04-02")
    done = papers([ONE, TWO], INVOICE, [first])
    assert (done.paper, done.before, done.issued, done.is_due) == (Paper.CORRECTION, ONE, first, False)
    assert correcting_invoice(done).number == "FK/1"
    second = papers([ONE, TWO, THREE], INVOICE, [first])
    assert (second.before, second.issued, second.is_due) == (TWO, None, True)
    assert correcting_invoice(second).amount.gross == Decimal("221.40")


def test_an_invoice_issued_for_the_second_version_is_no_correction() -> None:
    found = papers([ONE, TWO], issued("FV/1", "221.40", "2026-04-03"))
    assert (found.paper, found.is_due) == (Paper.INVOICE, False)


def test_corrections_of_no_version_leave_a_later_version_to_a_person() -> None:
    charge = issued("FK/9", "36.90", "2026-04-20")  # the rebates of 12.5
    assert papers([ONE], INVOICE, [charge]).paper is Paper.INVOICE
    found = papers([ONE, TWO], INVOICE, [charge])
    assert (found.paper, found.strange) == (Paper.UNCLEAR, ("FK/9",))
    taken_back = issued("FK/10", "-36.90", "2026-04-21")
    assert papers([ONE, TWO], INVOICE, [charge, taken_back]).paper is Paper.CORRECTION


def test_a_sum_of_no_version_is_judged_by_the_day_and_said() -> None:
    early, late = issued("FV/1", "999.00"), issued("FV/1", "999.00", "2026-04-05")
    assert papers([ONE, TWO], early).before is ONE
    assert papers([ONE, TWO], early).differs
    assert papers([ONE, TWO], late).paper is Paper.INVOICE


def test_a_version_that_bills_the_same_lines_needs_no_correction() -> None:
    found = papers([ONE, version(2, line("1.5"))], INVOICE)
    assert (found.paper, found.issued, found.is_due) == (Paper.INVOICE, INVOICE, False)


def test_the_same_sum_in_other_lines_is_still_a_correction() -> None:
    other = version(2, line("1.5", kind=LineKind.ONSITE))
    found = papers([ONE, other], INVOICE)
    assert (found.paper, found.before) == (Paper.CORRECTION, ONE)
    made = correcting_invoice(found)
    assert (made.amount.gross, made.due, len(made.lines)) == (Decimal("0.00"), None, 2)


def test_only_lines_that_differ_are_corrected_each_with_its_own_other_side() -> None:
    same, more = line("1", kind=LineKind.ONSITE), line("1.5", service=Service.ACCOUNTING)
    before = bill(line("2"), more, same)
    after = bill(line("2", Decimal("160.00")), same, line("1", Decimal(50), LineKind.TRAVEL))
    pairs = {(one.before, one.after) for one in corrected_lines(before, after)}
    assert pairs == {(before.lines[0], after.lines[0]), (more, None), (None, after.lines[2])}


@pytest.mark.parametrize(("policy", "vat"), [("difference_of_vat", "-0.01"), ("vat_of_delta", "0.00")])
def test_the_vat_of_a_difference_follows_its_policy(policy: str, vat: str) -> None:
    before, after = bill(line("1", Decimal("0.07"))), bill(line("1", Decimal("0.06")))
    chosen = Policy.of({"correction.vat": policy}) if policy == "vat_of_delta" else Policy()
    assert difference(before, after, chosen) == Amount(net=Decimal("-0.01"), vat=Decimal(vat))


def test_a_correction_to_pay_has_the_term_of_an_invoice_and_one_to_give_back_none() -> None:
    to_pay = correcting_invoice(papers([TWO, THREE], issued("FV/1", "221.40")))
    assert (to_pay.issue, to_pay.due) == (date(2026, 4, 3), date(2026, 4, 10))
    assert correcting_invoice(papers([ONE, TWO], INVOICE)).due is None
    with pytest.raises(ValueError, match="corrects no invoice"):
        correcting_invoice(papers([ONE], INVOICE))
