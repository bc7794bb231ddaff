"""Of whom or of what a verb is said: people, offices and appointments have no symptoms (point 1.5).

"Prezes wyjeżdża w piątek" and "sklep otwiera się o 9" say what happens, and nothing of a fault. What people do at
a computer ("kolega wylał kawę na laptopa") and what becomes of their records ("klienci znikają z listy") does.

    subject = the last noun in the nominative before the verb in its clause, else the first one behind it
"""

import bisect
import re
from functools import cache, lru_cache

from worker.domain.details.people.outsiders import OURS, STRANGERS
from worker.domain.details.text.phrases import PROGRAMS, is_program, pattern
from worker.domain.details.text.sentences import Sentence
from worker.domain.polish import PERSONAL, agrees_in_gender, fold, is_person, names_of, readings
from worker.terms.words import alternation, words

_CONJUNCTIONS = alternation(words("writing")["conjunctions"])
_CLAUSE_END = re.compile(rf"[,;:.!?()]|\s[-–]\s|(?<!\w)(?:{_CONJUNCTIONS}|i|oraz|jak|az)(?!\w)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_WHO = re.compile(r"\s*(?:ktor\w{1,3}|co|kto)\s")
_AND = re.compile(r"\s(?:i|oraz)\s?$")
_LONGEST_AND = 7
_FAR = 400  # characters into a sentence
_ABOVE = 200  # characters before the comma
_NOBODY = frozenset({"nikt", "ktos"})
_ANYTHING = frozenset({"to", "tego", "cos", "nic", "wszystko"})  # "Pan coś przestawił"


def is_said_of_people(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the verb at these offsets has a person or an office for its subject, away from any screen."""
    left, right = _clause(sentence, start, end)
    subject = _subject(sentence, start, end)
    if subject is None or not _has_no_symptoms(sentence, subject):
        return False
    if OURS.search(sentence.folded, max(0, subject.start() - 16), subject.start()):
        return True
    if _is_labour(sentence.text[start:end]) and not is_said_of_office(sentence, start, end):
        return True  # "na tym komputerze pracuje Ewa Lis"
    record = _may_be_record(subject)
    if record and pattern("symptoms", "symptom_phrases").match(sentence.folded, start):
        return False  # "uczeń znika z dziennika"
    cut = [subject.span()] if record else [subject.span(), (start, end)]
    said = _without(sentence.folded, left, right, cut)  # a shop's door "otwiera się" like a file
    return not _is_at_screen(said)


def _without(folded: str, left: int, right: int, cut: list[tuple[int, int]]) -> str:
    """A clause without its subject, and without the verb that pan Tomek does by hand ("zapisał")."""
    kept, at = "", left
    for begin, end in sorted(cut):
        kept, at = f"{kept}{folded[at:begin]} ", max(at, end)
    return kept + folded[at:right]


def is_said_of_office(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the subject of the verb at these offsets is no person: ``sklep``, ``drzwi``, ``promocja``."""
    subject = _subject(sentence, start, end)
    return subject is not None and pattern("symptoms", "idle_subjects").fullmatch(fold(subject.group())) is not None


def thing_said_of(sentence: Sentence, start: int, end: int) -> re.Match[str] | None:
    """The subject of the verb at these offsets where it is named and is no person, office or date."""
    subject = _subject(sentence, start, end)
    if subject is None or _has_no_symptoms(sentence, subject):
        return None
    if subject.group()[0].isupper() and names_of(subject.group()) and subject.start():
        return None
    return None if pattern("symptoms", "no_complements").fullmatch(fold(subject.group())) else subject


def _is_labour(verb: str) -> bool:
    """Work in the third person, which a person only does."""
    return any(one.lemma in words("people")["labours"] and "ter" in one.tags for one in readings(verb.lower()))


def _may_be_record(subject: re.Match[str]) -> bool:
    """``kontrahent zapisuje się podwójnie``: people whom programs keep lists of."""
    return pattern("people", *STRANGERS, "records").fullmatch(fold(subject.group())) is not None


def _is_office(subject: re.Match[str]) -> bool:
    return pattern("symptoms", "idle_subjects", "crowds").fullmatch(fold(subject.group())) is not None


@lru_cache(maxsize=256)
def _is_at_screen(folded: str) -> bool:
    """Whether a device, a program or what is on a screen is spoken of."""
    return any(
        pattern(*keys).search(folded) is not None
        for keys in (
            ("devices", "computers", "machines", "positions"),
            ("programs", *PROGRAMS, "screen_work"),
            ("symptoms", "at_screen"),
        )
    )


@lru_cache(maxsize=512)
def _clause(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    begins, ends = _clause_ends(sentence)
    at = bisect.bisect_right(begins, start) - 1
    behind = bisect.bisect_left(ends, end)
    return begins[at], ends[behind]


@lru_cache(maxsize=64)
def _clause_ends(sentence: Sentence) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where clauses begin, and where they end; the text's own edges too."""
    marks = list(_CLAUSE_END.finditer(sentence.folded))
    begins = (0, *(mark.end() for mark in marks))
    return begins, (*(mark.start() for mark in marks), len(sentence.folded))


def _subject(sentence: Sentence, start: int, end: int) -> re.Match[str] | None:
    left, right = _clause(sentence, start, end)
    one = _is_singular(sentence.text[start:end])
    able = [word for word in _WORD.finditer(sentence.text, left, start) if _may_be_subject(sentence, word, one=one)]
    before = [word for word in able if fold(word.group()) not in _ANYTHING]
    words_behind = _WORD.finditer(sentence.text, end, right)
    behind = next((word for word in words_behind if _may_be_subject(sentence, word, one=one)), None)
    if before and not (behind and _may_be_object(before[-1]) and _is_only_subject(behind)):
        return before[-1]
    led = None if before else _antecedent(sentence, left, start)
    return led or behind or next(reversed(able), None) or _earlier(sentence, left, start)


def _may_be_object(word: re.Match[str]) -> bool:
    return any(one.part == "subst" and "acc" in one.tags for one in readings(word.group()))


def _is_only_subject(word: re.Match[str]) -> bool:
    """``klucz wyda ochrona``, ``komputer naprawiał szwagier``: a nominative that is no accusative, behind the verb."""
    nouns = [one for one in readings(word.group()) if one.part == "subst"]
    return bool(nouns) and all("nom" in one.tags and "acc" not in one.tags for one in nouns if "voc" not in one.tags)


def _is_singular(verb: str) -> bool:
    """Whether one does it: "bezpieczniki" have not done what "wymienił" tells."""
    said = [one for one in readings(verb.lower()) if one.part in PERSONAL]
    return bool(said) and all("sg" in one.tags for one in said)


def _earlier(sentence: Sentence, left: int, start: int) -> re.Match[str] | None:
    """Who does several things is named once: ``pan Tomasz przyjechał, wypił kawę i wszystko naprawił``.

    Only a person, and none who sat at a screen: what follows there may have happened by itself.
    """
    if pattern("symptoms", "symptom_phrases").match(sentence.folded, start):
        return None
    if left > _FAR or _is_at_screen(sentence.folded[:left]):
        return None
    named = [word for word in _WORD.finditer(sentence.text, 0, left) if _may_be_subject(sentence, word)]
    return named[-1] if named and _has_no_symptoms(sentence, named[-1]) else None


def _antecedent(sentence: Sentence, left: int, start: int) -> re.Match[str] | None:
    """Before the comma: ``koleżance, która przeszła``, ``Audytor, pan Lis, wchodzi``, not ``gdy robi Jan, gaśnie``."""
    above = list(_WORD.finditer(sentence.text, max(0, left - _ABOVE), left))
    if led := _WHO.match(sentence.folded, left, start):
        return _led(sentence, above, led.group().strip())
    behind_comma = sentence.folded[:left].rstrip().endswith(",")
    bare = (
        behind_comma
        and not sentence.folded[left:start].strip()
        and not any(one.part in PERSONAL for word in above for one in readings(word.group().lower()))
    )
    people = (word for word in reversed(above) if _may_be_subject(sentence, word) and _has_no_symptoms(sentence, word))
    return next(people, None) if bare else None  # "Poprzedni informatyk, syn kolegi skarbnika, wyjechał"


def _led(sentence: Sentence, above: list[re.Match[str]], pronoun: str) -> re.Match[str] | None:
    """``panią Martą z działu handlowego, która zapewniła``: the last noun of its gender, in any case."""
    genders = [one for one in readings(pronoun) if one.part == "adj" and "nom" in one.tags]
    if not genders:
        return above[-1] if above and _may_be_subject(sentence, above[-1]) else None
    nouns = (word for word in reversed(above) if any(agrees_in_gender(one, word.group()) for one in genders))
    return next(nouns, None)


def _may_be_subject(sentence: Sentence, word: re.Match[str], *, one: bool = False) -> bool:
    """``one``: of a verb in the singular."""
    folded = fold(word.group())
    if folded in _NOBODY:
        return True
    kinds = readings(word.group())
    if _behind_preposition().search(sentence.folded, max(0, word.start() - 9), word.start()) or _is_adverb(folded):
        return False
    if any(kind.part == "prep" or kind.part.startswith("ppron") for kind in kinds):
        return False  # "do" is a tone too, "go" a game
    if any(kind.part == "adj" for kind in kinds) and _stands_beside_noun(sentence, word):
        return False  # "program księgowy", "zły towar"
    wanted = frozenset({"nom", "sg"} if one else {"nom"})
    return any(kind.part == "subst" and wanted <= kind.tags for kind in kinds) or not kinds


@cache
def _behind_preposition() -> re.Pattern[str]:
    """Also ``co tydzień``; never ``, że``."""
    return re.compile(rf"(?<!\w)(?<!, (?=ze )){alternation((*words('writing')['prepositions'], 'co'))}\s$")


def _is_adverb(folded: str) -> bool:
    """``jutro``, ``rano``: nouns by the dictionary, and nobody does anything under their name."""
    dates, moments = pattern("orders", "dates"), pattern("symptoms", "moments")
    return dates.fullmatch(folded) is not None or moments.fullmatch(folded) is not None


def _stands_beside_noun(sentence: Sentence, word: re.Match[str]) -> bool:
    before = re.compile(r"([^\W\d_]+) $").search(sentence.text, max(0, word.start() - 20), word.start())
    behind = re.compile(r" ([^\W\d_]+)").match(sentence.text, word.end())
    return any(one and any(kind.part == "subst" for kind in readings(one.group(1))) for one in (before, behind))


def _has_no_symptoms(sentence: Sentence, word: re.Match[str]) -> bool:
    folded, start = fold(word.group()), word.start()
    if is_program(sentence.folded, start) or pattern("symptoms", "no_people").match(sentence.folded, start):
        return False
    if folded in _NOBODY or _is_office(word) or pattern("people", "titles", "kin", *STRANGERS).fullmatch(folded):
        return True
    kinds = readings(word.group())
    if is_person(word.group(), "nom") and not any({"m3", "nom", "sg"} <= one.tags for one in kinds):
        return True  # not "rejestrator", "analizator"
    if any({"m1", "nom", "pl"} <= one.tags for one in kinds):
        return True  # "dyspozytorzy"
    kind = "nazwisko" if kinds and not any(one.lemma[:1].islower() for one in kinds) else "imię"
    if word.group()[0].isupper() and any(kind in one.names and {"nom", "sg"} <= one.tags for one in kinds):
        return True
    listed = pattern("people", "unnamed").fullmatch(folded) is not None
    return listed and any("nom" in one.tags for one in kinds)
