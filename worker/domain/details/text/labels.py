"""Labelled lines: ``Stanowisko: KASA 1``, a form, a flattened table, a label on a line of its own.

Grammar, on folded text:

    label   = one of terms/labels.toml, perhaps with a hint in parentheses
    line    = label (":" | "=" | "|" | tab) value          several may share a line
            | label (" - " | "–") value                    at the start of a line only
            | label NL value                               a table cell on the line below
    row     = label "|" label … NL value "|" value …       a table with a heading row
    column  = label NL label NL … value NL value …         the same, a cell to a line
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from worker.domain.details.text.sentences import bracket_end, ends_abbreviation
from worker.domain.details.text.source import Passage
from worker.domain.found import Found
from worker.domain.polish import CAPITALS, fold, is_person
from worker.terms.words import alternation, words

_BEFORE = r"(?:(?<=\n)|^|(?<=[.;,|/(•*·–-])|(?<=  ))[ \t>*•·–-]{0,6}(?:\d{1,2}[.)][ ]{0,2})?"
_HINT = (
    r"(?:[ ]{0,2}\([^()\n]{0,60}\)|,? (?:na|z|przy) ktor\w+ [^:\n]{2,40}|,? ktor\w+ [^:\n]{2,40}"
    r"|[ ](?:na|przy|z)[ ][a-z]{4,14}"
    rf"|[ ]{alternation(words('forms')['goes_on'])}"
    r"(?:[ ][a-z]{1,14}){0,3})?"
)
_OTHER_VALUE = re.compile(  # "KASA 1, użytkownik Jan Rudnik, tel. …", "KSIĘG. GŁ. / Irena Szymczak / 15 555 02 24"
    rf"[,;]\s+(?:{alternation(words('forms')['another_value'])}(?!\w)"
    r"|(?:pani|pan|p\.)\s)|[ ]/[ ]"
)
_FEWEST_HEADS, _MOST_HEADS, _LONGEST_HEAD = 2, 7, 30
_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(r"[^|\t ]+(?: [^|\t ]+)*")


@dataclass(frozen=True)
class Labelled:
    """One label with its value: offsets in the passage."""

    key: str
    passage: Passage
    label_start: int
    start: int
    end: int

    @property
    def value(self) -> str:
        """The value, trimmed."""
        return self.passage.text[self.start : self.end].strip(" \t\n,;.*|\"„”'")

    @property
    def folded(self) -> str:
        """The trimmed value as it is compared."""
        return self.passage.folded[self.start : self.end].strip(" \t\n,;.*|\"„”'")

    def found(self) -> Found:
        """The value as a fact."""
        return self.passage.found(self.start, self.end, "label")


@lru_cache(maxsize=32)  # every detail asks for the labels of the same few passages
def labelled(passage: Passage) -> tuple[Labelled, ...]:
    """Every labelled value of a passage in the order of the text; empty values are left out."""
    marks = list(_labels(_with_tabs(passage)))
    values = [
        Labelled(
            key, passage, start, end, _value_end(passage, key, end, marks[i + 1][1] if i + 1 < len(marks) else None)
        )
        for i, (key, start, end) in enumerate(marks)
    ]
    rows = (*_heading_rows(passage), *_heading_columns(passage))
    values = [item for item in values if not any(row.label_start <= item.label_start < row.start for row in rows)]
    values = [*values, *rows]
    return tuple(
        item
        for item in values
        if item.folded not in words("writing")["nothing"] and any(c.isalnum() for c in item.value)
    )


@cache
def _keys() -> dict[str, tuple[str, ...]]:
    """Label to keys: one label may introduce several details ("osoba": user or orderer)."""
    table: dict[str, tuple[str, ...]] = {}
    for key, rows in words("labels").items():
        for row in rows:
            table[row] = (*table.get(row, ()), key)
    return table


@cache
def _pattern() -> re.Pattern[str]:
    names = alternation(_keys())
    inline = rf"{_BEFORE}(?:moj[ae]?[ ]|nasz[ae]?[ ])?(?P<a>{names}){_HINT}[ ]{{0,3}}(?::[ ]?-?|=|\|)"
    ends = r"(?:[ ]{1,3}[-–—][ ]|[ ]{2,}|[ ]{0,3}\t|[ ]{0,3}$)"
    line = rf"^[ \t>*•·]{{0,6}}(?:\d{{1,2}}[.)][ ]{{0,2}})?(?P<b>{names}){_HINT}{ends}"
    return re.compile(rf"{inline}|{line}", re.MULTILINE)


def keys_of(label: str) -> tuple[str, ...]:
    """The details a folded label may introduce."""
    return _keys().get(re.sub(r"\s+", " ", label), ())


def _with_tabs(passage: Passage) -> str:
    """The folded text with its tabs, which part the cells of a table; folding makes spaces of them."""
    if "\t" not in passage.text:
        return passage.folded
    pairs = zip(passage.text, passage.folded, strict=True)
    return "".join("\t" if written == "\t" else folded for written, folded in pairs)


def _labels(folded: str) -> Iterator[tuple[str, int, int]]:
    for match in _pattern().finditer(folded):
        for key in keys_of(match["a"] or match["b"]):
            yield key, match.start(), match.end()


def _value_end(passage: Passage, key: str, start: int, limit: int | None) -> int:
    text, folded = passage.text, passage.folded
    stop = len(text) if limit is None or limit < start else limit
    if limit is not None and limit <= start:  # the same label under a second key
        following = next((m.start() for m in _pattern().finditer(folded, start)), None)
        stop = len(text) if following is None else following
    begin = start
    while begin < stop and text[begin] in " \t|:\n":
        if text[begin] == "\n" and text[start:begin].count("\n") >= 2:
            return start  # nothing on this line nor on the next
        begin += 1
    closed = bracket_end(text, text.rfind("\n", 0, start) + 1, start, stop)
    stop = closed if closed >= 0 else stop  # "przy zapisie (stanowisko: KASA 2) pokazuje …"
    if key == "workstation" and (other := _OTHER_VALUE.search(folded, begin + 1, stop)):
        stop = other.start()
    end = text.find("\n", begin, stop)
    if end < 0:
        return stop if key in ("description", "dates") else _sentence_end(text, begin, stop)
    if key == "description":
        paragraph = re.compile(r"\n[ \t]*\n").search(text, begin, stop)
        return paragraph.start() if paragraph else stop
    if key == "dates":
        while end < stop and (
            text[end - 1] in ",;" or re.match(r"\n[ \t]*(?:lub|albo|oraz|[-*•])", text[end : end + 9])
        ):
            following_line = text.find("\n", end + 1, stop)
            end = stop if following_line < 0 else following_line
        return end
    return _sentence_end(text, begin, end)


def _sentence_end(text: str, begin: int, end: int) -> int:
    """A short value ends with its sentence: ``Stanowisko: biuro, komputer pani Zosi. Proszę …``."""
    for match in re.finditer(rf"[.;]\s+(?=[{CAPITALS}])", text[begin:end]):
        if not ends_abbreviation(fold(text[begin:end]), match.start()):
            return begin + match.start()
    return end


def _heading_rows(passage: Passage) -> Iterator[Labelled]:
    """A table flattened row by row: labels side by side, their values side by side below."""
    offset, top = 0, 0
    heads: tuple[tuple[str, ...], ...] = ()
    for line in passage.text.split("\n"):
        cells = tuple(_CELL.finditer(line)) if "|" in line or "\t" in line or "  " in line else ()
        filled = tuple(cell for cell in cells if cell.group().strip())
        names = tuple(keys_of(passage.folded[offset + c.start() : offset + c.end()].strip(" :*")) for c in filled)
        if len(filled) >= 2 and all(names):
            heads, top = names, offset
        elif heads and len(filled) == len(heads):
            for keys, cell in zip(heads, filled, strict=True):
                for key in keys:
                    yield Labelled(key, passage, top, offset + cell.start(), offset + cell.end())
            heads = ()
        elif line.strip():
            heads = ()
        offset += len(line) + 1


def _heading_columns(passage: Passage) -> Iterator[Labelled]:
    """A table flattened cell by cell: two labels or more on lines of their own, then as many values."""
    lines = [match for match in _LINE.finditer(passage.text) if match.group().strip()]
    at = 0
    while at < len(lines):
        heads = list(itertools.takewhile(bool, (_heads(passage, line) for line in lines[at : at + _MOST_HEADS])))
        values = lines[at + len(heads) : at + 2 * len(heads)]
        if len(heads) >= _FEWEST_HEADS and len(values) == len(heads):
            for keys, line in zip(heads, values, strict=True):
                for key in keys:
                    yield Labelled(key, passage, lines[at].start(), line.start(), line.end())
            at += 2 * len(heads)
        else:
            at += max(len(heads), 1)


def _heads(passage: Passage, line: re.Match[str]) -> tuple[str, ...]:
    """The details that a line announces, when it holds nothing but a label; of a job, the user ("Nauczyciel")."""
    label = line.group().strip()
    if len(label) > _LONGEST_HEAD or label.endswith(":"):
        return ()
    return keys_of(fold(label)) or (("user",) if label.isalpha() and is_person(label, "nom") else ())
