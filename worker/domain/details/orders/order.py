"""A package order: who orders, how much time, out of which package (point 13.8); ``dates`` reads when."""

import re
from collections.abc import Iterator
from functools import cache

from worker.domain.details.orders.lengths import spoken_numbers
from worker.domain.details.people.named import people, person_at
from worker.domain.details.people.signer import author_signs, closing_name, signer
from worker.domain.details.text.labels import labelled
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import sentence_at
from worker.domain.details.text.source import Passage, Passages, Source
from worker.domain.found import Found

_UNIT = r"(?:h|hs|godz\.?|godzin\w{0,3}|rh|roboczogodzin\w*|min\.?|minut\w{0,2}|kwadrans\w{0,4}|rbh|hrs?)"
_REST = r"[0-5]?\d\s?min(?:ut\w{0,2}|\.)?"  # "2 h 30 min"
_FULL = r"(?:pelne\s|pelnych\s|zegarow\w{1,3}\s)?"
_ENOUGH = r"godzina(?=\s(?:wystarczy|powinna|bedzie|mi|nam)\b)"
_ONE = rf"godzink[eai]|godzine|{_ENOUGH}|\d{{1,2}}h[0-5]\d|kwadrans|(?<=wykorzystanie\s)godziny"  # no number is said
_NOT_A_LENGTH = re.compile(r"(?<!\w)(?:godz\.?|od|do|miedzy|za|przez|co|w ciagu|po|przed|ostatni\w+)\s*$")
_A_SIZE = re.compile(r"(?<!\w)pakie\w+\s*$")  # "pakietu 20 godzin"; in words it is a wish: "z pakietu czterech godzin"
_TAKEN = re.compile(
    r"(?<!\w)(?:zlec\w+|zamawia\w+|prosz\w+\so|prosimy\so|potrzebuj\w+|(?:chc|chcial)\w+(?:\swykorzystac)?)"
    r"\s(?:z|w\sramach)\s(?:\w+\s){0,2}?pakietu\s$"
)
_MAY_BE_SIZE = re.compile(r"\d+\s?(?:h|g|rh|rbh)")  # nobody sells minutes
_IS_DATE = re.compile(r"\d{1,2}\.(?:0\d|1[0-2])\.?\s(?:\d{4}\s)?godz\.?\s?\d")  # "24.02 godz. 8-12"
_USED_UP = re.compile(r"\s*(?:temu|dziennie|do konca|zostal\w*|wykorzyst\w*)")
_PACKAGE = r"(?:pakiet|abonament)\w*"
_HOURS_OF = r"\d{1,3}\s?(?:h|godz\.?|godzin\w*|-?godzinn\w*)(?!\w)"
_SIZE = re.compile(
    rf"(?<!\w){_PACKAGE}(?:\s+(?!na\b|[a-z]+godzinn)\(?[a-z/][\w/()]*){{0,3}}?[\s:|(–-]*(?P<a>{_HOURS_OF})"
    rf"|(?P<b>(?:\d{{1,3}}\s?-?(?:godzinn\w+|h)|[a-z]{{3,14}}godzinn\w{{1,3}}))\s+{_PACKAGE}"
    rf"|(?<!\w){_PACKAGE}\s(?:[a-z]+ego\s)?(?P<c>[a-z]{{3,14}}godzinn\w{{1,3}})(?!\w)"
    rf"|(?<!\w){_PACKAGE}[^.()\n]{{0,40}}\((?:[^()\n]{{0,30}}?[ ;,])?(?P<d>{_HOURS_OF})[,;)]"
    rf"|(?<!\w){_PACKAGE}(?:\s\w+){{0,2}}\s\((?:\w{{3,7}}\s)?(?:te(?:n|go|j)\s)?na\s(?P<e>{_HOURS_OF}|\d{{2,3}}(?=[,)]))"
    rf"|(?<!\w)pakiet\s(?P<f>[a-z]{{3,12}}\sgodzin\w*)(?!\w)"
)
_INVOICE = re.compile(
    r"(?<!\w)(?:fs|fv|fvs|fa|fvat|faktur\w*(?:\s+vat)?(?:\s+nr\.?|\s+numer)?)[ :]{0,2}"
    r"(?P<n>(?:fs|fv|fvs|fa)?[ /-]?(?=[\w/-]*\d)\w+(?:[/-]\w+){1,5})"
)
_ORDERS = re.compile(r"(?<!\w)(?:zleca|zamawia|prosi|potrzebuje|chce|chciał[ab]?y?)(?!\w)")
_NAME_REACH, _TAKEN_REACH = 40, 60
_FOR_WHOM = re.compile(r"(?<!\w)(?:dla|o)\s(?:pan\w*\s|p\.\s)?$")
_INTRODUCES = re.compile(r"(?<!\w)(?:z\stej\sstrony|tu|tutaj|mowi|pisze|to\sja|ja)[ ,]{1,2}(?=\w)")
_INVOICE_SIGN = re.compile(r"(?:fs|fv|fvs|fa)[ /-]{0,2}$")


