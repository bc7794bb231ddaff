"""What a corrected month says differently, in Polish sentences: lines, days of the protocol, sums (12.10)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from worker.documents.accounting.month_json import invoice_from
from worker.documents.wording import SERVICE, hours, line_name, unit_of
from worker.domain.bands import Band
from worker.domain.found import Service
from worker.domain.month import Line
from worker.terms.phrases import money, number

_SETTLED = {"package": "z pakietu", "used_up": "ponad pakiet", "implementation": "wdrożenie", "to_ask": "do decyzji"}
_MODE = {"remote": "zdalnie", "onsite": "wizyta"}
_MOST = 30  # sentences; the whole of it is in the protocol


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """From one ``month_data`` to the next; empty when nothing that is billed differs."""
    rows = list(_of_protocol(before, after))
    lines = list(_of_lines(before, after))
    sums = list(_of_sums(before, after))
    if not (rows or lines or sums):
        return ()
    shown = [*rows, *lines][: _MOST - len(sums)]
    left = len(rows) + len(lines) - len(shown)
    return (*shown, *([f"… i jeszcze {left} zmian w protokole."] if left else []), *sums)


def _of_protocol(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    old, new = _days(before), _days(after)
    for key in sorted({*old, *new}):
        was, now = old.get(key, Decimal(0)), new.get(key, Decimal(0))
        if was != now:
            day, mode, service, settled = key
            how = f", {_SETTLED[settled]}" if settled in _SETTLED else ""
            where = f"{day[8:]}.{day[5:7]}, {_MODE[mode]}, {SERVICE[Service(service)]}{how}"
            yield f"{where}: było {hours(was)}, jest {hours(now)}."


def _days(data: Mapping[str, Any]) -> dict[tuple[str, str, str, str], Decimal]:
    found: dict[tuple[str, str, str, str], Decimal] = {}
    for row in data.get("protocol", ()):
        key = row["day"], row["mode"], row["service"], row["settled"]
        found[key] = found.get(key, Decimal(0)) + Decimal(row["hours"])
    return found


def _of_lines(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    old, new = _lines(before), _lines(after)
    for name in {**old, **new}:
        was, now = old.get(name), new.get(name)
        if was is None and now is not None:
            yield f"{name}: nowa pozycja, {money(now[1])} zł netto."
        elif now is None and was is not None:
            yield f"{name}: pozycji już nie ma ({money(was[1])} zł netto)."
        elif was is not None and now is not None and was != now:
            then, then_net, here, here_net = number(was[0]), money(was[1]), number(now[0]), money(now[1])
            yield f"{name}: było {then} za {then_net} zł, jest {here} za {here_net} zł netto."


def _lines(data: Mapping[str, Any]) -> dict[str, tuple[Decimal, Decimal]]:
    invoice = data.get("statement")
    found: dict[str, tuple[Decimal, Decimal]] = {}
    for line in invoice_from(invoice).lines if invoice else ():
        name = _name(line)
        quantity, net = found.get(name, (Decimal(0), Decimal(0)))
        found[name] = quantity + line.quantity, net + line.net
    return found


def _name(line: Line) -> str:
    band = f", strefa {line.band}" if line.band and line.band is not Band.NONE else ""
    return f"{line_name(line)}{band} ({money(line.unit_net)} zł/{unit_of(line)})"


def _of_sums(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for key, name in (("net", "Razem netto"), ("gross", "Razem brutto")):
        was, now = _sum(before, key), _sum(after, key)
        if was != now:
            yield f"{name}: było {money(was)} zł, jest {money(now)} zł ({_signed(now - was)} zł)."


def _sum(data: Mapping[str, Any], key: str) -> Decimal:
    return Decimal((data.get("statement") or {}).get(key, "0.00"))


def _signed(value: Decimal) -> str:
    return f"{'+' if value > 0 else '−'}{money(abs(value))}"
