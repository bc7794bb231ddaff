"""Ticket ID (point 1.4): ``26-00123-7`` is year, serial within the year, ISO 7064 MOD 11,10 check digit.

Eight digits in three groups cannot be read as a NIP. The check digit catches every single wrong digit
and nearly every swap of neighbours; it is no secret, and knowing an ID grants nothing.

The prefix (``#`` by default) is decoration in subjects: ``[#26-00123-7]``. People drop it, and the
brackets too, so neither is needed when reading.
"""

import re

from stdnum.iso7064 import mod_11_10

# any prefix may stand before it (#, 3RP-), but no digit: "12-26-00123-7" is something else
_WRITTEN = re.compile(r"(?<!\d)(?<!\d-)(\d{2})-(\d{5,7})-(\d)(?!\w)(?!-\w)")
_TAG = re.compile(r"\[?[^\s\[\]]{0,12}?(?<!\d)(?<!\d-)\d{2}-\d{5,7}-\d(?!\w)\]?")


def ticket_id(year: int, serial: int) -> str:
    """The ID of the ``serial``-th ticket (from 1) of ``year`` (four digits)."""
    if serial < 1:
        raise ValueError(f"a ticket serial starts at 1, got {serial}")
    head = f"{year % 100:02d}-{serial:05d}"
    return f"{head}-{mod_11_10.calc_check_digit(head.replace('-', ''))}"


def is_valid(text: str) -> bool:
    """Whether ``text`` is exactly one well-formed ID with a correct check digit."""
    match = _WRITTEN.fullmatch(text)
    return match is not None and bool(mod_11_10.is_valid("".join(match.groups())))


def find_all(text: str, *, limit: int = 20) -> tuple[str, ...]:
    """IDs with a correct check digit in ``text``, in order, without repeats."""
    found: dict[str, None] = {}
    for match in _WRITTEN.finditer(text):
        if mod_11_10.is_valid("".join(match.groups())):
            found[match.group()] = None
            if len(found) >= limit:
                break
    return tuple(found)


def without_ids(text: str) -> str:
    """``text`` with every ID tag (``[#26-00123-7]``, ``#26-00123-7``) taken out, for comparing topics."""
    return _TAG.sub(" ", text)
