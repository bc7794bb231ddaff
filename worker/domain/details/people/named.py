"""Named people in a text: first name and surname, or a title with one of them.

person = [title | job] name        how many words the name has, ``name_shape`` says
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from worker.domain.details.people.name_shape import is_company_word, name_length
from worker.domain.details.text.phrases import last, pattern
from worker.domain.details.text.source import Passage
from worker.domain.found import Place
from worker.domain.polish import fold, is_person, is_vocative_only, readings

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+){0,3}")
_JOB = re.compile(r"(?<!\w)(\w{5,20})[ ](?:(\w{4,16})[ ])?$")
_TITLE_REACH, _JOB_REACH = 14, 40
_OPENS_NICKNAME = re.compile(r"[ ][\"„”“'‘’]")
_CLOSES_NICKNAME = re.compile(r"[\"”“'’][ ](?=[^\W\d_])")
_NICKNAME = re.compile(r"[ ][\"„”“'‘’][^\W\d_]{2,20}[\"”“'’][ ]")
_ROOM_NUMBER = re.compile(r"[ ](?:nr[ .]{0,2})?\d{1,4}[a-z]?(?![\w/-]|[ ]?\d)")
_MOST_PEOPLE = 200
_MOST_WORDS = 4  # of a name


@dataclass(frozen=True, slots=True)
class Person:
    """A person named between two offsets of a passage."""

    start: int
    end: int
    first: bool
    surname: bool
    titled: bool
    addressed: bool  # "Panie Marku," speaks to somebody; it names no user

    @property
    def full(self) -> bool:
        """First name and surname are both there (13.8 asks for both)."""
        return self.first and self.surname


def people(passage: Passage, start: int = 0, end: int | None = None, *, any_case: bool = False) -> Iterator[Person]:
    """The people named in a passage, left to right. ``any_case``: also in lower case (a label's value)."""
    stop = _past_word(passage.text, len(passage.text) if end is None else end)
    tokens = list(_WORD.finditer(passage.text, start, stop))
    index = count = 0
    while index < len(tokens) and count < _MOST_PEOPLE:
        size, person = _person_at(passage, tokens, index, any_case)
        if person is not None:
            count += 1
            yield person
        index += max(size, 1)


def _past_word(text: str, end: int) -> int:
    """A window that ends amid a word ends after it: "Barbara Ślusarczyk" is not "Barbara Ślusar"."""
    last_letter = (
        re.compile(r"[^\W\d_]{0,24}").match(text, end) if 0 < end < len(text) and text[end - 1].isalpha() else None
    )
    return last_letter.end() if last_letter else end


def person_at(passage: Passage, start: int, end: int, *, any_case: bool = False) -> Person | None:
    """The person whose name begins exactly at ``start``; the words behind the name are not looked at."""
    tokens = list(itertools.islice(_WORD.finditer(passage.text, start, end), _MOST_WORDS))
    if not tokens or tokens[0].start() != start:
        return None
    return _person_at(passage, tokens, 0, any_case)[1]


def past_degrees(passage: Passage, start: int, end: int) -> int:
    """The offset behind what stands before a name: ``mgr inż.``, ``ks. kan.``, ``adw.``."""
    while match := pattern("people", "degrees").match(passage.folded, start, end):
        start = match.end()
        start += len(passage.folded[start:end]) - len(passage.folded[start:end].lstrip(" .,"))
    return start


def full_name(text: str) -> str:
    """The first full name in a short text such as a header's display name; empty when there is none."""
    passage = Passage(text[:200], Place.HEADER)
    for person in people(passage, any_case=text == text.lower()):
        if person.full:
            return text[person.start : person.end]
    return ""


def name_words(text: str) -> frozenset[str]:
    """The folded words of a name and the halves of a double surname, to compare a name with an address."""
    found = [fold(word.group()) for word in _WORD.finditer(text)]
    halves = [half for word in found if "-" in word for half in word.split("-")]
    return frozenset(word for word in (*found, *halves) if len(word) > 2)


def _person_at(passage: Passage, tokens: list[re.Match[str]], index: int, any_case: bool) -> tuple[int, Person | None]:
    first_word = tokens[index].group()
    if not (any_case or first_word[0].isupper()):
        return 1, None
    if len(first_word) == 1 and (passage.plain is not passage.text or _is_preposition(passage, tokens[index])):
        return 1, None  # "W BUDCE", "U Wacka" is no initial with a surname
    run = _run(passage, tokens, index)
    names = [token.group() for token in run]
    title = _title(passage, run[0].start())
    titled = bool(title) or _after_job(passage, run[0].start(), names[0])
    length, first, surname = name_length(names, titled=titled, any_case=any_case)
    if not length or (length == 1 and not titled and _is_numbered_room(passage, run[0])):
        return 1, None
    addressed = bool(title) and title in ("panie", "pani") and is_vocative_only(names[0])
    addressed = addressed or (not surname and is_vocative_only(names[0]) and not title)
    person = Person(run[0].start(), run[length - 1].end(), first, surname, titled, addressed)
    return tokens.index(run[length - 1]) - index + 1, person


def _is_numbered_room(passage: Passage, word: re.Match[str]) -> bool:
    """``Sala 27``, ``Hala nr 2``: names too, and here what they mean."""
    room = pattern("singling", "numbered").fullmatch(fold(word.group()))
    return room is not None and _ROOM_NUMBER.match(passage.text, word.end()) is not None


def _is_preposition(passage: Passage, letter: re.Match[str]) -> bool:
    return letter.group() in "AIOUWZ" and passage.text[letter.end() : letter.end() + 1] != "."


def _run(passage: Passage, tokens: list[re.Match[str]], index: int) -> list[re.Match[str]]:
    """The words that may be one name, side by side but for a nickname: ``Jan "Mysza" Nowak``."""
    run = [tokens[index]]
    for token in tokens[index + 1 : index + _MOST_WORDS]:
        gap = passage.text[run[-1].end() : token.start()]
        if _OPENS_NICKNAME.fullmatch(gap) and _CLOSES_NICKNAME.match(passage.text, token.end()):
            continue
        if _NICKNAME.fullmatch(gap):
            gap = ""
        if gap.strip(" \xa0") not in ("", ".") or "\n" in gap or (gap.strip() == "." and len(run[-1].group()) > 1):
            break
        run.append(token)
    return run


@lru_cache(maxsize=5_000)
def _is_thing(word: str) -> bool:
    """``Szkoły`` behind "dyrektor" is the school; Wójcik, Wilk and Kowal are people, whatever else the words mean."""
    if _is_place(word):
        return True
    common = [reading for reading in readings(word.lower()) if reading.lemma[:1].islower()]
    return any({"m1", "m2"}.isdisjoint(reading.tags) for reading in common)


def _is_place(word: str) -> bool:
    return is_company_word(word) or pattern("devices", "places", "rooms").fullmatch(fold(word)) is not None


def _is_nominative_surname(word: str) -> bool:
    return any("nazwisko" in one.names and {"nom", "sg"} <= one.tags for one in readings(word.capitalize()))


def _title(passage: Passage, start: int) -> str:
    match = last(pattern("people", "titles"), passage.folded, max(0, start - _TITLE_REACH), start)
    if match is None or passage.folded[match.end() : start].strip(" .") != "":
        return ""
    return match.group()


def _after_job(passage: Passage, start: int, name: str) -> bool:
    """``dyrektora Wójcika``, ``kierowniczka zmiany Szulc``, ``majster Cebula``; never ``dyrektor Szkoły``."""
    word = _JOB.search(passage.folded, max(0, start - _JOB_REACH), start)
    job, of_what = (passage.text[word.start(at) : word.end(at)] for at in (1, 2)) if word else ("", "")
    if of_what and is_person(of_what):
        job, of_what = of_what, ""
    if of_what and not any(one.part == "subst" and "gen" in one.tags for one in readings(of_what)):
        return False
    if not is_person(job):
        return False
    if not _is_thing(name):
        return True
    certain = is_person(job, "nom") and all(one.part != "adj" for one in readings(job.lower()))
    return certain and not _is_place(name) and _is_nominative_surname(name)
