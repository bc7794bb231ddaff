"""``pomoc init``, ``migrate`` and ``doctor``: getting an installation to work."""

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from worker.app import App
from worker.cli.example import EXAMPLE
from worker.cli.options import AsJson, Config
from worker.cli.terminal import OK, PROBLEMS, WRONG_USE, console, end, print_json, settings, told
from worker.doctor import Finding, examine
from worker.store.engine import DatabaseFileError
from worker.store.migrate import migrate as migrate_database
from worker.store.migrate import pending


def init(
    path: Annotated[Path, typer.Argument(help="Where to write the settings file.")] = Path("pomoc.toml"),
) -> None:
    """Write a commented settings file with every setting in it; an existing file is never overwritten."""
    try:
        # readable by its owner alone: it may come to hold a password
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        end(WRONG_USE, f"{path} is already there and was left as it is; give another name")
    except OSError as error:
        end(WRONG_USE, f"{path} cannot be written: {error.strerror}")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(EXAMPLE.read_text("utf-8"))
    said = f"{path} written. Fill in [mail], [imap] and [smtp], then `pomoc doctor` checks everything."
    console.print(said, markup=False, soft_wrap=True)


def migrate(
    config: Config = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
) -> None:
    """Bring the database to the form this release needs; forward only, all steps or none."""
    app = App(settings=settings(config), must_exist=dry_run)
    with told():
        steps = _pending(app)
        if dry_run or not steps:
            console.print(f"to do: {', '.join(steps)}" if steps else "the database is up to date")
            return
        before, after = migrate_database(app.engine)
    console.print(f"migrated from {before or 'an empty database'} to {after}")


def _pending(app: App) -> list[str]:
    try:
        return pending(app.engine)
    except DatabaseFileError:
        if not app.must_exist:  # it is not there, and cannot be made
            raise
        return pending(None)


def doctor(config: Config = None, as_json: AsJson = False) -> None:
    """Connect to everything and say what is wrong and what to do."""
    findings = examine(settings(config))
    if as_json:
        print_json([{"check": one.check, "ok": one.ok, "says": one.says, "do": one.do} for one in findings])
    else:
        _print(findings)
    raise typer.Exit(OK if all(one.ok for one in findings) else PROBLEMS)


def _print(findings: list[Finding]) -> None:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for one in findings:
        mark = "[green]ok[/]" if one.ok else "[red]!![/]"
        says = one.says if one.ok or not one.do else f"{one.says}\n→ {one.do}"
        table.add_row(mark, one.check, Text(says))
    console.print(table)
