"""``pomoc billing``: the month's end by hand, as the service does it by the timetable [12.6]."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from worker.app import App
from worker.application.billing import state
from worker.application.billing.correction import NothingToCorrectError
from worker.application.billing.export import Exported, export_month
from worker.application.billing.preview import Look, look_at
from worker.application.billing.report import odd_rows
from worker.application.billing.run import MonthRun, Outcome, Unsent
from worker.application.billing.timetable import end_of, send
from worker.cli.options import AsJson, Config
from worker.cli.terminal import PROBLEMS, WRONG_USE, console, end, errors, looking, plain, print_json, told
from worker.domain import nip as numbers
from worker.domain.calendar import local_day
from worker.domain.month_end import MonthEnd
from worker.store.billing_queries import billed_payers
from worker.store.engine import reading, transaction
from worker.store.lease import check
from worker.store.tables import Payer as PayerRow

app = typer.Typer(help="The end of the month: bills, holds, hand-over to accounting.", no_args_is_help=True)

Month = Annotated[str, typer.Argument(metavar="MONTH", help="The month, e.g. 2026-03.")]
Payer = Annotated[str, typer.Argument(metavar="NIP", help="One payer; without it everybody.")]
_BY_HAND = "pomoc billing"


@app.command("preview")
def preview(month: Month, config: Config = None, as_json: AsJson = False) -> None:
    """Show what each payer's month comes to and what is odd about it; nothing is written or sent."""
    worker, when = _open(month, config)
    with told(), _bar("rozliczanie") as progress, reading(worker.engine) as session:
        issue = when.issue_day(worker.clock())
        look = look_at(session, worker.office, when, issue=issue, progress=progress)
    if as_json:
        print_json(_look_json(look))
    else:
        _print_look(look, when)
    if any(one.stops for one in look.payers):
        end(PROBLEMS)


