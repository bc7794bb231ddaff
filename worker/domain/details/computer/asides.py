"""A bracket behind a device: ``(KASA-2)``, ``(pok. 7)``, ``(ten przy oknie)``, ``(użytkownik: Anna Nowak)``."""

import re

from worker.domain.details.computer.names import CODE, names_computer, not_names
from worker.domain.details.computer.singling import AROUND, MINE, NAME, NUMBER, PLACE, number_at
from worker.domain.details.text.phrases import is_program, pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import fold
from worker.terms.words import alternation, words

PARENTHESIS = re.compile(r"\([^()\n]{2,70}\)")
_OF_SOMEBODY = re.compile(  # an aside about the user, not about the place
    rf"(?<!\w)(?:tel|kom|mob)\w*\.?\s?:?\s?\+?\(?\d|(?<!\w)(?:{AROUND['users']}\s?:|{AROUND['of_helpers']})|@"
)
_NUMBER = re.compile(r"(?<!\w)(?:nr|numer)\.?\s?(?:inw\w*\.?\s?)?[\w/-]{0,8}\d{1,5}(?!\d)")
_ROOM_NUMBER = re.compile(
    rf"(?<!\w)(?:{AROUND['numbered']}|{AROUND['stickers']}|{alternation(words('devices')['positions'])}|pietro|inw\w*)"
    r"\.?\s(?:nr\.?\s)?\d{1,4}(?!\d)"
)
_ONLY_ONE = re.compile(r"tylko jed|jedyn|mam[y]? jed|innego nie m")


def is_of_somebody(folded: str, match: re.Match[str]) -> bool:
    """Whether a bracket tells of the user and not of the place."""
    return _OF_SOMEBODY.search(folded, match.start(), match.end()) is not None


def worth_of_aside(passage: Passage, match: re.Match[str]) -> int:
    """NAME, NUMBER, PLACE or MINE for what singles the device out; 0 for a bracket that tells nothing of it."""
    start = match.start() + 1
    inner = passage.folded[start : match.end() - 1]
    if _gives_name(match.group()) and not pattern("devices", "brands").search(inner) and not is_program(inner, 0):
        return NAME
    if _ONLY_ONE.search(inner):
        return MINE
    if _NUMBER.search(inner) or number_at(inner, 0) or _ROOM_NUMBER.search(inner):
        return NUMBER
    return PLACE if pattern("devices", "places").search(inner) or inner.startswith(("ten ", "to ten")) else 0


def _gives_name(aside: str) -> bool:
    """A code with a digit or a hyphen, or the only word in capitals: "(KASA-2)", "(RECEPCJA)", not "(dysk SSD)"."""
    for code in CODE.finditer(aside):
        folded = fold(code.group())
        if re.search(r"[-_\d]", folded):
            return re.split(r"[-_\d]", folded, maxsplit=1)[0] not in not_names() or names_computer(code.group())
        if folded not in not_names() and aside.strip("()") == code.group():
            return not pattern("symptoms", "loud").fullmatch(folded)
    return False
