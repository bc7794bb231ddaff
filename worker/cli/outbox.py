"""``pomoc outbox list|show|release``: letters that wait, failed, or were held back by a flood brake."""

from typing import Annotated

import typer
from rich.table import Table

from worker.application.held import NotHeldError, release_letters, stored_letter
from worker.application.looking import list_letters
from worker.cli.options import AsJson, Config
from worker.cli.terminal import WRONG_USE, account, console, end, looking, plain, print_json, printable, told
from worker.mail.mime import read_message

app = typer.Typer(help="Letters that wait, failed or were held back; without a command: list.")
Sent = Annotated[bool, typer.Option("--all", help="Letters already sent too.")]
Letter = Annotated[int, typer.Argument(metavar="ID", help="Number of the letter, from `pomoc outbox list`.")]


@app.callback(invoke_without_command=True)
def outbox(context: typer.Context, config: Config = None, as_json: AsJson = False, sent: Sent = False) -> None:
    """List letters that wait, failed or were held back."""
    if context.invoked_subcommand is None:
        list_(config, as_json=as_json, sent=sent)


@app.command("list")
def list_(config: Config = None, as_json: AsJson = False, sent: Sent = False) -> None:
    """List letters that wait, failed or were held back."""
    worker = looking(config)
    with told():
        rows = list_letters(worker.engine, also_sent=sent)
    if as_json:
        print_json(rows)
        return
    names = ("ID", "stan", "próby", "do", "list", "temat", "ostatnia odpowiedź")
    table = Table(*names, title=f"Listy: {len(rows)}")
    for row in rows:
        cells = (row["id"], row["state"], row["attempts"], row["recipient"], row["kind"], row["subject"])
        table.add_row(*plain(*cells, row["last_answer"]))
    console.print(table)


@app.command()
def show(number: Letter, config: Config = None, as_json: AsJson = False) -> None:
    """Show a letter as its reader would see it, and why it has not left."""
    worker = looking(config)
    with told():
        try:
            row, raw = stored_letter(worker.engine, number)
        except NotHeldError as error:
            end(WRONG_USE, str(error))
    message = read_message(raw)
    if as_json:
        print_json({**row, "text": message.text, "attachments": [one.name for one in message.attachments]})
        return
    why = row["brake"] or row["last_answer"]
    lines = [
        f"ID      {row['id']}   stan {row['state']}, próby {row['attempts']}{f' ({why})' if why else ''}",
        f"Mail    {row['mail'] or '-'}   (pomoc explain {row['mail']})" if row["mail"] else "",
        f"Do:     {row['recipient']}",
        f"Temat:  {row['subject']}",
        *(f"Załącznik {one.name} ({one.content_type}, {one.size} B)" for one in message.attachments),
        "",
        message.text,
    ]
    console.print(printable("\n".join(lines).replace("\r\n", "\n")), markup=False, soft_wrap=True)


@app.command()
def release(
    numbers: Annotated[list[int], typer.Argument(metavar="ID", help="Letters, from `pomoc outbox list`.")],
    config: Config = None,
    by: Annotated[str, typer.Option("--by", help="Who decides; otherwise the name of your account.")] = "",
    as_json: AsJson = False,
) -> None:
    """Let held letters go with the next run: you say that no loop is behind them."""
    worker = looking(config)
    with told():
        worker.prepare()
        try:
            rows = release_letters(worker.engine, numbers, by=by or account(), now=worker.clock())
        except NotHeldError as error:
            end(WRONG_USE, str(error))
    if as_json:
        print_json(rows)
        return
    for row in rows:
        console.print(
            f"list {row['id']} ({row['kind']}) do {row['recipient']} wyjdzie przy następnym obiegu", markup=False
        )
