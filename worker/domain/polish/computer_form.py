"""A workstation as it stands behind its label: the computer in the nominative, and where it stands (point 1.3).

What a sentence says besides goes: asides ("tym co stoi …"), the system in parentheses, the words of the next clause.
"""

import itertools
import re

from worker.domain.polish import fold, readings, replaced
from worker.domain.polish.nouns import nominative_phrase
from worker.terms.words import alternation, words

_LABEL = re.compile(r"^(?:na |przy )?(?:stanowisk\w*(?: pracy)?|użytkownik\w*)(?: to)?:? +(?=\S)", re.IGNORECASE)
_IS = re.compile(
    r"(?:m[oó]j|moja|moje|nasz[ae]?|jej|jego)? ?(?:komputer|laptop|stanowisko|biurko|stacja)"
    r" (?:to|nazywa si[eę]) (?:stanowisko )?(?=\S)",
    re.IGNORECASE,
)
_MINE = re.compile(r"(?:m[oó]j|moja|moje|sw[oó]j|swoja|swoje|jedyn[yae]) +(?=\S)", re.IGNORECASE)
_MINE_ASIDE = re.compile(r"\((?:m[oó]j|moja|moje) +(?=[^\W\d_])", re.IGNORECASE)
_IN = r"(?:w|we|na|przy|obok|pod|za|u|nad|ko[lł]o)\s"
_PLACE = re.compile(_IN, re.IGNORECASE)
_NEXT = re.compile(  # "KASA 1, użytkownik Jan Rudnik, tel. …": the rest of a line that tells everything
    rf"[,;.]\s+{alternation(words('devices')['told_behind'])}\b.*$|\s+tel(?:\.|efon)?:?\s*\d.*$"
)
_CODE = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ0-9][A-ZĄĆĘŁŃÓŚŹŻ0-9_. -]*(?:\s?\(.*\))?")
_SYSTEM = re.compile(r"\b(?:windows|win\s?\d+|macos|linux|android)\b", re.IGNORECASE)
_NAME_INSIDE = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ]{2,}[-\d]|[A-ZĄĆĘŁŃÓŚŹŻ]{3,}")
_ONLY_ONE = re.compile(
    r"\b(?:mamy (?:tylko )?)?(?:(?:jeden )?jedyn(?:y|ym)|jeden) (?=(?:komputer|laptop)\w*[ ,])", re.IGNORECASE
)
_THIS_KIND = re.compile(r",\s+(?:tym|tą|tej)\s\w+(?:ym|im|ą|ej)(?=,)")  # ", tym stacjonarnym, co stoi …"
_STANDS_FIRST = re.compile(
    r"^(komputer|laptop) (?:stoi|znajduje si[eę]|jest) (?=(?:w|we|na|przy|pod|za|u)\s)", re.IGNORECASE
)
_LABELLED = re.compile(r"\s+i\s+(?:jest\s+)?oznaczon\w+\s+(?:jest\s+)?naklejk\w+\s+", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\(([^()]*)(?:\)|$)")
_THIS = r"(?:ten|t[aąeęo]|tego|tej|tym)"
_THIS_IN = re.compile(rf"^{_THIS}\s+(?={_IN})", re.IGNORECASE)
_OTHER = re.compile(r"\s*(?:a )?nie\s", re.IGNORECASE)
_STANDS = re.compile(  # ", tym co stoi u mnie w miodziarni": the place alone
    rf"(?:,\s+(?:{_THIS}\s+)?(?:(?:co|kt[oó]r\w+)\s+)?|\s+co\s+)(?:stoi|le[zż]y|jest|znajduje si[eę])\s+"
    rf"(?:u (?:mnie|nas)\s+)?(?={_IN})",
    re.IGNORECASE,
)
_THE_ONE = re.compile(rf",\s+{_THIS}\s+(?={_IN})", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(rf",\s[^,()]*\b{_THIS}$", re.IGNORECASE)  # "WARZELNIA-2, z mojego biurka ten (sam raport)"
_BEHIND_ASIDE = re.compile(rf"(\([^()]*\))\s+(?!{_IN}|ze?\s|i\s|oraz\s)[^\W\d_].*$", re.IGNORECASE)
_NAMED = alternation(words("devices")["base_forms"])
_COMPUTER = alternation((*words("devices")["computers"], "tablet*"))
_PLACE_FIRST = re.compile(
    rf"(?P<place>(?:w|we|na|przy|u)\s(?!{_COMPUTER}(?!\w))[^,()]+?),?\s"
    rf"(?P<what>(?:(?:na|przy)\s(?!\w+ach\s){_COMPUTER}|{_NAMED})\s.+)"
)
_PLUGGED_INTO = re.compile(r".*\sdo\s(?=(?:komputera|laptopa|tabletu|stacji)\s[A-ZĄĆĘŁŃÓŚŹŻ0-9-]{2,}(?:\W|$))")
_APPLE = re.compile(r"\b(iMac|MacBook|Mac)(?:u|iem|a|owi)?\b")
_APPLE_LED = re.compile(r"^(\w{3,}?)(?:(?<=[kg])(i)m|(y)m)(?= (?:iMac|MacBook|Mac)\b)")
_WITH_US = re.compile(r"u (?:mnie|nas|siebie)(?: w firmie)?", re.IGNORECASE)
_SEVERAL = re.compile(r"(?:(?:oba|dwa|trzy|obie|dwie)\s)?(?:komputery|laptopy|tablety|terminale|stanowiska)\b", re.I)
_KINDS = re.compile(rf"(?:{_NAMED}|oba|obie)(?=\s)")


def workstation_form(value: str) -> tuple[str, bool]:
    """``komputerze w recepcji`` as ``komputer w recepcji``; and whether it can stand without quotation marks."""
    clean = _balanced(_without_asides(replaced(_NEXT, "", value)))
    turned = _PLACE_FIRST.fullmatch(fold(clean))
    place = clean[slice(*turned.span("place"))] if turned else ""
    if turned and not _ends_in_preposition(place):
        what, _ = workstation_form(re.sub(r"^(?:na|przy)\s", "", clean[turned.start("what") :], flags=re.IGNORECASE))
        if _WITH_US.fullmatch(place):
            return what, True
        place = place[0].lower() + place[1:]
        return f"{what}{'' if len(what.split()) <= 2 else ','} {place}", True
    base = nominative_phrase(clean)
    text = _apple(base or clean)
    for lead in (_IS, _MINE):
        rest = lead.sub("", text, count=1) if lead.match(text) else text
        text = rest if " " in rest or _CODE.fullmatch(rest) else text
    text = _MINE_ASIDE.sub("(", bare_label(text))
    kind = text.split(" ", maxsplit=1)[0].istitle() and _KINDS.match(fold(text))
    if _PLACE.match(text) or kind:
        text = text[0].lower() + text[1:]
    certain = base is not None or text != clean or bool(_PLACE.match(text) or _CODE.fullmatch(text))
    return text, certain or bool(_SEVERAL.match(text) or _APPLE.match(text)) or _is_nominative(text)


def bare_label(value: str) -> str:
    """The value without a leading form of its own label: ``stanowisku KASA 1`` is ``KASA 1``."""
    return _LABEL.sub("", value, count=1)


def _without_asides(value: str) -> str:
    text = _ONLY_ONE.sub("", _PLUGGED_INTO.sub("", value))
    text = _THIS_KIND.sub("", _LABELLED.sub(", naklejka ", _STANDS_FIRST.sub(r"\1 ", text)))
    text = _BEHIND_ASIDE.sub(r"\1", _ASIDE.sub(_short_aside, text))
    return _NEXT_CLAUSE.sub("", _THE_ONE.sub(" ", _STANDS.sub(" ", text)))


def _short_aside(aside: re.Match[str]) -> str:
    """The aside up to its first sentence, system or "nie": "(tym w torbie, nie stacjonarnym)" is "(w torbie)"."""
    said = _THIS_IN.sub("", aside[1])
    clauses = said.split(",")
    kept = list(itertools.takewhile(lambda one: not (_SYSTEM.search(one) or _OTHER.match(one) or _tells(one)), clauses))
    return aside[0] if kept == aside[1].split(",") else f" ({','.join(kept)})" if kept else ""


def _tells(clause: str) -> bool:
    """A sentence of its own: "drugi jest syna"; "stoi tyłem do witryny" says where, "nazywa się KASA-1" the name."""
    if _NAME_INSIDE.search(clause):
        return False
    found = (readings(word) for word in re.findall(r"[^\W\d_]+", clause.lower()) if word not in ("stoi", "leży"))
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
