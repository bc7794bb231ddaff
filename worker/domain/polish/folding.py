"""Polish text as it is compared: lower case without diacritics, because people write with them and without."""

import re
import unicodedata
from functools import lru_cache

_FOLD = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ\xa0\u202f\t", "acelnoszzACELNOSZZ   ")
CAPITALS = "A-ZĄĆĘŁŃÓŚŹŻ"  # for a class of a regular expression
CONSONANTS = frozenset("bcćdfghjklłmnńprsśtwxzźż")
_LONGEST_WORD = 24
_GROUP = re.compile(r"\\(\d)")


def fold(text: str) -> str:
    """Lower case without Polish diacritics; tabs and no-break spaces become spaces.

    The length never changes, so an offset in the folded text is an offset in the text.
    """
    return _fold_word(text) if len(text) <= _LONGEST_WORD else _fold(text)


def bare(text: str) -> str:
    """Folded, and without the accents of other languages too: "Novák" is "novak". Offsets are lost."""
    apart = unicodedata.normalize("NFKD", fold(text))
    return "".join(char for char in apart if not unicodedata.combining(char))


def replaced(found: re.Pattern[str], by: str, text: str) -> str:
    r"""The text with each match of an expression for folded text replaced; ``\1`` in ``by`` is a group as written."""

    def written(match: re.Match[str]) -> str:
        return _GROUP.sub(lambda group: text[slice(*match.span(int(group[1])))], by)

    pieces, end = [], 0
    for match in found.finditer(fold(text)):
        pieces += [text[end : match.start()], written(match)]
        end = match.end()
    return "".join((*pieces, text[end:]))


def _fold(text: str) -> str:
    plain = text.translate(_FOLD)
    lowered = plain.lower()
    if len(lowered) == len(plain):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in plain)


_fold_word = lru_cache(maxsize=20_000)(_fold)  # the same words are compared with many lists; long texts are not kept
