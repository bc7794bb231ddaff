"""A file of rows, whatever it was: CSV, XLSX or a bank statement. ``worker.adapters`` reads it, the kinds judge it."""

from dataclasses import dataclass


class UnreadableFileError(ValueError):
    """The file as a whole cannot be read; the message is one Polish sentence saying why and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One row. ``number`` is its line in the file (1 is the first); ``cells`` are as written, stripped."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """Header and rows of one file; rows of empty cells are left out. ``skipped`` rows are of no concern here."""

    header: tuple[str, ...]
    lines: tuple[Line, ...]
    skipped: int = 0
