"""Dated price lists: which one a day is priced by, and that a broken one says what is wrong."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest

from worker.terms import TermsError, price_list_on, price_lists
from worker.terms.phrases import counted, money, number
from worker.terms.pricelist import read

TEXT = (files("worker.terms") / "pricelists" / "2013-01-01.toml").read_text("utf-8")


def test_a_day_is_priced_by_the_latest_list_that_had_begun() -> None:
    old = price_lists()[0]
    new = replace(old, valid_from=date(2026, 7, 1))
    assert price_list_on(date(2026, 6, 30), (old, new)) is old
    assert price_list_on(date(2026, 7, 1), (old, new)) is new


def test_before_the_first_list_there_is_no_price() -> None:
    with pytest.raises(TermsError, match="no price list was in force on 2012-12-31; the first begins on 2013-01-01"):
        price_list_on(date(2012, 12, 31))


def test_every_row_cites_its_point() -> None:
    terms = price_list_on(date(2026, 1, 1))
    points = [band.point for band in terms.bands.values()]
    points += [rate.point for rate in terms.rates.values()]
    points += [size.point for size in terms.sizes.values()]
    assert all([*points, terms.reaction.point, terms.implementation.point])


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ("[reaction]", "[reaction", "price list x.toml"),
        ('base = "180.00"', "", "price list x.toml: 'base'"),
        ('base = "180.00"', 'base = "180,00"', "price list x.toml"),
        ("{ from = 6, to = 8, band", "{ from = 7, to = 8, band", "do not cover 0-24 without gaps"),
        ("{ from = 0, to = 24, band", "{ from = 0, to = 23, band", "do not cover 0-24 without gaps"),
        ("percent_off = 5\n", "percent_of = 5\n", "percent_of"),
        ("quarter_minutes = 15", "quarter_minutes = 10", "counted in quarters"),
    ],
)
def test_a_broken_list_is_named_with_what_is_wrong(was: str, becomes: str, complaint: str) -> None:
    assert was in TEXT
    with pytest.raises(TermsError, match=complaint):
        read(TEXT.replace(was, becomes, 1), "x.toml")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        ("1", "1 kwadrans"),
        ("2", "2 kwadranse"),
        ("5", "5 kwadransów"),
        ("12", "12 kwadransów"),
        ("22", "22 kwadranse"),
        ("112", "112 kwadransów"),
        ("0", "0 kwadransów"),
        ("21", "21 kwadransów"),
    ],
)
def test_polish_has_three_plurals(count: str, words: str) -> None:
    assert counted(Decimal(count), ["kwadrans", "kwadranse", "kwadransów"]) == words


def test_money_and_numbers_have_a_decimal_comma() -> None:
    assert money(Decimal("1092.5")) == "1\u00a0092,50"
    assert (number(Decimal("1.50")), number(Decimal(100))) == ("1,5", "100")
    assert counted(Decimal("1.5"), ["godzina", "godziny", "godzin"], "godziny") == "1,5 godziny"
