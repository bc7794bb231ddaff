"""NIP, the payer's tax number: ten digits with a checksum (points 1.3 and 1.5 of the regulamin).

The checksum is python-stdnum's. Ten equal digits pass it, but are the regulamin's own example
(``[1111111111]``), so they count as a placeholder and not as a number.
"""

import re

from stdnum.pl import nip as stdnum_nip

# "PL", then ten digits in one run, or with single spaces or dashes between them; on one line, and never part of a
# longer number (bank account, REGON-14): written in groups it may not touch another group. Bounded, so it is linear.
_SPACE = r"[ \t\u00a0\u2007\u202f]"
_SEPARATOR = r"[ \t\u00a0\u2007\u202f\-\u2010-\u2015]"
_WRITTEN = re.compile(
    rf"(?<![\w-])(?:PL{_SPACE}?)?\d{{10}}(?!\w|-\d)"
    rf"|(?<![\w-])(?<!\d{_SPACE})(?:PL{_SPACE}?)?\d(?:{_SEPARATOR}?\d){{9}}(?!\w|{_SEPARATOR}?\d)",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\s\u00a0\-\u2010-\u2015]+")


def compact(written: str) -> str:
    """``"PL 951-983-41-01"`` to ``"9519834101"``; whatever is not a separator or the PL prefix stays."""
    text = _SEPARATORS.sub("", written)
    return text[2:] if text[:2].upper() == "PL" else text


def is_valid(digits: str) -> bool:
    """Ten ASCII digits, a correct checksum, and not ten times the same digit."""
    return (
        len(digits) == 10
        and digits.isascii()
        and digits.isdigit()
        and len(set(digits)) > 1
        and bool(stdnum_nip.is_valid(digits))
    )


def find_all(text: str, *, limit: int = 50) -> tuple[str, ...]:
    """Valid NIPs that stand anywhere in ``text``, in order, without repeats; for hints, never for billing."""
    found: dict[str, None] = {}
    for match in _WRITTEN.finditer(text):
        digits = compact(match.group())
        if is_valid(digits):
            found[digits] = None
            if len(found) >= limit:
                break
    return tuple(found)


def display(digits: str) -> str:
    """``"9519834101"`` to ``"951-983-41-01"``, as people write it."""
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:8]}-{digits[8:]}"
