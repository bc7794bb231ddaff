"""What stands in a cell, as Polish offices write it: NIPs, days, amounts, addresses. One reader for each.

A reader takes the text of a cell that is not empty and gives a value, or raises ``UnreadableCellError`` with the reason
and what would be right.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from worker.domain import nip
from worker.domain.polish import fold
from worker.terms.phrases import Language, phrases
from worker.terms.words import words

Reader = Callable[[str], Any]

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f']+")
_CURRENCY = re.compile(r"(zł|zl|pln)\.?$", re.IGNORECASE)
_GROUPED = re.compile(  # thousands apart, by the other sign than the one before the grosze
    r"-?\d{1,3}((\.\d{3})+,\d{1,2}|(,\d{3})+\.\d{1,2}|(\.\d{3}){2,4}|(,\d{3}){2,4})"
)
_DAY_FORMS = (
    re.compile(r"(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[-./](?P<m>\d{1,2})[-./](?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"),
)
_CLOCK = re.compile(r"[T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?$")  # a spreadsheet's midnight
_ADDRESS = re.compile(r"[^@\s<>\"(),;:]+@[\w-]+(\.[\w-]+)+")
_PERSON = re.compile(
    r"\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<name>[^<>,;|\n\"]*))\s*<(?P<address>[^<>]*)>|(?P<bare>[^\s,;|<>\"]+)"
)
_DOMAIN = re.compile(r"(?=.{4,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
_MONTHS = tuple(fold(month) for month in phrases()["calendar"]["months"])
_KSEF = re.compile(r"\d{10}-\d{8}-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}")
_YEARS = range(1990, 2101)
_SAID = words("columns")
_LANGUAGES = {said: language for language in Language for said in _SAID[f"language_{language}"]}


class UnreadableCellError(ValueError):
    """Why a cell means nothing here, and what would be right (both Polish)."""

    def __init__(self, why: str, right: str) -> None:
        super().__init__(why)
        self.right = right


def text(value: str) -> str:
    """Words on one line."""
    return " ".join(value.split())[:200]


def number_of_invoice(value: str) -> str:
    """An invoice's number as it is printed, spaces made one."""
    found = text(value)
    if not any(one.isdigit() for one in found):
        raise UnreadableCellError("w numerze dokumentu nie ma żadnej cyfry", "numer z faktury, np. FV/12/2026")
    return found


def payer(value: str) -> str:
    """A NIP with a correct check digit, as ten digits."""
    digits = nip.compact(_whole(value).upper().removeprefix("NIP").lstrip(": "))
    if nip.is_valid(digits):
        return digits
    right = "dziesięć cyfr z poprawną cyfrą kontrolną, np. 525-991-20-77"
    if not digits.isdigit():
        raise UnreadableCellError("to nie jest NIP", right)
    if len(digits) != 10:
        raise UnreadableCellError(f"NIP ma 10 cyfr, a tu jest ich {len(digits)}", right)
    raise UnreadableCellError("cyfra kontrolna tego NIP-u się nie zgadza (literówka?)", right)


def day(value: str) -> date:
    """2026-03-31, 31.03.2026, 31-03-2026, 31/03/2026 or 20260331."""
    bare = _CLOCK.sub("", value.strip())
    right = "dzień jako 2026-03-31 albo 31.03.2026"
    match = next((found for form in _DAY_FORMS if (found := form.fullmatch(bare))), None)
    if match is None:
        raise UnreadableCellError("to nie jest dzień", right)
    try:
        found_day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        raise UnreadableCellError("takiego dnia nie ma w kalendarzu", right) from None
    if found_day.year not in _YEARS:
        raise UnreadableCellError(f"rok {found_day.year} to pewnie pomyłka", right)
    return found_day


def money(value: str) -> Decimal:
    """``1 234,56``, ``1.234,56``, ``1234.5``, with or without zł; at most two decimal places."""
    right = "kwota w złotych, np. 1234,56"
    bare = _CURRENCY.sub("", _SPACES.sub("", value)).replace("\u2212", "-")
    if re.fullmatch(r"-?\d{1,3}[.,]\d{3}", bare):
        whole = re.sub("[.,]", "", bare)
        raise UnreadableCellError(f"nie wiadomo, czy „{bare[-4]}” oddziela tysiące, czy grosze", f"{whole},00")
    if _GROUPED.fullmatch(bare):
        sign = bare[-3] if bare[-3] in ".," else bare[-2] if bare[-2] in ".," else ""
        whole, _, rest = bare.rpartition(sign) if sign else (bare, "", "0")
        bare = re.sub("[.,]", "", whole) + "." + rest
    bare = bare.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,10}(\.\d{1,2}0*)?", bare):
        raise UnreadableCellError("to nie jest kwota w złotych z groszami", right)
    return Decimal(bare).quantize(Decimal("0.01"))


