"""The top lines of a mail: which are commands, which are wrong, and where the reply to the customer begins."""

import difflib
import re
from dataclasses import dataclass, replace
from datetime import datetime

from worker.domain.commands import forms
from worker.domain.commands.keywords import ALONE, KEYWORDS, NOTE, UNDO, WITH_VALUE
from worker.domain.commands.line import Parts, take_apart
from worker.domain.commands.written import Written
from worker.domain.commands.wrong import Problem, Wrong
from worker.domain.polish import fold, readings
from worker.terms.staff import staff_words

_CLOSE = 0.75
_MOST = 50  # commands of one mail; one more is a line of the text, and asked back there
_LONGEST = 400  # characters of a line that can be a command other than a note
_SECOND = re.compile(r"\s*(?P<stop>[,;|.])?\s+(?=[^\W\d_]{3,14}(?:\s?:)?\s)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """``rest`` is the text for the customer, "" when there is none."""

    commands: tuple[forms.Command, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    rest: str = ""


def read_commands(text: str, now: datetime) -> Reading:
    """The commands at the top of a mail's own text (quotes and signature off). ``now``: when the mail arrived."""
    found: list[forms.Command] = []
    wrong: list[Wrong] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines) and len(found) + len(wrong) < _MOST:
        if not lines[at].strip():
            at += 1
            continue
        if note := _note(lines, at):
            if note.text:
                found.append(note)
            else:
                wrong.append(Wrong(line=note.line, problem=Problem.NO_VALUE, right="notatka: klient prosi o telefon"))
            return Reading(commands=tuple(found), wrong=tuple(wrong))
        result = _read_line(lines[at], now)
        if result is None:
            break
        if isinstance(result, Wrong):
            wrong.append(result)
        else:
            found.append(result)
        at += 1
    return Reading(commands=tuple(found), wrong=tuple(wrong), rest="\n".join(lines[at:]).strip("\n").rstrip())


def command_in_subject(subject: str, now: datetime) -> forms.Command | Wrong | None:
    """A subject that is a command by itself, as managers write: ``raport``, ``WSTRZYMAJ 5259912077``."""
    parts = take_apart(subject)
    alone = parts.word in ALONE and not parts.value.strip(" .!?")
    named = WITH_VALUE.get(parts.word)
    if alone or (named and named.in_subject and parts.said != "urlop" and parts.value):
        return _read_line(subject, now)
    return None


def looks_like_command(line: str, now: datetime) -> bool:
    """Whether a line further down would have been a command at the top, so that it must not reach a customer."""
    parts = take_apart(line)
    if parts.word == NOTE:
        return parts.colon
    named = WITH_VALUE.get(parts.word)
    if parts.word != UNDO and not (named and named.below):
        return False
    return isinstance(_read_line(line, now), forms.Command)


def _note(lines: list[str], at: int) -> forms.Note | None:
    """With a sign behind it, or alone on its line."""
    parts = take_apart(lines[at])
    if parts.word != NOTE or (parts.value and not parts.sign):
        return None
    return forms.Note(line=lines[at].strip(), text="\n".join((parts.value, *lines[at + 1 :])).strip())


def _read_line(line: str, now: datetime) -> forms.Command | Wrong | None:
    parts = take_apart(line)
    shown = " ".join(line.split())[:200]
    written = Written(line=shown, value=parts.value[:_LONGEST], now=now)
    if parts.word in ALONE and set(fold(parts.value.strip(" .!?")).split()) <= staff_words().polite:
        return ALONE[parts.word](line=shown)
    if parts.word in WITH_VALUE:
        return _with_value(written, parts) if len(parts.value) <= _LONGEST else None
    if parts.word in ALONE:
        return written.wrong(Problem.ALONE, parts.word) if parts.colon else None
    return _misspelt(written, parts)


def _with_value(written: Written, parts: Parts) -> forms.Command | Wrong | None:
    keyword = WITH_VALUE[parts.word]
    meant = parts.colon or bool(keyword.shape and keyword.shape.match(fold(parts.value)))
    if not parts.value:
        return written.wrong(Problem.NO_VALUE, keyword.right) if parts.colon else None
    if not meant:
        found = keyword.read(written) if keyword.readable else None
        return found if isinstance(found, forms.Command) else None
    if lines := _two_commands(parts, written.now):
        return written.wrong(Problem.TWO_COMMANDS, lines)
    return keyword.read(written)


def _two_commands(parts: Parts, now: datetime) -> str:
    """Both commands of one line, each on its own; "" when the line holds one."""
    for cut in _SECOND.finditer(parts.value):
        rest = parts.value[cut.end() :]
        second = take_apart(rest)
        named = second.word in WITH_VALUE or second.word == NOTE
        if named and (second.colon or (cut["stop"] and _reads(second, now))):
            return f"{parts.word}: {parts.value[: cut.start()]}\n{rest}"
    return ""


def _reads(parts: Parts, now: datetime) -> bool:
    """Whether a second command without a colon is one; "klasa" may stand within work."""
    if parts.word not in WITH_VALUE or parts.word == "klasa":
        return False
    keyword, value = WITH_VALUE[parts.word], parts.value
    if not (keyword.shape.match(fold(value)) if keyword.shape else keyword.readable):
        return False
    return isinstance(keyword.read(Written(line=value, value=value, now=now)), forms.Command)


def _misspelt(written: Written, parts: Parts) -> Wrong | None:
    """A keyword with a slip of the pen: with a colon, or before a value that could be the keyword's."""
    word = parts.said
    if not word or word in staff_words().innocent:
        return None
    near = next(iter(difflib.get_close_matches(word, KEYWORDS, n=1, cutoff=_CLOSE)), "")
    right = _righted(written, near) if near in WITH_VALUE else "notatka: …" if near == NOTE else near
    if parts.colon:
        meant = bool(near) and (len(written.line) < 80 or near == NOTE)
    else:  # a word of the dictionary is the beginning of a sentence
        meant = (
            near in WITH_VALUE and not readings(word) and _with_value(written, replace(parts, word=near)) is not None
        )
    return written.wrong(Problem.UNKNOWN_COMMAND, right, word) if meant else None


def _righted(written: Written, keyword: str) -> str:
    """The line under the right keyword, when that can be read; else an example."""
    meant = WITH_VALUE[keyword]
    good = isinstance(meant.read(written), forms.Command) and written.value
    return f"{meant.right.partition(':')[0].partition(' ')[0]}: {written.value}" if good else meant.right
