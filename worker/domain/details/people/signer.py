"""Who signs: a line that is a person's name, alone or with a title, a job, a phone after it.

A line that only holds a company is no signature of a person (rule 4).
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from worker.domain.details.people.named import Person, past_degrees, people, person_at
from worker.domain.details.text.card import is_on_card
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import ends_abbreviation
from worker.domain.details.text.source import Passage, Passages, Source
from worker.domain.found import Found, Place
from worker.domain.polish import CAPITALS, fold, is_first_name, is_surname, readings
from worker.domain.polish.names import nominative

_NAME = re.compile(r"[^\W\d_][^\W\d_]+(?: [^\W\d_][\w'’-]+){1,2}")
_LAST_LINES, _SIGNING_LINES, _LONGEST_NAME = 20, 4, 80
_STOP = re.compile(r"[.!?]\s+(?=[^\W\d_])")
_LAST_WORDS, _MOST_STOPS = 120, 3  # of a line that may end with a signature: "… w srode. szymon lech tel. 535 000 219"
_ONE_NAME = r"[^\W\d_]{3,20}(?:[ ][^\W\d_]{3,20})?"
_LAST_NUMBER = re.compile(
    rf"(?:(?P<before>{_ONE_NAME})[ ,:–-]{{1,3}})?\+?\d[\d -]{{7,14}}\d"
    rf"(?:[ ,(–-]{{1,3}}(?P<behind>{_ONE_NAME}))?[\s.,!)]*$"
)
LEGAL = re.compile(r"\W*(?:sp\.?\s?z|s\.?\s?c\b|sp\.?\s?j|sp\.?\s?k|s\.?\s?a\b|spolka|i wspolnicy|i syn)")
_FIRST_WORDS = 100
_HERE_IS = re.compile(
    r"(?:^|(?<=[.,!\n])|(?<=[.,!]\s))"
    r"(?:(?P<before>tu(?:taj)?[ ](?:mowi[ ]|pisze[ ])?)(?=\w)"
    rf"|(?P<name>{_ONE_NAME})[ ](?:tu|tutaj|z tej strony)(?=[ ]*[.,;!\n]))"
)
_JOINS = re.compile(r"[ \t]*[,;|/(•·–—-]|[ \t]+(?:tel|kom|nr|mob|e-?mail|mailto:|\+|\d[\d -]{6}|\()")


@dataclass(frozen=True, slots=True)
class Signature:
    """A person who signs, where, and whether a closing formula or the end of the text proves it."""

    passage: Passage
    person: Person
    closed: bool

    def found(self) -> Found:
        """The name as a fact."""
        return self.passage.found(self.person.start, self.person.end, "signature")


def signer(passages: tuple[Passage, ...]) -> Signature | None:
    """The person who signs these passages, read from the end; a full name before a first name."""
    signed = [signature for passage in passages for signature in signatures(passage)]
    ranked = sorted(signed, key=lambda item: (item.person.full, item.person.surname, item.closed), reverse=True)
    return ranked[0] if ranked else None


def writer_signs(texts: Passages) -> Signature | None:
    """Who signs the report: in a forward the one of the forwarded text, if anybody."""
    if texts.forwarded:
        inner = signer(texts.quotes)
        if inner is not None:
            return inner
    return signer(tuple(passage for passage in texts.written if passage.place is not Place.QUOTE))


@lru_cache(maxsize=32)
def signatures(passage: Passage) -> tuple[Signature, ...]:
    """Every line of the end of a passage that is signed by a person."""
    return tuple(_signatures(passage))


def is_under_signature(passage: Passage, start: int) -> bool:
    """Whether an offset stands on a business card or below a name that signs."""
    return is_on_card(passage, start) or any(one.person.start < start for one in signatures(passage))


def _signatures(passage: Passage) -> Iterator[Signature]:
    yield from _introductions(passage)
    closed = False
    lines = _lines(passage)
    for number, (start, end) in enumerate(lines):
        closing = re.match(r"[ \t]*", passage.folded[start:end])
        begin = start + (closing.end() if closing else 0)
        formula = pattern("symptoms", "formulas", "closings").match(passage.folded, begin, end)
        if formula:
            closed = True
            begin = formula.end()
            begin += len(passage.folded[begin:end]) - len(passage.folded[begin:end].lstrip(" ,.!-–"))
        begin = past_degrees(passage, _after_job(passage, begin, end), end)
        person = _first_person_of(passage, begin, end)
        if person is not None and _stands_alone(passage, person, end, last=number >= len(lines) - 6 or closed):
            yield Signature(passage, person, closed)


def _introductions(passage: Passage) -> Iterator[Signature]:
    """Who begins by saying who writes: ``Tu Jola z szatni``, ``cześć, Jurek tu``."""
    for cue in _HERE_IS.finditer(passage.folded, 0, _FIRST_WORDS):
        start, end = (cue.end("before"), cue.end() + _LONGEST_NAME) if cue["before"] else cue.span("name")
        person = person_at(passage, start, end, any_case=True)
        if person is None or person.addressed or not _is_name(passage.text[person.start : person.end]):
            continue
        if cue["before"] or person.end == end:
            yield Signature(passage, person, closed=False)


def _lines(passage: Passage) -> list[tuple[int, int]]:
    spans, offset = [], 0
    for line in passage.text.split("\n"):
        if line.strip():
            spans.append((offset, offset + len(line)))
            stops = list(_STOP.finditer(line, max(0, len(line) - _LAST_WORDS)))[-_MOST_STOPS:]
            spans.extend(  # "… na już. Bartłomiej Cebula"
                (offset + stop.end(), offset + len(line))
                for stop in stops
                if not ends_abbreviation(passage.folded, offset + stop.start())
            )
        offset += len(line) + 1
    return spans[-_LAST_LINES:]


def _after_job(passage: Passage, begin: int, end: int) -> int:
    """Where the name begins after a job: ``Kierownik zmiany Jan Kot``."""
    job = pattern("people", "unnamed", "jobs").match(passage.folded, begin, end)
    if job is None:
        return begin
    name = re.compile(
        rf"(?:[ ,]{{1,3}}(?!(?:to|jest|czyli|znaczy) )[a-ząćęłńóśźż.]{{2,16}}){{0,2}}[ ,–-]{{1,3}}(?=[{CAPITALS}])"
    ).match(passage.text, job.end(), end)
    return name.end() if name else begin


def _first_person_of(passage: Passage, begin: int, end: int) -> Person | None:
    for lower in (False, True):
        person = person_at(passage, begin, end, any_case=lower)
        if person is not None and not person.addressed and (person.full or not lower):
            return person
    return None


def _stands_alone(passage: Passage, person: Person, end: int, *, last: bool) -> bool:
    rest = passage.folded[person.end : end]
    if not last or LEGAL.match(rest):
        return False
    if not rest.strip(" .,;!") or (person.full and pattern("people", "jobs", "unnamed").match(rest.strip(" .,;!"))):
        return True
    if not person.full:
        return bool(re.match(r"[ \t]*[(/,|][ \t]?\w+|[ \t]+(?:tel|kom|\+?\d)|[ \t]+z[ \t]", rest)) and len(rest) < 50
    return bool(_JOINS.match(rest)) and len(rest) < 200 and not _goes_on(passage, person, end)


def _goes_on(passage: Passage, person: Person, end: int) -> bool:
    """``…, dr Maurycy Hejna, został powiadomiony``: a sentence, and no signature."""
    behind = re.compile(r"[ ,]{1,3}([^\W\d_]{3,20})(?!\w)").match(passage.text, person.end, end)
    return behind is not None and any(
        one.part == "praet" or "ter" in one.tags for one in readings(behind.group(1).lower())
    )


def author_signs(texts: Passages, source: Source) -> Found | None:
    """The sender's display name where it stands in the text, when the dictionary does not know it as a name."""
    display = Passage(re.sub(r"\s+", " ", source.author_name.strip(" \"'"))[:_LONGEST_NAME], Place.HEADER)
    name = display.text[past_degrees(display, 0, len(display.text)) :]
    first, _, surname = name.partition(" ")
    if not _NAME.fullmatch(name) or pattern("people", "company").search(fold(name)):
        return None
    spellings = [f"{surname} {first}"] if is_first_name(first) else []  # "Byk Ryszard", where "byk" is a word too
    if is_surname(surname) and (not readings(first) or _is_address_of(surname, source.author_address)):
        spellings.append(name)  # a known word is no rare first name: "Pralnia Bąbel"
    for passage in texts.written:
        for spelling in spellings:
            at = passage.folded.find(fold(spelling))
            if at >= 0:
                return passage.found(at, at + len(spelling), "signature")
    return None