def rate(value: str) -> Decimal:
    """A net price of an hour, more than nothing and less than 10 000 zł."""
    found = money(value)
    if not 0 < found < 10_000:
        raise UnreadableCellError("to nie jest stawka za godzinę", "stawka netto w złotych, np. 140,00")
    return found


def count(value: str) -> int:
    """A whole number from 1 to 366."""
    bare = _whole(value)
    if not bare.isdecimal() or len(bare) > 3 or not 1 <= int(bare) <= 366:
        raise UnreadableCellError("to nie jest liczba dni", "liczba od 1 do 366")
    return int(bare)


def yes(value: str) -> bool:
    """tak or nie."""
    word = fold(value).strip(". ")
    if word in _SAID["yes"]:
        return True
    if word in _SAID["no"]:
        return False
    raise UnreadableCellError("tu może stać tylko tak albo nie", "tak albo nie")


def month(value: str) -> str:
    """``2026-03``, ``03.2026`` or ``marzec 2026`` as ``2026-03``; a day of the month will do."""
    bare = _CLOCK.sub("", fold(value).strip())
    named = re.fullmatch(r"([a-z]+) (\d{4})", bare)
    if named and named[1] in _MONTHS:
        return f"{named[2]}-{_MONTHS.index(named[1]) + 1:02}"
    match = re.fullmatch(r"(?P<y>\d{4})[-./](?P<m>\d{1,2})", bare) or re.fullmatch(
        r"(?P<m>\d{1,2})[-./](?P<y>\d{4})", bare
    )
    if match and 1 <= int(match["m"]) <= 12 and int(match["y"]) in _YEARS:
        return f"{match['y']}-{int(match['m']):02}"
    try:
        return f"{day(bare):%Y-%m}"
    except UnreadableCellError:
        raise UnreadableCellError("to nie jest miesiąc", "miesiąc jako 2026-03 albo 03.2026") from None


def ksef_number(value: str) -> str:
    """The number KSeF gave: NIP, day, twelve hexadecimal digits and two of a checksum."""
    found = _whole(value).upper()
    if not _KSEF.fullmatch(found):
        raise UnreadableCellError("to nie jest numer KSeF", "35 znaków, np. 5265877635-20250826-0100001AF629-AF")
    return found


def address(value: str) -> str:
    """One e-mail address, in lower case."""
    found = value.strip().strip("<>").lower().removeprefix("mailto:")
    if not _ADDRESS.fullmatch(found) or not found.isascii():
        raise UnreadableCellError("to nie jest adres e-mail", "jeden adres, np. biuro@firma.pl")
    return found


def addresses(value: str) -> str:
    """Several addresses, each once, as ``a@firma.pl, b@firma.pl``."""
    parts = [part for part in re.split(r"[;,\s]+", value) if part]
    return ", ".join(dict.fromkeys(address(part) for part in parts))


def people(value: str) -> tuple[tuple[str, str], ...]:
    """Addresses with names: ``a@firma.pl, Anna Nowak <anna@firma.pl>`` as ((address, name), …)."""
    found: dict[str, str] = {}
    for match in _PERSON.finditer(value):
        name = text(match["quoted"] or match["name"] or "")
        if "@" in name:
            raise UnreadableCellError(f"„{name}” stoi przed adresem bez przecinka", "adresy oddzielone przecinkami")
        found[address(match["address"] or match["bare"] or "")] = name
    return tuple(found.items())


def domains(value: str) -> tuple[str, ...]:
    """Mail domains: ``firma.pl, firma.com.pl``; an @ or www. before one is left out."""
    found: dict[str, None] = {}
    for part in re.split(r"[\s;,|]+", value.lower()):
        bare = re.sub(r"^(https?://)?(www\.)?", "", part).strip("@/. ")
        if "@" in bare:
            raise UnreadableCellError(f"„{bare}” to adres, a nie domena", "sama domena, np. firma.pl")
        if bare and not _DOMAIN.fullmatch(bare):
            raise UnreadableCellError(f"„{bare}” nie jest domeną", "domena poczty firmy, np. firma.pl")
        if bare:
            found[bare] = None
    return tuple(found)


def language(value: str) -> str:
    """The language of a payer's letters about money: one there are letters in."""
    word = fold(value).strip(" .")
    if word not in _LANGUAGES:
        raise UnreadableCellError("listów w tym języku nie ma", "pl albo en")
    return _LANGUAGES[word].value


def one_of(choices: Mapping[str, str]) -> Reader:
    """A reader of one word among several; keys are folded words, values what they mean."""

    def read(value: str) -> str:
        word = " ".join(fold(value).strip(" .").split())
        if word in choices:
            return choices[word]
        near = get_close_matches(word, choices, n=1, cutoff=0.6)
        raise UnreadableCellError("nie ma takiej wartości", f"{near[0]}?" if near else "jedno z: " + ", ".join(choices))

    return read


def _whole(value: str) -> str:
    """Without spaces, and without the ``.0`` a spreadsheet adds to a number."""
    return re.sub(r"^(\d+)\.0$", r"\1", _SPACES.sub("", value))
