"""The words for figures in each language: ``phrases.toml`` and its neighbours, numbers, plural forms."""

import tomllib
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Language(StrEnum):
    """The languages a payer's letters about money can be in; everything else is Polish."""

    POLISH = "pl"
    ENGLISH = "en"


@cache
def phrases(language: Language = Language.POLISH) -> dict[str, Any]:
    """The phrases shipped with the program; templates are filled with ``str.format``."""
    name = "phrases.toml" if language is Language.POLISH else f"phrases.{language}.toml"
    return tomllib.loads((files("worker.terms") / name).read_text("utf-8"))


def money(value: Decimal, language: Language = Language.POLISH) -> str:
    """``1 092,50`` (thousands apart by a no-break space), ``1,092.50``: always two places."""
    return f"{value:,.2f}".translate(_signs(language))


def price(value: Decimal, language: Language = Language.POLISH) -> str:
    """``1 092,50 zł``, ``PLN 1,092.50``; a minus stands before it all."""
    amount = str(phrases(language)["price"]).format(amount=money(abs(value), language))
    return f"-{amount}" if value < 0 else amount


def number(value: Decimal, language: Language = Language.POLISH) -> str:
    """``1,5``, ``1.5``: as short as it can be."""
    return f"{value.normalize():f}".translate(_signs(language))


def counted(count: Decimal, forms: list[str], part: str = "", language: Language = Language.POLISH) -> str:
    """``1 kwadrans``, ``2 kwadranse``, ``12 kwadransów``; ``1,5 godziny`` takes ``part``."""
    return f"{number(count, language)} {form_of(count, forms) if count == int(count) else part}"


def point(cited: str, language: Language = Language.POLISH) -> str:
    """A point as a price list cites it, its words in the language: ``10.4.7 (sales and CRM)``."""
    for words, said in phrases(language)["point_words"].items():
        cited = cited.replace(words, said)
    return cited


def form_of(count: Decimal, forms: list[str]) -> str:
    """One of three Polish forms: one, few (2-4, 22-24, … but not 12-14), many; of two: one, the rest."""
    last, teen = int(count) % 10, 11 < int(count) % 100 < 15
    if count == 1:
        return forms[0]
    return forms[1] if 1 < last < 5 and not teen else forms[-1]


@cache
def _signs(language: Language) -> dict[int, str]:
    words = phrases(language)
    return {ord(","): words["thousands"], ord("."): words["decimal"]}
