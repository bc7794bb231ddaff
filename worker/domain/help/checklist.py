"""What a mail ticks on the list of a guided case: pure, read from the text and the names of the attachments.

Conservative like everything that spares a person's look: a question, a negation or a plan ticks nothing, and a file
whose name says nothing counts only where the mail says what it is.
"""

import fnmatch
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from worker.domain import nip
from worker.domain.message import Attachment
from worker.domain.polish import fold
from worker.terms.help_cases import FileRule, GuidedCase, Step
from worker.terms.words import alternation, words

_STOP = re.compile(r"[.!…;]+(?=\s|$)|\n\s*\n|\n(?=\s*[-*•\d])|(?<=\?)")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_NOT_SO = re.compile(rf"(?<!\w){alternation(words('steps')['denied'])}(?!\w)")
_PLAN = re.compile(rf"(?<!\w){alternation(words('steps')['promised'])}(?!\w)")
_BETWEEN = r"\W+(?:\w+\W+){0,3}?"
_MOST = 20_000  # characters read
_REACH = 40  # characters between a word and the value behind it
_LONGEST = 200  # characters of a value, and around an address
_MOST_ADDRESSES = 20


class Doubt(StrEnum):
    """Why an attachment is not taken for the wanted file."""

    OTHER = "other"  # its name says that it is something else
    UNSIGNED = "unsigned"  # a text document: the form, not a signed scan
    UNCLEAR = "unclear"  # nothing says what it is


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What one mail brings: its own text, its attachments, the payer's NIP if known, addresses that are ours."""

    text: str
    files: tuple[Attachment, ...] = ()
    nip: str = ""
    ours: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """A step that a mail ticks, and by what (a value, a file name, the words)."""

    step: str
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubtful:
    """An attachment that looks meant for a step and does not tick it."""

    step: str
    name: str
    why: Doubt
    wanted: str = ""  # the name of the step


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticked:
    """Everything one mail does to a list."""

    ticks: tuple[Tick, ...] = ()
    doubts: tuple[Doubtful, ...] = ()
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One sentence as written and folded, offset for offset."""

    written: str
    folded: str


def read_mail(case: GuidedCase, said: Said) -> Ticked:
    """Ticks, doubtful attachments and exceptions of one mail. Never raises."""
    said = replace(said, text=said.text[:_MOST])
    parts = _sentences(said.text)
    ticks, doubts = [], []
    for step in case.steps:
        value = _by_text(step, said, parts)
        if value is None and step.file is not None:
            value, unsure = _by_file(step, step.file, said.files, parts)
            doubts += unsure
        if value is not None:
            ticks.append(Tick(step=step.key, value=value))
    exceptions = tuple(one.key for one in case.exceptions if _claimed(one.says, parts))
    return Ticked(ticks=tuple(ticks), doubts=tuple(doubts), exceptions=exceptions)


def _by_text(step: Step, said: Said, parts: list[Part]) -> str | None:
    """What in the text ticks the step; None when nothing does."""
    if step.nip and (said.nip or nip.find_all(said.text)):
        return said.nip or nip.find_all(said.text)[0]
    if (claim := _claimed(step.says, parts)) is not None:
        return claim
    for named, colon in ((step.label, True), (step.after, False)):
        if step.value and (value := _behind(named, step.value, said.text, colon=colon)):
            return value
    if step.holds and all(one.search(fold(said.text)) for one in step.holds):
        return "w treści wiadomości"
    return _address(step, said) if step.email else None


def _claimed(phrases: tuple[str, ...], parts: Iterable[Part]) -> str | None:
    """The first phrase that a sentence claims: no question, nothing denied or wished before it."""
    for part in parts:
        if part.folded.endswith("?"):
            continue
        for phrase in phrases:
            found = _phrase(phrase).search(part.folded)
            if found and not _NOT_SO.search(part.folded[: found.end()]):
                return part.written[found.start() : found.end()]
    return None


def _behind(named: tuple[str, ...], value: re.Pattern[str], text: str, *, colon: bool) -> str:
    """The value behind one of the words: behind its colon, or within a few words of the same line."""
    folded = fold(text)
    for word in named:
        for found in _phrase(word).finditer(folded):
            rest = text[found.end() : found.end() + _REACH + _LONGEST]
            if colon:
                match = re.match(r"[ \t*]*[:\-–][ \t*]*\n?[ \t]*", rest)
                match = value.match(rest, match.end()) if match else None
            else:
                match = value.search(rest.split("\n\n")[0])
            if match and match.start() <= _REACH:
                return match.group().strip(" .,;")
    return ""


def _address(step: Step, said: Said) -> str | None:
    folded = fold(said.text)
    for found in islice(_ADDRESS.finditer(said.text), _MOST_ADDRESSES):
        address = found.group().strip(".").lower()
        if address in said.ours or address.partition("@")[0] in words("contacts")["no_reply"]:
            continue
        before = folded[max(found.start() - _LONGEST, 0) : found.start()].rpartition("\n")[2].rpartition(". ")[2]
        near = before + folded[found.start() : found.end() + _LONGEST].partition("\n")[0]
        if any(_phrase(one).search(near) for one in step.email):
            return address
    return None


def _by_file(
    step: Step, rule: FileRule, files: tuple[Attachment, ...], parts: list[Part]
) -> tuple[str | None, list[Doubtful]]:
    doubts: list[Doubtful] = []
    told = any(_tells(one, part) for one in rule.says for part in parts)
    for file in files:
        if file.inline or file.not_kept or file.content_type in ("text/calendar", "message/rfc822"):
            continue
        name = fold(file.name.rpartition(".")[0] or file.name).replace("_", " ").strip()
        named = _like(name, rule.names) and not _like(name, rule.never)
        if _like(name, rule.never):
            doubts.append(Doubtful(step=step.key, wanted=step.name, name=file.name, why=Doubt.OTHER))
        elif rule.types and file.content_type not in rule.types:
            why = Doubt.UNSIGNED if named else Doubt.OTHER
            doubts.append(Doubtful(step=step.key, wanted=step.name, name=file.name, why=why))
        elif named or (told and _says_nothing(name, rule)):
            return file.name, []
        else:
            why = Doubt.UNCLEAR if _says_nothing(name, rule) else Doubt.OTHER
            doubts.append(Doubtful(step=step.key, wanted=step.name, name=file.name, why=why))
    return None, doubts


def _tells(phrase: str, part: Part) -> bool:
    """Whether a sentence says that the file is here, not that it will come."""
    said = part.folded
    return bool(_phrase(phrase).search(said)) and not _PLAN.search(said) and not _NOT_SO.search(said)


def _says_nothing(name: str, rule: FileRule) -> bool:
    return _like(name, rule.neutral) or not re.search(r"[a-z]{3}", name)


def _like(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatchcase(name, one) for one in patterns)


def _sentences(text: str) -> list[Part]:
    """Folding keeps the length, so both forms of a sentence have the same offsets."""
    written = (" ".join(part.split()) for part in _STOP.split(text))
    return [Part(written=part, folded=fold(part)) for part in written if part]


@lru_cache(maxsize=1_000)
def _phrase(text: str) -> re.Pattern[str]:
    r"""``zalozyl* kont*`` as an expression: whole words in this order, up to three others between two of them."""
    parts = (re.escape(word).replace(r"\*", r"\w*") for word in fold(text).split())
    return re.compile(r"(?<!\w)" + _BETWEEN.join(parts) + r"(?!\w)")
