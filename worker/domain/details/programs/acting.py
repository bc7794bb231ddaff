"""A name that does what programs do, or is explained: never decisive, so a guess costs little (point 1.5).

shown     = name ("podaje" | "pokazuje" …)           "na ekranie Szafir podaje „…”"
explained = "w" name ["–"] "program do" …            "w Mikrozoo (program do przychodni)"
subject   = name {phrase} ["nie"] verb               "Egzekutor.NET przy zajęciu rachunku wysyła pustą wiadomość"
phrase    = preposition word {word}                  "po wpisaniu chrztu z datą listopadową"
verb      = third person singular, present; never one of what only people do
"""

import itertools
import re

from worker.domain.details.programs.names import NAME, Span, is_excluded, is_known_name, is_unknown, without_lead
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import Sentence, sentences
from worker.domain.details.text.source import Passage
from worker.domain.polish import CAPITALS, FINITE, LINKS, NOUNS, fold, readings
from worker.terms.words import alternation, words

_SHOWN = re.compile(
    rf"(?<=[a-ząćęłńóśźż,”–-] )(?P<name>[{CAPITALS}](?:[a-ząćęłńóśźż]{{3,16}}|[{CAPITALS}]{{2,7}}))(?=[ ])"
)
_SHOWS = re.compile(
    rf"[ ](?:mi[ ]|nam[ ])?{alternation((*words('messages')['says'], *words('programs')['stops']))}(?!\w)"
)
_EXPLAINED = re.compile(
    rf"(?<!\w)(?:w|z|do|przez|na)[ ](?P<name>[{CAPITALS}]\w{{2,20}}(?:[ ][{CAPITALS}]\w+)?)"
    r"[ ]?[(,–-][ ]?(?:to[ ])?(?:nasz[ ])?(?:program|aplikacj|system)\w*[ ](?:do|dla|od|na|w)[ ]"
)
_QUOTED = re.compile(rf"[„\"](?P<name>[{CAPITALS}][\w.+-]{{2,20}}(?:[ ][\w.+-]{{1,20}}){{0,2}})[”\"](?=[ ])")
_MARKED = re.compile(rf"[+.]|[a-ząćęłńóśźż]-?[{CAPITALS}]|[{CAPITALS}]{{2}}[a-ząćęłńóśźż]")
_NUMBERED = re.compile(r"(?<=\w)[ ]v?\d{1,2}(?:\.\d+)*$")
_STEP = re.compile(r"[ ]{1,3}([^\W\d_]+)")
_BEFORE = re.compile(r"([^\W\d_]{1,24})[ ]{1,3}$")
_MOST_NAMES, _MOST_STEPS = 12, 8
_PRONOUNS = frozenset({"ppron12", "ppron3", "siebie"})
_ACTS = FINITE | {"praet"}
_OF_PEOPLE = frozenset((*words("symptoms")["human_lemmas"], *words("people")["elsewhere"], "mieć", "być", "móc"))


def acting_program(passage: Passage) -> Span | None:
    """A name that shows something or is explained: ``Szafir podaje „…”``, ``w Mikrozoo (program do przychodni)``."""
    shown = (one for one in _SHOWN.finditer(passage.text) if _SHOWS.match(passage.folded, one.end()))
    for match in itertools.chain(shown, _EXPLAINED.finditer(passage.text)):
        if not is_excluded(passage, match.start("name"), match["name"]) and not is_known_name(match["name"]):
            return match.span("name")
    return None


def subject_program(passage: Passage) -> Span | None:
    """A name, of no word or marked as names of programs are, that is the subject of what happens."""
    for sentence in sentences(passage):
        quoted = (match.span("name") for match in _QUOTED.finditer(passage.text, sentence.start, sentence.end))
        plain = (
            without_lead(passage, *match.span()) for match in NAME.finditer(passage.text, sentence.start, sentence.end)
        )
        for start, end in itertools.islice(itertools.chain(quoted, plain), _MOST_NAMES):
            behind = end + (end < sentence.end and passage.text[end] in '”"')
            verb = _verb(passage, behind, sentence.end) if _begins(sentence, start) else None
            if verb and _looks_so(passage, start, end, shown=_SHOWS.match(passage.folded, verb.start()) is not None):
                return start, end
    return None


def _looks_so(passage: Passage, start: int, end: int, *, shown: bool) -> bool:
    """Whether it may be a program's name; ``shown``: it shows something, which a "Fara 4" does and a "Brama 4" not."""
    name = passage.text[start:end]
    first, *more = name.split(" ")
    things = pattern("devices", "computers", "machines", "positions", "rooms", "places")
    made, second = pattern("devices", "brands", "makes"), pattern("programs", "second", "editions")
    if any(made.fullmatch(fold(one)) for one in (first, *more) if not second.fullmatch(fold(one))):
        return False
    if things.match(passage.folded, start) or is_excluded(passage, start, name, numbered=True):
        return False
    if _MARKED.search(first) or any(second.fullmatch(fold(one)) for one in more):
        return True
    return (shown and _NUMBERED.search(name) is not None) or (is_unknown(name) and not is_known_name(first))


def _begins(sentence: Sentence, start: int) -> bool:
    """At the beginning of a clause: behind a stop, a conjunction or an adverb, or a place where it happens."""
    passage = sentence.passage
    before = _BEFORE.search(passage.text, max(sentence.start, start - 24), start)
    if before is None:
        return True
    word = before.group(1).lower()
    if pattern("programs", "before_subject").fullmatch(passage.folded[before.start(1) : before.end(1)]):
        return True
    kinds = readings(word)
    return bool(kinds) and all(one.part in LINKS for one in kinds)


def _verb(passage: Passage, end: int, stop: int) -> re.Match[str] | None:
    """The verb of a thing that follows, with nothing between but phrases with a preposition."""
    in_phrase = False
    for count, step in enumerate(_STEP.finditer(passage.text, end, stop)):
        if count >= _MOST_STEPS or step.start() != end:
            return None
        end = step.end()
        kinds = readings(step.group(1).lower(), unmarked=passage.text.isascii())
        verbs = {one.lemma for one in kinds if one.part == "fin" and {"ter", "sg"} <= one.tags}
        if verbs:
            return None if verbs & _OF_PEOPLE else step
        parts = {one.part for one in kinds}
        if "prep" in parts:
            in_phrase = True
        elif not (in_phrase or parts <= LINKS or parts & _PRONOUNS) or (parts & _ACTS and not parts & NOUNS):
            return None
    return None
