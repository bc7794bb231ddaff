"""The user of the computer: a named person, a login, or the writer who signs (point 1.3, rule 4).

In this order: a labelled line; a person named beside words of use ("z kasy korzysta pani …"); the one
who signs, unless the text is about an unnamed employee and the writer does not speak of using the
computer; any other person named in the text; the sender's display name in a first-person report.
"""

import re
from functools import cache

from worker.domain.details.people.named import Person, full_name, people
from worker.domain.details.people.outsiders import is_somebody_else, is_subject
from worker.domain.details.people.signer import (
    Signature,
    author_signs,
    beside_number,
    called_in_header,
    signatures,
    signer,
)
from worker.domain.details.text.labels import Labelled, labelled
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passage, Passages, Source
from worker.domain.details.user.own_use import speaks_of_own_use, tells_own_use
from worker.domain.details.user.told import told_user
from worker.domain.details.user.unnamed import is_about_unnamed
from worker.domain.found import Found, Place
from worker.domain.names import is_short_for
from worker.domain.polish import CAPITALS, fold, readings
from worker.terms.words import alternation, words

_LOGIN = re.compile(
    r"(?:kont[ao]|koncie|login\w*|uzytkownik\w*|profilu?)\s+(?:uzytkownika\s+|o nazwie\s+)?"
    r"([a-z]+[._][a-z]+\d*)(?!\w|@)"
)
_THAT_NOT = re.compile(r",?\sze\s[^.!?\n]{0,60}?(?<!\w)nie\s")
_NOBODY_NAMED = re.compile(
    r"(?:nasz\w?\s|now\w{1,2}\s|jed[ne]\w+\sz\s){1,2}(?:pracowni|kolezan|koleg|stazyst|osob|dziewczyn|uzytkowni)\w*"
)
_DOMAIN = re.compile(r"\.(?:pl|com|eu|net|org|gov|edu|info)(?!\w)")  # "na konto allegro.pl"
_LOGIN_VALUE = re.compile(r"(?:[a-z][a-z0-9]*(?:[._-][a-z0-9]+)+|[a-z][a-z0-9]{2,})$")
_MYSELF = re.compile(r"(?:to\s+)?ja\b|ja\s|moja osoba|zglaszajac|jw|osobiscie|ten sam co")
_CAP = f"[{CAPITALS}]"
_CAPITALISED = re.compile(
    rf"[ \t|:]*\n?[ \t]*({_CAP}[\w'’-]+(?: {_CAP}[\w'’-]+){{1,2}})(?=[ ]*(?:$|[\n,(]))"
)  # "Jean-Luc Mbeki (kucharz)"
_USE_VERB = r"(?:uzywam|korzystam|obsluguje|pracuje|siedze|siadam|robie|ucze)"
_ME = re.compile(
    rf"(?<!\w)(?:{_USE_VERB}\s(?:\w+\s){{0,3}}?|(?:zawsze|tylko|wylacznie)\s|uzytkowni\w+\s(?:to\s|jestem\s){{0,2}})"
    r"(?P<me>ja)(?!\w)"
)
_I_SIT = re.compile(rf"(?<!\w)ja\s(?:(?:dzis|teraz|tu|tam|zawsze|codziennie)\s){{0,2}}{_USE_VERB}(?!\w)")
_OF_HER = re.compile(rf"[jJ]ą|[jJ]a\s+(?:p\.|pan|kole[gż]|[{CAPITALS}])")  # "obsługuje ją pani Halina"


def read_user(texts: Passages, source: Source) -> Found | None:
    """The user, or None when nobody is named."""
    for key in ("user", "reporter"):
        for passage in texts.written:
            if found := _labelled_user(passage, texts, key):
                return found
        if key == "user" and any(map(_labels_nobody, texts.written)):
            return None
    return (
        (_myself(texts, source) if _says_it_is_me(texts) else None)
        or told_user(texts, certain=_signs_for_own_use(texts, source))
        or _login_user(texts)
        or _signing_user(texts, source)
        or _mentioned_user(texts)
        or (None if is_about_unnamed(texts) else called_in_header(texts, source) or beside_number(texts))
        or _writer(texts, source)
    )


def _signs_for_own_use(texts: Passages, source: Source) -> bool:
    signed = _signed(texts)
    named = (signed is not None and signed.person.full) or author_signs(texts, source) is not None
    return named and speaks_of_own_use(texts)


def _says_it_is_me(texts: Passages) -> bool:
    """``Kolektora używam ja.``: whoever signs, whomever else the text names."""
    if any(_I_SIT.search(passage.folded) for passage in texts.written):
        return True
    return any(
        not _OF_HER.match(passage.text, match.end("me") - 2)
        for passage in texts.written
        for match in _ME.finditer(passage.folded)
    )


