"""How many different things a sentence says to happen: verbs the dictionary knows, and a few fixed phrases.

"nie działa", "wariuje" (vague), courtesies and consequences ("proszę", "tracimy zlecenia") never count;
people count when they are negated ("nie mogę otworzyć", "kasjerka nie widzi") or tell what the screen shows ("widzę").
"""

import itertools
import re
from functools import cache, lru_cache

from worker.domain.details.problem.subjects import is_said_of_office, is_said_of_people, thing_said_of
from worker.domain.details.problem.trade import is_of_our_trade
from worker.domain.details.problem.unreal import is_unreal
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import Sentence
from worker.domain.polish import ADJECTIVES, FINITE, PERSONAL, VERBS, Reading, fold, readings
from worker.terms.words import alternation, words

_MOST_WORDS = 60  # of one sentence
_LONGEST_PREPOSITION = 7
_REACH = 4  # words between "nie mogę" and its infinitive
_WORD = re.compile(r"[^\W\d_]{3,}|nie|[Dd]a(?!\w)")
_TELLING = VERBS - {"impt"}  # a command asks for something
_IF_I = (["chocbym"], ["gdybym"], ["zebym"], ["abym"], ["jakbym"])  # "choćbym płakała"
_AND_THEN = re.compile(r",\s(?!ze\b)|\s(?:i|a|po czym)\s")
_READING = re.compile(r"(?<!\w)minus\s\d|\d\s?(?:%|procent\w*(?!\w)|stopni(?!\w))")
_STATES = ADJECTIVES - {"pact"}
_BECOMES = re.compile(
    rf"(?<!\w){alternation(words('symptoms')['becomes'])}\s+"
    rf"(?:{alternation(words('symptoms')['degrees'])}\s+)?([^\W\d_]{{3,20}})"
)
_SLANG = re.compile(r"[^\W\d_]{3,}(?:uje|uja|owal|owala)$")
_ERROR_OF = re.compile(r"(?<!\w)(?:blad|bledy|bledem|blad\s+krytyczny)\s+(?:przy\s+)?(\w{4,20})")
_LASTS = re.compile(
    rf"(?<!\w)(?:trwa|zajmuje|idzie)\w*\s+(?:{alternation(words('symptoms')['long'])}|po\s|ok\.|z\s|\d)"
    r"|(?<!\w)dlugo\s+sie\s(?!(?:\w+\s){0,4}?\w+(?:my|cie)(?!\w))"  # not "długo się już z tym męczymy"
)


@lru_cache(maxsize=256)
def symptoms(sentence: Sentence) -> int:
    """The number of different things said to happen."""
    folded = sentence.folded
    verbs = symptom_verbs(sentence)
    count = len(verbs)
    for phrase in symptom_phrases(sentence):
        count += not any(phrase.start() <= verb.start() < phrase.end() for verb in verbs)  # "miga" is said once
    count += any(_is_failing(match.group(1)) for match in _ERROR_OF.finditer(folded))
    lasting = (match for match in _LASTS.finditer(folded) if not is_said_of_people(sentence, *match.span()))
    return count + sum(1 for _ in lasting) + has_state(sentence) + _has_reading(sentence)


def _has_reading(sentence: Sentence) -> bool:
    """``w chłodni 40 stopni od rana``: what an instrument shows, without a verb."""
    if _READING.search(sentence.folded) is None:
        return False
    spoken = (word.lower() for word in re.findall(r"[^\W\d_]{2,}", sentence.text))
    said = (readings(word) for word in spoken if fold(word) not in words("symptoms")["not_verbs"])
    return not any(one.part in FINITE for kinds in said for one in kinds)


def has_state(sentence: Sentence) -> bool:
    """Whether something is found to be in a state: ``ekran jest czarny``."""
    return any(
        _is_state(sentence.text[slice(*match.span(1))])
        and not is_said_of_people(sentence, match.start(), match.start(1))
        for match in _BECOMES.finditer(sentence.folded)
    )


@lru_cache(maxsize=256)
def has_verb(sentence: Sentence) -> bool:
    """Whether anything is said to happen or be: "Laptop szefa." only names."""
    said = (readings(word.lower()) for word in re.findall(r"[^\W\d_]{2,}", sentence.text))
    return any(one.part in FINITE for kinds in said for one in kinds)


def symptom_verbs(sentence: Sentence) -> tuple[re.Match[str], ...]:
    """The verbs of a sentence that say what happens, in its order; fixed phrases are not among them."""
    return tuple(verb for verb, deed in _told(sentence) if not deed)


