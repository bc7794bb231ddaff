"""Programs, operating systems, and the service line they belong to (points 1.5, 10.1.1, 10.1.2).

Neither ever decides about a refusal; the service line decides the price column.
"""

import itertools
import re
from collections.abc import Callable
from functools import cache

from worker.domain.details.people.named import people
from worker.domain.details.programs.acting import acting_program, subject_program
from worker.domain.details.programs.names import Span, says_message
from worker.domain.details.programs.naming import (
    guessed_program,
    heading_program,
    inner_program,
    misspelt_program,
    odd_program,
    told_program,
    topical_program,
    without_cards,
)
from worker.domain.details.text.labels import labelled
from worker.domain.details.text.phrases import PROGRAMS, last, pattern
from worker.domain.details.text.sentences import sentences
from worker.domain.details.text.source import Passage, Passages
from worker.domain.details.text.works import it_works
from worker.domain.found import Found, Place, Service
from worker.domain.polish import CAPITALS, readings
from worker.terms.words import alternation, words

_BUSINESS = ("accounting", "general", "platnik")  # what we serve
_TERMS, _SYSTEMS = words("programs"), words("systems")
_EDITION = (
    rf"(?:[ ]{{1,2}}(?:{alternation(_TERMS['editions'])}(?!\w)|365|x\d{{1,2}}(?!\w)"
    r"|z\s(?:pakietu\s)?(?:microsoft|office)(?:\s(?:365|\d{4}))?|\d{4}(?:\.\d{1,3}){0,2}(?!\d)"
    r"|\d(?=[,;)]|\.?\s*(?:$|\n)|\s(?:[(/–-]|(?:na|w|z|i|od|po|do)\s))|\d{3}(?=[,;)]|\.?\s*$|\.\s|\s(?:na|w|z|i|od|po|do)\s)"
    rf"|\d{{2}}(?!\d|[:.,-]\d|\s?(?:{alternation(words('writing')['measures'])}(?!\w)|%))))*"
)
_VERSION = (
    rf"(?:\s?,?\s?\(?(?:(?:do\s|w\s)?{alternation(_TERMS['versions'])}|v\.?)?[ ]?v?\d{{1,4}}"
    r"(?:[./]\d{1,5}){1,4}(?:[ ]?(?:sp|hf|r)[ ]?\d{1,2})?\)?"
    rf"|\s?,?\s?\(?{alternation(_TERMS['versions'])}[ ]\d{{1,4}}(?![\w.]*\d)\)?)?"
)
_SPOKEN = alternation(itertools.chain.from_iterable(rows for key, rows in _SYSTEMS.items() if key.isdigit()))
_OS_NUMBER = r"(?:[ ]\d+(?:\.\d+)*)?(?!\w)"
_OS = re.compile(
    rf"(?<![\w-])(?:{alternation(_SYSTEMS['windows'])}|w)(?:[ ](?:mam|mamy|to|jest)(?=[ ]{_SPOKEN}))?"
    rf"(?:[ ]?(?:11|10|8\.1|8|7|xp|vista|server(?:[ ]\d{{4}})?(?:[ ]r2)?|{_SPOKEN}))"
    rf"(?:\s{alternation(_SYSTEMS['editions'])})*(?:[ ]\(?\d\dh[12]\)?)?(?!\w)"
    rf"|(?<!\w){alternation(_SYSTEMS['apple'])}(?:[ ]{alternation(_SYSTEMS['apple_versions'])})?{_OS_NUMBER}"
    rf"|(?<!\w){alternation(_SYSTEMS['others'])}{_OS_NUMBER}"
)
_NEXT_WORD = re.compile(r"[ ]([a-ząćęłńóśźż]{3,})")
_BARE_OS = re.compile(r"(?<!\w)windows(?:a|ie|em)?(?!\w)")
_FOOTER = re.compile(  # the telephone on which the mail was written
    rf"^[ \t>]*(?:{alternation(_TERMS['footers'])}\s(?:z|za|przy|aplikacj\w+|from|outlook|program\w*)"
    r"|outlook\sdla)(?!\w)[^\n]*",
    re.MULTILINE,
)
_PRONOUN = re.compile(rf"(?<=[{CAPITALS}])(?:\w+ )+go$")  # "Word go nie otwiera"; "Subiekt GO" is a program
_JOINED = re.compile(rf"-[{CAPITALS}][a-ząćęłńóśźż]")
_MORE_NAME = re.compile(rf"(?:[ ][{CAPITALS}][\w+]+){{1,2}}(?![\w@-])")
Named = tuple[tuple[int, int], Found]  # passage and offset, so that the first one named can be taken
_MOST_MENTIONS, _STEM = 20, 5  # letters in which two forms of a program's name agree
_CELL_END = re.compile(r"[ ]{0,2}[:|\t]")  # a label, also in a cell of a table
_SAID = re.compile(r"[„\"“](?:[^\s„\"“”]{1,30}[ ]){2,20}[^\s„\"“”]{1,30}[”\"]")  # three words: no button
_LABEL_ALONE = re.compile(r"[ \t]*\n\s*\n")  # a cell of a table, flattened
_PAYER = re.compile(rf"{alternation(_TERMS['payers'])}\s+$")