def read_orderer(texts: Passages, source: Source) -> Found | None:
    """First name and surname of the one who orders; one of them alone is not enough."""
    for passage in texts.written:
        for item in labelled(passage):
            if item.key == "orderer":
                for person in people(passage, item.start, item.end, any_case=True):
                    if person.full:
                        return passage.found(person.start, person.end, "label")
    for passage in texts.written:
        for match in pattern("orders", "orders_in_person").finditer(passage.folded):
            told = sentence_at(passage, match.start())
            stop = min(match.end() + 70, told.end if told else match.end())
            for person in people(passage, match.end(), stop):
                if person.full and not _FOR_WHOM.search(passage.folded, match.end(), person.start):
                    return passage.found(person.start, person.end, "prose")
    if ordered := _orders_in_third_person(texts):
        return ordered
    signed = signer(texts.written)
    if signed is not None and signed.person.full:
        return signed.found()
    return author_signs(texts, source) or closing_name(texts) or _introduced(texts)


def _orders_in_third_person(texts: Passages) -> Found | None:
    """``prezes Witold Ożóg zleca z pakietu …``, written by a secretary."""
    for passage in texts.written:
        for match in _ORDERS.finditer(passage.text):
            for person in people(passage, max(0, match.start() - _NAME_REACH), match.start()):
                if person.full and not passage.text[person.end : match.start()].strip():
                    return passage.found(person.start, person.end, "prose")
    return None


def _introduced(texts: Passages) -> Found | None:
    """``z tej strony Piotr Makowski z firmy …``: a dictated mail is signed at its head."""
    for passage in texts.written:
        for match in _INTRODUCES.finditer(passage.folded):
            person = person_at(passage, match.end(), match.end() + 60)
            if person and person.full:
                return passage.found(person.start, person.end, "prose")
    return None


def read_time(texts: Passages) -> Found | None:
    """The requested time as written: "3 godziny", "półtorej godziny"; the package's size never counts."""
    best: tuple[int, Found] | None = None
    for passage in texts.written:
        for item in labelled(passage):
            if item.key != "time":
                continue
            match = _duration().search(passage.folded, item.start, item.end) or _bare_count().match(
                passage.folded, item.start, item.end
            )
            if match:
                return passage.found(match.start(), match.end(), "label")
    for passage in (*texts.written, texts.topic):
        for score, start, end in _durations(passage):
            if best is None or score > best[0]:
                best = (score, passage.found(start, end, "prose"))
    return best[1] if best else None


def _durations(passage: Passage) -> Iterator[tuple[int, int, int]]:
    sizes = [match.span() for match in _SIZE.finditer(passage.folded)]
    for match in _duration().finditer(passage.folded):
        taken = _is_taken(passage, match.start(), match.group())
        sized = not taken and any(start <= match.start() < end for start, end in sizes)
        if sized or _IS_DATE.match(passage.folded, match.start()):
            continue
        clause = max(passage.folded.rfind(mark, 0, match.start()) for mark in (".", ";", ",", "(", ")"))
        before = passage.folded[max(0, clause + 1, match.start() - 60) : match.start()]
        if _NOT_A_LENGTH.search(before):
            continue
        if not taken and _A_SIZE.search(before) and _MAY_BE_SIZE.match(match.group()):
            continue
        after = passage.folded[match.end() : match.end() + 30]
        if pattern("orders", "used").search(before) or _USED_UP.match(after):
            continue
        yield (2 if pattern("orders", "order_verbs").search(before) else 1), match.start(), match.end()


def _is_taken(passage: Passage, start: int, length: str) -> bool:
    """``zlecam z pakietu 2 godziny``: the accusative is what is ordered; "z pakietu 20 godzin" tells its size."""
    if not re.search(r"godzin(?:y|e|ki|ke)$", length):
        return False
    return _TAKEN.search(passage.folded, max(0, start - _TAKEN_REACH), start) is not None


@cache
def _duration() -> re.Pattern[str]:
    """``3 godziny``, ``2-3 h``, ``półtorej godziny``, ``2 h 30 min``, ``godzinkę``."""
    count = (
        rf"(?:{spoken_numbers()}|kilka|pare"
        r"|\d{1,3}(?:[.,]\d{1,2})?(?:\s?(?:-|–|do|lub|albo)\s?\d{1,3}(?:[.,]\d)?)?)"
    )
    told = rf"{count}(?:\s+i\s+pol)?\s{{0,2}}{_FULL}{_UNIT}(?:\s{{0,2}}(?:i\s)?{_REST})?"
    return re.compile(rf"(?<![\w.:,/-])(?:{told}|{_ONE})(?:\s(?:zegarow|robocz)\w{{1,3}})?(?!\w)")


@cache
def _bare_count() -> re.Pattern[str]:
    """``Ilość godzin: 6``, ``Czas (h): sześć``: the label has said the unit."""
    return re.compile(rf"[ \t|\n]*(?:\d{{1,2}}(?:[.,]\d)?|{spoken_numbers()})(?=[ \t]*(?:$|\n|\())")


def read_package(texts: Passages) -> Found | None:
    """The package meant, by its size: "20h"."""
    for passage in (*texts.written, texts.topic):
        for match in _SIZE.finditer(passage.folded):
            if match["a"] and _is_taken(passage, match.start("a"), match["a"]):
                continue
            group = next(name for name in "abcdef" if match[name])
            return passage.found(match.start(group), match.end(group), "package")
    return None


def read_invoice(texts: Passages) -> Found | None:
    """The number of the invoice a complaint is about: "FS 214/02/2026"."""
    for passage in (*texts.written, texts.topic):
        if match := _INVOICE.search(passage.folded):
            start = match.start("n")
            sign = _INVOICE_SIGN.search(passage.folded[match.start() : start])
            if sign:
                start = match.start() + sign.start()
            return passage.found(start, match.end("n"), "invoice")
    return None
