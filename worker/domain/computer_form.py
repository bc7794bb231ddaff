"""A workstation as it stands behind its label: the computer in the nominative, and where it stands (point 1.3).

What a sentence says besides goes: asides ("tym co stoi …"), the system in parentheses, the words of the next clause.
"""

import re

from worker.domain.nouns import nominative_phrase
from worker.domain.polish import readings

_LABEL = re.compile(r"^(?:na |przy )?(?:stanowisk\w*(?: pracy)?|użytkownik\w*)(?: to)?:? +(?=\S)", re.IGNORECASE)
_IS = re.compile(
    r"(?:m[oó]j|moja|moje|nasz[ae]?)? ?(?:komputer|laptop|stanowisko|biurko|stacja)"
    r" (?:to|nazywa si[eę]) (?:stanowisko )?(?=\S)",
    re.IGNORECASE,
)
_MINE = re.compile(r"(?:m[oó]j|moja|moje|sw[oó]j|swoja|swoje|jedyn[yae]) +(?=\S)", re.IGNORECASE)
_MINE_ASIDE = re.compile(r"\((?:m[oó]j|moja|moje) +(?=[^\W\d_])", re.IGNORECASE)
_IN = r"(?:w|we|na|przy|obok|pod|za|u|nad|ko[lł]o)\s"
_PLACE = re.compile(_IN, re.IGNORECASE)
_NEXT = re.compile(  # "KASA 1, użytkownik Jan Rudnik, tel. …": the rest of a line that tells everything
    r"[,;.]\s+(?:u[zż]ytkownik|tel|telefon|kontakt|kom|e-?mail|program|system)\b.*$|\s+tel(?:\.|efon)?:?\s*\d.*$",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ0-9][A-ZĄĆĘŁŃÓŚŹŻ0-9_. -]*(?:\s?\(.*\))?")
