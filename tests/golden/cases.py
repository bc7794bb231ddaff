"""Reading a golden folder, and whether an answer is the expected one.

The format is described in ``regulamin/README.md``: CSV sets with one row a case, JSON sets with a list of
cases; ``expected`` may name fewer keys than the answer has.
"""

import csv
import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

REGULAMIN = Path(__file__).parent / "regulamin"
OWN = Path(__file__).parent / "own"
"""Cases of our own in the same formats, for what the given ones leave out."""
UNORDERED = {"lines", "protocol", "corrections", "missing", "numbers"}


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """The answer when the one policy that ``issue`` asks about is changed."""

    issue: str
    label: str
    expected: Any


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case of a set: the whole row, what is expected, and the listed alternatives."""

    set_name: str
    id: str
    row: dict[str, Any]
    status: str
    issues: tuple[str, ...]
    expected: Any
    alternatives: tuple[Alternative, ...]


def cases(folder: Path, name: str) -> list[Case]:
    """The cases of one set; none when the folder does not have it."""
    if (folder / f"{name}.json").exists():
        return [_json_case(name, row) for row in json.loads((folder / f"{name}.json").read_text("utf-8"))]
    if (folder / f"{name}.csv").exists():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return [_csv_case(name, row) for row in csv.DictReader(file)]
    return []


def _json_case(name: str, row: dict[str, Any]) -> Case:
    return Case(
        set_name=name,
        id=row["id"],
        row=row,
        status=row["status"],
        issues=tuple(row.get("issues", [])),
        expected=row["expected"],
        alternatives=tuple(
            Alternative(issue=a["issue"], label=a["policy"], expected=a["expected"])
            for a in row.get("alternatives", [])
        ),
    )


def _csv_case(name: str, row: dict[str, Any]) -> Case:
    columns = {"package_prices": ("net_total", "net_per_hour"), "deadlines": ("last_day", "expires_utc")}
    names = columns.get(name, ("net_pln_per_h",))
    expected = row["band"] if name == "bands" else {column: row[column] for column in names if row.get(column)}
    issue = row.get("issue") or ""
    others = [value for value in (row.get("alternatives") or "").split("|") if value]
    return Case(
        set_name=name,
        id=row["case_id"],
        row=row,
        status=row["status"],
        issues=(issue,) if issue else (),
        expected=expected,
        alternatives=tuple(
            Alternative(issue=issue, label=value, expected=value if name == "bands" else {"last_day": value})
            for value in others
        ),
    )


def same(expected: Any, answer: Any, key: str = "") -> bool:
    """Whether the answer has everything that is expected; numbers compare as decimals."""
    if isinstance(expected, dict):
        return isinstance(answer, dict) and all(k in answer and same(v, answer[k], k) for k, v in expected.items())
    if isinstance(expected, list):
        if not isinstance(answer, list) or len(answer) != len(expected):
            return False
        if key in UNORDERED:
            return _same_set(expected, answer)
        return all(same(e, a) for e, a in zip(expected, answer, strict=True))
    return bool(_plain(expected) == _plain(answer))


def _same_set(expected: list[Any], answer: list[Any]) -> bool:
    left = list(answer)
    for wanted in expected:
        found = next((i for i, one in enumerate(left) if same(wanted, one)), None)
        if found is None:
            return False
        del left[found]
    return True


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return (type(value), value)
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return value
