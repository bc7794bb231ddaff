"""Help articles as data: one TOML file each, shipped in ``worker/terms/help`` or added by the company in a folder.

    title, when, source, checked   what it is called, when it fits, where its facts come from and the day they were read
    programs                       which programs it is about
    asks                           how people ask, sentence by sentence: the matching is made of these
    about                          optional: phrases of which the mail must hold at least one
    with                           optional: words of which the mail must hold at least one, besides
    never                          optional: words of which the mail may hold none
    unlike                         optional: sentences that look alike and mean something else
    steps                          what to do, one sentence or two each

A file of the company's folder replaces the shipped one of the same name; one with ``off = true`` takes it away.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any


class HelpFileError(ValueError):
    """A help file cannot be used; the message names the file and what is wrong in it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """How people ask for something: what ``worker.domain.help.matching`` compares a mail with."""

    key: str
    asks: tuple[str, ...]
    about: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One help article; ``checked`` is the day its facts were read in the ``source``."""

    asked: Asked
    title: str
    steps: tuple[str, ...]
    when: str = ""
    programs: tuple[str, ...] = ()
    source: str = ""
    checked: date | None = None

    @property
    def key(self) -> str:
        """The name of its file."""
        return self.asked.key


def articles(folder: Path | None = None) -> tuple[Article, ...]:
    """The shipped articles and those of a folder, by key. Raises HelpFileError."""
    return tuple(_article(key, table) for key, table in tables("help", folder).items())


def tables(shipped: str, folder: Path | None) -> Mapping[str, dict[str, Any]]:
    """The TOML files of a shipped folder under those of the company's, by name. Raises HelpFileError."""
    found: dict[str, dict[str, Any]] = {}
    for name, text in (*_texts(files("worker.terms") / shipped), *(_texts(folder) if folder else ())):
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise HelpFileError(f"{name}: not valid TOML: {error}") from None
        key = name.removesuffix(".toml")
        found.pop(key, None)
        if not table.pop("off", False):
            found[key] = table
    return dict(sorted(found.items()))


def _texts(folder: Traversable) -> Iterator[tuple[str, str]]:
    if not folder.is_dir():
        raise HelpFileError(f"{folder}: there is no such folder")
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            try:
                yield file.name, file.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise HelpFileError(f"{file.name}: cannot be read: {error}") from None


def _article(key: str, table: dict[str, Any]) -> Article:
    read = Fields(key, table)
    article = Article(
        asked=asked(key, read),
        title=read.text("title"),
        steps=read.texts("steps"),
        when=read.text("when", ""),
        programs=read.texts("programs", ()),
        source=read.text("source", ""),
        checked=read.day("checked"),
    )
    read.nothing_left()
    return article


def asked(key: str, read: "Fields") -> Asked:
    """The fields by which a mail is recognised, of an article or of a guided case."""
    return Asked(
        key=key,
        asks=read.texts("asks"),
        about=read.texts("about", ()),
        beside=read.texts("with", ()),
        unlike=read.texts("unlike", ()),
        never=read.texts("never", ()),
    )


class Fields:
    """A table of a help file, read field by field; every mistake names the file."""

    def __init__(self, name: str, table: dict[str, Any]) -> None:
        self._name, self._left = name, dict(table)

    def has(self, field: str) -> bool:
        """Whether a field is still there to be read."""
        return field in self._left

    def text(self, field: str, default: str | None = None) -> str:
        """A text; an error when it is missing and has no default."""
        value = self._left.pop(field, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise HelpFileError(f"{self._name}.toml: {field} must be a text")
        return value

    def texts(self, field: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts; an error when it is missing and has no default."""
        value = self._left.pop(field, default)
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one.strip() for one in value):
            raise HelpFileError(f"{self._name}.toml: {field} must be a list of texts")
        if not value and default is None:
            raise HelpFileError(f"{self._name}.toml: {field} must not be empty")
        return tuple(value)

    def day(self, field: str) -> date | None:
        """A day, or None."""
        value = self._left.pop(field, None)
        if value is not None and type(value) is not date:
            raise HelpFileError(f"{self._name}.toml: {field} must be a day such as 2026-11-21")
        return value

    def flag(self, field: str) -> bool:
        """True or false; false when it is not there."""
        value = self._left.pop(field, False)
        if not isinstance(value, bool):
            raise HelpFileError(f"{self._name}.toml: {field} must be true or false")
        return value

    def rows(self, field: str) -> list["Fields"]:
        """The tables ``[[field]]``."""
        value = self._left.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise HelpFileError(f"{self._name}.toml: {field} must be tables [[{field}]]")
        return [Fields(self._name, one) for one in value]

    def nothing_left(self) -> None:
        """An unknown field is an error: it is most likely mistyped."""
        if self._left:
            raise HelpFileError(f"{self._name}.toml: unknown field {', '.join(sorted(self._left))}")
