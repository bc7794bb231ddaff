"""Whether somebody speaks of a matter of his own: a trouble, a thing it is about, a deed he asks for, a question.

"Jestem na urlopie od jutra" stands in people's mail as well as in what answers for them, and a customer cites what his
own programs write ("wiadomość wygenerowana automatycznie"). A program that answers for somebody says when he is back
and whom to ask; it knows nothing of a printer. The words are data (``worker/terms/matter.toml``).
"""

import re
from functools import cache

from worker.domain.polish import fold
from worker.terms.words import alternation, words

_READ = 4_000
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_ACCESS = re.compile(
    r"\b(?:dostep\w*|mozliwosc\w*) do (?:\w+ )?\w+|\bprzy (?:komputer|biurk)\w+|\bna komputerze (?:adresat|odbiorc)\w+"
    r"|\bserwer\w* (?:docelow|generuj|poczt)\w+"
)
_ANSWERS = re.compile(
    r"\W*(?:(?:dzien dobry|witam|czesc)\W+)?(?:tak|nie|ok|dziala|pomoglo|niestety)(?:[,.!]|\s*$|\s+(?:dziekuj|dzieki))"
)
_CITED = re.compile(r"(?<!\w)[„\"“”'«‚][^„\"“”'«»\n]{3,200}[\"”“'»’](?!\w)")
_LEAST_ASKED = 3  # words of a question; "Pilne?" and "Masz pytania?" head a telephone number


def speaks_of_a_matter(text: str, *, trouble: bool = True) -> bool:
    """Whether a sentence says what only a person says. Sentences about every trouble there may be do not count.

    ``trouble``: whether errors count; those of mail servers tell of them all the time.
    """
    for sentence in _SENTENCE.split(fold(text[:_READ])):
        said = sentence.strip(" \t-–—*>„\"'")
        if not said or _offices().match(said):
            continue
        if _ANSWERS.match(said) or (said.endswith("?") and len(said.split()) > _LEAST_ASKED):
            return True
        if _matter(trouble).search(_ACCESS.sub(" ", said)):
            return True
    return False


def uncited(text: str) -> str:
    """The text without what it cites in quotation marks."""
    return _CITED.sub(" ", text)


@cache
def _matter(trouble: bool) -> re.Pattern[str]:
    lists = words("matter")
    told = (*lists["things"], *lists["talk"], *(lists["trouble"] if trouble else ()))
    return re.compile(rf"(?<!\w){alternation(told)}(?!\w)")


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(rf"{alternation(words('matter')['of_offices'])}(?!\w)")