def follows_deed(sentence: Sentence) -> bool:
    """Whether something happens right after what somebody does: ``Lekarz podpisuje receptę i system się zawiesza``."""
    told = _told(sentence)
    return any(
        deed and not other and _AND_THEN.search(sentence.folded, verb.end(), following.start())
        for (verb, deed), (following, other) in itertools.pairwise(told)
    )


@lru_cache(maxsize=256)  # asked for the count, for the complements and for the deeds of the same sentences
def _told(sentence: Sentence) -> tuple[tuple[re.Match[str], bool], ...]:
    """The verbs that say what happens, each with whether it is a person's deed."""
    vague = _vague(sentence)
    verbs: list[tuple[re.Match[str], bool]] = []
    before: list[str] = []
    for token in itertools.islice(_WORD.finditer(sentence.text), _MOST_WORDS):
        word, start = token.group().lower(), token.start()
        if start and token.group()[0].isupper() and sentence.passage.plain is sentence.passage.text:
            before.append(fold(word))
            continue  # a name: "Bożena Kwapisz", "Muzeum Dziejów Soli"
        if _may_be_verb(word) and start not in vague:
            tells = _is_symptom(word, before[-_REACH:]) or _is_deed_of_thing(sentence, token)
            own = not tells and before[-1:] != ["nie"] and _is_own_deed(word)
            if own or (tells and not _is_governed(sentence, start) and not is_unreal(sentence, token, before)):
                verbs.append((token, own or _is_deed(sentence, token, before)))
        before.append(word if word == "chcę" else fold(word))  # "nie chcę": a wish; "nie chce się otworzyć"
    return tuple(verbs)


def _is_deed_of_thing(sentence: Sentence, verb: re.Match[str]) -> bool:
    """``saldo wraca do styczniowego``: what people do of themselves, said of a thing."""
    return _may_be_of_thing(verb.group().lower()) and thing_said_of(sentence, *verb.span()) is not None


@lru_cache(maxsize=20_000)
def _may_be_of_thing(word: str) -> bool:
    lemmas = {one.lemma for one in readings(word) if "ter" in one.tags or one.part == "praet"}
    return not lemmas.isdisjoint(words("symptoms")["thing_lemmas"])


@lru_cache(maxsize=20_000)
def _may_be_verb(word: str) -> bool:
    kinds = readings(word)
    if any(one.part == "pred" for one in kinds):
        return False  # "pora go wymienić"
    return not kinds or any(one.part in VERBS for one in kinds)


@lru_cache(maxsize=20_000)
def _is_own_deed(word: str) -> bool:
    """``dopisałam pogrzeb``, ``zamykam luty``: what the writer did before it happened; no courtesy."""
    if fold(word) in words("symptoms")["not_verbs"]:
        return False
    kinds = [one for one in readings(word) if one.part in PERSONAL]
    return bool(kinds) and all("pri" in one.tags and one.lemma not in _useless() for one in kinds)


@lru_cache(maxsize=256)
def symptom_phrases(sentence: Sentence) -> tuple[re.Match[str], ...]:
    """The fixed phrases that say what happens; none that stands inside a vague one ("nie działa")."""
    found = list(pattern("symptoms", "symptom_phrases").finditer(sentence.folded))
    vague = _vague(sentence) if found else frozenset()
    return tuple(one for one in found if one.start() not in vague and not _is_deed(sentence, one, []))


def _is_deed(sentence: Sentence, verb: re.Match[str], before: list[str]) -> bool:
    """What a person does or an office plans, unless somebody fails to do it or sees it on the screen.

    An office refuses like a machine: ``promocja nie nalicza się``, ``drzwi nie otwierają się``.
    """
    first = verb.group().split()[0]
    span = verb.start(), verb.start() + len(first)
    if not is_said_of_people(sentence, *span):
        return False
    refused, kinds = "nie" in before[-_REACH:], readings(first.lower())
    if refused and is_said_of_office(sentence, *span):
        return False
    said = {one.lemma for one in kinds}
    if "nikt" in before and all(one.part == "praet" for one in kinds):
        return True  # "nikt nie widział, jak to się stało"
    if refused and _is_unable(kinds):
        return False
    if not said.isdisjoint(words("symptoms")["harms"]):
        return not is_of_our_trade(sentence)  # "hydraulik zalał nam sufit"
    lists = words("symptoms")
    return said.isdisjoint((*lists["perceives"], *lists["appears"]))  # "wyskakuje cudzy pies"