def read_software(texts: Passages) -> Found | None:
    """The program the report is about, with edition and version when they stand beside the name."""
    for passage in texts.written:
        for item in labelled(passage):
            if item.key == "software" and not says_message(passage, item.start):
                return item.found()
    told = tuple(passage for passage in texts.written if passage.place is not Place.SIGNATURE)
    named = tuple(without_cards(told))
    business = _listed(told, *_BUSINESS) or _listed(told, "common")
    found = (
        _first(_unlisted(named, told_program), _unlisted(named, acting_program), business)
        or _unlisted(named, misspelt_program)
        or _unlisted(named, subject_program)
        or _unlisted(named, odd_program)
        or _first(_listed(told, "shops"), _listed(told, "browsers"))
        or _unlisted(named, lambda passage: topical_program(texts.topic, passage))
        or _unlisted(named, guessed_program)
    )
    return found[1] if found else None


def software_by_subject(texts: Passages) -> Found | None:
    """The program that only the subject names (``Excel otwiera się bez makr``); else a suite: it may be any of it."""
    told = tuple(passage for passage in texts.written if passage.place is not Place.SIGNATURE)
    found = (
        _listed((texts.topic,), *_BUSINESS, "common")
        or _unlisted((texts.topic,), heading_program)
        or _unlisted((texts.topic,), inner_program)
        or _listed(told, "suites")
    )
    return found[1] if found else None


def _first(*ways: Named | None) -> Named | None:
    """The one that the text names first."""
    return min((way for way in ways if way), key=lambda way: way[0], default=None)


def _listed(told: tuple[Passage, ...], *kinds: str) -> Named | None:
    for number, passage in enumerate(told):
        for match in _program(kinds).finditer(passage.folded):
            if pattern("programs", "platnik").fullmatch(match.group()) and not _is_platnik(passage, match):
                continue
            if pattern("programs", "homonyms").fullmatch(match.group()) and not passage.text[match.start()].isupper():
                continue
            if _is_another_name(passage, match):
                continue
            if passage.place is not Place.SUBJECT and it_works(passage.folded, match.end()):
                continue  # "z Worda drukuje normalnie" only compares
            start, end = _told_with_version(passage, match, kinds)
            end = _with_surname(passage, end - len(" go") if _PRONOUN.search(passage.text, start, end) else end)
            version = re.compile(_VERSION).match(passage.folded, end)
            return (number, match.start()), passage.found(start, version.end() if version else end, "programs")
    return None


def _is_another_name(passage: Passage, match: re.Match[str]) -> bool:
    """``hurtownia Optima``, ``pana Worda``, ``Legalis-Bud``: another's; not in "na SKLEP Subiekt …"."""
    if _JOINED.match(passage.plain, match.end()):
        return True
    names = pattern("programs", "firms", "not_of_program")
    before = last(names, passage.folded, max(0, match.start() - 12), match.start())
    if before is None or passage.folded[before.end() : match.start()].strip(" ."):
        return False
    return passage.text[match.start()].isupper() and not passage.text[slice(*before.span())].isupper()


def _told_with_version(passage: Passage, first: re.Match[str], kinds: tuple[str, ...]) -> Span:
    """Where the same program is named again with its version: ``Wersja Płatnika 10.02.002``; else the first place."""
    if any(map(str.isdigit, first.group())):
        return first.span()
    for again in itertools.islice(_program(kinds).finditer(passage.folded, first.end()), _MOST_MENTIONS):
        same = again.group()[:_STEM] == first.group()[:_STEM]
        if same and any(map(str.isdigit, again.group())):
            return again.span()
    return first.span()


