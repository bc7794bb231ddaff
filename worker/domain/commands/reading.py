"""The top lines of a mail: which are commands, which are wrong, and where the reply to the customer begins."""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from worker.domain.commands import forms, values
from worker.domain.commands.values import Written
from worker.domain.commands.wrong import Problem, Wrong
from worker.domain.polish import fold

# keyword -> how its value is read, and a right form
_WITH_VALUE: dict[str, tuple[Callable[[Written], forms.Command | Wrong], str]] = {
    "czas": (values.work, "czas: 35m zdalnie księgowość"),
    "wizyta": (values.visit, "wizyta: 9:10-11:40"),
    "dojazd": (values.travel, "dojazd: 34 km"),
    "klasa": (values.topic, "klasa: księgowość"),
    "polaczenie": (values.connection, "połączenie: 2"),
    "wdrozenie": (values.implementation, "wdrożenie: FV/12/2026"),
    "status": (values.status, "status: w toku"),
    "przekaz": (values.hand_over, "przekaz: jan"),
    "scal": (values.merge, "scal: 26-00123-7"),
    "nip": (values.payer, "nip: 5259912077"),
    "uczestnik": (values.participant, "uczestnik: anna@firma.pl"),
    "nieobecny": (values.away, "nieobecny: 2026-12-01..2026-12-05"),
    "nieobecna": (values.away, "nieobecna: 2026-12-01..2026-12-05"),
    "telefon": (values.phone, "telefon: anna@firma.pl"),
    "krok": (values.step, "krok: 2"),
    "portfel": (values.wallet, "portfel: 350 pkt, ważny do 2027-03-01"),
    "zgloszenie": (values.show, "zgłoszenie 26-00123-7"),
    "przydziel": (values.assign, "przydziel 26-00123-7 jan"),
    "wstrzymaj": (values.suspend, "WSTRZYMAJ 5259912077"),
    "wznow": (values.resume, "WZNÓW 5259912077"),
}
_ALONE: dict[str, type[forms.Command]] = {
    "cofnij": forms.Undo,
    "pomoc": forms.Help,
    "raport": forms.Report,
    "potwierdzam": forms.Confirmed,
}
_NOTE = "notatka"
# these read as commands without a colon too, when what follows has their shape
_COLON_FREE = {
    "zgloszenie": re.compile(r"\[?#?\d{2}-\d{4,8}"),
    "przydziel": re.compile(r"\[?#?\d{2}-\d{4,8}"),
    "wstrzymaj": re.compile(r"(?:nip\s)?(?:pl\s?)?\d"),
    "wznow": re.compile(r"(?:nip\s)?(?:pl\s?)?\d"),
    "czas": re.compile(r"\d"),
    "wizyta": re.compile(r"\d{1,2}[:.]\d\d"),
    "dojazd": re.compile(r"\d+\s?km"),
    "nieobecny": re.compile(r"\d"),
    "nieobecna": re.compile(r"\d"),
    "scal": re.compile(r"\[?#?\d{2}-\d{4,8}"),
    "krok": re.compile(r"\d{1,2}(?:[\s,;-]|$)"),
}
_SHAPE = re.compile(r"[\s*_]*(?P<word>[^\W\d_]{3,14})[*_]*[ \t]*(?P<colon>:?)[*_]*[ \t]*(?P<value>.*)", re.DOTALL)
_BELOW = frozenset(
    {
        "czas",
        "wizyta",
        "dojazd",
        "klasa",
        "polaczenie",
        "wdrozenie",
        "status",
        "przekaz",
        "scal",
        "cofnij",
        "krok",
        "portfel",
    }
)
_CLOSE = 0.75
# polite openings of a reply that look like a misspelt keyword and are none
_INNOCENT = frozenset({"dzien", "pani", "panie", "uwaga", "prosze", "opis", "temat", "kontakt", "data", "adres"})


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
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        if note := _note(lines, at):
            found.append(note)
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
    word, value = _parts(subject)[::2]
    alone = word in _ALONE and not value.strip(" .!")
    if alone or (word in ("zgloszenie", "przydziel", "wstrzymaj", "wznow", "nieobecny", "nieobecna") and value):
        return _read_line(subject, now)
    return None


def looks_like_command(line: str, now: datetime) -> bool:
    """Whether a line further down would have been a command at the top, so that it must not reach a customer."""
    word, colon, value = _parts(line)
    if word == _NOTE:
        return bool(colon)
    if word not in _BELOW or not (colon or word == "cofnij"):
        return False
    return isinstance(_read_line(line, now), forms.Command) or (word == "cofnij" and not value)


def _note(lines: list[str], at: int) -> forms.Note | None:
    word, colon, value = _parts(lines[at])
    if word != _NOTE or not colon:
        return None
    return forms.Note(line=lines[at].strip(), text="\n".join((value, *lines[at + 1 :])).strip())


def _read_line(line: str, now: datetime) -> forms.Command | Wrong | None:
    word, colon, value = _parts(line)
    shown = " ".join(line.split())[:200]
    if word in _ALONE and not value.strip(" .!"):
        return _ALONE[word](line=shown)
    if word in _WITH_VALUE:
        read, right = _WITH_VALUE[word]
        if colon and not value:
            return Wrong(line=shown, problem=Problem.NO_VALUE, right=right)
        shape = _COLON_FREE.get(word)
        if colon or (shape and shape.match(fold(value))):
            return read(Written(line=shown, value=value, now=now))
        return None
    if colon and word and word not in _INNOCENT and len(shown) < 80:
        near = difflib.get_close_matches(word, (*_WITH_VALUE, *_ALONE, _NOTE), n=1, cutoff=_CLOSE)
        if near:
            right = _WITH_VALUE[near[0]][1] if near[0] in _WITH_VALUE else near[0]
            return Wrong(line=shown, problem=Problem.UNKNOWN_COMMAND, about=word, right=right)
    return None


def _parts(line: str) -> tuple[str, str, str]:
    """Keyword (folded), colon and value of a line; a line of another shape has the keyword ""."""
    clean = line.replace("\u00a0", " ").replace("\uff1a", ":").strip().strip("*_")
    match = _SHAPE.fullmatch(clean)
    if match is None:
        return "", "", ""
    return fold(match["word"]), match["colon"], match["value"].strip().strip("*_").strip()
