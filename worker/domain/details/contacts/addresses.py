"""E-mail addresses to reach the user, and the sender's own where the words offer it (points 1.3, 1.5; rule 5)."""

import re
from collections.abc import Iterator

from worker.domain.details.contacts.spelled import spelled_addresses
from worker.domain.details.contacts.weighing import (
    WINDOW,
    Contact,
    apart,
    is_beside_person,
    is_destination,
    is_told_of,
    is_under,
    ranked,
)
from worker.domain.details.people.named import name_words, people
from worker.domain.details.people.signer import signer
from worker.domain.details.text.card import is_on_card
from worker.domain.details.text.labels import labelled
from worker.domain.details.text.phrases import last, pattern
from worker.domain.details.text.source import Passage, Passages, Source
from worker.domain.found import Found, Place
from worker.terms.free_mail import free_mail_domains
from worker.terms.words import alternation, words

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,12}(?![\w@])", re.IGNORECASE)
_SENT_US = re.compile(
    rf"(?<!\w)(?:{alternation(words('contacts')['sent_on'])}\s(?:nas|mnie)"
    r"|kaz(?:e|a|al\w{0,2})\s(?:nam\s|mi\s)?(?:pisac|zglaszac|slac|wysylac))(?!\w)"
)
_SENT = re.compile(  # "pisałam już na adres …"
    rf"(?<!\w){alternation(words('contacts')['sent'])}\s(?:\w+\s){{0,2}}?(?:na|do|pod)\s(?:adres\w*\s)?$"
)
_FAR = 160
_NAME_REACH, _LONG_NAME = 90, 4  # "Natalia Cieśla, n.ciesla@…"
_INVITES, _WRITING, _CHANGES, _SERVES, _MAILBOX = (
    alternation(words("contacts")[key]) for key in ("invites", "writing", "changes", "serves", "mailbox")
)
_THIS_ADDRESS = (
    rf"(?:(?:ten|tego|tym|tej|ta|te)\s(?:sam\w*\s)?(?:moj\w*\s)?(?!adres\w*\sip\b){_MAILBOX}"
    rf"|{_MAILBOX}(?:\s(?:e-?mail\w*|mailow\w*))?,?\s(?:z\sktore\w+\s(?:pisz|wys)|jak\sw\snaglowk)\w+)"
)
_OFFERED = re.compile(
    rf"(?<!\w)(?:kontakt\w*|moze\sbyc|wystarczy|{_INVITES}(?:\s(?!nie\b)\w+){{0,3}}?\s{_WRITING})"
    rf"(?:(?!\b(?:nie|ze|czy|{_CHANGES})\b)[^.\n]){{0,40}}?\b{_THIS_ADDRESS}"
    r"|(?<!\w)odpowie\w+(?:(?!\bnie\b)[^.\n]){0,20}?\b(?:na|pod)\s(?:ten|tym)\s(?:sam\w*\s)?adres"
    rf"|(?<!\w){_THIS_ADDRESS}\s(?:(?!nie\b)[\w-]+\s){{0,2}}?{_SERVES}"
)


def read_emails(texts: Passages, source: Source) -> tuple[Found, ...]:
    """The addresses to reach the user or the writer, the best first."""
    names = frozenset().union(*(name_words(line) for line in _name_lines(texts, source)))
    contacts = [contact for passage in texts.theirs for contact in _emails(passage, source, names)]
    if not contacts and _offers_own_address(texts, source):
        return (Found(value=source.author_address, place=Place.HEADER, rule="this address"),)
    return ranked(contacts)


def _offers_own_address(texts: Passages, source: Source) -> bool:
    """``Kontakt: może być ten adres``: the words give the contact, the header only spells it out.

    A header that nobody points to is none: each mail has one, and many offices write from a box nobody reads.
    """
    if not source.author_address or source.is_own(source.author_address):
        return False
    own = (passage for passage in texts.written if passage.place is not Place.QUOTE)
    return any(_OFFERED.search(passage.folded) for passage in own)


def _name_lines(texts: Passages, source: Source) -> Iterator[str]:
    yield source.author_name
    if signed := signer(texts.written):
        yield signed.found().value
    for passage in texts.written:
        yield from (item.value for item in labelled(passage) if item.key in ("user", "reporter"))


