"""Guided cases as data: one TOML file each, shipped in ``worker/terms/cases`` or added by the company in a folder.

    title, source, checked    as of an article
    article                   recognised where it fits; or ``asks``, ``about``, ``with``, ``unlike`` of its own
    first                     what the customer must do himself before anything else
    [[step]]                  key, name, missing ("Brakuje: …", genitive), stage, optional, and how a mail ticks it:
        says                    phrases of the text (folded; ``*`` is any ending; up to three words between two)
        nip = true              the payer's NIP is known, or one stands in the text
        after, value            a value of this form within a few words behind one of these
        label, value            a value of this form behind one of these words and a colon
        holds                   each of these expressions stands in the folded text
        email                   an address in a sentence with one of these phrases
        file, file_neutral, file_says, file_types, file_not
                                an attachment by its name; by the text where the name says nothing; of these types
    [[exception]]             key, name, says, waives (steps not needed then), instead (what the customer does)

A step that nothing ticks by mail is ticked by a technician (``krok: 2``).
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from worker.terms.help_articles import Asked, Fields, HelpFileError, asked, tables


@dataclass(frozen=True, kw_only=True, slots=True)
class FileRule:
    """Which attachment is the wanted one; patterns are folded names with ``*``."""

    names: tuple[str, ...]
    neutral: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One thing to be known or done; the rest is how a mail ticks it, see above."""

    key: str
    name: str
    missing: str
    stage: str = ""
    optional: bool = False
    says: tuple[str, ...] = ()
    nip: bool = False
    after: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    value: re.Pattern[str] | None = None
    holds: tuple[re.Pattern[str], ...] = ()
    email: tuple[str, ...] = ()
    file: FileRule | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Exempt:
    """When some steps are not needed, and what to do instead."""

    key: str
    name: str
    says: tuple[str, ...]
    waives: tuple[str, ...]
    instead: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GuidedCase:
    """One kind of matter with its list. ``asked`` is None where ``article`` says how it is recognised."""

    key: str
    title: str
    steps: tuple[Step, ...]
    exceptions: tuple[Exempt, ...] = ()
    article: str = ""
    asked: Asked | None = None
    first: str = ""
    source: str = ""
    checked: date | None = None


def guided_cases(folder: Path | None = None) -> tuple[GuidedCase, ...]:
    """The shipped cases and those of a folder, by key. Raises HelpFileError."""
    return tuple(_case(key, Fields(key, table)) for key, table in tables("cases", folder).items())


def _case(key: str, read: Fields) -> GuidedCase:
    own = asked(key, read) if read.has("asks") else None
    case = GuidedCase(
        key=key,
        title=read.text("title"),
        article=read.text("article", ""),
        asked=own,
        first=read.text("first", ""),
        source=read.text("source", ""),
        checked=read.day("checked"),
        steps=tuple(_step(key, row) for row in read.rows("step")),
        exceptions=tuple(_exception(row) for row in read.rows("exception")),
    )
    read.nothing_left()
    if not case.steps or not (case.article or case.asked):
        raise HelpFileError(f"{key}.toml: a case needs [[step]] and either article or asks")
    keys = [step.key for step in case.steps]
    unknown = {one for exempt in case.exceptions for one in exempt.waives} - set(keys)
    if len(set(keys)) < len(keys) or unknown:
        raise HelpFileError(f"{key}.toml: each step has a key of its own, and waives names such keys {sorted(unknown)}")
    return case


def _step(name: str, read: Fields) -> Step:
    value = read.text("value", "")
    names = read.texts("file", ())
    file = FileRule(
        names=names,
        neutral=read.texts("file_neutral", ()),
        says=read.texts("file_says", ()),
        types=read.texts("file_types", ()),
        never=read.texts("file_not", ()),
    )
    step = Step(
        key=read.text("key"),
        name=read.text("name"),
        missing=read.text("missing"),
        stage=read.text("stage", ""),
        optional=read.flag("optional"),
        says=read.texts("says", ()),
        nip=read.flag("nip"),
        after=read.texts("after", ()),
        label=read.texts("label", ()),
        value=_expression(name, value) if value else None,
        holds=tuple(_expression(name, one) for one in read.texts("holds", ())),
        email=read.texts("email", ()),
        file=file if names else None,
    )
    read.nothing_left()
    return step


def _exception(read: Fields) -> Exempt:
    found = Exempt(
        key=read.text("key"),
        name=read.text("name"),
        says=read.texts("says"),
        waives=read.texts("waives"),
        instead=read.text("instead"),
    )
    read.nothing_left()
    return found


def _expression(name: str, text: Any) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise HelpFileError(f"{name}.toml: {text!r} is not a regular expression: {error}") from None
