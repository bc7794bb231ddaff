"""The person whom a text tells to use the computer: by words of use, by a role, by owning the device (rule 4)."""

import itertools
import re
from collections.abc import Iterator
from functools import cache

from worker.domain.details.computer.comparison import is_beside_the_point
from worker.domain.details.computer.names import HYPHENATED
from worker.domain.details.people.name_shape import is_company_word
from worker.domain.details.people.named import Person, people
from worker.domain.details.people.outsiders import JOINS, NO_USERS, STRANGERS, is_somebody_else
from worker.domain.details.people.signer import signatures
from worker.domain.details.problem.symptoms import symptoms
from worker.domain.details.text.phrases import last, pattern
from worker.domain.details.text.sentences import Sentence, sentences
from worker.domain.details.text.source import Passage, Passages
from worker.domain.details.text.works import is_thanked_for, it_works
from worker.domain.details.user.deeds import does_something_else, is_predecessor
from worker.domain.details.user.sayings import sayings
from worker.domain.found import Found
from worker.domain.polish import PERSONAL, base_forms, is_person, readings
from worker.domain.polish.names import is_short_for
from worker.terms.words import alternation, words

_ROLE = re.compile(
    r"(?:(?<=\n)|^|(?<=[.;,(]\s)|(?<=\())[ \t]{0,6}(?P<role>[a-z]{3,16})(?:[ ][a-z]{4,16})?(?::|[ ][-–])[ ]{1,4}"
)
_AT_HER = re.compile(r"(?<!\w)u\s(?:\w{3,14}\s|p\.\s?)?$")
_BESIDE_NAME = re.compile(rf"{HYPHENATED} ?[(–-] ?$")  # "PRAC-04 (Ola Kmieć)"
_BY_PHONE = re.compile(r"przez\stelefon")  # "zgłoszenie przyjęte przez telefon przez panią Karolinę"
_REACH, _RIGHT_BEFORE, _NEAR = 45, 24, 12
_CERTAIN = 2  # the least score that stands beside a user who signs, or has no name
_DONE = PERSONAL | {"ppas", "imps"}


def told_user(texts: Passages, *, certain: bool = False, unnamed: bool = False) -> Found | None:
    """The person whom the words of use point to most strongly; the first of equals.

    ``certain``: a job beside a name is not enough ("kolega też patrzył, pan Stefan"), the words must tell of use.
    ``unnamed``: somebody without a name has the trouble, and a job beside another name is not enough either.
    """
    best: tuple[tuple[int, bool], Found] | None = None
    for passage in texts.written:
        signed = {signature.person.start for signature in signatures(passage)}
        told = _told(passage, signed, certain=certain or unnamed)
        for person, score in (*_by_role(passage, signed), *told, *sayings(passage)):
            if score < _CERTAIN and (certain or unnamed):
                continue
            rank = score, person.full
            if best is None or rank > best[0]:
                best = (rank, _in_full(texts, passage, person))
    return best[1] if best else None


def _in_full(texts: Passages, passage: Passage, person: Person) -> Found:
    """The same person with the surname, where the text gives it: ``Robi na nim Seweryn, znaczy Seweryn Łopuch``."""
    named = passage.text[person.start : person.end]
    for there in () if person.full else (passage, *texts.written):
        for other in people(there):
            if other.full and is_short_for(named, there.text[other.start : other.end]):
                return there.found(other.start, other.end, "prose")
    return passage.found(person.start, person.end, "prose")


def _by_role(passage: Passage, signed: set[int]) -> Iterator[tuple[Person, int]]:
    """A role as a label: ``Projektant: Natalia Cieśla``, ``Kasjerka - Ewa Lis``."""
    for match in _ROLE.finditer(passage.folded):
        role = passage.text[match.start("role") : match.end("role")]
        if pattern("people", *NO_USERS).fullmatch(match["role"]) or not _is_role(role):
            continue
        # "Laborantka – Sabina Wnęk (godz. 6–14)" may stand right above the signature
        works = pattern("people", "unnamed", "roles").fullmatch(match["role"])
        for person in itertools.islice(people(passage, match.end(), match.end() + 60), 1):
            if person.start != match.end() or (person.start in signed and not works):
                continue
            if person.full:
                yield person, 4
            elif person.first and is_person(role, "nom"):
                yield person, 3


def _is_role(word: str) -> bool:
    return any(reading.part == "subst" and {"sg", "nom"} <= reading.tags for reading in readings(word.lower()))


