"""How packages of hours look on the command line: tables for people, JSON for programs."""

from datetime import date
from decimal import Decimal
from typing import Any

from rich.table import Table

from worker.application.packages.sale import Plan
from worker.cli.terminal import console, plain
from worker.domain.found import Service
from worker.domain.packages.account import PackageAccount, PackageState, Promised, Share, Window
from worker.terms.phrases import money, number

_STATES = {
    PackageState.NOT_STARTED: "przed startem",
    PackageState.VALID: "ważny",
    PackageState.USED_UP: "wykorzystany",
    PackageState.EXPIRED: "po terminie",
}
_CLASSES = {Service.GENERAL: "handel i ogólna", Service.ACCOUNTING: "księgowość"}


def account_json(payer: str, account: PackageAccount) -> dict[str, Any]:
    """A package as JSON; hours are decimal strings, days ISO dates."""
    package = account.package
    return {
        "nip": payer,
        "code": package.id,
        "hours": package.hours,
        "class": package.service.value,
        "state": account.state.value,
        "start": package.start.isoformat(),
        "valid_to": account.valid_to.isoformat(),
        "hours_held": _hours(package.full_quarters),
        "hours_left": _hours(account.left),
        "orders": _orders_json(account.promised),
        "window": _window_json(account.window),
        "next_window": _window_json(account.next_window),
        "windows": [_window_json(one) for one in account.windows],
        "drawn": [{"day": use.day.isoformat(), "hours": _hours(use.quarters)} for use in account.uses],
    }


def _window_json(window: Window | None) -> dict[str, str] | None:
    if window is None:
        return None
    return {
        "first": window.first.isoformat(),
        "last": window.last.isoformat(),
        "hours_limit": _hours(window.limit),
        "hours_drawn": _hours(window.used),
        "hours_reserved": _hours(window.reserved),
        "hours_free": _hours(window.free),
    }


def _orders_json(promised: Promised | None) -> dict[str, Any] | None:
    """What open orders keep; null on a day that is past, and before the start."""
    if promised is None:
        return None
    return {
        "waiting": _share_json(promised.waiting),
        "hours_without_right": _hours(promised.without_right),
        "free": _share_json(promised.free),
        "free_with_right": _share_json(promised.free_with_right),
    }


def _share_json(share: Share) -> dict[str, str | None]:
    return {
        "hours": _hours(share.total),
        "hours_in_window": _hours(share.now),
        "hours_later": _hours(share.later),
        "later_from": share.later_from.isoformat() if share.later_from else None,
        "hours_never": _hours(share.never),
    }


def sale_json(planned: Plan, *, written: bool) -> dict[str, Any]:
    """A sale as JSON."""
    row, begins = planned.row, planned.begins
    return {
        "written": written,
        "code": row.code,
        "nip": row.nip,
        "hours": row.hours,
        "class": row.service,
        "purchased": row.purchased_day.isoformat(),
        "start": row.start_day.isoformat(),
        "latest_start": begins.latest.isoformat(),
        "valid_to": begins.valid_to.isoformat() if begins.valid_to else None,
        "window_starts": [day.isoformat() for day in begins.window_starts],
        "hours_used_before": _hours(row.used_before),
        "net": f"{planned.net:.2f}",
        "invoiced": row.invoiced,
        "points": ["13.3", planned.price.point],
    }


def print_sale(planned: Plan, *, dry_run: bool) -> None:
    """A sale in a few sentences, with the points."""
    row, begins = planned.row, planned.begins
    own = row.net is not None and row.net != planned.price.amount.net
    rebates = [
        word
        for word, holds in (("stały klient", planned.standing.regular), ("zaległości", planned.standing.overdue))
        if holds
    ]
    lines = [
        f"{'próba, nic nie zapisano' if dry_run else 'zapisano'}: {row.code}, pakiet {row.hours} h"
        f" ({_CLASSES[Service(row.service)]}) dla NIP {row.nip} {planned.payer}".rstrip(),
        f"kupiony {row.purchased_day}, ważny od {row.start_day} do {begins.valid_to}"
        f" (start najpóźniej {begins.latest}, pkt 13.3)",
        f"cena {money(planned.net)} zł netto"
        + (f", cennikowa {money(planned.price.amount.net)} zł" if own else "")
        + (f" ({', '.join(rebates)})" if rebates else "")
        + f", pkt {planned.price.point}",
    ]
    if begins.window_starts:
        lines.append("okna 30-dniowe od: " + ", ".join(map(str, begins.window_starts)) + " (pkt 13.6)")
    if row.used_before:
        lines.append(f"wykorzystane wcześniej: {number(Decimal(row.used_before) / 4)} h")
    if not row.invoiced:
        lines.append("faktura: z rozliczeniem miesiąca zakupu")
    console.print("\n".join(lines), markup=False, soft_wrap=True)


def print_accounts(found: list[tuple[str, PackageAccount]], names: dict[str, str], day: date) -> None:
    """Packages as a table."""
    table = Table(
        *(
            "płatnik",
            "pakiet",
            "klasa",
            "stan",
            "zostało",
            "zlecone",
            "ważny do",
            "okno (34%)",
            "wykorzystane",
            "wolne",
            "reszta od",
        ),
        title=f"Pakiety na koniec dnia {day}: {len(found)}",
    )
    for payer, account in found:
        package, window, promised = account.package, account.window, account.promised
        table.add_row(
            *plain(
                f"{payer} {names[payer]}".strip(),
                f"{package.id} ({package.hours} h)",
                _CLASSES[package.service],
                _STATES[account.state],
                f"{_comma(account.left)} z {_comma(package.full_quarters)} h",
                f"{_comma(promised.waiting.total)} h" if promised else "—",
                account.valid_to,
                f"{window.first} – {window.last}" if window else "—",
                f"{_comma(window.used)} z {_comma(window.limit)} h" if window else "—",
                f"{_comma(window.free)} h" if window else "—",
                (promised and promised.free.later_from) or "—",
            )
        )
    console.print(table)


def _hours(quarters: int) -> str:
    return f"{Decimal(quarters) / 4:.2f}"


def _comma(quarters: int) -> str:
    return number(Decimal(quarters) / 4)
