"""Whether the first lines of an answer say that its author is away, and nothing but that.

People answer so too: "I'm away until 3, Kasia has the key". What answers for somebody speaks of his absence, his return
and whom to ask; a clause about anything else is a person's. Polish sentences are data (``absence_phrases``), and their
people are told from programs by the matter they speak of; here are languages whose words of matters nobody listed.
What such a clause may be about is data too (``absence_clauses``), and so are its small words (``automatic.toml``).
"""

import re
from functools import cache

from worker.domain.matter import uncited
from worker.terms.silence import silence
from worker.terms.words import alternation, whole, words

HEAD = 400
"""Characters of a mail's beginning in which programs say what they are."""
_AWAY = re.compile(
    r"\b(?:i am|i'm|we are)\s(?:(?:currently|presently|now|still)\s)?(?:away (?:from|on|until|till|through|at|for)\b"
    r"|(?:currently |presently )?away\W{0,5}$|out of (?:the |my )?office\b|out (?:until|till|through)\b"
    rf"|(?:away )?on (?:[a-z]{{1,12}} ){{0,2}}{whole('automatic', 'leaves')})"
    r"|\bcurrently (?:away\b|out of (?:the |my )?office\b|on (?:[a-z]{1,12} ){0,2}leave\b)"
    r"|(?:^|[.!,\n])\W{0,5}(?:ooo|oof|out of (?:the )?office|away|on (?:[a-z]{1,12} ){0,2}leave)"
    r" (?:until|till|through)\b"
    r"|\bje (?:suis|serai) (?:\w{1,15} ){0,2}(?:absente?|en cong[eé]s?)\b"
    r"|\b(?:ich bin|bin ich|wir sind|ist|befinde mich) (?:[\w.]{1,15} ){0,5}"
    rf"{whole('automatic', 'away_german')}"
    r"|\bbin im urlaub\b|\bnicht im b[uü]ro\b|\bwieder (?:im b[uü]ro|erreichbar)\b|\bin elternzeit\b"
)
_CLAUSES = re.compile(rf"(?<!\d)\.(?=\s|$)|[!?;:](?=\s|$)|,|\n|\s[–-]\s|{whole('automatic', 'joints')}", re.IGNORECASE)
_WAYS_TO_REACH = re.compile(r"@|\d{6}|\d(?: ?\d){6}")
_HOURS = re.compile(
    r"\b(?:until|till|bis|jusqu'[aà]) (?:noon|lunch|midday|mittags?|midi"
    r"|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|o'clock|uhr|h)\b)"
)
"""Who is away for hours tells it himself."""
_POLISH_LETTER = re.compile(r"[ąćęłńśźżó]", re.IGNORECASE)
_REPLIES = frozenset(words("automatic")["replies"])
_LITTLE_WORDS = frozenset(words("automatic")["little_words"])


def says_only_that_he_is_away(text: str) -> bool:
    """Whether the first lines of what was written now say so."""
    said = uncited(text[:HEAD]).replace("’", "'")
    folded = said.casefold()
    if not _AWAY.search(folded) or _HOURS.search(folded):
        return False
    clauses = _CLAUSES.split(said)
    return all(_is_of_absence(clause) for clause in (clauses[:-1] if len(text) > HEAD else clauses))


def _is_of_absence(clause: str) -> bool:
    """Of himself, his return, his mail, whom to ask, courtesies; a name, a date; or the same in Polish beside it."""
    said = _subjects().search(clause.casefold()) or _WAYS_TO_REACH.search(clause) or _POLISH_LETTER.search(clause)
    return bool(said) or all(_names(word) for word in clause.split())


def _names(word: str) -> bool:
    """Whether a word is one of a name or of a date."""
    bare = word.strip("\"'()[]*_-–—./|")
    return bare.casefold() not in _REPLIES and (not bare or not bare[0].islower() or bare in _LITTLE_WORDS)


@cache
def _subjects() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(silence().absence_clauses)}(?!\w)")
