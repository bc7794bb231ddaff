"""What one sentence says of a problem: a symptom, a moment, an action, a message with its words.

A sentence about a contact, a call or a picture says nothing; of a mixed one ("proszę o pomoc, bo przy
zapisie program się zamyka") the clauses that name a symptom are heard.
"""

import re
from dataclasses import dataclass
from functools import cache

from worker.domain.details.phrases import Sentence, pattern
from worker.domain.details.symptoms import symptoms
from worker.domain.polish import fold, readings
from worker.terms.words import alternation, words

_MOST_CLAUSES = 12
_SEVERAL_WORDS = 8  # two symptoms in fewer words are one said twice
_CLAUSE = re.compile(r"[,;:]\s|\s[-–]\s|\s(?=(?:bo|gdyz|poniewaz|gdy|kiedy|ze|a|ale|i)\s)")
_QUOTED = re.compile(r"[„\"“”'«][^„\"“”'«»\n]{3,200}[\"”“'»]")
_CODE = re.compile(
    r"(?<!\w)(?:0x[0-9a-f]{4,}|[a-z]{1,6}-\d{2,}"
    r"|(?:kod\w*|blad|bledu|error|err)\s*(?:nr|numer|:)?\s*[a-z]{0,4}-?\d{2,})"
)
_CLOCK = re.compile(
    r"(?<!\w)(?:o|od|po|przed|okolo|ok\.?|kolo|godz\.?)\s+(?:godz\.?\s*)?\d{1,2}(?:[.:-]\d{2}|-?tej|:\d\d)?(?!\w)"
)
_DATE = re.compile(
    r"(?<![\w.])\d{1,2}\.\d{1,2}(?:\.\d{2,4})?(?![\w.]*\d)"
    r"|(?<!\w)\d{1,2}\s+(?:stycz|lut|mar|kwie|maj|czerw|lip|sierp|wrze|pazdz|list|grud)\w*"
)
_SAID = re.compile(
    r"\w*\s*(?:jest\s*)?(?:mi\s+)?(?:sie\s+)?(?:komunikat|blad|napis|okno|okienko|informacja|tekst)?\s*"
    r"(?:,?\s*ze|:|-|–)\s+\S+\s+\S+"
)
_ASKED = re.compile(r"\b(?:pyta o|prosi o|zada)\s+(?:haslo|pin|login|podanie|aktualizacje|licencje|klucz|certyfikat)")
_DEED = re.compile(
    r"(?<!\w)(?:po|przy|podczas|przed|przez)\s+(?:\w+\s+)?\w+[nc]iu(?!\w)|(?<!\w)(?:po|przy|przez|klik\w*)\s+[„\"'«]"
)
_AFTER = re.compile(r"(?<!\w)po\s+(?!prost|kole|lew|praw|drod|polsk|stron|swojem|pierwsze|drugie|temu)[a-z]{4,}")
_NO_DEED = frozenset({"najszybciej", "zwykle", "na", "wyzej", "nizej", "ostatnio", "w", "i", "zawsze"})  # after "jak"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one sentence (or several, added up) says."""

    symptom: bool = False
    several: bool = False  # at least two different things happen
    moment: bool = False
    action: bool = False
    message: bool = False

    @property
    def circumstance(self) -> bool:
        """When, at which action, or with which message."""
        return self.moment or self.action or self.message

    @property
    def enough(self) -> bool:
        """More than "nie działa"."""
        return self.message or self.several or (self.symptom and self.circumstance)

    def __or__(self, other: "Evidence") -> "Evidence":
        return Evidence(
            self.symptom or other.symptom,
            self.several or other.several,
            self.moment or other.moment,
            self.action or other.action,
            self.message or other.message,
        )


def weigh(sentence: Sentence) -> Evidence:
    """What one sentence says; nothing when it is only about a contact, a call or a picture."""
    if _has_message(sentence) or not pattern("symptoms", "elsewhere").search(sentence.folded):
        return _weigh(sentence)
    told, start = Evidence(), sentence.start
    edges = [match.end() + sentence.start for match in _CLAUSE.finditer(sentence.folded)]
    for end in (*edges[:_MOST_CLAUSES], sentence.end):
        clause = Sentence(sentence.passage, start, end)
        start = end
        if not pattern("symptoms", "elsewhere").search(clause.folded):
            told |= _weigh(clause)
    return told if told.symptom or told.message else Evidence()


def _weigh(sentence: Sentence) -> Evidence:
    count, message = symptoms(sentence), _has_message(sentence)
    return Evidence(
        symptom=message or count > 0,
        several=count > 1 and len(sentence.folded.split()) >= _SEVERAL_WORDS,
        moment=_has_moment(sentence.folded),
        action=_has_action(sentence.folded),
        message=message,
    )


def _has_message(sentence: Sentence) -> bool:
    folded, quoted = sentence.folded, _QUOTED.search(sentence.text)
    word = pattern("symptoms", "messages").search(folded)
    if word is None:
        return quoted is not None and (_has_action(folded) or _is_said(quoted))
    if quoted or _CODE.search(folded):
        return True
    return _SAID.match(folded, word.end()) is not None or _ASKED.search(folded) is not None


def _is_said(quoted: re.Match[str]) -> bool:
    """Words of a screen, not a product's or a button's name: three words that are not "nie działa"."""
    folded = fold(quoted.group())
    return len(folded.split()) > 2 and not pattern("symptoms", "vague").search(folded)


def _has_moment(folded: str) -> bool:
    expressions = (pattern("symptoms", "moments"), _since(), _CLOCK, _DATE)
    return any(expression.search(folded) for expression in expressions)


@cache
def _since() -> re.Pattern[str]:
    """``po wczorajszej aktualizacji``, ``od wymiany``, ``zaczęło się``."""
    events = alternation(words("symptoms")["events"])
    return re.compile(rf"(?<!\w)(?:(?:po|od|przed)\s+(?:\w+\s+){{0,2}}?{events}|zaczel\w+\s+sie|trwa\s+to)(?!\w)")


def _has_action(folded: str) -> bool:
    if _DEED.search(folded) or _AFTER.search(folded):
        return True
    for match in pattern("symptoms", "actions").finditer(folded):
        following = [word.strip(".,;:)(") for word in folded[match.end() : match.end() + 40].split()]
        if not following or (match.group() == "jak" and following[0] in _NO_DEED):
            continue
        if match.group() != "przy" or any(_is_deed(word) for word in following[:2]):
            return True
    return False


def _is_deed(word: str) -> bool:
    """``przy zapisie``, ``przy logowaniu``, ``przy synchronizacji``: not ``przy kasie``, ``przy oknie``."""
    if pattern("devices", "places", "rooms", "computers").fullmatch(word):
        return False
    if pattern("symptoms", "deeds").fullmatch(word):
        return True
    return any(reading.part == "ger" or reading.lemma.endswith("cja") for reading in readings(word))
