"""``pomoc demo``: shows the whole road of a mail, with nothing but this machine."""

import time
from collections import Counter
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from pathlib import Path
from typing import Annotated

import typer
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from worker.adapters.embedded import EmbeddedServers, MissingExtraError
from worker.adapters.embedded.post import Letter
from worker.app import App
from worker.cli.terminal import PROBLEMS, WRONG_USE, console, end
from worker.demo import ADDRESS, FIXTURES, Demo, Fixture, Shown, demo_settings, fixtures, readable
from worker.service import Service

_COLOURS = {"confirm": "green", "reject": "yellow", "append": "cyan", "ignore": "dim", "quarantine": "red"}


def demo(
    out: Annotated[Path, typer.Option("--out", help="A folder for the database and the letters.")] = Path(
        "demo-output"
    ),
    stay: Annotated[bool, typer.Option("--stay", help="Keep the servers up for an ordinary mail client.")] = False,
    emails: Annotated[
        Path, typer.Option("--emails", help="Other labelled mails than those that come along.")
    ] = FIXTURES,
) -> None:
    """Send the sample mails in, work on them, and show what the customers receive."""
    mails = fixtures(emails)
    if not mails:
        end(WRONG_USE, f"there are no .eml files with labels in {emails}")
    folder = out.resolve() / time.strftime("%Y%m%d-%H%M%S")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with EmbeddedServers(letters=folder / "letters", helpdesk=(ADDRESS,)) as servers:
            shown = _play(servers, folder, mails)
            if stay:
                _stay(servers, folder)
    except MissingExtraError as error:
        end(PROBLEMS, str(error))
    wrong = [line.fixture for line in shown if not line.expected]
    if wrong:
        end(PROBLEMS, f"not as labelled: {', '.join(wrong)}")


def _play(servers: EmbeddedServers, folder: Path, mails: list[Fixture]) -> list[Shown]:
    app = App(settings=demo_settings(servers, folder))
    app.prepare()
    play = Demo(servers=servers, app=app, sent={})
    columns = (
        SpinnerColumn(),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("", total=2 * len(mails))

        def step(what: str) -> None:
            progress.update(task, advance=1, description=_short(what, 60).replace("[", "\\["))

        play.play(mails, step)
        progress.update(task, description="gotowe")
    shown = list(play.results(mails))
    _print_table(shown)
    _print_letters(play)
    _write_html(servers.letters())
    console.print(f"Wszystkie listy (.eml i .html): {folder / 'letters'}")
    console.print(f"Baza danych: {folder / 'pomoc.db'}\n")
    return shown


def _print_table(shown: list[Shown]) -> None:
    table = Table("mail", "wynik", "dlaczego", "Ticket ID", "termin reakcji", title="Co się stało z każdym mailem")
    for line in shown:
        verdict = Text(line.verdict if line.expected else f"{line.verdict} (!)", style=_COLOURS.get(line.verdict, ""))
        table.add_row(line.fixture, verdict, Text(line.why), line.ticket_id, line.deadline)
    console.print(table)
    counts = Counter(line.verdict for line in shown)
    good = sum(line.expected for line in shown)
    summary = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
    console.print(f"{len(shown)} maili: {summary}; zgodnie z etykietą {good}/{len(shown)}\n")


def _print_letters(play: Demo) -> None:
    for kind, title in (("customer-confirmation", "Potwierdzenie"), ("customer-rejection", "Prośba o uzupełnienie")):
        letter = play.first_letter(kind)
        if letter is not None:
            text, _ = readable(letter.raw)
            head = message_from_bytes(letter.raw, policy=policy.compat32)
            subject = str(make_header(decode_header(str(head["Subject"]))))
            body = Text(f"Do: {letter.recipient}\nTemat: {subject}\n\n{text.replace(chr(13), '')}")
            console.print(Panel(body, title=f"{title}, tak jak widzi je klient", width=84))


def _write_html(letters: tuple[Letter, ...]) -> None:
    for letter in letters:
        _, html = readable(letter.raw)
        if html:
            letter.path.with_suffix(".html").write_text(html, "utf-8")


def _stay(servers: EmbeddedServers, folder: Path) -> None:
    app = App(settings=demo_settings(servers, folder))
    lines = (
        "Serwery działają. Ustaw w programie pocztowym (np. Thunderbird) konto bez szyfrowania:",
        f"  IMAP  {servers.host}:{servers.imap_port}   użytkownik {servers.customer}   hasło {servers.password}",
        f"  SMTP  {servers.host}:{servers.smtp_port}   bez logowania",
        f"Napisz do {ADDRESS} (np. z adresu jan@firma.example), odpowiedź przyjdzie po kilku sekundach.",
        "Skrzynkę helpdesku widać jako użytkownik pomoc z tym samym hasłem. Ctrl+C kończy.",
    )
    for line in lines:
        console.print(line.replace("użytkownik pomoc ", f"użytkownik {servers.user} "), markup=False)
    try:
        Service(app=app).serve()
    except KeyboardInterrupt:
        app.stopping.set()


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
