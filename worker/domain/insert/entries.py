"""What a line about the InsERT wallet says, by a technician or a customer. Read without side effects.

    line       = "portfel" [ ":" ] [ nip ] said
    said       = report / purchase / entitled / used / monthly
    report     = 350 pkt [ "," ] [ "ważny do" day ] / "ważny do" day
    purchase   = "zakup" 500 [ day ]
    entitled   = ( "abonament" [ program ] / "licencja" / "usługa" ) "do" day [ "od" day ]
    used       = 1*( "wysłane" 120 / "odebrane" 80 / "portal" 20 / "sello" 7 ) [ day ]      ; number before or behind
    monthly    = "miesięcznie" ( used / 60 [ "pkt" ] )

Days as in commands (``worker.domain.commands.times``), but the last one of a validity may be in the future.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

from worker.domain import nip
from worker.domain.polish import fold
from worker.terms.words import alternation, words


class WalletWord(StrEnum):
    """What was said about a wallet: its state, an event of it, or how many documents a month it pays for."""

    REPORTED = "reported"
    POINTS_PURCHASE = "points_purchase"
    SUBSCRIPTION = "subscription"
    LICENCE = "licence"
    SERVICE = "service"
    OPERATION = "op"
    MONTHLY = "monthly"


OPERATIONS = ("ksef_send", "ksef_receive", "portal_document", "sello_order")
_ENTITLED = {
    WalletWord.SUBSCRIPTION: "subscription",
    WalletWord.LICENCE: "licence",
    WalletWord.SERVICE: "service",
}
_LONGEST = 300  # characters of a line
_MOST = 10_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class WalletSaid:
    """One entry. ``points`` None: the report does not say them. ``op`` and ``count`` of an operation, or a month's."""

    word: WalletWord
    day: date
    points: Decimal | None = None
    program: str = ""
    valid_to: date | None = None
    op: str = ""
    count: int = 1


class Unread(StrEnum):
    """Why a line says nothing we can write down."""

    NOTHING = "nothing"  # no number, no day
    UNKNOWN_WORD = "unknown-word"
    BAD_DAY = "bad-day"
    FUTURE = "future"  # an event that has not happened yet
    NO_DAY = "no-day"  # an entitlement without its last day


@dataclass(frozen=True, kw_only=True, slots=True)
class WalletLine:
    """A line read: its entries, or why there are none. ``nip`` when the line names a payer."""

    line: str
    nip: str = ""
    entries: tuple[WalletSaid, ...] = ()
    unread: Unread | None = None
    about: str = ""


def read_line(value: str, today: date, line: str = "") -> WalletLine:
    """What stands behind ``portfel:``. Never raises."""
    text = fold(value[:_LONGEST]).replace("\u2013", "-").strip(" .;")
    number, text = _payer(text)
    found = _Reading(text, today).read()
    if isinstance(found, tuple):
        return WalletLine(line=line or value, nip=number, entries=found)
    return WalletLine(line=line or value, nip=number, unread=found.why, about=found.about)


def _payer(text: str) -> tuple[str, str]:
    match = re.match(r"(?:nip\s*:?\s*)?((?:pl\s?)?\d{3}[- ]?\d{2,3}[- ]?\d{2}[- ]?\d{2,3})(?!\d)[\s,:;-]*", text)
    if match and nip.is_valid(number := nip.compact(match[1])):
        return number, text[match.end() :]
    return "", text


@dataclass(frozen=True, slots=True)
class _Wrong:
    why: Unread
    about: str = ""


_DAY = re.compile(r"(?<![\d.-])(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))(?![\d-])")
_UNTIL = re.compile(r"(?:waz\w*|termin\w*|konczy sie|straci\w*)?\s*(?:jest\s)?(?:do|dnia)(?:\sdnia)?\s*$")
_SINCE = re.compile(r"(?:od|z)(?:\sdnia)?\s*$")
_NUMBER = re.compile(r"(?<![\w.,-])(\d{1,3}(?:[ \u00a0]\d{3})+|\d{1,8})(?:[.,](\d))?(?![\w])(?![.,]\d)")


