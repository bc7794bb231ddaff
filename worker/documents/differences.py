"""What a corrected month says differently, in sentences: lines, days of the protocol, sums (12.10)."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from worker.documents.accounting.month_json import invoice_from
from worker.documents.wording import hours, line_name, mode_name, say, service_name, short_date, unit_of
from worker.domain.billing.month import Line, Settled
from worker.domain.found import Service
from worker.domain.tariff.bands import Band
from worker.terms.phrases import Language, money, number

_MOST = 30  # sentences; the whole of it is in the protocol


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], language: Language = Language.POLISH
) -> tuple[str, ...]:
    """From one ``month_data`` to the next; empty when nothing that is billed differs."""
    rows = list(_of_protocol(before, after, language))
    lines = list(_of_lines(before, after, language))
    sums = list(_of_sums(before, after, language))
    if not (rows or lines or sums):
        return ()
    shown = [*rows, *lines][: _MOST - len(sums)]
    left = len(rows) + len(lines) - len(shown)
    return (*shown, *([say("changes", "more", language, n=left)] if left else []), *sums)


def _of_protocol(before: Mapping[str, Any], after: Mapping[str, Any], language: Language) -> Iterator[str]:
    old, new = _days(before), _days(after)
    for key in sorted({*old, *new}):
        was, now = old.get(key, Decimal(0)), new.get(key, Decimal(0))
        if was != now:
            day, mode, service, settled = key
            yield say(
                "changes",
                "row",
                language,
                day=short_date(date.fromisoformat(day), language),
                mode=mode_name(mode == "onsite", language),
                service=service_name(Service(service), language),
                settled="" if settled == Settled.TARIFF.value else say("changes", settled, language),
                was=hours(was, language),
                now=hours(now, language),
            )


def _days(data: Mapping[str, Any]) -> dict[tuple[str, str, str, str], Decimal]:
    found: dict[tuple[str, str, str, str], Decimal] = {}
    for row in data.get("protocol", ()):
        key = row["day"], row["mode"], row["service"], row["settled"]
        found[key] = found.get(key, Decimal(0)) + Decimal(row["hours"])
    return found


def _of_lines(before: Mapping[str, Any], after: Mapping[str, Any], language: Language) -> Iterator[str]:
    old, new = _lines(before, language), _lines(after, language)
    for name in {**old, **new}:
        was, now = old.get(name), new.get(name)
        if was is None and now is not None:
            yield say("changes", "new", language, name=name, net=_price(now[1], language))
        elif now is None and was is not None:
            yield say("changes", "gone", language, name=name, net=_price(was[1], language))
        elif was is not None and now is not None and was != now:
            yield say(
                "changes",
                "changed",
                language,
                name=name,
                was=number(was[0], language),
                was_net=_price(was[1], language),
                now=number(now[0], language),
                now_net=_price(now[1], language),
            )


def _lines(data: Mapping[str, Any], language: Language) -> dict[str, tuple[Decimal, Decimal]]:
    invoice = data.get("statement")
    found: dict[str, tuple[Decimal, Decimal]] = {}
    for line in invoice_from(invoice).lines if invoice else ():
        name = _name(line, language)
        quantity, net = found.get(name, (Decimal(0), Decimal(0)))
        found[name] = quantity + line.quantity, net + line.net
    return found


def _name(line: Line, language: Language) -> str:
    has_band = line.band and line.band is not Band.NONE
    return say(
        "changes",
        "line",
        language,
        name=line_name(line, language),
        band=say("letter", "band", language, letter=line.band) if has_band else "",
        price=_price(line.unit_net, language),
        unit=unit_of(line, language),
    )


def _of_sums(before: Mapping[str, Any], after: Mapping[str, Any], language: Language) -> Iterator[str]:
    for key in ("net", "gross"):
        was, now = _sum(before, key), _sum(after, key)
        if was != now:
            yield say(
                "changes",
                "sum",
                language,
                name=say("changes", key, language),
                was=_price(was, language),
                now=_price(now, language),
                difference=("+" if now > was else "−") + _price(abs(now - was), language),
            )


def _sum(data: Mapping[str, Any], key: str) -> Decimal:
    return Decimal((data.get("statement") or {}).get(key, "0.00"))


def _price(value: Decimal, language: Language) -> str:
    return say("changes", "price", language, amount=money(value, language))
