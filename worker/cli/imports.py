"""``pomoc customers|invoices|payments|subscriptions import FILE``: what a file would change, and, told to, the change.

Without ``--apply`` nothing is kept, and there must be a database. Exit code 0: every line is right; 1: some line is
wrong, or there is none; 2: the file or the command is wrong.
"""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from sqlmodel import Session

from worker.adapters.bank_statement import looks_like_statement, read_statement
from worker.adapters.table_files import read_bytes, read_table
from worker.app import App
from worker.application.imports import (
    KINDS,
    Change,
    Effect,
    Kind,
    Report,
    Sheet,
    Taking,
    UnreadableFileError,
    run_import,
)
from worker.cli.options import AsJson, Config
from worker.cli.terminal import PROBLEMS, WRONG_USE, console, end, plain, print_json, settings, told
from worker.domain.calendar import local_day
from worker.wiring import office as wired_office

File = Annotated[
    Path | None, typer.Argument(metavar="FILE", help="CSV (; or ,) with a header, or XLSX.", show_default=False)
]
Apply = Annotated[bool, typer.Option("--apply", help="Keep the changes; without it nothing is kept.")]
SkipWrong = Annotated[
    bool, typer.Option("--skip-wrong", help="With --apply: keep the right lines although others are wrong.")
]
Template = Annotated[bool, typer.Option("--template", help="Print a file to fill in, and end.")]
Everything = Annotated[bool, typer.Option("--all", help="Show unchanged lines too.")]

_EFFECT = {
    Effect.NEW: "nowe",
    Effect.CHANGED: "zmiana",
    Effect.UNCHANGED: "bez zmian",
    Effect.UNMATCHED: "bez faktury",
    Effect.WRONG: "błąd",
}
_LONG = 500  # lines, from which a bar is worth its place


_HELP = {
    "customers": "Payers, contacts, mail domains and contract terms.",
    "invoices": "Issued documents: what makes a customer regular [6] and what can be overdue [12.7].",
    "payments": "Booked money [12.4]; also a bank statement in MT940, matched by what the titles say.",
    "subscriptions": "Update subscriptions, which give the rebate of point 7.",
}


def app_of(kind: str, words: str) -> typer.Typer:
    """``pomoc <kind> import``."""
    found = typer.Typer(help=words, no_args_is_help=True)

    @found.command("import", help=_HELP[kind])
    def command(
        file: File = None,
        config: Config = None,
        apply: Apply = False,
        skip_wrong: SkipWrong = False,
        template: Template = False,
        everything: Everything = False,
        as_json: AsJson = False,
    ) -> None:
        _import(KINDS[kind], file, config, apply, skip_wrong, template, everything, as_json)

    return found


def _import(
    kind: Kind,
    file: Path | None,
    config: Path | None,
    apply: bool,
    skip_wrong: bool,
    template: bool,
    everything: bool,
    as_json: bool,
) -> None:
    if template:
        typer.echo(template_of(kind), nl=False)
        return
    if file is None:
        end(WRONG_USE, "which file? --template prints one to fill in")
    if skip_wrong and not apply:
        end(WRONG_USE, "--skip-wrong says what --apply may leave out; alone it does nothing")
    app = App(settings=settings(config), must_exist=not apply)
    try:
        sheet = _sheet(kind, file)
        with told():
            report = _run(app, kind, sheet, keep=apply, leave_out_wrong=skip_wrong)
    except UnreadableFileError as error:
        end(WRONG_USE, str(error))
    if as_json:
        print_json(report_json(report))
    else:
        _print(report, keep=apply, everything=everything)
    if report.count(Effect.WRONG):
        end(PROBLEMS)


def _sheet(kind: Kind, file: Path) -> Sheet:
    if kind.name == "payments" and looks_like_statement(data := read_bytes(file)):
        return read_statement(data)
    return read_table(file)


def _run(app: App, kind: Kind, sheet: Sheet, *, keep: bool, leave_out_wrong: bool) -> Report:
    if keep:
        app.prepare()
    # no key, because no letter is written; making one would be a change, and a dry run makes none
    now, office = app.clock(), wired_office(app.settings, b"")

    def begin(session: Session) -> Taking:
        return Taking(
            session=session,
            now=now,
            today=local_day(now),
            policy=office.policy,
            free_mail=office.free_mail_domains,
            ours=office.own_addresses | office.staff_addresses,
        )

    with Progress(console=Console(stderr=True), transient=True, disable=len(sheet.lines) < _LONG) as bar:
        task = bar.add_task("wiersze", total=len(sheet.lines))
        return run_import(
            app.engine,
            kind,
            sheet,
            begin,
            keep=keep,
            leave_out_wrong=leave_out_wrong,
            progress=lambda done, of: bar.update(task, completed=done, total=of),
        )


def template_of(kind: Kind) -> str:
    """Header and one example line, as CSV with semicolons."""
    header = ";".join(column.title for column in kind.columns)
    example = ";".join(column.example for column in kind.columns)
    return f"{header}\n{example}\n"


def report_json(report: Report) -> dict[str, Any]:
    """The report for programs."""
    return {
        "kind": report.kind,
        "applied": report.kept,
        "counts": {effect.value: report.count(effect) for effect in Effect},
        "ignored_columns": list(report.ignored),
        "skipped_lines": report.skipped,
        "lines": [
            {
                "line": one.line,
                "effect": one.effect.value,
                "about": one.about,
                "fields": [{"field": part.name, "old": part.old, "new": part.new} for part in one.fields],
                "wrong": [
                    {"column": part.column, "value": part.value, "why": part.why, "right": part.right}
                    for part in one.faults
                ],
                "note": one.note,
                "stays": one.stays,
            }
            for one in report.changes
        ],
    }


def _print(report: Report, *, keep: bool, everything: bool) -> None:
    table = Table("wiersz", "co", "czego dotyczy", "zmiany")
    shown = [one for one in report.changes if everything or one.stays or one.effect is not Effect.UNCHANGED]
    for one in shown:
        table.add_row(*plain(one.line, _EFFECT[one.effect], one.about, _words(one)))
    if shown:
        console.print(table)
    counts = ", ".join(f"{_EFFECT[effect]}: {report.count(effect)}" for effect in Effect if report.count(effect))
    said = [counts or "nic do wczytania"]
    if report.skipped:
        said.append(f"pominięte operacje wychodzące i w innej walucie: {report.skipped}")
    if report.ignored:
        said.append(f"kolumny, których nie znamy: {', '.join(report.ignored)}")
    console.print("; ".join(said), markup=False, soft_wrap=True)
    if report.kept:
        console.print("Zapisano.")
    elif keep:
        console.print("Nic nie zapisano: najpierw trzeba poprawić błędne wiersze albo pominąć je przez --skip-wrong.")
    elif report.count(Effect.NEW) or report.count(Effect.CHANGED):
        console.print("To była próba, nic nie zapisano; zapisze to samo polecenie z --apply.")


def _words(one: Change) -> str:
    said = [f"{part.name}: {part.old or '—'} → {part.new or '—'}" for part in one.fields]
    for part in one.faults:
        cell = " ".join(word for word in (part.column, f"„{part.value}”" if part.value else "(puste)") if word)
        said.append(f"{cell}: {part.why}" + (f" (ma być: {part.right})" if part.right else ""))
    if one.effect is Effect.NEW and len(said) > 1:
        said = [", ".join(f"{part.name}: {part.new}" for part in one.fields)]
    return "\n".join([*said, *(words for words in (one.note, one.stays) if words)])
