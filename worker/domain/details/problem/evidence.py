"""What one sentence says of a problem: a symptom, a moment, an action, a message with its words.

A sentence about a contact, a call or a picture says nothing; of a mixed one ("proszę o pomoc, bo przy
zapisie program się zamyka") the clauses that name a symptom are heard.
"""

import re
from dataclasses import dataclass
from functools import cache

from worker.domain.details.problem.complement import has_complement
from worker.domain.details.problem.subjects import is_said_of_people
from worker.domain.details.problem.symptoms import follows_deed, has_state, symptoms
from worker.domain.details.problem.wishes import has_wish
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import Sentence
from worker.domain.polish import PERSONAL, fold, readings
from worker.terms.words import alternation, words

_MOST_CLAUSES = 12
_SEVERAL_WORDS = 8  # two symptoms in fewer words are one said twice
_CLAUSE = re.compile(r"[,;:]\s|\s[-–]\s|\s(?=(?:bo|gdyz|poniewaz|gdy|kiedy|ze|a|ale|i|dzwonic|prosze|dziekuje)(?!\w))")
_QUOTED = re.compile(r"[„\"“”'«][^„\"“”'«»\n]{3,200}[\"”“'»]")
_APART_QUOTED = re.compile(
    r"(?:[-–:,(]|\.{3})\s?[„\"“”'«][^„\"“”'«»\n]{6,200}[\"”“'»]"
)  # "nie otwiera się – „odmowa dostępu”"
_CODE = re.compile(
    r"(?<!\w)(?:0x[0-9a-f]{4,}|[a-z]{1,6}-\d{2,}"
    r"|(?:kod\w*|blad|bledu|error|err)\s*(?:nr|numer|:)?\s*[a-z]{0,4}-?\d{2,})"
)
_CLOCK = re.compile(
    r"(?<!\w)(?:o|od|po|przed|okolo|ok\.?|kolo|godz\.?)\s+(?:godz\.?\s*)?\d{1,2}(?:[.:-]\d{2}|-?tej|:\d\d)?(?!\w)"
)
_HOW_LONG = re.compile(  # "co 5 minut", "po kilku godzinach", "ładuje się minutę"
    r"(?<!\w)(?:(?:co|po|przez|w)\s+(?:\d{1,3}|kilk\w+|par[ue]|jakies)\s*(?:min|sek|godz|h\b|dni|tyg)"
    r"|\d{1,3}\s*(?:min|sek|godz)|minute(?!\w)|godzine(?!\w))|(?<!\w)(?:na|przy)\s\d{1,3}\s?%"
)
_WORKS = re.compile(r"(?<!nie )(?<!\w)(?:dziala|dzialaja|drukuje|loguje sie|otwiera sie|laczy sie)(?!\w)")
_DATE = re.compile(
    r"(?<![\w.])\d{1,2}\.\d{1,2}(?:\.\d{2,4})?(?![\w.]*\d)"
    r"|(?<!\w)\d{1,2}\s+(?:stycz|lut|mar|kwie|maj|czerw|lip|sierp|wrze|pazdz|list|grud)\w*"
)
_SAID = re.compile(  # white space is counted: runs of it side by side would be tried in every way
    r"\w{0,30}\s{0,3}(?:jest\s{0,3})?(?:mi\s{1,3})?(?:sie\s{1,3})?"
    r"(?:komunikat|blad|napis|okno|okienko|informacja|tekst)?\s{0,3}(?:,?\s{0,3}ze|:|-|–)\s{1,3}\S+\s{1,3}\S+"
)
_SCREEN = re.compile(r"[ ]?:?[ ](?:[^\W\d_][\w']*[ ]?){2,4}")
_ASKED = re.compile(  # what a screen asks for; people ask for help, a call, a visit
    r"\b(?:pyta|prosi|prosba|zada)\w*\s+(?:(?:mnie|mi|nas|nam|ja|go|ich|ciagle|znowu|wciaz)\s+)?(?:o\s+)?(?:podanie\s+)?"
    r"(?:hasl|pin|login|podani|aktualizac|aktywac|licenc|klucz|certyfikat|uprawnien|administrator|kod|zaplat|okup"
    r"|zalogowani|potwierdzeni|wybor|restart|plyt|sterownik|numer|token|kart)"
)
_SHOWN = re.compile(  # "pokazuje brak licencji", "wyświetla ostrzeżenie o certyfikacie"
    r"\b(?:pokazuj|wyswietla|wyskak|wyskoczy|zglasza|pojawi)\w*\s+(?:mi\s+|nam\s+|sie\s+)?"
    r"(?:brak|ostrzezenie\s+o|informacj\w+\s+o|komunikat\s+o|blad\s+(?:polacz|zapis|licenc|logow|druk|odczyt))"
)
_DEED = re.compile(
    r"(?<!\w)(?:po|przy|podczas|przed|przez)\s+(?:\w+\s+)?\w+[nc]iu(?!\w)|(?<!\w)(?:po|przy|przez|klik\w*)\s+[„\"'«]"
)
_AFTER = re.compile(r"(?<!\w)po\s+(?!prost|kole|lew|praw|drod|polsk|stron|swojem|pierwsze|drugie|temu)[a-z]{4,}")
_WISHED = re.compile(r"(?<!\w)(?:prosz[ea]|prosimy|poprosz\w+|czekam\w?)\s(?:o|na)\s(?:\w+\s){0,2}$")
_WISH_REACH = 40
_REFUSED = re.compile(r"(?<!\w)nie\s$")
_NO_DEED = frozenset({"najszybciej", "zwykle", "na", "wyzej", "nizej", "ostatnio", "w", "i", "zawsze"})  # after "jak"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one sentence (or several, added up) says."""

    symptom: bool = False
    several: bool = False  # at least two different things happen
    specific: bool = False  # what happens, and to what: "nie łączy się z bazą", "wciąga po trzy kartki"
    moment: bool = False
    action: bool = False
    message: bool = False
    wish: bool = False  # nothing is broken, a deed is asked for

    @property
    def circumstance(self) -> bool:
        """When, at which action, or with which message."""
        return self.moment or self.action or self.message

    @property
    def enough(self) -> bool:
        """More than "nie działa"."""
        return self.message or self.several or self.specific or self.wish or (self.symptom and self.circumstance)

    def __or__(self, other: "Evidence") -> "Evidence":
        return Evidence(
            self.symptom or other.symptom,
            self.several or other.several,
            self.specific or other.specific,
            self.moment or other.moment,
            self.action or other.action,
            self.message or other.message,
            self.wish or other.wish,
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
    return told if told.symptom or told.message or told.wish else Evidence()


def _weigh(sentence: Sentence) -> Evidence:
    count = symptoms(sentence)
    message = _has_message(sentence) or (count > 0 and _APART_QUOTED.search(sentence.text) is not None)
    return Evidence(
        symptom=message or count > 0,
        several=count > 1 and len(sentence.folded.split()) >= _SEVERAL_WORDS,
        specific=has_complement(sentence) or (count > 0 and _narrows(sentence)),
        moment=_has_moment(sentence.folded),
        action=_has_action(sentence.folded) or follows_deed(sentence),
        message=message,
        wish=has_wish(sentence),
    )


def _narrows(sentence: Sentence) -> bool:
    """What works beside it, what is damaged, which values are wrong: "internet działa, ale strony się nie ładują".

    Also what is seen instead: "kamera nie działa, obraz jest czarny".
    """
    folded = sentence.folded
    if _WORKS.search(folded) or pattern("symptoms", "telling").search(folded):
        return True
    seen = has_state(sentence) or pattern("symptoms", "screens").search(folded)
    return bool(seen) and pattern("symptoms", "vague").search(folded) is not None


def _has_message(sentence: Sentence) -> bool:
    folded, quoted = sentence.folded, _QUOTED.search(sentence.text)
    shown = [word for word in pattern("symptoms", "messages").finditer(folded) if _is_of_screen(sentence, word)]
    if not shown:
        return quoted is not None and (_has_action(folded) or _is_said(quoted))
    if quoted or _CODE.search(folded):
        return True
    if any(_is_screen_text(sentence, word.end()) for word in shown[:3]):
        return True
    said = any((match := _SAID.match(folded, word.end())) and not _is_vague(match.group()) for word in shown[:3])
    return said or _ASKED.search(folded) is not None or _SHOWN.search(folded) is not None


def _is_screen_text(sentence: Sentence, start: int) -> bool:
    """``pisze NO BOOT DEVICE``, ``wyskakuje access denied``: words in capitals, or of no Polish."""
    match = _SCREEN.match(sentence.text, start)
    if match is None:
        return False
    said = re.findall(r"[^\W\d_]{2,}", match.group())
    loud = sentence.passage.plain is sentence.passage.text and all(map(str.isupper, said))
    return len(said) > 1 and (loud or sum(not readings(word.lower()) for word in said) > len(said) // 2)


def _is_of_screen(sentence: Sentence, word: re.Match[str]) -> bool:
    """Not ``piszę, że nie działa`` nor ``szef twierdzi, że to pilne`` nor ``proszę o informację: kiedy …``."""
    if word.group().startswith("pisze") and "ę" in sentence.text[word.start() : word.end()]:
        return False
    if _WISHED.search(sentence.folded, max(0, word.start() - _WISH_REACH), word.start()):
        return False
    verb = re.compile(r"\w+").match(sentence.text, word.start())
    told = verb is not None and any(one.part in PERSONAL for one in readings(verb.group().lower()))
    return not (verb and told and is_said_of_people(sentence, *verb.span()))


def _is_vague(folded: str) -> bool:
    return pattern("symptoms", "vague").search(folded) is not None


def _is_said(quoted: re.Match[str]) -> bool:
    """Words of a screen, not a product's or a button's name: three words that are not "nie działa"."""
    folded = fold(quoted.group())
    if _is_title(quoted.group()):
        return False
    return len(folded.split()) > 2 and not pattern("symptoms", "vague").search(folded)


def _is_title(quoted: str) -> bool:
    """``„Kwiaciarnia Pod Różą”``: Polish words that all begin with a capital name a firm or a contract."""
    said = re.findall(r"[^\W\d_]{2,}", quoted)
    return all(word[0].isupper() and not word.isupper() for word in said) and any(readings(word) for word in said)


def _has_moment(folded: str) -> bool:
    expressions = (pattern("symptoms", "moments"), _since(), _HOW_LONG, _CLOCK, _DATE)
    return any(expression.search(folded) for expression in expressions)


@cache
def _since() -> re.Pattern[str]:
    """``po wczorajszej aktualizacji``, ``od wymiany``, ``zaczęło się``."""
    events = alternation(words("symptoms")["events"])
    return re.compile(rf"(?<!\w)(?:(?:po|od|przed)\s+(?:\w+\s+){{0,2}}?{events}|zaczel\w+\s+sie|trwa\s+to)(?!\w)")


def _has_action(folded: str) -> bool:
    """At which action; "nie drukuje" itself is none."""
    if _DEED.search(folded) or _AFTER.search(folded):
        return True
    for match in pattern("symptoms", "actions").finditer(folded):
        following = [
            word for part in folded[match.end() : match.end() + 40].split() if (word := part.strip(".,;:)(!?"))
        ]
        if (
            not following
            or _REFUSED.search(folded, max(0, match.start() - 5), match.start())
            or (match.group() == "jak" and following[0] in _NO_DEED)
        ):
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
