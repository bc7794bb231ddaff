"""A bracket behind a device: ``(KASA-2)``, ``(pok. 7)``, ``(ten przy oknie)``, ``(użytkownik: Anna Nowak)``."""

import re

from worker.domain.details.computer_names import CODE
from worker.domain.details.phrases import pattern
from worker.domain.details.places import MINE, NAME, NUMBER, PLACE, is_program
from worker.domain.details.source import Passage

PARENTHESIS = re.compile(r"\([^()\n]{2,70}\)")
_OF_SOMEBODY = re.compile(  # an aside about the user, not about the place
    r"(?<!\w)(?:tel|kom|mob)\w*\.?\s?:?\s?\+?\(?\d|(?<!\w)(?:uzytkowni\w+|user|login|obsluguje|pracuje)\s?:|@"
    r"|(?<!\w)(?:infolini|zgloszeni|nr spraw|hotline|serwis producent)"
)
_LONG_NUMBER = re.compile(r"\d{2,3}[ -]?\d{3}[ -]?\d{2,3}")  # a telephone, a serial number: of no position
_ONLY_ONE = re.compile(r"tylko jed|jedyn|mam[y]? jed|innego nie m")


def is_of_somebody(folded: str, match: re.Match[str]) -> bool:
    """Whether a bracket tells of the user and not of the place."""
    return _OF_SOMEBODY.search(folded, match.start(), match.end()) is not None


def worth_of_aside(passage: Passage, match: re.Match[str]) -> int:
    """NAME, NUMBER, PLACE or MINE for what singles the device out; 0 for a bracket that tells nothing of it."""
    start = match.start() + 1
    inner = passage.folded[start : match.end() - 1]
    if CODE.search(match.group()) and not pattern("devices", "brands").search(inner) and not is_program(inner, 0):
        return NAME
    if _ONLY_ONE.search(inner):
        return MINE
    inner = _LONG_NUMBER.sub(" ", inner)
    if re.search(r"(?<!\w)nr|\d", inner) and not re.search(r"windows|win\s?\d|wersj", inner):
        return NUMBER
    return PLACE if pattern("devices", "places").search(inner) or inner.startswith(("ten ", "to ten")) else 0
