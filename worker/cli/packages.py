"""``pomoc packages add|show``: packages of hours that were sold, and how they stand [13]."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer
from sqlmodel import select

from worker.app import App
from worker.application.open_orders import with_open_orders
from worker.application.packages.account import accounts
from worker.application.packages.sale import Sale, SaleError, plan
from worker.cli.options import AsJson, Config
from worker.cli.package_views import account_json, print_accounts, print_sale, sale_json
from worker.cli.terminal import WRONG_USE, end, looking, print_json, settings, told
from worker.domain import nip as numbers
from worker.domain.calendar import local_day
from worker.domain.found import Service
from worker.domain.packages.account import PackageState
from worker.store.billing_tables import SoldPackage
from worker.store.engine import reading, transaction
from worker.store.lease import check
from worker.store.tables import Payer

app = typer.Typer(no_args_is_help=True, help="Packages of hours: sold, drawn, valid until (13).")


@app.command()
def add(
    nip: Annotated[str, typer.Argument(metavar="NIP", help="The payer; he must be known.")],
    hours: Annotated[int, typer.Argument(metavar="HOURS", help="5, 10, 20 or 40 (13.3).")],
    service: Annotated[Service, typer.Option("--class", help="The price column (13.1).")] = Service.GENERAL,
    purchased: Annotated[str, typer.Option(help="The day of purchase, 2026-11-20; otherwise today.")] = "",
    start: Annotated[str, typer.Option(help="The contract date; otherwise the last permitted day (13.3).")] = "",
    used: Annotated[str, typer.Option(help="Hours drawn before, e.g. 1.25; they weigh on the balance only.")] = "0",
    net: Annotated[str, typer.Option(help="The net price, when it is not that of 13.11.")] = "",
    invoiced: Annotated[bool, typer.Option("--invoiced", help="Its invoice is out: no bill sells it again.")] = False,
    code: Annotated[str, typer.Option(help="Your own name of the package; otherwise P26-0001 and on.")] = "",
    again: Annotated[bool, typer.Option("--again", help="A second package like one of the same day.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be written.")] = False,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Sell a package: check its start (13.3), say its price (13.11) and days, and write it down."""
    worker = App(settings=settings(config), must_exist=dry_run)
    with told():
        worker.prepare()
        now = worker.clock()
        sale = Sale(
            nip=nip,
            hours=hours,
            service=service,
            purchased=_day(purchased) or local_day(now),
            start=_day(start),
            used=_quarters(used),
            net=_amount(net),
            invoiced=invoiced,
            code=code.strip(),
            again=again,
        )
        office = worker.office
        with transaction(worker.engine) as session:
            check(session, None)  # two who sell at once get two codes
            try:
                planned = plan(session, office, sale, now)
            except SaleError as error:
                end(WRONG_USE, str(error))
            if not dry_run:
                session.add(planned.row)
    if as_json:
        print_json(sale_json(planned, written=not dry_run))
        return
    print_sale(planned, dry_run=dry_run)


@app.command()
def show(
    nip: Annotated[str, typer.Argument(metavar="NIP", help="One payer; otherwise every payer with a package.")] = "",
    on: Annotated[str, typer.Option(help="How they stood at the end of this day; otherwise now.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="Packages past their end too.")] = False,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Show packages: what is left and what open orders keep of it, until when, what each 30-day window gives (13.6)."""
    worker = looking(config)
    with told():
        office, today = worker.office, local_day(worker.clock())
        day = _day(on) or today
        with reading(worker.engine) as session:
            wanted = [numbers.compact(nip)] if nip else sorted(set(session.exec(select(SoldPackage.nip))))
            if nip and session.get(Payer, wanted[0]) is None:
                end(WRONG_USE, f"no payer has the NIP {wanted[0]}")
            payers = {one: session.get(Payer, one) for one in wanted}
            names = {one: payer.name if payer else "" for one, payer in payers.items()}
            found = [
                # of a past day nobody knows any more which orders were open
                (one, with_open_orders(session, office, account) if day >= today else account)
                for one in wanted
                for account in accounts(session, office, one, day).packages
                if everything or nip or account.state is not PackageState.EXPIRED
            ]
    if as_json:
        print_json([account_json(payer, account) for payer, account in found])
        return
    print_accounts(found, names, day)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        end(WRONG_USE, f"{text!r} is no day; write it as 2026-11-20")


def _quarters(text: str) -> int:
    try:
        found = Decimal(text.replace(",", ".")) * 4
    except InvalidOperation:
        end(WRONG_USE, f"{text!r} is no number of hours")
    if not found.is_finite() or found != int(found):
        end(WRONG_USE, f"{text} hours are no whole quarters (11.1.2)")
    return int(found)


def _amount(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        found = Decimal(text.replace(",", ".").replace("\u00a0", "").replace(" ", ""))
    except InvalidOperation:
        end(WRONG_USE, f"{text!r} is no amount")
    if not found.is_finite() or found != found.quantize(Decimal("0.01")):
        end(WRONG_USE, f"{text!r} is no amount in złoty and grosze")
    return found
