"""Whether one line (or up to three, joined) says who wrote what is quoted below it, and when.

    before = day clock name verb ":"      ; "W dniu 16.02.2026 o 09:33, Pomoc pisze:"
    behind = name verb day [clock] ":"    ; "Pomoc <pomoc@x.example> napisał(a) w dniu 16.02.2026 o 09:33:"
    bare   = name address day ":"         ; "Pomoc <pomoc@x.example>, 16.02.2026 09:33:"

People say such things too, and then go on themselves: "Klient napisał: …", "program pisze: …" (own-words.toml).
"""

import re
from typing import Final

from worker.terms.words import words

ADDRESS: Final = re.compile(r"(?<![\w.+%=-])[\w.+%=-]{1,64}@[\w-]{1,63}\.[\w.-]{1,100}")
"""An address in running text."""
CLOCK: Final = re.compile(r"\d:\d\d|\b(?:19|20)\d\d\D{1,12}\d{1,2}\.\d\d(?!\.?\d)")
"""A time of day, also with a dot right behind the year."""

_WORDS: Final = {key: "|".join(map(re.escape, words("quotes")[key])) for key in ("verbs", "starts")}
_OF_EITHER: Final = r"\((?:[ea][sś]|a)\)|/(?:[ea]?[sś]|a)"
_VERB: Final = (
    rf"(?:na)?pisa[lł](?:[ea][sś]|a)?(?:{_OF_EITHER})?|napisano|pisze|wrote|writes|schrieb"
    r"|a [ée]crit|escribi[oó]|ha scritto|skrev"
    rf"|написал(?:\(а\)|а)?|написав|{_WORDS['verbs']}"
)
_BEFORE_VERB: Final = r"(?:^|[\s>,\]\)\"'])"
_ENDS_WITH_VERB: Final = re.compile(rf"{_BEFORE_VERB}(?:{_VERB})\s?:\s*$", re.IGNORECASE)
_DAY_BEHIND: Final = re.compile(
    rf"{_BEFORE_VERB}(?:{_VERB})\s(?:w dniu\s|dnia\s|on\s|am\s)?(?=[^:\n]{{0,12}}\d)(?P<day>[^\n]{{6,60}}):\s*$",
    re.IGNORECASE,
)
_WORDS_OF_A_DAY: Final = 8
_BY_PROGRAM: Final = re.compile(
    rf"pisa[lł](?:[ea][sś])?(?:{_OF_EITHER})|(?<!\bi )(?<!you )(?<!we )(?<!he )\bwrote on\b", re.IGNORECASE
)
"""A program does not know whether he or she wrote, a person does; and Notes says "Jan Lis wrote on …"."""
_IN_NEWS: Final = re.compile(rf"\s(?:{_VERB}) w wiadomo[sś]ci(?:\snews:\S{{1,200}})?:\s*$", re.IGNORECASE)
"""Outlook Express."""
_SENDER_AND_DAY: Final = re.compile(
    r"[\"']?[^<>@\n]{0,80}<[^<>\s@]{1,64}@[^<>\s@]{1,200}>,?\s"
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?:,? (?:o )?\d{1,2}[:.]\d{2})?:"
)
_APPLE: Final = re.compile(r"^wiadomo[sś][cć] napisana (?:przez|w dniu)\b.*:\s*$", re.IGNORECASE)
_CITING: Final = re.compile(r"^(?:cytowanie|cytat|cytuj[aąeę]\w*|quoting|citando|zitat von)\b.*@.*:\s*$", re.IGNORECASE)
STARTS: Final = re.compile(
    r"^(?:w dniu|dnia|dn\.|dn |on |am |u[zż]ytkownik|(?:pon|wt|[sś]r|czw|pt|sob|niedz|nd|ndz)\w*\.?,"
    rf"|(?:mon|tue|wed|thu|fri|sat|sun)\w*\.?,|\d{{1,2}}[./ -]|\d{{4}}[./-]|{_WORDS['starts']})",
    re.IGNORECASE,
)
_IN_ANGLES: Final = re.compile(r"<[^<>\s]{1,100}@[^<>\s]{1,200}>|\[mailto:")
_DATE: Final = re.compile(
    r"\b\d{1,2}[./ -](?:\d{1,2}|\w{3,12})[./, -]{1,2}\d{2,4}\b|\b\d{4}[./-]\d{1,2}[./-]\d{1,2}\b"
    r"|\b\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:at |\d{4})"
)
_TIME: Final = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_THING: Final = r"(?:Outlook|Subiekt|Windows|Komputer|Drukarka|Skaner|Monitor|Ekran)(?: [A-Z]\w{0,6})? (?:na)?pis"
_SOMEBODY: Final = re.compile(
    r"\b(?:pan|pani|Pan|Pani|kole[gz]\w+|kole[zż]ank\w+|klient\w*|kontrahent\w*|dostawc\w|program|system"
    r"|komputer|drukarka|skaner|monitor|ekran|szef\w*|kierowni\w+|ksi[eę]gowa|kto[sś]|serwisant\w*|a on|a ona)\b"
    r"|\bi (?:na)?pisa[lł]"
    r"|^(?:Na ekranie|Outlook|Subiekt|Windows|Program|System|Komputer|Klient\w*|Kontrahent|Kolega|Kole[zż]anka|Szef\w*"
    rf"|Dostawca)\b|\d[:.]\d\d,? {_THING}"
)
"""Whom people tell of who say what he wrote; a program gives a name."""
_NAMED: Final = re.compile(
    r"\d[:.]\d\d(?::\d\d)?[,)]?\s+(?:u[zż]ytkownik\s+)?"
    rf"(?!{_THING}|Pan\b|Pani\b|Klient|Kontrahent|Kole[gzż]|Szef|Kierowni|Ksi[eę]gowa|Dostawc|Serwisant)[A-ZĆŁŚŹŻ]\w"
)
"""Right behind the clock a name begins, of an office perhaps: "Obsługa klienta 3RP"."""


def is_attribution(joined: str, *, quoted_below: bool) -> bool:
    """Whether the line heads a quote; ``quoted_below``: what stands below it carries ``>``."""
    text = joined.lstrip("> ")
    address = bool(ADDRESS.search(text))
    dated = bool(_DATE.search(text))
    told = _SOMEBODY.search(ADDRESS.sub(" ", text)) and not (_IN_ANGLES.search(text) or _NAMED.search(text))
    if not quoted_below and (told or _CITING.match(text)):
        return False
    certain = quoted_below or address
    if _APPLE.match(text) or _CITING.match(text):
        return certain or dated
    begins_so = bool(STARTS.match(text)) and dated and bool(_TIME.search(text))
    if _ENDS_WITH_VERB.search(text) or _has_day_behind(text):
        # "Klient napisał:" above somebody's own words is none
        return certain or begins_so or bool(_BY_PROGRAM.search(text))
    if quoted_below:
        return address or (dated and bool(_TIME.search(text)))
    return address and (begins_so or bool(_IN_NEWS.search(text) or _SENDER_AND_DAY.fullmatch(text)))


def _has_day_behind(text: str) -> bool:
    """Whether a verb ends the line but for the day and the clock."""
    found = _DAY_BEHIND.search(text)
    return bool(found and len(found["day"].split()) <= _WORDS_OF_A_DAY and _DATE.match(found["day"]))
