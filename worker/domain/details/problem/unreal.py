"""What is wished, planned or only heard of does not happen: it is no symptom (point 1.5).

A perfective verb of the present form tells the future: "ochrona podniesie szlaban" plans, unless it is said to happen
again and again ("raz wydrukuje, raz nie").
"""

import re
from functools import lru_cache

from worker.domain.details.problem.circumstances import has_action
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import Sentence
from worker.domain.polish import VERBS, readings
from worker.terms.words import alternation, words

_HEARSAY = re.compile(r",?\s(?:ze|o|od|jak)\s")  # "słyszę, że ktoś się odezwie"
_WISHED = re.compile(rf"(?<!\w){alternation(words('symptoms')['wishes'])}\s[^.,;:!?]{{0,80}}$")
_HARD_WAY = re.compile(r"(?<!\w)(?:musz\w|musi\w{0,3}|trzeba|dopiero)(?!\w)")  # "muszę klikać …, żeby się zapisało"
_FAR = 90  # characters behind "żeby"
_NOT_YET = frozenset({"nie", "ani"})


def is_unreal(sentence: Sentence, verb: re.Match[str], before: list[str]) -> bool:
    """What is wished, planned or hearsay: ``żeby nie zobaczył``, ``ochrona podniesie``, ``słyszę, że przyjadą``."""
    folded = sentence.folded
    if _WISHED.search(folded, max(0, verb.start() - _FAR), verb.start()) and not _is_hard_way(sentence):
        return True
    said = [one for one in readings(verb.group().lower()) if one.part in VERBS]
    if any(one.lemma in words("symptoms")["hears"] for one in said):
        return _HEARSAY.match(sentence.passage.folded, sentence.start + verb.end()) is not None
    if _NOT_YET.isdisjoint(before[-1:]) and all(one.part == "fin" and "imperf" not in one.tags for one in said):
        return not _is_repeated(sentence)
    return False


@lru_cache(maxsize=64)
def _is_hard_way(sentence: Sentence) -> bool:
    return _HARD_WAY.search(sentence.folded) is not None


@lru_cache(maxsize=64)
def _is_repeated(sentence: Sentence) -> bool:
    """``raz wydrukuje, raz nie``, ``wyskoczy, jak kliknę``: no plan."""
    return pattern("symptoms", "repeated").search(sentence.folded) is not None or has_action(sentence.folded)
