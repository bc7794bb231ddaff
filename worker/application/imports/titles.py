"""Which invoices a transfer's title means, as people and banks write it: ``zaplata fv 12/2026``, ``FV-12-2026``, broken
over lines, or in the fields of a split payment (``/VAT/…/INV/FV/12/2026/TXT/…``).

Never a guess: a number must stand there whole, or the payer's NIP together with what is his alone (the number without
its letters, or the exact amount of his only open invoice). Beside one whole number further ones of the same payer may
stand without their letters (``FV/1/2026, 2/2026``); they count while they are open. A number that two documents of his
have without their letters (``FV/1/2026``, ``FK/1/2026``) names neither. Everything else is left to a person.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from worker.domain import nip

_TOKEN = re.compile(r"\d+|[A-ZĄĆĘŁŃÓŚŹŻ]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """An invoice a transfer can be for. ``left`` is what is not paid of it yet."""

    number: str
    nip: str
    left: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """What a title means. ``why_not`` is a Polish sentence when nothing is certain; ``near`` what it may be."""

    invoices: tuple[Owed, ...] = ()
    why_not: str = ""
    near: tuple[str, ...] = ()


class Titles:
    """Every invoice, ready to be looked for."""

    def __init__(self, invoices: Iterable[Owed], payers: Iterable[str]) -> None:
        self._all = [(_bare(one.number), one) for one in invoices]
        self._payers = frozenset(payers)
        self._of: dict[str, list[Owed]] = {}
        for _, one in self._all:
            self._of.setdefault(one.nip, []).append(one)

    def meant(self, title: str, amount: Decimal, left: Mapping[str, Decimal]) -> Meant:
        """The invoices of a transfer. ``left``: what is unpaid now, by number."""
        named, payers = self.named_in(title)
        if not named:
            return self._by_amount(payers, amount, left)
        found = _agreed(named, payers)
        if found.invoices and sum(left.get(one.number, one.left) for one in found.invoices) != amount:
            return Meant(invoices=self._with_shorter(title.upper(), found.invoices, left))
        return found

    def named_in(self, title: str) -> tuple[list[Owed], list[str]]:
        """The invoices a title names by number, and the payers it names by NIP."""
        text = title.upper()
        payers = [one for one in nip.find_all(text) if one in self._payers]
        named = self._named(text)
        for payer in payers if not named else ():
            named = named or self._shorter(text, payer)
        return named, payers

    def _shorter(self, text: str, payer: str) -> list[Owed]:
        return _longest(text, [(_without_letters(one.number), one) for one in self._of.get(payer, [])])

    def _with_shorter(self, text: str, named: tuple[Owed, ...], left: Mapping[str, Decimal]) -> tuple[Owed, ...]:
        """Further open invoices of the same payer, named without their letters."""
        more = [one for one in self._shorter(text, named[0].nip) if left.get(one.number, one.left) > 0]
        return tuple({one.number: one for one in (*named, *more)}.values())

    def _named(self, text: str) -> list[Owed]:
        bare = _bare(text)  # most numbers are ruled out without a pattern
        return _longest(text, [(one.number, one) for short, one in self._all if short and short in bare])

    def _by_amount(self, payers: Sequence[str], amount: Decimal, left: Mapping[str, Decimal]) -> Meant:
        if not payers:
            return Meant(why_not="w tytule nie ma numeru żadnej naszej faktury ani NIP-u płatnika")
        open_ones = [one for payer in payers for one in self._of.get(payer, []) if left.get(one.number, one.left) > 0]
        fitting = [one for one in open_ones if left.get(one.number, one.left) == amount]
        if len(payers) == 1 and len(fitting) == 1:
            return Meant(invoices=(fitting[0],))
        why = "w tytule jest NIP bez numeru faktury, a kwota nie wskazuje jednej z niezapłaconych"
        return Meant(why_not=why, near=tuple(one.number for one in (fitting or open_ones)[:5]))


def _agreed(named: list[Owed], payers: Sequence[str]) -> Meant:
    owners = {one.nip for one in named}
    if len(owners) > 1:
        return Meant(why_not="w tytule są faktury różnych płatników", near=tuple(one.number for one in named))
    if payers and not owners & set(payers):
        why = f"numer faktury i NIP w tytule ({payers[0]}) należą do różnych płatników"
        return Meant(why_not=why, near=tuple(one.number for one in named))
    return Meant(invoices=tuple(named))


def _longest(text: str, wanted: Iterable[tuple[str, Owed]]) -> list[Owed]:
    """Which of these numbers stand in the text; one inside a longer one does not count, nor one that means two."""
    found: list[tuple[int, int, Owed]] = []
    for written, one in wanted:
        pattern = _pattern(written)
        found += [(match.start(), match.end(), one) for match in pattern.finditer(text)] if pattern else []
    meant: dict[tuple[int, int], set[str]] = {}
    for start, end, one in found:
        meant.setdefault((start, end), set()).add(one.number)
    found = [one for one in found if len(meant[one[0], one[1]]) == 1]
    found.sort(key=lambda one: (one[0] - one[1], one[0]))
    kept: list[tuple[int, int, Owed]] = []
    for start, end, one in found:
        if not any(start < other_end and other_start < end for other_start, other_end, _ in kept):
            kept.append((start, end, one))
    return list({one.number: one for _, _, one in sorted(kept, key=lambda one: one[0])}.values())


def _bare(text: str) -> str:
    """Letters and digits alone, numbers without leading zeros."""
    return "".join(token.lstrip("0") or "0" if token.isdigit() else token for token in _TOKEN.findall(text.upper()))


def _pattern(number: str) -> re.Pattern[str] | None:
    """The tokens of a number in order, whatever stands between them; leading zeros may come and go."""
    tokens = _TOKEN.findall(number.upper())
    if not any(token.isdigit() for token in tokens):
        return None
    parts = [f"0*{token.lstrip('0') or '0'}" if token.isdigit() else re.escape(token) for token in tokens]
    # bounded gaps keep it linear: a title is short, but it is a stranger's
    return re.compile(r"(?<![0-9A-Z])(?<![0-9][/\\-])" + r"[\W_]{0,3}".join(parts) + r"(?![0-9A-Z])(?![/\\-][0-9])")


def _without_letters(number: str) -> str:
    """``FV/12/2026`` as ``12/2026``; nothing when there would be one bare number left."""
    bare = re.sub(r"^[^\d]+", "", number)
    return bare if len(re.findall(r"\d+", bare)) > 1 else ""
