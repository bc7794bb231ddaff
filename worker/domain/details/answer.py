"""A short answer to our checklist: one line that would say nothing by itself answers what was asked (point 1.5).

"Może być ten adres", "recepcja", "Nowicka", "2": the question gives them their meaning, so they are read only for the
details that the checklist asked for and that the ordinary reading did not find.

    answer  = [courtesy] piece {("," | ";" | NL) piece}
    address = a word of agreement with the address we offered, and no "nie" in the same sentence
    piece   = a person | a number of hours | up to eight words without a verb that single something out
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from worker.domain.details.orders.lengths import spoken_numbers
from worker.domain.details.people.named import people
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.sentences import sentences
from worker.domain.details.text.source import Passage
from worker.domain.found import Detail, Details, Found, Place
from worker.domain.polish import ADJECTIVES, NOUNS, VERBS, fold, is_first_name, readings
from worker.terms.words import alternation, words

_SHORT = 400  # characters of an answer that is read piece by piece
_LONGEST_PIECE, _MOST_WORDS = 70, 8
_RULE = "answer"
_TRIM = " \t\u00a0.,;:!-–—\"„”'()"
_NOT = re.compile(r"(?<!\w)(?:nie|zaden|inny)(?!\w)")
_FOREIGN = re.compile(r"[@?]|\d[\d \-]{7,}\d")  # an address, a question, a telephone number: no computer
_STOP = re.compile(r"[,;](?!\d)|(?<!ok)\.\s")
_PART = re.compile(rf"\n|{_STOP.pattern}")
_WORD = re.compile(r"[^\W_]+(?:[-_.][^\W_]+)*")
_STATIC = frozenset({"być", "stać", "mieć", "siedzieć"})  # "ten, co stoi w sali" singles out as well
_JOINS = frozenset({"conj", "comp", "prep", "part", "qub"})
_SAYS_SOMETHING = NOUNS | ADJECTIVES | {"depr"}


def read_answer(details: Details, text: str, asked: Collection[Detail], *, offered: str) -> Details:
    """``details`` completed by what ``text`` answers to the details ``asked`` for.

    ``offered`` is the writer's own address, which our letter proposed as the contact; "" when it did not.
    """
    pieces = list(_pieces(text)) if len(text) <= _SHORT and not _refuses(text) else []
    if Detail.WORKSTATION in asked and (known := details.workstation) and known.rule == "prose":
        # "ten przy oknie w księgowości": all of it was the answer, not the room alone
        whole = (piece for piece in pieces if known.value in piece and _is_place(piece))
        details = replace(details, workstation=_first(whole) or known)
    missing = [detail for detail in asked if detail is not Detail.NIP and not details.has(detail)]
    if Detail.CONTACT in missing and offered and _agrees(text, alone=set(asked) == {Detail.CONTACT}):
        details = replace(details, email=Found(value=offered, place=Place.HEADER, rule=_RULE))
    if Detail.TIME in missing:
        details = replace(details, time=_first(piece for piece in pieces if _is_hours(piece)))
    taken = ""
    if Detail.USER in missing and (person := next((one for one in pieces if _is_person(one)), "")):
        taken, details = person, replace(details, user=_found(person))
    if Detail.WORKSTATION in missing:
        # a user found by the ordinary reading was asked for as well: "Anna Kowalska" names no computer then
        others = {taken, details.user.value if details.user and Detail.USER in asked else ""}
        signs = pieces[-1] if len(pieces) > 1 and is_first_name(pieces[-1]) else ""  # "…\n\nNina"
        places = (one for one in pieces if one not in (*others, signs) and _is_place(one))
        details = replace(details, workstation=_first(places))
    return details


def _first(pieces: Iterator[str]) -> Found | None:
    return next((_found(piece) for piece in pieces), None)


def _found(piece: str) -> Found:
    return Found(value=piece, place=Place.BODY, rule=_RULE)


def _agrees(text: str, *, alone: bool) -> bool:
    for sentence in sentences(Passage(text[: _SHORT * 3], Place.BODY)):
        if pattern("answers", "this_address").search(sentence.folded) and not _NOT.search(sentence.folded):
            return True
    said = [part for line in text[:_SHORT].split("\n") for part in _parts(line)]
    return alone and bool(said) and all(pattern("answers", "agrees").fullmatch(fold(part)) for part in said)


def _pieces(text: str) -> Iterator[str]:
    """What stands between commas and line ends, without politeness; a whole line first, where it is short enough."""
    for line in text.split("\n"):
        parts = _parts(line)
        whole = _without_courtesy(line)
        if len(parts) > 1 and not any(_FOREIGN.search(part) or _is_person(part) or _is_hours(part) for part in parts):
            yield whole
        yield from parts


def _parts(line: str) -> list[str]:
    return [clean for part in _STOP.split(line) if (clean := _without_courtesy(part))]


def _refuses(text: str) -> bool:
    return any(pattern("answers", "no_answer").match(fold(part.strip(_TRIM))) for part in _PART.split(text))


def _without_courtesy(piece: str) -> str:
    polite = re.compile(rf"(?:{alternation(words('answers')['courtesy'])})(?!\w)[\s.,:!–-]*")
    left = piece.strip(_TRIM)
    while (match := polite.match(fold(left))) and match.end() > 0:
        left = left[match.end() :].strip(_TRIM)
    return left


def _is_hours(piece: str) -> bool:
    about = rf"(?:{alternation(words('answers')['about'])}\s+)?"
    number = rf"(?:\d{{1,2}}(?:[.,]\d)?|{spoken_numbers()})"
    return re.fullmatch(rf"{about}{number}(?:\s?(?:h|g|godz\.?|godzin\w*))?", fold(piece)) is not None


def _is_person(piece: str) -> bool:
    """A name that is the whole piece, or one with a title: "Nowicka", "pani Ania z kasy"."""
    if not piece[:1].isalpha():
        return False
    for one in people(Passage(piece, Place.BODY), any_case=True):
        whole = one.start == 0 and one.end == len(piece) and piece[0].isupper()
        if one.full or one.titled or whole:
            return True
    return False


def _is_place(piece: str) -> bool:
    """Few words without a verb, one of which tells this computer from others."""
    folded = fold(piece)
    tokens = _WORD.findall(folded)
    if not 0 < len(tokens) <= _MOST_WORDS or len(piece) > _LONGEST_PIECE or _FOREIGN.search(piece):
        return False
    if pattern("devices", "any_of", "indefinite").match(folded) or folded in words("writing")["nothing"]:
        return False
    if _NOT.search(folded) or _has_verb(piece):
        return False
    return any(_singles_out(token) for token in _WORD.findall(piece))


def _has_verb(piece: str) -> bool:
    return any(
        kinds and all(one.part in VERBS for one in kinds) and not any(one.lemma in _STATIC for one in kinds)
        for kinds in (readings(word) for word in _WORD.findall(piece))
    )


def _singles_out(word: str) -> bool:
    if pattern("answers", "generic").fullmatch(fold(word)) or pattern("answers", "agrees").fullmatch(fold(word)):
        return False
    kinds = readings(word)
    if any(one.part in _JOINS for one in kinds):
        return False  # "komputer jak komputer": and no yak
    return any(map(str.isdigit, word)) or (
        len(word) > 1 and (not kinds or any(one.part in _SAYS_SOMETHING for one in kinds))
    )
