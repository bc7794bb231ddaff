"""Telephone numbers to reach the user (points 1.3, 1.5; rule 5).

A number counts by the word nearest before it: ``tel.``, ``dzwonić`` make it a contact, ``seryjny``,
``konto``, ``operatora`` never do. With no such word the number must be grouped as Polish numbers are
(phonenumbers, STRICT_GROUPING; VALID leniency would take a TeamViewer ID for a telephone).
"""

import re
from collections.abc import Iterator

import phonenumbers

from worker.domain.details.contacts.phone_words import Cue, cue_of
from worker.domain.details.contacts.spelled import spelled_numbers
from worker.domain.details.contacts.weighing import Contact, apart, is_under, ranked
from worker.domain.details.text.card import is_on_card
from worker.domain.details.text.labels import labelled
from worker.domain.details.text.source import Passage, Passages, Source
from worker.domain.found import Found, Place

_GLUED = r"(?<=tel)|(?<=tel\.)|(?<=kom)|(?<=kom\.)|(?<=telefon)"  # "tel503000911"
_WRAPPED = r"(?<=[ ]\d{3})\n(?=\d{3}[ -]\d{3}(?!\d))|(?<=\d{3}[ ]\d{3})\n(?=\d{3}(?!\d|[ -]\d))"  # "537\n000 264"
_DIGITS = re.compile(
    rf"(?:(?<![\w.,/-])|(?<=[^\W\d_]{{3}}[,/])|{_GLUED})"  # "Majka Set,572000645"
    rf"\(?(?:\+|00)?\(?\d(?:[\d ()/_\xa0-]|\.(?=\d)|{_WRAPPED}){{5,24}}\d"
    r"(?!\w|/\d|[.,-]\d)",
    re.IGNORECASE,
)
_TRUNK = r"^0[ -]?(?=[1-9]\d\d[ -]?\d{3}[ -]?\d{3}$|[1-9]\d [\d -]+$)"  # 0 602 000 266, 0-22 555 …, as before 2009
_APART = re.compile(r"[()/_\s]+")  # "(077) 555 01 36", "602/000/749"
_EXTENSION = re.compile(r"[ ,]{1,3}\(?(?:(?:wew|wewn|wewnetrzny)\.?|w\.)[ ]?(?:nr\.?[ ])?\d{1,4}(?!\d)")
_SERVICE_LINES = frozenset({phonenumbers.PhoneNumberType.TOLL_FREE, phonenumbers.PhoneNumberType.SHARED_COST})
_NINE = 9
_HUMAN = re.compile(r"\d{2,4}(?:[ -]\d{2,3}){2,3}")  # "505 19 70 33": grouped as people say it


def read_phones(texts: Passages, source: Source) -> tuple[Found, ...]:
    """The telephone numbers to reach the user or the writer, the best first."""
    own = {_national(number) for number in source.own_phones}
    contacts = [
        contact for passage in texts.theirs for contact in _phones(passage) if _national(contact.found.value) not in own
    ]
    return ranked(contacts)


def _phones(passage: Passage) -> Iterator[Contact]:
    labels = tuple(item for item in labelled(passage) if item.key in ("phone", "contact"))
    for start, end, raw in _numbers(passage):
        cue = cue_of(passage, start, end)
        under_label = is_under(labels, start)
        if cue is Cue.NEVER and not under_label:
            continue
        asked = cue is Cue.ASKS or under_label
        if not _is_phone(raw, strict=not asked) or (_is_service_line(raw) and not under_label):
            continue
        weight = 4 if under_label and passage.place is not Place.SIGNATURE else 3 if asked else 2
        if is_on_card(passage, start):
            weight = 1
        whole = _EXTENSION.match(passage.folded, end)
        yield Contact(weight, passage.found(start, whole.end() if whole else end, "label" if under_label else "prose"))


def _before_hours(match: re.Match[str]) -> tuple[int, int, str]:
    """The number alone of ``664 000 508 / 14-18``; with two numbers the second one is read from the same run."""
    said, slash, _ = match.group().partition(" / ")
    return match.start(), match.start() + len(said) if slash else match.end(), said.replace("\n", " ")


def _numbers(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Where a number stands, and the number: as written, or the digits that its words say."""
    spelled = [(one.start, one.end, one.means) for one in spelled_numbers(passage.folded)]
    written = [_before_hours(match) for match in _DIGITS.finditer(passage.text)]
    return apart(spelled + written)


def _is_phone(raw: str, *, strict: bool) -> bool:
    raw = raw.replace("(0)", "")  # "+48 (0) 606 000 357"
    digits = re.sub(r"\D", "", raw)
    plain = _APART.sub(" ", raw).strip()
    strict = strict and not (len(digits) == _NINE and _HUMAN.fullmatch(plain))
    leniency = phonenumbers.Leniency.STRICT_GROUPING if strict else phonenumbers.Leniency.VALID
    if not 9 <= len(digits) <= 14:
        return False
    text = re.sub(_TRUNK, "", plain)
    matches = phonenumbers.PhoneNumberMatcher(text, "PL", leniency=leniency)
    return any(len(found.raw_string) >= len(text.strip()) - 2 for found in matches)


def _is_service_line(raw: str) -> bool:
    """800 and 801: nobody's own telephone, but a hotline."""
    try:
        number = phonenumbers.parse(raw, "PL")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(number) in _SERVICE_LINES


def _national(number: str) -> str:
    return re.sub(r"\D", "", re.split(r" w", number, maxsplit=1)[0])[-9:]  # without an extension
