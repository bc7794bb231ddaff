"""Who does the work: the named subject of a verb of work, by the name or by a pronoun behind it (rule 4).

subject = name [apposition] … verb           "Edytka, nasza logopedka, siedzi tam codziennie"
        | verb … [apposition] name           "waży tam codziennie majster Cebula", "drukuje na niej szwagier, Hieronim"
        | name … who … verb                  "pytać o druha Leszka Strzałkę, który jest przy tym komputerze"
        | name … he … verb                   "zadzwońcie do Wioli, ona pilnuje tego komputera"
verb    = third person singular, present: one of work ("waży"), or any whose clause points to the computer
          ("nosi go", "pilnuje tego komputera"); never one of waiting, speaking or helping
"""

import re
from collections.abc import Iterator

from worker.domain.details.computer.comparison import is_beside_the_point
from worker.domain.details.computer.names import HYPHENATED
from worker.domain.details.people.named import Person, people
from worker.domain.details.people.outsiders import is_somebody_else, is_subject
from worker.domain.details.text.phrases import is_program, pattern
from worker.domain.details.text.sentences import sentence_at
from worker.domain.details.text.source import Passage
from worker.domain.details.text.works import is_thanked_for
from worker.domain.details.user.deeds import AT_PLACE, apposition_end, is_predecessor
from worker.domain.details.user.jobs import LACKS
from worker.domain.polish import Reading, is_person, readings
from worker.terms.words import words

_WORD = re.compile(r"[^\W\d_]{2,}")
_CLAUSE_END = re.compile(r"[.;:!?\n,()]|\s[-–]\s|\s(?:a|ale|bo|wiec|ze|zeby|oraz)\s")
_WHO = re.compile(r"(?:,?\s[^\W\d_]{3,}){0,2}?,?\s\(?(?:ktor[ya]|co)\s")
_HE = re.compile(r"(?<!\w)(?P<he>on|ona)\s")
_APPOSED = re.compile(r"(?<!\w)([^\W\d_]{3,20}(?:\s[^\W\d_]{3,20})?),\s$")  # "szwagier szefa, Hieronim"
_AT_IT = re.compile(
    r"(?<!\w)(?:(?:na|przy|nad|za)\s(?:nim|nia|niej|tym|tej)|z\s(?:nim|nia|niej|niego|t(?:ym|a)\s\w+)|tam|tu|tutaj)(?!\w)"
)
_IT = re.compile(r"(?<!\w)(?:go|jest\s(?:\w+\s)?(?:do|od)\s(?:godz\w*\s)?\d{1,2})(?!\w)")  # "jest do 15"
_FOR_US = re.compile(r"(?<!\w)(?:nam|od\snas|u\s(?:was|panstwa))\s")  # "towar sprzedaje nam Jan Lis": no one of ours
_AT = re.compile(r"(?<!\w)(?:na|przy|nad|za)\s(?:\w+\s){0,2}$")
_OTHER = re.compile(r"(?<!\w)(?:wlasn|swoj|inn|drug)\w{1,3}(?!\w)")
_HOST = re.compile(HYPHENATED)
_REACH, _HE_REACH, _AWAY_REACH, _MOST_WORDS = 80, 90, 40, 7
_BE, _HAVE = "być", "mieć"
_WORKS, _AT_COMPUTER = 1, 2  # what a clause tells of its subject; 0: neither


def doers(passage: Passage) -> Iterator[tuple[Person, bool]]:
    """The named people who work, in the order of the text; and whether it is told to be at the computer."""
    named = tuple(people(passage))
    for index, person in enumerate(named):
        limit = named[index + 1].start if index + 1 < len(named) else len(passage.text)
        told = [_tells_work(passage, *clause) for clause in _clauses(passage, person, limit)]
        if any(told) and not _is_beside(passage, person):
            yield person, _AT_COMPUTER in told


def _is_beside(passage: Passage, person: Person) -> bool:
    """Who worked there before, whom we are thanked for, who works at another computer."""
    told = sentence_at(passage, person.start)
    if told is None or is_predecessor(passage, person) or is_thanked_for(told, person.start):
        return True
    return is_beside_the_point(passage, person.start, person.end, strong=False)


def _clauses(passage: Passage, person: Person, limit: int) -> Iterator[tuple[int, int, int]]:
    """Where a verb of the person may stand: from, to, and the step in which its words are looked at."""
    if who := _WHO.match(passage.folded, person.end, limit):
        yield who.end(), _clause_end(passage, who.end()), 1
    for he in _HE.finditer(passage.folded, person.end, min(limit, person.end + _HE_REACH)):
        if ("f" if he["he"] == "ona" else "m1") in _genders(passage, person):
            yield he.end(), _clause_end(passage, he.end()), 1
    told = sentence_at(passage, person.start)
    if told is None or person.addressed or not is_subject(passage, person):
        return
    if is_somebody_else(passage, person, told.start):
        return
    begin = apposition_end(passage, person, told.end)
    yield begin, _clause_end(passage, begin), 1
    yield _clause_begin(passage, told.start, person.start), person.start, -1


