"""What tells a computer from others without a name, a number or a place: an adjective, a use, who sits there.

telling = adjective that agrees     "laptop sędziowski", "na czerwonym laptopie"; never "nowy komputer"
        | post of a deed            "stanowisku przyjęć"
        | who uses it               "laptopie, którego używa Marek"
        | titled owner              "kolektor od pani Ani"
"""

import re

from worker.domain.details.computer.owners import owner
from worker.domain.details.computer.singling import ENDS_PHRASE, PLACE, TOLD, Device, Phrase
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import NOUNS, agrees, readings
from worker.terms.words import alternation, words

_USED_BY = re.compile(  # "…, którego używa Marek", "…, na którym pracuję"
    r",[ ](?:(?:na|przy|z)\s)?ktor\w{2,4}\s(?:\w{2,12}\s){0,2}?"
    rf"(?:{alternation(words('people')['works_there'])}|uzywa\w{{0,3}}|siedze)(?!\w)"
)
_WORD = re.compile(r"[ ]([a-ząćęłńóśźż]{4,18})(?![\w-])")
_OF_TITLED = re.compile(r"[ ]od[ ](?=pani[ ]|pana[ ])")  # "kolektor od pani Ani"
_IS = re.compile(r"(?<!\w)(?:jest|byl|bedzie)(?!\w)")
_AGE = re.compile(r"\w(?:letni|miesięczny|tygodniowy)$")  # "dwuletni laptop"
_OPINION = (" o ", " swoje ", " panstwa ")  # "proszę o stanowisko producenta"


def telling(passage: Passage, end: int, device: re.Match[str]) -> Phrase | None:
    """What stands behind a device, from ``end`` on, and tells it from others; worth next to nothing beside a name."""
    if (of := _OF_TITLED.match(passage.folded, end)) and (whose := owner(passage, of.end())):
        return Phrase(PLACE, end, whose.end)
    if not is_sat_at(device):
        return None
    if used := _USED_BY.match(passage.folded, end):
        return Phrase(TOLD, end, used.end())
    word = _WORD.match(passage.plain, end)
    if _IS.search(passage.folded, device.end(), end):
        return None  # "komputer jest bezużyteczny" tells how it is
    if word and (tells_apart(word.group(1), device.group()) or _is_post_of(passage, device, word)):
        return Phrase(TOLD, word.start(1), word.end())
    return None


def tells_apart(word: str, device: str) -> bool:
    """An adjective that tells one computer from another: ``sędziowski``, ``różowy``; never ``nowy``, ``zepsuty``."""
    kinds = readings(word.lower())
    if any(one.part not in ("adj", "subst") or {"com", "sup"} & one.tags for one in kinds):
        return False
    agreeing = {one.lemma for one in kinds if one.part == "adj" and agrees(one, device)}
    if not agreeing or any(_AGE.search(lemma) for lemma in agreeing):
        return False
    return agreeing.isdisjoint(words("devices")["tells_nothing"])


def is_sat_at(device: re.Match[str]) -> bool:
    """A server or a terminal is told by what it does, and nobody works at it: ``serwer pocztowy``."""
    return device.lastgroup == Device.COMPUTER.value and not device.group().startswith(("serwer", "terminal", "maszyn"))


def _is_post_of(passage: Passage, device: re.Match[str], word: re.Match[str]) -> bool:
    """``stanowisku przyjęć``: a post by what is done there; never "stanowisku pracownika", nor an opinion asked for."""
    post = device.group().startswith("stanowisk") and word.start() == device.end()
    if not post or passage.folded.endswith(_OPINION, 0, device.start()):
        return False
    if pattern("devices", "nobodys", "work").fullmatch(passage.folded, *word.span(1)):
        return False
    kinds = readings(word.group(1))
    done = any("gen" in one.tags and one.part in NOUNS for one in kinds)
    return done and not any(one.part in ENDS_PHRASE for one in kinds)
