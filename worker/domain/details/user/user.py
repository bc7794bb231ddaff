"""The user of the computer: a named person, a login, or the writer who signs (point 1.3, rule 4).

The first that there is, in this order:

1. a labelled line                                            ``labelled_user``
2. the writer, who says "używam ja"                           ``own_use``
3. whom the words of use point to ("korzysta pani …")         ``told``, ``sayings``, ``doers``
4. a login
5. who signs, unless the text is about somebody unnamed       ``people.signer``, ``unnamed``
6. anybody else named who may have the trouble                ``mentioned``
7. a name in the last words, or the sender's in a report of his own use
"""

import re

from worker.domain.details.people.named import full_name
from worker.domain.details.people.signer import (
    Signature,
    author_signs,
    beside_number,
    called_in_header,
    writer_signs,
)
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passages, Source
from worker.domain.details.user.labelled_user import labelled_user, labels_nobody
from worker.domain.details.user.mentioned import mentioned_user, only_person
from worker.domain.details.user.own_use import named_as_me, says_it_is_me, speaks_of_own_use, tells_own_use
from worker.domain.details.user.told import told_user
from worker.domain.details.user.unnamed import is_about_unnamed
from worker.domain.found import Found, Place
from worker.domain.polish import fold, is_first_name, is_surname, readings
from worker.domain.polish.names import is_short_for
from worker.terms.words import alternation, words

_LOGIN = re.compile(
    r"(?<!\w)(?:kont[ao]|koncie|login\w*|uzytkownik\w*|profilu?)(?::\s?|\s+)(?:uzytkownika\s+|o nazwie\s+)?"
    r"([a-z]+[._][a-z]+\d*|[a-z]{5,20}\d{0,3})(?!\w|[.@]\w)"
)
_DOMAIN = re.compile(rf"\.{alternation(words('writing')['domains'])}(?!\w)")  # "na konto allegro.pl"


def read_user(texts: Passages, source: Source) -> Found | None:
    """The user, or None when nobody is named."""
    signed = writer_signs(texts)
    for key in ("user", "reporter"):
        for passage in texts.written:
            if found := labelled_user(passage, key, signed):
                return found
        if key == "user" and any(map(labels_nobody, texts.written)):
            return None
    unnamed = is_about_unnamed(texts)
    return (
        (_myself(texts, source) if says_it_is_me(texts) else None)
        or told_user(texts, certain=_signs_for_own_use(texts, source), unnamed=unnamed)
        or _login_user(texts)
        or _signing_user(texts, source)
        or mentioned_user(texts, unnamed=unnamed)
        or (None if unnamed else called_in_header(texts, source) or beside_number(texts))
        or _writer(texts, source)
        or (None if unnamed else only_person(texts))
    )


def _signs_for_own_use(texts: Passages, source: Source) -> bool:
    signed = writer_signs(texts)
    named = (signed is not None and signed.person.full) or author_signs(texts, source) is not None
    return named and speaks_of_own_use(texts)


def _login_user(texts: Passages) -> Found | None:
    for passage in texts.written:
        for match in _LOGIN.finditer(passage.folded):
            login = passage.text[match.start(1) : match.end(1)]
            if _DOMAIN.search(login) or _DOMAIN.match(passage.folded, match.end(1)):
                continue
            if not login.isalnum() or _is_initial_and_name(login):
                return passage.found(match.start(1), match.end(1), "login")
    return None


def _is_initial_and_name(login: str) -> bool:
    """``mjagoda``, ``kowalskij2``: no word of Polish, but a name in it and one letter more."""
    word = login.rstrip("0123456789")
    if readings(word) or not word.islower():
        return False
    return any(is_surname(name) or is_first_name(name) for name in (word[1:], word[:-1]))


def _signing_user(texts: Passages, source: Source, *, myself: bool = False) -> Found | None:
    """Who signs; of a mail about nobody in particular only one who says that it is he (``myself``)."""
    if not myself and is_about_unnamed(texts):
        return None
    signed = writer_signs(texts)
    if signed is not None and signed.person.full:
        return signed.found()
    if signed is not None and (whole := _with_surname(signed, source)):
        return whole
    return author_signs(texts, source) or (mentioned_user(texts) or signed.found() if signed else None)


def _myself(texts: Passages, source: Source) -> Found | None:
    return named_as_me(texts) or _signing_user(texts, source, myself=True) or _writer(texts, source)


def _with_surname(signed: Signature, source: Source) -> Found | None:
    """``Aga`` under a letter from "Agnieszka Kowalczyk": the name by which a technician will ask for her."""
    quoted = signed.passage.place is Place.QUOTE
    name = full_name(signed.passage.head if quoted else source.author_name)
    if not is_short_for(signed.passage.text[signed.person.start : signed.person.end], name):
        return None
    return Found(value=name, place=Place.QUOTE if quoted else Place.HEADER, rule="signature")


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
