"""``pomoc simulate``: an old mailbox as if Pomoc had been there; nothing is sent, nothing is stored."""

import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from worker.adapters.mail_files import StoredMail, stored_mails
from worker.app import App
from worker.application.explanation import reason_json
from worker.application.simulation import Group, Judged, Simulation
from worker.application.simulation import simulate as run_simulation
from worker.cli.options import AsJson, Config
from worker.cli.terminal import WRONG_USE, console, end, errors, print_json, printable, quiet, settings, told
from worker.settings import DatabaseSection, Settings

_EXAMPLES = 3
_SLOW = 1000  # milliseconds; a quicker mail is not worth a line


def simulate(
    path: Annotated[Path, typer.Argument(metavar="DIR|MBOX", help="A folder of mails, a Maildir, or an mbox.")],
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Say what would have become of the mails of an existing mailbox, oldest first. Nothing is sent or stored."""
    wanted = settings(config)
    if not path.exists():
        end(WRONG_USE, f"{path} is not there; give a folder of mails, a Maildir, or an mbox file")
    clock = App(settings=wanted).clock
    mails, problems = stored_mails(path, clock())
    if not mails:
        end(
            WRONG_USE,
            "\n".join([f"there is no mail in {path}; known are files with a mail header, Maildir and mbox", *problems]),
        )
    started = time.monotonic()
    with told(), quiet():
        found = _run(wanted, mails)
    seconds = time.monotonic() - started
    problems += found.unreadable
    if as_json:
        print_json(_as_json(found, problems, seconds))
    else:
        _print(found, problems, seconds)


def _run(wanted: Settings, mails: list[StoredMail]) -> Simulation:
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with (
        tempfile.TemporaryDirectory(prefix="pomoc-simulate-") as folder,
        Progress(*columns, console=errors, transient=True, disable=not sys.stderr.isatty()) as bar,
    ):
        private = DatabaseSection(url=f"sqlite:///{folder}/simulation.db")
        app = App(settings=wanted.model_copy(update={"database": private}))
        app.prepare()
        task = bar.add_task("nic nie jest wysyłane", total=len(mails))
        try:
            return run_simulation(app.engine, mails, app.office, app.read, lambda done: bar.advance(task, done))
        finally:
            app.engine.dispose()


def _as_json(found: Simulation, problems: list[str], seconds: float) -> dict[str, Any]:
    return {
        "total": len(found.judged),
        "seconds": round(seconds, 2),
        "shifted_days": found.shifted.days,
        "outcomes": dict(found.outcomes),
        "groups": [
            {
                "verdict": group.verdict,
                "kind": group.kind,
                "reason": reason_json(group.reason),
                "mails": len(group.mails),
                "examples": [_mail_json(one) for one in group.mails[:_EXAMPLES]],
            }
            for group in found.groups
        ],
        "letters": dict(found.letters),
        "held": [
            {"recipient": recipient, "brake": brake, "letters": count}
            for (recipient, brake), count in found.held.most_common()
        ],
        "unreadable_files": problems,
        "mails": [_mail_json(one) for one in found.judged],
    }


def _mail_json(one: Judged) -> dict[str, Any]:
    return {
        "file": one.name.encode("utf-8", "replace").decode(),
        "message_id": one.message_id,
        "received_at": one.received_at.isoformat(),
        "sender": one.sender,
        "subject": one.subject,
        "verdict": one.verdict,
        "kind": one.kind,
        "reasons": [reason.value for reason in one.reasons],
        "letters": list(one.letters),
        "held": [brake for _, brake in one.held],
        "milliseconds": one.milliseconds,
        "error": one.error,
    }


def _print(found: Simulation, problems: list[str], seconds: float) -> None:
    total = len(found.judged)
    table = Table("wynik", "maili", "", "dlaczego", "przykłady", title=f"Co by się stało z {total} mailami")
    for group in found.groups:
        share = f"{len(group.mails) / total:.1%}"
        table.add_row(f"{group.verdict}\n({group.kind})", str(len(group.mails)), share, _why(group), _examples(group))
    console.print(table)
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in found.outcomes.most_common())
    console.print(f"{total} maili = {outcomes}", markup=False)
    letters = ", ".join(f"{count} {kind}" for kind, count in found.letters.most_common()) or "żaden"
    console.print(f"Listy, które by wyszły: {letters}", markup=False)
    for (recipient, brake), count in found.held.most_common(10):
        console.print(f"Wstrzymane przez limit ({brake}): {count} do {printable(recipient)}", markup=False)
    if found.shifted:
        years = f"o {found.shifted.days} dni"
        console.print(f"Daty przesunięto {years} do przodu: wcześniej nie było cennika.", markup=False)
    for problem in problems:
        console.print(f"nie przeczytano: {printable(problem)}", markup=False)
    slowest = max(found.judged, key=lambda one: one.milliseconds, default=None)
    if slowest is not None and slowest.milliseconds >= _SLOW:
        console.print(f"Najdłużej ({slowest.milliseconds / 1000:.1f} s) trwał {printable(slowest.name)}.", markup=False)
    rate = total / seconds if seconds else 0.0
    console.print(f"{seconds:.1f} s, {rate:.0f} maili na sekundę; nic nie wysłano i nic nie zapisano.", markup=False)


def _why(group: Group) -> Text:
    row = reason_json(group.reason)
    return Text(f"{row['text']} [{row['point']}]")


def _examples(group: Group) -> Text:
    shown = [f"{printable(one.subject) or '(bez tematu)'} – {printable(one.sender)}" for one in group.mails[:_EXAMPLES]]
    return Text("\n".join(shown))
