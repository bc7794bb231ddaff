"""Contacts to the user: telephone numbers and addresses in body or signature (points 1.3, 1.5; rule 5).

A number counts by the word nearest before it: ``tel.``, ``dzwonić`` make it a contact, ``seryjny``,
``konto``, ``operatora`` never do. With no such word the number must be grouped as Polish numbers are
(phonenumbers, STRICT_GROUPING; VALID leniency would take a TeamViewer ID for a telephone).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from worker.domain.details.labels import Labelled, labelled
from worker.domain.details.people import name_words, people
from worker.domain.details.phrases import ends_abbreviation, last, pattern
from worker.domain.details.source import Passage, Passages, Source
from worker.domain.details.spelled import spelled_addresses, spelled_numbers
from worker.domain.found import Found, Place
from worker.domain.polish import fold
from worker.terms.words import words

_GLUED = r"(?<=tel)|(?<=tel\.)|(?<=kom)|(?<=kom\.)|(?<=telefon)"  # "tel503000911"
_DIGITS = re.compile(
    rf"(?:(?<![\w.,/-])|{_GLUED})(?:\+|00)?\(?\d[\d ()./\xa0-]{{5,24}}\d(?![\w/]|[.,-]\d)", re.IGNORECASE
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,12}(?![\w@])", re.IGNORECASE)
_TRUNK = r"^0[ -]?(?=[1-9]\d\d[ -]?\d{3}[ -]?\d{3}$)"  # 0 602 000 266, as before 2009
_WINDOW = 70
_THIS_ADDRESS = (
    r"(?:(?:ten|tego|tym|tej|ta|te)\s(?:sam\w*\s)?(?:moj\w*\s)?(?P<mail{0}>adres\w*|e-?mail\w*|mail\w*|meil\w*|skrzynk\w*)"
    r"|(?:adres\w*|mail\w*|e-?mail\w*|skrzynk\w*)(?:\s(?:e-?mail\w*|mailow\w*))?,?\s(?:z\sktore\w+\s(?:pisz|wys)|jak\sw\snaglowk)\w+)"
)
_OFFERED = re.compile(
    r"(?<!\w)(?:kontakt\w*|moze\sbyc|wystarczy|(?:prosz\w+|prosi\w+|mozna|najlepiej|najlatwiej|wol\w+)(?:\s(?!nie\b)\w+){0,3}?"
    r"\s(?:pisac|odpis\w+|odezw\w+|odzywa\w+|zlapac|lapac|mailow\w+))"
    rf"(?:(?!\bnie\b)[^.\n]){{0,40}}?\b{_THIS_ADDRESS.format(1)}"
    r"|(?<!\w)odpowie\w+(?:(?!\bnie\b)[^.\n]){0,20}?\b(?:na|pod)\s(?:ten|tym)\s(?:sam\w*\s)?adres"
    rf"|(?<!\w){_THIS_ADDRESS.format(2)}\s(?:(?!nie\b)[\w-]+\s){{0,2}}?(?:do\skontaktu|wystarczy|odbieram|czytam|sprawdzam)"
)
_NAME_REACH = 90  # "Natalia Cieśla, n.ciesla@…"
_AFTER = re.compile(r"[ \t]*(?:\(|-|–|to )[ \t]*[\w /.-]{2,30}")
_TOLD = re.compile(r"[ ]?\)")  # the number was an aside to somebody of whom the sentence goes on to tell
_TOLD_REACH = 22
_STOPPED = re.compile(r"[.!?][\"”»)]?[ \n]+$")
_STOP = re.compile(r"\d{2}[\s.,;)]{1,3}(?=[^\W\d]{2})|[.!?]\s+(?=[A-ZĄĆĘŁŃÓŚŹŻ])")
_NUMBER_ABOVE = re.compile(r"\d{5}[ ]*\n$")
_GROUPED = re.compile(r"\+|\d{2,3}[ -]\d")
_BESIDE = 6  # characters between a name and its number: ", tel "
_MOST = 60
_CLOSING = re.compile(r"^[ \t]*(?:pozdrawia|z powazaniem|z wyrazami|-- ?$|serdecznie pozdr|lacze pozdr)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact with its weight: 4 labelled, 3 asked to be used, 2 in the body, 1 in the signature."""

    weight: int
    found: Found


