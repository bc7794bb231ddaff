"""Programs that no list knows, by the way offices name them: never decisive, so a guess costs little (point 1.5).

told     = cue [qualifier] name      "program Klinika XP", "w aplikacji do tras Trans.eu Mobile", "system MAK+"
odd      = a word no language has    "wFirma", "nanoCAD", "KWHotelu", "MAK+"; "Zoiper 5.6"
guessed  = preposition | verb | start of a sentence, then a name the dictionary does not know
heading  = such a name at the head of a subject, or behind its "w"     "Tartacznik - rozliczenie", "… w Tachospeedzie"
name     = quoted | Word {Word | number}        a lower-case word unknown to the dictionary right after a cue
"""

import difflib
import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from worker.domain.details.programs.names import NAME, Span, is_excluded, is_unknown, says_message, without_lead
from worker.domain.details.text.phrases import PROGRAMS, pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import CAPITALS, FINITE, PERSONAL, PREDICATES, fold, readings
from worker.terms.words import alternation, words

_OF_MAKER = re.compile(r" [A-Z][a-z]{2,12}(?: [A-Z][a-z]{2,12}| \d{1,2}\b){0,3}")
_QUOTED = re.compile(r"[„\"'‚]([^„”\"'\n]{2,40})[”\"']")
_LOWER = re.compile(r"[a-z][a-z0-9+-]{3,20}(?![\w@.])")
_QUALIFIER = re.compile(r"[ ]+([a-ząćęłńóśźż]{2,18})(?=[ ])")
_ODD = re.compile(
    rf"(?<![\w@./\\-])(?:[a-z]{{1,5}}[{CAPITALS}][A-Za-z]{{2,}}|[{CAPITALS}][a-z]+[{CAPITALS}][A-Za-z]+|[{CAPITALS}]{{3,}}[a-z]{{2,}}"
    rf"|[{CAPITALS}][A-Za-z]{{2,}}\+|[{CAPITALS}]{{2,6}}-(?:ie|a|u|em|zie|iem|owi))(?![\w@/\\]|\.\w)"
)
_VERSIONED = re.compile(
    rf"(?<![\w@-])[{CAPITALS}][\w+-]{{0,24}}(?:[ ][{CAPITALS}][\w+]{{0,24}}){{0,2}}[ ]v?\d{{1,4}}\.\d{{1,5}}"
    r"(?:\.\d{1,5}){0,3}(?![\w-])"
)
_FOR_WHAT = re.compile(rf"[ ]do[ ][a-ząćęłńóśźż]{{4,16}},[ ](?=[{CAPITALS}])")
_CALLED = re.compile(rf"[ ]+{alternation(words('programs')['called'])}[ ]+(?=\S)")
_MAC = re.compile(r"iMac|iPad|iPhone|MacBook")
_POINTER = re.compile(
    rf"(?:(?<!\w)(?:w|we|z|ze|do|przez|{alternation(words('programs')['opens'])})[ ]"
    r"|(?:^|[.!?:]\s|\n)\s{0,3})(?=[A-Za-z„])"
)
_INNER_LEAD = re.compile(r"(?<!\w)(?:we?|ze?|do) $")  # "zmartwienie z Farą 7.4": a word, and a name here
_HEADING = re.compile(rf"(?:\[[^\]]*\])?\s*(?P<name>{NAME.pattern})(?:[ ][-–][ ]|:[ ])")
_INNER = re.compile(rf"(?<!\w)we?[ ](?P<name>{NAME.pattern})")
_CODE = re.compile(r"[-.]\d")
_TOPIC_WORD = re.compile(r"[a-z][a-z0-9]{3,18}(?!\w)")
_LONG_WORD = re.compile(r"(?<!\w)[a-z]{6,16}(?!\w)")
_MOST_WORDS = 300
_RATIO = 0.82
_MOST = 40
_VERBS = PREDICATES - FINITE | PERSONAL  # a command may be a name: "Szafir"


def told_program(passage: Passage) -> Span | None:
    """The name right after a word for a program; a listed name is left to the lists (its start is given)."""
    for cue in pattern("programs", "cues").finditer(passage.folded):
        begin = cue.end()
        if purpose := _FOR_WHAT.match(passage.text, begin):
            begin = purpose.end()  # "program do faktur, Faktura Small"
        elif called := _CALLED.match(passage.folded, begin):
            begin = called.end()  # "program to GT Opony"
        for count in range(4):
            start = begin + len(passage.text[begin : begin + 4]) - len(passage.text[begin : begin + 4].lstrip(" :–-("))
            if says_message(passage, start):
                break  # 'program: "Encoder not found COM4"'
            if span := _name_at(passage, start, lower=count == 0):
                return span
            qualifier = _QUALIFIER.match(passage.text, begin)
            if qualifier is None or _ends_name(qualifier.group(1)):
                break
            begin = qualifier.end()
    return None


