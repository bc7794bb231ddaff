"""When it happens and at which action: "od rana", "po aktualizacji", "przy zapisie", "jak klikam"."""

import re
from functools import cache

from worker.domain.details.text.phrases import pattern
from worker.domain.polish import readings
from worker.terms.words import alternation, words

_CLOCK = re.compile(
    r"(?<!\w)(?:o|od|po|przed|okolo|ok\.?|kolo|godz\.?)\s+(?:godz\.?\s*)?\d{1,2}(?:[.:-]\d{2}|-?tej|:\d\d)?(?!\w)"
)
_HOW_LONG = re.compile(  # "co 5 minut", "po kilku godzinach", "ładuje się minutę"
    r"(?<!\w)(?:(?:co|po|przez|w)\s+(?:\d{1,3}|kilk\w+|par[ue]|jakies)\s*(?:min|sek|godz|h\b|dni|tyg)"
    r"|\d{1,3}\s*(?:min|sek|godz)|minute(?!\w)|godzine(?!\w))|(?<!\w)(?:na|przy)\s\d{1,3}\s?%"
)
_DATE = re.compile(
    r"(?<![\w.])\d{1,2}\.\d{1,2}(?:\.\d{2,4})?(?![\w.]*\d)"
    rf"|(?<!\w)\d{{1,2}}\s+{alternation((*words('writing')['months'], 'mar', 'lip', 'lis'))}(?!\w)"
)
_DEED = re.compile(
    r"(?<!\w)(?:po|przy|podczas|przed|przez)\s+(?:\w+\s+)?\w+[nc]iu(?!\w)|(?<!\w)(?:po|przy|przez|klik\w*)\s+[„\"'«]"
)
_AFTER = re.compile(rf"(?<!\w)po\s+(?!{alternation(words('symptoms')['not_after'])}(?!\w))[a-z]{{4,}}")
_REFUSED = re.compile(r"(?<!\w)nie\s$")


def has_moment(folded: str) -> bool:
    """When: a time, a date, how long, since or after what."""
    expressions = (pattern("symptoms", "moments"), _since(), _HOW_LONG, _CLOCK, _DATE)
    return any(expression.search(folded) for expression in expressions)


@cache
def _since() -> re.Pattern[str]:
    """``po wczorajszej aktualizacji``, ``od wymiany``, ``zaczęło się``."""
    events = alternation(words("symptoms")["events"])
    return re.compile(rf"(?<!\w)(?:(?:po|od|przed)\s+(?:\w+\s+){{0,2}}?{events}|zaczel\w+\s+sie|trwa\s+to)(?!\w)")


def has_action(folded: str) -> bool:
    """At which action; "nie drukuje" itself is none."""
    if _DEED.search(folded) or _AFTER.search(folded):
        return True
    for match in pattern("symptoms", "actions").finditer(folded):
        following = [
            word for part in folded[match.end() : match.end() + 40].split() if (word := part.strip(".,;:)(!?"))
        ]
        if (
            not following
            or _REFUSED.search(folded, max(0, match.start() - 5), match.start())
            or (match.group() == "jak" and following[0] in words("symptoms")["comparisons"])
        ):
            continue
        if match.group() != "przy" or any(_is_deed(word) for word in following[:2]):
            return True
    return False


def _is_deed(word: str) -> bool:
    """``przy zapisie``, ``przy logowaniu``, ``przy synchronizacji``: not ``przy kasie``, ``przy oknie``."""
    if pattern("devices", "places", "rooms", "computers").fullmatch(word):
        return False
    if pattern("symptoms", "deeds").fullmatch(word):
        return True
    return any(reading.part == "ger" or reading.lemma.endswith("cja") for reading in readings(word))
