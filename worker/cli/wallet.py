"""``pomoc wallet show NIP``: what we were told of a payer's InsERT wallet, and what it comes to today."""

from typing import Annotated, Any

import typer
from rich.table import Table

from worker.application.insert import book
from worker.cli.options import AsJson, Config
from worker.cli.terminal import PROBLEMS, WRONG_USE, console, end, looking, plain, print_json, told
from worker.domain import nip
from worker.domain.calendar import local_day
from worker.domain.insert.account import Account, Happened
from worker.domain.insert.notices import due
from worker.store.engine import reading

app = typer.Typer(help="InsERT wallets of payers.", no_args_is_help=True)

_STATES = {"none": "ważność nieznana", "active": "ważny", "grace": "w karencji", "expired": "wygasły"}


@app.callback()
def _wallet() -> None:
    """InsERT wallets of payers."""


@app.command("show")
def show(
    number: Annotated[str, typer.Argument(metavar="NIP", help="The payer's NIP, with or without dashes.")],
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Show balance, validity, history and the letters that are due."""
    payer = nip.compact(number)
    if not nip.is_valid(payer):
        end(WRONG_USE, f"{number!r} is not a valid NIP: ten digits with a correct check digit are needed")
    worker = looking(config)
    with told():
        office = worker.office
        with reading(worker.engine) as session:
            known = book.account_of(session, office, payer, local_day(worker.clock()))
    if not known.history and known.rate is None:
        end(PROBLEMS, f"nothing is known of a wallet of {payer}")
    found = _json(payer, known, office.low_days)
    if as_json:
        print_json(found)
    else:
        _print(found)


def _json(payer: str, known: Account, low_days: int) -> dict[str, Any]:
    wallet = known.wallet
    return {
        "nip": payer,
        "day": known.day.isoformat(),
        "balance": str(wallet.balance),
        "state": known.state.value,
        "valid_to": wallet.valid_to and wallet.valid_to.isoformat(),
        "grace_to": wallet.grace_to and wallet.grace_to.isoformat(),
        "lost": str(known.lost),
        "monthly": known.monthly,
        "monthly_points": known.rate and str(known.rate),
        "lasts_days": known.lasts,
        "due": [one.notice.value for one in due(known, low_days)],
        "history": [_row(one) for one in known.history],
    }


def _row(one: Happened) -> dict[str, Any]:
    said, outcome = one.said, one.outcome
    return {
        "day": said.day.isoformat(),
        "word": said.word.value,
        "points": None if said.points is None else str(said.points),
        "program": said.program,
        "op": said.op,
        "count": said.count if said.op else None,
        "ok": outcome.ok,
        "reason": outcome.refusal.value if outcome.refusal else "",
        "cost": str(outcome.cost),
        "free_points": str(outcome.free_points),
        "lost": str(outcome.lost),
        "balance": str(outcome.wallet.balance),
        "valid_to": outcome.wallet.valid_to and outcome.wallet.valid_to.isoformat(),
        "state": outcome.state.value,
    }


def _print(found: dict[str, Any]) -> None:
    console.print(
        f"NIP {found['nip']}, {found['day']}: {found['balance']} pkt, {_STATES[found['state']]}", markup=False
    )
    if found["valid_to"]:
        console.print(f"ważny do {found['valid_to']}, karencja do {found['grace_to']}", markup=False)
    if found["lasts_days"] is not None:
        console.print(
            f"zużycie {found['monthly_points']} pkt/mies., wystarczy na {found['lasts_days']} dni", markup=False
        )
    table = Table("dzień", "wpis", "szczegóły", "saldo", "ważny do", "stan")
    for row in found["history"]:
        details = [
            row["points"] or "",
            row["program"],
            f"{row['op']} × {row['count']}" if row["op"] else "",
            row["reason"],
        ]
        cells = (
            row["day"],
            row["word"],
            " ".join(one for one in details if one),
            row["balance"],
            row["valid_to"] or "",
        )
        table.add_row(*plain(*cells, _STATES[row["state"]]))
    console.print(table)
    if found["due"]:
        console.print(f"listy, na które przyszła pora: {', '.join(found['due'])}", markup=False)
