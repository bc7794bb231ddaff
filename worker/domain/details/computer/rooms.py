"""Rooms that need no device word, and whose sentence tells of work there: "na recepcji nie drukuje …" (rule 3).

room = ("w" | "na" | "przy" | …) noun [number | dependents]     "w pokoju 12", "w gabinecie dyrektora"

"Klucze zostawię w portierni" names a room, and no computer: somewhere in the sentence there must be a trouble, a
device, a program or somebody at work, unless it has no verb at all ("Recepcja, na ladzie.").
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from worker.domain.details.computer.places import ORDINAL_WORD, place, with_dependents
from worker.domain.details.computer.singling import AROUND, MINE, PLACE, TOLD, Device, Phrase, number_at, skip_space
from worker.domain.details.problem.symptoms import has_verb, symptoms
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import Sentence, sentence_at
from worker.domain.details.text.source import Passage
from worker.domain.polish import CAPITALS, FINITE, readings
from worker.terms.words import alternation, words

_ACRONYM = re.compile(rf"[ ]([{CAPITALS}]{{2,5}})(?![\w-])")
_DEED = re.compile(r"przy\s+(?:rejestracj|ekspedycj)")  # "przy rejestracji kontrahenta": what one does
_CAPITALISED = re.compile(rf"[{CAPITALS}]\w+[ ]$")
_COMES_FROM = re.compile(rf"(?<!\w){AROUND['who_come']}[ ]$")
_NAME_REACH = 24
_OF_TEXT = re.compile(rf"\s{AROUND['with_points']}")  # "w punkcie 5 instrukcji"
_WORD = re.compile(r"[^\W\d_]{2,}")


def rooms(passage: Passage) -> Iterator[Phrase]:
    """Every room in which the sentence tells of work."""
    for match in _room().finditer(passage.folded):
        if match.group().startswith("z ") and _comes_from(passage, match.start()):
            continue
        phrase = _named_room(passage, match)
        if phrase and tells_of_work(passage, match.start()):
            yield phrase
    for match in _mine().finditer(passage.folded):  # "W moim biurze komputer gubi sieć"
        yield Phrase(MINE, match.start(), match.end())


def _comes_from(passage: Passage, start: int) -> bool:
    """``pan Olek z pracowni fotograficznej``: where somebody is from, and not where it happens."""
    begin = max(0, start - _NAME_REACH)
    named = _CAPITALISED.search(passage.text, begin, start)
    return named is not None or _COMES_FROM.search(passage.folded, begin, start) is not None


def tells_of_work(passage: Passage, start: int) -> bool:
    """Whether the sentence at an offset has a trouble, a device, a program, somebody at work, or no verb at all."""
    sentence = sentence_at(passage, start)
    return sentence is None or _tells_of_work(sentence)


@lru_cache(maxsize=256)
def _tells_of_work(sentence: Sentence) -> bool:
    folded = sentence.folded
    listed = (
        pattern("symptoms", "vague"),
        pattern("devices", "computers", "machines"),
        pattern("programs", "accounting", "general", "common", "screen_work"),
        pattern("people", "human", "own", "works_there"),
        pattern("symptoms", "at_screen", "troubles"),
    )
    if any(one.search(folded) for one in listed) or symptoms(sentence):
        return True
    said = [readings(word.lower()) for word in _WORD.findall(sentence.text)]
    if any(one.lemma in _failing() for kinds in said for one in kinds if one.part in FINITE):
        return True  # "wariuje"
    return not has_verb(sentence)


@cache
def _failing() -> frozenset[str]:
    return frozenset(words("symptoms")["vague_lemmas"]) - {"stać", "leżeć", "chodzić"}


def _named_room(passage: Passage, match: re.Match[str]) -> Phrase | None:
    number = number_at(passage.folded, skip_space(passage.folded, match.end()))
    end = number.end() if number else with_dependents(passage, match.end())
    acronym = _ACRONYM.match(passage.plain, match.end())
    if acronym and acronym.group(1).lower() not in words("devices")["not_names"]:
        return Phrase(PLACE, match.start(), acronym.end())  # "w gabinecie USG", not "na hali WIFI działa"
    numbered = match["room"] in words("devices")["rooms_numbered"]
    counted = number is not None or (
        match["ordinal"] is not None and (match["room"] != "okienku" or end == match.end())
    )
    if numbered and not (counted or _is_told_apart(passage, match, end)):
        return None
    if (_DEED.match(match.group()) and end > match.end()) or (number and _OF_TEXT.match(passage.folded, end)):
        return None
    if _indefinite_device().search(passage.folded, max(0, match.start() - 40), match.start()):
        return None
    if step := place(passage, skip_space(passage.folded, end), device=Device.COMPUTER):
        end = step.end  # "w wypożyczalni dla dorosłych, przy filarze"
    return Phrase(PLACE if counted else TOLD, match.start(), end)


def _is_told_apart(passage: Passage, match: re.Match[str], end: int) -> bool:
    """``w sali konferencyjnej``; not ``w okienku logowania``, a screen's, nor ``w oddziale banku``, maybe all of it."""
    if end == match.end() or pattern("devices", "rooms_whole").fullmatch(match["room"]):
        return False
    if match["room"] != "okienku":
        return True
    said = _WORD.findall(passage.text[match.end() : end].lower())
    return all(any(one.part == "adj" for one in readings(word)) for word in said)


@cache
def _indefinite_device() -> re.Pattern[str]:
    """``jeden z komputerów`` right before a room: the room does not single it out."""
    lists = words("devices")
    vague = alternation((*lists["any_of"], *lists["indefinite"]))
    device = alternation((*lists["computers"], *lists["positions"]))
    return re.compile(rf"(?<!\w){vague}\s+(?:\w+\s+){{0,2}}?{device}\s*$")


@cache
def _mine() -> re.Pattern[str]:
    places = alternation((*words("devices")["rooms"], *words("devices")["places"]))
    return re.compile(rf"(?<!\w)(?:w|na|przy)\s+(?:moim|mojej|swoim|swojej)\s+{places}(?!\w)")


@cache
def _room() -> re.Pattern[str]:
    names = alternation(words("devices")["rooms"])
    return re.compile(rf"(?<!\w)(?:na|w|we|przy|z)\s+(?P<ordinal>{ORDINAL_WORD}\s+)?(?P<room>{names})(?!\w)")