def _tells_work(passage: Passage, begin: int, end: int, step: int) -> int:
    """Whether the verb nearest to the subject is of work, and of work at the computer."""
    if step < 0 and _FOR_US.search(passage.folded, begin, end):
        return 0
    unmarked = passage.text.isascii()
    for word in list(_WORD.finditer(passage.text, begin, end))[::step][:_MOST_WORDS]:
        kinds = readings(word.group().lower(), unmarked=unmarked)
        lemmas = {one.lemma for one in kinds if one.part == "fin" and {"ter", "sg"} <= one.tags}
        known = not lemmas.isdisjoint((*words("people")["labours"], *AT_PLACE, _HAVE))
        if lemmas and (known or all(one.part == "fin" for one in kinds)):
            return _weighed(passage, word, lemmas, (begin, end))
        if any(one.part == "praet" for one in kinds) or (step > 0 and _is_another_subject(passage, word, kinds)):
            return 0
    return 0


def _weighed(passage: Passage, verb: re.Match[str], lemmas: set[str], clause: tuple[int, int]) -> int:
    """What a verb tells of its subject in that clause: ``nie widzi dysku``, ``siedzi tam``, ``waży``, ``czeka``."""
    denied = verb.start() - len("nie ")
    if denied >= clause[0] and passage.folded.startswith("nie ", denied):
        suffers = pattern("people", "suffers").match(passage.folded, denied) or LACKS.match(passage.folded, denied)
        return _AT_COMPUTER if suffers and not _is_away(passage, verb) else 0
    if _is_other_deed(passage, verb, lemmas):
        return 0
    said = passage.folded[slice(*clause)]
    if _points_to_computer(said, only_at=_BE in lemmas) or _HOST.search(passage.text, *clause):
        return _AT_COMPUTER
    return _WORKS if _may_point(said) or not lemmas.isdisjoint(words("people")["labours"]) else 0


def _is_another_subject(passage: Passage, word: re.Match[str], kinds: tuple[Reading, ...]) -> bool:
    """``Leszek Żak, zegarmistrz, komputer przy ladzie gaśnie``."""
    named = pattern("devices", "computers", "machines").match(passage.folded, word.start())
    return bool(named or is_program(passage.folded, word.start())) and any("nom" in one.tags for one in kinds)


def _points_to_computer(clause: str, *, only_at: bool) -> bool:
    """``nad tym``, ``tam``, ``go``, ``tego komputera``; ``only_at``: not "on jest od komputerów"."""
    if _AT_IT.search(clause):
        return True
    devices = pattern("devices", "computers", "machines", "positions")
    return any(not only_at or _AT.search(clause, 0, one.start()) for one in devices.finditer(clause))


def _may_point(clause: str) -> bool:
    """``nosi go``, ``recepcję trzyma dziś``, ``jest do 15``: less certain."""
    return _IT.search(clause) is not None or pattern("devices", "rooms", "places").search(clause) is not None


def _is_other_deed(passage: Passage, verb: re.Match[str], lemmas: set[str]) -> bool:
    """Being away, waiting, speaking, helping: of somebody who need not sit there."""
    if _is_away(passage, verb) or pattern("symptoms", "leaves").match(passage.folded, verb.start()):
        return True
    if _HAVE in lemmas:  # "tablet ma przy sobie Gienek", "organista Paweł ma własny laptop"
        return _OTHER.search(passage.folded, verb.end(), verb.end() + _AWAY_REACH) is not None
    if pattern("people", "only_speaks", "helps", "tells").match(passage.folded, verb.start()):
        return True
    lists = words("people")
    if not lemmas.isdisjoint(lists["labours"]):
        return False
    return any(not (lemmas - AT_PLACE - {_BE}).isdisjoint(lists[key]) for key in ("elsewhere", "courtesy"))


def _is_away(passage: Passage, verb: re.Match[str]) -> bool:
    return pattern("people", "away").search(passage.folded, verb.end(), verb.end() + _AWAY_REACH) is not None


def _clause_end(passage: Passage, begin: int) -> int:
    end = _CLAUSE_END.search(passage.folded, begin, begin + _REACH)
    return end.start() if end else min(len(passage.text), begin + _REACH)


def _clause_begin(passage: Passage, floor: int, end: int) -> int:
    """Where the clause before a name begins; a job in apposition belongs to it: ``… szwagier szefa, Hieronim``."""
    floor = max(floor, end - _REACH)
    apposed = _APPOSED.search(passage.text, floor, end)
    if apposed and is_person(apposed.group(1).split()[0], "nom"):
        end = apposed.start()
    stops = [stop.end() for stop in _CLAUSE_END.finditer(passage.folded, floor, end)]
    return stops[-1] if stops else floor


def _genders(passage: Passage, person: Person) -> frozenset[str]:
    first = _WORD.search(passage.text, person.start, person.end)
    named: tuple[Reading, ...] = readings(first.group().capitalize()) if first else ()
    return frozenset().union(*(one.tags for one in named if one.names)) if named else frozenset({"f", "m1"})
