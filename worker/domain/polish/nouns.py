"""A noun phrase in the nominative: "komputerze diagnostycznym przy kanale" is "komputer diagnostyczny przy kanale".

Only the head is changed: adjectives, the noun, the adjectives right behind it; what depends on the noun ("pani Zosi",
"w recepcji") stays. And only where the dictionary leaves one answer: a dependent case in the singular that is no
nominative as well ("kasy" may be several tills), with adjectives that agree.
"""

import re
from functools import lru_cache

from worker.domain.polish import ADJECTIVES, CASES, Reading, readings

_WORD = re.compile(r"[^\W\d_]+")
_SOFT = ("ki", "gi")  # drugi, druga, drugie
_ENDING = re.compile(r"(?:ego|emu|ym|ej|ą|e|a|y)$")
_MOST_ADJECTIVES = 3
_GENDERS = {"m1": "m", "m2": "m", "m3": "m", "n": "n", "f": "f"}
_CASES = (CASES - {"nom"}) | {"voc"}


@lru_cache(maxsize=1000)
def nominative_phrase(phrase: str) -> str | None:
    """The phrase with its head in the nominative; None where it is there already or nothing is certain."""
    tokens = list(_WORD.finditer(phrase))
    heads = (_head(token.group(), led=i > 0) for i, token in enumerate(tokens[: _MOST_ADJECTIVES + 1]))
    at, noun = next(((i, head) for i, head in enumerate(heads) if head), (0, None))
    if (
        noun is None
        or phrase[: tokens[0].start()].strip()
        or not all(_is_run_on(phrase, tokens, i) for i in range(1, at + 1))
    ):
        return None
    last = at
    while last + 1 < len(tokens) and _is_run_on(phrase, tokens, last + 1) and _agrees(tokens[last + 1].group(), noun):
        last += 1
    changed = {at: _like(tokens[at].group(), noun.lemma)}
    for index in (*range(at), *range(at + 1, last + 1)):
        word = tokens[index].group()
        adjective = _agrees(word, noun)
        if adjective is None:
            return None
        lemma = adjective.lemma if adjective.part == "adj" else _ENDING.sub("y", word.lower())
        changed[index] = _like(word, _adjective(lemma, _gender(noun)))
    return _replaced(phrase, tokens, changed)


def _head(word: str, *, led: bool) -> Reading | None:
    """The one reading of a noun in a dependent case of the singular.

    Where an adjective leads, it says the number: "swojego stanowiska" is no plural.
    """
    kinds = [one for one in readings(word.lower()) if one.part == "subst"]
    if not kinds or any(one.part == "adj" for one in readings(word.lower())):
        return None
    if led:
        kinds = [one for one in kinds if "sg" in one.tags]
    if any("nom" in one.tags for one in kinds) or not all("sg" in one.tags or "pl" in one.tags for one in kinds):
        return None
    lemmas = {(one.lemma, _gender(one)) for one in kinds}
    singular = [one for one in kinds if "sg" in one.tags and not _CASES.isdisjoint(one.tags)]
    if len(lemmas) != 1 or not singular:
        return None
    return Reading(singular[0].lemma, "subst", frozenset().union(*(one.tags for one in singular)), frozenset())


def _agrees(word: str, noun: Reading) -> Reading | None:
    """The reading of an adjective that goes with the noun."""
    for one in readings(word.lower()):
        cases = one.tags & noun.tags & _CASES
        if (
            one.part in ADJECTIVES
            and "sg" in one.tags
            and cases
            and _gender(noun) in {_GENDERS.get(t) for t in one.tags}
        ):
            return one
    return None


def _adjective(lemma: str, gender: str) -> str:
    """``służbowy`` as ``służbowa``, ``służbowe``; ``drugi`` as ``druga``, ``drugie``; ``mój`` as ``moja``."""
    if gender == "m":
        return lemma
    if lemma in ("mój", "twój", "swój"):
        return lemma[:-2] + "o" + lemma[-1].replace("j", "ja" if gender == "f" else "je")
    stem, end = lemma[:-1], "a" if gender == "f" else "e"
    if lemma.endswith(_SOFT):
        return stem + (end if gender == "f" else "ie")
    return stem + end if lemma.endswith("y") else lemma + end


def _gender(one: Reading) -> str:
    return next((gender for tag, gender in _GENDERS.items() if tag in one.tags), "")


def _is_run_on(phrase: str, tokens: list[re.Match[str]], index: int) -> bool:
    return phrase[tokens[index - 1].end() : tokens[index].start()] == " "


def _like(word: str, found: str) -> str:
    if word.isupper() and len(word) > 1:
        return found.upper()
    return found.capitalize() if word[0].isupper() else found


def _replaced(phrase: str, tokens: list[re.Match[str]], changed: dict[int, str]) -> str:
    pieces, end = [], 0
    for index, word in sorted(changed.items()):
        pieces += [phrase[end : tokens[index].start()], word]
        end = tokens[index].end()
    return "".join((*pieces, phrase[end:]))
