"""People whom a text names without meaning the user: technicians, customers of customers, firms, files (rule 4).

What is asked, and of which list of terms/people.toml:

a street, a file, a firm             ``company``
one of us who was told or asked
a paper's                            ``papers``
somebody who came to help or sell    ``helped_us``
another company's, by a label        ``on_papers``, ``partners``, ``visitors``
… by where he or she comes from      ``outside``
… by what leads to the name          ``before_others``, ``streets``, ``partners``, no word of use between
"""

import re
from functools import cache

from worker.domain.details.people.named import Person
from worker.domain.details.people.signer import LEGAL
from worker.domain.details.text.phrases import last, pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import base_forms, fold, is_person, readings
from worker.terms.words import alternation, words

# lists of terms/people.toml: who is none of the customer's people; whose name behind a label is no user's
STRANGERS = ("partners", "visitors")
NO_USERS = ("not_roles", "on_papers", *STRANGERS)
_STREET = re.compile(r"(?<!\w)(?:przy|na|z|do|od)\s$")
_HOUSE = re.compile(r"[ ]\d{1,3}[a-zA-Z]?(?![\w]|[ ./-]?\d)")  # "w sklepie przy Jana Kochanowskiego 5"
_REACH, _NEAR, _TOLD_REACH, _PAPER_REACH = 45, 40, 60, 40
_INTRODUCED = 16  # characters before the name
_TOLD_HIM = re.compile(  # "zgłaszałam telefonicznie przed chwilą panu Borkowi"
    rf"(?<!\w){alternation(words('people')['told_him'])}\s(?:[\w,]+\s){{0,5}}panu\s$"
)
_AS = re.compile(r"(?<!\w)jak\s(?:pan[ia]?\s)?$")  # "jak pani Karolina prosiła": one of us
_ASKED = re.compile(rf"\s(?:mnie\s)?{alternation(words('people')['asked_us'])}")
_TRADE = re.compile(r"(?<!\w)([^\W\d_]{3,16})\s(?:\w{3,16}sk[iaeo]\s)?$")  # "Zakład Stolarski Jan Kowalski"
_TITLE_OF = re.compile(r"(?<!\w)(?:pana|panu|panem)\s$")
_FILE = re.compile(rf"\.{alternation(words('writing')['file_types'])}(?!\w)")
_LABEL = re.compile(r"(?<!\w)(\w{4,16})\s?[:–-]\s$")
_JOB = re.compile(r"(?<!\w)([^\W\d_]{4,16})\s$")
_OUT_OF = re.compile(r",?\s(?:z|ze|od)\s")
_AT_NUMBER = re.compile(r"\sspod\s(?:numeru\s|nr\s)?\+?\d")  # "pan Lis spod 22 418 60 77"
_CLAUSE_END = re.compile(r"[.!?;,]")
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")

JOINS = re.compile(r"(?:,|\s(?:i|oraz|lub|albo))\s")
"""Between two names of the same case, and the same part in the sentence: "wyniki Zuzi Malik i Leona Pacha"."""

WRITER = rf"(?<!\w){alternation((*words('people')['introduces'], *words('people')['comes']))}"
"""Who says this is the writer, wherever he or she comes from: "pisze Ewa Rak z biura rachunkowego"."""

OURS = re.compile(r"(?<!\w)(?:panstwa|wasz\w?)\s(?:pan\w?\s)?$")
"""Before one of our own people: "instalacja, którą robił Państwa kolega", "był u nas wasz pan Tomek"."""


def is_somebody_else(passage: Passage, person: Person, start: int) -> bool:
    """Whether the words around a person, from an offset on, make him or her a technician or a third party."""
    return (
        _is_named_after(passage, person)
        or _is_one_of_us(passage, person, start)
        or _is_on_paper(passage, person, start)
        or _helped_us(passage, person, start)
        or _is_in_other_company(passage, person, start)
    )


def _is_named_after(passage: Passage, person: Person) -> bool:
    """A street, a file, a firm: ``przy Jana Kochanowskiego 5``, ``Jan Kowalski.pdf``."""
    street = _STREET.search(passage.folded, max(0, person.start - 6), person.start)
    if street and _HOUSE.match(passage.text, person.end):
        return True
    return _FILE.match(passage.folded, person.end) is not None or _is_company(passage, person)


def _is_one_of_us(passage: Passage, person: Person, start: int) -> bool:
    if _TOLD_HIM.search(passage.folded, max(start, person.start - _TOLD_REACH), person.start):
        return True
    as_asked = _AS.search(passage.folded, max(start, person.start - 12), person.start)
    return as_asked is not None and _ASKED.match(passage.folded, person.end) is not None


