"""Every language says the same things: same keys, same fields to fill, and no word of the price lists left Polish."""

import re
from dataclasses import fields, is_dataclass
from decimal import Decimal
from string import Formatter
from typing import Any

import pytest

from worker.terms import price_lists
from worker.terms.phrases import Language, counted, form_of, money, number, phrases, point, price

OTHERS = [language for language in Language if language is not Language.POLISH]
ENGLISH = Language.ENGLISH


def filled(table: dict[str, Any], path: str = "") -> dict[str, set[str] | int]:
    """Each key with the fields its words take; a list of twelve months with its length."""
    found: dict[str, set[str] | int] = {}
    for key, value in table.items():
        name = f"{path}.{key}" if path else key
        if isinstance(value, dict):
            found |= filled(value, name)
        elif isinstance(value, list):
            found[name] = 0 if key in ("quarters", "hours") else len(value)  # a language has its own plural forms
        else:
            found[name] = {re.split(r"[.\[]", field)[0] for _, field, _, _ in Formatter().parse(value) if field}
    return found


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_key_and_no_other(language: Language) -> None:
    assert filled(phrases(language)).keys() == filled(phrases()).keys()


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_fills_in_what_polish_fills_in(language: Language) -> None:
    polish, other = filled(phrases()), filled(phrases(language))
    calendar = {key for key in polish if key.startswith("calendar.")}  # one prints a month by its number, one by name
    assert {key: other[key] for key in other.keys() - calendar} == {
        key: polish[key] for key in polish.keys() - calendar
    }


@pytest.mark.parametrize("language", OTHERS)
def test_no_words_are_left_polish(language: Language) -> None:
    marked = re.compile("[ąćęłńóśźż]", re.IGNORECASE)
    said = [one for one in _strings(phrases(language)) if marked.search(one)]
    said += [band.described(language) for one in price_lists() for band in one.bands.values()]
    assert [one for one in said if marked.search(one)] == []


def test_points_that_a_price_list_cites_by_words_have_an_english_name() -> None:
    names = phrases(ENGLISH)["point_words"]
    cited = {one for prices in price_lists() for one in _points(prices)}
    polish = {one for one in cited if re.search("[^\\W\\d]{2}", one)}
    assert len(polish) >= 3
    for one in polish:
        left = point(one, ENGLISH)
        for said in names.values():
            left = left.replace(said, "")
        assert not re.search("[^\\W\\d]{2}", left), one


def test_english_figures() -> None:
    assert money(Decimal("1234.5"), ENGLISH) == "1,234.50"
    assert price(Decimal("1234.5"), ENGLISH) == "PLN\u00a01,234.50"
    assert price(Decimal("-1234.5"), ENGLISH) == "-PLN\u00a01,234.50"
    assert price(Decimal("-1234.5")) == "-1\u00a0234,50\u00a0zł"
    assert number(Decimal("1.50"), ENGLISH) == "1.5"
    assert [form_of(Decimal(count), ["hour", "hours"]) for count in (1, 2, 5, 0, 21)] == ["hour", *["hours"] * 4]
    assert counted(Decimal("1.5"), ["hour", "hours"], "hours", ENGLISH) == "1.5 hours"


def _strings(value: Any) -> list[str]:
    """Every value, not the keys: those of ``point_words`` are the price list's."""
    if isinstance(value, dict):
        return [said for one in value.values() for said in _strings(one)]
    return [said for one in value for said in _strings(one)] if isinstance(value, list) else [value]


def _points(value: Any) -> list[str]:
    """What stands in the fields ``point`` and ``…_point`` that protocol rows and lines cite."""
    if isinstance(value, dict):
        return [one for part in value.values() for one in _points(part)]
    if not is_dataclass(value):
        return []
    found = []
    for field in fields(value):
        held = getattr(value, field.name)
        if field.name == "point" or (field.name.endswith("_point") and field.name != "vat_point"):
            found += held.split(", ")
        else:
            found += _points(held)
    return found
