"""What a program's name looks like, and what looks like one and is none (point 1.5)."""

import re

from worker.domain.details.people.named import people
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import CAPITALS, LINKS, fold, readings
from worker.terms.words import alternation, words

Span = tuple[int, int]
"""Two offsets in the text of a passage."""

_WORD = rf"(?:[a-z]-[{CAPITALS}][\w+]*|[{CAPITALS}][\w+&]*|[a-z]{{1,5}}[{CAPITALS}][\w+]*)(?:[-.'’][\w+]+)*\+?"
_MORE = rf"(?:[ ](?:[{CAPITALS}][\w+&]*(?:[-.][\w+]+)*|v?\d{{1,4}}(?:\.\d{{1,5}}){{0,4}}(?![\w:]|[ ]?\d))){{0,3}}"
NAME = re.compile(rf"(?<!\w){_WORD}{_MORE}")
_INSIDE = re.compile(r"(?<!\w)we? $")
_ACRONYM = re.compile(rf"[{CAPITALS}]{{2,}}(?=[a-z]{{0,3}}(?:\W|$))")  # "ZUSem"
_SHORT_CODE = re.compile(r"[A-Z]{1,3}-?\d{1,3}")  # "B-12": a place
_SAID = re.compile(  # words of a message in quotation marks
    rf"[„\"“”'«][^„\"“”'«»\n]{{0,60}}?(?<!\w){alternation(words('messages')['words'])}(?!\w)"
)


def says_message(passage: Passage, start: int) -> bool:
    """Whether the words of a message stand at an offset, or right behind the quotation mark before it."""
    return _SAID.match(passage.folded, max(0, start - 1)) is not None or _SAID.match(passage.folded, start) is not None


def without_lead(passage: Passage, start: int, end: int) -> Span:
    """Without what only begins the sentence with a capital: "Nasz PŁ-KAD 8", "Na CAD-3"."""
    first, _, rest = passage.text[start:end].partition(" ")
    leads = pattern("programs", "before_subject", "cues").fullmatch(passage.folded[start : start + len(first)])
    led = leads or any(one.part in LINKS | {"prep"} for one in readings(first.lower()))
    return (start + len(first) + 1, end) if rest and led else (start, end)


def is_unknown(name: str) -> bool:
    """Whether the first word is none that the dictionary knows."""
    first = name.split(" ", maxsplit=1)[0]
    return len(first) > 3 and not any(readings(part) for part in re.split(r"[^\w]+", first) if len(part) > 1)


def is_known_name(word: str) -> bool:
    """A person, a town, a thing of the office that a capital begins: no program."""
    thing = pattern("devices", "computers", "machines", "rooms").fullmatch(fold(word))
    return thing is not None or any(one.names or one.part == "impt" for one in readings(word))


def is_excluded(passage: Passage, start: int, name: str, *, numbered: bool = False) -> bool:
    """A person, a make of hardware, an operating system, a computer's name, a form (PIT, ZUSem).

    ``numbered``: a first name is none with a number behind it ("Zuzia 11").
    """
    folded = fold(name)
    stem = _ACRONYM.match(name)
    if stem and " " not in name and fold(stem.group()) in words("devices")["not_names"]:
        return True
    if (
        "_" in name
        or _SHORT_CODE.fullmatch(name)
        or pattern("programs", "firms").search(passage.folded, max(0, start - 14), start)
    ):
        return True
    host = pattern("devices", "hosts").match(re.split(r"[-_\s\d]", folded, maxsplit=1)[0]) and re.search(
        r"[-_\d]", name
    )
    if host or pattern("devices", "brands").match(folded) or pattern("programs", "no_programs").match(folded):
        return True
    if _INSIDE.search(passage.folded, max(0, start - 4), start):
        return False  # nothing is done in a person
    told = name.isupper() and pattern("programs", "cues").search(passage.folded, max(0, start - 14), start)
    if told or (numbered and name[-1].isdigit()):  # "system MATEUSZ" is none
        return False
    return any(person.start == start for person in people(passage, start, start + len(name)))
