"""The line above which a helpdesk or a CRM system wants its answer: what stands below is its own letter.

    ruled  = marks words marks        ; "##- Prosimy o wpisanie odpowiedzi powyżej tej linii -##"
    bare   = [please] verb … line     ; "Odpowiedz powyżej tego wiersza.", the whole line

Found in Zendesk, Jira, GLPI, osTicket, FreeScout, HESK, Deskpro, Redmine and others. A person who writes of such a
line writes a sentence: it has no marks on both sides and does not begin with the order. The words are data
(``worker/terms/quotes.toml``).
"""

import re
from typing import Final

from worker.domain.polish import fold
from worker.terms.words import whole

_LONGEST: Final = 160
_MARKS: Final = "#*=–—―─━_-<>[]{}()|~+"
_ANSWER: Final = whole("quotes", "answers")
_ABOVE: Final = whole("quotes", "above")
_OF_LINE: Final = whole("quotes", "line")
_LINE: Final = rf"{_ABOVE}\W+(?:\w+\W+){{0,2}}?{_OF_LINE}"
_WRITTEN_ABOVE: Final = re.compile(
    rf"{_ANSWER}[^\n]{{0,60}}?(?:{_LINE}|{_ABOVE}\W*$)|{_LINE}\W+(?:\w+\W+){{0,2}}?{_ANSWER}"
)
_NOTHING_BELOW: Final = re.compile(
    rf"\b(?:nie|not|don't)\b[^\n]{{0,40}}\b(?:ponizej|pod|below)\W+(?:\w+\W+)?{_OF_LINE}"
)
_BARE: Final = re.compile(
    r"(?:(?:prosze|prosimy|please)\s(?:o\s)?)?(?:add |type |enter )?(?:your )?"
    rf"{_ANSWER}[^\n.]{{0,25}}?{_LINE}(?:\s(?:to|aby|zeby)\b[^\n.]{{0,40}})?[.!:]?"
)


def asks_above(line: str) -> bool:
    """Whether the line says that an answer belongs above it; its marks of a quote are off."""
    text = fold(line.strip())
    if not text or len(text) > _LONGEST:
        return False
    inner = text.strip(_MARKS + " ")
    left, right = text.find(inner), len(text) - text.find(inner) - len(inner)
    if inner and min(left, right) >= 2:
        return bool(_WRITTEN_ABOVE.search(inner) or _NOTHING_BELOW.search(inner))
    return bool(_BARE.fullmatch(inner))