def read_phones(texts: Passages, source: Source) -> tuple[Found, ...]:
    """The telephone numbers to reach the user or the writer, the best first."""
    own = {_national(number) for number in source.own_phones}
    contacts = [
        contact
        for passage in texts.written
        for contact in _phones(passage)
        if _national(contact.found.value) not in own
    ]
    return _ranked(contacts)


def read_emails(texts: Passages, source: Source) -> tuple[Found, ...]:
    """The addresses to reach the user or the writer, the best first."""
    names = frozenset().union(*(name_words(line) for line in _name_lines(texts, source)))
    contacts = [contact for passage in texts.written for contact in _emails(passage, source, names)]
    if not contacts and _offers_own_address(texts, source):
        return (Found(value=source.author_address, place=Place.HEADER, rule="this address"),)
    return _ranked(contacts)


def _offers_own_address(texts: Passages, source: Source) -> bool:
    """``Kontakt: może być ten adres``: the words give the contact, the header only spells it out.

    A header that nobody points to is none: each mail has one, and many offices write from a box nobody reads.
    """
    if not source.author_address or source.is_own(source.author_address):
        return False
    own = (passage for passage in texts.written if passage.place is not Place.QUOTE)
    return any(_OFFERED.search(passage.folded) for passage in own)


def _ranked(contacts: list[Contact]) -> tuple[Found, ...]:
    ordered = sorted(contacts, key=lambda contact: -contact.weight)  # stable: the order of the text
    return tuple({contact.found.value: contact.found for contact in reversed(ordered)}.values())[::-1]


def _phones(passage: Passage) -> Iterator[Contact]:
    labels = tuple(item for item in labelled(passage) if item.key in ("phone", "contact"))
    for start, end, raw in _numbers(passage):
        cue = _cue(passage, start, end)
        under_label = _under(labels, start)
        if cue == "never" and not under_label:
            continue
        asked = cue == "asks" or under_label
        if not _is_phone(raw, strict=not asked):
            continue
        weight = 4 if under_label and passage.place is not Place.SIGNATURE else 3 if asked else 2
        if passage.place is Place.SIGNATURE or _is_card_line(passage, start):
            weight = 1
        yield Contact(weight, passage.found(start, end, "label" if under_label else "prose"))


