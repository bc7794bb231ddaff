"""What is read, and in which order: the passages of one mail.

The new text and the signature come first. The quoted part is read as the customer's own words only in
a forward, or when it is not a letter of ours: a report may be an answer to one's own older mail, but
our rejection, quoted back, must never be taken for a description.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from worker.domain.found import Found, Place
from worker.domain.polish import fold
from worker.terms.free_mail import free_mail_domains
from worker.terms.words import alternation, words

_MOST_CHARACTERS = 20_000  # of one passage; a report says what it has to say well before that
_SHORT_TEXT = 30  # letters; fewer may be one name in capitals
_SHORTENED = re.compile(r"\d\s?(?:godz|min)$")
_PAIRS = (("„", "”"), ("„", '"'), ("(", ")"))
_MARKS = re.compile(r"^(?:[ \t]?>)+[ \t]?", re.MULTILINE)
_FROM, _WROTE = (alternation(map(fold, words("quotes")[key])) for key in ("from", "verbs"))
_ATTRIBUTION = re.compile(
    rf"^[^\n]{{0,200}}(?<!\w)(?:napisal(?:a|\(a\)|/a)?|przeslal\(a\)|pisze|wrote|{_WROTE})\s{{0,3}}:[ \t]*$"
    r"|^[ \t]{0,4}wiadomosc napisana przez [^\n]{0,200}:[ \t]*$",
    re.MULTILINE,
)
_HEADER_BLOCK = re.compile(
    rf"^[ \t*]*{_FROM}[ \t*]{{0,3}}:[^\n]*\n(?:[^\n:]{{1,24}}:[^\n]*\n|[ \t]+[^\n]*\n){{1,8}}", re.MULTILINE
)
_OUR_COPY = re.compile(r"tresc\s+(?:panstwa\s+)?zgloszenia\s*:")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The facts of a mail that the reading of details needs; the rest of the message does not matter.

    ``topic`` is the subject, with or without NIP and Re:. ``new_text``, ``signature`` and ``quote`` are the
    parts of ``text``; the reading stands it when they were not split perfectly. ``own_addresses`` (their
    domains count too, lower case) and ``own_phones`` (any spelling) are the company's own.
    """

    topic: str = ""
    new_text: str = ""
    signature: str = ""
    quote: str = ""
    text: str = ""
    forwarded: bool = False
    author_name: str = ""
    author_address: str = ""
    own_addresses: frozenset[str] = frozenset()
    own_phones: frozenset[str] = frozenset()

    @property
    def own_domains(self) -> frozenset[str]:
        """The domains of the company's own addresses."""
        return frozenset(address.rpartition("@")[2].lower() for address in self.own_addresses)

    def is_own(self, address: str) -> bool:
        """Whether an address is the company's own."""
        return address.lower() in self.own_addresses or address.rpartition("@")[2].lower() in self.own_domains


@dataclass(frozen=True)
class Passage:
    """One run of text from one place; ``folded`` has the same length and the same line ends."""

    text: str
    place: Place
    offset: int = 0  # of ``text`` in the text of its place; -1 when quote marks were taken off
    head: str = ""  # of a quoted passage: the line that names who wrote it, without addresses
    foreign: bool = False  # of a quoted passage: written at another company

    @cached_property
    def folded(self) -> str:
        """The text folded for comparison."""
        return fold(self.text)

    @cached_property
    def plain(self) -> str:
        """The text; in lower case where it is written in capitals throughout, so that they mean nothing."""
        letters = [char for char in self.text[:2000] if char.isalpha()]
        shouting = len(letters) > _SHORT_TEXT and sum(map(str.isupper, letters)) > len(letters) * 4 // 5
        return self.text.lower() if shouting and len(self.text.lower()) == len(self.text) else self.text

    def found(self, start: int, end: int, rule: str) -> Found:
        """The value between two offsets, trimmed, with its place in the mail."""
        raw = self.text[start:end]
        value = raw.strip(" \t\n,;:.-–|*\"„”'")
        start += len(raw) - len(raw.lstrip(" \t\n,;:.-–|*\"„”'"))
        shown = re.sub(r"\s+", " ", value)
        if self.offset < 0:
            return Found(value=shown, place=self.place, rule=rule)
        following = self.text[start + len(value) : start + len(value) + 1]
        if any(value.count(left) > value.count(right) and following == right for left, right in _PAIRS):
            value, shown = value + following, shown + following
        first = self.offset + start
        if following == "." and _SHORTENED.search(value):
            value, shown = value + following, shown + following  # "4 godz."
        return Found(value=shown, place=self.place, rule=rule, start=first, end=first + len(value))


