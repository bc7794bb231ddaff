"""The time an order asks for as a number: "półtorej godziny", "2-3 h", "90 minut", "dwie i pół godziny" (13.8).

    length  = amount [ unit ] [ [ "i" ] minutes "min" ]      ; a bare amount counts hours, as in "Ilość godzin: 6"
    amount  = number [ ( "-" / "do" / "lub" / "albo" ) number ] [ "i pół" ]
    number  = 3 / 2,5 / dwie / półtorej / pół

Of a range the larger number counts: that much time must be there. "Kilka godzin" is no number.
"""

import itertools
import re
from decimal import Decimal
from functools import cache

from worker.domain.polish import fold
from worker.terms.words import alternation, words

_MOST = Decimal(200)  # hours; more is no order but a slip
_CLOCK = re.compile(r"(?<![\w.,:/-])(\d{1,2})\s?h\s?([0-5]\d)(?:\s?min\w*)?(?!\w)")  # "2h30"


def hours_asked(value: str) -> Decimal | None:
    """Hours, or None when the words give no number. ``value`` is literally what the mail says."""
    folded = _CLOCK.sub(r"\1 h \2 min", fold(value))
    match = _length().search(folded)
    if match is None:
        return Decimal(1) if re.search(r"(?<!\w)godzin(?:e|ke|ka|ki)(?!\w)", folded) else _alone(folded)
    amount = max(_number(match["n1"]), _number(match["n2"]) if match["n2"] else Decimal(0))
    amount += Decimal("0.5") if match["half"] else Decimal(0)
    hours = (amount * _minutes(match["unit"] or "h") + Decimal(match["rest"] or 0)) / 60
    return hours if 0 < hours <= _MOST else None


def _alone(folded: str) -> Decimal | None:
    return Decimal("0.25") if re.search(r"(?<!\w)kwadrans(?!\w)", folded) else None


def _minutes(unit: str) -> Decimal:
    return next(Decimal(minutes) for minutes in words("units") if _unit(minutes).fullmatch(unit))


@cache
def _unit(minutes: str) -> re.Pattern[str]:
    return re.compile(alternation(words("units")[minutes]))


def _number(text: str) -> Decimal:
    return _spoken()[text] if text in _spoken() else Decimal(text.replace(",", "."))


@cache
def spoken_numbers() -> str:
    """An expression for the numbers that lengths are told in by words, for those who look for a length."""
    return alternation(_spoken())


@cache
def units() -> str:
    """An expression for the units that they count, likewise."""
    return alternation(itertools.chain.from_iterable(words("units").values()))


@cache
def _spoken() -> dict[str, Decimal]:
    return {word: Decimal(number) for number, spoken in words("lengths").items() for word in spoken}


@cache
def _length() -> re.Pattern[str]:
    number = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?|{spoken_numbers()})"
    return re.compile(
        rf"(?<![\w.,:/-])(?P<n1>{number})(?:\s?(?:-|–|do|lub|albo|czy|moze)\s?(?P<n2>{number}))?(?P<half>\s+i\s+pol)?"
        rf"\s*(?:(?:pelne|pelnych|zegarowe|zegarowych)\s+)?(?:(?P<unit>{units()})\.?(?!\w)|(?=$|\())"
        rf"(?:\s*(?:i\s+)?(?P<rest>[0-5]?\d)\s?{alternation(words('units')['1'])})?"
    )
