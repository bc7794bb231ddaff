"""The line above which a helpdesk or a CRM system wants its answer: what stands below is its own letter.

    ruled  = marks words marks        ; "##- Prosimy o wpisanie odpowiedzi powyżej tej linii -##"
    bare   = [please] verb … line     ; "Odpowiedz powyżej tego wiersza.", the whole line

Found in Zendesk, Jira, GLPI, osTicket, FreeScout, HESK, Deskpro, Redmine and others. A person who writes of such a
line writes a sentence: it has no marks on both sides and does not begin with the order.
"""

import re
from typing import Final

_LONGEST: Final = 160
_MARKS: Final = "#*=–—―─━_-<>[]{}()|~+"
_ANSWER: Final = (
    r"(?:odpow(?:ied|iad)|odpis|(?:na|wy|w|do)?pis(?:z|a[cć]|ani)|repl(?:y|ies)\b|respon[ds]|answer|type\b|write\b"
    r"|antwort|schreib|r[eé]pon[ds]|respond|odpov[ěeií]|отве[тч]|відпов)"
)
_ABOVE: Final = r"\b(?:powy[zż]ej|ponad|nad|above|oberhalb|au-dessus|encima|вище|выше)\b"
_LINE: Final = (
    rf"{_ABOVE}\W+(?:\w+\W+){{0,2}}?(?:lini\w{{1,3}}|wiersz\w{{0,2}}|kresk\w{{1,2}}|line|zeile|linie|ligne|l[ií]nea"
    r"|[řr][aá]d\w{1,3}|строк\w{1,2}|рядк\w{1,2})\b"
)
_WRITTEN_ABOVE: Final = re.compile(
    rf"{_ANSWER}\w{{0,8}}\b[^\n]{{0,60}}?(?:{_LINE}|{_ABOVE}\W*$)|{_LINE}\W+(?:\w+\W+){{0,2}}?{_ANSWER}", re.IGNORECASE
)
_NOTHING_BELOW: Final = re.compile(
    r"\b(?:nie|not|don't)\b[^\n]{0,40}\b(?:poni[zż]ej|pod|below)\W+(?:\w+\W+)?(?:lini\w{1,3}|wiersz\w{0,2}|line)\b",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    r"(?:(?:prosz[eę]|prosimy|please)\s(?:o\s)?)?(?:add |type |enter )?(?:your )?"
    rf"{_ANSWER}\w{{0,8}}\b[^\n.]{{0,25}}?{_LINE}(?:\s(?:to|aby|[zż]eby)\b[^\n.]{{0,40}})?[.!:]?",
    re.IGNORECASE,
)


def asks_above(line: str) -> bool:
    """Whether the line says that an answer belongs above it; its marks of a quote are off."""
    text = line.strip()
    if not text or len(text) > _LONGEST:
        return False
    inner = text.strip(_MARKS + " ")
    left, right = text.find(inner), len(text) - text.find(inner) - len(inner)
    if inner and min(left, right) >= 2:
        return bool(_WRITTEN_ABOVE.search(inner) or _NOTHING_BELOW.search(inner))
    return bool(_BARE.fullmatch(inner))