@app.command("run")
def run(
    month: Month,
    config: Config = None,
    correct: Annotated[str, typer.Option(metavar="NIP", help="Write the next version of one payer's month.")] = "",
    reason: Annotated[str, typer.Option(help="Why it is corrected; the customer and accounting read it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Write the bills of a month that are not written yet; the letters leave with the next run of the service."""
    worker, when = _open(month, config)
    if local_day(worker.clock()) < when.last:
        end(WRONG_USE, f"{when.period} still runs until {when.last}; `pomoc billing preview {when.period}` shows it")
    with told(), _bar("listy") as progress:
        job = MonthRun(engine=worker.engine, office=worker.office, clock=worker.clock, progress=progress)
        if correct:
            _correct(job, when, _nip(correct), " ".join(reason.split()))
            return
        outcome = send(job, when, worker.stopping.is_set)
    if as_json:
        print_json({"sent": outcome.sent, "not_sent": [_unsent_json(one) for one in outcome.unsent]})
    else:
        _print_outcome(outcome, when)
    if outcome.unsent:
        end(PROBLEMS)


@app.command("hold")
def hold(month: Month, payer: Payer = "", config: Config = None) -> None:
    """Keep one payer's bill of a month back, or everybody's."""
    worker, when = _open(month, config)
    nip = _nip(payer) if payer else ""
    with told(), transaction(worker.engine) as session:
        check(session, None)
        if nip and session.get(PayerRow, nip) is None:
            end(PROBLEMS, f"{nip}: no such payer; `pomoc customers import` brings the customer list")
        if nip in billed_payers(session, when.period, state="sent"):
            end(PROBLEMS, f"{nip}: the bill of {when.period} went out; `pomoc billing run --correct` puts it right")
        held = state.hold(session, when.period, nip, by=_BY_HAND, now=worker.clock())
    console.print(f"{when.period} {nip or 'all payers'}: {'held' if held else 'was held already'}")


@app.command("release")
def release(month: Month, payer: Payer = "", config: Config = None) -> None:
    """Let one payer's bill go, or approve the month."""
    worker, when = _open(month, config)
    nip, now = _nip(payer) if payer else "", worker.clock()
    with told(), transaction(worker.engine) as session:
        check(session, None)
        if nip:
            done = state.release(session, when.period, nip, now=now)
            said = f"{nip}: {'released' if done else 'was not held'}"
        else:
            state.approve(session, when.period, automatic=worker.office.billing.automatic, now=now)
            left = ", ".join(sorted(state.holds_of(session, when.period).nips))
            said = "approved" + (f"; still held: {left}" if left else "")
    console.print(f"{when.period} {said}")


@app.command("export")
def export(
    month: Month,
    config: Config = None,
    folder: Annotated[Path, typer.Option("--dir", help="Where the files go; made when missing.")] = Path("rozliczenia"),
    as_json: AsJson = False,
) -> None:
    """Write the month for accounting: FA(3) XML and JSON per payer, and one EDI++ file (experimental)."""
    worker, when = _open(month, config)
    with told(), _bar("pliki") as progress:
        done = export_month(worker.engine, worker.office, when.first, folder, progress=progress)
    if as_json:
        print_json({"files": [str(one) for one in done.files], "notes": done.notes, "problems": done.problems})
    else:
        _print_export(done, folder)
    if done.problems:
        end(PROBLEMS)


def _open(month: str, config: Path | None) -> tuple[App, MonthEnd]:
    worker = looking(config)
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", month)
    if match is None:
        end(WRONG_USE, f"{month!r} is no month; write it as 2026-03")
    with told():
        worker.prepare()
        return worker, end_of(worker.office, date(int(match[1]), int(match[2]), 1))


def _nip(written: str) -> str:
    number = numbers.compact(written)
    if not re.fullmatch(r"\d{1,10}", number):
        end(WRONG_USE, f"{written!r} is no NIP")
    return number


@contextmanager
def _bar(words: str) -> Iterator[Any]:
    """A progress bar on stderr while there is a terminal; gives the function that moves it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True, disable=not sys.stderr.isatty()) as bar:
        task: TaskID = bar.add_task(words, total=None)
        yield lambda done, everybody: bar.update(task, completed=done, total=everybody)


def _correct(job: MonthRun, when: MonthEnd, nip: str, reason: str) -> None:
    try:
        changes = job.correct(when, nip, reason=reason)
    except NothingToCorrectError as error:
        end(PROBLEMS, str(error))
    console.print(f"{when.period} {nip}: a new version, its letter leaves with the next run")
    for change in changes:
        console.print(f"  {change}", markup=False)
    console.print(
        f"for accounting: `pomoc billing export {when.period}`; a correcting invoice where the month's is imported",
        markup=False,
        soft_wrap=True,
    )


def _print_look(look: Look, when: MonthEnd) -> None:
    table = Table("NIP", "płatnik", "netto", "brutto", "godziny", "z pakietu", "", title=f"Podgląd {when.period}")
    for one in look.payers:
        mark = "wstrzymany" if one.held else "nie wyjdzie" if one.stops else ""
        gross = "–" if one.gross is None else str(one.gross)
        cells = (one.nip, one.name, one.net, gross, one.hours.normalize(), one.package_hours.normalize(), mark)
        table.add_row(*plain(*(f"{cell:f}" if not isinstance(cell, str) else cell for cell in cells)))
    console.print(table)
    console.print(f"razem: {len(look.payers)} płatników, {look.net} zł netto, {look.gross} zł brutto")
    odd = Table("co", "NIP", "płatnik", "dni", "kto, co", "szczegóły", title="Do sprawdzenia")
    for row in odd_rows(look):
        days = ", ".join(day.isoformat() for day in row.days)
        odd.add_row(*plain(row.kind.value, row.nip, row.name, days, ", ".join(row.about), ", ".join(row.details)))
    if odd.row_count:
        console.print(odd)


def _look_json(look: Look) -> dict[str, Any]:
    return {
        "net": str(look.net),
        "gross": str(look.gross),
        "payers": [
            {
                "nip": one.nip,
                "name": one.name,
                "net": str(one.net),
                "gross": None if one.gross is None else str(one.gross),
                "hours": str(one.hours),
                "package_hours": str(one.package_hours),
                "held": one.held,
                "stops": one.stops,
            }
            for one in look.payers
        ],
        "odd": [
            {
                "kind": row.kind.value,
                "nip": row.nip,
                "name": row.name,
                "days": [day.isoformat() for day in row.days],
                "about": list(row.about),
                "details": list(row.details),
            }
            for row in odd_rows(look)
        ],
    }


def _print_outcome(outcome: Outcome, when: MonthEnd) -> None:
    console.print(f"{when.period}: {len(outcome.sent)} bills written; the letters leave with the next run")
    if outcome.unsent:
        table = Table("NIP", "płatnik", "dlaczego", title="Nie wyszło")
        for one in outcome.unsent:
            table.add_row(*plain(one.nip, one.name, _why(one)))
        console.print(table)


def _why(one: Unsent) -> str:
    said = ["wstrzymane"] if one.held else []
    said += ["czeka na zatwierdzenie"] if one.waits_for_approval else []
    return ", ".join([*said, *(f"{row.kind.value} {row.detail or row.about}".strip() for row in one.stops)])


def _unsent_json(one: Unsent) -> dict[str, Any]:
    return {"nip": one.nip, "name": one.name, "why": _why(one)}


def _print_export(done: Exported, folder: Path) -> None:
    console.print(f"{len(done.files)} files in {folder}", markup=False)
    for note in done.notes:
        console.print(note, markup=False, soft_wrap=True)
    for problem in done.problems:
        errors.print(problem, markup=False)
