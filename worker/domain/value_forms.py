"""A value read from a mail as it stands behind its label in a letter: in the nominative, in one spelling.

The values themselves stay as they stand in the mail (that is what ``explain`` shows); only print changes them.
Where nothing is certain the words of the mail stay, and the letter puts them into quotation marks.
"""

import re
from functools import cache

from worker.domain.names import nominative
from worker.domain.nouns import nominative_phrase
from worker.domain.polish import fold, readings
from worker.terms.words import alternation, words

_LABEL = re.compile(r"(?:na |przy )?(?:stanowisk\w*(?: pracy)?|użytkownik\w*)(?: to)?:? +(?=\S)", re.IGNORECASE)
_IS = re.compile(
    r"(?:m[oó]j|moja|moje|nasz[ae]?)? ?(?:komputer|laptop|stanowisko|biurko|stacja)"
    r" (?:to|nazywa si[eę]) (?:stanowisko )?(?=\S)",
    re.IGNORECASE,
)
_MINE = re.compile(r"(?:m[oó]j|moja|moje|sw[oó]j|swoja|swoje) +(?=\S)", re.IGNORECASE)
_PLACE = re.compile(r"(?:w|we|na|przy|obok|pod|za|u|nad|ko[lł]o)\s", re.IGNORECASE)
_NEXT = re.compile(  # "KASA 1, użytkownik Jan Rudnik, tel. …": the rest of a line that tells everything
    r"[,;.]\s+(?:u[zż]ytkownik|tel|telefon|kontakt|kom|e-?mail|program|system)\b.*$|\s+tel(?:\.|efon)?:?\s*\d.*$",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ0-9][A-ZĄĆĘŁŃÓŚŹŻ0-9_. -]*(?:\s?\(.*\))?")
_VERSION = re.compile(
    r"\(?(?:wersj[aię]|wer\.?|ver\.?|v\.?)?\s?v?(\d+(?:\.\d+)+(?:\s?(?:sp|hf|r)\s?\d+)?)\)?", re.IGNORECASE
)
_SYSTEMS = {
    name.lower(): name for name in ("Windows", "macOS", "Mac", "OS", "iOS", "iPadOS", "ChromeOS", "XP", "LTSC", "SE")
}
_NO_NAME = re.compile(r"(?:f\d{1,2}|na|w|przy|po|do|z|i)", re.IGNORECASE)
_ENDING = re.compile(r"(?<=[A-Z])-(?:u|em|ie|a|owi|y|om)\b")  # "VLAN-ie", "PIN-u"
_INFLECTED = re.compile(r"(?<=[a-z])(?:u|ie|em|owi|ze|cie|iem)$")
_MOST_WORDS = 3  # of a program's name
_PHONE = re.compile(r"(?:\+48|0048)?[ -]?\(?\d[\d ()-]{7,14}\d")
_MOBILE = ("45", "50", "51", "53", "57", "60", "66", "69", "72", "73", "78", "79", "88")


def program_form(value: str) -> tuple[str, bool]:
    """``Subiekcie GT (wersja 1.78)`` as ``Subiekt GT 1.78``; and whether the name is one we know."""
    kept: list[str] = []
    known = False
    for word in _VERSION.sub(r" \1 ", value).split():
        product = _product(word)
        known = known or product is not None
        if known and product is None and _ends_name(word):
            break
        if product is None or product not in kept:
            kept.append(product or word)
    name = " ".join(kept)
    if known:
        return name, True
    found = nominative_phrase(name) if name[:1].islower() else None
    name = found or _ENDING.sub("", name)
    return name, found is not None or _is_proper(name)


def _is_proper(name: str) -> bool:
    """A proper name that is not inflected: ``C-Geo``, ``eFitness``; not ``KWHotelu``, ``printer`` or a sentence."""
    return name != name.lower() and len(name.split()) <= _MOST_WORDS and not _INFLECTED.search(name)


def system_form(value: str) -> str:
    """``win 10 home`` as ``Windows 10 Home``, ``macos sequoia`` as ``macOS Sequoia``."""
    parts = re.sub(r"^(?:windows\w{0,2}|windwos|win|w)\s?(?=\d|\s|$)", "Windows ", value, flags=re.IGNORECASE).split()
    return " ".join(_SYSTEMS.get(part.lower(), part.capitalize() if part.isalpha() else part.upper()) for part in parts)


def workstation_form(value: str) -> tuple[str, bool]:
    """``komputerze w recepcji`` as ``komputer w recepcji``; and whether it can stand without quotation marks."""
    clean = _balanced(_NEXT.sub("", value))
    base = nominative_phrase(clean)
    text = base or clean
    for lead in (_IS, _MINE):
        rest = lead.sub("", text, count=1)
        text = rest if " " in rest or _CODE.fullmatch(rest) else text
    text = bare_label(text)
    if _PLACE.match(text):
        text = text[0].lower() + text[1:]
    certain = base is not None or text != clean or bool(_PLACE.match(text) or _CODE.fullmatch(text))
    return text, certain or _is_nominative(text)


def bare_label(value: str) -> str:
    """The value without a leading form of its own label: ``stanowisku KASA 1`` is ``KASA 1``."""
    return _LABEL.sub("", value, count=1)


def person_form(value: str) -> str:
    """``Annie Nowak`` as ``Anna Nowak``, and names written small or in capitals as names are written."""
    parts = value.split()
    one_case = value in (value.lower(), value.upper())
    if one_case and len(parts) == 2 and all(part.isalpha() and len(part) > 2 for part in parts):
        return nominative(" ".join(part.capitalize() for part in parts))
    return nominative(value)


def phone_form(value: str) -> str:
    """A Polish number in its usual groups: ``605000442`` as ``605 000 442``, ``(32) 555-01-18`` as ``32 555 01 18``."""
    if not _PHONE.fullmatch(value.strip()):
        return value
    digits = re.sub(r"\D", "", value)
    digits = digits[-9:] if digits.startswith(("48", "0048")) and len(digits) > 9 else digits
    if len(digits) != 9:
        return value
    groups = (3, 3, 3) if digits.startswith(_MOBILE) else (2, 3, 2, 2)
    ends = [sum(groups[: index + 1]) for index in range(len(groups))]
    return " ".join(digits[end - size : end] for size, end in zip(groups, ends, strict=True))


def _product(word: str) -> str | None:
    folded = fold(word).strip("„”\"'.,;:()")
    return next((name for name, form in _products() if form.fullmatch(folded)), None)


@cache
def _products() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(alternation(forms))) for name, forms in words("products").items())


def _ends_name(word: str) -> bool:
    """A key, a preposition or a verb behind the name: "Subiekcie F8", "SUBIEKT PISZE"."""
    return bool(_NO_NAME.fullmatch(word)) or any(one.part in ("fin", "prep", "praet") for one in readings(word.lower()))


def _balanced(value: str) -> str:
    """A parenthesis or a quotation mark that lost its other half gets it back; straight marks become Polish ones."""
    text = re.sub(r'"([^"]*)"', r"„\1”", value)
    text = re.sub(r'"([^"]+)$', r"„\1”", text).replace('"', "")
    text += "”" * (text.count("„") > text.count("”"))
    return text + ")" * (text.count("(") > text.count(")"))


def _is_nominative(text: str) -> bool:
    first = re.match(r"[^\W\d_]+", text)
    kinds = readings(first.group().lower()) if first else ()
    return any({"nom", "sg"} <= one.tags for one in kinds) or not kinds
