"""Whether one line (or up to three, joined) says who wrote what is quoted below it, and when.

    before = day clock name verb ":"      ; "W dniu 16.02.2026 o 09:33, Pomoc pisze:"
    behind = name verb day [clock] ":"    ; "Pomoc <pomoc@x.example> napisał(a) w dniu 16.02.2026 o 09:33:"
    bare   = name address day ":"         ; "Pomoc <pomoc@x.example>, 16.02.2026 09:33:"

People say such things too, and then go on themselves: "Klient napisał: …", "program pisze: …" (own-words.toml).
"""

import re
from typing import Final

from worker.domain.polish import fold
from worker.terms.words import alternation, whole, words

ADDRESS: Final = re.compile(r"(?<![\w.+%=-])[\w.+%=-]{1,64}@[\w-]{1,63}\.[\w.-]{1,100}")
"""An address in running text."""
CLOCK: Final = re.compile(r"\d:\d\d|\b(?:19|20)\d\d\D{1,12}\d{1,2}\.\d\d(?!\.?\d)")
"""A time of day, also with a dot right behind the year."""

_OF_EITHER: Final = r"\((?:[ea]s|a)\)|/(?:[ea]?s|a)"
_VERB: Final = rf"(?:na)?pisal(?:[ea]s|a)?(?:{_OF_EITHER})?|{alternation(words('quotes')['verbs'])}"
_BEFORE_VERB: Final = r"(?:^|[\s>,\]\)\"'])"
_ENDS_WITH_VERB: Final = re.compile(rf"{_BEFORE_VERB}(?:{_VERB})\s?:\s*$")
_DAY_BEHIND: Final = re.compile(
    rf"{_BEFORE_VERB}(?:{_VERB})\s(?:w dniu\s|dnia\s|on\s|am\s)?(?=[^:\n]{{0,12}}\d)(?P<day>[^\n]{{6,60}}):\s*$"
)
_WORDS_OF_A_DAY: Final = 8
_BY_PROGRAM: Final = re.compile(rf"pisal(?:[ea]s)?(?:{_OF_EITHER})|(?<!\bi )(?<!you )(?<!we )(?<!he )\bwrote on\b")
"""A program does not know whether he or she wrote, a person does; and Notes says "Jan Lis wrote on …"."""
_IN_NEWS: Final = re.compile(rf"\s(?:{_VERB}) w wiadomosci(?:\snews:\S{{1,200}})?:\s*$")
"""Outlook Express."""
_SENDER_AND_DAY: Final = re.compile(
    r"[\"']?[^<>@\n]{0,80}<[^<>\s@]{1,64}@[^<>\s@]{1,200}>,?\s"
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?:,? (?:o )?\d{1,2}[:.]\d{2})?:"
)
_APPLE: Final = re.compile(r"^wiadomosc napisana (?:przez|w dniu)\b.*:\s*$")
_CITING: Final = re.compile(rf"^{whole('quotes', 'citing')}.*@.*:\s*$")
_STARTS: Final = re.compile(
    rf"^(?:{alternation(words('quotes')['starts'])}|{whole('quotes', 'weekdays')}\.?,|\d{{1,2}}[./ -]|\d{{4}}[./-])"
)
_IN_ANGLES: Final = re.compile(r"<[^<>\s]{1,100}@[^<>\s]{1,200}>|\[mailto:")
_DATE: Final = re.compile(
    r"\b\d{1,2}[./ -](?:\d{1,2}|\w{3,12})[./, -]{1,2}\d{2,4}\b|\b\d{4}[./-]\d{1,2}[./-]\d{1,2}\b"
    r"|\b\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:at |\d{4})"
)
_TIME: Final = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_TITLES: Final = frozenset({"pan", "pani"})
_TOLD_OF: Final = re.compile(rf"{whole('quotes', 'told_of', 'things_that_tell')}|\b(?:program|system)\b|^na ekranie\b")
"""Whom people tell of who say what he wrote, in lower case or at the start of the line; a program gives a name."""
_TOLD_BESIDE: Final = re.compile(r"\bi (?:na)?pisal")
_BY_A_THING: Final = rf"{whole('quotes', 'things_that_tell')}(?: \w{{1,7}})? (?:na)?pis"
_TOLD_WITH_CLOCK: Final = re.compile(rf"\d[:.]\d\d,? {_BY_A_THING}")
_NAMED: Final = re.compile(
    r"\d[:.]\d\d(?::\d\d)?[,)]?\s+(?:uzytkownik\s+)?"
    rf"(?!{_BY_A_THING}|{whole('quotes', 'told_of')})(?P<name>[^\W\d_])\w"
)
"""Right behind the clock a name begins, of an office perhaps: "Obsługa klienta 3RP"."""


def is_attribution(joined: str, *, quoted_below: bool) -> bool:
    """Whether the line heads a quote; ``quoted_below``: what stands below it carries ``>``."""
    text = joined.lstrip("> ")
    folded = fold(text)
    address = bool(ADDRESS.search(text))
    dated = bool(_DATE.search(text))
    told = _tells_of_somebody(ADDRESS.sub(" ", text)) and not (_IN_ANGLES.search(text) or _names_somebody(text))
    if not quoted_below and (told or _CITING.match(folded)):
        return False
    certain = quoted_below or address
    if _APPLE.match(folded) or _CITING.match(folded):
        return certain or dated
    begins_so = begins_like_one(text) and dated and bool(_TIME.search(text))
    if _ENDS_WITH_VERB.search(folded) or _has_day_behind(folded):
        # "Klient napisał:" above somebody's own words is none
        return certain or begins_so or bool(_BY_PROGRAM.search(folded))
    if quoted_below:
        return address or (dated and bool(_TIME.search(text)))
    return address and (begins_so or bool(_IN_NEWS.search(folded) or _SENDER_AND_DAY.fullmatch(text)))


def begins_like_one(line: str) -> bool:
    """Whether a line begins as programs begin it: "W dniu …", "śr., …", with a day in digits."""
    return _STARTS.match(fold(line)) is not None


def _tells_of_somebody(text: str) -> bool:
    folded = fold(text)
    tellers = ((found[0], found.start()) for found in _TOLD_OF.finditer(folded))
    named = any(at == 0 or text[at].islower() or teller in _TITLES for teller, at in tellers)
    return named or bool(_TOLD_BESIDE.search(folded) or _TOLD_WITH_CLOCK.search(folded))


def _names_somebody(text: str) -> bool:
    return any(text[found.start("name")].isupper() for found in _NAMED.finditer(fold(text)))


def _has_day_behind(folded: str) -> bool:
    """Whether a verb ends the line but for the day and the clock."""
    found = _DAY_BEHIND.search(folded)
    return bool(found and len(found["day"].split()) <= _WORDS_OF_A_DAY and _DATE.match(found["day"]))
