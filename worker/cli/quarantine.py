"""``pomoc quarantine list|show|release`` and ``pomoc replay``: mails that wait for a person."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from worker.application.replay import NotWaitingError, Person, ReplayFailedError, list_waiting, stored_mail
from worker.application.replay import replay as judge_again
from worker.cli.options import AsJson, Config
from worker.cli.terminal import PROBLEMS, WRONG_USE, account, console, end, looking, print_json, printable, told
from worker.domain.message import InboundMessage

app = typer.Typer(no_args_is_help=True, help="Mails that a person must look at.")
_SHOWN = 20_000  # characters of an unreadable mail
Ledger = Annotated[int, typer.Argument(metavar="ID", help="Ledger number, from `pomoc quarantine list`.")]
By = Annotated[str, typer.Option("--by", help="Who decides; otherwise the name of your account.")]


@app.command("list")
def list_(config: Config = None, as_json: AsJson = False) -> None:
    """List the mails that wait: when they came, from whom, and why they wait."""
    worker = looking(config)
    with told():
        rows = list_waiting(worker.engine)
    if as_json:
        print_json(rows)
        return
    table = Table("ID", "przyszedł", "od", "temat", "dlaczego", "Ticket ID", title=f"Czeka na człowieka: {len(rows)}")
    for row in rows:
        came = row["received_at"][:16].replace("T", " ")
        cells = (row["sender"], row["subject"], _why(row), row["ticket_id"] or "")
        table.add_row(str(row["id"]), came, *(Text(printable(cell)) for cell in cells))
    console.print(table)


@app.command()
def show(number: Ledger, config: Config = None, as_json: AsJson = False) -> None:
    """Show a waiting mail as text; nothing in it can act on the terminal."""
    worker = looking(config)
    with told(), _answered():
        row, raw, message = stored_mail(worker.engine, number, worker.read)
    if as_json:
        print_json({**row, "mail": _facts(message), "source": raw[:_SHOWN].decode("utf-8", "replace")})
        return
    lines = [f"ID        {row['id']}", f"dlaczego  {_why(row)}", ""]
    lines += _readable(message) if message is not None else [raw[:_SHOWN].decode("utf-8", "replace")]
    console.print(printable("\n".join(lines).replace("\r\n", "\n")), markup=False, soft_wrap=True)


@app.command()
def release(number: Ledger, config: Config = None, by: By = "", as_json: AsJson = False) -> None:
    """Let a quarantined mail through: you vouch that it is from whom it says. Its letters go with the next run."""
    _again(number, config, Person(name=by or account(), vouches=True), as_json=as_json)


def replay(
    numbers: Annotated[list[int], typer.Argument(metavar="ID", help="Ledger numbers.")],
    config: Config = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Work on waiting mails again from their stored bytes, by the same rules, for example after an upgrade."""
    for number in numbers:
        _again(number, config, Person(name=by or account(), vouches=False), as_json=as_json)


def _again(number: int, config: Any, person: Person, *, as_json: bool) -> None:
    worker = looking(config)
    with told(), _answered():
        worker.prepare()
        row = judge_again(worker.engine, number, worker.office, worker.clock(), worker.read, person)
    if as_json:
        print_json(row)
    else:
        console.print(f"mail {number}: {row['verdict']} ({row['kind']}): {_why(row)}", markup=False)
    if row["verdict"] == "quarantine":
        end(PROBLEMS, f"mail {number} is still in quarantine; nobody can vouch for this reason")


@contextmanager
def _answered() -> Iterator[None]:
    try:
        yield
    except NotWaitingError as error:
        end(WRONG_USE, str(error))
    except ReplayFailedError as error:
        end(PROBLEMS, str(error))


def _why(row: dict[str, Any]) -> str:
    reasons = "; ".join(reason["text"] for reason in row["reasons"])
    return f"{reasons} ({row['error']})" if row["error"] else reasons


def _readable(message: InboundMessage) -> list[str]:
    found = message.authentication
    return [
        f"Od:       {', '.join(f'{one.name} <{one.address}>' for one in message.from_)}",
        f"Do:       {', '.join(one.address for one in message.to)}",
        f"Temat:    {message.subject}",
        f"Data:     {message.date.isoformat() if message.date else '-'}",
        f"Serwer:   spf={found.spf or '-'} dkim={found.dkim or '-'} dmarc={found.dmarc or '-'}",
        *(f"Załącznik {one.name} ({one.content_type}, {one.size} B)" for one in message.attachments),
        "",
        message.text,
    ]


def _facts(message: InboundMessage | None) -> dict[str, Any] | None:
    if message is None:
        return None
    return {
        "from": [one.address for one in message.from_],
        "to": [one.address for one in message.to],
        "subject": message.subject,
        "date": message.date.isoformat() if message.date else None,
        "text": message.text,
        "attachments": [{"name": one.name, "size": one.size} for one in message.attachments],
        "defects": list(message.defects),
    }
