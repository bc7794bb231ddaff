"""The package an order is to be drawn from, by its size: "pakiet 20 h", "pakietu (na 40 godzin)" (point 13.8)."""

import re

from worker.domain.details.text.source import Passage, Passages
from worker.domain.found import Found
from worker.terms.words import alternation, words

_TAKEN = re.compile(
    rf"(?<!\w)(?:{alternation(words('orders')['order_verbs'])}|chcial\w*)"
    r"\s(?:z|w\sramach)\s(?:\w+\s){0,2}?pakietu\s$"
)
_PACKAGES = ("pakiet", "abonament")
_POOL, _BOUGHT = "pul", "kupil"
_PACKAGE = rf"(?:{'|'.join(_PACKAGES)})\w*"
_HOURS_OF = r"\d{1,3}\s?(?:h|godz\.?|godzin\w*|-?godzinn\w*)(?!\w)"
_SIZE = re.compile(
    rf"(?<!\w){_PACKAGE}(?:\s+(?!na\b|[a-z]+godzinn)\(?[a-z/][\w/()]*){{0,3}}?[\s:|(–-]*(?P<a>{_HOURS_OF})"
    rf"|(?P<b>(?:\d{{1,3}}\s?-?(?:godzinn\w+|h)|[a-z]{{3,14}}godzinn\w{{1,3}}))\s+{_PACKAGE}"
    rf"|(?<!\w){_PACKAGE}\s(?:[a-z]+ego\s)?(?P<c>[a-z]{{3,14}}godzinn\w{{1,3}})(?!\w)"
    rf"|(?<!\w){_PACKAGE}[^.()\n]{{0,60}}\((?:[^()\n]{{0,30}}?[ ;,])?(?P<d>{_HOURS_OF})[,;)]"
    rf"|(?<!\w){_PACKAGE}(?:\s\w+){{0,2}}\s\((?:\w{{3,7}}\s)?(?:te(?:n|go|j)\s)?na\s(?P<e>{_HOURS_OF}|\d{{2,3}}(?=[,)]))"
    rf"|(?<!\w)pul[aie]\s(?:\w+\s)?(?P<g>{_HOURS_OF}|[a-z]{{3,14}}\sgodzin\w*)(?!\w)"
    rf"|(?<!\w)(?:wy|za)?kupil(?:ismy|ysmy|am|em)\s(?:\w+\s){{0,3}}?(?P<h>{_HOURS_OF})"
    rf"|(?<!\w)pakiet\s(?P<f>[a-z]{{3,12}}\sgodzin\w*)(?!\w)"
)
_TAKEN_REACH = 60


def is_taken(passage: Passage, start: int, length: str) -> bool:
    """``zlecam z pakietu 2 godziny``: the accusative is what is ordered; "z pakietu 20 godzin" tells its size."""
    if not re.search(r"godzin(?:y|e|ki|ke)$", length):
        return False
    return _TAKEN.search(passage.folded, max(0, start - _TAKEN_REACH), start) is not None


def sizes(passage: Passage) -> tuple[re.Match[str], ...]:
    """Where the size of a package is told; the group that matched holds it."""
    if not any(word in passage.folded for word in (*_PACKAGES, _POOL, _BOUGHT)):
        return ()
    return tuple(_SIZE.finditer(passage.folded))


def read_package(texts: Passages) -> Found | None:
    """The package meant, by its size: "20h"."""
    for passage in (*texts.written, texts.topic):
        for match in sizes(passage):
            if match["a"] and is_taken(passage, match.start("a"), match["a"]):
                continue
            group = next(name for name in "abcdefgh" if match[name])
            return passage.found(match.start(group), match.end(group), "package")
    return None
