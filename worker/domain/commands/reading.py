"""The top lines of a mail: which are commands, which are wrong, and where the reply to the customer begins."""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from worker.domain.commands import bill_values, forms, insert_values, values
from worker.domain.commands.line import Parts, take_apart
from worker.domain.commands.written import Written
from worker.domain.commands.wrong import Problem, Wrong
from worker.domain.polish import fold, readings
from worker.terms.staff import staff_words

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
    "krok": (insert_values.step, "krok: 2"),
    "portfel": (insert_values.wallet, "portfel: 350 pkt, ważny do 2027-03-01"),
    "zgloszenie": (values.show, "zgłoszenie 26-00123-7"),
    "przydziel": (values.assign, "przydziel 26-00123-7 jan"),
    "wstrzymaj": (values.suspend, "WSTRZYMAJ 5259912077"),
    "wznow": (values.resume, "WZNÓW 5259912077"),
    "zatwierdz": (values.approve, "ZATWIERDŹ 5259912077"),
    "zatwierdzam": (values.approve, "ZATWIERDŹ 5259912077"),
    "korekta": (bill_values.correct, bill_values.RIGHT),
    "wezwij": (values.demand, "WEZWIJ 5259912077 2026-12-04"),
    "przedluz": (values.extend, "przedłuż: czekamy na wyjaśnienia producenta"),
    "reklamacja": (values.decide, "reklamacja: uznana"),
}
_ALONE: dict[str, type[forms.Command]] = {
    "cofnij": forms.Undo,
    "pomoc": forms.Help,
    "raport": forms.Report,
    "potwierdzam": forms.Confirmed,
    "wstrzymaj": forms.HoldBills,
    "wznow": forms.ReleaseBills,
    "zatwierdz": forms.ApproveBills,
    "zatwierdzam": forms.ApproveBills,
}
_NOTE = "notatka"
KEYWORDS = (*_WITH_VALUE, *_ALONE, _NOTE)
_NIP = re.compile(r"(?:nip\s)?(?:pl\s?)?\d")
_DAYS = re.compile(r"(?:od\s|we?\s)?(?:\d|jutr|dzis|pojutrz|poniedz|wtor|srod|czwart|piat)")
_TICKET = r"\[?#?\d{2}-\d{4,8}"
# these read as commands without a colon too: what follows has their shape, so that a slip is asked back
_COLON_FREE = {
    "zgloszenie": re.compile(_TICKET),
    "przydziel": re.compile(rf"(?:\w+\s)?{_TICKET}"),
    "wstrzymaj": _NIP,
    "wznow": _NIP,
    "zatwierdz": _NIP,
    "zatwierdzam": _NIP,
    "korekta": bill_values.SHAPE,
    "wezwij": _NIP,
    "czas": re.compile(r"(?:ok\.?\s|okolo\s|od\s|zdalnie\s)?\d"),
    "wizyta": re.compile(r"(?:(?:dzis|dzisiaj|wczoraj|przedwczoraj)\s)?(?:od\s)?\d{1,2}[:.]\d\d"),
    "dojazd": re.compile(r"\d+\s?km"),
    "nieobecny": _DAYS,
    "nieobecna": _DAYS,
    "scal": re.compile(rf"(?:z\s)?{_TICKET}"),
    "krok": re.compile(r"\d{1,2}(?:[\s,;-]|$)"),
    "polaczenie": re.compile(r"(?:nr\.?\s|numer\s|#)?\d{1,3}$"),
    "wdrozenie": re.compile(r"(?:z\s)?(?:faktur\w*\s)?(?:nr\s)?(?:fv|fs|f)?[\s/]?\d+/\d"),
    "przekaz": re.compile(r"(?:do\s)?[\w.@-]+(?:\s[\w-]+)?\.?$"),
    "telefon": re.compile(r"(?:[\w.-]+\s){0,2}[\w.+-]+@[\w.-]+$"),
    "uczestnik": re.compile(r"(?:[\w.-]+\s){0,2}<?[\w.+-]+@[\w.-]+>?$"),
}
# … and these when the whole value can be read
_READABLE = frozenset({"czas", "dojazd", "klasa", "status", "nip"})
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
        "przedluz",
        "reklamacja",
    }
)
_IN_SUBJECT = ("zgloszenie", "przydziel", "wstrzymaj", "wznow", "wezwij", "korekta", "nieobecny", "nieobecna")
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
    alone = parts.word in _ALONE and not parts.value.strip(" .!?")
    if alone or (parts.word in _IN_SUBJECT and parts.said != "urlop" and parts.value):
        return _read_line(subject, now)
    return None


