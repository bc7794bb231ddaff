"""Names of computers behind a device word: codes, quoted names, capitalised words (rule 3)."""

import re
from functools import cache

from worker.domain.details.computer.singling import NAME, Phrase
from worker.domain.details.text.labels import keys_of
from worker.domain.details.text.phrases import is_program, pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import ADJECTIVES, CAPITALS, FINITE, NOUNS, fold, readings
from worker.terms.words import alternation, words

HYPHENATED = rf"[{CAPITALS}]{{2,15}}(?:[-_][{CAPITALS}0-9]{{1,15}}){{1,3}}"  # KADRY-2, BIURO-LAP-3
CODE = re.compile(rf"[{CAPITALS}][{CAPITALS}0-9_-]+(?![\w@])")
# SCO-2, TAB-INW-1, B2; not the model MC3300
SERIAL = re.compile(rf"(?:[{CAPITALS}]{{2,}}(?:-[{CAPITALS}]{{2,}}){{0,2}}-?\d{{1,2}}|[{CAPITALS}]\d{{1,2}})(?![\w@-])")
LOWER_CODE = re.compile(r"[a-z]{2}[a-z0-9]{0,20}[-_][a-z0-9][a-z0-9_-]*(?![\w@]|\.\w)|[a-z]{2,8}\d{1,3}(?![\w@]|\.\w)")
_WORD = rf"[{CAPITALS}][a-ząćęłńóśźż]+"
PROPER = re.compile(rf"{_WORD}(?:[-_][\w]+)?(?:[ ]{_WORD}(?=[ ]\d))?(?:[ \t]+(?:nr[ .]*)?\d{{1,3}}\b)?(?![\w@])")
QUOTED = re.compile(r"[„\"'‚][^„”\"'\n]{1,40}[”\"']")
_NAMING = NOUNS | ADJECTIVES | {"depr", "num", "brev"}  # parts of speech that a name may be taken from
_POINTING = frozenset({"sam", "ten", "taki", "każdy", "cały"})
_NUMBER_BEHIND = re.compile(r"[ ]\d{1,3}(?![\w.:,-]*\d|\w)")  # "KASA 2"
_SYSTEM = re.compile(
    rf"{alternation(row for key in ('windows', 'apple', 'others') for row in words('systems')[key])}(?:[ ]\d+|$)"
)
_BEHIND_SYSTEM = re.compile(r"(?<!\w)win\w* \d+ $")  # "… to Windows 11 Pro"
_LISTED = re.compile(
    rf"(?:[ \t]*(?:,|i|oraz)[ \t]+[{CAPITALS}][{CAPITALS}0-9_-]*\d[{CAPITALS}0-9_-]*)+|\.{{2,3}}\d{{1,3}}(?!\d)"
)


def given_name(passage: Passage, begin: int, *shapes: re.Pattern[str]) -> Phrase | None:
    """A name of one of these shapes at an offset: ``KASA-2``, ``„Bartek-PC”``, ``Obsługa Klienta 2``."""
    for expression in shapes:
        match = expression.match(passage.text, begin)
        if match is None or (passage.plain is not passage.text and not re.search(r"[-_\d]", match.group())):
            continue  # among words in capitals only a digit or a hyphen makes a code
        if _BEHIND_SYSTEM.search(passage.folded, max(0, begin - 14), begin):
            return None
        stem = re.split(r"[-_\s\d]", passage.folded[begin : match.end()].strip("„”\"'‚"), maxsplit=1)[0]
        if (
            expression is PROPER
            and keys_of(stem)
            and ":" in passage.text[match.end() : match.end() + 24].split("\n")[0]
        ):
            return None  # the next label of a form
        if _is_emphasis(match.group()) or (expression is PROPER and _is_make_or_program(match.group())):
            return None
        if expression is not QUOTED and (is_no_name(stem, match.group()) or is_program(passage.folded, begin)):
            return None
        end = match.end()
        if expression is CODE and (number := _NUMBER_BEHIND.match(passage.text, end)):
            end = number.end()
        if listed := _LISTED.match(passage.text, end):
            end = listed.end()
        return Phrase(NAME, begin, end)
    return None


def _is_emphasis(said: str) -> bool:
    """``komputer NIE był ruszany``, ``komputer „muli”``: loud or mocking, and no name."""
    first = re.search(r"[^\W\d_]+", said)
    if first is None or re.search(r"[-_\d]", said):
        return False
    quoted = not said[0].isalpha()
    if not (first.group().isupper() or (quoted and first.group().islower())):
        return False
    kinds = readings(first.group().lower())
    if any(one.lemma in _POINTING for one in kinds) or first.group().lower() == "nie":
        return True
    folded = fold(first.group())
    if quoted:
        return folded not in words("symptoms")["not_verbs"] and any(one.part in FINITE for one in kinds)
    if pattern("orders", "dates").fullmatch(folded) or pattern("symptoms", "moments", "loud").fullmatch(folded):
        return True
    return bool(kinds) and not any(one.part in _NAMING for one in kinds)


def _is_make_or_program(name: str) -> bool:
    """``na komputerze Canva działa``, ``laptop Surface``: a word of no Polish is a make or a program, not a name."""
    if _SYSTEM.match(fold(name)):
        return True
    if re.search(r"[-_\d]", name) or pattern("people", "titles").fullmatch(fold(name)):
        return False
    return pattern("programs", "no_programs").match(fold(name)) is not None or not readings(name)


def is_no_name(stem: str, code: str) -> bool:
    """``KP-12`` is a receipt; ``KP-LAP-07`` is a computer: a later part says so."""
    return stem in not_names() and not (names_computer(code) or _is_make_of(stem, code))


def _is_make_of(stem: str, code: str) -> bool:
    """``LENOVO-SZEFA``, ``DELL-BIURO``: a make with a word of the office; ``HP-PROBOOK`` is a model."""
    parts = code.split("-")[1:]
    return (
        stem in words("devices")["brands"]
        and bool(parts)
        and all(part.isalpha() and len(part) > 3 and fold(part) not in words("devices")["brands"] for part in parts)
    )


def names_computer(code: str) -> bool:
    """Whether a later part of the code says that it is a computer: ``WH-PC-02``, ``KP-LAP-07``."""
    return any(_computer_part().fullmatch(part) for part in re.split(r"[-_]", code.lower())[1:])


@cache
def _computer_part() -> re.Pattern[str]:
    return re.compile(rf"{alternation(words('devices')['name_parts'])}\d*")


@cache
def not_names() -> frozenset[str]:
    """Code-like words that are no computers' names: JPK, PIT, HP."""
    return frozenset((*words("devices")["not_names"], *words("devices")["brands"]))