def _numbers(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Where a number stands, and the number: as written, or the digits that its words say."""
    spelled = [(one.start, one.end, one.means) for one in spelled_numbers(passage.folded)]
    written = [(*match.span(), match.group()) for match in _DIGITS.finditer(passage.text)]
    return _apart(spelled + written)


def _addresses(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Where an address stands, and the address in lower case."""
    spelled = [(one.start, one.end, one.means) for one in spelled_addresses(passage.folded)]
    written = [(*match.span(), match.group().lower()) for match in _EMAIL.finditer(passage.text)]
    return _apart(spelled + written)


def _apart(found: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """In the order of the text, without those that begin inside another; no more than anybody writes."""
    taken = 0
    for start, end, means in sorted(found, key=lambda one: one[0])[:_MOST]:
        if start >= taken:
            yield start, end, means
            taken = end


def _under(labels: tuple[Labelled, ...], start: int) -> bool:
    return any(item.start <= start < item.end for item in labels)


def _cue(passage: Passage, start: int, end: int) -> str:
    """What the words around a number say: "never", "asks" or "" (nothing)."""
    folded = passage.folded
    line = folded.rfind("\n", 0, start)
    begin = max(0, start - _WINDOW)
    if line >= begin and (folded[line + 1 : start].strip() or "\n" in folded[max(0, line - 1) : line]):
        previous = folded.rfind("\n", 0, line)
        wrapped = line - previous > 48
        begin = begin if wrapped else line + 1
    begin = _after_stop(passage.text, begin, start)
    never = last(pattern("contacts", "never"), folded, begin, start)
    asks = last(pattern("contacts", "asks"), folded, begin, start)
    hotline = last(pattern("contacts", "hotline"), folded, begin, start)
    called = last(pattern("contacts", "called"), folded, begin, start)
    if _TOLD.match(folded, end) and pattern("contacts", "told_us").search(folded, end, end + _TOLD_REACH):
        return "never"
    if (after := _AFTER.match(folded, end)) and pattern("contacts", "never", "hotline").search(after.group()):
        return "never"
    if hotline and (called or not asks):
        return "never"
    if never and not _is_own_line(folded, never, asks) and not _follows_name(passage, never.end(), start):
        return "never"
    return "asks" if asks else ""


def _after_stop(text: str, begin: int, start: int) -> int:
    """What was said of an earlier number, or in an earlier sentence, is not said of this one."""
    if (end := _STOPPED.search(text, begin, start)) and not ends_abbreviation(fold(text[:start]), end.start()):
        return start
    if _NUMBER_ABOVE.search(text, begin, start) and _GROUPED.match(text, start):
        return start  # a line of its own under "NIP 5489922636"
    stop = last(_STOP, text, begin, start)
    return stop.end() if stop else begin


def _is_own_line(folded: str, never: re.Match[str], asks: re.Match[str] | None) -> bool:
    """Whether a later word of contact, past a comma or a stop, takes the number away from the other one."""
    if asks is None:
        return False
    if asks.start() <= never.start() and never.end() <= asks.end():
        return True  # "tel./fax"
    if asks.start() < never.end():
        return False
    between = folded[never.end() : asks.start()]
    return bool(re.search(r"[,;.|\n]|\d", between))


def _follows_name(passage: Passage, begin: int, start: int) -> bool:
    """``… odblokowanie konta, Irena Lis 600 700 800``: a name past a comma takes the number; never a stranger's."""
    comma = passage.text.rfind(",", begin, start)
    if comma < 0 or pattern("people", "strangers").search(passage.folded, max(0, begin - _WINDOW), start):
        return False
    return any(person.full and start - person.end <= _BESIDE for person in people(passage, comma, start))


def _is_phone(raw: str, *, strict: bool) -> bool:
    leniency = phonenumbers.Leniency.STRICT_GROUPING if strict else phonenumbers.Leniency.VALID
    digits = re.sub(r"\D", "", raw)
    if not 9 <= len(digits) <= 14:
        return False
    text = re.sub(_TRUNK if strict else r"^\(?0[ -]?(?=[1-9]\d?\)?[ -])", "", raw)
    matches = phonenumbers.PhoneNumberMatcher(text, "PL", leniency=leniency)
    return any(len(found.raw_string) >= len(text.strip()) - 2 for found in matches)


def _national(number: str) -> str:
    return re.sub(r"\D", "", number)[-9:]


def _is_card_line(passage: Passage, start: int) -> bool:
    """Whether the number stands in the last lines, under a closing formula: a business card."""
    closing = last(_CLOSING, passage.folded, 0, len(passage.folded))
    return closing is not None and closing.start() < start


def _name_lines(texts: Passages, source: Source) -> Iterator[str]:
    yield source.author_name
    for passage in texts.written:
        yield from (item.value for item in labelled(passage) if item.key in ("user", "reporter"))


def _emails(passage: Passage, source: Source, names: frozenset[str]) -> Iterator[Contact]:
    labels = tuple(item for item in labelled(passage) if item.key in ("email", "contact"))
    author = source.author_address.lower()
    for start, end, address in _addresses(passage):
        if source.is_own(address) or address.partition("@")[0] in words("contacts")["no_reply"]:
            continue
        begin = max(passage.folded.rfind("\n\n", 0, start) + 1, start - _WINDOW, 0)
        never = last(pattern("contacts", "email_never"), passage.folded, begin, start)
        asks = last(pattern("contacts", "email_asks"), passage.folded, begin, start)
        under_label = _under(labels, start)
        near = names | name_words(passage.text[max(0, start - _NAME_REACH) : start])
        theirs = address == author or bool(near & name_words(re.sub(r"[._-]", " ", address.partition("@")[0])))
        card = passage.place is Place.SIGNATURE or _is_card_line(passage, start)
        alone = not re.search(r"[a-z]{3}", passage.folded[passage.folded.rfind("\n", 0, start) + 1 : start])
        if never and (asks is None or asks.end() < never.end()) and not (under_label or card or address == author):
            continue
        if not (under_label or asks or theirs or card or alone):
            continue
        weight = 4 if under_label else 3 if asks else 2 if theirs or not card else 1
        yield Contact(weight, passage.found(start, end, "label" if under_label else "prose"))