def _emails(passage: Passage, source: Source, names: frozenset[str]) -> Iterator[Contact]:
    labels = tuple(item for item in labelled(passage) if item.key in ("email", "contact"))
    author = source.author_address.lower()
    for start, end, address in _addresses(passage):
        if source.is_own(address) or address.partition("@")[0] in words("contacts")["no_reply"]:
            continue
        if is_told_of(passage.folded, start) or is_destination(passage, start) or _was_sent_there(passage, start):
            continue
        begin = max(passage.folded.rfind("\n\n", 0, start) + 1, start - WINDOW, 0)
        never = last(pattern("contacts", "email_never"), passage.folded, begin, start)
        asks = last(pattern("contacts", "email_asks"), passage.folded, begin, start)
        under_label = is_under(labels, start)
        near = names | name_words(passage.text[max(0, start - _NAME_REACH) : start])
        theirs = address == author or _is_of(address, near) or _is_colleague(address, author, passage)
        theirs = theirs or is_beside_person(passage, start)
        card = is_on_card(passage, start)
        alone = not re.search(r"[a-z]{3}", passage.folded[passage.folded.rfind("\n", 0, start) + 1 : start])
        if _SENT.search(passage.folded, begin, start) and address != author:
            continue
        if never and _is_nearer(never, asks) and not (under_label or card or address == author):
            continue
        if not (under_label or asks or theirs or card or alone):
            continue
        if not (under_label or theirs) and _is_of_maker(passage, start, address, author):
            continue
        weight = 4 if under_label else 3 if asks else 2 if theirs or not card else 1
        yield Contact(weight, passage.found(start, end, "label" if under_label else "prose"))


def _is_nearer(never: re.Match[str], asks: re.Match[str] | None) -> bool:
    """Whether the word that makes it part of the problem is the nearer one: "wysyłane na" of "wysyłane na adres"."""
    return asks is None or asks.end() < never.end() or never.start() < asks.start() < never.end()


def _was_sent_there(passage: Passage, start: int) -> bool:
    """``Producent … odesłał nas z pismem na adres …``: where somebody else sent the writer."""
    stop = max(passage.folded.rfind(mark, 0, start) for mark in (". ", "\n\n", "! ", "? "))
    return _SENT_US.search(passage.folded, max(stop, start - _FAR, 0), start) is not None


def _is_of_maker(passage: Passage, start: int, address: str, author: str) -> bool:
    """``wydawca przysłał program (pytania do niego: wypozyczalnia@…)``: of the other company the sentence tells of."""
    if address.rpartition("@")[2] == author.rpartition("@")[2]:
        return False
    begin = max(passage.folded.rfind(". ", 0, start) + 1, passage.folded.rfind("\n\n", 0, start) + 1, start - _FAR, 0)
    maker = last(pattern("contacts", "makers"), passage.folded, begin, start)
    return maker is not None and pattern("contacts", "writers_own").search(passage.folded, maker.end(), start) is None


def _is_of(address: str, names: frozenset[str]) -> bool:
    """Whether the local part holds a name: ``k.maj``, ``jwrobel``, ``anna.nowak``."""
    local = address.partition("@")[0]
    whole = name_words(re.sub(r"[._-]", " ", local))
    return bool(names & whole) or any(len(name) >= _LONG_NAME and local.endswith(name) for name in names)


def _is_colleague(address: str, author: str, passage: Passage) -> bool:
    """``ewentualnie j.cwik@morena.example``: the writer's company, and a person of the text (rule 5)."""
    domain = author.rpartition("@")[2]
    if address.rpartition("@")[2] != domain or domain in free_mail_domains():
        return False
    named = (name_words(passage.text[one.start : one.end]) for one in people(passage))
    return _is_of(address, frozenset().union(*named))


def _addresses(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Where an address stands, and the address in lower case."""
    spelled = [(one.start, one.end, one.means) for one in spelled_addresses(passage.folded)]
    written = [(*match.span(), match.group().lower()) for match in _EMAIL.finditer(passage.text)]
    return apart(spelled + written)
