"""A computer's name on its own: "na KSIEGOWOSC-2", "1. PRAC-04 (Ola Kmieć): …", "na pc-ksieg02" (rule 3).

The code behind another noun is that noun's: "projekt PROJ-15", "umowa SERWIS 24", "kopia BACK-UP".
"""

import re
from collections.abc import Iterator

from worker.domain.details.computer.names import is_no_name, names_computer
from worker.domain.details.computer.singling import AROUND, NUMBER, USE, Phrase
from worker.domain.details.text.phrases import is_program, pattern
from worker.domain.details.text.source import Passage
from worker.domain.polish import CAPITALS, NOUNS, readings
from worker.terms.words import alternation, words

_HOST = re.compile(
    rf"(?<![\w@./\\-])(?:[{CAPITALS}]{{2,15}}\d{{0,4}}(?:[-_][{CAPITALS}0-9]{{1,15}}){{1,3}}"
    rf"|[{CAPITALS}]{{2,12}}\d{{1,3}}|[{CAPITALS}]{{3,12}}[ ]\d{{1,2}}(?![ -]\d{{2,3}}[ -]\d))(?![\w@-])"
)
_LEADING = alternation((*words("devices")["computers"], *words("singling")["stickers"]))
_BEFORE_HOST = re.compile(rf"(?:^|\W)(?:chodzi o|dotyczy|na|z|ze|do|u|pod|{_LEADING})[ \t]+[„\"]?$")
_ON_HOST = re.compile(rf"(?:^|\W)(?:chodzi o|dotyczy|na|u|{_LEADING})[ \t]+[„\"]?$")
_LOWER_HOST = re.compile(r"(?<![\w@./\\-])[a-z]{2,12}[-_](?=[a-z]*\d)[a-z0-9]{1,12}(?![\w@-]|\.\w)")  # "na pc-ksieg02"
_LEADS_LINE = re.compile(r"(?:^|\n)[ \t>*•·-]{0,6}(?:\d{1,2}[.)][ \t]{0,3})?$")
_TOLD_OF = re.compile(r"[ ]?(?:\(|:[ ])")  # "1. PRAC-04 (Ola Kmieć): VPN …"
_NUMBER_END = re.compile(r"[-_](?:pok\w*)?\d*$")  # "na MAG-12", "z KSIEG-POK3"
_OTHER_CODE = re.compile(rf"(?<!\w){AROUND['other_codes']}[ \t:]*$")
_WORD_BEFORE = re.compile(r"([^\W\d_]{3,20})(?:[ ](?:to|ma[ ]numer|numer|nr))?[ ][„\"]?$")
_REACH = 24
_SLASHED = re.compile(r"/\d")  # "PORT-12/2025": a paper's number


def hosts(passage: Passage) -> Iterator[Phrase]:
    """Every name of a computer that stands on its own."""
    for match in _HOST.finditer(passage.text):
        if not is_no_host(passage, match):
            yield from _host(passage, match)
    for match in _LOWER_HOST.finditer(passage.text):
        stem = re.split(r"[-_\d]", match.group(), maxsplit=1)[0]
        before = passage.folded[max(0, match.start() - _REACH) : match.start()]
        if _ON_HOST.search(before) and (pattern("devices", "hosts").match(stem) or names_computer(match.group())):
            yield Phrase(NUMBER, match.start(), match.end())


def _host(passage: Passage, match: re.Match[str]) -> Iterator[Phrase]:
    folded = passage.folded[match.start() : match.end()]
    before = passage.folded[max(0, match.start() - _REACH) : match.start()]
    pointed = _BEFORE_HOST.search(before) is not None
    named = "-" in folded and (_ON_HOST.search(before) or (pointed and _NUMBER_END.search(folded)))
    leads = _LEADS_LINE.search(passage.text, max(0, match.start() - 12), match.start()) and _TOLD_OF.match(
        passage.text, match.end()
    )
    if pattern("devices", "hosts").match(folded) or named or leads or names_computer(match.group()):
        yield Phrase(NUMBER if pointed else USE, match.start(), match.end())


def is_no_host(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a code is a document's, a program's, another noun's ("kopia BACK-UP") or one of several."""
    stem = re.split(r"[-_\s\d]", passage.folded[match.start() : match.end()], maxsplit=1)[0]
    before = passage.folded[max(0, match.start() - _REACH) : match.start()]
    if is_no_name(stem, match.group()) or _OTHER_CODE.search(before) or is_program(passage.folded, match.start()):
        return True
    if _SLASHED.match(passage.text, match.end()) or pattern("devices", "any_of", "indefinite").search(before[-12:]):
        return True
    return _is_of_noun(passage, match.start()) and not names_computer(match.group())


def _is_of_noun(passage: Passage, start: int) -> bool:
    """``projekt PROJ-15``: behind a noun that is no device, no place and no trouble."""
    before = _WORD_BEFORE.search(passage.plain, max(0, start - _REACH), start)
    if before is None:
        return False
    folded = passage.folded[before.start(1) : before.end(1)]
    if pattern("devices", "computers", "machines", "positions", "places", "rooms", "code_nouns").fullmatch(folded):
        return False
    kinds = readings(before.group(1).lower())
    return any(one.part == "subst" for one in kinds) and all(one.part in NOUNS for one in kinds)
