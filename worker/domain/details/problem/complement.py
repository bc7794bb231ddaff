"""Whether a sentence says what happens to what: "nie łączy się z bazą", "wciąga po trzy kartki naraz".

"Drukarka nie drukuje" repeats "nie działa" in another verb; a verb with its own complement tells a technician
where to begin, and is more than "nie działa" [1.5] also without a time or a message. A complement is a noun in
a dependent case, or a name the dictionary does not know, behind the verb in the same clause; a computer, a place,
a person and a plea ("nie widzi powodu, proszę o pomoc") are none.
"""

import itertools
import re

from worker.domain.details.problem.subjects import thing_said_of
from worker.domain.details.problem.symptoms import symptom_phrases, symptom_verbs
from worker.domain.details.text.phrases import is_program, pattern
from worker.domain.details.text.sentences import Sentence
from worker.domain.polish import CAPITALS, CASES, NOUNS, VERBS, fold, is_first_name, readings
from worker.terms.words import alternation, words

_REACH = 6  # words behind the verb
_CODE = re.compile(rf"[{CAPITALS}]{{2,}}(?:[-_]?\d|[-_][{CAPITALS}])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_STOP = re.compile(rf"[,;:.!?()]|\s[-–]\s|\s{alternation(words('writing')['conjunctions'])}\s")
_VERBAL = VERBS | {"pcon", "pant"}
_MARKS = frozenset({"nie", "sie"})
_DEPENDENT = CASES - {"nom"}


def has_complement(sentence: Sentence) -> bool:
    """Whether a verb or a phrase of symptom has a complement of its own."""
    verbs = [verb for verb in symptom_verbs(sentence) if _is_verb(sentence, verb)]
    if any(_complement(sentence, verb) or _is_of_part(sentence, verb) for verb in verbs):
        return True
    return any(_complement(sentence, phrase) for phrase in symptom_phrases(sentence))  # "nie ma dźwięku w głośnikach"


def _is_of_part(sentence: Sentence, verb: re.Match[str]) -> bool:
    """``karta zabytku bieleje``, ``kreska ucieka``: what a part or a record does; of a whole device it is vague."""
    thing = thing_said_of(sentence, *verb.span())
    if thing is None or is_program(sentence.folded, thing.start()) or _names_computer(sentence, thing):
        return False
    folded = fold(thing.group())
    if pattern("devices", "computers", "machines", "positions", "places", "rooms").fullmatch(folded):
        return False
    if pattern("symptoms", "wholes").fullmatch(folded):
        return False
    return any(one.part == "subst" and "nom" in one.tags for one in readings(thing.group().lower()))


def _is_verb(sentence: Sentence, verb: re.Match[str]) -> bool:
    """Nothing but a verb, or beside "nie" or "się": "pasze", "hala" and "stara" are nouns too."""
    others = [reading for reading in readings(verb.group().lower()) if reading.part not in _VERBAL]
    if all("nom" not in reading.tags and "acc" not in reading.tags for reading in others):
        return True  # "łapie" is a paw too, but only behind a preposition
    if thing := thing_said_of(sentence, *verb.span()):
        return thing.end() < verb.start() and not any("gen" in reading.tags for reading in others)
    around = fold(
        f"{sentence.text[max(0, verb.start() - 5) : verb.start()]} {sentence.text[verb.end() : verb.end() + 5]}"
    )
    return not _MARKS.isdisjoint(around.split())


def _complement(sentence: Sentence, verb: re.Match[str]) -> bool:
    stop = _STOP.search(sentence.folded, verb.end())
    end = stop.start() if stop else len(sentence.folded)
    following = itertools.islice(_WORD.finditer(sentence.text, verb.end(), end), _REACH)
    return any(is_object(sentence, word, verb=fold(verb.group())) for word in following)


def is_object(sentence: Sentence, word: re.Match[str], *, verb: str = "") -> bool:
    """Whether a word names what something is done to, and no computer, place or person."""
    if _names_computer(sentence, word):
        return False
    return is_program(sentence.folded, word.start()) or _is_complement(word.group(), verb)


def _names_computer(sentence: Sentence, word: re.Match[str]) -> bool:
    """``nie drukuje na STOL-3``, ``na komputerze Biuro``: says only where."""
    if _CODE.match(sentence.text, word.start()):
        return True
    before = re.compile(r"(\w+) $").search(sentence.folded, max(0, word.start() - 24), word.start())
    if before is None or not word.group()[0].isupper():
        return False
    return pattern("devices", "computers").fullmatch(before.group(1)) is not None


def _is_complement(word: str, verb: str) -> bool:
    folded = fold(word)
    if verb and folded[:4] == verb[:4]:  # "drukarka nie drukuje drukarką" says nothing new
        return False
    if pattern("devices", "computers", "places", "rooms").fullmatch(folded):
        return False
    if pattern("symptoms", "no_complements", "moments").fullmatch(folded) or is_first_name(word):
        return False
    kinds = readings(word)
    if not kinds:
        return word[0].isupper() and (len(word) > 3 or (len(word) > 2 and folded in words("devices")["not_names"]))
    nouns = [reading for reading in kinds if reading.part in NOUNS]
    if not nouns or folded in words("symptoms")["hardly_nouns"]:
        return False
    return any(not _DEPENDENT.isdisjoint(reading.tags) for reading in nouns)
