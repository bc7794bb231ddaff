"""Jobs without a name, by the dictionary: who does what only people do, and whose computer it is (rule 4).

actor  = job [up to four words] act        "nasz introligator wciąż nie może", "mój podwładny w oddziale nie ma dźwięku"
owner  = computer [adjective] job          "na laptopie naszego przedstawiciela", in the genitive
"""

import re
from collections.abc import Iterator

from worker.domain.details.people.outsiders import NO_USERS, STRANGERS
from worker.domain.details.text.phrases import is_program, pattern
from worker.domain.details.text.sentences import Sentence
from worker.domain.polish import Reading, base_forms, fold, is_person, readings

_WORD = re.compile(r"[^\W\d_]{3,}")
_NEW_JOB = re.compile(r"(?:[iy]st|olo[żz]|icz)ka$")  # "optometrystka", which no dictionary has yet
LACKS = re.compile(r"(?<!\w)(?:nie\sma|ma\s(?:\w+\s)?(?:problem|klopot)\w*)(?!\w)")
_BEHIND = re.compile(r"\s(?:([^\W\d_]{3,20})\s)?([^\W\d_]{4,20})(?!\w)")
_REACH, _WINDOW = 4, 80  # words, and characters, between a job and what it does


def actors(sentence: Sentence) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Any job in the nominative right before what only people do, and that act."""
    for act in (*pattern("people", "human").finditer(sentence.folded), *LACKS.finditer(sentence.folded)):
        said = _WORD.findall(sentence.text[act.start() : act.end()])
        if any("pri" in one.tags for word in said for one in readings(word)):
            continue  # "jako introligator obsługuję": the writer
        clause = re.split(r"[^\w\s-]", sentence.text[max(0, act.start() - _WINDOW) : act.start()])[-1]
        begin = act.start() - len(clause)
        for word in list(_WORD.finditer(sentence.text, begin, act.start()))[-_REACH:]:
            begins = not sentence.text[begin : word.start()].strip()
            if not is_program(sentence.folded, word.start()) and _is_job(sentence, word, begins=begins):
                yield word, act


def owners(sentence: Sentence) -> Iterator[re.Match[str]]:
    """The words that say whose job a computer serves: ``laptop przedstawiciela``; never a customer's or ours."""
    for device in pattern("devices", "computers").finditer(sentence.folded):
        behind = _BEHIND.match(sentence.text, device.end())
        if behind is None:
            continue
        said = [group for group in (1, 2) if behind[group]]
        job = next((group for group in said if not _is_attribute(behind[group])), 0)
        if job and behind[job].islower() and _is_owner(behind[job]):
            owner = _WORD.match(sentence.text, behind.start(job))
            if owner is not None:
                yield owner


def _is_attribute(word: str) -> bool:
    return any(one.part in ("adj", "ppas") and {"gen", "sg"} <= one.tags for one in readings(word.lower()))


def _is_owner(word: str) -> bool:
    if any(pattern("people", *NO_USERS).fullmatch(one) for one in (fold(word), *base_forms(word))):
        return False
    kinds = readings(word.lower())
    return is_person(word, "gen") and all(one.part in ("subst", "depr") for one in kinds)


def _is_job(sentence: Sentence, said: re.Match[str], *, begins: bool) -> bool:
    word = said.group()
    if pattern("devices", "nobodys", "computers", "machines", "positions").fullmatch(fold(word)):
        return False
    if pattern("people", *STRANGERS).fullmatch(fold(word)) or (word[0].isupper() and not begins):
        return False
    kinds = readings(word.lower())
    if not kinds or pattern("people", "kin").fullmatch(fold(word)):
        return bool(kinds) or _NEW_JOB.search(word) is not None
    return is_person(word, "nom") and not _qualifies_noun(sentence, said, kinds)


def _qualifies_noun(sentence: Sentence, said: re.Match[str], kinds: tuple[Reading, ...]) -> bool:
    """``Stały klient``, ``nowy komputer``; never ``mój podwładny w oddziale``."""
    if all(one.part != "adj" for one in kinds):
        return False
    of_mine = re.search(r"(?<!\w)(?:moj|nasz)\w{0,2}\s$", sentence.folded[: said.start()])
    following = re.compile(r"\s([^\W\d_]+)").match(sentence.text, said.end())
    nouns = readings(following.group(1).lower()) if following else ()
    if of_mine is None:
        return True
    return {one.part for one in nouns} <= {"subst"} and any("nom" in one.tags for one in nouns)
