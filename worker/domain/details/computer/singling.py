"""How a phrase singles a device out, and by how much: a name is worth more than a number, a number more than a place.

number = "nr 2", "numer 5", "#3", "3", "nr inw. 0117"     never a measure or a date ("3 razy", "20 kg")
"""

import re
from dataclasses import dataclass
from enum import Enum

from worker.domain.polish import PREDICATES
from worker.terms.words import alternation, words

NAME, NUMBER, PLACE, USE, MINE, TOLD = 6, 5, 4, 3, 2, 1
AROUND = {key: alternation(rows) for key, rows in words("singling").items()}  # each list as an expression
_SPELLED = alternation(("jeden", *words("writing")["counts"]))
_NUMBERED = (
    rf"(?:nr\.?|numer)[ \t]+{_SPELLED}(?!\w)|"
    r"(?:nr\.?|numer|no\.?|#)[ \t]*\d{1,4}[a-z]?(?:[ ]?(?:,|i|oraz|-)[ ]?\d{1,3})*(?!\w)"
    r"|(?:[oz][ ])?(?:nr\.?|numer\w{0,2})[ ](?:inw|ewid|ser|fabr)\w*\.?[ ]?:?[ ]?[\w/-]{0,8}\d[\w/-]{0,8}"
)
_COUNTED = (  # a measure or a date, and no computer's number: "komputer 2 miesiące temu", "paczki o wadze 20 kg"
    rf"(?:%|{alternation((*words('writing')['measures'], *words('writing')['months']))}(?!\w))"
)
_ORDINAL = re.compile(
    rf"{_NUMBERED}|(?:0\d{{3}}|\d{{1,3}}[a-z]?)(?:[ ](?:i|oraz)[ ]\d{{1,3}})*(?!(?:[ ]?[-–][ ]?\d+)?[ \t-]*{_COUNTED})"
    r"(?![\w:.,]*\d|\w|[ ]\d)"
)
_SPACE = re.compile(r"[ \t]*(?::|[-–](?=[ ]))[ \t]*|[ \t\n]*,?[ \t\n]*")
ENDS_PHRASE = PREDICATES - {"bedzie"}  # such a verb ends the phrase of a device; "laptop będzie w biurze" says where


class Device(Enum):
    """What a device word can be singled out by; the values are the lists of terms/devices.toml."""

    COMPUTER = "computer"  # also by a name of its own
    MACHINE = "machine"  # by a place or a number: the code after it is its model
    POSITION = "position"  # like a machine, and by any place: "waga na serach"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of a passage with its worth; 0 singles out nothing."""

    worth: int
    start: int
    end: int
    machine: bool = False  # a printer, a monitor: the computer is meant where the text names one too


def skip_space(text: str, start: int) -> int:
    """The offset after white space and one comma, colon or dash."""
    match = _SPACE.match(text, start)
    return match.end() if match else start


def number_at(folded: str, start: int) -> re.Match[str] | None:
    """``nr 2``, ``numer 5``, ``3`` at an offset, but not ``3 razy``, nor the number of the next line of a list."""
    match = _ORDINAL.match(folded, start)
    if match and "\n" in folded[max(0, start - 3) : start] and folded[match.end() : match.end() + 1] in (".", ")"):
        return None
    return match