_SYSTEM = re.compile(r"\s*\([^()]*\b(?:windows|win\s?\d+|macos|linux|android)\b[^()]*(?:\)|$)", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\(([^()]*)\)")
_THIS = r"(?:ten|t[aąeęo]|tego|tej|tym)"
_STANDS = re.compile(  # ", tym co stoi u mnie w miodziarni": the place alone
    rf",\s+(?:{_THIS}\s+)?(?:(?:co|kt[oó]r\w+)\s+)?(?:stoi|le[zż]y|jest|znajduje si[eę])\s+"
    rf"(?:u (?:mnie|nas)\s+)?(?={_IN})",
    re.IGNORECASE,
)
_THE_ONE = re.compile(rf",\s+{_THIS}\s+(?={_IN})", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(rf",\s[^,()]*\b{_THIS}$", re.IGNORECASE)  # "WARZELNIA-2, z mojego biurka ten (sam raport)"
_BEHIND_ASIDE = re.compile(rf"(\([^()]*\))\s+(?!{_IN}|ze?\s|i\s|oraz\s)[^\W\d_].*$", re.IGNORECASE)
_COMPUTER = r"(?:komputer|laptop|tablet|notebook|maszyn|stacj[iaeęą]|terminal|stanowisk)"
_PLACE_FIRST = re.compile(
    rf"(?P<place>(?:w|we|na|przy|u)\s(?!{_COMPUTER})[^,()]+?),?\s"
    rf"(?P<what>(?:(?:na|przy)\s{_COMPUTER}\w*|komputer|laptop|tablet|notebook|maszyna|stacja|terminal|stanowisko)\s.+)",
    re.IGNORECASE,
)
_PLUGGED_INTO = re.compile(r".*\sdo\s(?=(?:komputera|laptopa|tabletu|stacji)\s[A-ZĄĆĘŁŃÓŚŹŻ0-9-]{2,}(?:\W|$))")
_APPLE = re.compile(r"\b(iMac|MacBook|Mac)(?:u|iem|a|owi)?\b")
_APPLE_LED = re.compile(r"^(\w{3,}?)(?:(?<=[kg])(i)m|(y)m)(?= (?:iMac|MacBook|Mac)\b)")
_SEVERAL = re.compile(r"(?:(?:oba|dwa|trzy|obie|dwie)\s)?(?:komputery|laptopy|tablety|terminale|stanowiska)\b", re.I)
_KINDS = re.compile(
    r"(?:Komputer|Laptop|Tablet|Notebook|Serwer|Terminal|Drukarka|Waga|Stacja|Maszyna|Kolektor|Oba|Obie)(?=\s)"
)


def workstation_form(value: str) -> tuple[str, bool]:
    """``komputerze w recepcji`` as ``komputer w recepcji``; and whether it can stand without quotation marks."""
    clean = _balanced(_without_asides(_NEXT.sub("", value)))
    turned = _PLACE_FIRST.fullmatch(clean)
    if turned and not _ends_in_preposition(turned["place"]):
        what, _ = workstation_form(re.sub(r"^(?:na|przy)\s", "", turned["what"], flags=re.IGNORECASE))
        place = turned["place"][0].lower() + turned["place"][1:]
        return f"{what}{'' if len(what.split()) <= 2 else ','} {place}", True
    base = nominative_phrase(clean)
    text = _apple(base or clean)
    for lead in (_IS, _MINE):
        rest = lead.sub("", text, count=1) if lead.match(text) else text
        text = rest if " " in rest or _CODE.fullmatch(rest) else text
    text = _MINE_ASIDE.sub("(", bare_label(text))
    kind = _KINDS.match(text)
    if _PLACE.match(text) or kind:
        text = text[0].lower() + text[1:]
    certain = base is not None or text != clean or bool(_PLACE.match(text) or _CODE.fullmatch(text))
    return text, certain or bool(_SEVERAL.match(text) or _APPLE.match(text)) or _is_nominative(text)


def bare_label(value: str) -> str:
    """The value without a leading form of its own label: ``stanowisku KASA 1`` is ``KASA 1``."""
    return _LABEL.sub("", value, count=1)


def _without_asides(value: str) -> str:
    text = _PLUGGED_INTO.sub("", value)
    text = _ASIDE.sub(lambda aside: "" if _tells(aside[1]) else aside[0], _SYSTEM.sub("", text))
    text = _BEHIND_ASIDE.sub(r"\1", text)
    return _NEXT_CLAUSE.sub("", _THE_ONE.sub(" ", _STANDS.sub(" ", text)))


def _tells(aside: str) -> bool:
    """A sentence of its own: "(drugi jest syna)"; "(stoi tyłem do witryny)" says where."""
    found = (readings(word) for word in re.findall(r"[^\W\d_]+", aside.lower()) if word not in ("stoi", "leży"))
    return any(kinds and all(one.part == "fin" for one in kinds) for kinds in found)


def _ends_in_preposition(text: str) -> bool:
    return any(one.part == "prep" for one in readings(text.rsplit(maxsplit=1)[-1].lower()))


def _apple(text: str) -> str:
    """``recepcyjnym iMacu`` as ``recepcyjny iMac``: names that no dictionary holds."""
    return _APPLE_LED.sub(lambda led: led[1] + (led[2] or led[3]), _APPLE.sub(r"\1", text))


def _balanced(value: str) -> str:
    """A parenthesis or a quotation mark that lost its other half gets it back; straight marks become Polish ones."""
    text = re.sub(r'„([^„”"]*)"', r"„\1”", value)
    text = re.sub(r'"([^"]*)"', r"„\1”", text)
    text = re.sub(r'"([^"]+)$', r"„\1”", text).replace('"', "")
    text += "”" * (text.count("„") - text.count("”") > 0)
    return text + ")" * (text.count("(") > text.count(")"))


def _is_nominative(text: str) -> bool:
    first = re.match(r"[^\W\d_]+", text)
    kinds = readings(first.group().lower()) if first else ()
    return any({"nom", "sg"} <= one.tags for one in kinds) or not kinds
