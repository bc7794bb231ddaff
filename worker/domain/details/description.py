"""The description: what happens, and when, at which action or with which message (point 1.5, rule 2).

Each sentence is asked four questions: does it name a symptom (a verb the dictionary knows that is not
"nie działa", "wariuje" or a courtesy), a moment, an action, a message with its words? A description has a
symptom and one of the others, or a message with its words. Sentences about contacts, conversations
and pictures answer nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from worker.domain.details.labels import labelled
from worker.domain.details.phrases import Sentence, pattern, sentences
from worker.domain.details.source import Passage, Passages
from worker.domain.found import Found, Place
from worker.domain.polish import Reading, fold, readings
from worker.terms.words import alternation, words

_MOST_SENTENCES = 80
_MOST_WORDS = 60  # of one sentence
_MOST_CLAUSES = 12
_SEVERAL_WORDS = 10
_SHOWN = 400
_CLAUSE = re.compile(r"[,;:]\s|\s[-–]\s|\s(?=(?:bo|gdyz|poniewaz|poniewaz|gdy|kiedy|ze|a|ale|i)\s)")
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[„\"“”'«][^„\"“”'«»\n]{3,200}[\"”“'»]")
_CODE = re.compile(
    r"(?<!\w)(?:0x[0-9a-f]{4,}|[a-z]{2,6}-\d{3,}|(?:kod\w*|blad|bledu|error|err)\s*(?:nr|numer|:)?\s*[a-z]{0,4}-?\d{2,})"
)
_CLOCK = re.compile(
    r"(?<!\w)(?:o|od|po|przed|okolo|ok\.?|kolo|godz\.?)\s+(?:godz\.?\s*)?\d{1,2}(?:[.:-]\d{2}|-?tej|:\d\d)?(?!\w)"
)
_DATE = re.compile(
    r"(?<![\w.])\d{1,2}\.\d{1,2}(?:\.\d{2,4})?(?![\w.]*\d)|(?<!\w)\d{1,2}\s+(?:stycz|lut|mar|kwie|maj|czerw|lip|sierp|wrze|pazdz|list|grud)\w*"
)
_SAYS = re.compile(r"(?:ze |, ze|: |-|– )[ ]?[\w\"„]+(?:[ ][^\s]+){1,}")


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


def read_description(texts: Passages) -> Found | None:
    """The sentences that describe the problem, or None when they do not say enough."""
    told = Evidence()
    telling: list[Sentence] = []
    for passage in texts.written:
        for sentence in _telling(passage):
            evidence = weigh(sentence)
            if evidence.symptom or evidence.circumstance:
                told |= evidence
                telling.append(sentence)
    if not telling:
        return None
    if not told.enough:
        subject = Evidence()
        for sentence in sentences(texts.topic):
            subject |= weigh(sentence)
        if not (told | subject).enough or not (told.symptom or told.circumstance):
            return None
        if subject.enough and not told.symptom:
            return None  # the body adds no more than a moment to what the subject says
    return _found(telling)


def weigh(sentence: Sentence) -> Evidence:
    """What one sentence says of a problem; nothing when it is about a contact, a call or a picture."""
    message = _has_message(sentence)
    if not message and pattern("symptoms", "elsewhere").search(sentence.folded):
        return _weigh_clauses(sentence)
    return _weigh(sentence, message=message)


def _weigh_clauses(sentence: Sentence) -> Evidence:
    """``Proszę o pomoc, bo przy zapisie program się zamyka``: the clauses that tell, if they name a symptom."""
    told, start = Evidence(), sentence.start
    edges = [match.end() + sentence.start for match in _CLAUSE.finditer(sentence.folded)]
    for end in (*edges[:_MOST_CLAUSES], sentence.end):
        clause = Sentence(sentence.passage, start, end)
        start = end
        if not pattern("symptoms", "elsewhere").search(clause.folded):
            told |= _weigh(clause, message=_has_message(clause))
    return told if told.symptom or told.message else Evidence()


def _weigh(sentence: Sentence, *, message: bool) -> Evidence:
    folded = sentence.folded
    symptoms = _symptoms(sentence)
    return Evidence(
        symptom=message or symptoms > 0,
        several=symptoms > 1 and len(folded.split()) >= _SEVERAL_WORDS,
        moment=_has_moment(folded),
        action=_has_action(sentence),
        message=message,
    )


def _telling(passage: Passage) -> Iterator[Sentence]:
    """The sentences that may describe: no greeting, no signature, no other labelled value."""
    if passage.place is Place.SIGNATURE:
        return
    other = [
        (item.label_start, item.end)
        for item in labelled(passage)
        if item.key not in ("description", "dates", "software", "time")
    ]
    stop = len(passage.text)
    closing = None
    for closing in re.finditer(r"\n[ \t]*(?=\S)", passage.folded):
        if pattern("symptoms", "closings").match(passage.folded, closing.end()) and len(passage.folded) > closing.end():
            rest = passage.folded[closing.end() :]
            if len(rest) < 700:
                stop = closing.start()
                break
    for count, sentence in enumerate(sentences(passage)):
        if count >= _MOST_SENTENCES or sentence.start >= stop:
            return
        if any(start <= sentence.start + 2 and sentence.end <= end + 3 for start, end in other):
            continue
        if _is_greeting(sentence):
            continue
        yield sentence


def _is_greeting(sentence: Sentence) -> bool:
    folded = sentence.folded.strip()
    return len(folded) < 40 and pattern("symptoms", "greetings", "closings").match(folded) is not None


def _has_message(sentence: Sentence) -> bool:
    folded = sentence.folded
    if pattern("symptoms", "messages").search(folded) is None:
        quoted = _QUOTED.search(sentence.text)
        return quoted is not None and (_has_action(sentence) or _is_said(quoted))
    if _QUOTED.search(sentence.text) or _CODE.search(folded):
        return True
    word = pattern("symptoms", "messages").search(folded)
    if word is None:
        return False
    said = re.match(
        r"\w*\s*(?:jest\s*)?(?:mi\s+)?(?:sie\s+)?(?:komunikat|blad|napis|okno|okienko|informacja|tekst)?\s*(?:,?\s*ze|:|-|–)\s+((?:\S+\s+){1,}\S+)",
        folded[word.end() :],
    )
    return (
        said is not None
        or re.search(
            r"\b(?:pyta o|prosi o|zada)\s+(?:haslo|pin|login|podanie|aktualizacje|licencje|klucz|certyfikat)", folded
        )
        is not None
    )


_DEED = re.compile(
    r"(?<!\w)(?:po|przy|podczas|przed|przez)\s+(?:\w+\s+)?\w+[nc]iu(?!\w)|(?<!\w)(?:po|przy|przez|klik\w*)\s+[„\"'«]"
)


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


def _has_action(sentence: Sentence) -> bool:
    if _DEED.search(sentence.folded):
        return True
    for match in pattern("symptoms", "actions").finditer(sentence.folded):
        following = sentence.folded[match.end() : match.end() + 40].split()
        if not following:
            continue
        if match.group() in ("przy", "przed", "podczas", "zamiast") or match.group().startswith("po "):
            if match.group() == "przy" and not _is_deed(following):
                continue
            return True
        if match.group() == "jak" and following[0] in (
            "najszybciej",
            "zwykle",
            "na",
            "wyzej",
            "nizej",
            "ostatnio",
            "w",
            "i",
            "zawsze",
        ):
            continue
        return True
    return False


def _is_deed(following: list[str]) -> bool:
    """``przy zapisie``, ``przy każdym wydruku``: not ``przy kasie``, ``przy oknie``."""
    places = pattern("devices", "places", "rooms", "computers")
    near = [word.strip(".,;:)(") for word in following[:3]]
    return any(
        re.search(
            r"(?:ni[ua]|isie|zie|ocie|ruku|kcie|orcie|atcie|tryce|ecie|dzy|anym|kim|rze|cie|sie|le|ju|ce|ach|dzie|ku|gu)$",
            word,
        )
        for word in near[:2]
    ) and not any(places.fullmatch(word) for word in near[:2])


def _symptoms(sentence: Sentence) -> int:
    """How many different things the sentence says to happen."""
    folded = sentence.folded
    count = int(_STATE.search(folded) is not None)
    vague_spans = [match.span() for match in pattern("symptoms", "vague").finditer(folded)]
    count += len(_LASTS.findall(folded))
    for match in pattern("symptoms", "symptom_phrases").finditer(folded):
        if not any(start <= match.start() < end for start, end in vague_spans):
            count += 1
    tokens = list(_WORD.finditer(sentence.text))[:_MOST_WORDS]
    for index, token in enumerate(tokens):
        at = token.start()
        if any(start <= at < end for start, end in vague_spans) or len(token.group()) < 3:
            continue
        negated = index > 0 and fold(tokens[index - 1].group()) in ("nie", "niby")
        before = {fold(tokens[i].group()) for i in range(max(0, index - 4), index)}
        count += _is_symptom_verb(token.group().lower(), negated=negated, before=before)
    return count


def _is_symptom_verb(word: str, *, negated: bool, before: set[str]) -> bool:
    kinds = readings(word)
    verbs = [reading for reading in kinds if reading.part in _VERB_PARTS]
    if not verbs or fold(word) in words("symptoms")["not_verbs"]:
        return False
    verbs = [reading for reading in verbs if reading.lemma not in _useless()]
    return any(_tells(reading, negated=negated, before=before) for reading in verbs)


def _tells(reading: Reading, *, negated: bool, before: set[str]) -> bool:
    if reading.part == "inf":  # "nie mogę otworzyć", "nie da się zestawić", "nie chce się otworzyć"
        return "nie" in before and bool(before & _MODALS)
    if reading.part in ("fin", "praet") and "pri" in reading.tags:
        if reading.lemma in words("symptoms")["perceives"]:
            return True
        return negated
    return True


_LASTS = re.compile(
    r"(?<!\w)(?:trwa|zajmuje|idzie)\w*\s+(?:wiek|dlug|bardzo|strasznie|kilk|po\s|okol|ok\.|ponad|z\s|\d)"
)
_STATE = re.compile(
    r"(?<!\w)(?:jest|sa|robi\s+sie|robia\s+sie|zrobil\w*\s+sie|byl[aoy]?|zostaj\w+)\s+(?:caly\s+|cala\s+|zupelnie\s+|calkiem\s+)?"
    r"(?:czarn|bial|pust|szar|nieczyteln|wyszarzon|zablokowan|rozmazan|uciet|niebiesk|zielon|ciemn|niewidoczn|rozlaczon|nieaktywn|przesuniet|zdublowan|czerwon|zielon|goracy|goraca|zamazan|offline|zero|krzaczk|krzywo)\w*"
)
_VERB_PARTS = ("fin", "praet", "inf", "imps", "bedzie")
_MODALS = frozenset(
    [
        "moge",
        "mozemy",
        "moze",
        "moga",
        "mozna",
        "da",
        "dalo",
        "chce",
        "chca",
        "chcial",
        "chciala",
        "chcialo",
        "mogla",
        "mogl",
        "moglam",
        "moglem",
        "mogly",
        "umie",
        "potrafi",
        "idzie",
        "sposob",
        "udaje",
        "udalo",
        "mozliwosci",
        "jestem",
        "stanie",
    ]
)


@cache
def _useless() -> frozenset[str]:
    return frozenset((*words("symptoms")["vague_lemmas"], *words("symptoms")["idle_lemmas"]))


def _found(telling: list[Sentence]) -> Found:
    first = telling[0]
    here = [sentence for sentence in telling if sentence.passage is first.passage]
    end = here[0].end
    for sentence in here[1:]:
        if sentence.end - first.start <= _SHOWN:
            end = sentence.end
    return first.passage.found(first.start, min(end, first.start + _SHOWN), "sentences")