def _told(passage: Passage, signed: set[int], *, certain: bool) -> Iterator[tuple[Person, int]]:
    refused = -1
    others: set[str] = set()  # "rozmowa z panem Tomaszem …, a pan Tomasz wszystko zapisał"
    for sentence in sentences(passage):
        if not any(char.isupper() for char in sentence.text):
            continue
        for person in people(passage, sentence.start, sentence.end):
            if is_predecessor(passage, person) or _is_only_thanked(sentence, person):
                continue
            if _owns_device(passage, person):
                # never "na komputerze pani Leokadii zwroty zapisują się poprawnie"
                if not is_beside_the_point(passage, person.start, person.end, strong=False):
                    yield person, 5 if person.full else 3 + person.titled
                continue
            joined = refused > 0 and JOINS.fullmatch(passage.folded, refused, person.start)
            if joined or is_somebody_else(passage, person, sentence.start):
                others |= _first_word(passage, person)
                refused = person.end
            at_her = _AT_HER.search(passage.folded, max(0, person.start - 18), person.start)
            behind = Sentence(passage, person.end, sentence.end)
            if at_her and (it_works(passage.folded, person.end) or (certain and not symptoms(behind))):
                continue  # "u pani Romany … wszystko spływa"
            if person.addressed or person.start in signed or not others.isdisjoint(_first_word(passage, person)):
                continue
            if score := _score(sentence, person, certain=certain):
                yield person, score


def _score(sentence: Sentence, person: Person, *, certain: bool) -> int:
    """How strongly the words around a person point to him or her; 0: they do not."""
    passage, strong = sentence.passage, pattern("people", "use")
    cues = strong if certain else pattern("people", "use", "roles")
    before = max(sentence.start, person.start - _REACH), person.start
    cue = _says_himself(passage, person) or last(strong, passage.folded, *before)
    cue = cue or last(cues, passage.folded, *before) or _fails_at(sentence, person)
    after = cues.search(passage.folded, person.end, min(sentence.end, person.end + _REACH))
    near = cue is not None and person.start - cue.end() <= _NEAR
    weak = not certain and _is_job_only(cue, after)
    if weak and does_something_else(passage, person, sentence.end, strictly=True):
        return 0  # "księgowa Ewa Lis czeka", "prezes Jan Kot wyjeżdża"
    if cue or after:
        if person.full:
            return 4 + near - weak
        if person.titled:
            return 3 + near - weak
    return 2 if person.first and near else 0


def _fails_at(sentence: Sentence, person: Person) -> re.Match[str] | None:
    """``U Ireny na kasie nie schodzi komunikat``; never ``Bar U Ireny``, ``bar u Ireny``."""
    at_her = _AT_HER.search(sentence.passage.folded, max(sentence.start, person.start - 18), person.start)
    if at_her is None or (sentence.passage.text[at_her.start()] == "U" and at_her.start() > sentence.start):
        return None
    before = re.findall(r"\w+", sentence.passage.text[sentence.start : at_her.start()])[-1:]
    if before and is_company_word(before[0]):
        return None
    return at_her if symptoms(sentence) else None


def _is_only_thanked(sentence: Sentence, person: Person) -> bool:
    """``dziękuję za laptopa, pan Jan go chwali``; never ``dziękuję za pomoc, pani Ewa nie może się zalogować``."""
    if not is_thanked_for(sentence, person.start):
        return False
    return pattern("people", "suffers").search(sentence.passage.folded, person.end, sentence.end) is None


def _says_himself(passage: Passage, person: Person) -> re.Match[str] | None:
    """``to ja, Leszek Żak``: right before the name, no verb between ("to ja, potwierdziła pani Figiel")."""
    said = last(pattern("people", "self"), passage.folded, max(0, person.start - _RIGHT_BEFORE), person.start)
    return said if said and not passage.folded[said.end() : person.start].strip(" ,-–") else None


def _is_job_only(*cues: re.Match[str] | None) -> bool:
    return all(cue is None or pattern("people", "roles").fullmatch(cue.group()) for cue in cues)


def _first_word(passage: Passage, person: Person) -> frozenset[str]:
    return base_forms(re.split(r"\W", passage.text[person.start : person.end], maxsplit=1)[0])


def _owns_device(passage: Passage, person: Person) -> bool:
    """``tablet serwisanta Adama Cebuli``; never a customer's customer."""
    match = _device_of().search(passage.folded, max(0, person.start - _REACH), person.start)
    if match and any(one.part in _DONE for word in match.group().split()[1:] for one in readings(word)):
        match = None  # "laptop naprawiał pan Wilk", "telefon odebrała pani Kasia"
    if person.full and _BESIDE_NAME.search(passage.text, max(0, person.start - _REACH), person.start):
        return True
    if match is None or _BY_PHONE.search(passage.folded, max(0, match.start() - 6), match.end()):
        return False
    return not (person.addressed or pattern("people", "papers", *STRANGERS).search(match.group()))


@cache
def _device_of() -> re.Pattern[str]:
    devices = words("devices")
    device = alternation((*devices["computers"], *devices["positions"], *words("users")["own_things"]))
    return re.compile(rf"(?<!\w){device}[ ](?:(?:\w+|p\.)[ ]){{0,2}}$")
