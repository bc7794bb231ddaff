"""What a named person does in the sentence: whoever waits, travels or signs something need not sit at the computer.

own deed = the first verb in the third person behind the name, past an apposition      "prezes Jan Lis wyjeżdża jutro"
         | the one right before it                                                      "czeka pani Teresa Kubik"
"""

import re

from worker.domain.details.people.named import Person
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import PERSONAL, readings
from worker.terms.words import alternation, words

_WORD = re.compile(r"[^\W\d_]{2,}")
_APPOSITION = re.compile(r"[ ]?\([^()\n]{2,60}\)|,[ ][^,.;:\n]{3,40},")
_IN_APPOSITION = re.compile(r",\s(?:(?:pani?|[a-z]{2,4}\.?)\s|p\.\s?)?$")  # "kierowniczka, pani Ewa Lis, twierdzi"
_STOP = re.compile(r"[.;:!?\n]|,")
_REACH, _WORDS = 70, 6
_AWAY_REACH = 40
_PREDECESSOR = re.compile(
    r"(?<!\w)po (?:p\. ?|pan[iu]? )?$"
    rf"|(?<!\w){alternation(words('users')['formerly'])}"
    r"\s(?:\w+\s){0,4}?\w+l[ao]?\s(?:\w+\s){0,2}$"
)
_BEFORE, _BEFORE_WORDS = 40, 4
AT_PLACE = frozenset({"stać", "chodzić"})
"""Away, unless a place is told: ``przy serach stoi Ewa Lis``."""
_AND = re.compile(r"[^,;.!?\n]{0,60}?\si\s")
_BUT = re.compile(r",\s(?:ale|lecz|a|jednak)\s")
_THAT_NOT = re.compile(r"\w*,?\s(?:ze|dlaczego|czemu)\s[^.!?\n]{0,60}?(?<!\w)nie\s")


def does_something_else(passage: Passage, person: Person, end: int, *, strictly: bool = False) -> bool:
    """Whether the person's own verb, before an offset, is neither work at a computer nor a trouble with it.

    ``strictly``: whatever else it is; otherwise only being away, waiting, deciding and talking.
    """
    begin = apposition_end(passage, person, end)
    stop = _STOP.search(passage.text, begin, end)
    limit = min(begin + _REACH, stop.start() if stop else end)
    for word in list(_WORD.finditer(passage.text, begin, limit))[:_WORDS]:
        kinds = readings(word.group().lower())
        if not any(one.part in PERSONAL and "ter" in one.tags for one in kinds):
            continue
        lemmas = {one.lemma for one in kinds if one.part in PERSONAL}
        if _is_at_work(passage, word, lemmas) or _fails_then(passage, word.end(), end):
            return False
        return _is_elsewhere(passage, word, lemmas, strictly=strictly)
    if pattern("people", "away").match(passage.folded, begin + 1, limit) or _has_left(passage, limit):
        return True
    return _was_said_before(passage, person.start)


def apposition_end(passage: Passage, person: Person, end: int) -> int:
    """Where the clause of a name goes on, past an apposition: ``Jan Lis, referent, …``."""
    if _IN_APPOSITION.search(passage.folded, max(0, person.start - 12), person.start):
        return person.end + len(", ") * passage.text.startswith(", ", person.end)
    aside = _APPOSITION.match(passage.text, person.end, end)
    return aside.end() if aside else person.end


def _fails_then(passage: Passage, begin: int, end: int) -> bool:
    """``przyszła rano i nie widzi dysku``: of the same clause."""
    joined = _AND.match(passage.folded, begin, min(end, begin + _REACH))
    return joined is not None and (
        pattern("people", "suffers").search(passage.folded, joined.end(), min(end, joined.end() + _REACH)) is not None
    )


def _has_left(passage: Passage, begin: int) -> bool:
    """``Grała u nas Ewa Lis, ale w maju odeszła``: what the clause behind tells of the same person."""
    but = _BUT.match(passage.folded, begin)
    for word in list(_WORD.finditer(passage.text, but.end(), but.end() + _REACH))[:_WORDS] if but else ():
        said = [one for one in readings(word.group().lower()) if one.part in PERSONAL]
        if said:
            return any("ter" in one.tags and one.lemma in words("people")["elsewhere"] for one in said)
    return False


def _was_said_before(passage: Passage, start: int) -> bool:
    """``jutro przyjeżdża audytor Jan Lis``, ``umowę podpisuje Jan Lis``, ``towar sprzedaje nam Jan Lis``."""
    before = re.split(r"[,.;:!?\n]", passage.text[max(0, start - _BEFORE) : start])[-1]
    between: list[str] = []
    for word in _WORD.findall(before)[: -_BEFORE_WORDS - 1 : -1]:
        said = [one for one in readings(word.lower()) if one.part in PERSONAL and "ter" in one.tags]
        if said:
            if "nam" in between:
                return True
            away = {one.lemma for one in said} - AT_PLACE
            return not away.isdisjoint(words("people")["elsewhere"]) and "nie" not in before.split()
        between.append(word)
    return False


def is_predecessor(passage: Passage, person: Person) -> bool:
    """``siedzi przy biurku po Marku``, ``do końca lutego pracowała tam Patrycja Mazurek``."""
    return _PREDECESSOR.search(passage.folded, max(0, person.start - _REACH), person.start) is not None


def _is_at_work(passage: Passage, verb: re.Match[str], lemmas: set[str]) -> bool:
    """Whether the verb tells of work at a computer or of a trouble: "liczy", "próbuje", "nie widzi dysku"."""
    refused = passage.folded[max(0, verb.start() - 4) : verb.start()].endswith("nie ")
    suffers = pattern("people", "suffers", "human", "works_there").match(passage.folded, verb.start())
    return refused or suffers is not None or not lemmas.isdisjoint(words("people")["labours"])


def _is_elsewhere(passage: Passage, verb: re.Match[str], lemmas: set[str], *, strictly: bool) -> bool:
    if "być" in lemmas:
        return pattern("people", "away").search(passage.folded, verb.end(), verb.end() + _AWAY_REACH) is not None
    if pattern("people", "only_speaks").match(passage.folded, verb.start()):
        return _THAT_NOT.match(passage.folded, verb.start()) is None
    if strictly and not pattern("people", "tells").match(passage.folded, verb.start()):
        return True
    return not lemmas.isdisjoint(words("people")["elsewhere"])
