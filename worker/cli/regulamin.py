"""``pomoc price | deadline | package``: what the regulamin says, with the points it says it in.

Each command is a plain function for the main app to register. The answers are Polish, for a manager to read
out to a customer; ``--json`` gives one object. Exit code 2: the question cannot be answered as put.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import typer

from worker.cli.options import AsJson
from worker.cli.terminal import WRONG_USE, end, print_json
from worker.domain.billing.explanation import Question, cited, explained, skipped_day
from worker.domain.calendar import WARSAW, local_day
from worker.domain.deadlines import DeadlineKind, deadline, point_of
from worker.domain.found import Service
from worker.domain.packages.package import Package, limit_minutes, package_price, package_start
from worker.domain.policy import Policy
from worker.domain.tariff.bands import band_at
from worker.domain.tariff.money import amount
from worker.domain.tariff.rates import Mode, Standing
from worker.terms.phrases import money, number

Regular = Annotated[bool, typer.Option("--regular", help="A regular customer (6).")]
Overdue = Annotated[bool, typer.Option("--overdue", help="The customer has overdue invoices (12.2).")]
Updates = Annotated[int, typer.Option("--updates", min=0, help="Update subscriptions of the last 12 months (7).")]
Column = Annotated[Service, typer.Option("--class", help="The price column (10.1.1, 10.1.2).")]
Policies = Annotated[list[str] | None, typer.Option("--policy", metavar="KEY=VALUE", help="Change an open question.")]


class Kind(StrEnum):
    """The short names of deadlines on the command line."""

    REACTION = "reaction"
    ORDER = "order"
    COMPLAINT = "complaint"
    COMPLAINT_EXTENDED = "complaint-extended"
    DUE = "due"
    ISSUE = "issue"


KINDS = {
    Kind.REACTION: DeadlineKind.REACTION,
    Kind.ORDER: DeadlineKind.PACKAGE_ORDER,
    Kind.COMPLAINT: DeadlineKind.COMPLAINT,
    Kind.COMPLAINT_EXTENDED: DeadlineKind.COMPLAINT_EXTENDED,
    Kind.DUE: DeadlineKind.INVOICE_DUE,
    Kind.ISSUE: DeadlineKind.INVOICE_ISSUE,
}


def price(
    minutes: Annotated[int, typer.Argument(min=1, help="Time worked, in minutes.")],
    at: Annotated[str, typer.Option(help="When it began, e.g. 2026-03-10T19:00 (Warsaw time).")],
    mode: Annotated[Mode, typer.Option(help="By remote access or at the customer's.")] = Mode.REMOTE,
    service: Column = Service.GENERAL,
    regular: Regular = False,
    overdue: Overdue = False,
    updates: Updates = 0,
    policies: Policies = None,
    as_json: AsJson = False,
) -> None:
    """Say what work at an hour costs, step by step, with the points."""
    with refused():
        policy, start = _policy(policies), _instant(at)
        asked = Question(mode=mode, service=service, start=start, end=start + timedelta(minutes=minutes))
        rows = explained(asked, Standing(regular=regular, overdue=overdue, updates=updates), policy)
        total = amount(sum((row.net for row in rows), Decimal(0)), local_day(start))
        band = band_at(start, policy)
    if as_json:
        found = [
            {
                "day": row.day.isoformat(),
                "seconds": row.seconds,
                "hours": str(row.hours),
                "by_band": {str(part.band): str(part.hours) for part in row.parts},
                "net": str(row.net),
                "points": list(row.points),
                "explanation": row.text,
            }
            for row in rows
        ]
        print_json({"band_at_start": band, "rows": found, "net": str(total.net), "gross": str(total.gross)})
        return
    for row in rows:
        typer.echo(f"{row.day.isoformat()}: {row.text}")
    typer.echo(f"razem {money(total.net)} zł netto, {money(total.gross)} zł brutto")


def deadline_of(
    kind: Annotated[Kind, typer.Argument(help="Which deadline.")],
    since: Annotated[str, typer.Option("--from", help="The event, e.g. 2026-03-10T10:15 or 2026-03-31.")],
    policies: Policies = None,
    as_json: AsJson = False,
) -> None:
    """Say the last day of a deadline, the days it skips, and its point."""
    with refused():
        event = _instant(since)
        found = deadline(KINDS[kind], event, _policy(policies))
        point = point_of(KINDS[kind], local_day(event))
    if as_json:
        print_json(
            {
                "last_day": found.last_day.isoformat(),
                "nominal_day": found.nominal_day.isoformat(),
                "expires_at": found.expires_at.isoformat(),
                "skipped": [{"day": s.day.isoformat(), "reason": s.reason, "name": s.name} for s in found.skipped],
                "point": point,
            }
        )
        return
    typer.echo(f"ostatni dzień: {found.last_day.isoformat()}, {cited([point])}")
    if found.nominal_day != found.last_day:
        typer.echo(f"bez przesunięcia z KC art. 115: {found.nominal_day.isoformat()}")
    if found.skipped:
        typer.echo("pominięto: " + "; ".join(map(skipped_day, found.skipped)))


def package(
    hours: Annotated[int, typer.Argument(help="The size of the package in hours (13.3).")],
    bought: Annotated[str, typer.Option(help="The day of purchase, e.g. 2026-03-02.")],
    start: Annotated[str, typer.Option(help="The contract date; otherwise the last permitted day.")] = "",
    service: Column = Service.GENERAL,
    regular: Regular = False,
    overdue: Overdue = False,
    updates: Updates = 0,
    policies: Policies = None,
    as_json: AsJson = False,
) -> None:
    """Say the price, start, validity and windows of a package."""
    with refused():
        policy, purchased = _policy(policies), date.fromisoformat(bought)
        standing = Standing(regular=regular, overdue=overdue, updates=updates)
        cost = package_price(hours, service, on=purchased, standing=standing, policy=policy)
        begins = package_start(hours, purchased, date.fromisoformat(start) if start else None, policy)
        limit = limit_minutes(Package(hours=hours, service=service, start=purchased), policy)
    if as_json:
        print_json(
            {
                "net": str(cost.amount.net),
                "vat": str(cost.amount.vat),
                "gross": str(cost.amount.gross),
                "net_per_hour": str(cost.net_per_hour),
                "accepted": begins.accepted,
                "latest_start": begins.latest.isoformat(),
                "valid_from": begins.valid_from and begins.valid_from.isoformat(),
                "valid_to": begins.valid_to and begins.valid_to.isoformat(),
                "window_starts": [day.isoformat() for day in begins.window_starts],
                "order_limit_minutes": number(limit),
                "points": [cost.point, "13.6", "13.8"],
            }
        )
        return
    typer.echo(
        f"pakiet {hours} h: {money(cost.amount.net)} zł netto ({money(cost.net_per_hour)} zł/h, opust "
        f"{cost.percent_off}%), {money(cost.amount.gross)} zł brutto, {cited([cost.point])}"
    )
    if begins.valid_from and begins.valid_to:
        typer.echo(f"ważny od {begins.valid_from.isoformat()} do {begins.valid_to.isoformat()}, pkt 13.3")
    else:
        typer.echo(f"początek tylko od {purchased.isoformat()} do {begins.latest.isoformat()}, pkt 13.3")
    if begins.window_starts:
        typer.echo("okna 30-dniowe od: " + ", ".join(d.isoformat() for d in begins.window_starts) + ", pkt 13.6")
    typer.echo(f"zlecenie z prawem do 14 dni: do {number(limit)} min, pkt 13.8")


@contextmanager
def refused() -> Iterator[None]:
    """A question the regulamin cannot answer ends with a sentence and exit code 2."""
    try:
        yield
    except (ValueError, OverflowError) as error:
        end(WRONG_USE, str(error))


def _policy(pairs: list[str] | None) -> Policy:
    values: dict[str, Any] = dict(pair.partition("=")[::2] for pair in pairs or [])
    return Policy.of(values)


def _instant(text: str) -> datetime:
    """A local Warsaw time, or one with its own offset; a date alone is its first instant."""
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=WARSAW)).astimezone(UTC)