def odd_program(passage: Passage) -> Span | None:
    """A word written as only names of programs are, or an unknown name with a dotted version."""
    for expression in (_ODD, _VERSIONED):
        for match in expression.finditer(passage.text):
            start, end = without_lead(passage, *match.span())
            name = passage.text[start:end]
            known = expression is _VERSIONED and readings(re.split(r"[ -]", name, maxsplit=1)[0])
            if known and not _INNER_LEAD.search(passage.folded, max(0, start - 4), start):
                continue
            if not is_excluded(passage, start, name) and not _MAC.match(name):
                longer = NAME.match(passage.text, start)
                return start, max(end, longer.end() if longer else 0)
    return None


def topical_program(topic: Passage, passage: Passage) -> Span | None:
    """A word of the subject that the dictionary does not know and the text repeats: ``exocad – brak klucza``."""
    for word in itertools.islice(_TOPIC_WORD.finditer(topic.folded), 8):
        if word.group() not in passage.folded or not is_unknown(topic.text[word.start() : word.end()]):
            continue
        at = re.search(rf"(?<![\w@.-]){word.group()}(?![\w@])", passage.folded)
        if at is None:
            continue
        name = NAME.match(passage.text, at.start())
        span = name.span() if name else at.span()
        if not is_excluded(passage, span[0], passage.text[slice(*span)]):
            return span
    return None


def misspelt_program(passage: Passage) -> Span | None:
    """``sublekt``, ``gratyfikat``: a word no dictionary knows, a letter or two beside a program we serve."""
    for count, word in enumerate(_LONG_WORD.finditer(passage.folded)):
        if count >= _MOST_WORDS:
            return None
        if _meant(word.group()) and not readings(passage.text[word.start() : word.end()].lower()):
            return word.span()
    return None


@lru_cache(maxsize=2000)
def _meant(word: str) -> str:
    """The name that a word misspells, "" when it is none; an ending may follow."""
    near = (name for name in words("programs")["served"] if _RATIO <= _likeness(word[: len(name)], name) < 1)
    return next(near, "")


def _likeness(word: str, name: str) -> float:
    return difflib.SequenceMatcher(None, word, name).ratio() if word[:1] == name[:1] else 0


def guessed_program(passage: Passage) -> Span | None:
    """An unknown name where programs are named, in a sentence about work on a screen."""
    for count, pointer in enumerate(_POINTER.finditer(passage.folded)):
        if count >= _MOST:
            return None
        match = NAME.match(passage.text, pointer.end())
        if match is None or is_excluded(passage, match.start(), match.group()):
            continue
        led = pointer.group()[:1].isalpha()  # behind a preposition any unknown word will do: "w Nice Label"
        if not any(is_unknown(word) for word in (match.group().split() if led else [match.group()])):
            continue
        if pattern("programs", "screen_work", "entries").search(
            passage.folded, max(0, match.start() - 50), match.end() + 60
        ):
            return match.span()
    return None


def heading_program(topic: Passage) -> Span | None:
    """An unknown name that heads a subject: ``Tartacznik - rozliczenie kłód``."""
    match = _HEADING.match(topic.text)
    return match.span("name") if match and _names_program(topic, match) else None


def inner_program(topic: Passage) -> Span | None:
    """An unknown name behind "w" in a subject: ``odczyt kart w Tachospeedzie``."""
    for match in _INNER.finditer(topic.text):
        if _names_program(topic, match):
            return match.span("name")
    return None


def _names_program(topic: Passage, match: re.Match[str]) -> bool:
    """An unknown word that is neither a code nor a person."""
    name = match["name"]
    return is_unknown(name) and _CODE.search(name) is None and not is_excluded(topic, match.start("name"), name)


def _name_at(passage: Passage, start: int, *, lower: bool) -> Span | None:
    if pattern("programs", *PROGRAMS).match(passage.folded, start):
        browser = pattern("programs", "browsers").match(passage.folded, start)
        return None if browser else (start, start)  # what is seen in a browser is meant, where that is named
    if quoted := _QUOTED.match(passage.text, start):
        return quoted.span(1)
    maker = pattern("programs", "makers").match(passage.folded, start)
    if maker and passage.text[start].isupper() and (match := _OF_MAKER.match(passage.text, maker.end())):
        return start, match.end()  # "program Epson Scan 2": what stands behind the make is no model
    if match := NAME.match(passage.text, start):
        return None if is_excluded(passage, start, match.group()) else match.span()
    if lower and (match := _LOWER.match(passage.text, start)) and not readings(match.group().strip("+-")):
        return match.span()
    return None


def _ends_name(word: str) -> bool:
    """A verb or a device after the cue: the program is not named there."""
    folded = fold(word)
    if pattern("programs", "cue_ends").fullmatch(folded) or pattern("devices", "computers", "rooms").fullmatch(folded):
        return True
    return any(reading.part in _VERBS for reading in readings(word))


def without_cards(passages: tuple[Passage, ...]) -> Iterator[Passage]:
    """The passages that may name a program, each cut at its closing formula (a card names firms)."""
    for passage in passages:
        closing = pattern("symptoms", "formulas", "closings").search(passage.folded, len(passage.folded) // 3)
        yield passage if closing is None else Passage(passage.text[: closing.start()], passage.place, passage.offset)
