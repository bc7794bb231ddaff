"""A value read from a mail as it stands behind its label in a letter: in the nominative, in one spelling.

The values themselves stay as they stand in the mail (that is what ``explain`` shows); only print changes them.
Where nothing is certain the words of the mail stay, and the letter puts them into quotation marks.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise

from worker.domain.polish import fold, readings, replaced
from worker.domain.polish.names import nominative
from worker.domain.polish.nouns import nominative_phrase
from worker.terms.words import alternation, words

_VERSION = re.compile(
    rf"\(?(?:{alternation(words('programs')['versions'])}|v\.?)?"
    r"\s?v?((?:\d{4}/)?\d+(?:\.\d+)+(?:\s?(?:sp|hf|r)\s?\d+)?)\)?"
)
_SYSTEMS = {name.lower(): name for name in words("systems")["printed"]}
_WINDOWS = alternation(words("systems")["windows"])
_SPOKEN = tuple(
    (re.compile(rf"(?:{_WINDOWS}\s+)?{alternation(spoken)}(?!\w)"), number)
    for number, spoken in words("systems").items()
    if number.isdigit()
)
_SYSTEM_BEHIND = re.compile(r"(?<=\S)\s*[,;/(]?\s*(?:na |pod )?\b(?:windows|win\s?\d|macos)\b.*$", re.IGNORECASE)
_NO_NAME = re.compile(r"(?:f\d{1,2}|na|w|przy|po|do|z|i)", re.IGNORECASE)
_ENDING = re.compile(r"(?<=[A-Z])-(?:u|em|ie|a|owi|y|om)\b")  # "VLAN-ie", "PIN-u"
_INFLECTED = re.compile(r"(?<=[a-z])(?:u|ie|em|owi|ze|cie|iem)$")
_ADDED = ("GT", "nexo", "PRO", "ERP")  # words of a program's name that are no program
_MOST_WORDS = 3  # of a program's name
_PHONE = re.compile(r"(?:\+48|0048)?[ -]?\(?\d[\d ()-]{7,14}\d")
_EXTENSION = re.compile(r"\s*\b(?:w\.|wew)", re.IGNORECASE)
_MOBILE = ("45", "50", "51", "53", "57", "60", "66", "69", "72", "73", "78", "79", "88")


@lru_cache(maxsize=256)  # customer and technicians are shown the same, and the programs are few
def program_form(value: str) -> tuple[str, bool]:
    """``Subiekcie GT (wersja 1.78)`` as ``Subiekt GT 1.78``; and whether the name is one we know."""
    kept: list[str] = []
    known = False
    parts = replaced(_VERSION, r" \1 ", _SYSTEM_BEHIND.sub("", value)).split()
    for word, following in pairwise((*parts, "")):
        product = _product(word)
        if product is not None and fold(word) != fold(product) and _is_another_program(following, product):
            continue
        known = known or product is not None
        if known and product is None and _ends_name(word) and not (word == "i" and following[:1].isupper()):
            break
        if product is None or product not in kept:
            kept.append(product or word)
    name = " ".join(kept)
    if known:
        return name, True
    found = nominative_phrase(name) if name[:1].islower() else _second_word_nominative(name)
    name = found or _ENDING.sub("", name)
    return name, found is not None or _is_proper(name)


def _is_another_program(word: str, product: str) -> bool:
    """``Rewizor`` of "(import z) Subiekta Rewizor (pomija …)": two programs side by side, the second one acts."""
    other = _product(word)
    return other is not None and other not in (*_ADDED, product) and fold(word) == fold(other)


def _second_word_nominative(name: str) -> str | None:
    """``Gastro Szefie`` as ``Gastro Szef``: the head of a name stands last, what is before it is no word."""
    lead, _, head = name.rpartition(" ")
    alone = lead.isalpha() and not readings(lead.lower())
    base = nominative_phrase(head) if alone and head.istitle() else None
    return f"{lead} {base}" if base else None


def _is_proper(name: str) -> bool:
    """A proper name that is not inflected: ``C-Geo``, ``eFitness``; not ``KWHotelu``, ``printer`` or a sentence."""
    return name != name.lower() and len(name.split()) <= _MOST_WORDS and not _INFLECTED.search(name)


def system_form(value: str) -> str:
    """``win 10 home`` as ``Windows 10 Home``, ``macos sequoia`` as ``macOS Sequoia``."""
    value = re.sub(r"^(windows\w*|win)\s+(?:mam|mamy|to|jest)\s+", r"\1 ", value, flags=re.IGNORECASE)
    for expression, number in _SPOKEN:
        if spoken := expression.match(fold(value)):
            value = f"Windows {number}{value[spoken.end() :]}"
    parts = re.sub(r"^(?:windows\w{0,2}|windwos|win|w)\s?(?=\d|\s|$)", "Windows ", value, flags=re.IGNORECASE).split()
    return " ".join(_SYSTEMS.get(part.lower(), part.capitalize() if part.isalpha() else part.upper()) for part in parts)


def person_form(value: str) -> str:
    """``Annie Nowak`` as ``Anna Nowak``, and names written small or in capitals as names are written."""
    parts = value.split()
    one_case = value in (value.lower(), value.upper())
    if one_case and len(parts) == 2 and all(part.isalpha() and len(part) > 2 for part in parts):
        return nominative(" ".join(part.capitalize() for part in parts))
    return nominative(value)


def phone_form(value: str) -> str:
    """A Polish number in its usual groups: ``605000442`` as ``605 000 442``, ``(32) 555-01-18`` as ``32 555 01 18``."""
    whole = re.sub(r"^\(?\+48\)", "+48", value.strip())
    added = _EXTENSION.search(whole)
    number, extension = (whole[: added.start()], whole[added.start() :]) if added else (whole, "")
    if not _PHONE.fullmatch(number):
        return value
    digits = re.sub(r"\D", "", number)
    digits = digits[-9:] if digits.startswith(("48", "0048")) and len(digits) > 9 else digits
    digits = digits[1:] if digits.startswith("0") and len(digits) == 10 else digits  # "0-15 …", as before 2005
    if len(digits) != 9:
        return value
    groups = (3, 3, 3) if digits.startswith(_MOBILE) else (2, 3, 2, 2)
    ends = [sum(groups[: index + 1]) for index in range(len(groups))]
    printed = " ".join(digits[end - size : end] for size, end in zip(groups, ends, strict=True))
    return printed + re.sub(r"^\s*(?:w\.|wew\w*\.?)\s*(?:nr\s*)?(?=\d)", " wew. ", extension, flags=re.IGNORECASE)


def _product(word: str) -> str | None:
    folded = fold(word).strip("„”\"'.,;:()")
    return next((name for name, form in _products() if form.fullmatch(folded)), None)


@cache
def _products() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(alternation(forms))) for name, forms in words("products").items())


def _ends_name(word: str) -> bool:
    """A key, a preposition or a verb behind the name: "Subiekcie F8", "SUBIEKT PISZE"."""
    return bool(_NO_NAME.fullmatch(word)) or any(one.part in ("fin", "prep", "praet") for one in readings(word.lower()))