class _Reading:
    """One value taken apart: days first, then numbers with the words beside them."""

    def __init__(self, text: str, today: date) -> None:
        self._text, self._today = text, today
        self._until: date | None = None
        self._on: date | None = None

    def read(self) -> tuple[WalletSaid, ...] | _Wrong:
        text = self._take_days()
        if isinstance(text, _Wrong):
            return text
        day = self._on or self._today
        if day > self._today:
            return _Wrong(Unread.FUTURE, day.isoformat())
        entitled = next(
            ((word, found) for word, key in _ENTITLED.items() if (found := pattern(key).search(text))), None
        )
        if entitled:
            word, found = entitled
            return self._entitled(word, text[: found.start()] + text[found.end() :], day)
        monthly = pattern("monthly").search(text) is not None
        rest = pattern("monthly").sub(" ", text)
        if any(pattern(one).search(rest) for one in OPERATIONS):
            return self._used(rest, WalletWord.MONTHLY if monthly else WalletWord.OPERATION, day)
        if pattern("purchase").search(rest):
            return self._points(pattern("purchase").sub(" ", rest), WalletWord.POINTS_PURCHASE, day)
        return self._points(rest, WalletWord.MONTHLY, day) if monthly else self._reported(rest, day)

    def _take_days(self) -> str | _Wrong:
        rest, last = [], 0
        for match in _DAY.finditer(self._text):
            year, month, number = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
            try:
                day = date(int(year), int(month), int(number))
            except ValueError:
                return _Wrong(Unread.BAD_DAY, match.group())
            before = self._text[last : match.start()]
            if until := _UNTIL.search(before):
                self._until, before = day, before[: until.start()]
            else:
                since = _SINCE.search(before)
                self._on, before = day, before[: since.start()] if since else before
            rest.append(before)
            last = match.end()
        return "".join((*rest, self._text[last:]))

    def _entitled(self, word: WalletWord, text: str, day: date) -> tuple[WalletSaid, ...] | _Wrong:
        if self._until is None:
            return _Wrong(Unread.NO_DAY)
        program = " ".join(one for one in re.findall(r"[a-z][\w-]*", text) if not _filler(one) or one in ("gt", "nexo"))
        return (WalletSaid(word=word, day=day, program=program[:60], valid_to=self._until),)

    def _points(self, text: str, word: WalletWord, day: date) -> tuple[WalletSaid, ...] | _Wrong:
        """One number of points, and nothing that we do not understand."""
        if odd := _odd(text):
            return _Wrong(Unread.UNKNOWN_WORD, odd)
        numbers = _numbers(text)
        if len(numbers) != 1 or not numbers[0]:
            return _Wrong(Unread.NOTHING)
        return (WalletSaid(word=word, day=day, points=numbers[0]),)

    def _used(self, text: str, word: WalletWord, day: date) -> tuple[WalletSaid, ...] | _Wrong:
        """Numbers with the operation beside them: the nearest word, behind or before."""
        found: dict[str, int] = {}
        for part in re.split(r"[,;]|\si\s|\soraz\s", text):
            numbers, ops = _numbers(part), [one for one in OPERATIONS if pattern(one).search(part)]
            if not ops:
                if part.strip() and found and _odd(part):
                    return _Wrong(Unread.UNKNOWN_WORD, _odd(part))
                continue
            if len(ops) > 1:  # "sprzedaż w sello" is Sello's
                ops = [ops[-1]]
            if len(numbers) != 1 or numbers[0] != int(numbers[0]):
                return _Wrong(Unread.NOTHING, part.strip())
            found[ops[0]] = found.get(ops[0], 0) + int(numbers[0])
        used = tuple(WalletSaid(word=word, day=day, op=op, count=count) for op, count in found.items() if count)
        return used or _Wrong(Unread.NOTHING)

    def _reported(self, text: str, day: date) -> tuple[WalletSaid, ...] | _Wrong:
        numbers = _numbers(text)
        vague = pattern("not_report").search(text)
        if odd := vague.group() if vague else _odd(text):
            return _Wrong(Unread.UNKNOWN_WORD, odd)
        if len(numbers) > 1 or not (numbers or self._until):
            return _Wrong(Unread.NOTHING)
        points = numbers[0] if numbers else None
        return (WalletSaid(word=WalletWord.REPORTED, day=day, points=points, valid_to=self._until),)


def _numbers(text: str) -> list[Decimal]:
    found = [Decimal(f"{''.join(match[1].split())}.{match[2] or 0}") for match in _NUMBER.finditer(text)]
    return [number.quantize(Decimal("0.1")) for number in found if number <= _MOST]


def _odd(text: str) -> str:
    """The first word that means nothing here; "" when all do."""
    return next((word for word in re.findall(r"[^\W\d_][\w-]*", text) if not _filler(word)), "")


def _filler(word: str) -> bool:
    return pattern("filler").fullmatch(word) is not None


@cache
def pattern(key: str) -> re.Pattern[str]:
    """The phrases of one list of ``wallet_words.toml``, as whole words of folded text."""
    return re.compile(rf"(?<!\w){alternation(words('wallet_words')[key])}(?!\w)")