def _is_address_of(surname: str, address: str) -> bool:
    """``m.krupa@…``: the writer's own box, not a company's."""
    initial, _, rest = address.partition("@")[0].partition(".")
    return len(initial) == 1 and rest == fold(surname)


def beside_number(texts: Passages) -> Found | None:
    """``… po lewej. ola 601222333`` and ``502 222 111 KRYSIA``: the last words of a mail."""
    for passage in texts.written:
        match = _LAST_NUMBER.search(passage.text, max(0, len(passage.text) - _LAST_WORDS))
        for side in ("behind", "before"):
            person = match and match[side] and person_at(passage, match.start(side), match.end(side), any_case=True)
            if person and person.first and _is_name(passage.text[person.start : person.end]):
                return passage.found(person.start, person.end, "signature")
    return None


def _is_name(name: str) -> bool:
    """With a capital letter, or a name and no other word: ``ola``."""
    return name[0].isupper() or all(reading.names for word in name.split() for reading in readings(word))


def called_in_header(texts: Passages, source: Source) -> Found | None:
    """``Lan 729 000 614`` under a mail from "Nguyen Thi Lan": a name the dictionary does not know."""
    names = source.author_name.split()
    if len(names) < 2 or not all(name[:1].isupper() and name.isalpha() for name in names):
        return None
    if pattern("people", "company").search(fold(source.author_name)):
        return None
    folded = {fold(name) for name in names if len(name) > 2}
    for passage in texts.written:
        for start, end in _lines(passage)[-_SIGNING_LINES:]:
            word = re.compile(r"[ \t]*([^\W\d_]{3,20})(?=[ ,\t]*(?:$|tel|kom|\+?\d))").match(passage.folded[start:end])
            if word and word.group(1) in folded:
                return passage.found(start + word.start(1), start + word.end(1), "signature")
    return None


def closing_name(texts: Passages) -> Found | None:
    """``…, może być jutro po 13, Bogna Malik``: a full name in the nominative, the last words of all."""
    for passage in texts.written:
        end = len(passage.text.rstrip(" \n.!"))
        comma = max(passage.text.rfind(mark, 0, end) for mark in (", ", ". ", "\n", "- "))
        for person in itertools.islice(people(passage, comma + 1, end), 1):
            name = passage.text[person.start : person.end]
            if person.full and person.end == end and not passage.text[comma + 1 : person.start].strip():
                return passage.found(person.start, end, "signature") if nominative(name) == name else None
    return None