@dataclass(frozen=True, kw_only=True)
class Passages:
    """The passages of a mail by their weight: what is written now, and what may stand in for it."""

    topic: Passage
    body: Passage
    signature: Passage
    quotes: tuple[Passage, ...]
    forwarded: bool

    @cached_property
    def written(self) -> tuple[Passage, ...]:
        """What the writer says: body, signature and, in a forward, the forwarded text."""
        own = tuple(passage for passage in (self.body, self.signature) if passage.text.strip())
        return (*own, *self.quotes) if self.forwarded else own

    @cached_property
    def theirs(self) -> tuple[Passage, ...]:
        """What the customer's people say: no letter of another company that the writer only sends on."""
        return tuple(passage for passage in self.written if not passage.foreign)


@lru_cache(maxsize=8)  # asked for the details, and for each kind that the mail may be of
def passages(source: Source) -> Passages:
    """Cut a source into passages. Never raises; texts over the cap are cut off."""
    body = source.new_text if source.new_text.strip() else ("" if source.quote.strip() else source.text)
    return Passages(
        topic=Passage(_clean(source.topic), Place.SUBJECT),
        body=Passage(_clean(body), Place.BODY),
        signature=Passage(_clean(source.signature), Place.SIGNATURE),
        quotes=tuple(_customer_words(source)),
        forwarded=source.forwarded,
    )


def _clean(text: str) -> str:
    return text[:_MOST_CHARACTERS].replace("\r", "\n").replace("\u200b", " ").replace("\ufeff", " ")


def _customer_words(source: Source) -> list[Passage]:
    quote = _MARKS.sub("", _clean(source.quote))
    if not quote.strip():
        return []
    folded = fold(quote)
    heads = sorted(
        (match.start(), match.end()) for pattern in (_ATTRIBUTION, _HEADER_BLOCK) for match in pattern.finditer(folded)
    )
    edges = [(0, 0), *heads, (len(quote), len(quote))]
    said: list[Passage] = []
    for (start, begin), (end, _) in pairwise(edges):
        block = quote[begin:end]
        ours = _is_ours(quote[start:begin], source)
        if ours:
            copy = _OUR_COPY.search(folded, begin, end)
            block = quote[copy.end() : end] if copy else ""
        if block.strip():
            head = _ADDRESS.sub("", quote[start:begin].strip().partition("\n")[0])
            said.append(Passage(block, Place.QUOTE, -1, head, not ours and _is_foreign(quote[start:begin], source)))
    return said


def _is_foreign(head: str, source: Source) -> bool:
    """Whether a head names an address at a company that is not the author's; free mail may be anybody's."""
    sender = _ADDRESS.search(head.partition("\n")[0])
    theirs = sender.group().rpartition("@")[2].lower() if sender else ""
    domains = {theirs, source.author_address.rpartition("@")[2].lower()}
    return "" not in domains and len(domains) > 1 and domains.isdisjoint(free_mail_domains())


def _is_ours(head: str, source: Source) -> bool:
    sender = head.partition("\n")[0] if "\n" in head.strip() and ":" in head.partition("\n")[0] else head
    return any(source.is_own(match.group()) for match in _ADDRESS.finditer(sender))
