"""How many different things a sentence says to happen: verbs the dictionary knows, and a few fixed phrases.

"nie działa", "wariuje" (vague), courtesies and consequences ("proszę", "tracimy zlecenia") never count;
the first person counts when it is negated ("nie mogę otworzyć") or tells what the screen shows ("widzę").
"""

import re
from functools import cache

from worker.domain.details.phrases import Sentence, pattern
from worker.domain.polish import Reading, fold, readings
from worker.terms.words import words

_MOST_WORDS = 60  # of one sentence
_REACH = 4  # words between "nie mogę" and its infinitive
_WORD = re.compile(r"[^\W\d_]{3,}|nie")
_VERBS = frozenset({"fin", "praet", "inf", "imps", "bedzie"})
_STATES = frozenset({"adj", "ppas"})
_BECOMES = re.compile(
    r"(?<!\w)(?:jest|są|sa|robi się|robi sie|robią się|zrobił\w* się|był[aoy]?|został[aoy]?|zostaje)\s+"
    r"(?:(?:cał\w+|zupełnie|całkiem|bardzo|strasznie|jakby|za|tak|taki|taka)\s+)?([^\W\d_]{3,20})"
)
_LASTS = re.compile(
    r"(?<!\w)(?:trwa|zajmuje|idzie)\w*\s+(?:wiek|dlug|bardzo|strasznie|kilk|po\s|okol|ok\.|ponad|z\s|\d)"
)


def symptoms(sentence: Sentence) -> int:
    """The number of different things said to happen."""
    folded = sentence.folded
    vague = [match.span() for match in pattern("symptoms", "vague").finditer(folded)]

    def is_vague(at: int) -> bool:
        return any(start <= at < end for start, end in vague)

    phrases = pattern("symptoms", "symptom_phrases").finditer(folded)
    count = sum(not is_vague(match.start()) for match in phrases)
    count += len(_LASTS.findall(folded)) + any(_is_state(match.group(1)) for match in _BECOMES.finditer(sentence.text))
    before: list[str] = []
    for token in list(_WORD.finditer(sentence.text))[:_MOST_WORDS]:
        word = token.group().lower()
        count += not is_vague(token.start()) and _is_symptom(word, before[-_REACH:])
        before.append(fold(word))
    return count


def _is_symptom(word: str, before: list[str]) -> bool:
    if fold(word) in words("symptoms")["not_verbs"]:
        return False
    return any(
        _tells(reading, before)
        for reading in readings(word)
        if reading.part in _VERBS and reading.lemma not in _useless()
    )


def _tells(reading: Reading, before: list[str]) -> bool:
    if reading.part == "inf":  # "nie mogę otworzyć", "nie da się zestawić", "nie chce się otworzyć"
        return "nie" in before and not set(words("symptoms")["modals"]).isdisjoint(before)
    if "pri" in reading.tags:
        return before[-1:] == ["nie"] or reading.lemma in words("symptoms")["perceives"]
    return True


def _is_state(word: str) -> bool:
    """``ekran jest czarny``, ``wydruk jest krzywo``; never what only judges ("to jest pilne")."""
    if pattern("symptoms", "states").fullmatch(fold(word)):
        return True
    kinds = [reading for reading in readings(word.lower()) if reading.part in _STATES]
    return bool(kinds) and all(reading.lemma not in words("symptoms")["judgements"] for reading in kinds)


@cache
def _useless() -> frozenset[str]:
    return frozenset((*words("symptoms")["vague_lemmas"], *words("symptoms")["idle_lemmas"]))