def _labelled_user(passage: Passage, texts: Passages, key: str) -> Found | None:
    for item in labelled(passage):
        if item.key != key:
            continue
        if _MYSELF.match(item.folded):
            signed = _signed(texts)
            return signed.found() if signed else None
        if _is_login(item) and re.search(r"[._]", item.value):
            return item.found()
        named = _CAPITALISED.match(passage.text, item.start)
        for person in people(passage, item.start, item.end, any_case=True):
            if passage.text[person.start].islower() and passage.text[item.start : person.start].strip(" \t:|-–\n"):
                continue  # "nasza nowa pracownica, od maja"
            whole = named and not person.full and named.start(1) == person.start < named.end() <= item.end
            return passage.found(person.start, named.end(1) if named and whole else person.end, "label")
        if _is_login(item):
            return item.found()
        if named and named.end() <= item.end:
            return passage.found(*named.span(1), "label")
    return None


def _labels_nobody(passage: Passage) -> bool:
    """``Kto pracuje: nasza nowa pracownica``: the label has its answer, and it is no name."""
    return any(item.key == "user" and _NOBODY_NAMED.match(item.folded) for item in labelled(passage))


def _is_login(item: Labelled) -> bool:
    """``j.kowalski``, ``mkowalska``: one token that is no word of Polish ("wszyscy", "biuro")."""
    login = _LOGIN_VALUE.match(item.folded) is not None and not item.value.istitle()  # "Operator: Orange"
    return login and not readings(item.value) and not pattern("people", "unnamed", "jobs", "company").match(item.folded)


def _login_user(texts: Passages) -> Found | None:
    for passage in texts.written:
        for match in _LOGIN.finditer(passage.folded):
            if not _DOMAIN.search(match.group(1)) and not _DOMAIN.match(passage.folded, match.end(1)):
                return passage.found(match.start(1), match.end(1), "login")
    return None


def _signed(texts: Passages) -> Signature | None:
    if texts.forwarded:
        inner = signer(texts.quotes)
        if inner is not None:
            return inner
    return signer(tuple(passage for passage in texts.written if passage.place is not Place.QUOTE))


def _signing_user(texts: Passages, source: Source, *, myself: bool = False) -> Found | None:
    """Who signs; of a mail about nobody in particular only one who says that it is he (``myself``)."""
    if not myself and is_about_unnamed(texts):
        return None
    signed = _signed(texts)
    if signed is not None and signed.person.full:
        return signed.found()
    if signed is not None and (whole := _with_surname(signed, source)):
        return whole
    return author_signs(texts, source) or (_mentioned_user(texts) or signed.found() if signed else None)


def _myself(texts: Passages, source: Source) -> Found | None:
    return _signing_user(texts, source, myself=True) or _writer(texts, source)


def _with_surname(signed: Signature, source: Source) -> Found | None:
    """``Aga`` under a letter from "Agnieszka Kowalczyk": the name by which a technician will ask for her."""
    quoted = signed.passage.place is Place.QUOTE
    name = full_name(signed.passage.head if quoted else source.author_name)
    if not is_short_for(signed.passage.text[signed.person.start : signed.person.end], name):
        return None
    return Found(value=name, place=Place.QUOTE if quoted else Place.HEADER, rule="signature")


def _mentioned_user(texts: Passages) -> Found | None:
    for passage in texts.written:
        signed = {signature.person.start for signature in signatures(passage)}
        for person in people(passage):
            if person.start in signed or person.addressed or is_somebody_else(passage, person, 0):
                continue
            if not _has_trouble(passage, person) or _only_speaks(passage, person):
                continue
            if person.full or (person.titled and person.surname):
                return passage.found(person.start, person.end, "mention")
    return None


def _only_speaks(passage: Passage, person: Person) -> bool:
    """``Ewa Mucha mówi, żeby pisać ręcznie``; who says that something does not work has the trouble."""
    said = _speaks().match(passage.folded, person.end)
    return said is not None and _THAT_NOT.match(passage.folded, said.end()) is None


@cache
def _speaks() -> re.Pattern[str]:
    return re.compile(rf"\)?,?\s(?:\w+\s){{0,2}}?{alternation(words('people')['only_speaks'])}(?!\w)")


def _has_trouble(passage: Passage, person: Person) -> bool:
    """In the nominative, or "u Anny Lis", "Annie Lis nie drukuje": not "przyjazd pana Marka Wilka", "dla Anny Lis"."""
    if is_subject(passage, person):
        return True
    before = passage.folded[max(0, person.start - 12) : person.start]
    if re.search(r"(?<!\w)u (?:pan[ia]? |p\. )?$", before):
        return True
    first = re.compile(r"[^\W\d_]+").match(passage.text, person.start)
    dative = first is not None and any("dat" in one.tags for one in readings(first.group().capitalize()))
    return dative and not re.search(r"(?<!\w)(?:o|po|przy|na|w|do|dla|od|z|przez) (?:pan\w* |p\. )?$", before)


def _writer(texts: Passages, source: Source) -> Found | None:
    if is_about_unnamed(texts):
        return None
    if texts.forwarded:  # who wrote the report; the one who sends it on only passes it
        for passage in texts.quotes:
            if (name := _own_name(passage.head)) and tells_own_use(passage):
                return Found(value=name, place=Place.QUOTE, rule="author")
    if (name := _own_name(source.author_name)) and speaks_of_own_use(texts):
        return Found(value=name, place=Place.HEADER, rule="author")
    return None


def _own_name(display: str) -> str:
    """The person a header names; "" for a company's name."""
    return "" if pattern("people", "company").search(fold(display)) else full_name(display)