def looks_like_command(line: str, now: datetime) -> bool:
    """Whether a line further down would have been a command at the top, so that it must not reach a customer."""
    parts = take_apart(line)
    if parts.word == _NOTE:
        return parts.colon
    if parts.word not in _BELOW:
        return False
    return isinstance(_read_line(line, now), forms.Command)


def _note(lines: list[str], at: int) -> forms.Note | None:
    """With a sign behind it, or alone on its line."""
    parts = take_apart(lines[at])
    if parts.word != _NOTE or (parts.value and not parts.sign):
        return None
    return forms.Note(line=lines[at].strip(), text="\n".join((parts.value, *lines[at + 1 :])).strip())


def _read_line(line: str, now: datetime) -> forms.Command | Wrong | None:
    parts = take_apart(line)
    shown = " ".join(line.split())[:200]
    written = Written(line=shown, value=parts.value[:_LONGEST], now=now)
    if parts.word in _ALONE and set(fold(parts.value.strip(" .!?")).split()) <= staff_words().polite:
        return _ALONE[parts.word](line=shown)
    if parts.word in _WITH_VALUE:
        return _with_value(written, parts) if len(parts.value) <= _LONGEST else None
    if parts.word in _ALONE:
        return written.wrong(Problem.ALONE, parts.word) if parts.colon else None
    return _misspelt(written, parts)


def _with_value(written: Written, parts: Parts) -> forms.Command | Wrong | None:
    read, right = _WITH_VALUE[parts.word]
    shape = _COLON_FREE.get(parts.word)
    meant = parts.colon or bool(shape and shape.match(fold(parts.value)))
    if not parts.value:
        return written.wrong(Problem.NO_VALUE, right) if parts.colon else None
    if not meant:
        found = read(written) if parts.word in _READABLE else None
        return found if isinstance(found, forms.Command) else None
    if lines := _two_commands(parts, written.now):
        return written.wrong(Problem.TWO_COMMANDS, lines)
    return read(written)


def _two_commands(parts: Parts, now: datetime) -> str:
    """Both commands of one line, each on its own; "" when the line holds one."""
    for cut in _SECOND.finditer(parts.value):
        rest = parts.value[cut.end() :]
        second = take_apart(rest)
        named = second.word in _WITH_VALUE or second.word == _NOTE
        if named and (second.colon or (cut["stop"] and _reads(second, now))):
            return f"{parts.word}: {parts.value[: cut.start()]}\n{rest}"
    return ""


def _reads(parts: Parts, now: datetime) -> bool:
    """Whether a second command without a colon is one; "klasa" may stand within work."""
    if parts.word not in _WITH_VALUE or parts.word == "klasa":
        return False
    shape, value = _COLON_FREE.get(parts.word), parts.value
    if not (shape.match(fold(value)) if shape else parts.word in _READABLE):
        return False
    return isinstance(_WITH_VALUE[parts.word][0](Written(line=value, value=value, now=now)), forms.Command)


def _misspelt(written: Written, parts: Parts) -> Wrong | None:
    """A keyword with a slip of the pen: with a colon, or before a value that could be the keyword's."""
    word = parts.said
    if not word or word in staff_words().innocent:
        return None
    near = next(iter(difflib.get_close_matches(word, KEYWORDS, n=1, cutoff=_CLOSE)), "")
    right = _righted(written, near) if near in _WITH_VALUE else "notatka: …" if near == _NOTE else near
    if parts.colon:
        meant = bool(near) and (len(written.line) < 80 or near == _NOTE)
    else:  # a word of the dictionary is the beginning of a sentence
        meant = (
            near in _WITH_VALUE and not readings(word) and _with_value(written, replace(parts, word=near)) is not None
        )
    return written.wrong(Problem.UNKNOWN_COMMAND, right, word) if meant else None


def _righted(written: Written, keyword: str) -> str:
    """The line under the right keyword, when that can be read; else an example."""
    read, example = _WITH_VALUE[keyword]
    good = isinstance(read(written), forms.Command) and written.value
    return f"{example.partition(':')[0].partition(' ')[0]}: {written.value}" if good else example