def _is_unable(kinds: tuple[Reading, ...]) -> bool:
    """``kelnerki nie mogą wysłać zamówień``, ``nie znalazła pliku``; never ``nie może przyjść``, ``nie zdąży``."""
    done = {one.lemma for one in kinds if one.part == "inf"}
    if done:
        return done.isdisjoint(words("people")["elsewhere"])
    return any(
        one.lemma in words("symptoms")["abilities"] and not (one.part == "fin" and "perf" in one.tags) for one in kinds
    )


@lru_cache(maxsize=256)
def _vague(sentence: Sentence) -> frozenset[int]:
    """The offsets inside vague phrases, and inside what people do while they wait."""
    patterns = (pattern("symptoms", "vague", "leaves"), _waiting())
    spans = (match.span() for one in patterns for match in one.finditer(sentence.folded))
    return frozenset(itertools.chain.from_iterable(itertools.starmap(range, spans)))


def _is_governed(sentence: Sentence, start: int) -> bool:
    return _behind_preposition().search(sentence.folded, max(0, start - _LONGEST_PREPOSITION), start) is not None


@cache
def _behind_preposition() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(words('writing')['prepositions'])}\s$")


@cache
def _waiting() -> re.Pattern[str]:
    """``ludzie stoją i patrzą``: what comes of it, not what happens."""
    lists = words("symptoms")
    who, waits = alternation((*lists["crowds"], *lists["queues"])), alternation(lists["waits"])
    return re.compile(rf"(?<!\w){who}\s(?:\w+\s){{0,3}}?{waits}(?!\w)(?:[^.,;]{{0,30}}\s(?:i|oraz)\s\w+)?")


def _is_failing(word: str) -> bool:
    """``błąd połączenia z FCC``, ``błąd zapisu``: never ``błąd programu``, which only says that one is seen."""
    return pattern("symptoms", "failing").fullmatch(word) is not None


def _is_symptom(word: str, before: list[str]) -> bool:
    if fold(word) in words("symptoms")["not_verbs"] or before[-1:] in _IF_I:
        return False
    kinds = readings(word)
    if not kinds and before[-1:] == ["nie"]:
        return _SLANG.search(fold(word)) is not None  # "nie pinguje"
    return any(
        _tells(reading, before)
        for reading in kinds
        if reading.part in _TELLING and (reading.lemma not in _useless() or _is_refused(reading, before))
    )


def _is_refused(reading: Reading, before: list[str]) -> bool:
    """``nie przesyła litrów``, ``nie można zapłacić``: what people tell of themselves may fail at a machine."""
    if reading.lemma not in words("symptoms")["machine_lemmas"]:
        return False
    return reading.part == "inf" or (before[-1:] == ["nie"] and "ter" in reading.tags)


def _tells(reading: Reading, before: list[str]) -> bool:
    if reading.part == "inf":  # "nie mogę otworzyć", "nie da się zestawić", "nie chce się otworzyć"
        return "nie" in before and not set(words("symptoms")["modals"]).isdisjoint(before)
    if "pri" in reading.tags:
        perceived = reading.lemma in words("symptoms")["perceives"] or reading.lemma in words("symptoms")["harms"]
        denied = reading.part == "praet" and reading.lemma not in words("symptoms")["abilities"]  # "nic nie wylałam"
        return perceived or (before[-1:] == ["nie"] and not denied)
    if reading.part == "imps":  # "zakupiono": people did it
        return before[-1:] == ["nie"] or reading.lemma in words("symptoms")["harms"]
    return "sec" not in reading.tags  # "wszystko zrozumiecie": said to us


def _is_state(word: str) -> bool:
    """``ekran jest czarny``, ``wydruk jest krzywo``; never a name, nor what only judges ("to jest pilne")."""
    if word[0].isupper():
        return False
    if pattern("symptoms", "states").fullmatch(fold(word)):
        return True
    kinds = [reading for reading in readings(word.lower()) if reading.part in _STATES]
    return bool(kinds) and all(
        reading.lemma not in words("symptoms")["judgements"] and reading.lemma not in _useless() for reading in kinds
    )


@cache
def _useless() -> frozenset[str]:
    lists = words("symptoms")
    return frozenset((*lists["vague_lemmas"], *lists["idle_lemmas"], *lists["human_lemmas"]))
