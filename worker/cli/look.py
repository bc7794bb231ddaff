"""``pomoc explain``, ``tickets``: looking at what happened."""

from typing import Annotated, Any

import typer
from rich.table import Table

from worker.application.looking import explain_mail, list_tickets
from worker.cli.options import AsJson, Config
from worker.cli.terminal import WRONG_USE, console, end, looking, plain, print_json, told


def explain(
    key: Annotated[
        str, typer.Argument(metavar="ID|TICKET-ID|MESSAGE-ID", help="Ledger number, Ticket ID or Message-ID.")
    ],
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Say what became of a mail, and why: rule by rule, with the points of the regulamin."""
    app = looking(config)
    with told():
        found = explain_mail(app.engine, key)
    if found is None:
        end(WRONG_USE, f"no mail with the number, Ticket ID or Message-ID {key!r}; `pomoc tickets` lists the tickets")
    if as_json:
        print_json(found)
    else:
        _print_explanation(found)


def tickets(
    config: Config = None,
    as_json: AsJson = False,
    closed: Annotated[bool, typer.Option("--all", help="Closed tickets too.")] = False,
) -> None:
    """List tickets, the nearest deadline first."""
    app = looking(config)
    with told():
        rows = list_tickets(app.engine, also_closed=closed)
    if as_json:
        print_json(rows)
        return
    table = Table("Ticket ID", "do dnia", "stan", "rodzaj", "NIP", "od", "temat", title=f"Zgłoszenia: {len(rows)}")
    for row in rows:
        number = row["nip"] if row["verified"] else f"{row['nip']} (?)"
        cells = (
            row["ticket_id"],
            row["promised_day"],
            row["state"],
            row["kind"],
            number,
            row["requester"],
            row["topic"],
        )
        table.add_row(*plain(*cells))
    console.print(table)


def _print_explanation(found: dict[str, Any]) -> None:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")

    def add(name: str, value: object) -> None:
        table.add_row(name, *plain(value))

    add("mail", f"{found['id']}  <{found['message_id']}>")
    add("od, temat", f"{found['sender']}: {found['subject']}")
    add("wynik", f"{found['verdict']} ({found['kind']})")
    for reason in found.get("reasons", []):
        add("dlaczego", f"{reason['text']} [{reason['point']}]")
    add("NIP", found["nip"] or "—")
    if found["missing"]:
        add("brakuje", ", ".join(found["missing"]))
    for name, value in found["extracted"].items():
        add(name, str(value))
    if found["ticket_id"]:
        add("Ticket ID", found["ticket_id"])
    if found["deadline"]:
        add("ostatni dzień", found["deadline"]["last_day"])
    for letter in found["letters"]:
        add("list", f"{letter['kind']} → {letter['recipient']}: {letter['state']}")
    for note in found["notes"]:
        add("uwaga", str(note))
    console.print(table)
