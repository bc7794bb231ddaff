"""The user of a labelled line: "Użytkownik: Anna Nowak", "Kto pracuje: ja", "Login: j.kowalski"."""

import re

from worker.domain.details.people.named import people
from worker.domain.details.people.signer import Signature
from worker.domain.details.text.labels import Labelled, labelled
from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passage
from worker.domain.found import Found
from worker.domain.polish import CAPITALS, readings
from worker.terms.words import alternation, words

_NOBODY_NAMED = re.compile(
    rf"(?:nasz\w?\s|now\w{{1,2}}\s|jed[ne]\w+\sz\s){{1,2}}(?:osob|{alternation(words('people')['unnamed'])})"
)
_LOGIN_VALUE = re.compile(r"(?:[a-z][a-z0-9]*(?:[._-][a-z0-9]+)+|[a-z][a-z0-9]{2,})$")
_MYSELF = re.compile(r"(?:to\s+)?ja\b|ja\s|moja osoba|zglaszajac|jw|osobiscie|ten sam co")
_CAP = f"[{CAPITALS}]"
_CAPITALISED = re.compile(
    rf"[ \t|:]*\n?[ \t]*({_CAP}[\w'’-]+(?: {_CAP}[\w'’-]+){{1,2}})(?=[ ]*(?:$|[\n,(]))"
)  # "Jean-Luc Mbeki (kucharz)"


def labelled_user(passage: Passage, key: str, signed: Signature | None) -> Found | None:
    """The value of the first label of that key that names somebody; ``signed`` is meant by "ja"."""
    for item in labelled(passage):
        if item.key != key:
            continue
        if _MYSELF.match(item.folded):
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


def labels_nobody(passage: Passage) -> bool:
    """``Kto pracuje: nasza nowa pracownica``: the label has its answer, and it is no name."""
    return any(item.key == "user" and _NOBODY_NAMED.match(item.folded) for item in labelled(passage))


def _is_login(item: Labelled) -> bool:
    """``j.kowalski``, ``mkowalska``: one token that is no word of Polish ("wszyscy", "biuro")."""
    login = _LOGIN_VALUE.match(item.folded) is not None and not item.value.istitle()  # "Operator: Orange"
    return login and not readings(item.value) and not pattern("people", "unnamed", "jobs", "company").match(item.folded)
