"""The user of the computer: a named person, a login, or the writer who signs (point 1.3, rule 4).

In this order: a labelled line; a person named beside words of use ("z kasy korzysta pani …"); the one
who signs, unless the text is about an unnamed employee and the writer does not speak of using the
computer; any other person named in the text; the sender's display name in a first-person report.
"""

import itertools
import re
from collections.abc import Iterator
from functools import cache

from worker.domain.details.labels import Labelled, labelled
from worker.domain.details.people import Person, full_name, people, person_at
from worker.domain.details.phrases import Sentence, it_works, last, pattern, sentences
from worker.domain.details.signer import Signature, author_signs, called_in_header, signatures, signer
from worker.domain.details.source import Passage, Passages, Source
from worker.domain.found import Found, Place
from worker.domain.polish import fold, readings
from worker.terms.words import alternation, words

_LOGIN = re.compile(
    r"(?:kont[ao]|koncie|login\w*|uzytkownik\w*|profilu?)\s+(?:uzytkownika\s+|o nazwie\s+)?"
    r"([a-z]+[._][a-z]+\d*)(?!\w|@)"
)
_LOGIN_VALUE = re.compile(r"(?:[a-z][a-z0-9]*(?:[._-][a-z0-9]+)+|[a-z][a-z0-9]{2,})$")
_MYSELF = re.compile(r"(?:to\s+)?ja\b|ja\s|moja osoba|zglaszajac|jw|osobiscie|ten sam co")
_FIRST_PERSON_END = ("ę", "e", "am", "em", "łem", "łam")
_USES = re.compile(
    r"(?<!\w)(?:uzywa|korzysta|pracuje|obsluguje|siedzi|uzytkownik\w*|uzytkuje|loguje sie|nazywa sie"
    r"|sie nazywa|nazywam sie|robi|wpisuje)"
    r"(?:\s+(?:go|ja|je|na\s+ni[mej]+|z\s+nie[jg]o?|tam|tu|nim|jest|to|pan|pani|kolega|kolezanka)){0,3}\s+"
)
_ROLE = re.compile(
    r"(?:(?<=\n)|^|(?<=[.;,(]\s)|(?<=\())[ \t]{0,6}(?P<role>[a-z]{3,16})(?:[ ][a-z]{4,16})?(?::|[ ][-–])[ ]{1,4}"
)
_I_AM = re.compile(r"(?<!\w)(?:to\sja|z\stej\sstrony|nazywam\ssie|tu\smowi)[ ,-]{1,3}")
_WHO_USES = re.compile(
    r"(?<!\w)(\w{3,16}),?\s\(?(?:on|ona|ktory|ktora|co)\s(?:\w+\s){0,4}?(?:siedzi|pracuje|korzysta|uzywa|obsluguje|robi)(?!\w)"
)
_USE_VERB = r"(?:uzywam|korzystam|obsluguje|pracuje|siedze|siadam|robie)"
_ME = re.compile(
    rf"(?<!\w)(?:{_USE_VERB}\s(?:\w+\s){{0,3}}?|(?:zawsze|tylko|wylacznie)\s|uzytkowni\w+\s(?:to\s|jestem\s){{0,2}})"
    r"(?P<me>ja)(?!\w)"
)
_OF_HER = re.compile(r"[jJ]ą|[jJ]a\s+(?:p\.|pan|kole[gż]|[A-ZĄĆĘŁŃÓŚŹŻ])")  # "obsługuje ją pani Halina"
_NAMED_ASIDE = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ]{2,15}(?:[-_][A-ZĄĆĘŁŃÓŚŹŻ0-9]{1,15}){1,3} ?[(–-] ?$")
_VERBS_READ = 400
_WHO = frozenset({"nom", "dat"})  # "kasjerka nie może", "kasjerce nie otwiera się"
_ONE_OF = re.compile(r"(?<!\w)(?:jed[en]\w+|kto[sr]\w*|kilk\w|par[aue]|kilkor\w+|czesc)\s+(?:z\s+)?(?:\w+\s+)?$")
_REACH = 45


def read_user(texts: Passages, source: Source) -> Found | None:
    """The user, or None when nobody is named."""
    for key in ("user", "reporter"):
        for passage in texts.written:
            if found := _labelled_user(passage, texts, key):
                return found
    return (
        (_signing_user(texts, source) if _says_it_is_me(texts) else None)
        or _told_user(texts)
        or _login_user(texts)
        or _signing_user(texts, source)
        or _mentioned_user(texts)
        or (None if _is_about_unnamed(texts) else called_in_header(texts, source))
        or _writer(texts, source)
    )


def speaks_of_own_use(texts: Passages) -> bool:
    """Whether the writer tells in the first person what he or she did on the computer."""
    return any(_own_use(passage) for passage in texts.written)


def _own_use(passage: Passage) -> bool:
    if pattern("people", "own", "own_trouble").search(passage.folded):
        return True
    courtesy = words("people")["courtesy"]
    checked = 0
    for match in re.finditer(r"[^\W\d_]{3,20}", passage.text):
        word = match.group().lower()
        if not word.endswith(_FIRST_PERSON_END):
            continue
        checked += 1
        if checked > _VERBS_READ:
            break
        for reading in readings(word):
            if reading.part in ("fin", "praet") and {"sg", "pri"} <= reading.tags and reading.lemma not in courtesy:
                return True
    return False


def _says_it_is_me(texts: Passages) -> bool:
    """``Kolektora używam ja.``: whoever signs, whomever else the text names."""
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
        for person in people(passage, item.start, item.end, any_case=True):
            return passage.found(person.start, person.end, "label")
        if _is_login(item):
            return item.found()
        if len(item.value.split()) in (2, 3) and all(word[0].isupper() for word in item.value.split()):
            return item.found()
    return None


def _is_login(item: Labelled) -> bool:
    """``j.kowalski``, ``mkowalska``: one token that is no word of Polish ("wszyscy", "biuro")."""
    login = _LOGIN_VALUE.match(item.folded) is not None
    return login and not readings(item.value) and not pattern("people", "unnamed", "jobs", "company").match(item.folded)


def _told_user(texts: Passages) -> Found | None:
    best: tuple[int, Found] | None = None
    for passage in texts.written:
        signed = {signature.person.start for signature in signatures(passage)}
        for person, score in (*_by_role(passage, signed), *_told(passage, signed)):
            if best is None or score > best[0]:
                named = person if person.full else _in_full(passage, person, signed)
                best = (score, passage.found(named.start, named.end, "prose"))
    return best[1] if best else None


def _in_full(passage: Passage, person: Person, signed: set[int]) -> Person:
    """The same person with the surname, where the text gives it: ``Robi na nim Seweryn, znaczy Seweryn Łopuch``."""
    first = passage.folded[person.start : person.end]
    for other in people(passage):
        if other.full and other.start not in signed and passage.folded.startswith(first, other.start):
            return other
    return person


def _by_role(passage: Passage, signed: set[int]) -> Iterator[tuple[Person, int]]:
    """A role as a label: ``Projektant: Natalia Cieśla``, ``Kasjerka - Ewa Lis``."""
    for match in _ROLE.finditer(passage.folded):
        role = passage.text[match.start("role") : match.end("role")]
        if pattern("people", "not_roles").fullmatch(match["role"]) or not _is_role(role):
            continue
        for person in itertools.islice(people(passage, match.end(), match.end() + 60), 1):
            if person.full and person.start == match.end() and person.start not in signed:
                yield person, 4


def _is_role(word: str) -> bool:
    return any(reading.part == "subst" and {"sg", "nom"} <= reading.tags for reading in readings(word.lower()))


def _told(passage: Passage, signed: set[int]) -> Iterator[tuple[Person, int]]:
    for sentence in sentences(passage):
        if not any(char.isupper() for char in sentence.text):
            continue
        for person in people(passage, sentence.start, sentence.end):
            if _owns_device(passage, person):
                yield person, 5 if person.full else 3 + person.titled
                continue
            if person.addressed or person.start in signed or _is_somebody_else(passage, person, sentence.start):
                continue
            cue = last(
                pattern("people", "use", "self"),
                passage.folded,
                max(sentence.start, person.start - _REACH),
                person.start,
            )
            after = pattern("people", "use").search(passage.folded, person.end, min(sentence.end, person.end + _REACH))
            near = cue is not None and person.start - cue.end() <= 12
            if person.full and (cue or after):
                yield person, 4 + near
            elif person.titled and (cue or after):
                yield person, 3 + near
            elif person.first and near:
                yield person, 2
    for cue in _USES.finditer(passage.folded):
        person = person_at(passage, cue.end(), cue.end() + 50, any_case=True)
        if person and (person.full or (person.first and passage.text[person.start].isupper())):
            yield person, 4 if person.full else 2
    for cue in _I_AM.finditer(passage.folded):  # "to ja zbyszek z tartaku"
        person = person_at(passage, cue.end(), cue.end() + 50, any_case=True)
        if person and (person.full or person.first):
            yield person, 4 if person.full else 3
    for cue in _WHO_USES.finditer(passage.folded):  # "krzysiek (on tam siedzi)"
        person = person_at(passage, cue.start(1), cue.end(1), any_case=True)
        if (
            person
            and person.first
            and all(reading.names for reading in readings(passage.text[person.start : person.end]))
        ):
            yield person, 3


def _owns_device(passage: Passage, person: Person) -> bool:
    """``tablet serwisanta Adama Cebuli``; never a customer's customer."""
    match = _device_of().search(passage.folded, max(0, person.start - _REACH), person.start)
    if person.full and _NAMED_ASIDE.search(passage.text, max(0, person.start - _REACH), person.start):
        return True  # "PRAC-04 (Ola Kmieć)"
    return match is not None and not (person.addressed or pattern("people", "strangers").search(match.group()))


@cache
def _device_of() -> re.Pattern[str]:
    device = alternation(
        (*words("devices")["computers"], *words("devices")["positions"], "telefon", "telefonie", "telefonu")
    )
    return re.compile(rf"(?<!\w){device}[ ](?:(?:\w+|p\.)[ ]){{0,2}}$")


def _is_somebody_else(passage: Passage, person: Person, start: int) -> bool:
    before = last(pattern("people", "not_user"), passage.folded, max(start, person.start - 40), person.start)
    return before is not None and not pattern("people", "use").search(passage.folded, before.end(), person.start)


def _login_user(texts: Passages) -> Found | None:
    for passage in texts.written:
        if match := _LOGIN.search(passage.folded):
            return passage.found(match.start(1), match.end(1), "login")
    return None


def _signed(texts: Passages) -> Signature | None:
    if texts.forwarded:
        inner = signer(texts.quotes)
        if inner is not None:
            return inner
    return signer(tuple(passage for passage in texts.written if passage.place is not Place.QUOTE))


def _signing_user(texts: Passages, source: Source) -> Found | None:
    if _is_about_unnamed(texts):
        return None
    signed = _signed(texts)
    if signed is not None and signed.person.full:
        return signed.found()
    if signed is not None and (whole := _with_surname(signed, source)):
        return whole
    return author_signs(texts, source) or (_mentioned_user(texts) or signed.found() if signed else None)


def _with_surname(signed: Signature, source: Source) -> Found | None:
    """``Agnieszka`` under a letter from "Agnieszka Kowalczyk": the name by which a technician will ask for her."""
    quoted = signed.passage.place is Place.QUOTE
    name = full_name(signed.passage.head if quoted else source.author_name)
    first = signed.passage.folded[signed.person.start : signed.person.end]
    if first not in fold(name).split():
        return None
    return Found(value=name, place=Place.QUOTE if quoted else Place.HEADER, rule="signature")


def _is_about_unnamed(texts: Passages) -> bool:
    """Whether somebody without a name has the trouble, and the writer does not sit at that computer."""
    if any(_sits_there(passage) for passage in texts.written):
        return False
    return any(
        _speaks_of_somebody(sentence, match)
        for passage in texts.written
        if passage.place is not Place.SIGNATURE
        for sentence in sentences(passage)
        for match in _unnamed_sufferer().finditer(sentence.folded)
    )


def _sits_there(passage: Passage) -> bool:
    """The writer is at the computer in trouble; "u mnie działa" only compares."""
    return any(not it_works(passage.folded, own.end()) for own in pattern("people", "own").finditer(passage.folded))


def _speaks_of_somebody(sentence: Sentence, match: re.Match[str]) -> bool:
    """The role itself does or suffers it; never a room's owner ("w gabinecie dyrektora formuły …") or an outsider."""
    if match.group().startswith("u ") and it_works(sentence.folded, match.end()):
        return False  # "u koleżanki działa"
    group = "actor" if match["actor"] else "late"
    role = match[group]
    if not role:
        kinds = readings(match["owner"] or "")
        return not kinds or any(reading.part != "adj" for reading in kinds)  # "terminal kasjerski" is nobody's
    start = match.start(group)
    before = re.compile(r"(\w+)\W+$").search(sentence.folded, max(0, start - 40), start)
    if before and pattern("devices", "places", "rooms").fullmatch(before.group(1)):
        return False
    if pattern("people", "outsiders").search(sentence.folded, max(0, start - 12), match.end() + 12):
        return False
    if _ONE_OF.search(sentence.folded, max(0, start - 30), start):
        return True
    kinds = readings(sentence.text[start : start + len(role)]) if role.isalpha() else ()
    return not kinds or any(not _WHO.isdisjoint(reading.tags) for reading in kinds)


@cache
def _unnamed_sufferer() -> re.Pattern[str]:
    """``kasjerka … nie może``, ``pracuje na nim kasjerka``, ``u kasjerki``, ``komputer kasjerki``."""
    lists = words("people")
    role, act = alternation(lists["unnamed"]), alternation(lists["suffers"])
    some = r"(?:\W+\w+){0,6}?\W+"
    device = alternation(words("devices")["computers"])
    return re.compile(
        rf"(?<![\w@])(?:(?P<actor>{role}){some}{act}|{act}(?:\W+\w+){{0,4}}?\W+(?P<late>{role})(?![.@]\w)"
        rf"|u\s+(?:\w+\s+)?{role}|{device}\s+(?:\w+\s+)?(?P<owner>{role}))(?!\w)"
    )


def _mentioned_user(texts: Passages) -> Found | None:
    for passage in texts.written:
        signed = {signature.person.start for signature in signatures(passage)}
        for person in people(passage):
            if person.start in signed or person.addressed or _is_somebody_else(passage, person, 0):
                continue
            if _is_company(passage, person):
                continue
            if person.full or (person.titled and person.surname):
                return passage.found(person.start, person.end, "mention")
    return None


def _is_company(passage: Passage, person: Person) -> bool:
    """Whether a name is part of a company's: ``Spółka Jan Kowalski Sp. z o.o.``."""
    before = last(pattern("people", "company"), passage.folded, max(0, person.start - 20), person.start)
    if before is not None and not passage.folded[before.end() : person.start].strip(' .,„"'):
        return True
    after = pattern("people", "company").search(passage.folded, person.end, person.end + 14)
    return after is not None and not passage.folded[person.end : after.start()].strip(" ,&i")


def _writer(texts: Passages, source: Source) -> Found | None:
    if _is_about_unnamed(texts):
        return None
    if texts.forwarded:  # who wrote the report; the one who sends it on only passes it
        for passage in texts.quotes:
            if (name := _own_name(passage.head)) and _own_use(passage):
                return Found(value=name, place=Place.QUOTE, rule="author")
    if (name := _own_name(source.author_name)) and speaks_of_own_use(texts):
        return Found(value=name, place=Place.HEADER, rule="author")
    return None


def _own_name(display: str) -> str:
    """The person a header names; "" for a company's name."""
    return "" if pattern("people", "company").search(fold(display)) else full_name(display)
