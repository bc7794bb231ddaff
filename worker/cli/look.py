"""``pomoc explain``, ``tickets``, ``outbox``: looking at what happened."""

from typing import Annotated, Any

import typer
from rich.table import Table

from worker.app import App
from worker.application.looking import explain_mail, list_letters, list_tickets
from worker.cli.options import AsJson, Config
from worker.cli.terminal import WRONG_USE, console, end, print_json, settings, told


def explain(
    key: Annotated[
        str, typer.Argument(metavar="ID|TICKET-ID|MESSAGE-ID", help="Ledger number, Ticket ID or Message-ID.")
    ],
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Say what became of a mail, and why: rule by rule, with the points of the regulamin."""
    app = App(settings=settings(config))
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
    app = App(settings=settings(config))
    with told():
        rows = list_tickets(app.engine, also_closed=closed)
    if as_json:
        print_json(rows)
        return
    table = Table("Ticket ID", "do dnia", "stan", "rodzaj", "NIP", "od", "temat", title=f"Zgłoszenia: {len(rows)}")
    for row in rows:
        number = row["nip"] if row["verified"] else f"{row['nip']} (?)"
        table.add_row(
            row["ticket_id"], row["promised_day"], row["state"], row["kind"], number, row["requester"], row["topic"]
        )
    console.print(table)


def outbox(
    config: Config = None,
    as_json: AsJson = False,
    sent: Annotated[bool, typer.Option("--all", help="Letters already sent too.")] = False,
) -> None:
    """List letters that wait, failed or were held back."""
    app = App(settings=settings(config))
    with told():
        rows = list_letters(app.engine, also_sent=sent)
    if as_json:
        print_json(rows)
        return
    table = Table("stan", "próby", "do", "list", "temat", "ostatnia odpowiedź", title=f"Listy: {len(rows)}")
    for row in rows:
        table.add_row(
            row["state"], str(row["attempts"]), row["recipient"], row["kind"], row["subject"], row["last_answer"]
        )
    console.print(table)


def _print_explanation(found: dict[str, Any]) -> None:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("mail", f"{found['id']}  <{found['message_id']}>")
    table.add_row("od, temat", f"{found['sender']}: {found['subject']}")
    table.add_row("wynik", f"{found['verdict']} ({found['kind']})")
    for reason in found.get("reasons", []):
        table.add_row("dlaczego", f"{reason['text']} [{reason['point']}]".replace("[", "\\["))
    table.add_row("NIP", found["nip"] or "—")
    if found["missing"]:
        table.add_row("brakuje", ", ".join(found["missing"]))
    for name, value in found["extracted"].items():
        table.add_row(name, str(value).replace("[", "\\["))
    if found["ticket_id"]:
        table.add_row("Ticket ID", found["ticket_id"])
    if found["deadline"]:
        table.add_row("ostatni dzień", found["deadline"]["last_day"])
    for letter in found["letters"]:
        table.add_row("list", f"{letter['kind']} → {letter['recipient']}: {letter['state']}")
    for note in found["notes"]:
        table.add_row("uwaga", str(note).replace("[", "\\["))
    console.print(table)
