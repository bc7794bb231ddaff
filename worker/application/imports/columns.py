"""The header of a file: which column is what, in Polish or English, with the nearest right name for a wrong one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from worker.application.imports import cells
from worker.application.imports.cells import Reader
from worker.application.imports.sheet import UnreadableFileError
from worker.domain.polish import fold
from worker.terms.words import words

TITLES = words("columns")
"""What the columns of each kind may be called; the first title of a list is the one shown."""
_NEAR = 0.8


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column a kind knows. The first of ``titles`` is the one shown; ``example`` fills the template."""

    key: str
    titles: tuple[str, ...]
    read: Reader
    required: bool = False
    example: str = ""

    @property
    def title(self) -> str:
        """What the column is called to people."""
        return self.titles[0]


PAYER = Column(
    key="nip",
    titles=TITLES["any_nip"],
    read=cells.payer,
    required=True,
    example="5259912077",
)
NAME = Column(key="name", titles=TITLES["any_name"], read=cells.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """Which cell belongs to which column, and which titles of the file mean nothing to us."""

    places: tuple[tuple[int, Column], ...]
    ignored: tuple[str, ...] = field(default=())


def matched(titles: Sequence[str], columns: Sequence[Column]) -> Header:
    """The header understood. Raises UnreadableFileError for a missing, doubled or misspelt column."""
    names = {_plain(name): column for column in columns for name in (column.key, *column.titles)}
    places: dict[str, int] = {}
    strangers: list[str] = []
    for place, title in enumerate(titles):
        column = names.get(_plain(title))
        if column is None:
            strangers.append(title)
        elif column.key in places:
            raise UnreadableFileError(f"Kolumna „{column.title}” stoi w nagłówku dwa razy.")
        else:
            places[column.key] = place
    _refuse_misspelt(strangers, places, names)
    missing = [column for column in columns if column.required and column.key not in places]
    if missing:
        raise UnreadableFileError(_missing(missing, titles, columns))
    return Header(
        places=tuple((places[column.key], column) for column in columns if column.key in places),
        ignored=tuple(one for one in strangers if one),
    )


def _refuse_misspelt(strangers: Sequence[str], places: dict[str, int], names: dict[str, Column]) -> None:
    """A title one letter away from a column that is not there would be lost in silence."""
    free = {name: column for name, column in names.items() if column.key not in places}
    for title in strangers:
        near = get_close_matches(_plain(title), free, n=1, cutoff=_NEAR)
        if near:
            raise UnreadableFileError(f"Nie ma kolumny „{title}”: czy chodziło o „{free[near[0]].title}”?")


def _missing(missing: Sequence[Column], titles: Sequence[str], columns: Sequence[Column]) -> str:
    lacking = ", ".join(f"„{one.title}”" for one in missing)
    there = ", ".join(f"„{one}”" for one in titles if one) or "nic"
    known = ", ".join(one.title for one in columns)
    return (
        f"Brakuje kolumny {lacking}; w pierwszym wierszu jest {there}. Kolumny, które znamy: {known}. "
        "Wzór wypisze --template."
    )


def _plain(title: str) -> str:
    """``Data wystawienia:`` and ``data_wystawienia`` are one title, ``e-mail`` and ``email`` too."""
    return re.sub(r"[^a-z0-9]+", "", fold(title))
