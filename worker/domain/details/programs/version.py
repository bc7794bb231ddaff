"""The number of the program's version (point 1.5 asks for it; it never decides about a refusal)."""

import re

from worker.domain.details.text.phrases import pattern
from worker.domain.details.text.source import Passages
from worker.domain.found import Details, Found
from worker.domain.polish import fold
from worker.terms.words import alternation, words

_DIGITS = r"v?\d{1,4}(?:[./]\d{1,5}){0,4}(?:[ ]?(?:sp|hf|r)[ ]?\d{1,2})?(?![\w/-])"
_NUMBER = re.compile(r"(?<![\w.,/-])" + _DIGITS)
_TERMS = words("programs")
_OF = [row for key in ("accounting", "general", "platnik", "editions", "version_of") for row in _TERMS[key]]
_SAID = re.compile(  # "wersja programu: 1.78", "w wersji Płatnika 10.02"; not "wersja sterownika 2.1"
    rf"(?<!\w){alternation(_TERMS['versions'])}(?:[ ]{alternation(_OF)}){{0,3}}"
    rf"[ ]?[:=(–-]?[ ]?(?P<number>{_DIGITS})"
)


def read_version(texts: Passages, software: Found | None) -> Found | None:
    """The version beside the program's name, else the one that the mail tells elsewhere (``wersja: 62.1.0``)."""
    if software is not None and (beside := _NUMBER.search(fold(software.value))):
        return Found(value=software.value[beside.start() : beside.end()], place=software.place, rule="beside")
    for passage in texts.written:
        if said := _SAID.search(passage.folded):
            return passage.found(*said.span("number"), "said")
    return None


def untold(details: Details) -> tuple[str, ...]:
    """What point 1.5 asks for besides the required details and nobody has told: ``software`` or ``version``, ``os``."""
    software, system = details.software, details.os
    if software is None:
        program: tuple[str, ...] = ("software",)
    else:
        told = details.version or _NUMBER.search(fold(software.value))  # rows of release 0.1 remember no version
        program = ("version",) if not told and _comes_in_versions(software.value) else ()
    return program if system and _names_a_version(system.value) else (*program, "os")


def _comes_in_versions(name: str) -> bool:
    """A program that we serve; a page of the web, a browser and a name we do not know are not asked for a number."""
    return pattern("programs", "accounting", "served", "general", "platnik").search(fold(name)) is not None


def _names_a_version(system: str) -> bool:
    """``Windows 11``, ``win dziesiątka``; not ``Windows`` or ``macOS``."""
    return len(system.split()) > 1 or any(map(str.isdigit, system))
