"""Whether a report is about somebody without a name: "kasjerka nie może zapisać paragonu" (rule 4)."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from worker.domain.details.computer.comparison import is_beside_the_point
from worker.domain.details.people.named import person_at
from worker.domain.details.people.outsiders import OURS
from worker.domain.details.problem.symptoms import has_verb, symptoms
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import Sentence, sentence_at, sentences
from worker.domain.details.text.source import Passage, Passages
from worker.domain.details.text.works import it_works
from worker.domain.details.user.jobs import LACKS, actors, owners
from worker.domain.found import Place
from worker.domain.polish import CAPITALS, Reading, base_forms, readings
from worker.terms.words import alternation, words

_NEW = re.compile(r"(?<!\w)now(?:a|ej|y|ego|emu|ym)\s+(?:\w+\s+)?$")  # "mamy nową dziewczynę, siedzi …"
_WORD = re.compile(r"[^\W\d_]{3,}")
_WINDOW = 80  # characters around a word
_SIGNING_LINES, _SHORT = 6, 60
_WHO = frozenset({"nom", "dat"})  # "kasjerka nie może", "kasjerce nie otwiera się"
_THERE = re.compile(r"(?<!\w)(?:na|przy|z|za)\s(?:nim|niej|niego)(?!\w)|(?<!\w)tam(?!\w)")
_HELP_REACH = 40
_WHEN_I = re.compile(r"(?<!\w)(?:jak|gdy|kiedy|jesli|jezeli)\s(?:tylko\s|juz\s|chce\s)?([^\W\d_]{3,18})(?!\w)")
_DENIED = re.compile(r"(?<!\w)(?:nie|przesta\w+)(?!\w)")
_SUCCEEDS = re.compile(
    rf"(?:\s(?!nie\b)\w+){{0,2}}\s{alternation(words('people')['smoothly'])}"
    r"(?=\s*(?:$|[.,;!)]|\s(?:i|a|ale)\s))"
)
_TO_NAME = re.compile(r",?\s\(?(?:[pP]\.\s?|[pP]an[iau]?\s)?(?=\w)")
_PAST_ATTRIBUTE = re.compile(rf"\s[^\W\d_]{{4,16}}\s(?=[{CAPITALS}])")  # "pracownik magazynu Piotrek"
_NAME_BEFORE = re.compile(rf"(?<!\w)[{CAPITALS}][^\W\d_]+(?:[ ][{CAPITALS}][^\W\d_]+)?,?[ ](?:nasz\w?[ ])?$")
_SOME = alternation((*words("users")["one_of"], *words("writing")["several"]))
_ONE_OF = re.compile(rf"(?<!\w){_SOME}\s+(?:z\s+)?(?:\w+\s+)?$")


@lru_cache(maxsize=8)  # asked for each sign of a user of the same mail
def is_about_unnamed(texts: Passages) -> bool:
    """Whether somebody without a name has the trouble, and the writer does not sit at that computer."""
    if any(_sits_there(passage) for passage in texts.written):
        return False
    return any(
        not _signs(texts, sentence, role)
        for passage in texts.written
        if passage.place is not Place.SIGNATURE
        for sentence in sentences(passage)
        for role in (*_listed_roles(sentence), *_jobs(sentence))
    )


def _listed_roles(sentence: Sentence) -> Iterator[str]:
    for match in _unnamed_sufferer().finditer(sentence.folded):
        troubled = _is_in_trouble(sentence, match.group(), match.end()) or _only_names(sentence, match)
        if troubled and _speaks_of_somebody(sentence, match):
            yield match["actor"] or match["late"] or match["owner"] or ""


def _is_in_trouble(sentence: Sentence, said: str, end: int) -> bool:
    """Whether somebody has the trouble or sits at the computer: "szef prosi o pośpiech" does neither."""
    if _only_helps(sentence, end):
        return False
    if pattern("people", "suffers").search(said):
        return True
    if said.endswith(", ze"):  # not "operator przysłał, że u nich status zielony"
        return symptoms(Sentence(sentence.passage, sentence.start + end, sentence.end)) > 0
    if LACKS.fullmatch(said) and _is_at_computer(sentence):
        return True
    if _tells_trouble(sentence):
        return True
    return pattern("people", "works_there").search(said) is not None and _is_at_computer(sentence)


@lru_cache(maxsize=64)  # asked for each person of the same sentence
def _tells_trouble(sentence: Sentence) -> bool:
    return symptoms(sentence) > 0 or pattern("symptoms", "vague").search(sentence.folded) is not None


@lru_cache(maxsize=64)
def _is_at_computer(sentence: Sentence) -> bool:
    at_it = pattern("devices", "computers", "machines", "positions").search(sentence.folded)
    return at_it is not None or _THERE.search(sentence.folded) is not None


def _only_names(sentence: Sentence, match: re.Match[str]) -> bool:
    """``Na laptopie szefa. Subiekt pokazuje …``: a head that says whose computer the rest is about."""
    return not (match["actor"] or match["late"]) and not has_verb(sentence)


def _only_helps(sentence: Sentence, end: int) -> bool:
    """``mąż próbował to naprawić``, ``inspektor nie może czekać``: nobody who works on a screen."""
    return pattern("people", "helps").search(sentence.folded, end, end + _HELP_REACH) is not None


def _jobs(sentence: Sentence) -> Iterator[str]:
    """Any job that does what only people do, or whose computer it is, and no name beside it."""
    for job, act in actors(sentence):
        if not _is_named(sentence, *job.span()) and _is_in_trouble(sentence, act.group(), act.end()):
            yield job.group()
    for owner in owners(sentence):
        span = sentence.start + owner.start(), sentence.start + owner.end()
        if _is_named(sentence, *owner.span()) or is_beside_the_point(sentence.passage, *span, strong=False):
            continue
        if _tells_trouble(sentence) or not has_verb(sentence):
            yield owner.group()


def _only_compares(sentence: Sentence, match: re.Match[str]) -> bool:
    """``u koleżanki działa``, ``komputer kolegi działa``, ``koleżanka ma urlop``: no trouble of hers."""
    if pattern("symptoms", "leaves").search(sentence.folded, match.end() - len("ma ")):
        return True
    if match["actor"] or match["late"]:  # "koleżance otwiera się normalnie"
        return not _DENIED.search(match.group()) and _SUCCEEDS.match(sentence.folded, match.end()) is not None
    return it_works(sentence.folded, match.end())


def _is_named(sentence: Sentence, start: int, end: int) -> bool:
    """``Koleżanka Hania``, ``kierowniczka (p. Ofmanska)``, ``Krysia organistka``: a name right beside the job."""
    passage, offset = sentence.passage, sentence.start
    for gap in (_TO_NAME, _PAST_ATTRIBUTE):
        behind = gap.match(passage.text, offset + end)
        if behind is not None and person_at(passage, behind.end(), behind.end() + _WINDOW) is not None:
            return True
    before = _NAME_BEFORE.search(sentence.text, max(0, start - _WINDOW), start)
    named = person_at(passage, offset + before.start(), offset + before.end()) if before else None
    return named is not None and not named.addressed


def _sits_there(passage: Passage) -> bool:
    """The writer is at the computer in trouble; "u mnie działa" only compares."""
    return _tries_it(passage) or any(
        not (it_works(passage.folded, own.end()) or _is_third_person(passage, own))
        for own in pattern("people", "own").finditer(passage.folded)
    )


def _tries_it(passage: Passage) -> bool:
    """Whether the trouble comes at what the writer does: ``jak wpiszę kursanta, pojawia się …``."""
    for deed in _WHEN_I.finditer(passage.folded):
        written = passage.text[deed.start(1) : deed.end(1)].lower()
        if "ę" not in passage.text and written.endswith("e"):
            written = f"{written[:-1]}ę"
        if not any(_is_my_deed(one) for one in readings(written)):
            continue
        told = sentence_at(passage, deed.start())
        if told and symptoms(
            Sentence(passage, max(told.start, deed.start() - _WINDOW), min(told.end, deed.end() + _WINDOW))
        ):
            return True
    return False


def _is_my_deed(reading: Reading) -> bool:
    """Never ``jak wrócę, zadzwonię``."""
    if reading.part != "fin" or not {"pri", "sg"} <= reading.tags:
        return False
    return not any(reading.lemma in words("people")[key] for key in ("courtesy", "elsewhere"))


def _is_third_person(passage: Passage, own: re.Match[str]) -> bool:
    """``loguje się`` is not ``loguję się`` where the writer puts the marks on his letters."""
    if "ę" not in passage.text:
        return False
    written = _WORD.findall(passage.text[own.start() : own.end()])
    return any(
        word.endswith("e") and any("pri" in one.tags for one in readings(f"{word[:-1].lower()}ę")) for word in written
    )


def _speaks_of_somebody(sentence: Sentence, match: re.Match[str]) -> bool:
    """The role itself does or suffers it; never a room's owner ("w gabinecie dyrektora formuły …") or an outsider."""
    if _only_compares(sentence, match):
        return False
    group = "actor" if match["actor"] else "late"
    role = match[group]
    if not role:
        kinds = readings(match["owner"] or "")
        somebody = not kinds or any(reading.part != "adj" for reading in kinds)  # "terminal kasjerski" is nobody's
        return somebody and not _is_named(sentence, *match.span())
    start = match.start(group)
    before = re.compile(r"(\w+)\W+$").search(sentence.folded, max(0, start - 40), start)
    if before and pattern("devices", "places", "rooms").fullmatch(before.group(1)):
        return False
    named = _is_named(sentence, start, match.end(group))
    outsider = pattern("people", "operators").search(sentence.folded, max(0, start - 12), match.end() + 12)
    if named or outsider or OURS.search(sentence.folded, max(0, start - 16), start):
        return False
    before_role = (sentence.folded, max(0, start - 30), start)
    if _ONE_OF.search(*before_role) or _NEW.search(*before_role):
        return True
    return _can_suffer(role, sentence.text[start : start + len(role)])


