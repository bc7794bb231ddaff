"""How every import goes: read the lines, take each into the database, say what it changed, keep it or take it back.

The dry run is the real run whose transaction is rolled back (docs/adr/0020): what it foretells cannot differ from what
``--apply`` does. One wrong line and nothing is kept, unless wrong lines may be left out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from worker.application.imports.cells import UnreadableCellError
from worker.application.imports.columns import Column, Header, matched
from worker.application.imports.sheet import Line, Sheet
from worker.domain.policy import DEFAULT, Policy
from worker.store.engine import take_turn, transaction

CLEAR = frozenset({"-", "–", "—"})  # an empty cell leaves things as they are; a dash empties them


class Effect(StrEnum):
    """What a line of the file does."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    UNMATCHED = "unmatched"  # money that nobody's invoice explains: for a person
    WRONG = "wrong"


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One value before and after; "" is none."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A cell that means nothing here: why, and what would be right. Polish sentences."""

    column: str
    value: str
    why: str
    right: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What one line does, or why it does nothing. ``about`` names the payer, invoice or transfer.

    ``stays`` says what the file leaves out and is kept all the same.
    """

    line: int
    effect: Effect
    about: str
    fields: tuple[Field, ...] = ()
    faults: tuple[Fault, ...] = ()
    note: str = ""
    stays: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One line read: values by column key. A column that the file lacks, or an empty cell, is not in ``values``.

    A dash in the file is None: the value is to be emptied. ``also`` are further lines joined into this one.
    """

    line: int
    values: Mapping[str, Any]
    also: tuple[int, ...] = ()

    def get(self, key: str, default: Any) -> Any:
        """The value; the default when the file says nothing of it."""
        return self.values.get(key, default)


@dataclass(kw_only=True)
class Taking:
    """An import under way: the database, today, and what a kind keeps between lines."""

    session: Session
    now: datetime
    today: date
    policy: Policy = DEFAULT
    free_mail: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()  # addresses of the company and its people
    left_out: Sequence[Record] = ()  # wrong lines, with what could be read of them
    kept: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """What can be imported. ``join`` puts lines of one thing together; ``take`` does one and says what it did."""

    name: str
    columns: tuple[Column, ...]
    take: Callable[[Taking, Record], Change]
    join: Callable[[Sequence[Record]], tuple[Sequence[Record], Sequence[Change]]] = lambda records: (records, ())
    begin: Callable[[Taking], None] = lambda taking: None

    def column(self, key: str) -> Column:
        """The column of that key."""
        return next(one for one in self.columns if one.key == key)


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What an import did or would do; ``kept`` says whether it stays. ``ignored`` are columns unknown to us."""

    kind: str
    changes: tuple[Change, ...]
    kept: bool
    ignored: tuple[str, ...] = ()
    skipped: int = 0

    def count(self, effect: Effect) -> int:
        """How many lines have this effect."""
        return sum(one.effect is effect for one in self.changes)


class _TakenBack(Exception):  # noqa: N818 - not an error: the dry run's way out of its transaction
    """Nothing is kept."""


def run_import(
    engine: Engine,
    kind: Kind,
    sheet: Sheet,
    begin: Callable[[Session], Taking],
    *,
    keep: bool = False,
    leave_out_wrong: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Take a file in, in one transaction. Raises UnreadableFileError when its header is not understood.

    ``keep`` False is the dry run. ``progress`` hears (lines done, lines).
    """
    header = matched(sheet.header, kind.columns)
    records, wrong, left_out = _read(sheet.lines, header)
    joined, clashes = kind.join(records)
    changes = [*wrong, *clashes]
    clashing = {one.line for one in clashes if one.effect is Effect.WRONG}
    kept = False
    try:
        with transaction(engine) as session:
            take_turn(session.connection())
            taking = begin(session)
            taking.left_out = (*left_out, *(one for one in records if one.line in clashing))
            kind.begin(taking)
            with session.no_autoflush:
                for done, record in enumerate(joined):
                    changes.append(_taken(kind, taking, record))
                    progress(done + 1, len(joined))
            session.flush()
            is_wrong = any(one.effect is Effect.WRONG for one in changes)
            if not keep or (is_wrong and not leave_out_wrong):
                raise _TakenBack
        kept = True
    except _TakenBack:
        pass
    return Report(
        kind=kind.name,
        changes=tuple(sorted(changes, key=lambda one: one.line)),
        kept=kept,
        ignored=header.ignored,
        skipped=sheet.skipped,
    )


class WrongLineError(ValueError):
    """A line that cannot be taken as it stands."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(one.why for one in faults))
        self.faults = faults


def fault(kind_column: Column, value: object, why: str, right: str) -> WrongLineError:
    """A line wrong in one cell."""
    return WrongLineError(Fault(column=kind_column.title, value=shown(value), why=why, right=right))


def _taken(kind: Kind, taking: Taking, record: Record) -> Change:
    try:
        return kind.take(taking, record)
    except WrongLineError as error:
        return _wrong(record.line, error.faults)


def _wrong(line: int, faults: Iterable[Fault]) -> Change:
    return Change(line=line, effect=Effect.WRONG, about="", faults=tuple(faults))


def _read(lines: Iterable[Line], header: Header) -> tuple[list[Record], list[Change], list[Record]]:
    """The right lines, what is wrong with the others, and what those others still say."""
    records: list[Record] = []
    wrong: list[Change] = []
    left_out: list[Record] = []
    width = max((place for place, _ in header.places), default=0)
    for line in lines:
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        if len(line.cells) <= width and len(line.cells) == 1 and width:
            faults.append(Fault(column="", value=line.cells[0], why="w wierszu jest tylko jedna komórka", right=""))
        for place, column in header.places:
            cell = line.cells[place] if place < len(line.cells) else ""
            read = partial(_cell, column, cell)
            try:
                values |= read()
            except UnreadableCellError as error:
                faults.append(Fault(column=column.title, value=cell[:80], why=str(error), right=error.right))
        if faults:
            wrong.append(_wrong(line.number, faults))
        (left_out if faults else records).append(Record(line=line.number, values=values))
    return records, wrong, left_out


def _cell(column: Column, cell: str) -> dict[str, Any]:
    if not cell or cell in CLEAR:
        if column.required:
            raise UnreadableCellError("ta komórka nie może być pusta", column.example)
        return {column.key: None} if cell else {}
    return {column.key: column.read(cell)}


def compared(row: object, wanted: Mapping[str, Any], columns: Mapping[str, str]) -> tuple[Field, ...]:
    """Set what differs on a row, and say so. ``columns``: attribute to what it is called."""
    found = []
    for name, new in wanted.items():
        old = getattr(row, name)
        if old != new:
            setattr(row, name, new)
            found.append(Field(name=columns[name], old=shown(old), new=shown(new)))
    return tuple(found)


def effect_of(fields: Sequence[Field], *, new: bool) -> Effect:
    """NEW, CHANGED or UNCHANGED."""
    return Effect.NEW if new else Effect.CHANGED if fields else Effect.UNCHANGED


def shown(value: object) -> str:
    """A value as the list of changes prints it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    return value.isoformat() if isinstance(value, date) else str(value)