def _is_in_other_company(passage: Passage, person: Person, start: int) -> bool:
    visitor = _JOB.search(passage.text, max(0, person.start - 20), person.start)
    if (
        visitor
        and is_person(visitor.group(1), "nom")
        and pattern("people", "visitors", "on_papers").fullmatch(fold(visitor.group(1)))
    ):
        return True  # "kurier Jan Nowak"
    if _comes_from_outside(passage, person):
        return True
    label = _LABEL.search(passage.folded, max(0, person.start - 20), person.start)
    if label and pattern("people", "on_papers", *STRANGERS).fullmatch(label.group(1)):
        return True
    before = last(
        pattern("people", "before_others", "streets", "partners"),
        passage.folded,
        max(start, person.start - _NEAR),
        person.start,
    )
    if before is None or _suffers_past_thanks(passage, person, before):
        return False
    return pattern("people", "use", "roles").search(passage.folded, before.end(), person.start) is None


def _suffers_past_thanks(passage: Passage, person: Person, before: re.Match[str]) -> bool:
    """``dziękuję za pomoc, pan Jan Wilk nie może się zalogować``."""
    ended = before.group().startswith("dziek") and _CLAUSE_END.search(passage.folded, before.end(), person.start)
    return bool(ended) and pattern("people", "suffers").match(passage.folded, person.end + 1) is not None


def _comes_from_outside(passage: Passage, person: Person) -> bool:
    """``Jan Kowalski z hurtowni``, unless something fails him: a wholesaler's own people work there too."""
    folded = passage.folded
    if _writes().search(folded, max(0, person.start - _INTRODUCED), person.start):
        return False
    out = _AT_NUMBER.match(folded, person.end)
    if out is None:
        out = _OUT_OF.match(folded, person.end)
        if out is None or pattern("people", "outside").match(folded, out.end()) is None:
            return False
    stop = _CLAUSE_END.search(folded, out.end(), out.end() + _REACH)
    end = stop.start() if stop else out.end() + _REACH
    return pattern("people", "use", "suffers").search(folded, out.end(), end) is None


def _is_company(passage: Passage, person: Person) -> bool:
    """Whether a name is part of a company's: ``Spółka Jan Kowalski Sp. z o.o.``, ``w firmie Jan Nowak``."""
    before = last(pattern("people", "company"), passage.folded, max(0, person.start - 20), person.start)
    if before is not None and not passage.folded[before.end() : person.start].strip(' .,„"'):
        return True
    trade = _TRADE.search(passage.text, max(0, person.start - 36), person.start)
    if (
        trade is not None
        and not person.titled
        and not base_forms(trade.group(1)).isdisjoint(words("people")["company"])
    ):
        return True
    return LEGAL.match(passage.folded, person.end) is not None


def _is_on_paper(passage: Passage, person: Person, start: int) -> bool:
    """``umowa pana Jana Nowaka``, ``na liście płac pracownika …``: the paper is his, and he is no user."""
    if is_subject(passage, person):
        return False
    return _paper().search(passage.folded, max(start, person.start - _PAPER_REACH), person.start) is not None


def _helped_us(passage: Passage, person: Person, start: int) -> bool:
    """``pomagał nam pan Tomasz Borek``, ``pan Marek Wilk szybko sobie poradził``: one of us, or of another firm."""
    stop = _SENTENCE_END.search(passage.folded, person.end)
    end = min(person.end + _REACH, stop.start() if stop else len(passage.folded))
    helped = pattern("people", "helped_us")
    if helped.search(passage.folded, person.end, end):
        return True
    before = last(helped, passage.folded, max(start, person.start - _REACH), person.start)
    return before is not None and not _CLAUSE_END.search(passage.folded, before.end(), person.start)


def is_subject(passage: Passage, person: Person) -> bool:
    """Whether the name can stand in the nominative: ``Jan Nowak``, not ``Jana Nowaka``; a rare name may.

    Of a man who is called so, the vocative too: ``Wiesiu jest od ósmej``.
    """
    if _TITLE_OF.search(passage.folded, max(0, person.start - 8), person.start):
        return False
    said = re.findall(r"[^\W\d_]{2,}", passage.text[person.start : person.end])
    return all(_may_be_subject(word) for word in said)


def _may_be_subject(word: str) -> bool:
    kinds = [one for one in readings(word.capitalize()) if one.names]
    if not kinds or fold(word) in words("people")["foreign_first"]:
        return True
    return any({"nom", "sg"} <= one.tags or (word.endswith("u") and {"voc", "m1"} <= one.tags) for one in kinds)


@cache
def _writes() -> re.Pattern[str]:
    return re.compile(rf"{WRITER}\s$")


@cache
def _paper() -> re.Pattern[str]:
    papers = alternation(words("people")["papers"])
    whose = r"(?:dla\s)?(?:(?:plac|kadrow\w+|o prace)\s)?(?:pracowni\w+\s|klient\w*\s)?(?:pan\w?\s|p\.\s)?"
    return re.compile(rf"(?<!\w){papers}\s{whose}$")