def _unlisted(told: tuple[Passage, ...], read: Callable[[Passage], Span | None]) -> Named | None:
    for number, passage in enumerate(told):
        span = read(passage) if passage.plain is passage.text else None  # among capitals no word is a name
        if span is None:
            continue
        start, end = span
        if match := _program(PROGRAMS).match(passage.folded, start):
            end = max(end, _with_surname(passage, match.end()))
        if version := re.compile(_VERSION).match(passage.folded, end):
            end = version.end()
        return (number, start), passage.found(start, end, "named")
    return None


def _with_surname(passage: Passage, end: int) -> int:
    """More capitalised words of the name: ``Mała Księgowość Rzeczpospolitej``."""
    more = _MORE_NAME.match(passage.plain, end)
    return end if more is None or any(people(passage, end, more.end())) else more.end()


def read_os(texts: Passages) -> Found | None:
    """The operating system with its version; bare "Windows" when nothing more is said."""
    for expression in (_OS, _BARE_OS):
        for passage in texts.written:
            footers = [match.span() for match in _FOOTER.finditer(passage.folded)]
            for match in expression.finditer(passage.folded):
                if any(start <= match.start() < end for start, end in footers) or _is_count(passage, match):
                    continue
                return passage.found(match.start(), match.end(), "systems")
    return None


def _is_count(passage: Passage, match: re.Match[str]) -> bool:
    """``w 10 minut``, ``w dziesięć osób``: a preposition and a number of things, and no short name of Windows."""
    counted = _NEXT_WORD.match(passage.plain, match.end()) if match.group().startswith("w ") else None
    kinds = readings(counted.group(1)) if counted else ()
    return any(one.part == "subst" and "pl" in one.tags for one in kinds)


def read_service(texts: Passages) -> Service:
    """ACCOUNTING when the text is about an accounting or payroll program, a collector or a scale."""
    read = tuple(passage for passage in (texts.topic, *texts.written) if passage.place is not Place.SIGNATURE)
    for passage in read:
        if (
            pattern("programs", "accounting", "accounting_words", "auto_id").search(passage.folded)
            or _has_platnik(passage)
            or _has_scale(passage)
        ):
            return Service.ACCOUNTING
    if any(pattern("programs", "general", "shops").search(_without_mixed(passage.folded)) for passage in read):
        return Service.GENERAL
    said = (_SAID.sub(" ", passage.folded) for passage in read)  # "Certyfikat ZUS wygasł" is a screen's word
    tasks = any(pattern("programs", "accounting_tasks").search(folded) for folded in said)
    return Service.ACCOUNTING if tasks else Service.GENERAL


def _without_mixed(folded: str) -> str:
    """A program that does trade and accounting alike decides nothing; the task does ("enova365, delegacje")."""
    return pattern("programs", "mixed").sub(" ", folded)


def _has_platnik(passage: Passage) -> bool:
    return any(_is_platnik(passage, match) for match in pattern("programs", "platnik").finditer(passage.folded))


def _is_platnik(passage: Passage, match: re.Match[str]) -> bool:
    """The program Płatnik, not the payer: a capital letter, or "w", "program" before it."""
    before = passage.folded[max(0, match.start() - 14) : match.start()]
    if any(label.match(passage.text, match.end()) for label in (_CELL_END, _LABEL_ALONE)) or _PAYER.search(before):
        return False
    if match.group() != "platnika" and re.search(r"(?:program\w*|w|z|do|aplikacj\w+)\s+[„\"]?$", before):
        return True
    return passage.text[match.start()].isupper()


def _has_scale(passage: Passage) -> bool:
    for sentence in sentences(passage):
        folded = sentence.folded
        if (
            pattern("programs", "scale").search(folded)
            and pattern("programs", "scale_near").search(folded)
            and not pattern("programs", "scale_far").search(folded)
        ):
            return True
    return False


@cache
def _program(kinds: tuple[str, ...]) -> re.Pattern[str]:
    name = pattern("programs", *kinds).pattern
    return re.compile(rf"{name}(?:\s{name})?{_EDITION}{_VERSION}")
