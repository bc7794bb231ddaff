"""Whether the writer tells in the first person of work on the computer: then who signs is the user (rule 4)."""

import re
from collections.abc import Iterator

from worker.domain.details.people.named import people
from worker.domain.details.problem.symptoms import symptom_verbs
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import sentence_at
from worker.domain.details.text.source import Passage, Passages
from worker.domain.found import Found
from worker.domain.polish import CAPITALS, PERSONAL, readings
from worker.terms.words import alternation, words

_WORD = re.compile(r"[^\W\d_]{3,20}")
_FIRST_PERSON_END = ("ę", "e", "am", "em", "łem", "łam")
_VERBS_READ = 400
_TO_ME = re.compile(r"(?<!\w)mi[ ](?:sie[ ])?")


def speaks_of_own_use(texts: Passages) -> bool:
    """Whether the writer tells in the first person what he or she did on the computer."""
    return any(tells_own_use(passage) for passage in texts.written)


def tells_own_use(passage: Passage) -> bool:
    """Whether a passage does: "wydrukowałam", "nie mogę zapisać"; "proszę" and "dzwonię" tell nothing."""
    if pattern("people", "own", "own_trouble").search(passage.folded) or _happens_to_me(passage):
        return True
    courtesy = words("people")["courtesy"]
    checked = 0
    for match in _WORD.finditer(passage.text):
        word = match.group().lower()
        if not word.endswith(_FIRST_PERSON_END):
            continue
        checked += 1
        if checked > _VERBS_READ:
            break
        for reading in readings(word):
            if reading.part in PERSONAL and {"sg", "pri"} <= reading.tags and reading.lemma not in courtesy:
                return True
    return False


def _happens_to_me(passage: Passage) -> bool:
    """``Teamsy mi giną``, ``znika mi tekst``: what a machine does to the writer; never ``kazał mi napisać``."""
    for me in _TO_ME.finditer(passage.folded):
        told = sentence_at(passage, me.start())
        verbs = symptom_verbs(told) if told else ()
        offset = told.start if told else 0
        if any(me.start() == offset + verb.end() + 1 or me.end() == offset + verb.start() for verb in verbs):
            return True
    return False


_USE_VERB, _NOW_HERE = (alternation(words("users")[key]) for key in ("i_use", "now_here"))
_ME = re.compile(
    rf"(?<!\w)(?:{_USE_VERB}\s(?:\w+\s){{0,3}}?|(?:zawsze|tylko|wylacznie)\s|uzytkowni\w+\s(?:to\s|jestem\s){{0,2}})"
    r"(?P<me>ja)(?!\w)"
)
_I_SIT = re.compile(rf"(?<!\w)ja\s(?:{_NOW_HERE}\s){{0,2}}{_USE_VERB}(?!\w)")
_ALONE = re.compile(r"(?<!\w)sama?(?!\w|\ssie(?!\w))")
_ALONE_REACH, _ALONE_WORDS = 40, 4  # characters and words before it
_I_AM = re.compile(r"(?:,\s|\s[–-]\s|\s\()?(?:(?:to\s)?(?:ja\s)?czyli\s)?(?=\w)")
_NAME_REACH = 40
_OF_HER = re.compile(rf"[jJ]ą|[jJ]a\s+(?:p\.|pan|kole[gż]|[{CAPITALS}])")  # "obsługuje ją pani Halina"


def says_it_is_me(texts: Passages) -> bool:
    """``Kolektora używam ja.``: whoever signs, whomever else the text names."""
    if any(any(_sits(passage)) or any(_alone(passage, at_work=True)) for passage in texts.written):
        return True
    return any(
        not _OF_HER.match(passage.text, match.end("me") - 2)
        for passage in texts.written
        for match in _ME.finditer(passage.folded)
    )


def named_as_me(texts: Passages) -> Found | None:
    """The full name right behind such words: ``siedzę ja, czyli Ludmiła Hryń``, ``pakuję tu sama, Helena Lis``."""
    for passage in texts.written:
        said = (*_ME.finditer(passage.folded), *_sits(passage))
        for end in (*(match.end() for match in said), *_alone(passage, at_work=False)):
            named = _I_AM.match(passage.folded, end)
            person = next(people(passage, named.end(), named.end() + _NAME_REACH), None) if named else None
            if named and person and person.full and person.start == named.end():
                return passage.found(person.start, person.end, "prose")
    return None


def _sits(passage: Passage) -> Iterator[re.Match[str]]:
    """``ja tu pracuję``; never ``ja siedzę obok przy swoim laptopie i tam wszystko gra``, which compares."""
    for match in _I_SIT.finditer(passage.folded):
        told = sentence_at(passage, match.start())
        works = pattern("people", "works").search(passage.folded, match.end(), told.end if told else match.end())
        if works is None or passage.folded[works.start() - 4 : works.start()] == "nie ":
            yield match


def _alone(passage: Passage, *, at_work: bool) -> Iterator[int]:
    """Behind each ``pakuję tu sama``, ``sprzedaję tam sam``: nobody else sits there.

    ``at_work``: only of work at a computer; "nie zrobię tego sama" asks for help, "program sam się zamyka" is not said
    of people.
    """
    for alone in _ALONE.finditer(passage.folded):
        before = passage.text[max(0, alone.start() - _ALONE_REACH) : alone.start()].lower()
        said = _WORD.findall(re.split(r"[,;:.!?\n]", before)[-1])[-_ALONE_WORDS:]
        if "nie" not in said and any(_is_mine(word, marked="ę" in passage.text, at_work=at_work) for word in said):
            yield alone.end()


def _is_mine(word: str, *, marked: bool, at_work: bool) -> bool:
    """A verb in the first person; where no letter is ``marked``, "pakuje" may be "pakuję"."""
    written = word if marked or not word.endswith("e") else f"{word[:-1]}ę"
    lists = words("people")
    return any(
        one.part == "fin"
        and {"sg", "pri"} <= one.tags
        and (one.lemma in lists["labours"] if at_work else one.lemma not in lists["courtesy"])
        for one in readings(written)
    )