def _can_suffer(role: str, written: str) -> bool:
    """``kasjerka nie może``, ``kasjerce nie otwiera się``; never ``program wpisuje wszystkim pracownikom 5 %``."""
    kinds = readings(written) if role.isalpha() else ()
    if pattern("people", "records").fullmatch(role) and all({"dat", "pl"} <= one.tags for one in kinds):
        return False
    return not kinds or any(not _WHO.isdisjoint(reading.tags) for reading in kinds)


def _signs(texts: Passages, sentence: Sentence, role: str) -> bool:
    """Whether somebody of that job signs: ``stanowiska głównej księgowej`` over ``Główna księgowa Halina Pyrka``."""
    words_of_role = re.findall(r"\w+", role)
    below = sentence.passage.text[sentence.end :].split("\n")[-_SIGNING_LINES:]
    lines = [line for line in (*below, *texts.signature.text.split("\n")) if len(line) < _SHORT]
    signed = frozenset().union(*(base_forms(word) for line in lines for word in re.findall(r"[^\W\d_]{4,}", line)))
    return bool(words_of_role) and not signed.isdisjoint(base_forms(words_of_role[-1]))


@cache
def _unnamed_sufferer() -> re.Pattern[str]:
    """``kasjerka … nie może``, ``pracuje na nim kasjerka``, ``u kasjerki``, ``komputer kasjerki``."""
    lists = words("people")
    role, acts = alternation(lists["unnamed"]), (*lists["suffers"], *lists["works_there"], *lists["tells"])
    act = alternation(acts)
    reports = rf"(?:{act}|\w{{3,}}(?:\s\w+){{0,3}}?,\sze)"  # "przyszedł do mnie, że komputer pokazuje"
    relative = r"(?:\W+\w+){0,3}?,\s(?:ktor\w{1,3}|co)\s[^,.\n]{3,60}(?=,)"  # "praktykant, który od marca …, zgłosił"
    some = rf"(?:{relative})?(?:\W+\w+){{0,6}}?\W+"
    same = r"[^\w,]+(?!(?:i|a|ale|bo|oraz)\s)"  # of one clause: not "robił aktualizacje i kolega wyciągnął"
    device = alternation(words("devices")["computers"])
    return re.compile(
        rf"(?<![\w@])(?:(?P<actor>{role}){some}{reports}|{act}(?:{same}\w+){{0,4}}?{same}(?P<late>{role})(?![.@]\w)"
        rf"|u\s+(?:\w+\s+)?{role}|dla\s+(?:nasz\w+\s+|now\w+\s+){{1,2}}{role}|{device}\s+(?:\w+\s+)?(?P<owner>{role}))(?!\w)"
    )
